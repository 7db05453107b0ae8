"""Lines of what was seen of other desks: they only grow, and what is changed in them is found."""

from pathlib import Path

import pytest

from factcheck.errors import NotSoNow
from factcheck.model.followed import FollowAct
from factcheck.workflow.earlier.relied_on import relied_on
from tests.desks import CHECK, opened, tell_all

URL = "https://theirs.example"


def test_lines_are_read_as_they_were_written(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        with desk.store.writing() as ledger:
            rows = ledger.followed()
            rows.add(rows.get(URL), [(FollowAct.KEYS, "", {"keys": ["ä", "b"]})], desk.clock())
            rows.add(rows.get(URL), [], desk.clock())
            rows.add(rows.get(URL), [(FollowAct.STOP, "", {})], desk.clock())
        with desk.store.reading() as ledger:
            seen = ledger.followed().get(URL)
            assert (ledger.followed().urls(), ledger.followed().changes()) == ([URL], [])
        assert (seen.keys, seen.is_stopped, seen.lines, seen.checks) == (("ä", "b"), True, 2, {})


def test_of_two_who_look_at_once_one_stores_nothing(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk, desk.store.writing() as ledger:
        rows = ledger.followed()
        before = rows.get(URL)
        rows.add(before, [(FollowAct.KEYS, "", {"keys": ["a"]})], desk.clock())
        with pytest.raises(NotSoNow, match="by somebody else meanwhile"):
            rows.add(before, [(FollowAct.KEYS, "", {"keys": ["b"]})], desk.clock())


def test_what_relies_on_a_check_is_found_by_any_spelling_of_its_address(
    database_url: str, tmp_path: Path
) -> None:
    with opened(database_url, tmp_path) as desk:
        tell_all(desk, tmp_path)
        with desk.store.reading() as ledger:
            places = {place: ref for ref, place in ledger.followed().places_relied_on()}
            assert places["checks.example/longest"] == "bridge-lanes"
            (found,) = relied_on(ledger, desk.scales, ledger.followed().changes())
        assert (found.ref, found.who, found.url, found.what) == (
            "bridge-lanes",
            "Ana",
            CHECK.url,
            "was taken back",
        )
