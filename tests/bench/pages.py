"""Desks whose claims cite pages of the benchmarks' own server, four links to a claim.

    python -m tests.bench.pages FOLDER PORT COUNT [small|quoted]

`quoted` gives every link a quote copied by hand and every claim a verdict, so that there is something to recheck.
"""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from factcheck.desk import Desk, open_desk
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act
from factcheck.settings import load
from factcheck.workflow.new_desk import NewDesk, make_desk
from tests.bench import web

_EACH = 4
_AT_ONCE = 500


def fill_desk(folder: Path, port: int, count: int, how: str = "") -> None:
    """Make a desk in `folder` whose claims cite `count` pages of the server at `port`, let through by address."""
    make_desk(folder, NewDesk(name="The bench", author="Ana Ruiz"))
    settings = folder / "factcheck.toml"
    fetch = f'\n[fetch]\nallow = ["127.0.0.1:{port}"]\nper_host = 64\ndelay = 0\nconcurrency = 20\n'
    settings.write_text(settings.read_text("utf-8") + fetch, "utf-8")
    with open_desk(load(folder)) as desk:
        records = (_record(desk, port, first, how) for first in range(0, count, _EACH))
        while some := list(islice(records, _AT_ONCE)):
            with desk.store.writing() as ledger:
                ledger.append_all([(None, record) for record in some])


def _record(desk: Desk, port: int, first: int, how: str) -> Record:
    record = desk.begun({"ref": f"claim-{first}", "text": f"The council counted {first} nights."})
    for act, body in _acts(desk, record, port, range(first, first + _EACH), how):
        record = desk.after(record, act, body)
    return record


def _acts(
    desk: Desk, record: Record, port: int, numbers: range, how: str
) -> Iterator[tuple[Act, dict[str, object]]]:
    where = "small/" if how == "small" else ""
    for place, number in enumerate(numbers, 1):
        url = f"http://127.0.0.1:{port}/{where}{number}"
        yield Act.SOURCE, {"source": {"id": f"s{place}", "url": url}}
    if how != "quoted":
        return
    for place, number in enumerate(numbers, 1):
        quote = {"id": f"e{place}", "source": f"s{place}", "stance": "supports", "standing": "transcribed"}
        said = {"exact": web.first_words(number), "who": desk.author, "when": "2026-11-01"}
        yield Act.CITE, {"evidence": quote | said}
    verdict = {"id": "v1", "rating": "true", "rationale": "So it says.", "wording": record.claim.text}
    scale = {"scale": desk.scale.id, "scale_version": desk.scale.version}
    given = {"by": desk.author, "at": "2026-11-01T08:00:00Z", "cites": [f"e{n}" for n in range(1, _EACH + 1)]}
    yield Act.RATE, {"verdict": verdict | scale | given}


if __name__ == "__main__":
    fill_desk(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
