"""Writing the desk out as dossiers: files that only grow, with the captures they rest on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from factcheck.archive.archive import Archive, copy_missing
from factcheck.archive.folder import FolderStorage
from factcheck.archive.wacz import write_wacz, write_warc
from factcheck.desk import Desk
from factcheck.dossier.difference import DossierChanges
from factcheck.dossier.folder import (
    ARTICLES,
    HISTORY,
    DossierFiles,
    article_to_files,
    read_folder,
    remove_files,
    to_files,
)
from factcheck.dossier.form import article_to_toml, to_toml
from factcheck.dossier.history import divergence
from factcheck.errors import BadInput, Finding, NotFound, NotSoNow, Remedy
from factcheck.files import sweep, write_changed
from factcheck.model.article_history import fold_article
from factcheck.model.event import Event
from factcheck.model.evolve import fold
from factcheck.model.pictures import gone_pictures, held_pictures
from factcheck.model.record import ArticleRecord, Record
from factcheck.store.rows import some


@dataclass
class Exported:
    """What went out: claims in all, files that were new or changed, and those of refs that claims had before."""

    claims: int = 0
    written: list[Path] = field(default_factory=list)
    moved: list[Path] = field(default_factory=list)


def export_dossiers(desk: Desk, folder: Path) -> Exported:
    """Write every claim and article to a folder of dossiers.

    NotSoNow, and nothing is written, where a history there is not the beginning of the desk's (law 2) or a dossier
    there holds changes that were never imported; BadInput where a file there cannot be read.
    """
    findings: list[Finding] = []
    there = {kept.ref: kept for kept in _kept(folder, findings)}
    articles_there = {kept.ref: kept for kept in _kept(folder / ARTICLES, findings)}
    if findings:
        raise BadInput.of(str(folder), findings)
    with desk.store.reading() as ledger:
        called_now = ledger.called_now(there)
        for record in ledger.records(called_now.values()):
            for kept in (there[ref] for ref in record.refs if ref in there):
                findings += _lost(kept, record.events, partial(_says_more, kept, record, desk))
        articles = ledger.articles()
        for article in articles:
            if found := articles_there.get(article.article.ref):
                findings += _lost(found, article.events, partial(_article_says_more, found, article))
        if findings:
            raise NotSoNow(f"{folder}: writing would lose something; nothing was written.", findings)
        exported = Exported()
        for article in articles:
            _copy_captures(desk, (one.record for one in article.texts), folder)
            exported.written += write_changed(article_to_files(article, folder))
        for batch in some(ledger.records()):
            exported.claims += len(batch)
            exported.written += _write_claims(desk, batch, folder)
        renamed = (there[ref] for ref, now in called_now.items() if ref != now)
        exported.moved += [path for kept in renamed for path in remove_files(kept)]
        for swept in (folder, folder / ARTICLES):
            sweep(swept)
        return exported


def _write_claims(desk: Desk, records: list[Record], folder: Path) -> list[Path]:
    for record in records:
        _copy_captures(desk, _files_of(record), folder)
        _remove_captures(desk, record, folder)
    contents = [to_files(record, folder) for record in records]
    return write_changed({path: text for some in contents for path, text in some.items()})


def _files_of(record: Record) -> Iterator[str]:
    """The files of the archive that a claim rests on: its captures, and the pictures of its quotes."""
    yield from (one.record for one in record.held_captures)
    yield from (one.record for one in held_pictures(record))


def export_captures(desk: Desk, out: Path, form: str) -> int:
    """Write the captures on record as one file, "warc" or "wacz", for other people's tools; returns how many.

    The same captures always give the same bytes. NotFound where there is none.
    """
    with desk.store.reading() as ledger:
        captures = [capture for record in ledger.records() for capture in record.held_captures]
    if not captures:
        raise NotFound("There is no capture to export.", remedies=[Remedy.by("fetch", "Fetch some first.")])
    captures.sort(key=lambda one: (one.fetched_at, one.record))
    if form == "warc":
        return write_warc(desk.archive, (one.record for one in captures), out)
    return write_wacz(desk.archive, captures, desk.settings.name, out, captures[-1].fetched_at)


def _kept(folder: Path, findings: list[Finding]) -> list[DossierFiles]:
    return list(read_folder(folder, findings)) if folder.is_dir() else []


def _lost(kept: DossierFiles, events: tuple[Event, ...], beyond: Callable[[], bool]) -> Iterator[Finding]:
    """What writing over these files would lose: lines of history, or a form that was edited by hand."""
    if apart := divergence(kept.events, events, f"{kept.folder / kept.ref}{HISTORY}"):
        yield apart
    elif len(kept.events) > len(events):
        lines = len(kept.events) - len(events)
        message = f"holds {lines} more lines of history than the desk."
        yield Finding(
            "history-ahead",
            kept.where,
            message,
            Remedy.by("import", "Import it first.", path=str(kept.folder)),
        )
    elif kept.form is not None and beyond():
        message = "was edited and not imported since."
        first = Remedy.by("import", "Import it first.", path=kept.where)
        yield Finding("not-imported", kept.where, message, first)


def _says_more(kept: DossierFiles, record: Record, desk: Desk) -> bool:
    """Whether a dossier holds something that neither its own history nor the desk has."""
    if kept.events and kept.form == to_toml(fold(kept.events)):
        return False
    try:
        difference = DossierChanges(record, kept.dossier(), kept.where)
        return bool(difference.steps(desk.scale, desk.author, desk.clock()))
    except BadInput:
        return True


def _article_says_more(kept: DossierFiles, record: ArticleRecord) -> bool:
    if kept.events and kept.form == article_to_toml(fold_article(kept.events).article):
        return False
    return kept.article() != record.article


def _copy_captures(desk: Desk, records: Iterator[str], folder: Path) -> None:
    """Captures travel beside the dossiers, unless these are the desk's own and the archive is at hand."""
    if folder.resolve() == desk.settings.claims.resolve():
        return
    beside = Archive(FolderStorage(folder / "archive"))
    for record in records:
        copy_missing(record, desk.archive, beside)


def _remove_captures(desk: Desk, record: Record, folder: Path) -> None:
    """Files that were taken out for good are not left beside the dossiers either."""
    beside = Archive(FolderStorage(folder / "archive"))
    captures = (one.record for one in record.captures if one.id in record.gone_captures)
    for digest in (*captures, *gone_pictures(record)):
        if not desk.archive.has(digest):
            beside.remove(digest)
