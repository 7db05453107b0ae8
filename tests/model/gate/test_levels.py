"""What a desk may say of the codes, and what it may not."""

import pytest

from factcheck.model.gate.levels import CODES, Level, PublishPolicy
from tests.records import findings_of


def test_every_code_has_a_meaning_and_blocks_where_it_cannot_be_switched_off() -> None:
    assert len({code.name for code in CODES}) == len(CODES)
    for code in CODES:
        assert code.meaning.endswith(".")
        assert not code.always or code.level is Level.BLOCK


def test_a_desk_that_says_nothing_has_the_usual_levels() -> None:
    wishes = PublishPolicy.of()
    expected = {code.name: code.level for code in CODES}
    assert wishes.levels == expected
    assert str(wishes.sources) == "1 primary or 2 independent"
    assert (wishes.level("too-few-sources"), wishes.level("recheck-due")) == (Level.WARN, Level.OFF)


def test_a_rule_that_is_stated_is_meant() -> None:
    wishes = PublishPolicy.of("3 independent", 180)
    assert (wishes.level("too-few-sources"), wishes.level("recheck-due")) == (Level.BLOCK, Level.WARN)


def test_a_level_that_is_stated_goes_before_all() -> None:
    wishes = PublishPolicy.of(
        "3 independent", 180, {"too-few-sources": "warn", "recheck-due": "off", "no-summary": "off"}
    )
    assert {wishes.level(name) for name in ("recheck-due", "no-summary")} == {Level.OFF}
    assert wishes.level("too-few-sources") is Level.WARN


@pytest.mark.parametrize(
    ("levels", "finding"),
    [
        ({"no-sumary": "off"}, 'rules: no-sumary: unknown key "no-sumary". Did you mean "no-summary"?'),
        ({"source": "off"}, 'rules: source: unknown key "source". Did you mean "sources"?'),
        ({"no-summary": "never"}, 'rules: no-summary: is "never". Write "block", "warn" or "off".'),
        (
            {"recheck-due": "warn"},
            "rules: recheck-due: says nothing of when. Add the days: recheck_after = 180",
        ),
        (
            {"not-signed": "warn"},
            "rules: not-signed: always blocks: only what a second person signed is published (rule 3). "
            "Take the line out.",
        ),
    ],
)
def test_what_makes_no_sense_is_named_with_its_mend(levels: dict[str, str], finding: str) -> None:
    assert findings_of(lambda: PublishPolicy.of(levels=levels)) == [finding]


@pytest.mark.parametrize("name", [code.name for code in CODES if code.always])
@pytest.mark.parametrize("level", ["warn", "off"])
def test_what_the_model_refuses_cannot_be_switched_off(name: str, level: str) -> None:
    [finding] = findings_of(lambda: PublishPolicy.of(levels={name: level}))
    assert "always blocks" in finding
    assert PublishPolicy.of(levels={name: "block"}).level(name) is Level.BLOCK


def test_everything_that_makes_no_sense_is_told_at_once() -> None:
    assert len(findings_of(lambda: PublishPolicy.of("some", None, {"a": "off", "no-summary": "x"}))) == 3


def test_a_rule_nobody_can_read_is_named() -> None:
    [finding] = findings_of(lambda: PublishPolicy.of("two or three"))
    assert finding.startswith('rules: sources: "two" is no rule. Write such as')
