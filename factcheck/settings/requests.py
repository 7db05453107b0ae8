"""How readers may ask for a check: `[requests]` in factcheck.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.fetching import is_whole
from factcheck.settings.mail import is_mail_address, mail_address
from factcheck.settings.tables import unknown_keys

_KNOWN = ("form", "mail", "keep_days")


@dataclass(frozen=True, slots=True)
class Requests:
    """Whether the desk has a form for readers, and the address to which they may write where it has none.

    Readers' mail addresses are kept `keep_days` at most.
    """

    form: bool = False
    mail: str | None = None
    keep_days: int = 180


def requests_of(table: Mapping[str, Any]) -> Requests:
    """The settings for which `requests_findings` gives none."""
    return Requests(
        table.get("form", False),
        mail_address(table["mail"]) if "mail" in table else None,
        table.get("keep_days", 180),
    )


def requests_findings(given: object, web: object) -> Iterator[Finding]:
    """A finding for every value that cannot be, and for a form where nobody knows under which address it is."""
    table = given if isinstance(given, dict) else {}
    yield from unknown_keys("requests", table, _KNOWN)
    form, mail, days = (table.get(key) for key in _KNOWN)
    if form is not None and not isinstance(form, bool):
        yield Finding("bad-value", "requests: form", f"is {form!r}.", "Write true or false.")
    if mail is not None and not is_mail_address(mail):
        mend = 'Write a mail address: "checks@example.org".'
        yield Finding("bad-value", "requests: mail", f"is {mail!r}.", mend)
    if days is not None and not is_whole(days, 1, 3_650):
        yield Finding("bad-value", "requests: keep_days", f"is {days!r}.", "Write a number of days from 1.")
    if form is True and not (isinstance(web, dict) and web.get("addresses")):
        said = "is true, and it is not known where readers reach the desk."
        mend = 'Write under [web]: addresses = ["https://desk.example"]'
        yield Finding("bad-value", "requests: form", said, mend)
