"""A backup of a desk: one zip of settings, key, database, archive, dossiers and site, tried before it is called one."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from factcheck import __version__
from factcheck.archive.places import archive_at
from factcheck.archive.storage import is_digest, path_of
from factcheck.desk import Desk, NobodyWaits, open_desk
from factcheck.errors import BadInput, NotFound, NotSoNow, Remedy, StorageFailed
from factcheck.files import (
    disk_errors_explained,
    working_folder,
    write_private,
    write_whole,
    writing_whole,
)
from factcheck.model.account import CredentialKind
from factcheck.settings import FILE, LOG_KEY, Settings, load
from factcheck.workflow.transfer.archive_copy import ArchiveCopyResult, copy_all
from factcheck.workflow.transfer.verify import Verified, verify

LABEL = "backup.json"
"""The entry that tells a backup from other zip files: who made it of what, and when."""

LISTED = "backups.txt"
"""The file of a desk that says where its backups were written."""

_DATABASE, _ARCHIVE = "factcheck.db", "archive"
_FOLDERS = ("claims", "site")
"""What is kept as it stands, beside the archive; reports are made again."""

_STEP = 1 << 18


@dataclass(frozen=True)
class BackupSummary:
    """What a backup holds, as verifying it counted; `path` is the backup, or the desk that came of it.

    `made_at` is the moment of the backup, as it says itself; `unsound` is how many things in it do not hold.
    """

    path: Path
    claims: int
    captures: int
    size: int
    made_at: str
    unsound: int = 0


def back_up(desk: Desk, place: Path, *, anyway: bool = False) -> BackupSummary:
    """Write a backup to a file, or under a name with the day and time to a folder; others may go on working.

    It is brought back in a temporary folder beside it and verified, and takes its name only then; a backup of the
    same name gives way to it. NotSoNow with what does not hold, unless `anyway`, or where another file has the
    name; StorageFailed. Nothing is left then.
    """
    path = place / f"{_name(desk)}-{desk.clock():%Y-%m-%dT%H%M%SZ}.zip"
    path = path if place.is_dir() else place
    if path.exists() and not _is_backup(path):
        raise NotSoNow(f"{path} is there and is no backup; nothing was written. Choose another name.")
    with writing_whole(path) as file, working_folder(path) as work:
        os.fchmod(file.fileno(), 0o600)  # the key of the log is in it
        _write(desk, file, work)
        file.flush()
        verified = _verified(_unpacked(Path(file.name), work / "tried"), desk.settings.typed)
        if verified.findings and not anyway:
            raise NotSoNow(
                "The backup would hold what does not hold, so none was made.",
                verified.findings,
                [
                    Remedy.by("verify", "See what the desk itself says."),
                    Remedy.again("Or keep it as it is.", anyway=True),
                ],
            )
        size = file.tell()
    with suppress(StorageFailed):  # a desk that can only be read has its backup all the same
        _list_too(desk.settings.folder / LISTED, path.resolve())
    counts = (verified.claims, verified.captures, size)
    return BackupSummary(path, *counts, _made_at(path) or "", len(verified.findings))


def backups_in(desk: Desk, folder: Path) -> dict[Path, str]:
    """The backups of this desk in a folder that `back_up` gave a name, oldest first, each with its moment."""
    named = re.compile(re.escape(_name(desk)) + r"-\d{4}-\d\d-\d\dT\d{6}Z\.zip")
    paths = sorted(path for path in folder.iterdir() if named.fullmatch(path.name))
    return {path: made for path in paths if (made := _made_at(path))}


def _name(desk: Desk) -> str:
    return desk.settings.folder.resolve().name


def backups_made(folder: Path) -> dict[Path, str]:
    """The backups of the desk in this folder that are where they were written, each with its moment, as it says."""
    listed = folder / LISTED
    paths = map(Path, listed.read_text("utf-8").splitlines() if listed.is_file() else ())
    return {path: made for path in paths if (made := _made_at(path))}


def _list_too(listed: Path, path: Path) -> None:
    """Note where a backup was written, so that it is known which hold what was taken out of the desk since."""
    there = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    if str(path) not in there:
        write_whole(listed, "".join(f"{one}\n" for one in [*there, path]).encode())


def restore(backup: Path, folder: Path, author: str | None = None, *, anyway: bool = False) -> BackupSummary:
    """Make a desk in a new or empty folder of a backup, verified before it takes its place.

    Where its settings or the environment name another database than the one in the folder, that is filled, and so is
    another place for captures; all of it is verified there once more. BadInput where the file is no backup, NotSoNow
    where the folder or the database holds something already or where it does not hold, unless `anyway`, StorageFailed.
    Nothing is left in the folder then. Whoever was logged in logs in again.
    """
    if not backup.is_file():
        raise NotFound(f"There is no file {backup}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotSoNow(
            f"{folder} holds something already; nothing was changed. Name a new or an empty folder."
        )
    with disk_errors_explained(folder), working_folder(folder.resolve()) as work:
        made = _unpacked(backup, work / "desk")
        verified = _verified(made, author)
        if verified.findings and not anyway:
            mend = Remedy.again("Use another one, or bring it back as it is.", anyway=True)
            raise NotSoNow(f"{backup} does not hold; nothing was restored.", verified.findings, [mend])
        _forget_passing(made)
        _place(made, folder.resolve(), author, len(verified.findings))
        folder.mkdir(parents=True, exist_ok=True)
        folder.rmdir()
        made.replace(folder)
    size, made_at = backup.stat().st_size, _made_at(backup) or ""
    return BackupSummary(folder, verified.claims, verified.captures, size, made_at, len(verified.findings))


def _write(desk: Desk, file: BinaryIO, work: Path) -> None:
    """Everything as one zip. The database is copied first: whatever it names is in the archive by then."""
    database = work / _DATABASE
    desk.store.copy_to(database)
    with ZipFile(file, "w", ZIP_STORED) as zipped:
        label = {"backup": 1, "desk": desk.settings.name, "made_at": f"{desk.clock():%Y-%m-%dT%H:%M:%SZ}"}
        zipped.writestr(LABEL, json.dumps({**label, "factcheck": __version__}, ensure_ascii=False))
        zipped.write(desk.settings.folder / FILE, FILE, ZIP_DEFLATED)
        zipped.write(database, _DATABASE, ZIP_DEFLATED, 1)
        database.unlink()
        if desk.settings.log_key.is_file():
            zipped.write(desk.settings.log_key, LOG_KEY)
        for kept in _beside(desk.settings):
            zipped.write(kept, kept.relative_to(desk.settings.folder).as_posix(), ZIP_DEFLATED)
        _write_captures(desk, zipped)


def _write_captures(desk: Desk, zipped: ZipFile) -> None:
    """Every capture as it is kept; what cannot be read or is damaged is told when the backup is verified."""
    desk.progress.begin(sum(map(is_digest, desk.archive.names())))
    for name in filter(is_digest, desk.archive.names()):
        try:
            with (
                desk.archive.get(name) as kept,
                zipped.open(f"{_ARCHIVE}/{path_of(name)}", "w", force_zip64=True) as entry,
            ):
                shutil.copyfileobj(kept, entry, _STEP)
        except StorageFailed:
            continue
        finally:
            desk.progress.step()


def _beside(settings: Settings) -> Iterator[Path]:
    for name in _FOLDERS:
        found: Iterable[Path] = sorted((settings.folder / name).rglob("*"))
        yield from (file for file in found if file.is_file() and not file.is_symlink())


def _unpacked(backup: Path, folder: Path) -> Path:
    """The folder, with all that a backup holds in it; BadInput where it is none, or damaged."""
    try:
        with ZipFile(backup) as zipped:
            names = zipped.namelist()
            if not {LABEL, FILE, _DATABASE} <= set(names):
                raise BadInput(f"{backup} is no backup of a desk.")
            kept = (FILE, _DATABASE, f"{_ARCHIVE}/", *(f"{name}/" for name in _FOLDERS))
            zipped.extractall(folder, [name for name in names if name.startswith(kept)])
            if LOG_KEY in names:
                write_private(folder / LOG_KEY, zipped.read(LOG_KEY))
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as wrong:
        raise BadInput(f"{backup} cannot be read as a backup: {wrong}. Use another one.") from wrong
    return folder


def _unplaced(folder: Path, settings: Settings) -> Settings:
    """The settings of a desk that was unpacked, with the database and the captures that came with it."""
    url = f"sqlite:///{folder / _DATABASE}"
    return replace(settings, database_url=url, archive_at=_ARCHIVE, typed=None)


def _verified(folder: Path, author: str | None) -> Verified:
    """What verifying says of a desk that was unpacked."""
    with open_desk(_unplaced(folder, load(folder, author))) as desk:
        return verify(desk)


def _forget_passing(folder: Path) -> None:
    """Take out what lets people in for a while, which may have been ended since, and what may have been sent since."""
    with open_desk(_unplaced(folder, load(folder, environ={}))) as desk, desk.store.writing() as ledger:
        ledger.accounts.forget_all(CredentialKind.SESSION, CredentialKind.INVITATION)
        ledger.outbox.clear()
        ledger.draft_links.forget_all()


def _place(made: Path, folder: Path, author: str | None, unsound: int) -> None:
    """Put database and captures where the settings have them once they are in `folder`; what left it is verified.

    `unsound` things in it did not hold before.
    """
    settings = replace(load(made, author), typed=None)
    url = settings.database_url.removeprefix("sqlite:///")
    file = _while_made(made, folder, url) if url != settings.database_url else None
    place = settings.archive if "://" in settings.archive else _while_made(made, folder, settings.archive)
    final = replace(
        settings, database_url=f"sqlite:///{file}" if file else settings.database_url, archive_at=str(place)
    )
    stays = file is not None and file.is_relative_to(made)
    if not stays:
        _refuse_full(final)
    captures_stay = not _place_captures(made, final)
    if file and stays:
        file.parent.mkdir(parents=True, exist_ok=True)
        (made / _DATABASE).replace(file)
    else:
        with open_desk(final) as desk:
            desk.store.fill_from(made / _DATABASE)
        (made / _DATABASE).unlink()
    if stays and captures_stay:
        return
    with open_desk(final) as desk:
        findings = verify(desk).findings
    if len(findings) > unsound:
        said = "It was brought back and does not hold there. Empty what the settings name, and bring it back again."
        raise NotSoNow(said, findings)


def _while_made(made: Path, folder: Path, path: str) -> Path:
    """Where a path of the settings is as long as the desk is put together in another folder than it will have."""
    home = Path(os.path.normpath(path.replace(str(made.resolve()), str(folder), 1)))
    return made / home.relative_to(folder) if home.is_relative_to(folder) else home


def _refuse_full(settings: Settings) -> None:
    """Raise NotSoNow where a database holds claims, before captures are copied for it."""
    with open_desk(settings) as desk, desk.store.reading() as ledger:
        if ledger.count_claims():
            raise NotSoNow("The database that the settings name holds a desk already; nothing was changed.")


def _place_captures(made: Path, settings: Settings) -> bool:
    """Bring the captures to where the settings have them, if that is not the folder they came in; whether it was not.

    What is there already stays where it is sound: a file is named by its own bytes.
    """
    came = made / _ARCHIVE
    if settings.archive == str(came):
        return False
    copy_all(
        archive_at(str(came)),
        archive_at(settings.archive),
        ArchiveCopyResult(settings.archive),
        NobodyWaits(),
    )
    shutil.rmtree(came, ignore_errors=True)
    return True


def _is_backup(path: Path) -> bool:
    return _made_at(path) is not None


def _made_at(path: Path) -> str | None:
    """The moment of a backup, as its label says; None where it is none."""
    try:
        with ZipFile(path) as zipped:
            return str(json.loads(zipped.read(LABEL)).get("made_at", ""))
    except (BadZipFile, OSError, KeyError, ValueError):
        return None
