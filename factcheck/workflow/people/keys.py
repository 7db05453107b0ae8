"""Keys of people in factcheck.toml: one more, and one that ends."""

import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, Remedy
from factcheck.exchange.ssh_keygen import key_in
from factcheck.files import alone_in, disk_errors_explained, write_whole
from factcheck.person_names import same_person
from factcheck.settings import FILE
from factcheck.settings.keys import KeyEntry, keys_findings, keys_of
from factcheck.settings.toml_text import with_key, with_key_ended
from factcheck.ssh_keys import PublicKey


def add_key(desk: Desk, name: str, path: Path, start: date | None) -> PublicKey:
    """Give somebody the key of a file, from a day on; raises BadInput for what `keys_findings` finds, NotFound.

    RuleRefused for an author who is no admin of a desk with accounts.
    """
    key = key_in(path)
    if key is None:
        mend = "Name the public one, which ends in .pub."
        raise BadInput(f"{path} does not tell its public key.", remedies=[mend])
    days = {"from": start} if start else {}
    entry = {"name": name, "key": key.line, **days}
    _write(desk, lambda text, _: with_key(text, entry))
    return key


def end_key(desk: Desk, name: str, path: Path | None, word: str, day: date) -> KeyEntry:
    """End the key that somebody has: `word` is "until", the last day it holds, or "lost", the day it was lost.

    `path` is the file of the one meant, where they have several. NotFound where they have none that has not ended,
    NotSoNow where it is to be said which, BadInput as `add_key`.
    """
    ended: list[KeyEntry] = []

    def end(text: str, entries: Sequence[KeyEntry]) -> str:
        ended.append(_chosen(entries, name, key_in(path) if path else None))
        return with_key_ended(text, ended[0].key.line.split()[1], word, day)

    _write(desk, end)
    return ended[0]


def _chosen(entries: Sequence[KeyEntry], name: str, key: PublicKey | None) -> KeyEntry:
    open_ones = [one for one in entries if same_person(one.name, name) and one.end is None]
    theirs = [one for one in open_ones if key is None or one.key == key]
    if not theirs:
        raise NotFound(f"The settings give no such key of {name} that has not ended.")
    if len(theirs) > 1:
        named = ", ".join(one.key.fingerprint for one in theirs)
        which = Remedy.by("person-key", "Name the file of the one you mean.", name=name, file=None)
        raise NotSoNow(f"{name} has several keys: {named}.", remedies=[which])
    return theirs[0]


def _write(desk: Desk, changed: Callable[[str, Sequence[KeyEntry]], str]) -> None:
    """Change the text of the settings where what it then says of keys holds."""
    desk.check_admin("Saying whose keys are whose")
    settings = desk.settings
    path = (settings.folder / FILE).resolve()
    with disk_errors_explained(path), alone_in(path.parent):
        text = path.read_bytes().decode()
        entries = keys_of(_keys(text), settings.people)
        grown = changed(text, entries)
        if wrong := [*keys_findings(_keys(grown), settings.people)]:
            raise BadInput.of("The key", wrong)
        write_whole(path, grown.encode())


def _keys(text: str) -> list[Any]:
    found: list[Any] = tomllib.loads(text.removeprefix("\ufeff")).get("keys", [])
    return found
