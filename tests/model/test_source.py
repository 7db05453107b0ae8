"""Sources and captures."""

from typing import Any

import pytest

from factcheck.model.source import Capture, Source
from tests.records import SHA, findings_of

CAPTURE = {
    "id": "c1",
    "source": "s1",
    "outcome": "filed",
    "fetched_at": "2026-03-01T08:00:00Z",
    "content_type": "text/plain",
    "size": 12,
    "payload_digest": SHA,
    "record": SHA,
}


@pytest.mark.parametrize("named", [{"url": "https://example.org/"}, {"title": "City archive"}])
def test_a_source_has_a_link_or_a_title(named: dict[str, str]) -> None:
    assert Source.of({"id": "s1", **named}).plain() == {"id": "s1", **named}


@pytest.mark.parametrize("named", [{}, {"title": " "}, {"publisher": "The Tide"}])
def test_a_source_without_link_or_title_cannot_be_found_again(named: dict[str, str]) -> None:
    assert findings_of(lambda: Source.of({"id": "s1", **named}, "s1")) == [
        "s1: a source needs a link or a title by which a reader can find it."
    ]


@pytest.mark.parametrize("wrong", ["", "1", "s", "s0", "s01", "S1", "ss1", "s1/..", "s1\n", "s-1", "s١"])
def test_a_short_id_is_a_letter_and_a_number(wrong: str) -> None:
    found = findings_of(lambda: Source.of({"id": wrong, "title": "x"}))
    assert len(found) == 1
    assert found[0].startswith("id: ")


@pytest.mark.parametrize("tag", ["en", "ar", "pt-BR", "zh-Hant-TW", "fil"])
def test_a_language_is_a_tag(tag: str) -> None:
    assert Source.of({"id": "s1", "title": "x", "language": tag}).language == tag


@pytest.mark.parametrize("tag", ["English", "e", "en_US", "en-", "../x", 'en" x="'])
def test_anything_else_is_no_language(tag: str) -> None:
    found = findings_of(lambda: Source.of({"id": "s1", "title": "x", "language": tag}))
    assert found[0].startswith("language: a language is a BCP 47 tag")


def test_a_capture_is_kept_as_it_is() -> None:
    assert Capture.of(CAPTURE).plain() == CAPTURE


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "../../etc/passwd"},
        {"record": "/etc/passwd"},
        {"record": "ab" * 31},
        {"record": "AB" * 32},
        {"record": "a" * 1000},
        {"payload_digest": "sha256:" + SHA},
        {"payload_digest": "none"},
        {"size": -1},
        {"size": "many"},
        {"outcome": "anchored"},
        {"fetched_at": "2026-03-01"},
    ],
    ids=lambda wrong: "{}={:.20}".format(*map(str, *wrong.items())),
)
def test_a_capture_names_files_by_digest_alone_and_says_what_is_true(wrong: dict[str, Any]) -> None:
    found = findings_of(lambda: Capture.of({**CAPTURE, **wrong}))
    assert len(found) == 1
    assert found[0].startswith(f"{next(iter(wrong))}: ")
