"""Acts on a claim and its verdict, each with what it is given."""

from typing import Annotated, ClassVar

from pydantic import Field

from factcheck.errors import BadInput, NotSoNow
from factcheck.model.claim import Claim
from factcheck.model.field_help import CLAIM_FIELDS
from factcheck.model.vocabulary import Act, CorrectionKind
from factcheck.web.api.call import ActBody, Call, Told
from factcheck.web.api.sent import Word, Words, with_fields
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim, rename_claim, withdraw_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.claims.verdicts import Reasons, approve, rate, return_each, submit
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.earlier.tell_apart import take_back_apart, tell_apart
from factcheck.workflow.outside.ask import (
    DAYS,
    MOST_DAYS,
    Asking,
    ask,
    ask_again,
    draft_path,
    take_note,
    withdraw_link,
)
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.site.publish_job import enqueue_publish

EDITED = {"text": "The wording.", **{name: said for name, said in CLAIM_FIELDS.items() if name != "ref"}}
"""The fields of a claim that can be changed."""


class Edit(ActBody):
    """Change fields of a claim; null or a blank value clears one."""

    act: ClassVar = Act.EDIT
    why: Words | None = None
    """The reason; needed where a verdict rests on what changes."""

    def _do(self, call: Call) -> Told:
        return {"changed": edit_claim(call.desk, call.ref, self.given("why"), self.why)}


class Rename(ActBody):
    """Give a claim that is not published another ref; the old one leads to it."""

    act: ClassVar = Act.RENAME
    new: Word
    """The ref it is to have."""

    def _do(self, call: Call) -> Told:
        rename_claim(call.desk, call.ref, self.new)
        return {}


class Assign(ActBody):
    """Give a claim to somebody to check."""

    act: ClassVar = Act.ASSIGN
    who: Word
    """One of the desk's people."""

    def _do(self, call: Call) -> Told:
        assign_claim(call.desk, call.ref, self.who)
        return {}


class Note(ActBody):
    """Add a private note below those there are."""

    act: ClassVar = Act.NOTE
    needs_head: ClassVar = False
    text: Words
    """The note, which is never shown on a page."""

    def _do(self, call: Call) -> Told:
        note_claim(call.desk, call.ref, self.text)
        return {}


class Rate(ActBody):
    """Give the claim's exact wording a rating, with reasons."""

    act: ClassVar = Act.RATE
    rating: Word
    """The id of one of the desk's ratings."""
    because: Words
    """The reasons; [e1] marks evidence."""
    summary: Words | None = None
    """What was found, in one sentence that stands alone."""
    cites: tuple[Word, ...] | None = None
    """The ids of the evidence it rests on; else all there is."""
    resolves: Words | None = None
    """How evidence for and against is settled."""

    def _do(self, call: Call) -> Told:
        reasons = Reasons(self.because, self.summary, self.cites, self.resolves)
        return {"verdict": rate(call.desk, call.ref, self.rating, reasons).verdicts[-1].id}


class Submit(ActBody):
    """Give the verdict to a second person to read, or hand it over to another."""

    act: ClassVar = Act.SUBMIT
    to: Word | None = None
    """Who is to read it; else anybody but its author."""
    deadline: Word | None = None
    """The day by which it is wanted back, such as 2026-12-01."""

    def _do(self, call: Call) -> Told:
        submit(call.desk, call.ref, self.deadline, self.to)
        return {}


class Approve(ActBody):
    """Sign a verdict off as its second person."""

    act: ClassVar = Act.APPROVE
    digest: Word
    """The digest of what was read, as the claim has it, whole or its first 8 characters or more."""
    comment: Words | None = None
    """What others at the desk should know of it."""
    signature: Words | None = None
    """The signature with one's own key, where the desk asks for it."""

    def _do(self, call: Call) -> Told:
        signed = approve(call.desk, call.ref, self.comment, self.digest, self.signature)
        return {"review": signed.reviews[-1].id}


class Return(ActBody):
    """Send a verdict back with a reason."""

    act: ClassVar = Act.RETURN
    why: Words
    """What has to be done first."""
    digest: Word | None = None
    """The digest of what was read."""

    def _do(self, call: Call) -> Told:
        (returned,) = return_each(call.desk, [call.ref], self.why, self.digest)
        return {"review": returned.reviews[-1].id}


class Publish(ActBody):
    """Publish this claim, which is signed, and bring the public site up to date."""

    act: ClassVar = Act.PUBLISH
    needs_head: ClassVar = False
    is_exact: ClassVar = True
    later: bool = False
    """Answer at once and have a worker do it, where the desk has a queue of jobs."""

    def _do(self, call: Call) -> Told:
        ref = call.ref
        if self.later and call.desk.store.has_queue:
            return {"job": enqueue_publish(call.desk, [ref]).number}
        published = publish(call.desk, PublishRequest(call.desk.settings.site, (ref,)))
        if kept := [one for one in published.kept_back if one.where.partition(":")[0] == ref]:
            raise NotSoNow(f"{ref} is not published.", kept)
        return {"published": [version for named, version in published.versions if named == ref]}


class RecordContact(ActBody):
    """Record whom the desk asked to answer, and what came of it (right of reply)."""

    act: ClassVar = Act.CONTACT
    contact: Word | None = None
    """The id of one that is on record, such as q1."""
    who: Word | None = None
    """Whom the desk asked."""
    how: Word | None = None
    """By e-mail, by telephone, by letter; a contact that is new has it."""
    asked: Words | None = None
    """What was asked."""
    asked_on: Word | None = None
    """The day it was asked; else today."""
    answered: Words | None = None
    """What the answer was."""
    answered_on: Word | None = None
    """The day the answer came; else today."""
    no_answer: bool | None = None
    """None came by the time of publication."""
    public: bool | None = None
    """Show it on the claim's public page; else it stays at the desk."""

    def _do(self, call: Call) -> Told:
        return {"contact": contact(call.desk, call.ref, self.contact, self.given("contact")).id}


class Ask(ActBody):
    """Ask somebody outside to read the draft of the claim, by a link that is told this once."""

    act: ClassVar = Act.CONTACT
    needs_head: ClassVar = False
    who: Word | None = None
    """Whom to ask; nobody of the desk."""
    question: Words | None = None
    """What the desk wants to know of them."""
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = DAYS
    """How long the link is good."""
    contact: Word | None = None
    """The id of somebody who was asked, such as q1; with one of the following."""
    again: bool = False
    """Give them another link; those before it end."""
    withdraw: bool = False
    """End their link."""
    noted: bool = False
    """Say that the desk has read their answers."""

    def _do(self, call: Call) -> Told:
        wanted = (self.who is not None, self.again, self.withdraw, self.noted)
        if sum(wanted) != 1 or (self.who is None) != (self.contact is not None):
            raise BadInput("Say whom to ask; or of a contact one of again, withdraw and noted.")
        desk, ref, known = call.desk, call.ref, self.contact or ""
        if self.withdraw:
            return {"contact": withdraw_link(desk, ref, known).id}
        if self.noted:
            return {"contact": take_note(desk, ref, known).id}
        asking = Asking(self.who or "", self.question, self.days)
        given = ask_again(desk, ref, known, self.days) if self.again else ask(desk, ref, asking)
        draft = f"{desk.settings.web.address or ''}{draft_path(given.secret)}"
        return {"contact": given.contact.id, "draft": draft}


class Correct(ActBody):
    """Begin a correction of what is published, in the open; readers are told at the next publication."""

    act: ClassVar = Act.CORRECT
    kind: CorrectionKind
    """major: the verdict or its grounds; minor: a slip; update: news; void: the check is taken back."""
    what: Words
    """What was wrong, or is new. Readers see it."""
    why: Words
    """How it came about. Readers see it."""

    def _do(self, call: Call) -> Told:
        begun = correct(call.desk, call.ref, self.kind, self.what, self.why)
        return {"correction": begun.corrections[-1].id}


class ConfirmMatch(ActBody):
    """Put on record that an earlier claim, or a check of others, says the same."""

    act: ClassVar = Act.LINK
    confirm: Word
    """The ref of the earlier claim, or the address of the check of others."""
    take_over: bool = False
    """Give this claim the verdict on it too."""

    def _do(self, call: Call) -> Told:
        if self.take_over:
            call.desk.check_role(Act.TAKE_OVER)
        return {"link": confirm(call.desk, call.ref, self.confirm, take_over=self.take_over).link.id}


class TellApart(ActBody):
    """Put on record that an earlier claim, or a check of others, is another claim; it is left out from then on."""

    act: ClassVar = Act.DISTINGUISH
    other: Word
    """The ref of the earlier claim, or the address of the check of others."""
    why: Words | None = None
    """What tells them apart; the reason, where it is taken back."""
    take_back: bool = False
    """Take back that it is another claim."""

    def _do(self, call: Call) -> Told:
        if self.take_back:
            back = take_back_apart(call.desk, call.ref, self.other, self.why or "")
            return {"distinctions": [one.id for one in back]}
        return {"distinctions": [tell_apart(call.desk, call.ref, self.other, self.why).distinction.id]}


class Withdraw(ActBody):
    """Take a claim out of the work; nothing is deleted."""

    act: ClassVar = Act.WITHDRAW
    why: Words
    """The reason; it stays on record."""

    def _do(self, call: Call) -> Told:
        withdraw_claim(call.desk, call.ref, self.why)
        return {}


class Redact(ActBody):
    """Take words of a claim's history out for good, or a capture's file, as a law may ask for."""

    act: ClassVar = Act.REDACT
    is_exact: ClassVar = True
    what: tuple[Word, ...]
    """The numbers of lines, as the log has them, and the ids of captures."""
    why: Words
    """The reason; it stays on record and readers may see it, so name nobody."""

    def _do(self, call: Call) -> Told:
        done = redact(call.desk, call.ref, self.what, self.why)
        call.desk.told.extend(done.elsewhere)
        return {"lines": list(done.lines), "files": list(done.captures)}


ON_CLAIMS: dict[str, type[ActBody]] = {
    "edit": with_fields(Edit, Claim, EDITED),
    "rename": Rename,
    "assign": Assign,
    "note": Note,
    "rate": Rate,
    "submit": Submit,
    "approve": Approve,
    "return": Return,
    "publish": Publish,
    "contact": RecordContact,
    "ask": Ask,
    "correct": Correct,
    "match": ConfirmMatch,
    "distinguish": TellApart,
    "withdraw": Withdraw,
    "redact": Redact,
}
"""From the last word of the address to the act."""
