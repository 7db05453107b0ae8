"""What every value shares: frozen, validated, dumped plainly, and refused in words."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.model.account import Account, Credential, CredentialKind
from factcheck.model.appearance import AppearanceState, ProposedAppearance
from factcheck.model.claim import Article, Claim, FormerRef, SkippedSentence
from factcheck.model.comment import Comment
from factcheck.model.draft_link import DraftLink
from factcheck.model.drift import Drift
from factcheck.model.earlier import Distinction, EarlierCheck, EarlierMatch, EarlierPlace, TakenOver
from factcheck.model.event import Event
from factcheck.model.evidence import Evidence, Position, Region
from factcheck.model.log_leaf import LogLeaf
from factcheck.model.next_step import NextStep
from factcheck.model.notice import Frequency, Recipient, RecipientKind
from factcheck.model.outside_answer import OutsideAnswer, PlaceComment
from factcheck.model.publication import Contact, Correction, Publication, Stated
from factcheck.model.reader_request import ReaderMessage, ReaderRequest, RequestState
from factcheck.model.roles import Role, Scope
from factcheck.model.scale import Rating, Scale
from factcheck.model.source import Browser, Capture, Memento, Proposal, Source
from factcheck.model.value import Value, is_blank
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import (
    Act,
    Band,
    ClaimKind,
    CorrectionKind,
    Decision,
    MatchQuality,
    Outcome,
    Priority,
    RecheckResult,
    SourceKind,
    Stance,
    Standing,
    Step,
)
from tests.records import findings_of, hostile, instants, links, partial_dates

refs = st.from_regex(r"[a-z][0-9]{1,3}(-[a-z]{2})?", fullmatch=True)
ids = st.from_regex(r"[a-z][1-9][0-9]?", fullmatch=True)
languages = st.sampled_from(["en", "ar", "pt-BR", "zh-Hant-TW"])
flags = st.booleans()


def _some(
    required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional=optional)


claims = _some(
    {"ref": refs, "text": hostile},
    quote=hostile,
    claimant=hostile,
    claimed_on=partial_dates,
    said_in=links,
    appearances=st.lists(links, max_size=2),
    article=refs,
    locator=hostile,
    kind=st.sampled_from(ClaimKind),
    context=hostile,
    would_settle=hostile,
    tags=st.lists(hostile, max_size=2),
    priority=st.sampled_from(Priority),
    language=languages,
    assignee=hostile,
    note=hostile,
)
articles = _some(
    {"ref": refs, "title": hostile}, url=links, byline=hostile, published_on=partial_dates, context=hostile
)
sources = _some(
    {"id": ids, "title": hostile},
    url=links,
    author=hostile,
    published_on=partial_dates,
    kind=st.sampled_from(SourceKind),
    origin=hostile,
    party_to_dispute=flags,
    confidential=flags,
    note=hostile,
)
proposals = _some({"title": hostile}, author=hostile, published_on=partial_dates, language=languages)
browsers = _some(
    {"product": hostile, "width": st.integers(1, 9999), "height": st.integers(1, 9999)},
    accepted=hostile,
    logged_in=flags,
    sandboxed=flags,
)
mementos = _some({"original": links, "at": instants}, archive=hostile)
captures = _some(
    {
        "id": ids,
        "source": ids,
        "outcome": st.sampled_from(Outcome),
        "fetched_at": instants,
        "content_type": hostile,
        "size": st.integers(0, 2**53),
        "payload_digest": st.just("ab" * 32),
        "record": st.just("cd" * 32),
    },
    reason=hostile,
    requested_url=links,
    redirects=st.lists(links, max_size=2),
    status=st.integers(100, 599),
    let_through=flags,
    notes=st.lists(hostile, max_size=2),
    proposed=proposals,
    browser=browsers,
    memento=mementos,
)
positions = st.tuples(st.integers(0, 99), st.integers(100, 999)).map(
    lambda ends: {"start": ends[0], "end": ends[1]}
)
sides = st.integers(1, 99_999)
regions = _some({"x": sides, "y": sides, "width": sides, "height": sides}, page=st.integers(1, 99))
selectors = st.builds(lambda place, words: {**place, "exact": words}, positions, hostile)
desk_comments = _some(
    {"id": ids, "body": hostile, "by": hostile, "at": instants},
    target=st.sampled_from(["e1", "c12", "v3", "article"]),
    selector=selectors,
    reply_to=ids,
    to=hostile,
    resolved_by=hostile,
    resolved_at=instants,
)
drifts = _some(
    {"id": ids, "evidence": ids, "capture": ids, "rung": st.sampled_from(RecheckResult)},
    baseline=ids,
    verdict=ids,
    found=hostile,
    reason=hostile,
)
evidence = _some(
    {"id": ids, "source": ids, "stance": st.sampled_from(Stance), "standing": st.sampled_from(Standing)}
    | {"exact": hostile, "capture": ids, "who": hostile, "when": partial_dates, "how": hostile},
    prefix=hostile,
    suffix=hostile,
    note=hostile,
    position=positions,
    region=regions,
    picture=st.just("ab" * 32),
    match=st.sampled_from(MatchQuality),
)
verdicts = _some(
    {"id": ids, "rating": refs, "scale": refs, "scale_version": st.integers(1, 9), "wording": hostile}
    | {"rationale": hostile, "by": hostile, "at": instants},
    summary=hostile,
    cites=st.lists(ids),
    resolves=hostile,
)
reviews = _some(
    {
        "id": ids,
        "verdict": ids,
        "decision": st.sampled_from(Decision),
        "digest": hostile,
        "by": hostile,
        "at": instants,
    },
    comment=hostile,
    solo=flags,
)
ratings = _some(
    {"id": refs, "label": hostile, "meaning": hostile, "colour": st.just("teal"), "icon": st.just("check")},
    order=st.integers(1, 9),
    number=st.integers(1, 9),
)
scales = _some(
    {"id": refs, "version": st.integers(1, 9), "title": hostile, "ratings": st.lists(ratings, min_size=1)}
)
digests = st.just("ab" * 32)
leaves = _some({"log": digests, "index": st.integers(0, 10**9)})
publications = _some(
    {"id": ids, "version": st.integers(1, 9), "verdict": ids, "digest": digests, "url": links}
    | {"pages": st.dictionaries(refs, digests, max_size=2), "by": hostile, "at": instants},
    leaf=leaves,
)
statements = _some(
    {"wording": hostile, "rating": refs, "scale": refs, "scale_version": st.integers(1, 9)}, summary=hostile
)
corrections = _some(
    {"id": ids, "kind": st.sampled_from(CorrectionKind), "what": hostile, "why": hostile}
    | {"before": statements, "by": hostile, "at": instants},
    after=statements,
    version=st.integers(1, 9),
)
comments = _some({"part": hostile, "words": hostile, "why": hostile}, ref=refs)
answers = _some(
    {"at": instants, "read_at": instants, "digest": digests, "remark": hostile},
    comments=st.lists(comments, max_size=2),
    name=hostile,
    affiliation=hostile,
)
contacts = _some(
    {"id": ids, "who": hostile, "how": hostile, "asked_on": partial_dates},
    asked=hostile,
    answered_on=partial_dates,
    public=flags,
    wanted_by=partial_dates,
    answers=st.lists(answers, max_size=2),
    noted=st.integers(0, 2),
)
draft_links = _some(
    {"id": ids, "subject": st.uuids(), "contact": ids, "made_by": hostile}
    | {"made_at": instants, "expires_at": instants},
    ended_at=instants,
)
next_steps = _some(
    {"id": ids, "step": st.sampled_from(Step), "since": instants},
    who=hostile,
    reason=hostile,
    but_not=st.lists(hostile, max_size=2),
    due=st.dates().map(str),
    rank=st.integers(0, 2),
)
earlier = _some(
    {"text": hostile, "url": links},
    title=hostile,
    claimed_on=partial_dates,
    rating=hostile,
    summary=hostile,
    language=languages,
    appearances=st.lists(links, max_size=2),
)
matches = _some(
    {"id": ids, "text": hostile, "score": st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,4})?", fullmatch=True)}
    | {"band": st.sampled_from(Band)},
    differs=st.lists(hostile, max_size=2),
)
linked = st.builds(lambda said, place: said | place, matches, _some({"ref": refs}) | _some({"url": links}))
apart = st.builds(
    lambda said, place: said | place,
    _some({"id": ids, "text": hostile}, why=hostile, taken_back=flags),
    _some({"ref": refs}) | _some({"url": links}),
)
appearances = _some(
    {"number": st.integers(1, 99), "text": hostile, "sentence": hostile, "score": hostile}
    | {"band": st.sampled_from(Band), "found_at": instants},
    ref=refs,
    check_url=links,
    rating=hostile,
    publisher=hostile,
    speaker=hostile,
    url=links,
    file=hostile,
    paragraph=st.integers(1, 99),
    seconds=st.integers(0, 99),
    title=hostile,
    said_on=partial_dates,
    why=hostile,
    differs=st.lists(hostile, max_size=2),
    state=st.sampled_from(AppearanceState),
    by=hostile,
)
taken_over = _some({"ref": refs, "verdict": ids, "by": hostile})
places = positions.map(lambda position: {**position, "text_digest": "ab" * 32})
skips = _some({"id": ids, "exact": hostile, "place": places, "why": hostile, "by": hostile, "at": instants})
bodies = st.dictionaries(
    hostile, st.recursive(st.none() | flags | st.integers() | hostile, st.lists, max_leaves=5)
)
events = _some(
    {"seq": st.integers(1, 99), "at": instants, "by": hostile, "act": st.sampled_from(Act), "body": bodies}
    | {"hash": st.just("ab" * 32)},
    previous=st.just("cd" * 32),
)

accounts = _some(
    {"id": st.uuids(), "name": hostile, "role": st.sampled_from(Role), "added_at": instants},
    login=hostile,
    ended_at=instants,
    has_password=st.booleans(),
    has_code=st.booleans(),
)
credentials = _some(
    {"id": ids, "kind": st.sampled_from(CredentialKind), "account": st.uuids(), "made_at": instants},
    label=hostile,
    scopes=st.lists(st.sampled_from(Scope), max_size=2),
    used_at=instants,
    expires_at=instants,
)
asked = hostile.map(lambda text: f"Is this so: {text}")
recipients = _some(
    {"id": hostile, "kind": st.sampled_from(RecipientKind), "name": hostile, "address": hostile},
    frequency=st.sampled_from(Frequency),
)
messages = _some({"text": asked}, seen_in=hostile, address=hostile)
requests = _some(
    {"number": st.integers(1, 99), "text": asked, "count": st.integers(1, 99), "first_at": instants}
    | {"last_at": instants, "state": st.sampled_from(RequestState)},
    addresses=st.integers(0, 99),
    ref=refs,
    like=refs,
    why=hostile,
    by=hostile,
)
EVERY: list[tuple[type[Value], st.SearchStrategy[Any]]] = [
    (Claim, claims),
    (FormerRef, _some({"id": refs})),
    (SkippedSentence, skips),
    (Article, articles),
    (Source, sources),
    (Browser, browsers),
    (Memento, mementos),
    (Capture, captures),
    (Region, regions),
    (Proposal, proposals),
    (Evidence, evidence),
    (Position, positions),
    (Comment, desk_comments),
    (Drift, drifts),
    (Verdict, verdicts),
    (Review, reviews),
    (Rating, ratings),
    (Scale, scales),
    (Event, events),
    (Publication, publications),
    (LogLeaf, leaves),
    (Stated, statements),
    (Correction, corrections),
    (Contact, contacts),
    (OutsideAnswer, answers),
    (PlaceComment, comments),
    (DraftLink, draft_links),
    (NextStep, next_steps),
    (EarlierCheck, earlier),
    (EarlierMatch, linked),
    (TakenOver, taken_over),
    (Distinction, apart),
    (ProposedAppearance, appearances),
    (Account, accounts),
    (Credential, credentials),
    (Recipient, recipients),
    (ReaderMessage, messages),
    (ReaderRequest, requests),
]
NOT_IN_LINES = (
    *(Event, EarlierCheck, ProposedAppearance, Account, Credential, DraftLink, Recipient),
    *(ReaderMessage, ReaderRequest),
)
"""Values that are kept elsewhere than in the lines of a history."""


def test_every_value_class_of_the_model_is_tried() -> None:
    kinds = {*Value.__subclasses__(), *EarlierPlace.__subclasses__()} - {EarlierPlace}
    assert {kind for kind, _ in EVERY} == {
        kind for kind in kinds if kind.__module__.startswith("factcheck.model")
    }


@pytest.mark.parametrize(("kind", "given_fields"), EVERY, ids=lambda one: getattr(one, "__name__", ""))
@given(data=st.data())
def test_a_value_comes_back_from_its_plain_form(
    kind: type[Value], given_fields: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = kind.of(data.draw(given_fields))
    assert kind.of(value.plain()) == value
    assert kind.of(value.model_dump()) == value
    assert kind.of(value.plain()).plain() == value.plain()


def test_a_value_never_changes() -> None:
    claim: Any = Claim(ref="a", text="x")
    with pytest.raises(ValueError, match="frozen"):
        claim.text = "y"


def test_blank_fields_count_as_not_given() -> None:
    blank = Claim.of({"ref": "a", "text": "x", "quote": " \n", "claimant": "", "tags": [], "kind": None})
    assert blank == Claim(ref="a", text="x")
    assert blank.plain() == {"ref": "a", "text": "x"}


@pytest.mark.parametrize(
    ("value", "blank"), [(None, True), ("", True), (" \t\n", True), ([], True), ((), True)]
)
def test_nothing_is_blank(value: object, blank: bool) -> None:
    assert is_blank(value) is blank


@pytest.mark.parametrize("value", [0, False, "a", ["a"], [""], {}])
def test_something_is_not_blank(value: object) -> None:
    assert not is_blank(value)


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ({"text": " "}, "a.toml: text: is missing or empty. Give it a value."),
        ({"claimnat": "Ana"}, 'a.toml: claimnat: unknown key "claimnat". Did you mean "claimant"?'),
        (
            {"kind": "figur"},
            'a.toml: kind: "figur" is not a word the desk knows here. Did you mean "figure"?',
        ),
        (
            {"priority": "zzz"},
            'a.toml: priority: "zzz" is not a word the desk knows here. Use one of: high, normal, low.',
        ),
        ({"claimant": 5}, 'a.toml: claimant: input should be a valid string, got "5".'),
        ({"tags": "one"}, 'a.toml: tags: input should be a valid tuple, got "one".'),
        ({"tags": ["a", 5]}, 'a.toml: tags.1: input should be a valid string, got "5".'),
        ({"language": "english language"}, 'a.toml: language: a language is a BCP 47 tag such as "en"'),
        ({"article": "../x"}, "a.toml: article: a ref is lower-case letters"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_mend(fields: dict[str, Any], finding: str) -> None:
    found = findings_of(lambda: Claim.of({"ref": "a", "text": "x", **fields}, "a.toml"))
    assert len(found) == 1
    assert found[0].startswith(finding)


def test_everything_wrong_is_told_at_once_and_counted() -> None:
    with pytest.raises(BadInput, match=r"^claim: 4 things to mend; nothing was stored\.$") as wrong:
        Claim.of({"ref": "A!", "quotes": "x", "kind": "x"})
    assert {one.code for one in wrong.value.findings} == {"bad-value", "bad-key", "bad-word", "bad-missing"}


@pytest.mark.parametrize(
    "fields", [{"kind": "\ud800"}, {"\ud800": "x"}, {"text": "\ud800"}, {"tags": "\ud800"}]
)
def test_a_finding_can_be_written_even_about_a_lone_surrogate(fields: dict[str, Any]) -> None:
    found = findings_of(lambda: Claim.of({"ref": "a", "text": "x", **fields}))
    assert "".join(found).encode("utf-8")


def test_a_long_wrong_value_is_cut_in_its_finding() -> None:
    assert len(findings_of(lambda: Claim.of({"ref": "a", "text": "x", "kind": "y" * 9999}))[0]) < 300


def _at(moment: object) -> Event:
    return Event.of({"seq": 1, "at": moment, "by": "Ana", "act": "add", "body": {}, "hash": "0" * 64})


def test_a_time_is_kept_in_utc_to_the_second() -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    assert _at(datetime(2026, 3, 2, 12, 30, 5, 999_999, tehran)).at == datetime(
        2026, 3, 2, 9, 0, 5, tzinfo=UTC
    )


def test_a_time_without_its_zone_is_refused() -> None:
    assert findings_of(lambda: _at("2026-03-02T09:00:00")) == [
        "at: a time needs its zone, as in 2026-11-23T18:26:33Z."
    ]


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-13-01T00:00:00Z"]
)
def test_a_time_that_no_calendar_has_is_refused(moment: str) -> None:
    assert len(findings_of(lambda: _at(moment))) == 1
