"""Comments: what they are on, replies, resolving and opening again, and that nothing else changes by them."""

from collections.abc import Callable

import pytest

from factcheck.errors import BadInput, NotFound, RuleRefused
from factcheck.model.comment import Comment, threads
from factcheck.model.decide import replay
from factcheck.model.evolve import fold
from factcheck.model.signing import is_in_force
from factcheck.model.status import as_json
from factcheck.model.vocabulary import Act, Status
from tests.records import ANA, BEN, SCALES, Told, held, rated, signed

PLACE = {"start": 4, "end": 13, "exact": "programme", "prefix": "The", "suffix": "of the day"}


def test_a_comment_says_who_when_and_on_what() -> None:
    told = held().comment("Which one?", target="v1", selector=PLACE, to="Cem")

    [comment] = told.record.comments
    assert comment.plain() == {
        "id": "m1",
        "body": "Which one?",
        "target": "v1",
        "selector": PLACE,
        "to": "Cem",
        "by": BEN,
        "at": f"{told.record.events[-1].at:%Y-%m-%dT%H:%M:%SZ}",
    }
    assert (comment.is_open, comment.motivation) == (True, "commenting")


def test_who_says_it_is_who_acts_whatever_the_line_says() -> None:
    told = Told().comment(resolved_by="Eve", resolved_at="2026-03-01T00:00:00Z", at="1999-01-01T00:00:00Z")

    assert told.record.comments[0].is_open
    assert told.record.comments[0].at == told.record.events[-1].at
    assert replay(told.record.events, SCALES) == fold(told.record.events) == told.record


def test_replies_stand_below_what_they_answer() -> None:
    told = (
        Told()
        .comment("One?")
        .comment("Two?")
        .comment("Yes.", ANA, reply_to="m1")
        .comment("So.", reply_to="m1")
    )

    found = [[one.id for one in thread] for thread in threads(told.record.comments)]
    assert found == [["m1", "m3", "m4"], ["m2"]]
    assert [one["motivation"] for one in as_json(told.record, SCALES)["comments"]][1:3] == [
        "commenting",
        "replying",
    ]


def test_a_comment_is_resolved_by_somebody_and_a_reply_opens_it_again() -> None:
    told = Told().comment().resolve()
    assert not told.record.open_comments
    assert told.record.comments[0].resolved_by == ANA
    assert told.record.comments[0].resolved_at == told.record.events[-1].at

    told.comment("Not so.", reply_to="m1")
    assert told.record.open_comments == (told.record.comments[0],)
    assert told.record.comments[0].resolved_by is None

    assert told.resolve(by=BEN).record.comments[0].resolved_by == BEN


REFUSED: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "nothing said": (lambda: Told().comment(" "), BadInput, "body"),
    "what nobody sees": (lambda: Told().comment("\u200b\u2060"), BadInput, "nobody sees any"),
    "evidence that is not there": (lambda: held().comment(target="e2"), NotFound, "Comment on: e1, c1, v1."),
    "an article of a claim from none": (lambda: held().comment(target="article"), NotFound, "article"),
    "a claim without parts": (lambda: Told().comment(target="e1"), NotFound, "Comment on the claim itself."),
    "a source": (lambda: held().comment(target="s1"), BadInput, "target"),
    "a place in the claim": (lambda: held().comment(selector=PLACE), BadInput, "names the text"),
    "a place in evidence": (lambda: held().comment(target="e1", selector=PLACE), BadInput, "names the text"),
    "a reply to nothing": (lambda: Told().comment(reply_to="m7"), NotFound, "no comment"),
    "a reply to itself": (lambda: Told().comment(reply_to="m1"), NotFound, "no comment"),
    "a reply to a reply": (
        lambda: Told().comment().comment(reply_to="m1").comment(reply_to="m2"),
        BadInput,
        "Reply to m1",
    ),
    "a reply elsewhere": (lambda: held().comment().comment(reply_to="m1", target="e1"), BadInput, "m1 is on"),
    "an id out of turn": (lambda: Told().comment(id="m2"), BadInput, "out of turn"),
    "a hidden name": (lambda: Told().comment(to="B\u202een"), BadInput, "name"),
    "resolving nothing": (lambda: Told().resolve("m1"), NotFound, "no comment"),
    "resolving a reply": (
        lambda: Told().comment().comment(reply_to="m1").resolve("m2"),
        BadInput,
        "Resolve m1",
    ),
    "resolving twice": (
        lambda: Told().comment().resolve().resolve(),
        RuleRefused,
        f"resolved by {ANA} already",
    ),
    "resolving without a name": (lambda: Told().comment().did(Act.RESOLVE, {}), NotFound, "no comment"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_comment_is_refused(name: str) -> None:
    act, error, said = REFUSED[name]

    with pytest.raises(error) as refused:
        act()
    assert said in " ".join([str(refused.value), *map(str, getattr(refused.value, "findings", ()))])


def test_a_comment_stays_where_its_evidence_is_taken_back_and_can_be_on_that_too() -> None:
    told = rated().comment(target="e1").drop().comment("Why not?", target="e1")

    assert [one.target for one in told.record.open_comments] == ["e1", "e1"]


def test_nothing_that_was_signed_changes_by_comments() -> None:
    told = signed()
    review = told.record.approvals[0]
    told.comment(target="e1").comment("x", reply_to="m1").resolve().comment()

    assert told.status is Status.SIGNED_OFF
    assert is_in_force(told.record, review, SCALES)


def test_a_claim_that_was_withdrawn_is_still_talked_about() -> None:
    told = Told().comment().withdraw().comment("Why?").resolve("m1")

    assert [one.id for one in told.record.open_comments] == ["m2"]
    assert told.status is Status.WITHDRAWN


def test_ten_thousand_comments_are_read_in_order() -> None:
    told = Told()
    lines = [told.event(Act.COMMENT, {"comment": {"id": "m1", "body": "?"}})]
    comments = [
        Comment.of(
            {
                "id": f"m{n}",
                "body": "?",
                "by": BEN,
                "at": lines[0].at,
                **({"reply_to": "m1"} if n % 2 == 0 else {}),
            }
        )
        for n in range(1, 10_001)
    ]

    found = threads(comments)
    assert (len(found), len(found[0]), found[-1][0].id) == (5_000, 5_001, "m9999")
