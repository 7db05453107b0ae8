"""The key of the desk's log: made for whoever asks first, and never another one unless it is replaced in the open."""

from factcheck.desk import Desk
from factcheck.errors import Finding, NotSoNow, Remedy
from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.desk_key import (
    DeskKey,
    log_origin,
    make_desk_key,
    new_desk_key,
    read_desk_key,
    write_desk_key,
)
from factcheck.exchange.log.signed_note import NoteKey, read_note
from factcheck.store.log_rows import LogRows, SignedState
from factcheck.store.turns import SITE

_RESTORE = Remedy("Bring log.key back from a backup of this desk.")
_REPLACE = Remedy.by(
    "publish", "Or, where it is lost for good, go on with a new key in the open.", new_key=True
)


def desk_key(desk: Desk) -> DeskKey:
    """The key of this desk, made where it never had one; its `log_id` is the id of the desk.

    NotSoNow where the desk had one that is gone, or where this is another desk's. BadInput where others can read it or
    it is damaged, StorageFailed.
    """
    path = desk.settings.log_key
    with desk.store.reading() as ledger:
        known = ledger.log.own()
    if known and not path.exists():
        said = f"The key that this desk signs its public log with is gone: {path}. Nothing was stored."
        raise NotSoNow(said, remedies=[_RESTORE, _REPLACE])
    key = make_desk_key(path)
    if not known:
        known = _begun(desk, key)
    if key.log_id != known:
        raise NotSoNow(
            f"{path} is not the key of this desk: it is of the log {key.log_id[:12]}…, and this desk has the log "
            f"{known[:12]}…. Nothing was stored.",
            remedies=[_RESTORE, _REPLACE],
        )
    return key


def _begun(desk: Desk, key: DeskKey) -> str:
    """The id of the desk's log, which is this key's unless somebody else was first."""
    with desk.store.writing(SITE) as ledger:
        known = ledger.log.own()
        if known is None:
            ledger.log.sign(key.log_id, SignedState(0, "", key.first.hex()))
        return known or key.log_id


def replace_key(desk: Desk, base_url: str) -> DeskKey:
    """A new key for the desk's log, in place of the one there or of one that is lost; the log and its id stay."""
    with desk.store.reading() as ledger:
        known = ledger.log.own()
        before = earlier_keys(ledger.log, known, log_origin(base_url)) if known else []
    if not known:
        return desk_key(desk)
    key = new_desk_key().following(before)
    write_desk_key(desk.settings.log_key, key)
    said = "is signed with a new key from now on; log/keys on the site lists it after those before it."
    desk.told.append(Finding("log-key-new", "public log", said, "Say so where you speak to your readers."))
    return read_desk_key(desk.settings.log_key)


def earlier_keys(log: LogRows, log_id: str, origin: str) -> list[NoteKey]:
    """Every key that the log was signed with, under the name it had then, oldest first."""
    return [*dict.fromkeys(_key_of(state, origin) for state in log.signed(log_id))]


def _key_of(state: SignedState, origin: str) -> NoteKey:
    name = Checkpoint.read(read_note(state.note.encode())[0]).origin if state.note else origin
    return NoteKey(name, bytes.fromhex(state.public))
