"""Whether the public log is what the histories say: every file of it, every state that was signed, every proof."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, Finding, Remedy
from factcheck.exchange.log.checkpoint import open_checkpoint
from factcheck.exchange.log.desk_key import log_id, read_desk_key
from factcheck.exchange.log.log_folder import CHECKPOINT, KEYS, LogFiles, LogFolder
from factcheck.exchange.log.signed_note import NoteKey
from factcheck.exchange.log.tiles import ENTRIES, WIDTH
from factcheck.exchange.log.tlog_proof import LogProof
from factcheck.report.urls import proof_file
from factcheck.store.log_rows import LogRows, SignedState
from factcheck.store.rows import UNREADABLE
from factcheck.store.site_files import GONE, FileStates
from factcheck.workflow.site.public_log import LOG, key_of, keys_file

_PARTIAL = re.compile(r"tile/(?:entries|[0-9]{1,2})/(?:x[0-9]{3}/)*[0-9]{3}\.p/[0-9]{1,3}")
_RESTORE = Remedy("Restore the database from a backup, or import the dossiers into a new one.")

NONE_KNOWN: FileStates = {}


@dataclass
class LogCheck:
    """What came of it: the states that files of the log on the site may have, by path, and what does not hold.

    `signed` are the SHA-256 of every checkpoint, oldest first.
    """

    states: dict[str, frozenset[str]] = field(default_factory=dict)
    signed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def found(self, code: str, where: str, message: str, *mends: str | Remedy) -> None:
        """Something that does not hold."""
        self.findings.append(Finding(code, where, message, *mends))


def check_log(desk: Desk, log: LogRows, site: Path | None = None, known: FileStates = NONE_KNOWN) -> LogCheck:
    """Hold what was signed to the leaves on record, and say what the log's files on a site are to be.

    With `site`, a folder, it is what the state on it needs, if that is one that was signed, and what an interrupted
    publication leaves may be there too. Of the proofs there, those are read that are as they are `known`.
    """
    check = LogCheck()
    try:
        _check(desk, log, (site, known), check)
    except (*UNREADABLE, AttributeError) as wrong:
        check.found("log-unreadable", "public log", f"cannot be read: {wrong}.", _RESTORE)
    return check


def _check(desk: Desk, log: LogRows, at: tuple[Path | None, FileStates], check: LogCheck) -> None:
    site, known = at
    for odd in log.odd_states():
        check.found("log-state", "public log", f"{odd} was not signed as it is on record.", _RESTORE)
    if (own := log.own()) is None:
        return
    _check_key(desk, own, check)
    begun, *signed = log.signed(own)
    if log_id(bytes.fromhex(begun.public)) != own:
        said = "does not begin with the key that it is named after."
        check.found("log-state", "public log", said, _RESTORE)
    check.signed += [sha256(one.note.encode()).hexdigest() for one in signed]
    stands = signed[: _stands(check, site)]
    files = _files(log, own, signed, (stands, check))
    if not stands:
        return
    needed = {**files.whole_at(stands[-1].size), **files.partial}
    check.states |= {f"{LOG}/{path}": frozenset({one}) for path, one in needed.items()}
    heads = {check.signed[len(stands) - 1], check.signed[-1]}
    keys = {sha256(keys_file(map(key_of, some))).hexdigest() for some in (stands, signed)}
    check.states |= {f"{LOG}/{CHECKPOINT}": frozenset(heads), f"{LOG}/{KEYS}": frozenset(keys)}
    if site:
        _allow_unfinished(LogFolder(site / LOG), files, check)
        check.findings += _proofs(log, own, dict.fromkeys(map(key_of, signed)), (site, known))


def _stands(check: LogCheck, site: Path | None) -> int:
    """How many states were signed up to the one that stands on the site; all of them where that is none of them."""
    note = LogFolder(site / LOG).read(CHECKPOINT) if site else None
    there = sha256(note).hexdigest() if note is not None else ""
    return check.signed.index(there) + 1 if there in check.signed else len(check.signed)


@dataclass
class _Files:
    """The tree of all leaves, the SHA-256 of each of its whole files, and of the partial ones of what was signed."""

    tree: LogFiles = field(default_factory=LogFiles)
    whole: dict[str, str] = field(default_factory=dict)
    partial: dict[str, str] = field(default_factory=dict)

    def whole_at(self, size: int) -> dict[str, str]:
        """The whole files that there were at a size."""
        count = {ENTRIES: size // WIDTH, **{str(level): size >> 8 * (level + 1) for level in range(8)}}
        return {path: one for path, one in self.whole.items() if _number(path)[1] < count[_number(path)[0]]}

    def partial_of(self, sizes: Iterable[int]) -> dict[str, str]:
        """The partial files of the tree as it was at these sizes, of those that are not whole by now."""
        return {path: sha256(content).hexdigest() for path, content in self.tree.partial(sizes)}


def _files(
    log: LogRows, own: str, signed: list[SignedState], at: tuple[list[SignedState], LogCheck]
) -> _Files:
    """Make the tree of all leaves on record, and hold every state that was signed to it."""
    stands, check = at
    told: dict[int, list[SignedState]] = {}
    for one in signed:
        told.setdefault(one.size, []).append(one)
    files = _Files()
    for entry in log.entries(own, 0, log.missing(own)):
        added = files.tree.add(entry)
        files.whole |= {path: sha256(content).hexdigest() for path, content in added}
        for state in told.pop(files.tree.tree.size, ()):
            _check_state(state, files.tree.tree.root(), check)
            if state is stands[-1]:
                files.partial = files.partial_of(one.size for one in stands)
    for size in told:
        where = f"public log, {size} leaves"
        check.found("log-leaf-missing", where, "were signed, and are not all on record.", _RESTORE)
    return files


def _check_state(state: SignedState, root: bytes, check: LogCheck) -> None:
    where = f"public log, {state.size} leaves"
    try:
        told = open_checkpoint(state.note.encode(), [key_of(state)])
    except ValueError as wrong:
        check.found("log-signature", where, f"were not signed so: {wrong}.", _RESTORE)
        return
    if (told.size, told.root) != (state.size, root):
        check.found("log-changed", where, "are not those that were signed.", _RESTORE)


def _number(path: str) -> tuple[str, int]:
    """The level of a tile, or "entries", and its number there."""
    _, level, *parts = path.partition(".p/")[0].split("/")
    return level, int("".join(one.lstrip("x") for one in parts))


def _allow_unfinished(folder: LogFolder, files: _Files, check: LogCheck) -> None:
    """What may be there for now: files of leaves that are not on the site yet, partial ones that are to go."""
    more = {**files.whole, **files.partial_of([files.tree.tree.size])}
    for path, digest in (*more.items(), *_left(folder, files)):
        check.states.setdefault(f"{LOG}/{path}", frozenset({digest, GONE}))


def _left(folder: LogFolder, files: _Files) -> Iterator[tuple[str, str]]:
    """Partial files that stand beside the whole one, and hold the beginning of it."""
    for place in sorted((folder.folder / "tile").rglob("*.p/*")):
        path = place.relative_to(folder.folder).as_posix()
        whole, _, width = path.partition(".p/")
        if not _PARTIAL.fullmatch(path) or whole not in files.whole:
            continue
        content = folder.read(path)
        if content and content == folder.beginning(whole, int(width)):
            yield path, sha256(content).hexdigest()


def _proofs(
    log: LogRows, own: str, keys: Iterable[NoteKey], at: tuple[Path, FileStates]
) -> Iterator[Finding]:
    """A finding for each proof on the site that does not show what stands in the log of the check beside it."""
    site, known = at
    keys = [*keys]
    for ref, index in log.last_leaves(own).items():
        path = site / proof_file(ref)
        try:
            content = path.read_bytes() if path.is_file() else b""
            if not content or sha256(content).hexdigest() not in known.get(proof_file(ref), ()):
                continue
            proof = LogProof.read(content)
            (entry,) = log.entries(own, proof.index, proof.index + 1)
            proof.check(entry, keys)
            if proof.index > index:
                raise ValueError(f"it is of leaf {proof.index}")
        except (ValueError, OSError) as wrong:
            again = Remedy.by("publish", "Make it again.")
            yield Finding("log-proof", f"{site.name}/{proof_file(ref)}", f"proves nothing: {wrong}.", again)


def _check_key(desk: Desk, own: str, check: LogCheck) -> None:
    path = desk.settings.log_key
    try:
        key = read_desk_key(path)
    except FactcheckError as wrong:
        check.found("log-key", path.name, wrong.message, *wrong.remedies)
        return
    if key.log_id != own:
        check.found("log-key", path.name, "is not the key of this desk's public log.", _RESTORE_KEY)


_RESTORE_KEY = "Bring log.key back from a backup of this desk."
