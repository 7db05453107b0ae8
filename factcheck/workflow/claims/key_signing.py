"""Signing with one's own key: which key it is, whose it is, and the signature put into an approval."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from factcheck.desk import Desk
from factcheck.errors import BadInput, Remedy, RuleRefused
from factcheck.exchange import ssh_keygen
from factcheck.model.sshsig import SshSignature
from factcheck.model.verdict import Review
from factcheck.person_names import same_person
from factcheck.ssh_keys import PublicKey, is_known, read_key
from factcheck.workflow.desk_key import desk_key


def desk_id(desk: Desk) -> str:
    """What stands for the desk in what its people sign: the id of its log, 64 hex."""
    return desk_key(desk).log_id


def sign(desk: Desk, text: str, named: str | None, on_hardware: Callable[[], None] = lambda: None) -> str:
    """The signature of the desk's author over a text; `named` is a file, or a public key that an agent has.

    Without it the key is one of theirs that an agent or a file of ~/.ssh has. Raises RuleRefused for a key that is not
    theirs today, and what `ssh_keygen.sign` does. `on_hardware` is called before a key signs that may want to be
    touched.
    """
    key = _named(named) if named else _own(desk)
    public = key if isinstance(key, PublicKey) else ssh_keygen.key_in(key)
    if public:
        _refuse_others(desk, public, desk.clock())
    if isinstance(key, Path) and public in ssh_keygen.in_agent():
        key = public
    if public and public.is_in_hardware:
        on_hardware()
    return ssh_keygen.sign(text, key)


def signed(desk: Desk, review: Review, signature: str) -> Review:
    """The approval with its signature; BadInput where it is none, RuleRefused where the key is not the author's today.

    That it is over this very approval, a rule of the model sees to.
    """
    try:
        key = SshSignature.read(signature).key
    except ValueError as wrong:
        again = Remedy.again("Sign it here.", sign=True)
        raise BadInput(f"What was given as a signature {wrong}.", remedies=[again]) from wrong
    _refuse_others(desk, key, review.at)
    return Review.of({**review.plain(), "desk": desk_id(desk), "signature": signature}, "review")


def _named(named: str) -> Path | PublicKey:
    if is_known(named.partition(" ")[0]):
        try:
            return read_key(named)
        except ValueError as wrong:
            raise BadInput(f"The key that was named {wrong}.") from wrong
    with suppress(RuntimeError):  # "~nobody" is no home; such a file may be here
        return Path(named).expanduser()
    return Path(named)


def _own(desk: Desk) -> Path | PublicKey:
    """The key that the author can sign with here."""
    now = desk.clock()
    theirs = [one.key for one in desk.keys if same_person(one.name, desk.author) and one.holds_at(now)]
    if not theirs:
        raise RuleRefused(3, f"the settings give no key of {desk.author} that holds today.", _give_one(desk))
    found = ssh_keygen.find_own(theirs)
    if found is None:
        raise BadInput(
            f"Neither an agent nor ~/.ssh has the key of {desk.author}.",
            remedies=[
                Remedy.again("Name its file.", sign=None),
                "Or give it to an agent: ssh-add FILE",
            ],
        )
    return found


def _refuse_others(desk: Desk, key: PublicKey, at: datetime) -> None:
    """RuleRefused for a key that is not the author's at this time."""
    known = [one for one in desk.keys if one.key == key]
    theirs = [one for one in known if same_person(one.name, desk.author)]
    if any(one.holds_at(at) and not one.is_lost for one in theirs):
        return
    if theirs:
        raise RuleRefused(3, f"the key of {desk.author} {_why_not(desk, key, at)}.", "Use another one.")
    if known:
        whose = f"this is the key of {known[0].name}, and {desk.author} acts."
        raise RuleRefused(3, whose, Remedy.again("Say who signs.", by=known[0].name))
    said = f"the settings do not give the key {key.fingerprint} as that of {desk.author}."
    raise RuleRefused(3, said, _give(desk))


def _why_not(desk: Desk, key: PublicKey, at: datetime) -> str:
    """Why a key of the author does not hold, with the day of the settings."""
    for one in reversed(desk.settings.keys):
        if one.key == key and one.start and one.start > desk.day_of(at):
            return f"holds from {one.start} on"
        if one.key == key and one.end:
            return f"was lost on {one.lost}" if one.lost else f"ended on {one.until}"
    return "does not hold today"


def _give_one(desk: Desk) -> Remedy:
    return Remedy.by("person-key", "Give them one.", name=desk.author, file=None)


def _give(desk: Desk) -> Remedy:
    return Remedy.by("person-key", "If it is theirs, give it to them.", name=desk.author, file=None)
