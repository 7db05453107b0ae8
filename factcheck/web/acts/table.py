"""Every act on a claim that the browser offers, by the word that stands in its address."""

from collections.abc import Mapping

from factcheck.errors import FactcheckError
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.web.acts.act import ClaimAct, Sheet
from factcheck.web.acts.on_claims import ASSIGN, EDIT, NOTE, REDACT, RENAME, WITHDRAW
from factcheck.web.acts.on_comments import COMMENT, READ, RESOLVE
from factcheck.web.acts.on_earlier import MATCH
from factcheck.web.acts.on_evidence import (
    AMEND,
    ATTACH,
    CITE,
    DROP,
    EDIT_SOURCE,
    FETCH,
    RECHECK,
    SAVE_PAGE,
    SOURCE,
)
from factcheck.web.acts.on_published import ANSWER, CONTACT, CORRECT
from factcheck.web.acts.on_verdicts import APPROVE, RATE, RETURN, SUBMIT
from factcheck.web.forms import ActForm
from factcheck.web.visit import Visit

ACTS: Mapping[str, ClaimAct] = {
    "source": SOURCE,
    "edit-source": EDIT_SOURCE,
    "fetch": FETCH,
    "recheck": RECHECK,
    "attach": ATTACH,
    "save-page": SAVE_PAGE,
    "cite": CITE,
    "rate": RATE,
    "submit": SUBMIT,
    "approve": APPROVE,
    "return": RETURN,
    "contact": CONTACT,
    "answer": ANSWER,
    "correct": CORRECT,
    "match": MATCH,
    "edit": EDIT,
    "rename": RENAME,
    "assign": ASSIGN,
    "note": NOTE,
    "comment": COMMENT,
    "resolve": RESOLVE,
    "read": READ,
    "amend": AMEND,
    "drop": DROP,
    "withdraw": WITHDRAW,
    "redact": REDACT,
}
REVIEWED = ("approve", "return")
"""Acts whose forms stand below what is read, and nowhere else."""


def sheet_of(visit: Visit, record: Record) -> Sheet:
    """The claim as it is, with what was filled in."""
    return Sheet(visit, record, status(record, visit.desk.scales))


def form_of(sheet: Sheet, name: str, wrong: FactcheckError | None = None) -> ActForm:
    """The form of an act on a claim, as it was sent where it was refused."""
    return ACTS[name].form(sheet, name, wrong)


def offered(sheet: Sheet) -> list[tuple[str, ClaimAct]]:
    """The acts that can be tried on a claim as it stands, and that the role of whoever is here allows."""
    return [
        (name, act)
        for name, act in ACTS.items()
        if name not in REVIEWED and sheet.visit.may(_RECORDED_AS.get(name, name)) and act.is_offered(sheet)
    ]


_RECORDED_AS = {
    **dict.fromkeys(("edit-source", "save-page"), "source"),
    "answer": "contact",
    **dict.fromkeys(("fetch", "recheck", "attach"), "capture"),
}
"""Acts of whose word history has no line, by the word that it has."""
