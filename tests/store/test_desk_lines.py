"""The newest lines of a desk and the most pressing steps, read in the order of an index on each database."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.model.vocabulary import Act, Priority, Step
from factcheck.store.engine import make_engine
from factcheck.workflow.claims.edit import assign_claim, note_claim
from factcheck.workflow.claims.history import NarrowedHistory, cursor_of, names_on_record, newest_lines
from factcheck.workflow.claims.todo import today, todo
from tests.desks import added, by


def _told(desk: Desk, narrowed: NarrowedHistory) -> list[tuple[str, str, str]]:
    return [(one.event.by, one.event.act, one.ref) for one in newest_lines(desk, 50, narrowed)]


def test_lines_are_read_newest_first_by_name_by_act_and_from_a_place_on(desk: Desk) -> None:
    added(desk, "One.", ref="one")
    added(by(desk, "Ben"), "Two.", ref="two")
    note_claim(by(desk, "ben"), "one", "A note.")
    assign_claim(desk, "two", "Ben")

    every = [
        ("Ana", "assign", "two"),
        ("ben", "note", "one"),
        ("Ben", "add", "two"),
        ("Ana", "add", "one"),
    ]
    assert _told(desk, NarrowedHistory()) == every
    assert _told(desk, NarrowedHistory(person="BEN")) == every[1:3]
    assert _told(desk, NarrowedHistory(act=Act.ADD)) == every[2:]
    assert _told(desk, NarrowedHistory(person="Nobody")) == []
    assert sorted(names_on_record(desk)) == ["Ana", "Ben", "ben"]
    for place, line in enumerate(newest_lines(desk, 50, NarrowedHistory())):
        assert _told(desk, NarrowedHistory(before=cursor_of(line))) == every[place + 1 :]


def test_of_the_same_moment_each_line_comes_once(desk: Desk) -> None:
    still = desk.clock()
    at_once = replace(desk, clock=lambda: still)
    for number in range(7):
        added(at_once, f"Claim {number}.")
    before, seen = "", []
    while lines := newest_lines(desk, 2, NarrowedHistory(before=before)):
        seen += [one.ref for one in lines]
        before = cursor_of(lines[-1])
    assert seen == [f"claim-{number}" for number in range(6, -1, -1)]


def test_steps_come_by_day_then_by_priority_then_by_how_long_they_wait(desk: Desk) -> None:
    added(desk, "Late and low.", ref="c", priority=Priority.LOW, deadline="2020-01-01", assignee="Ana")
    added(desk, "No day.", ref="e", assignee="Ana")
    added(desk, "No day, soon.", ref="d", priority=Priority.HIGH, assignee="Ana")
    added(desk, "A day.", ref="b", deadline="2019", assignee="Ana")
    added(desk, "An earlier day.", ref="a", deadline="2018", assignee="ana")
    added(desk, "Anybody's.", ref="f", deadline="2010")

    assert [one["ref"] for one in todo(desk, "Ana").rows] == ["a", "b", "c", "d", "e", "f"]
    assert [one["ref"] for one in todo(desk, "Ana", limit=2).rows] == ["a", "b"]
    (check,) = [one for one in today(desk, "Ana", 4).steps if one.step is Step.CHECK]
    assert [one["ref"] for one in check.facts] == ["a", "b", "c", "d"]
    assert (check.number, check.overdue, check.of) == (6, 4, 6)


def test_the_order_of_an_index_is_used(desk: Desk) -> None:
    added(desk, "One.", ref="one")
    if not desk.settings.database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL chooses by how many rows there are")
    engine = make_engine(desk.settings.database_url)
    with engine.connect() as connection:
        for query, index in (
            (
                "SELECT who, step, but_not, count(*) FROM next_step GROUP BY who, step, but_not",
                "next_step_urgency",
            ),
            ("SELECT body FROM event WHERE by = 'Ana' ORDER BY at DESC LIMIT 10", "event_by"),
            ("SELECT body FROM event WHERE act = 'correct' ORDER BY at DESC LIMIT 10", "event_correct"),
        ):
            plan = str(connection.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())
            assert index in plan
            assert "TEMP B-TREE" not in plan
    engine.dispose()
