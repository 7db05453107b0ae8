"""The list of checks as a whole: in step with the codes, and never more lenient than the rules of the model."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.errors import FactcheckError, RuleRefused
from factcheck.model.gate.checks import CHECKS, code_of
from factcheck.model.gate.levels import CODES, PublishPolicy
from factcheck.model.publishing import next_version
from tests.model.gate.asking import codes, found, mend, only
from tests.records import PAGE, SCALES, Told, held, rated, told

ALWAYS = {code.name for code in CODES if code.always}


def test_there_is_one_check_for_each_code_in_the_same_order() -> None:
    assert [code_of(check) for check in CHECKS] == [code.name for code in CODES]


def test_what_is_switched_off_is_not_told_and_what_warns_does_not_block() -> None:
    wishes = PublishPolicy.of(levels={"no-summary": "off", "too-few-sources": "block"})
    assert "no-summary" not in codes(rated(), wishes=wishes)
    assert only(rated(), "too-few-sources", wishes=wishes).blocks
    assert not only(rated(), "too-few-sources").blocks


def test_findings_come_all_at_once_and_say_where_and_what_to_do() -> None:
    everything = found(Told("False: it opened").source(url="https://example.org/").cite().rate())
    assert {one.finding.code for one in everything} == {
        *("not-signed", "no-summary", "too-few-sources", "nothing-held", "quote-not-anchored"),
        *("never-captured", "rating-word"),
    }
    for one in everything:
        assert one.ref == "bridge"
        assert one.finding.where.startswith("bridge: ")
        assert "factcheck " in mend(one)


STEPS: dict[str, Callable[[Told], Told]] = {
    "cite": lambda one: one.cite("refutes"),
    "filed": lambda one: (
        one.source(title="Log")
        .capture(f"s{len(one.record.sources)}")
        .cite(standing="filed", capture=f"c{len(one.record.captures)}")
    ),
    "rate": lambda one: one.rate(summary="So.", resolves="One errs."),
    "rate false": lambda one: one.rate("false"),
    "unverifiable": lambda one: one.rate("unverifiable", cites=[]),
    "submit": lambda one: one.submit(),
    "submit to two": lambda one: one.submit(2),
    "approve": lambda one: one.decide(),
    "approve too": lambda one: one.decide(by="Cem Kaya"),
    "return": lambda one: one.decide("return", comment="No."),
    "edit": lambda one: one.edit("Misheard.", claimant=f"Nour {len(one.record.events)}"),
    "recheck": lambda one: one.recheck("quote-altered"),
    "publish": lambda one: one.publish(),
    "correct": lambda one: one.correct(),
    "void": lambda one: one.correct("void"),
    "withdraw": lambda one: one.withdraw(),
}


@settings(max_examples=150)
@given(st.sampled_from([held, rated]), st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_what_the_model_would_refuse_to_publish_always_blocks(
    begin: Callable[[], Told], steps: list[str]
) -> None:
    one = begin()
    for step in steps:
        try:
            STEPS[step](one)
        except (FactcheckError, IndexError):
            continue
    blocked = bool(ALWAYS & codes(one))
    version, record = next_version(one.record, SCALES), one.record
    is_next = version is not None and (record.version is None or version != record.version.first.version)
    if not is_next:
        assert blocked or record.version is not None
        return
    if blocked:
        with pytest.raises(RuleRefused):
            one.publish()
    else:
        one.publish()


@settings(max_examples=40)
@given(told())
def test_whatever_a_claim_holds_the_gate_answers(one: Told) -> None:
    for finding in found(one):
        assert finding.finding.message
        assert mend(finding)


def test_the_gate_looks_at_pages_too() -> None:
    told_ = Told().source(url="https://example.org/").capture(outcome="ok", **PAGE)
    told_.cite(standing="anchored", capture="c1", position={"start": 4, "end": 18}, match="exact")
    assert "never-captured" not in codes(told_.rate())
