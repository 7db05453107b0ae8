"""What of a history a stranger is given, act by act."""

import json
from typing import Any
from uuid import UUID

import pytest

from factcheck.exchange.redacted_history import given_lines, published_lines
from factcheck.model.event import digest, event_hash
from factcheck.model.public import public_checks
from factcheck.model.publishing import next_version
from factcheck.model.salting import salted
from factcheck.model.signing import signing_digest
from factcheck.model.vocabulary import Act
from tests.records import ANA, ANCHORED, BEN, PAGE, SCALES, SHA, Told

CAPTURED: dict[str, Any] = {"outcome": "ok", **PAGE}


def rated(**claim: Any) -> Told:
    """A claim rated on an anchored quote."""
    return Told(**claim).source().capture(**CAPTURED).cite(**ANCHORED).rate()


def published(told: Told, **more: Any) -> Told:
    """The claim as it stands, submitted, signed and out."""
    told.submit().decide(**more)
    body = {
        "id": f"p{len(told.record.publications) + 1}",
        "version": next_version(told.record, SCALES),
        "verdict": f"v{len(told.record.verdicts)}",
        "digest": signing_digest(told.record, SCALES),
        "url": "https://desk.example/bridge",
        "pages": {"claims/bridge.html": SHA},
    }
    return told.did(Act.PUBLISH, {"publication": body})


def lines(told: Told) -> list[dict[str, Any]]:
    """What is given of the history, line by line."""
    checks = public_checks(told.record, SCALES)
    given = given_lines(published_lines(told.record.events), checks)
    return [json.loads(line) for line in given.splitlines()]


def whole(told: Told) -> list[str]:
    """The acts that are given whole."""
    return [line["act"] for line in lines(told) if "body" in line]


def test_a_history_in_which_nothing_is_private_is_given_whole() -> None:
    told = published(rated(tags=["a", "b"], appearances=["https://example.org/a"], kind="date"))

    assert whole(told) == ["add", "source", "capture", "cite", "rate", "submit", "approve", "publish"]
    assert [line["hash"] for line in lines(told)] == [one.hash for one in told.record.events]


def test_a_withheld_line_keeps_what_the_chain_needs_and_says_why() -> None:
    told = published(rated().did(Act.NOTE, {"note": "Ask again."}))
    (note,) = (line for line in lines(told) if line["act"] == "note")
    event = told.record.events[note["seq"] - 1]

    assert note.keys() == {"seq", "at", "by", "act", "previous", "hash", "edition", "body_digest", "withheld"}
    assert note["body_digest"] == digest(event.body)
    assert note["withheld"] == "Notes are private."


def test_the_history_ends_with_the_last_publication() -> None:
    told = published(rated())
    told.did(Act.NOTE, {"note": "Afterwards."}).did(
        Act.CORRECT, {"correction": {"id": "k1", "kind": "minor", "what": "It is off.", "why": "A slip."}}
    )

    assert lines(told)[-1]["act"] == "publish"
    assert published_lines(rated().record.events) == ()


@pytest.mark.parametrize(
    "private", [{"note": "Ask Eve."}, {"assignee": "Eve"}, {"deadline": "2026-04-01"}, {"priority": "high"}]
)
def test_a_claim_entered_with_something_private_is_withheld(private: dict[str, str]) -> None:
    assert "add" not in whole(published(rated(**private)))


def test_a_wording_that_was_changed_before_it_was_published_is_withheld() -> None:
    told = Told().edit(text="The bridge was opened in 1932.", why="Eve told us so.")
    told = published(told.source().capture(**CAPTURED).cite(**ANCHORED).rate())

    assert whole(told)[0] == "source"


def test_whoever_was_named_to_read_it_is_told_only_if_they_signed_it() -> None:
    told = rated()
    for reader in ("Eve", "Ben Osei"):
        told.did(Act.SUBMIT, {"verdict": "v1", "to": reader})
    told.decide().publish()

    assert whole(told) == ["add", "source", "capture", "cite", "rate", "submit", "approve", "publish"]
    assert "Eve" not in json.dumps(lines(told))


def test_who_works_on_it_and_what_was_sent_back_is_withheld() -> None:
    told = (
        rated()
        .did(Act.ASSIGN, {"assignee": "Eve"})
        .submit()
        .decide("return", comment="Not so.")
        .rate("false")
    )

    assert whole(published(told)) == [
        "add",
        "source",
        "capture",
        "cite",
        "rate",
        "submit",
        "approve",
        "publish",
    ]
    assert "Not so." not in json.dumps(lines(told))


def test_a_signature_with_a_comment_is_given_with_the_digest_of_the_comment_in_its_place() -> None:
    told = rated()
    told.submit()
    review = {
        "id": "r1",
        "verdict": "v1",
        "decision": "approve",
        "digest": signing_digest(told.record, SCALES),
    }
    review |= {"by": BEN, "at": "2026-03-01T09:20:00Z", "comment": "I rang Eve."}
    told.did(Act.APPROVE, salted(told.record, Act.APPROVE, {"review": review}, lambda: "5a17"), BEN)
    told.publish()

    (line,) = (line for line in lines(told) if line["act"] == "approve")
    assert line["body"] == {"review": review | {"comment": {"digest": digest(["5a17", "I rang Eve."])}}}
    assert line["hash"] == event_hash(told.record.events[line["seq"] - 1])
    assert told.record.review
    assert told.record.review.comment == "I rang Eve."


def test_a_signature_with_a_comment_from_before_that_is_withheld() -> None:
    assert "approve" not in whole(published(rated(), comment="I rang Eve."))


def test_what_was_private_when_a_claim_was_entered_is_given_by_its_digest() -> None:
    body = {"id": str(UUID(int=1)), "claim": {"ref": "rain", "text": "It rained.", "note": "Ask Eve."}}
    told = Told()
    added = told.event(Act.ADD, salted(None, Act.ADD, body, lambda: "5a17"))
    assert '"withheld"' in given_lines([added], public_checks(published(rated()).record, SCALES))
    told = published(rated())
    claim = {**told.record.events[0].body["claim"], "assignee": "Eve"}
    added = told.event(Act.ADD, salted(None, Act.ADD, {"id": "1", "claim": claim}, lambda: "5a17"))

    (line,) = json.loads(f"[{given_lines([added], public_checks(told.record, SCALES))}]")
    assert line["body"]["claim"]["assignee"] == {"digest": digest(["5a17", "Eve"])}


def test_who_was_named_to_read_it_is_given_by_a_digest() -> None:
    told = rated()
    told.did(Act.SUBMIT, salted(told.record, Act.SUBMIT, {"verdict": "v1", "to": "Eve"}, lambda: "5a17"))
    told.decide().publish()

    (line,) = (line for line in lines(told) if line["act"] == "submit")
    assert line["body"] == {"verdict": "v1", "to": {"digest": digest(["5a17", "Eve"])}}


def test_nothing_of_a_confidential_source_is_given() -> None:
    told = Told().source(title="Eve", confidential=True).capture(**CAPTURED).cite(**ANCHORED, prefix="Eve:")

    assert whole(published(told.rate())) == ["add", "rate", "submit", "approve", "publish"]


def test_a_source_that_became_confidential_later_is_withheld_in_every_line() -> None:
    told = published(rated()).source("She asked.", id="s1", title="City archive", confidential=True)

    assert whole(told) == ["add", "rate", "submit", "approve", "publish"]


def test_a_contact_is_given_as_it_was_published_and_only_if_it_is_public() -> None:
    told = rated()
    asked = {"id": "q1", "who": "The mayor", "how": "e-mail", "asked_on": "2026-03-01"}
    told.did(Act.CONTACT, {"contact": asked}).did(Act.CONTACT, {"contact": asked | {"public": True}})
    told.did(Act.CONTACT, {"contact": {**asked, "id": "q2", "who": "Eve"}})
    private = {"contact": {**asked, "id": "q3", "who": "Eve"}}
    told.did(Act.CONTACT, salted(told.record, Act.CONTACT, private, lambda: "5a17"))
    told.did(Act.CONTACT, {"contact": asked | {"public": True, "no_answer": True}})

    given = [line for line in lines(published(told)) if line["act"] == "contact"]
    assert ["body" in line for line in given] == [False, True, False, True, True]
    assert given[3]["body"] == {"contact": {"digest": digest(["5a17", private["contact"]])}}


def test_what_a_recheck_found_is_given() -> None:
    told = published(rated().recheck("quote-moved").recheck("same-text"))

    assert whole(told).count("capture") == 3


@pytest.mark.parametrize(
    ("act", "body"),
    [
        (Act.SOURCE, {"source": {"id": "s1", "title": "City archive"}}),
        (Act.CAPTURE, {"capture": {}}),
        (Act.SUBMIT, {}),
        (Act.CORRECT, {"correction": {"id": "k1", "kind": "minor", "what": "Off.", "why": "A slip."}}),
    ],
)
def test_what_lies_in_a_line_beside_what_was_published_is_withheld_with_it(
    act: Act, body: dict[str, Any]
) -> None:
    told = published(rated())
    (known,) = [one.body for one in told.record.events if one.act is act] or [body]
    extra = told.event(act, {**known, "aside": "Eve"}, BEN)
    checks = public_checks(told.record, SCALES)

    assert '"withheld"' in given_lines([extra], checks)
    assert "Eve" not in given_lines([extra], checks)


def test_a_correction_or_a_publication_that_says_more_than_it_should_is_withheld() -> None:
    told = published(rated())
    publication = told.record.events[-1].body["publication"]
    correction = {"id": "k1", "kind": "minor", "what": "Off.", "why": "A slip."}
    checks = public_checks(told.record, SCALES)
    for act, name, known in (
        (Act.PUBLISH, "publication", publication),
        (Act.CORRECT, "correction", correction),
    ):
        assert '"withheld"' not in given_lines([told.event(act, {name: known})], checks)
        signed = {"by": ANA, "at": "2026-03-02T09:20:00Z"}
        assert '"withheld"' not in given_lines([told.event(act, {name: {**known, **signed}})], checks)
        for more in ({"by": "Eve"}, {"at": "Eve"}, {"at": 5}, {"aside": "Eve"}):
            assert '"withheld"' in given_lines([told.event(act, {name: {**known, **more}})], checks)


def test_an_act_nobody_thought_of_is_withheld() -> None:
    told = published(rated())

    assert '"withheld"' in given_lines(
        [told.event(Act.WITHDRAW, {"why": "Eve"})], public_checks(told.record, SCALES)
    )
    assert '"withheld"' in given_lines(
        [told.event(Act.ARTICLE, {"x": "Eve"})], public_checks(told.record, SCALES)
    )
