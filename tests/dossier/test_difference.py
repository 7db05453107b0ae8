"""What a dossier says beyond a record, and that nothing recorded can be taken out by hand."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings

from factcheck.dossier.difference import DossierAct, DossierChanges
from factcheck.dossier.form import LISTS, Dossier, read_dossier, to_toml
from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.source import Source
from factcheck.model.vocabulary import Act
from tests.records import ANA, AT, BEN, SCALES, SHA, Told, findings_of, rated, refusal, told, whole_life


def _steps(record: Record, dossier: Dossier | str) -> list[DossierAct]:
    given = read_dossier(dossier, "bridge.toml") if isinstance(dossier, str) else dossier
    return DossierChanges(record, given, "bridge.toml").steps(SCALES.get("seven-step"), BEN, AT)


def _dossier(record: Record) -> Dossier:
    return read_dossier(to_toml(record), "bridge.toml")


@settings(max_examples=40)
@given(told())
def test_an_exported_dossier_says_nothing_new(one: Told) -> None:
    assert _steps(one.record, to_toml(one.record)) == []


@settings(max_examples=20)
@given(told(), told())
def test_the_steps_lead_from_the_record_to_the_claim_of_the_dossier(one: Told, other: Told) -> None:
    dossier = replace(_dossier(one.record), claim=other.record.claim)
    for act, body in _steps(one.record, dossier):
        one.did(act, {**body, "why": "By hand."})
    assert one.record.claim == other.record.claim


def test_changed_and_cleared_fields_are_an_edit() -> None:
    record = Told(claimant="Nour", quote="x").record
    text = 'ref = "bridge"\ntext = "The bridge opened in 1932."\nquote = "y"\ntags = ["a"]\n'
    assert _steps(record, text) == [
        (Act.EDIT, {"set": {"quote": "y", "claimant": None, "tags": ["a"]}}),
    ]


def test_new_sources_evidence_and_verdicts_are_acts_in_working_order() -> None:
    text = to_toml(Told().record) + (
        '[[verdicts]]\nrating = "true"\nrationale = "Seen."\n'
        '[[evidence]]\nid = "e1"\nsource = "s1"\nstance = "supports"\nstanding = "transcribed"\n'
        'exact = "1932"\nwho = "Ana"\nwhen = 2026-03-01\n'
        '[[sources]]\nid = "s1"\ntitle = "City archive"\n'
    )
    one = Told()
    steps = _steps(one.record, text)
    assert [str(act) for act, _ in steps] == ["source", "cite", "rate"]
    for act, body in steps:
        one.did(act, body, BEN)
    assert one.record.verdict is not None
    assert one.record.verdict.plain() == {
        "id": "v1",
        "rating": "true",
        "scale": "seven-step",
        "scale_version": 1,
        "wording": "The bridge opened in 1932.",
        "rationale": "Seen.",
        "cites": ["e1"],
        "by": BEN,
        "at": "2026-03-02T09:00:00Z",
    }


def test_what_a_verdict_by_hand_says_itself_is_kept() -> None:
    text = to_toml(Told().source().record) + (
        f'[[verdicts]]\nrating = "unverifiable"\nrationale = "x"\nby = "{ANA}"\nat = 2026-01-01T10:00:00Z\n'
    )
    [(act, body)] = _steps(Told().source().record, text)
    assert act is Act.RATE
    assert (body["verdict"]["by"], body["verdict"]["at"]) == (ANA, "2026-01-01T10:00:00Z")


def test_a_verdict_by_hand_that_does_not_fit_is_named() -> None:
    text = to_toml(Told().record) + '[[verdicts]]\nrating = "true"\nbecause = "x"\n'
    assert findings_of(lambda: _steps(Told().record, text)) == [
        "bridge.toml: verdicts: v1: rationale: is missing or empty. Give it a value.",
        'bridge.toml: verdicts: v1: because: unknown key "because". '
        "Use one of: id, rating, scale, scale_version, wording, summary, rationale, cites, resolves, by, at.",
    ]


def test_a_source_told_anew_is_a_step() -> None:
    record = rated().record
    source = Source(id="s1", title="City archive, hall 2")
    assert _steps(record, replace(_dossier(record), sources=(source,))) == [
        (Act.SOURCE, {"source": {"id": "s1", "title": "City archive, hall 2"}})
    ]


@pytest.mark.parametrize(
    ("name", "first"), [("captures", "c1"), ("evidence", "e1"), ("verdicts", "v1"), ("reviews", "r1")]
)
def test_what_was_recorded_is_not_taken_out(name: str, first: str) -> None:
    record = whole_life().record
    kept = getattr(_dossier(record), name)
    finding = (
        f"bridge.toml: {name}: {first}: was recorded and is changed or missing here; history only grows. "
        "Put it back as it was and add what is new below it"
    )
    finding += ", or take it back: " if name == "evidence" else "."
    for changed in ((), kept[1:], tuple(reversed(kept))):
        if changed != kept:
            other: dict[str, Any] = {name: changed}
            dossier = replace(_dossier(record), **other)
            assert any(one.startswith(finding) for one in findings_of(partial(_steps, record, dossier)))


def test_evidence_leaves_the_record_by_an_act() -> None:
    record = whole_life().record
    [*_, last] = findings_of(partial(_steps, record, replace(_dossier(record), evidence=())))
    assert f'factcheck drop bridge {record.evidence[-1].id} --why "…", or' in last


def test_a_source_is_not_taken_out() -> None:
    record = whole_life().record
    dossier = replace(_dossier(record), sources=record.sources[1:])
    assert findings_of(lambda: _steps(record, dossier)) == [
        "bridge.toml: sources: s1: was recorded and is missing here. Put it back."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('exact = "opened in 1932"', 'exact = "opened in 1933"'),
        ('rating = "half-true"', 'rating = "true"'),
        ('comment = "Ask the builder."', 'comment = "Ask nobody."'),
    ],
)
def test_a_recorded_word_is_not_changed(old: str, new: str) -> None:
    record = whole_life().record
    text = to_toml(record)
    assert old in text
    found = findings_of(lambda: _steps(record, text.replace(old, new, 1)))
    assert len(found) == 1
    assert "was recorded and is changed or missing here" in found[0]


ACT = "Take it out; that is an act of its own"


@pytest.mark.parametrize(
    ("name", "table", "mend"),
    [
        (
            "captures",
            f'id = "c1"\nsource = "s1"\noutcome = "filed"\nfetched_at = 2026-03-01T08:00:00Z\n'
            f'content_type = "text/plain"\nsize = 1\npayload_digest = "{SHA}"\nrecord = "{SHA}"\n',
            "Take it out and fetch it: factcheck fetch bridge, or file it: factcheck attach bridge FILE",
        ),
        (
            "drift",
            'id = "d1"\nevidence = "e1"\ncapture = "c1"\nrung = "gone"\n',
            f"{ACT}: factcheck recheck bridge",
        ),
        ("reviews", 'decision = "approve"\nby = "Ben"\n', f"{ACT}: factcheck approve bridge"),
        (
            "comments",
            'id = "m1"\nbody = "So?"\nby = "Ben"\nat = 2026-03-01T08:00:00Z\n',
            f"{ACT}: factcheck comment bridge",
        ),
    ],
)
def test_captures_drift_and_reviews_are_not_written_by_hand(name: str, table: str, mend: str) -> None:
    record = rated().record
    found = findings_of(lambda: _steps(record, f"{to_toml(record)}\n[[{name}]]\n{table}"))
    assert found == [f"bridge.toml: {name}: cannot be added by hand. {mend}"]


def test_a_quote_is_not_anchored_by_hand() -> None:
    record = rated().record
    quote = 'id = "e2"\nsource = "s1"\nstance = "supports"\nstanding = "anchored"\nexact = "opened"\n'
    [found] = findings_of(lambda: _steps(record, f"{to_toml(record)}\n[[evidence]]\n{quote}"))
    assert found.startswith(
        "bridge.toml: evidence: e2: a quote is anchored by finding it in a capture, not by hand."
    )


def test_everything_taken_out_is_told_at_once() -> None:
    record = whole_life().record
    bare = Dossier(record.claim, *((),) * len(LISTS))
    assert len(findings_of(lambda: _steps(record, bare))) == 3 + 1 + 3 + 2 + 2 + 3


def test_the_dossier_of_another_claim_is_refused_by_the_model() -> None:
    one = Told()
    [(act, body)] = _steps(one.record, 'ref = "tower"\ntext = "The bridge opened in 1932."\n')
    assert refusal(lambda: one.did(act, body)).rule == 5


def test_a_quote_by_hand_enters_through_the_rules() -> None:
    one = Told().source()
    quote = Evidence.of(
        {"id": "e1", "source": "s1", "stance": "supports", "standing": "filed", "exact": "x", "capture": "c1"}
    )
    [(act, body)] = _steps(one.record, replace(_dossier(one.record), evidence=(quote,)))
    assert refusal(lambda: one.did(act, body)).rule == 1
