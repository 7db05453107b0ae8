"""Lines of a desk that was followed, for the story that is told on a desk of the tests."""

from factcheck.desk import Desk
from factcheck.model.earlier import EarlierCheck
from factcheck.model.followed import FollowAct, Followed, place_of


def tell_followed(desk: Desk, check: EarlierCheck) -> None:
    """A desk that was followed for a while; what its log said does not matter here."""
    told: dict[str, object] = {"note": "theirs.example/log\n1\n", "listed": "", "why": ""}
    said: dict[str, object] = {
        "ref": "a",
        "url": check.url,
        "text": check.text,
        "state": "void",
        "version": 1,
    }
    proof: dict[str, object] = {
        "index": 0,
        "entry": "{}",
        "path": [],
        "note": "",
        "what": "",
        "told": "was taken back",
    }
    with desk.store.writing() as ledger:
        lines: list[tuple[FollowAct, str, dict[str, object]]] = [
            (FollowAct.KEYS, "", {"keys": ["k"]}),
            (FollowAct.CHECKPOINT, "", told),
            (FollowAct.CHANGE, place_of(check.url), said | proof),
        ]
        ledger.followed().add(Followed("https://theirs.example"), lines, desk.clock())
