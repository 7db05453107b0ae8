"""A folder of dossiers: REF.toml and REF.history.jsonl for claims, the same in `articles/` for articles."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.dossier.form import Dossier, article_to_toml, read_article, read_dossier, to_toml
from factcheck.dossier.history import read_lines, to_lines
from factcheck.errors import BadInput, FactcheckError, Finding, NotFound
from factcheck.files import disk_errors_explained
from factcheck.model.claim import Article
from factcheck.model.event import Event
from factcheck.model.record import ArticleRecord, Record

ARTICLES = "articles"
SETTINGS = "factcheck.toml"
"""The file of a desk's settings, which a backup may put beside its dossiers; no claim has that ref."""

FORM, HISTORY = ".toml", ".history.jsonl"
MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class DossierFiles:
    """One claim or article as files: the text of its dossier and its history, either of which may be lacking."""

    ref: str
    folder: Path
    form: str | None
    events: tuple[Event, ...]

    @property
    def where(self) -> str:
        """The dossier's file, as named in findings."""
        return str(self.folder / f"{self.ref}{FORM}")

    def dossier(self) -> Dossier:
        """The claim the form holds."""
        return read_dossier(self.form or "", self.where)

    def article(self) -> Article:
        """The article the form holds."""
        return read_article(self.form or "", self.where)

    def refused(self, wrong: FactcheckError) -> Sequence[Finding]:
        """What an error says that these files gave rise to; the findings behind it, if there are any."""
        return wrong.findings or [Finding("refused", self.where, wrong.said, *wrong.remedies)]


def read_folder(folder: Path, findings: list[Finding]) -> Iterator[DossierFiles]:
    """Every claim or article kept in one folder, by ref; what cannot be read goes to `findings`."""
    for ref in refs_in(folder):
        yield from _read(folder, ref, findings)


def refs_in(folder: Path) -> list[str]:
    """The refs of the claims or articles kept in one folder, sorted; StorageFailed where it cannot be read."""
    with disk_errors_explained(folder):
        names = [entry.name for entry in folder.iterdir()]
    names = [name for name in names if name != SETTINGS and not name.startswith(".")]
    return sorted({name.removesuffix(end) for name in names for end in (FORM, HISTORY) if name.endswith(end)})


def read_one(path: Path, findings: list[Finding]) -> Iterator[DossierFiles]:
    """The claim kept in one dossier and the history beside it."""
    if not path.exists():
        raise NotFound(f"There is no file {path}.")
    yield from _read(path.parent, path.name.removesuffix(HISTORY).removesuffix(FORM), findings)


def to_files(record: Record, folder: Path) -> dict[Path, bytes]:
    """The files of one claim."""
    return {
        folder / f"{record.claim.ref}{FORM}": to_toml(record).encode(),
        folder / f"{record.claim.ref}{HISTORY}": to_lines(record.events).encode(),
    }


def remove_files(kept: DossierFiles) -> Iterator[Path]:
    """Remove the files of a claim that is kept under another ref now; gives those that were there."""
    for path in (kept.folder / f"{kept.ref}{end}" for end in (FORM, HISTORY)):
        with disk_errors_explained(path):
            if os.path.lexists(path):
                path.unlink()
                yield path


def article_to_files(record: ArticleRecord, folder: Path) -> dict[Path, bytes]:
    """The files of one article."""
    return {
        folder / ARTICLES / f"{record.article.ref}{FORM}": article_to_toml(record.article).encode(),
        folder / ARTICLES / f"{record.article.ref}{HISTORY}": to_lines(record.events).encode(),
    }


def _read(folder: Path, ref: str, findings: list[Finding]) -> Iterator[DossierFiles]:
    try:
        form = _text(folder / f"{ref}{FORM}", folder)
        lines = _text(folder / f"{ref}{HISTORY}", folder)
        events = read_lines(lines, str(folder / f"{ref}{HISTORY}")) if lines is not None else ()
        yield DossierFiles(ref, folder, form, events)
    except BadInput as wrong:
        findings.extend(wrong.findings)


def _text(path: Path, folder: Path) -> str | None:
    """The file as text, or None where there is none; BadInput where it cannot be a dossier."""
    if not os.path.lexists(path):
        return None
    problem = _problem(path, folder)
    if problem:
        raise BadInput.of(str(path), [Finding("bad-file", str(path), *problem)])
    with disk_errors_explained(path):
        content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        finding = Finding("not-utf8", f"{path} line {line}", "is not UTF-8.", "Save the file as UTF-8.")
        raise BadInput.of(str(path), [finding]) from wrong


def _problem(path: Path, folder: Path) -> tuple[str, str] | None:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return "points nowhere.", "Put the file itself there."
    if not target.is_relative_to(folder.resolve()):
        return "points out of the folder.", "Put the file itself there."
    if not target.exists():
        return "points nowhere.", "Put the file itself there."
    if path.is_dir():
        return "is a folder.", "A dossier is a file; move the folder away."
    if not stat.S_ISREG(path.stat().st_mode):
        return "is not a file.", "A dossier is a plain file; move it away."
    if path.stat().st_size > MAX_BYTES:
        return f"is larger than {MAX_BYTES // 1_000_000} MB.", "A dossier holds one claim; split it."
    return None
