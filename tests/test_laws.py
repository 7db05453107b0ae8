"""Laws 1 to 3, 9 and 10 as properties: whatever was done, it survives the way out and in, only grows, renders alike.

Of two people who act on one claim, neither undoes the other unseen. And a stricter rule leaves what was done readable.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.desk import Desk
from factcheck.errors import NotSoNow, RuleRefused
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.list import list_claims, show_claim
from factcheck.workflow.site.report import ReportRequest, report_desk, report_folder
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.acts import ANY, WHOLE_LIFE, WORK, Done, perform
from tests.conftest import NewDatabase
from tests.desks import added, articles, by, emptied, moved, opened, records, tree
from tests.editions import stricter_edition


@dataclass(frozen=True)
class Pair:
    """Two open desks, each on its own database."""

    here: Desk
    there: Desk

    @contextmanager
    def anew(self) -> Iterator[tuple[Desk, Desk, Path]]:
        """Both desks without a claim, and a folder for one example."""
        emptied(self.here.settings.database_url)
        emptied(self.there.settings.database_url)
        with TemporaryDirectory() as name:
            folder = Path(name)
            for room in ("here", "there"):
                (folder / room).mkdir()
            yield moved(self.here, folder / "here"), moved(self.there, folder / "there"), folder


@contextmanager
def _pair(one: NewDatabase, other: NewDatabase, folder: Path) -> Iterator[Pair]:
    with one() as here, other() as there, opened(here, folder) as first, opened(there, folder) as second:
        yield Pair(first, second)


@pytest.fixture(scope="module")
def pair(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with _pair(new_database, new_database, tmp_path_factory.mktemp("pair")) as two:
        yield two


@pytest.fixture(scope="module")
def mixed(
    new_sqlite: NewDatabase, new_postgres: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    with _pair(new_sqlite, new_postgres, tmp_path_factory.mktemp("mixed")) as two:
        yield two


@settings(max_examples=25)
@example(WHOLE_LIFE)
@given(WORK)
def test_what_is_exported_and_imported_is_what_it_was(pair: Pair, done: list[Done]) -> None:
    with pair.anew() as (here, there, folder):
        perform(here, done, folder)
        export_dossiers(here, folder / "out")
        imported = import_dossiers(there, folder / "out")
        export_dossiers(there, folder / "again")
        assert records(there) == records(here)
        assert articles(there) == articles(here)
        assert len(imported.added) == len(records(here))
        assert tree(folder / "again") == tree(folder / "out")
        assert (verify(there).claims, verify(there).findings) == (len(imported.added), [])


@settings(max_examples=8)
@example(WHOLE_LIFE)
@given(WORK)
def test_a_second_export_and_a_second_import_change_nothing(pair: Pair, done: list[Done]) -> None:
    with pair.anew() as (here, _there, folder):
        perform(here, done, folder)
        export_dossiers(here, folder / "out")
        before = records(here)
        again = import_dossiers(here, folder / "out")
        assert (again.added, again.changed, again.unchanged) == ([], [], len(before))
        assert export_dossiers(here, folder / "out").written == []
        assert records(here) == before


@settings(max_examples=8)
@example(WHOLE_LIFE, WHOLE_LIFE[2:])
@given(WORK, WORK)
def test_histories_only_grow_through_a_folder(pair: Pair, first: list[Done], then: list[Done]) -> None:
    with pair.anew() as (here, there, folder):
        perform(here, first, folder)
        export_dossiers(here, folder / "out")
        import_dossiers(there, folder / "out")
        perform(here, then, folder)
        export_dossiers(here, folder / "out")
        import_dossiers(there, folder / "out")
        assert records(there) == records(here)


@settings(max_examples=5)
@given(WORK)
def test_copies_that_went_apart_are_shown_and_nothing_is_written(pair: Pair, done: list[Done]) -> None:
    with pair.anew() as (here, there, folder):
        ref = added(here, "The claim that went apart.")
        perform(here, done, folder)
        with here.store.reading() as ledger:
            ref = ledger.ref_now(ref)
        export_dossiers(here, folder / "out")
        import_dossiers(there, folder / "out")
        note_claim(here, ref, "Here.")
        note_claim(there, ref, "There.")
        export_dossiers(there, folder / "theirs")
        files, before = tree(folder / "theirs"), records(here)
        with pytest.raises(NotSoNow, match="went apart") as coming:
            import_dossiers(here, folder / "theirs")
        with pytest.raises(NotSoNow, match="nothing was written") as going:
            export_dossiers(here, folder / "theirs")
        for caught in (coming, going):
            assert [finding.code for finding in caught.value.findings] == ["history-diverged"]
            assert ref in caught.value.findings[0].where
        assert records(here) == before
        assert tree(folder / "theirs") == files


@settings(max_examples=8)
@example(WHOLE_LIFE)
@given(WORK)
def test_a_report_is_the_same_from_either_database_and_from_the_folder(mixed: Pair, done: list[Done]) -> None:
    with mixed.anew() as (here, there, folder):
        perform(here, done, folder)
        export_dossiers(here, folder / "out")
        import_dossiers(there, folder / "out")
        for single in (False, True):
            made = folder / f"made-{single}"
            report_desk(here, ReportRequest(made / "sqlite", single))
            report_desk(there, ReportRequest(made / "postgresql", single))
            report_folder(here.settings, folder / "out", ReportRequest(made / "folder", single))
            assert tree(made / "sqlite") == tree(made / "postgresql") == tree(made / "folder")


def _said(desk: Desk, ref: str) -> dict[tuple[str, ...], Any]:
    """Each field of a claim, of its sources, its evidence and the people who were asked."""
    record = show_claim(desk, ref)
    said: dict[tuple[str, ...], Any] = {(name,): value for name, value in record.claim.model_dump().items()}
    for parts in (record.sources, record.evidence, record.contacts):
        said |= {(one.id, name): value for one in parts for name, value in one.model_dump().items()}
    return said


_ADDED: Done = ("add", 0, {"text": "one", "claimant": "Lang"})
_SOURCE: Done = ("link", 0, {"url": "https://a.example/1", "fields": {"title": "One", "publisher": "A"}})


def _edited(**changes: str) -> Done:
    return ("edit", 0, {"changes": changes, "why": None})


def _told(**fields: str) -> Done:
    return ("link", 0, {"url": "https://a.example/1", "fields": fields})


@settings(max_examples=40)
@example([_ADDED], [_edited(claimant="Eve")], _edited(claimant="Ada"))
@example([_ADDED], [_edited(claimant="Eve")], _edited(kind="date"))
@example([_ADDED, _SOURCE], [_told(title="Two")], _told(title="Three", publisher="B"))
@example([_ADDED], [("note", 0, {"note": "so"})], _edited(note="thus"))
@example([_ADDED], [("assign", 0, {"who": "Eve"})], ("redact", 0, {"what": ["2"], "why": "A wish."}))
@example([_ADDED], [_edited(note="Lang")], ("redact", 0, {"what": ["1"], "why": "A wish."}))
@given(WORK, st.lists(ANY, max_size=6), ANY)
def test_an_act_changes_nothing_that_moved_since_it_was_seen(
    pair: Pair, first: list[Done], meanwhile: list[Done], act: Done
) -> None:
    with pair.anew() as (here, _there, folder):
        perform(here, first, folder)
        ref = list_claims(here, ("ref",))[0]["ref"]
        seen, head = _said(here, ref), show_claim(here, ref).head
        perform(by(here, "Ben"), meanwhile, folder)
        before = _said(here, ref)
        perform(replace(here, seen=head), [(act[0], 0, act[2])], folder)
        after = _said(here, ref)
        changed = {place for place, value in before.items() if after[place] != value}
        if act[0] == "note" and changed:
            assert after["note",].startswith(before["note",] or "")
            changed.remove(("note",))
        assert {place: before[place] for place in changed} == {place: seen.get(place) for place in changed}


@settings(max_examples=8)
@example(WHOLE_LIFE)
@given(WORK)
def test_whatever_was_done_stays_readable_under_a_stricter_edition(pair: Pair, done: list[Done]) -> None:
    with pair.anew() as (here, there, folder):
        perform(here, done, folder)
        before, listed = records(here), list_claims(here)
        lines = sum(len(one.events) for one in before) + sum(len(one.events) for one in articles(here))
        export_dossiers(here, folder / "out")
        report_desk(here, ReportRequest(folder / "report", single=False))
        with stricter_edition():
            assert (records(here), list_claims(here)) == (before, listed)
            export_dossiers(here, folder / "again")
            report_desk(here, ReportRequest(folder / "report-again", single=False))
            import_dossiers(there, folder / "again")
            assert records(there) == before
            for desk in (here, there):
                verified = verify(desk)
                assert (verified.findings, {one.code for one in verified.older}) == ([], {"older-rule"})
                assert len(verified.older) == lines
            named = {one.ref for one in check(here).findings if one.finding.code == "older-rule"}
            in_work = (one for one in before if one.verdict and not one.withdrawal and not one.is_void)
            assert named == {one.claim.ref for one in in_work}
            with pytest.raises(RuleRefused, match="nothing may be done any more"):
                note_claim(here, before[0].claim.ref, "No.")
        assert tree(folder / "again") == tree(folder / "out")
        assert tree(folder / "report-again") == tree(folder / "report")
