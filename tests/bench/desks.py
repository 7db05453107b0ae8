"""A desk with many claims, each with sources, evidence and a verdict, made through the model's own acts.

Run as a process of its own (`python -m tests.bench.desks FOLDER COUNT [signed]`), so that what it needs in memory
is not taken for what the programs need. With `signed`, every claim has a quote that stands in a capture and waits for
its publication.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from factcheck.desk import Desk, open_desk
from factcheck.model.article_history import fold_article
from factcheck.model.event import next_event
from factcheck.model.record import Record
from factcheck.model.signing import signing_digest
from factcheck.model.vocabulary import Act
from factcheck.settings import Settings, load
from factcheck.workflow.new_desk import NewDesk, make_desk
from tests.bench import material

_AT_ONCE = 1000
_PER_ARTICLE = 100


def desk_at(url: str, folder: Path) -> AbstractContextManager[Desk]:
    """The desk behind a database URL; its archive and its key are in `folder`."""
    return open_desk(Settings(folder=folder, name="The bench", author="Ana", database_url=url))


def fill_desk(folder: Path, count: int, *, signed: bool = False) -> None:
    """Make a desk in `folder` that holds `count` claims."""
    make_desk(folder, NewDesk(name="The bench", author="Ana Ruiz"))
    with open_desk(load(folder)) as desk:
        _add_articles(desk, range(0, count, _PER_ARTICLE))
        made = (_record(desk, number, signed) for number in range(count))
        records = (_signed(desk, record) for record in made) if signed else made
        while some := list(islice(records, _AT_ONCE)):
            with desk.store.writing() as ledger:
                ledger.append_all([(None, record) for record in some])


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


def _record(desk: Desk, number: int, anchored: bool) -> Record:
    placed = {
        "ref": material.ref_of(number),
        "article": _article_of(number),
        "locator": f"paragraph {number % 100}",
    }
    record = desk.begun({**material.claim(number), **placed})
    for act, body in _acts(desk, record, number):
        record = desk.after(record, act, body)
        if anchored and act is Act.CITE:
            record = _anchored(desk, record)
    return record


def _anchored(desk: Desk, record: Record) -> Record:
    """The latest quote found in a page of its source."""
    quote = record.evidence[-1]
    page = material.capture(len(record.captures) + 1, quote.source)
    record = desk.after(record, Act.CAPTURE, {"capture": page})
    found = {**quote.plain(), **material.FOUND, "capture": page["id"]}
    return desk.after(record, Act.ANCHOR, {"evidence": found})


def _signed(desk: Desk, record: Record) -> Record:
    """The record, read and signed by a second person."""
    reader = replace(desk, settings=replace(desk.settings, author="Ben Osei"))
    submitted = desk.after(record, Act.SUBMIT, {"verdict": "v1"})
    review = {"id": "r1", "verdict": "v1", "decision": "approve", "by": "Ben Osei", "solo": False}
    read = {
        "digest": signing_digest(submitted, desk.scales),
        "at": desk.clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return reader.after(submitted, Act.APPROVE, {"review": {**review, **read}})


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
    fill_desk(Path(sys.argv[1]), int(sys.argv[2]), signed="signed" in sys.argv[3:])
