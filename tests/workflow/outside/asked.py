"""Asking somebody outside about a claim, and answering for them."""

from typing import Any

from factcheck.desk import Desk
from factcheck.model.outside_answer import OutsideAnswer
from factcheck.model.outside_draft import OutsideDraft
from factcheck.model.vocabulary import Step
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.outside.answer import AnswerForm, answer, open_draft
from factcheck.workflow.outside.ask import Asking, GivenLink, ask

WHO = "Dr. Maria López"
TEXT = "The bridge opened in 1932.\n\nIt has four lamps, said Nour Haddad."


def asked(desk: Desk, ref: str = "bridge", who: str = WHO, **more: Any) -> GivenLink:
    return ask(desk, ref, Asking(who, "Is the year right?"), **more)


def draft_of_link(desk: Desk, secret: str) -> OutsideDraft:
    draft = open_draft(desk, secret).draft
    assert draft is not None
    return draft


def form_of(desk: Desk, secret: str, **said: Any) -> AnswerForm:
    """A form as it is sent by somebody who has just opened the link."""
    opened_ = open_draft(desk, secret)
    assert opened_.draft is not None
    return AnswerForm(opened_.draft.digest, opened_.read_at, **said)


def answered(desk: Desk, secret: str, **said: Any) -> OutsideAnswer:
    return answer(desk, secret, form_of(desk, secret, **said))


def steps(desk: Desk) -> list[tuple[str, str, str]]:
    rows = todo(desk, steps=(Step.ASK, Step.ANSWERED)).rows
    return [(row["ref"], str(row["step"]), row["why"]) for row in rows]
