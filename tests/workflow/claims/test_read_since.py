"""What changed in a claim since somebody last read it, which is theirs alone to know."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.model.vocabulary import Decision
from factcheck.workflow.claims.comments import add_comment
from factcheck.workflow.claims.edit import edit_claim, note_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.read_since import mark_read, read_since
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.evidence.take_back import drop_evidence
from tests.desks import added, by, opened


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        ref = added(desk, "The bridge opened in 1932.", ref="bridge", claimant="The mayor")
        add_source(desk, ref, None, {"kind": "conversation", "title": "The engineer"})
        told = {"exact": "It did.", "who": "Eve", "when": "2026-10-30", "how": "by telephone"}
        cite(desk, ref, "s1", {**told, "stance": "supports"})
        rate(desk, ref, "unverifiable", Reasons("She says so."))
        submit(desk, ref)
        yield desk


def _changed(desk: Desk, name: str) -> dict[str, tuple[object, object, str]] | None:
    """By place what it was, what it is, and by whom; None for who never read it."""
    found = read_since(by(desk, name), show_claim(desk, "bridge"))
    rows = found.as_json()
    return {one["place"]: (one["then"], one["now"], one["by"]) for one in rows} if found.last else None


def test_who_never_read_it_has_read_nothing(desk: Desk) -> None:
    assert _changed(desk, "Ben") is None


def test_who_says_so_has_read_it(desk: Desk) -> None:
    mark_read(by(desk, "Ben"), "bridge")
    assert _changed(desk, "Ben") == {}

    edit_claim(desk, "bridge", {"claimant": "The minister", "context": "So."}, "She is.")
    drop_evidence(desk, "bridge", "e1", "A slip.")
    found = _changed(desk, " BEN ")
    assert found
    assert found["claimant"] == ("The mayor", "The minister", "Ana")
    assert found["context"] == (None, "So.", "Ana")
    assert found["evidence e1"][1:] == (None, "Ana")
    mark_read(by(desk, "Ben"), "bridge")
    assert _changed(desk, "Ben") == {}


def test_what_was_not_yet_there_when_the_page_was_shown_is_not_read(desk: Desk) -> None:
    head = show_claim(desk, "bridge").head
    edit_claim(desk, "bridge", {"context": "So."})
    mark_read(by(desk, "Ben"), "bridge", head)

    assert _changed(desk, "Ben") == {"context": (None, "So.", "Ana")}


def test_who_decided_about_it_has_read_it(desk: Desk) -> None:
    review(by(desk, "Ben"), "bridge", Decision.RETURN, "Ask again.", None)
    rate(desk, "bridge", "unverifiable", Reasons("She says so, twice."))
    submit(desk, "bridge")

    found = _changed(desk, "Ben")
    assert found
    then, now, who = found["verdicts v2"]
    assert (then, isinstance(now, dict) and now["rationale"], who) == (None, "She says so, twice.", "Ana")


def test_who_comments_on_what_was_shown_has_read_that(desk: Desk) -> None:
    shown = show_claim(desk, "bridge").head
    edit_claim(desk, "bridge", {"context": "So."})
    add_comment(replace(by(desk, "Ben"), seen=shown), "bridge", "Is she sure?")

    assert _changed(desk, "Ben") == {"context": (None, "So.", "Ana")}
    add_comment(by(desk, "Cem"), "bridge", "Who is she?")
    assert _changed(desk, "Cem") is None, "nothing says what was shown"


def test_ones_own_changes_are_no_news(desk: Desk) -> None:
    mark_read(by(desk, "Ben"), "bridge")
    note_claim(by(desk, "Ben"), "bridge", "Ring her.")
    edit_claim(desk, "bridge", {"context": "So."})

    assert _changed(desk, "Ben") == {"context": (None, "So.", "Ana")}


def test_what_one_reads_changes_nothing_that_others_see(desk: Desk) -> None:
    before = show_claim(desk, "bridge")
    mark_read(by(desk, "Ben"), "bridge")

    assert show_claim(desk, "bridge") == before
    assert _changed(desk, "Cem") is None


def test_the_changes_since_any_line_can_be_asked_for(desk: Desk) -> None:
    record = show_claim(desk, "bridge")
    found = read_since(by(desk, "Cem"), record, record.events[0].hash[:12])

    assert {one.place[0] for one in found.changes} >= {"sources", "evidence", "verdicts"}
    with pytest.raises(NotFound, match="never had the head"):
        read_since(desk, record, "0" * 12)
    with pytest.raises(NotFound, match="never had the head"):
        mark_read(desk, "bridge", "0" * 12)
