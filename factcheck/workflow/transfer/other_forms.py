"""What is public in forms that other programs read, made of the allow-list alone; and sources from such a form."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotFound, Remedy, StorageFailed
from factcheck.exchange.annotations import annotation_collection
from factcheck.exchange.biblatex import biblatex
from factcheck.exchange.csl import csl_items, read_csl
from factcheck.files import disk_errors_explained, no_file, working_folder, write_changed, write_whole
from factcheck.model.public import public_checks
from factcheck.model.record import Record, next_id
from factcheck.model.source import Source
from factcheck.model.vocabulary import Act
from factcheck.report.edition import Audience, Edition
from factcheck.report.outputs.claims_json import LISTS, check_data
from factcheck.report.outputs.markdown import check_as_markdown
from factcheck.store.public_database import write_public_database
from factcheck.workflow.act import decided_anew, open_claim
from factcheck.workflow.site.public_base import public_base
from factcheck.workflow.site.report import edition_of

PublicData = Mapping[str, Any]


def export_form(desk: Desk, out: Path, form: str) -> int:
    """Write all that is public to a file, or to a folder with `markdown`, in one of `FORMS`; returns how many checks.

    NotFound where nothing is published, BadInput where the desk has no public address, StorageFailed.
    """
    texts = replace(edition_of(desk.settings, desk.scales), audience=Audience.PUBLIC)
    edition = replace(texts, base_url=public_base(desk.settings))
    checks = [*_public_data(desk, edition)]
    if not checks:
        first = Remedy.by("publish", "Publish first.")
        raise NotFound("Nothing is published yet, so there is nothing to write.", remedies=[first])
    FORMS[form](out, checks, edition)
    return len(checks)


def _public_data(desk: Desk, edition: Edition) -> Iterator[PublicData]:
    with desk.store.reading() as ledger:
        articles = {one.article.ref: one.article for one in ledger.articles()}
        for record in ledger.records():
            if record.version:
                yield check_data(public_checks(record, desk.scales)[-1], articles, edition)


def _sources(checks: list[PublicData]) -> Iterator[dict[str, Any]]:
    """The sources of all checks, a link once, each with the key of its first place and when it was last seen."""
    seen: set[str] = set()
    for check in checks:
        for source in check["sources"]:
            if source.get("url") not in seen:
                seen.update(filter(None, [source.get("url")]))
                days = [one["fetched_at"] for one in check["captures"] if one["source"] == source["id"]]
                yield {**source, "key": f"{check['ref']}-{source['id']}", "seen_on": max(days, default="")}


def _write_csl(out: Path, checks: list[PublicData], _edition: Edition) -> None:
    _write_json(out, csl_items(_sources(checks)))


def _write_biblatex(out: Path, checks: list[PublicData], _edition: Edition) -> None:
    write_whole(out, biblatex(_sources(checks)).encode())


def _write_annotations(out: Path, checks: list[PublicData], edition: Edition) -> None:
    _write_json(out, annotation_collection(edition.desk, edition.urls.home, checks))


def _write_markdown(out: Path, checks: list[PublicData], _edition: Edition) -> None:
    write_changed({out / f"{one['ref']}.md": check_as_markdown(one).encode() for one in checks})


_TABLES = {name: [word for word in words if word != "position"] for name, words in LISTS.items()}
"""Where in a capture's text a quote stands is of no use without that text, which is not given away."""


def _write_sqlite(out: Path, checks: list[PublicData], _edition: Edition) -> None:
    with disk_errors_explained(out), working_folder(out) as work:
        try:
            write_public_database(work / out.name, checks, _TABLES)
        except sqlite3.Error as wrong:
            raise StorageFailed(f"{out}: {wrong}. Make room and run the command again.") from wrong
        (work / out.name).replace(out)


def _write_json(out: Path, content: object) -> None:
    write_whole(out, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())


FORMS: Mapping[str, Callable[[Path, list[PublicData], Edition], None]] = {
    "csl-json": _write_csl,
    "biblatex": _write_biblatex,
    "annotations": _write_annotations,
    "markdown": _write_markdown,
    "sqlite": _write_sqlite,
}
"""Each form by its name, with what writes it."""


@decided_anew
def import_sources(desk: Desk, ref: str, path: Path) -> list[str]:
    """Record every source of a CSL-JSON file for a claim, all or none, and return their ids in that order.

    One that the claim has already, by its link or else by its title, keeps its id and takes what is said anew.
    BadInput with what does not fit, NotFound where there is no such file or claim.
    """
    if not path.is_file():
        raise NotFound(no_file(path))
    with disk_errors_explained(path):
        given = read_csl(path.read_bytes(), str(path))
    ids: list[str] = []
    with open_claim(desk, ref) as claim:
        for fields in given:
            where = fields.pop("where")
            known = _known(claim.record, fields)
            said = known.plain() if known else {"id": next_id("s", claim.record.sources)}
            source = Source.of({**said, **fields}, where)
            if source != known:
                claim.act(Act.SOURCE, {"source": source.plain()})
            ids.append(source.id)
    return ids


def _known(record: Record, fields: Mapping[str, Any]) -> Source | None:
    """The claim's source with this link, or with this title where neither has a link."""
    link, title = fields.get("url"), fields.get("title")
    return next(
        (one for one in record.sources if one.url == link and (link or one.title == title)),
        None,
    )
