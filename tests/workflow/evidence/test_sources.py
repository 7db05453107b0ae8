"""Sources and quotes: links, files and conversations, each kept once, each quote with a true standing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, Remedy, RuleRefused
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act, Outcome, Standing
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import SourceChange, add_source
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, opened, take


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        added(desk, "It rained.", ref="rain")
        yield desk


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.txt"
    path.write_text("It rained all day.", "utf-8")
    return path


def _record(desk: Desk) -> Record:
    return show_claim(desk, "rain")


def _cited(desk: Desk, source: str, **fields: Any) -> str:
    return cite(desk, "rain", source, {"exact": "It rained.", "stance": "supports", **fields})


def test_a_link_given_twice_is_one_source_with_the_newer_fields(desk: Desk) -> None:
    assert add_source(desk, "rain", "https://example.org/", {"title": "One"}) == "s1"
    assert add_source(desk, "rain", "https://example.org/", {}) == "s1"
    assert add_source(desk, "rain", "https://example.org/", {"publisher": "Us"}) == "s1"
    assert add_source(desk, "rain", "https://example.org/2", {}) == "s2"
    assert (_record(desk).sources[0].title, _record(desk).sources[0].publisher) == ("One", "Us")
    assert len(_record(desk).events) == 4


def test_a_file_is_kept_in_the_archive_and_filed_once(desk: Desk, scan: Path) -> None:
    assert add_source(desk, "rain", str(scan), {}) == add_source(desk, "rain", str(scan), {}) == "s1"
    (capture,) = _record(desk).captures
    assert (capture.source, capture.size, capture.content_type) == ("s1", 18, "text/plain")
    assert list(desk.archive.names()) == [capture.record]
    assert [event.act for event in _record(desk).events] == [Act.ADD, Act.SOURCE, Act.CAPTURE]
    assert (verify(desk).claims, verify(desk).findings) == (1, [])


def test_a_file_that_the_archive_lost_is_filed_anew(desk: Desk, scan: Path) -> None:
    add_source(desk, "rain", str(scan), {})
    assert attach(desk, "rain", scan) == ("s1", "c1")
    desk.archive.remove(_record(desk).captures[0].record)
    assert attach(desk, "rain", scan, "s1") == ("s1", "c2")
    assert list(desk.archive.names()) == [_record(desk).captures[1].record]
    desk.archive.remove(_record(desk).captures[1].record)
    for _ in range(2):
        assert add_source(desk, "rain", str(scan), {}) == "s1"
        assert list(desk.archive.names()) == [_record(desk).captures[2].record]


def test_a_file_that_is_missing_empty_or_a_folder_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(BadInput, match="evidence of nothing"):
        add_source(desk, "rain", str(tmp_path / "empty"), {})
    for lacking, said in (("none", "There is no file"), (".", "is a folder")):
        with pytest.raises(NotFound, match=said):
            add_source(desk, "rain", str(tmp_path / lacking), {})
    assert _record(desk).sources == ()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/x", "https://", "data:text/html,x"]
)
def test_a_link_that_no_reader_should_follow_is_refused(desk: Desk, link: str) -> None:
    with pytest.raises(BadInput):
        add_source(desk, "rain", link, {})
    assert _record(desk).sources == ()


def test_a_claim_that_is_not_there_keeps_no_source(desk: Desk, scan: Path) -> None:
    with pytest.raises(NotFound):
        add_source(desk, "snow", str(scan), {})


def test_only_a_conversation_has_neither_link_nor_file(desk: Desk) -> None:
    with pytest.raises(BadInput) as told:
        add_source(desk, "rain", None, {"title": "A talk"})
    assert told.value.remedies == (Remedy.again("Only a conversation has neither.", kind="conversation"),)
    assert add_source(desk, "rain", None, {"kind": "conversation", "title": "A talk"}) == "s1"


def test_each_quote_has_the_standing_its_source_allows(desk: Desk, scan: Path) -> None:
    link = add_source(desk, "rain", "https://example.org/", {})
    held = add_source(desk, "rain", str(scan), {})
    talk = add_source(desk, "rain", None, {"kind": "conversation", "title": "A talk"})
    _cited(desk, link)
    _cited(desk, held, exact="It rained all day")
    _cited(desk, talk, who="Eve", when="2026-11-01", how="by telephone")
    read, filed, told = _record(desk).evidence
    assert (read.standing, read.who, read.when) == (Standing.TRANSCRIBED, "Ana", "2026-11-03")
    assert (filed.standing, filed.capture) == (Standing.FILED, "c1")
    assert (told.standing, told.how) == (Standing.TOLD, "by telephone")


@pytest.mark.parametrize(
    ("standing", "more"),
    [
        ("anchored", {"capture": "c1"}),
        ("filed", {"capture": "c1"}),
        ("told", {"who": "Eve", "when": "2026", "how": "said"}),
    ],
)
def test_a_standing_that_is_not_true_is_refused(desk: Desk, standing: str, more: dict[str, str]) -> None:
    add_source(desk, "rain", "https://example.org/", {})
    with pytest.raises(RuleRefused, match="Rule 1"):
        _cited(desk, "s1", standing=standing, **more)
    assert _record(desk).evidence == ()


def test_what_was_told_says_who_when_and_how(desk: Desk) -> None:
    add_source(desk, "rain", None, {"kind": "conversation", "title": "A talk"})
    with pytest.raises(BadInput) as caught:
        _cited(desk, "s1")
    assert "who, when, how" in str(caught.value.findings[0])


def test_the_same_quote_twice_is_one(desk: Desk) -> None:
    add_source(desk, "rain", "https://example.org/", {})
    assert _cited(desk, "s1", who="Eve", when="2026") == _cited(desk, "s1", who="Eve", when="2026") == "e1"
    assert _cited(desk, "s1", who="Eve", when="2026", stance="refutes") == "e2"


def test_a_source_that_is_not_there_is_told_with_those_there_are(desk: Desk) -> None:
    add_source(desk, "rain", "https://example.org/", {})
    with pytest.raises(NotFound, match="s1"):
        _cited(desk, "s7")


def test_what_was_never_captured_proposes_nothing(desk: Desk) -> None:
    add_source(desk, "rain", "https://example.org/", {})
    for location in ("https://example.org/", "https://example.org/new", "s1"):
        with pytest.raises(NotFound) as told:
            add_source(desk, "rain", location, {"title": "A"}, SourceChange(proposed=True))
        assert [(one.act, one.arguments) for one in told.value.remedies] == [("fetch", {"ref": "rain"})]
    assert [one.title for one in _record(desk).sources] == [None]


def test_a_wrong_address_is_corrected_until_something_came_from_it(desk: Desk) -> None:
    add_source(desk, "rain", "https://example.org/wrogn", {"title": "A"})
    add_source(desk, "rain", "s1", {"url": "https://example.org/wrong"})
    take(desk, "rain", b"", Outcome.NOT_FOUND)

    assert add_source(desk, "rain", "s1", {"url": "https://example.org/right"}) == "s1"
    assert show_claim(desk, "rain").source("s1").url == "https://example.org/right"
    assert len(show_claim(desk, "rain").sources) == 1

    take(desk, "rain", b"<p>It rained.</p>")
    with pytest.raises(BadInput, match="c2 is of https"):
        add_source(desk, "rain", "s1", {"url": "https://example.org/other"})
