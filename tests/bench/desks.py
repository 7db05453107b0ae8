"""A desk with many claims, each with sources, evidence and a verdict, made through the model's own acts.

Run as a process of its own (`python -m tests.bench.desks FOLDER COUNT`), so that what it needs in memory
is not taken for what the programs need.
"""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from factcheck.desk import Desk, open_desk
from factcheck.model.event import next_event
from factcheck.model.life import fold_article
from factcheck.model.record import Record
from factcheck.model.words import Act
from factcheck.settings import load
from factcheck.workflow.starting import NewDesk, make_desk
from tests.bench import material

_AT_ONCE = 1000
_PER_ARTICLE = 100


def fill_desk(folder: Path, count: int) -> None:
    """Make a desk in `folder` that holds `count` claims."""
    make_desk(folder, NewDesk(name="The bench", author="Ana Ruiz"))
    with open_desk(load(folder)) as desk:
        _add_articles(desk, range(0, count, _PER_ARTICLE))
        records = (_record(desk, number) for number in range(count))
        while some := list(islice(records, _AT_ONCE)):
            with desk.store.writing() as ledger:
                ledger.add_all(some)


def _article_of(number: int) -> str:
    return f"article-{number // _PER_ARTICLE}"


def _add_articles(desk: Desk, firsts: range) -> None:
    with desk.store.writing() as ledger:
        for number in firsts:
            article = {"ref": _article_of(number), "title": f"What the wards spent, part {number}"}
            body = {"id": str(desk.new_id()), "article": article}
            ledger.save_article(
                None, fold_article([next_event(None, desk.clock(), desk.author, Act.ARTICLE, body)])
            )


def _record(desk: Desk, number: int) -> Record:
    placed = {
        "ref": material.ref_of(number),
        "article": _article_of(number),
        "locator": f"paragraph {number % 100}",
    }
    record = desk.begun({**material.claim(number), **placed})
    for act, body in _acts(desk, record, number):
        record = desk.after(record, act, body)
    return record


def _acts(desk: Desk, record: Record, number: int) -> Iterator[tuple[Act, dict[str, object]]]:
    for part in range(1, 5):
        yield Act.SOURCE, {"source": material.source(part, number)}
        yield Act.CITE, {"evidence": material.evidence(part, number)}
    given = {
        "scale": desk.scale.id,
        "scale_version": desk.scale.version,
        "by": desk.author,
        "at": desk.clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    yield Act.RATE, {"verdict": {**material.verdict(number, record.claim.text), **given}}


if __name__ == "__main__":
    fill_desk(Path(sys.argv[1]), int(sys.argv[2]))
