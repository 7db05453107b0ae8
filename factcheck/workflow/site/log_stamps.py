"""Time stamps on the public log: each dates a state that was signed, and with it all that was published before."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, Finding, Remedy, StorageFailed
from factcheck.exchange.timestamp import (
    UnknownAuthority,
    UnreadableStamp,
    read_roots,
    read_stamp,
    verify_stamp,
)
from factcheck.settings.timestamps import TimestampAuthority
from factcheck.store.log_rows import LogRows, LogStamp
from factcheck.store.turns import SITE
from factcheck.workflow.stamping import ask_for_stamp

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_FOLDER = "log/stamps"
_BEHIND = timedelta(minutes=1)
"""A clock this far behind is a wrong one, as between two lines of a history."""
_AHEAD = timedelta(hours=1)
"""More than a publication lasts, whose moment is that of its beginning."""


def stamp_log(desk: Desk, log: str) -> None:
    """Let each authority of the settings stamp what was signed last, once; that one gave none is told, no more.

    No transaction is to be open. StorageFailed where what came cannot be stored.
    """
    if not desk.settings.timestamps:
        return
    with desk.store.reading() as ledger:
        last = ledger.log.last_signed(log)
        stamps = ledger.log.stamps(log)
    if last is None or not last.note:
        return
    here = [one for one in stamps if one.size == last.size]
    for authority in desk.settings.timestamps:
        reply = _new_stamp(desk, authority, last.note.encode(), here)
        if reply is not None:
            with desk.store.writing(SITE) as ledger:
                ledger.log.keep_stamp(log, last.size, reply)


def stamp_files(log: LogRows) -> Iterator[tuple[str, bytes]]:
    """The files of the stamps on the desk's own log, each by its path: what the authority said, and the checkpoint."""
    own = log.own()
    for stamp in log.stamps(own) if own else ():
        yield f"{_name_of(stamp)}.tsr", stamp.reply
        for note in _notes(log, own or "", stamp.size):
            with suppress(ValueError):
                read_stamp(stamp.reply, note)
                yield f"{_name_of(stamp)}.checkpoint", note


@dataclass
class StampCheck:
    """What came of verifying stamps: how many hold and the time of the last, and what does not hold.

    `unknown` are those of authorities that the settings do not name, `backward` those whose times run backwards;
    `files` has the SHA-256 of each file they make.
    """

    held: int = 0
    last: datetime | None = None
    findings: list[Finding] = field(default_factory=list)
    unknown: list[Finding] = field(default_factory=list)
    backward: list[Finding] = field(default_factory=list)
    files: dict[str, list[str]] = field(default_factory=dict)


def check_stamps(desk: Desk, log: LogRows) -> StampCheck:
    """Verify every stamp on the desk's own log, each at the time that it names."""
    check, own = StampCheck(), log.own()
    try:
        stamps = log.stamps(own) if own else []
        check.files = {name: [sha256(content).hexdigest()] for name, content in stamp_files(log)}
    except StorageFailed as wrong:
        check.findings.append(Finding("stamp-unreadable", "table log_stamp", wrong.said, _RESTORE))
        return check
    roots = _all_roots(desk, check) if stamps else []
    for stamp in stamps:
        _check(log, own or "", stamp, roots, check)
    return check


def _check(
    log: LogRows, own: str, stamp: LogStamp, roots: Sequence["Certificate"], check: StampCheck
) -> None:
    where = f"public log, {stamp.size} leaves, time stamp {stamp.number}"
    try:
        at = _verified(stamp, list(_notes(log, own, stamp.size)), roots)
    except UnknownAuthority:
        said = "is of an authority that the settings do not name, so it cannot be told whether it holds."
        check.unknown.append(Finding("stamp-unproved", where, said, _NAME_IT))
        return
    except UnreadableStamp as wrong:
        check.findings.append(Finding("stamp-unreadable", where, f"could not be read: {wrong}.", _RESTORE))
        return
    except ValueError as wrong:
        check.findings.append(Finding("stamp-false", where, f"does not hold: {wrong}.", _RESTORE))
        return
    check.held += 1
    line = log.last_line_at(own, stamp.size)
    if line and at < line - _BEHIND:
        said = f"is dated {_at(at)}, before the last line under it, of {_at(line)}: a clock was wrong."
        check.backward.append(Finding("stamp-backwards", where, said))
    if check.last and at < check.last - _BEHIND:
        said = f"is dated {_at(at)}, before one on fewer leaves, of {_at(check.last)}: a clock was wrong."
        check.backward.append(Finding("stamp-backwards", where, said))
    check.last = max(at, check.last or at)


def _verified(stamp: LogStamp, notes: Sequence[bytes], roots: Sequence["Certificate"]) -> datetime:
    """When the state was seen, under any of the notes it was signed as; raises what `verify_stamp` does."""
    wrong: ValueError = UnreadableStamp("nothing was signed of so many leaves")
    for note in notes:
        try:
            return verify_stamp(stamp.reply, note, roots)
        except ValueError as one:
            wrong = one
    raise wrong


def _all_roots(desk: Desk, check: StampCheck) -> list["Certificate"]:
    roots = []
    for authority in desk.settings.timestamps:
        try:
            roots += read_roots(authority.root)
        except FactcheckError as wrong:
            check.unknown.append(Finding("stamp-root", authority.url, str(wrong)))
    return roots


def _new_stamp(
    desk: Desk, authority: TimestampAuthority, note: bytes, stamps: Sequence[LogStamp]
) -> bytes | None:
    """The stamp of an authority that gave none yet; None where it did, or where none came, which is told."""
    try:
        roots = read_roots(authority.root)
        if any(_is_by(roots, one, note) for one in stamps):
            return None
        reply, at = ask_for_stamp(desk, authority.url, note)
    except (ValueError, FactcheckError) as wrong:
        said = f"There is no time stamp on the public log from it: {str(wrong).rstrip('.')}. All else was published."
        desk.told.append(Finding("stamp-missing", authority.url, said, _AGAIN))
        return None
    now = desk.clock()
    if not now - _BEHIND <= at <= now + _AHEAD:
        said = f"It says that it is {_at(at)}, and the clock of this computer {_at(now)}. The stamp is kept as it is."
        desk.told.append(Finding("clock-differs", authority.url, said, "Set the clock if it is wrong."))
    return reply


def _is_by(roots: Sequence["Certificate"], stamp: LogStamp, note: bytes) -> bool:
    with suppress(ValueError):
        verify_stamp(stamp.reply, note, roots)
        return True
    return False


def _notes(log: LogRows, own: str, size: int) -> Iterator[bytes]:
    yield from (one.note.encode() for one in log.signed_at(own, size) if one.note)


def _name_of(stamp: LogStamp) -> str:
    return f"{_FOLDER}/{stamp.size}.{stamp.number}"


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


_AGAIN = Remedy.by("publish", "The next publication asks again.")
_RESTORE = "Restore the database from a backup."
_NAME_IT = "Name the authority with its root certificate under [[timestamp]] in factcheck.toml."
