"""What stands behind an approval: by whose key, on which day, and what can be told of one that was lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.model.decide import RULES, replay
from factcheck.model.event import Event, broken_links, next_event
from factcheck.model.key_signatures import PersonKey, SignedWith, signed_with
from factcheck.model.public import public_checks
from factcheck.model.rules.key_signature import signature_is_of_its_line
from factcheck.model.status import as_json
from tests.model.gate.asking import found
from tests.records import AT, BEN, SCALES, Told, held, rated, refusal
from tests.ssh import SecurityKey, signed_fields

KEY, OTHER = (SecurityKey(Ed25519PrivateKey.generate()) for _ in range(2))
DAY = timedelta(days=1)
LEAF = {"log": "cd" * 32, "index": 0}


def _signed(told: Told, **more: Any) -> Told:
    return told.submit().decide(**signed_fields(told.record, KEY, SCALES), **more)


def _with(told: Told, *keys: PersonKey) -> SignedWith | None:
    return signed_with(told.record, told.record.reviews[-1], keys)


def _key(name: str = BEN, start: datetime | None = None, until: datetime | None = None) -> PersonKey:
    return PersonKey(name, KEY.public, start, until)


def test_a_key_stands_behind_the_name_that_the_settings_give_it() -> None:
    told = _signed(rated())

    assert _with(told, _key()) is SignedWith.KEY
    assert _with(told, _key("ben  OSEI")) is SignedWith.KEY
    assert _with(told, _key("Ben Oseі")) is SignedWith.UNKNOWN_KEY  # with a Cyrillic i
    assert _with(told, PersonKey(BEN, OTHER.public)) is SignedWith.UNKNOWN_KEY
    assert _with(told) is SignedWith.UNKNOWN_KEY


def test_a_key_holds_from_its_first_moment_until_before_the_one_it_ends_at() -> None:
    told = _signed(rated())
    at = told.record.reviews[0].at

    assert _with(told, _key(start=at, until=at + DAY)) is SignedWith.KEY
    assert _with(told, _key(start=at + DAY)) is SignedWith.ENDED_KEY
    assert _with(told, _key(until=at)) is SignedWith.ENDED_KEY
    assert _with(told, _key(until=at), _key(start=at)) is SignedWith.KEY


def test_a_name_alone_is_a_name_and_a_return_is_no_signature() -> None:
    assert _with(rated().submit().decide(), _key()) is SignedWith.NAME
    assert _with(rated().submit().decide("return", comment="Ask again."), _key()) is None


def test_a_lost_key_counts_only_for_what_the_public_log_showed_before() -> None:
    lost = PersonKey(BEN, KEY.public, until=AT + DAY, is_lost=True)
    gone = PersonKey(BEN, KEY.public, until=AT + timedelta(minutes=7, seconds=30), is_lost=True)

    told = _signed(held())
    assert _with(told, lost) is SignedWith.LOST_KEY
    unlogged = told.publish()
    assert _with(unlogged, lost) is SignedWith.LOST_KEY
    logged = _signed(held()).publish(leaf=LEAF)
    assert logged.record.reviews[0].at < gone.until < logged.record.events[-1].at  # type: ignore[operator]
    assert _with(logged, lost) is SignedWith.KEY
    assert _with(logged, gone) is SignedWith.LOST_KEY
    (check,) = public_checks(logged.record, SCALES)
    assert signed_with(check.record, check.record.reviews[0], [lost]) is SignedWith.KEY


def test_a_second_printing_does_not_make_it_later() -> None:
    told = _signed(held()).publish(leaf=LEAF)
    first = told.record.logged

    assert (
        told.publish(leaf=LEAF | {"index": 1}).record.logged
        == first
        == {"r1": told.record.publications[0].at}
    )


@pytest.mark.parametrize(
    "more",
    [
        {"digest": "ab" * 32},
        {"verdict": "v2"},
        {"desk": "cd" * 32},
        {"desk": None},
        {"signature": None},
        {"decision": "return", "comment": "Ask again."},
        {"signature": "signed, Ben"},
    ],
)
def test_a_line_is_refused_whose_signature_is_not_over_it(more: dict[str, Any]) -> None:
    told = rated().submit()
    fields = signed_fields(told.record, KEY, SCALES) | more
    fields = {name: value for name, value in fields.items() if value is not None}

    assert refusal(lambda: told.decide(**fields)).rule == 3


def test_every_edition_holds_a_signature_to_its_line() -> None:
    assert [rule.since for rule in RULES if rule.check is signature_is_of_its_line] == [1]


def test_the_plain_record_says_what_stands_behind_each_decision() -> None:
    told = _signed(rated())

    (by_key,) = as_json(told.record, SCALES, [_key()])["reviews"]
    (by_name,) = as_json(rated().submit().decide().record, SCALES)["reviews"]

    assert (by_key["signed_with"], by_key["key"]) == ("key", KEY.public.fingerprint)
    assert (by_name["signed_with"], by_name["key"], by_name["signature"]) == ("name", None, None)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([], "signed with a key that the settings do not give as theirs"),
        ([_key(until=AT)], "signed with a key that did not hold on that day"),
        (
            [PersonKey(BEN, KEY.public, until=AT + DAY, is_lost=True)],
            "signed with a key that was lost, and that it was before then cannot be told",
        ),
    ],
)
def test_a_desk_that_asks_for_keys_keeps_back_what_it_cannot_tell(keys: list[PersonKey], said: str) -> None:
    told = _signed(held())

    (one,) = [one for one in found(told, keys=tuple(keys), wants_key=True) if "unproved" in one.finding.code]

    assert one.finding.message == f"{BEN} {said}; the desk asks for a signature with a key."
    assert one.place == ("reviews", "r1")
    assert not [one for one in found(told, keys=(_key(),), wants_key=True) if "unproved" in one.finding.code]
    assert not [one for one in found(told, keys=tuple(keys)) if "unproved" in one.finding.code]


@pytest.mark.parametrize("line", [0, 2, 3])
def test_a_history_that_was_written_anew_around_a_signature_is_refused(line: int) -> None:
    events = _signed(rated()).record.events
    told: list[Event] = []
    for number, event in enumerate(events):
        at = event.at - timedelta(seconds=number == line)
        told.append(next_event(told[-1] if told else None, at, event.by, event.act, event.body))

    assert not [*broken_links(told, "bridge")]
    assert "does not hold for what was signed here" in str(refusal(lambda: replay(told, SCALES)))
    assert replay(events, SCALES).head == events[-1].hash
