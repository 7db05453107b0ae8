"""The people who were asked to answer, and what came of it (right of reply)."""

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, NotSoNow, Remedy
from factcheck.model.public import public_checks
from factcheck.model.publication import Contact
from factcheck.model.record import Record, next_id
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act
from factcheck.person_names import same_person
from factcheck.workflow.act import decided_anew, open_claim


@decided_anew
def contact(desk: Desk, ref: str, contact_id: str | None, fields: Mapping[str, Any]) -> Contact:
    """Record that somebody was asked to answer, or what came of it; returns the contact as it is now.

    `contact_id` names the one an answer belongs to; without it, an answer belongs to the one contact of that
    name, or of any where no name is given, that is still open. Days that nobody gave are today. Whoever records
    something of a contact that is there has taken note of its answers by a link: all, or as many as `noted` says.

    NotFound for an unknown id, NotSoNow where several wait for an answer, BadInput where none does.
    """
    given = {key: value for key, value in fields.items() if not is_blank(value)}
    with open_claim(desk, ref) as claim:
        known = _meant(claim.record, contact_id, given)
        contact = completed(desk, claim.record.claim.ref, claim.record.contacts, known, given)
        if contact != known:
            claim.act(Act.CONTACT, {"contact": contact.plain()})
        return contact


def is_on_page(desk: Desk, ref: str, contact: Contact) -> bool | None:
    """Whether the page that is out shows a contact as it is now; None while none is out."""
    with desk.store.reading() as ledger:
        out = public_checks(ledger.record(ref), desk.scales)
    return contact in out[-1].record.contacts if out else None


def completed(
    desk: Desk, ref: str, contacts: Sequence[Contact], known: Contact | None, given: Mapping[str, Any]
) -> Contact:
    """One of the contacts of a claim or an article with what is new of it, or a new one where none is `known`."""
    today = desk.today().isoformat()
    fields = dict(given)
    noted = fields.pop("noted", True)
    if "answered" in fields:
        fields = {"answered_on": today, **fields}
    if known is None:
        return Contact.of({"id": next_id("q", contacts), "asked_on": today, **fields}, f"contact of {ref}")
    if same_person(fields.get("who", ""), known.who):
        fields["who"] = known.who
    fields["noted"] = len(known.answers) if noted is True else max(noted, known.noted)
    return Contact.of({**known.plain(), **fields}, f"contact {known.id} of {ref}")


def _meant(record: Record, contact_id: str | None, given: Mapping[str, Any]) -> Contact | None:
    """The contact on record that is spoken of; None where it is a new one."""
    if contact_id:
        return record.contact(contact_id)
    if "how" in given:
        return None
    waiting = [
        one
        for one in record.contacts
        if same_person(given.get("who") or one.who, one.who) and not one.answered_on and not one.no_answer
    ]
    if len(waiting) == 1:
        return waiting[0]
    if waiting:
        places = [Finding("contact", one.id, f"{one.who}, asked on {one.asked_on}.") for one in waiting]
        raise NotSoNow(f"{record.claim.ref}: several wait for an answer; say which one by its id.", places)
    raise BadInput(
        f"{record.claim.ref}: nobody who was asked waits for an answer.",
        remedies=[
            Remedy.by(
                "contact",
                "Record whom you asked first.",
                ref=record.claim.ref,
                who=None,
                how=None,
                asked=None,
            )
        ],
    )
