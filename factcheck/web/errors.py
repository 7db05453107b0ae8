"""From each error to its status (HTTP) and the page that tells it; here alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.errors import (
    BadInput,
    FactcheckError,
    MovedSince,
    NotAdmitted,
    NotFound,
    NotSoNow,
    RoleRefused,
    RuleRefused,
    ScaleGone,
    StorageFailed,
    TriedTooOften,
    Versions,
    Words,
)
from factcheck.phrase import Message, Said, name, say
from factcheck.report.wording import moment
from factcheck.web.remedies import ShownFinding, ShownRemedy, shown, shown_finding
from factcheck.web.wording import ARTICLE_FIELD, FIELD

NOT_TAKEN = say("That cannot be taken as it is")
ERRORS: Mapping[type[FactcheckError], tuple[int, Message]] = {
    FactcheckError: (500, say("That did not work")),
    BadInput: (422, NOT_TAKEN),
    NotFound: (404, say("That is not here")),
    ScaleGone: (500, say("A rating scale is missing")),
    RuleRefused: (409, say("A rule of the desk says no")),
    RoleRefused: (403, say("Your role does not allow that")),
    NotSoNow: (409, say("That cannot be done as things stand")),
    MovedSince: (409, say("Somebody changed this while you were at it")),
    NotAdmitted: (401, say("You are not let in")),
    TriedTooOften: (429, say("Too many attempts")),
    StorageFailed: (503, say("The disk or the database fails")),
}
OUR_FAULT = say("Something went wrong in the program itself")


@dataclass(frozen=True, slots=True)
class ShownVersions:
    """What moved: what it was, what it is by whom since when, and what the form would make it; None for blank."""

    label: Said
    was: str | None
    now: str | None
    by: str
    at: Said
    yours: str | None


@dataclass(frozen=True, slots=True)
class ErrorView:
    """What a page says of an error: its status, a heading, what is wrong and what mends it.

    Where `versions` are told, the findings would say no more than they do.
    """

    status: int
    title: Message
    message: Words = ""
    findings: tuple[ShownFinding, ...] = ()
    remedies: tuple[ShownRemedy, ...] = ()
    versions: tuple[ShownVersions, ...] = ()


def status_of(wrong: FactcheckError | None) -> int:
    """The status (HTTP) of the page that tells an error; 200 where there is none."""
    return 200 if wrong is None else error_view(wrong).status


def error_view(wrong: FactcheckError) -> ErrorView:
    """The error as its page tells it."""
    status, title = next(ERRORS[kind] for kind in type(wrong).__mro__ if kind in ERRORS)
    versions = tuple(_side_by_side(one) for one in wrong.versions) if isinstance(wrong, MovedSince) else ()
    found = () if versions else tuple(shown_finding(one) for one in wrong.findings)
    return ErrorView(status, title, wrong.said, found, shown(wrong.remedies), versions)


_LABELS = {**ARTICLE_FIELD, **FIELD, "text_digest": say("The text"), "skips": say("Set aside")}
"""What that which moves is called, in a claim and in an article."""


def _side_by_side(one: Versions) -> ShownVersions:
    known = one.place[0] if len(one.place) == 1 or one.place[0] == "skips" else ""
    label = _LABELS.get(known) or name(" ".join(one.place))
    return ShownVersions(label, one.was, one.now, one.by, moment(one.at), one.yours)


NO_PAGE = ErrorView(404, say("There is no such page"))
