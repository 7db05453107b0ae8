"""What may leave the desk: copies made of listed fields, of every version, and nothing that is not listed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given

from factcheck.model.public import (
    WITHHELD,
    PublicCheck,
    PublicState,
    public_checks,
    published_verdict,
    shown_if_published,
)
from factcheck.model.vocabulary import Act
from tests.records import BEN, PAGE, SCALES, Told, held, published, told

SECRET = "Zanzibar"
"""A word that stands nowhere but where a test puts it."""


def _checks(told: Told) -> tuple[PublicCheck, ...]:
    return public_checks(told.record, SCALES)


def _out(told: Told) -> PublicCheck:
    """The version at the claim's own address."""
    return _checks(told)[-1]


def _texts(thing: object) -> Iterator[str]:
    """Every text there is in a thing, however deep."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from (*_texts(key), *_texts(value))
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from _texts(one)
    elif hasattr(thing, "model_dump"):
        yield from _texts(thing.model_dump())
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from _texts(getattr(thing, name))


def _holds(check: object, word: str = SECRET) -> bool:
    return any(word in text for text in _texts(check))


def _confidential(**more: Any) -> Told:
    """A published claim one of whose sources is confidential in every field that may name it."""
    named = {
        "title": f"Minutes {SECRET}",
        "publisher": SECRET,
        "author": SECRET,
        "url": f"https://{SECRET.lower()}.example/",
        "archived_url": f"https://archive.example/{SECRET}",
        "origin": SECRET,
        "note": SECRET,
        "published_on": "1999",
        "kind": "conversation",
        "confidential": True,
    }
    told = Told().source(kind="primary").capture().cite(standing="filed", capture="c1")
    told.source(**named | more)
    told.capture("s2", outcome="ok", **PAGE | {"requested_url": f"https://{SECRET}/", "etag": SECRET})
    told.cite(standing="told", who=SECRET, how=SECRET, prefix=SECRET, suffix=SECRET, excerpt=SECRET)
    return told.rate().submit().decide().publish()


def test_what_was_never_published_is_not_public() -> None:
    assert _checks(held().submit().decide()) == ()


def test_a_published_claim_is_public_as_it_stood() -> None:
    told = published(claimant="Nour", context="So.", tags=["a"])
    check = _out(told)
    assert (check.version, check.state, check.superseded) == (1, PublicState.CURRENT, False)
    assert check.record.claim == told.record.claim
    assert published_verdict(check).rating == "true"
    assert check.head == told.record.events[-2].hash
    assert (check.first_at, check.at, check.changed_at) == (told.record.events[-1].at,) * 3


PRIVATE: dict[str, Callable[[], Told]] = {
    "a note": lambda: published(note=SECRET),
    "a note added later": lambda: published().did(Act.NOTE, {"note": SECRET}),
    "a note edited away": lambda: held(note=SECRET).edit(note=None).submit().decide().publish(),
    "who it is with": lambda: published(assignee=SECRET),
    "a priority's reason in an edit": lambda: published().edit(SECRET, priority="high"),
    "a reviewer's comment": lambda: held().submit().decide(comment=SECRET).publish(),
    "a return": lambda: held().submit().decide("return", comment=SECRET).rate().submit().decide().publish(),
    "an earlier verdict": lambda: held().rate(rationale=SECRET).rate().submit().decide().publish(),
    "a verdict after it": lambda: published().correct().rate("false", rationale=SECRET),
    "a source after it": lambda: published().source(title=SECRET),
    "a quote after it": lambda: published().cite("context", exact=SECRET),
    "a context after it": lambda: published().edit(context=SECRET),
    "a comment": lambda: held().comment(SECRET, target="e1", to=SECRET).submit().decide().publish(),
    "words that a comment is on": lambda: published().comment(
        target="v1", selector={"start": 0, "end": 3, "exact": SECRET}
    ),
    "a contact in private": lambda: held().contact(SECRET).submit().decide().publish(),
    "a contact after it": lambda: published().contact(SECRET, public=True),
    "a confidential source": _confidential,
}


@pytest.mark.parametrize("name", PRIVATE)
def test_what_is_private_is_not_there_to_be_shown(name: str) -> None:
    told = PRIVATE[name]()
    assert _holds(told.record), "the desk itself knows it"
    for check in _checks(told):
        assert not _holds(check)
        assert not _holds(check, SECRET.lower())


def test_a_public_contact_is_shown() -> None:
    told = held().contact("The mayor", asked="Did it?", public=True).submit().decide().publish()
    [contact] = _out(told).record.contacts
    assert (contact.who, contact.asked) == ("The mayor", "Did it?")


def test_a_confidential_source_is_shown_as_one_with_its_quote_and_kind() -> None:
    check = _out(_confidential()).record
    assert check.sources[1].plain() == {
        "id": "s2",
        "title": "A confidential source",
        "kind": "conversation",
        "confidential": True,
    }
    quote = check.evidence[1]
    assert (quote.exact, quote.who, quote.how, quote.prefix) == (
        "opened in 1932",
        "withheld",
        "withheld",
        None,
    )
    capture = check.captures[1]
    assert (capture.payload_digest, capture.record, capture.requested_url) == (WITHHELD, WITHHELD, None)
    assert capture.fetched_at.hour == 0


def test_a_source_that_becomes_confidential_is_taken_out_of_every_version() -> None:
    told = held().source(title=SECRET).cite().rate().submit().decide().publish()
    assert _holds(_out(told))
    told.source("She asked.", id="s2", title=SECRET, confidential=True)
    told.correct("update").rate().submit().decide().publish()
    assert len(_checks(told)) == 2
    assert not any(_holds(check) for check in _checks(told))


def test_what_drifted_of_a_confidential_source_is_not_told() -> None:
    told = (
        held().source(title="Minutes", confidential=True).cite().recheck("quote-altered", "e2", found=SECRET)
    )
    told.rate().submit().decide().publish()
    assert not _holds(_out(told))


def test_every_version_stays_with_what_it_said() -> None:
    told = published().correct().rate("false").submit().decide().publish()
    first, second = _checks(told)
    assert (first.state, second.state) == (PublicState.SUPERSEDED, PublicState.CURRENT)
    assert (published_verdict(first).rating, published_verdict(second).rating) == ("true", "false")
    assert [one.rating for one in first.record.verdicts] == ["true"]
    assert first.versions == second.versions
    assert (second.first_at, second.at > second.first_at) == (first.at, True)


STATES: dict[str, tuple[Callable[[], Told], PublicState]] = {
    "published": (published, PublicState.CURRENT),
    "printed again": (lambda: published().publish(), PublicState.CURRENT),
    "drifted": (lambda: published().recheck("gone"), PublicState.RECHECK),
    "under correction": (lambda: published().correct(), PublicState.UNDER_CORRECTION),
    "void": (lambda: published().correct("void"), PublicState.VOID),
    "void and printed": (lambda: published().correct("void").publish(), PublicState.VOID),
    "void and withdrawn": (lambda: published().correct("void").withdraw(), PublicState.VOID),
}


@pytest.mark.parametrize("name", STATES)
def test_whether_a_check_still_stands_is_known(name: str) -> None:
    give, state = STATES[name]
    assert _out(give()).state is state


def test_a_correction_counts_as_news_once_it_is_made() -> None:
    told = published()
    before = _out(told).changed_at
    told.correct("void")
    assert _out(told).changed_at > before
    assert [one.kind for one in _out(told).pending] == ["void"]
    told.publish()
    assert ([one.kind for one in _out(told).corrections], _out(told).pending) == (["void"], ())


def test_readers_are_told_of_listed_acts_with_listed_words_alone() -> None:
    told = held(note=SECRET).submit().decide(comment=SECRET).publish()
    told.correct().rate("false").submit().decide().publish()
    events = {event.act: event for event in _out(told).record.events}
    assert events.keys() == {
        *(Act.ADD, Act.SOURCE, Act.CAPTURE, Act.CITE, Act.RATE, Act.APPROVE, Act.PUBLISH, Act.CORRECT)
    }
    assert events[Act.ADD].body == {"claim": {}}
    assert events[Act.RATE].body["verdict"].keys() == {"id", "rating", "scale", "scale_version"}
    assert events[Act.CORRECT].body == {
        "correction": {"id": "k1", "kind": "major", "what": "The year was wrong."}
    }


def test_a_signature_is_shown_without_its_comment() -> None:
    [review] = _out(held().submit().decide(comment="Fine.").publish()).record.reviews
    assert (review.by, review.comment) == (BEN, None)


def test_what_a_publication_would_show_is_known_before_it_is_out() -> None:
    told = _confidential().correct().rate("false", rationale="New reasons.")
    shown = shown_if_published(told.record)
    assert [one.rationale for one in shown.verdicts][-1] == "New reasons."
    assert not _holds(shown)
    assert shown_if_published(Told().record).verdicts == ()


@given(told())
def test_any_record_can_be_shown(one: Told) -> None:
    shown = shown_if_published(one.record)
    assert shown.claim.note is None
    assert len(shown.sources) == len(one.record.sources)
