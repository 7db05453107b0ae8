"""The composition root: ids that keep the order of entry, and a desk put together from its settings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive.storage import path_of
from factcheck.desk import TimeOrderedIds, open_desk, utc_now
from factcheck.errors import NotFound, RuleRefused, StorageFailed
from factcheck.model.vocabulary import Act
from factcheck.settings import Settings
from factcheck.workflow.claims.edit import note_claim, withdraw_claim
from tests.desks import added, by, opened, records
from tests.records import SHA

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def _settings(folder: Path, **given: str) -> Settings:
    known = {"name": "The desk", "author": "Ana", "database_url": f"sqlite:///{folder / 'factcheck.db'}"}
    return Settings(folder=folder, **{**known, **given})  # type: ignore[arg-type]


def test_the_clock_is_aware_and_in_utc() -> None:
    assert utc_now().tzinfo is UTC


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_it() -> None:
    made = TimeOrderedIds(lambda: NOON)()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOON.timestamp() * 1000)


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=40))
def test_ids_made_later_sort_later_even_when_the_clock_goes_back(steps: list[int]) -> None:
    clock = iter([NOON + timedelta(milliseconds=step) for step in steps])
    ids = TimeOrderedIds(lambda: next(clock))
    made = [ids() for _ in steps]
    assert made == sorted(made)
    assert len({str(one) for one in made}) == len(made)


def test_more_ids_than_a_millisecond_holds_still_sort() -> None:
    ids = TimeOrderedIds(lambda: NOON)
    made = [ids() for _ in range(5000)]
    assert made == sorted(set(made))


def _clock(at: datetime) -> Callable[[], datetime]:
    return lambda: at


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Pacific/Auckland", "2026-11-29"), ("Etc/UTC", "2026-11-28"), ("Pacific/Pago_Pago", "2026-11-27")],
)
def test_today_is_the_day_it_is_where_the_desk_is(tmp_path: Path, zone: str, today: str) -> None:
    with opened(f"sqlite:///{tmp_path / 'a.db'}", tmp_path, timezone=zone) as desk:
        now = (
            datetime(2026, 11, 28, 10, 59, tzinfo=UTC)
            if "Pago" in zone
            else datetime(2026, 11, 28, 11, tzinfo=UTC)
        )

        assert replace(desk, clock=_clock(now)).today().isoformat() == today


@pytest.mark.parametrize(
    ("behind", "said"), [(timedelta(days=9999), "27 years"), (timedelta(minutes=1), "1 minute")]
)
def test_an_act_while_the_clock_is_behind_goes_on_and_a_warning_says_so(
    tmp_path: Path, behind: timedelta, said: str
) -> None:
    with opened(f"sqlite:///{tmp_path / 'a.db'}", tmp_path) as desk:
        ref = added(replace(desk, clock=_clock(NOON)), "It rained.")
        note_claim(replace(desk, clock=_clock(NOON - behind)), ref, "Ask.")

        [record] = records(desk)
    assert record.events[-1].at == NOON - behind
    [told] = desk.told
    assert told.code == "clock-behind"
    assert f"{said} before what was last done here. This is on record" in told.message


def test_clocks_that_differ_by_seconds_are_not_worth_a_warning(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'a.db'}", tmp_path) as desk:
        ref = added(replace(desk, clock=_clock(NOON)), "It rained.")
        note_claim(replace(desk, clock=_clock(NOON - timedelta(seconds=59))), ref, "Ask.")

    assert desk.told == []


def test_no_warning_is_given_of_an_act_that_is_refused(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'a.db'}", tmp_path) as desk:
        ref = added(replace(desk, clock=_clock(NOON)), "It rained.")
        with pytest.raises(RuleRefused):
            withdraw_claim(replace(desk, clock=_clock(NOON - timedelta(days=1))), ref, " ")

    assert desk.told == []


def test_a_desk_opens_its_database_and_archive(tmp_path: Path) -> None:
    with open_desk(_settings(tmp_path)) as desk:
        assert desk.author == "Ana"
        assert (desk.scale.id, desk.archive.place(SHA)) == (
            "seven-step",
            str(tmp_path / "archive" / path_of(SHA)),
        )
    assert (tmp_path / "factcheck.db").is_file()


def test_a_scale_that_is_not_there_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with (
        pytest.raises(NotFound, match=r"Did you mean \"seven-step\""),
        open_desk(_settings(tmp_path, scale="seven-steps")),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_desk_in_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed), open_desk(_settings(tmp_path / "none")):
        pass


def test_an_event_says_who_and_when(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'a.db'}", tmp_path) as desk:
        record = by(desk, "Ben").begun({"ref": "one", "text": "One."})
        event = record.events[0]
        assert (event.by, event.act, event.seq) == ("Ben", Act.ADD, 1)
        assert event.at == datetime(2026, 11, 3, 9, 1, tzinfo=UTC)


def test_the_rules_hold_for_whatever_the_desk_does(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'a.db'}", tmp_path) as desk:
        record = desk.begun({"ref": "one", "text": "One."})
        with pytest.raises(RuleRefused):
            desk.after(record, Act.WITHDRAW, {})
        assert added(desk, "Two.") == "two"
