"""Sources counted by origin, and the small grammar of a desk's rule."""

import pytest

from factcheck.model.gate.independence import SourcesRule, by_origin, count
from factcheck.model.source import Source


def _source(number: int, **more: object) -> Source:
    return Source.of({"id": f"s{number}", "title": f"Source {number}", **more})


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("2 independent", ((2, "independent"),)),
        ("1 primary or 2 independent", ((1, "primary"), (2, "independent"))),
        ("  1  Official OR 3 News ", ((1, "official"), (3, "news"))),
        ("1 primary source or 2 independent sources", ((1, "primary"), (2, "independent"))),
        ("99 other", ((99, "other"),)),
    ],
)
def test_a_rule_is_alternatives_of_a_number_and_a_kind(
    text: str, alternatives: tuple[tuple[int, str], ...]
) -> None:
    assert SourcesRule.of(text).alternatives == alternatives


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two independent",
        "0 primary",
        "100 news",
        "1 primary and 1 news",
        "1 primry",
        "1",
        "or",
        "1 news or",
    ],
)
def test_what_is_no_rule_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="is no rule") as wrong:
        SourcesRule.of(text)
    assert (
        'Write such as "1 primary or 2 independent"; a kind is one of: independent, primary'
        in wrong.value.args[1]
    )


def test_a_rule_reads_as_it_is_written() -> None:
    assert str(SourcesRule.of("1 PRIMARY or 2 independent sources")) == "1 primary or 2 independent"


def test_copies_of_one_report_count_once() -> None:
    copies = [_source(1, origin="Reuters, 3 May"), _source(2, origin="REUTERS 3 May"), _source(3)]
    assert [len(group) for group in by_origin(copies).values()] == [2, 1]
    assert count(copies, "independent") == 2


def test_one_address_recorded_twice_is_one_source() -> None:
    assert (
        count([_source(1, url="https://a.example/"), _source(2, url="https://a.example/")], "independent")
        == 1
    )


def test_an_origin_of_signs_alone_groups_nothing_by_chance() -> None:
    assert count([_source(1, origin="?!"), _source(2, origin="…")], "independent") == 2


def test_a_party_to_the_dispute_is_not_independent_nor_is_what_copies_it() -> None:
    party = _source(1, party_to_dispute=True, origin="press release")
    copy, other = _source(2, kind="news", origin="press release"), _source(3, kind="party")
    assert count([party, copy, other], "independent") == 0
    assert count([party, copy, other], "news") == 1


def test_one_alternative_that_holds_is_enough() -> None:
    rule = SourcesRule.of("1 primary or 2 independent")
    assert rule.is_met([_source(1, kind="primary")])
    assert rule.is_met([_source(1), _source(2)])
    assert not rule.is_met([_source(1, kind="news")])
    assert not rule.is_met([])
