"""The bar of verdicts."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.report.chart import Tally, segments, share
from factcheck.report.translator import ENGLISH
from tests.report.checks import EDITION

BADGE = EDITION.unverified


def test_the_parts_stand_side_by_side_and_fill_the_bar() -> None:
    parts = list(segments([Tally(BADGE, 1), Tally(BADGE, 3)]))
    assert [(part.x, part.width) for part in parts] == [("0.000%", "25.000%"), ("25.000%", "75.000%")]


def test_a_verdict_nobody_gave_takes_no_room() -> None:
    assert [part.count for part in segments([Tally(BADGE, 0), Tally(BADGE, 2)])] == [2]


def test_no_claims_make_no_bar() -> None:
    assert list(segments([])) == []


def test_a_share_is_never_rounded_to_nothing_or_to_all() -> None:
    assert [ENGLISH.text(share(*of)) for of in ((1, 1000), (999, 1000), (1, 3), (3, 3))] == [
        "under 1%",
        "over 99%",
        "33%",
        "100%",
    ]


@given(st.lists(st.integers(0, 50), min_size=1).filter(any))
def test_the_widths_add_up(counts: list[int]) -> None:
    parts = list(segments([Tally(BADGE, count) for count in counts]))
    assert abs(sum(float(part.width[:-1]) for part in parts) - 100) < 0.01
