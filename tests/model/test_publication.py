"""What readers have seen, as values: what may enter them and what may not."""

from typing import Any

import pytest

from factcheck.model.publication import Contact, Correction, Publication
from tests.records import AT, SHA, findings_of

CONTACT: dict[str, Any] = {"id": "q1", "who": "The mayor", "how": "by e-mail", "asked_on": "2026-03-01"}
PUBLICATION: dict[str, Any] = {
    "id": "p1",
    "version": 1,
    "verdict": "v1",
    "digest": SHA,
    "url": "https://example.org/claims/bridge/",
    "pages": {"claims/bridge/index.html": SHA},
    "by": "Ana",
    "at": AT,
}
CORRECTION: dict[str, Any] = {
    "id": "k1",
    "kind": "major",
    "what": "The year.",
    "why": "Misread.",
    "before": {"wording": "It opened.", "rating": "true", "scale": "seven-step", "scale_version": 1},
    "by": "Ana",
    "at": AT,
}


def test_a_contact_is_private_unless_it_is_said_to_be_public() -> None:
    contact = Contact.of(CONTACT)
    assert (contact.public, contact.no_answer, contact.answered_on) == (False, False, None)


@pytest.mark.parametrize("field", ["who", "how", "asked_on"])
def test_a_contact_says_whom_how_and_when(field: str) -> None:
    [finding] = findings_of(lambda: Contact.of({**CONTACT, field: " "}, "contact"))
    assert finding == f"contact: {field}: is missing or empty. Give it a value."


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"no_answer": True, "answered_on": "2026-03-02"}, "either there was an answer or there was none"),
        ({"answered": "Yes."}, "an answer has the day it came, in answered_on"),
        ({"asked_on": "2026-02-30"}, "is not a day in the calendar"),
        ({"answerd": "x"}, 'Did you mean "answered"?'),
    ],
)
def test_a_contact_that_contradicts_itself_is_refused(more: dict[str, Any], said: str) -> None:
    [finding] = findings_of(lambda: Contact.of({**CONTACT, **more}))
    assert said in finding


@pytest.mark.parametrize(
    "more",
    [{"answered_on": "2026-03"}, {"answered_on": "2026-03-02", "answered": "Yes."}, {"no_answer": True}],
)
def test_what_came_of_a_contact_is_kept(more: dict[str, Any]) -> None:
    contact = Contact.of({**CONTACT, **more})
    assert Contact.of(contact.plain()) == contact


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("version", 0),
        ("digest", "ab"),
        ("url", "javascript:alert(1)"),
        ("url", "ftp://example.org/"),
        ("pages", {"index.html": "ab"}),
        ("pages", ["index.html"]),
        ("at", "2026-03-02T09:00:00"),
    ],
)
def test_a_publication_that_proves_nothing_is_refused(field: str, wrong: object) -> None:
    [finding] = findings_of(lambda: Publication.of({**PUBLICATION, field: wrong}, "publication"))
    assert finding.startswith(f"publication: {field}")


def test_a_publication_survives_its_plain_form() -> None:
    publication = Publication.of(PUBLICATION)
    assert Publication.of(publication.plain()) == publication


@pytest.mark.parametrize("field", ["what", "why"])
def test_a_correction_says_what_was_wrong_and_why(field: str) -> None:
    [finding] = findings_of(lambda: Correction.of({**CORRECTION, field: ""}, "correction"))
    assert finding == f"correction: {field}: is missing or empty. Give it a value."


def test_a_correction_has_one_of_four_kinds() -> None:
    [finding] = findings_of(lambda: Correction.of({**CORRECTION, "kind": "mayor"}, "correction"))
    assert 'Did you mean "major"?' in finding or "Use one of" in finding
    assert Correction.of(CORRECTION).version is None


def test_a_correction_survives_its_plain_form() -> None:
    correction = Correction.of({**CORRECTION, "after": CORRECTION["before"], "version": 2})
    assert Correction.of(correction.plain()) == correction
