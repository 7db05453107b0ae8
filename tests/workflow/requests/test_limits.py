"""How many requests come through the form, and how quickly."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from factcheck.workflow.requests.limits import MOST_IN_ALL, MOST_OF_ONE, RequestLimits

ANA, BEN = "192.0.2.1", "192.0.2.2"


@dataclass
class Clock:
    """A clock that is set."""

    at: datetime = datetime(2026, 11, 3, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment it is set to."""
        return self.at


@pytest.mark.parametrize(
    ("seconds", "is_in_time"),
    [(0, False), (3, False), (4, True), (86_400, True), (86_401, False), (-60, False)],
)
def test_a_form_is_filled_in_neither_at_once_nor_after_a_day(seconds: int, is_in_time: bool) -> None:
    clock = Clock()
    limits = RequestLimits(b"key", clock)
    stamp = limits.stamp()
    clock.at += timedelta(seconds=seconds)

    assert limits.is_in_time(stamp) is is_in_time


def test_another_process_of_the_desk_knows_a_stamp_and_another_desk_does_not() -> None:
    clock = Clock()
    stamp = RequestLimits(b"key", clock).stamp()
    clock.at += timedelta(minutes=1)

    assert RequestLimits(b"key", clock).is_in_time(stamp)
    assert not RequestLimits(b"other", clock).is_in_time(stamp)


@pytest.mark.parametrize("stamp", ["", ".", "1.2", "€.€", "١٢.x", f"{10**40}.0", "\ud800.x"])
def test_what_is_no_stamp_is_none(stamp: str) -> None:
    assert not RequestLimits(b"key", Clock()).is_in_time(stamp)


def test_each_address_has_so_many_a_day_and_all_together_too() -> None:
    clock = Clock()
    limits = RequestLimits(b"key", clock)

    assert [limits.is_within(ANA) for _ in range(MOST_OF_ONE + 2)] == [True] * MOST_OF_ONE + [False] * 2
    assert limits.is_within(BEN)
    clock.at += timedelta(days=1)
    assert limits.is_within(ANA)
    assert (
        sum(limits.is_within(f"198.51.100.{number}") for number in range(MOST_IN_ALL + 9)) == MOST_IN_ALL - 1
    )


def test_one_address_does_not_shut_the_others_out() -> None:
    limits = RequestLimits(b"key", Clock())

    for _ in range(MOST_IN_ALL + 1):
        limits.is_within(ANA)

    assert limits.is_within(BEN)


def test_the_same_words_from_the_same_address_are_known_for_a_day() -> None:
    clock = Clock()
    limits = RequestLimits(b"key", clock)

    limits.taken(ANA, "a")

    assert [limits.was_taken(*one) for one in ((ANA, "a"), (BEN, "a"), (ANA, "b"))] == [True, False, False]
    clock.at += timedelta(days=1)
    assert not limits.was_taken(ANA, "a")


def test_no_address_is_kept_anywhere() -> None:
    limits = RequestLimits(b"key", Clock())
    limits.is_within(ANA)
    limits.taken(ANA, "The bridge.")

    assert ANA not in repr(vars(limits))
    assert "bridge" not in repr(vars(limits))
