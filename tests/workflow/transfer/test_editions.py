"""Editions and times of a history that comes in: editions never go down, and times that do are told of."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, RuleRefused
from factcheck.model.event import EDITION, Event, event_hash
from factcheck.model.record import Record
from factcheck.store.engine import make_engine
from factcheck.store.rows import CLAIMS, EVENTS, to_event_row
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, emptied, opened, records


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with one claim of three lines."""
    with opened(database_url, tmp_path) as desk:
        added(desk, "The bridge opened in 1932.", ref="bridge")
        note_claim(desk, "bridge", "Ask.")
        note_claim(desk, "bridge", "Asked.")
        yield desk


def _of_editions(events: tuple[Event, ...], editions: list[int]) -> list[Event]:
    """The same lines made under these editions, hashed as they should be."""
    made: list[Event] = []
    for event, edition in zip(events, editions, strict=True):
        previous = made[-1].hash if made else ""
        changed = event.model_copy(update={"edition": edition, "previous": previous})
        made.append(changed.model_copy(update={"hash": event_hash(changed)}))
    return made


WRONG: dict[str, tuple[list[int], str, str]] = {
    "down": ([1, 2, 1], "history-edition", "under edition 1 of the rules, the line before it under 2"),
    "unknown": (
        [1, 2, EDITION + 5],
        "edition-unknown",
        f"this program knows up to {EDITION}. Update factcheck.",
    ),
}


def _named(findings: tuple[Finding, ...] | list[Finding], code: str, said: str) -> None:
    [found] = (one for one in findings if one.code == code)
    assert "line 3" in found.where
    assert said in str(found)


@pytest.mark.parametrize("name", WRONG)
def test_a_history_of_such_editions_is_not_imported(desk: Desk, tmp_path: Path, name: str) -> None:
    editions, code, said = WRONG[name]
    export_dossiers(desk, tmp_path / "out")
    lines = [one.line() for one in _of_editions(records(desk)[0].events, editions)]
    _write(tmp_path / "out" / "bridge.history.jsonl", lines)

    with pytest.raises(BadInput) as refused:
        import_dossiers(desk, tmp_path / "out")

    _named(refused.value.findings, code, said)


def _write(path: Path, lines: list[dict[str, Any]]) -> None:
    texts = (json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for one in lines)
    path.write_text("".join(f"{text}\n" for text in texts), "utf-8")


def _rewrite(desk: Desk, editions: list[int]) -> Record:
    """The claim's history in the database, made under these editions; returns the claim as it was."""
    [record] = records(desk)
    lines = _of_editions(record.events, editions)
    engine = make_engine(desk.settings.database_url)
    with engine.begin() as rows:
        rows.execute(EVENTS.delete())
        rows.execute(EVENTS.insert(), [to_event_row(record.id, one) for one in lines])
        rows.execute(CLAIMS.update().values(head=lines[-1].hash))
    engine.dispose()
    return record


@pytest.mark.parametrize("name", WRONG)
def test_a_history_of_such_editions_in_the_database_is_named_and_can_be_read(desk: Desk, name: str) -> None:
    editions, code, said = WRONG[name]
    record = _rewrite(desk, editions)

    _named(verify(desk).findings, code, said)
    assert records(desk)[0].claim == record.claim


def test_no_new_line_goes_below_an_edition_that_a_newer_program_wrote(desk: Desk) -> None:
    _rewrite(desk, [1, 2, EDITION + 1])

    with pytest.raises(
        RuleRefused, match=f"made under edition {EDITION + 1} of the rules.* Update factcheck"
    ):
        note_claim(desk, "bridge", "Once more.")


def test_a_line_dated_before_the_line_above_it_is_told_of_and_comes_in(desk: Desk, tmp_path: Path) -> None:
    note_claim(replace(desk, clock=lambda: datetime(1999, 1, 2, tzinfo=UTC)), "bridge", "Long ago.")
    assert [(one.code, one.where) for one in verify(desk).backward] == [
        ("time-backwards", "bridge history line 4")
    ]
    assert verify(desk).findings == []
    export_dossiers(desk, tmp_path / "out")
    emptied(desk.settings.database_url)

    [found] = import_dossiers(desk, tmp_path / "out").backward

    assert (found.code, found.where) == ("time-backwards", f"{tmp_path / 'out'}/bridge history line 4")
    assert "is dated 1999-01-02 00:00 UTC, 27 years before the line above it" in found.message
    assert import_dossiers(desk, tmp_path / "out").backward == []
