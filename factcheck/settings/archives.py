"""Archives of others: `[archives]` in factcheck.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.tables import unknown_keys

ACCESS, SECRET = "FACTCHECK_ARCHIVE_ACCESS", "FACTCHECK_ARCHIVE_SECRET"


@dataclass(frozen=True, slots=True)
class Archives:
    """`also` are beginnings of addresses of archives, beside those that are known, that replay as pywb does.

    `save` is whether people may ask the archive at `service` (Save Page Now) to keep a page, with the keys in `login`.
    """

    also: tuple[str, ...] = ()
    save: bool = False
    service: str = "https://web.archive.org/save"
    login: str | None = field(default=None, repr=False)


def archives_of(table: Mapping[str, Any], environ: Mapping[str, str]) -> Archives:
    """The settings for which `archives_findings` gives none, and the keys that the environment gives."""
    keys = [environ.get(name, "").strip() for name in (ACCESS, SECRET)]
    login = ":".join(keys) if all(one and one.isascii() and one.isprintable() for one in keys) else None
    return Archives(**{**table, "also": tuple(table.get("also", ()))}, login=login)


def archives_findings(given: object) -> Iterator[Finding]:
    """A finding for every key that has no meaning, and for every value that cannot be."""
    table = given if isinstance(given, dict) else {}
    yield from unknown_keys("archives", table, ("also", "save", "service"))
    if not isinstance(table.get("save", False), bool):
        yield Finding("bad-value", "archives: save", f"is {table['save']!r}.", "Write true or false.")
    if not _is_sealed(table.get("service", Archives().service)):
        mend = "Write its address with https://: keys go there."
        yield Finding("bad-value", "archives: service", f"is {table['service']!r}.", mend)
    also = table.get("also", [])
    if not (isinstance(also, list) and all(_is_address(one) and one.endswith("/") for one in also)):
        mend = 'Write how the addresses of its copies begin, to a "/": ["https://archive.example/web/"].'
        yield Finding("bad-value", "archives: also", f"is {also!r}.", mend)


def _is_sealed(one: object) -> bool:
    """Whether what is sent to an address can be read by nobody on the way: by TLS, or on this machine."""
    return _is_address(one) and str(one).startswith(("https://", "http://127.0.0.1:", "http://localhost:"))


def _is_address(one: object) -> bool:
    return isinstance(one, str) and one.startswith(("https://", "http://")) and len(one) > len("https://")
