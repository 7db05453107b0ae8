"""The list of all checks on several pages, and the rows that a script finds among: every check once, few files new."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from factcheck.model.public import PublicState
from factcheck.model.vocabulary import CorrectionKind, Status
from factcheck.report.edition import Audience, Edition
from factcheck.report.finder import finder_files
from factcheck.report.list_rows import newest_first
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.pages import site_list_pages
from tests.report.conftest import HOSTILE, SCALES

SITE = Edition(
    desk="The Harbour Desk",
    scales=SCALES,
    scale=SCALES.get("three-step"),
    base_url="https://example.org/checks",
    audience=Audience.PUBLIC,
)
FIRST = date(2020, 1, 1)


def _check(number: int, **more: Any) -> ListedCheck:
    check = ListedCheck(
        ref=f"check-{number}",
        text=f"Claim number {number} says that the harbour took {number} ships in one year.",
        claimant=f"Speaker {number % 700}",
        status=Status.PUBLISHED,
        rating=("true", "false")[number % 2],
        scale="three-step",
        scale_version=2,
        article=None,
        locator=None,
        language=None,
        author="Ana",
        summary=f"The harbour’s own books have {number} ships.",
        tags=(f"topic {number % 300}",),
        state=PublicState.CURRENT,
        published_at=str(FIRST + timedelta(days=number // 10)),
        sources="Books of the harbour · City archive",
        kinds=frozenset[CorrectionKind](),
    )
    return replace(check, **more)


def _checks(count: int) -> list[ListedCheck]:
    return newest_first(map(_check, range(count)))


def _refs(page: str) -> list[int]:
    return [int(ref) for ref in re.findall(r'<a href="(?:\.\./)?claims/check-(\d+)\.html"', page)]


def test_the_front_page_of_many_checks_has_the_newest_and_stays_small() -> None:
    pages = dict(site_list_pages(_checks(10_000), {}, SITE))
    assert len(pages["index.html"].encode()) < 150_000
    newest = _refs(pages["index.html"])
    assert len(newest) == 50
    assert sorted(newest) == list(range(9_950, 10_000))
    assert {one // 10 for one in newest[:10]} == {999}


def test_every_check_stands_on_one_page_of_the_list_and_each_page_is_linked() -> None:
    pages = dict(site_list_pages(_checks(450), {}, SITE))
    front = pages.pop("index.html")
    assert list(pages) == ["checks/3.html", "checks/2.html", "checks/1.html"]
    assert [len(_refs(page)) for page in pages.values()] == [50, 200, 200]
    assert sorted(ref for page in pages.values() for ref in _refs(page)) == list(range(450))
    assert re.findall(r'href="(checks/\d\.html)"', front) == list(pages)
    for name, page in pages.items():
        assert re.findall(r'href="\.\./(checks/\d\.html)" aria-current', page) == [name]


def test_up_to_fifty_checks_stand_on_the_front_page_alone() -> None:
    assert list(dict(site_list_pages(_checks(50), {}, SITE))) == ["index.html"]
    assert list(dict(site_list_pages(_checks(51), {}, SITE))) == ["index.html", "checks/1.html"]
    assert "Nothing is published yet." in dict(site_list_pages([], {}, SITE))["index.html"]


def test_a_new_check_changes_one_file_of_rows() -> None:
    before, after = (dict(finder_files(_checks(count), {}, SITE)) for count in (2_500, 2_501))
    assert list(before) == ["find/1.js", "find/2.js", "find/3.js"]
    assert [name for name in before if before[name] != after[name]] == ["find/3.js"]


def _rows(script: str) -> list[dict[str, Any]]:
    found = re.fullmatch(r"factcheckRows\(\d+, (\[\n.*\n\])\);\n", script, re.S)
    assert found
    rows: list[dict[str, Any]] = json.loads(found[1])
    return rows


def test_a_row_holds_what_is_shown_and_what_is_found_and_narrowed_by() -> None:
    void = _check(7, state=PublicState.VOID, language="fa", text="\u202eevil\u202c")
    (script,) = dict(finder_files([void], {}, SITE)).values()
    assert _rows(script) == [
        {
            "href": "claims/check-7.html",
            "text": "[RLO]evil[PDF]",
            "lang": "fa",
            "by": "Speaker 7",
            "verdict": "False",
            "colour": SITE.badge("three-step", 2, "false").colour,
            "icon": SITE.badge("three-step", 2, "false").icon,
            "detail": "1 January 2020",
            "alert": "Taken back",
            "back": True,
            "summary": "The harbour’s own books have 7 ships.",
            "day": "2020-01-01",
            "topic": ["topic 7"],
            "sources": "Books of the harbour · City archive",
        }
    ]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three pages of checks, one of them hostile."""
    checks = newest_first([*_checks(449), _check(449, text=HOSTILE, claimant=HOSTILE, summary=HOSTILE)])
    for room in ("checks", "find"):
        (tmp_path / room).mkdir()
    for name, content in (*site_list_pages(checks, {}, SITE), *finder_files(checks, {}, SITE)):
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["index.html", "checks/1.html"])
def test_finding_looks_through_all_pages_from_each_of_them(page: Any, site: Path, name: str) -> None:
    page.goto((site / name).as_uri())
    page.locator("#find").fill("number 42")
    found = page.locator("#found").get_by_role("link", name="Claim number 42 says", exact=False)
    found.wait_for()
    assert found.evaluate("one => one.href") == (site / "claims" / "check-42.html").as_uri()
    page.locator("#find").fill("speaker")
    page.locator("#more").wait_for()
    assert page.locator("#found li").count() == 200
    assert page.locator("#shown").inner_text() == "449 of 450 shown"
    page.locator("#more").click()
    page.wait_for_function("() => document.querySelectorAll('#found li').length === 400")
    assert page.complaints == []


def test_hostile_text_stays_text_when_it_is_found(page: Any, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.locator("#find").fill("{{ 7*7 }}")
    page.locator("#found li").first.wait_for()
    assert page.locator("#found a").inner_text().startswith("</script><script>")
    assert page.locator("#found img, #found script").count() == 0
    assert page.title().startswith("Fact checks")
