"""Reading a desk's public log as a stranger does: by its keys, its checkpoint and its tiles alone."""

from collections.abc import Iterator
from pathlib import Path

from factcheck.desk import Desk
from factcheck.exchange.log.checkpoint import Checkpoint, open_checkpoint
from factcheck.exchange.log.log_folder import LogFolder
from factcheck.exchange.log.merkle import check_consistency, consistency_proof, root
from factcheck.exchange.log.signed_note import NoteKey
from factcheck.workflow.desk_key import desk_key
from factcheck.workflow.site.public_log import LogRequest, PublicLog


def keys_of(site: Path) -> list[NoteKey]:
    """The keys that a site names."""
    return [NoteKey.read(line) for line in (site / "log" / "keys").read_text("utf-8").splitlines()]


def checkpoint_of(site: Path) -> Checkpoint:
    """The checkpoint of a site, its signature and its root checked."""
    told = open_checkpoint((site / "log" / "checkpoint").read_bytes(), keys_of(site))
    assert root(told.size, LogFolder(site / "log").nodes(told.size)) == told.root
    return told


def entries_of(site: Path) -> Iterator[str]:
    """Every entry of a site's log."""
    for entry in LogFolder(site / "log").entries(0, checkpoint_of(site).size):
        yield entry.decode()


def follows(site: Path, before: Checkpoint) -> None:
    """Fail unless the site's log only grew since that checkpoint."""
    now = checkpoint_of(site)
    proof = consistency_proof(before.size, now.size, LogFolder(site / "log").nodes(now.size))
    check_consistency((before.size, before.root), (now.size, now.root), proof)


def grown(desk: Desk, size: int, **wanted: bool) -> PublicLog:
    """The log of the desk with leaves up to this many, whose publications it does not hold, on its site."""
    log = PublicLog(desk, desk.settings.site, desk.settings.base_url or "", LogRequest(**wanted))
    with desk.store.writing() as ledger:
        start = ledger.log.next_index(log.id)
        more = [f'{{"line":"{number}"}}'.encode() for number in range(start, size)]
        ledger.log.keep(log.id, start, more)
    log.written.clear()
    log.bring_up_to_date()
    return log


def log_id(desk: Desk) -> str:
    """The id of the desk's log."""
    return desk_key(desk).log_id
