"""What is public in the forms of other programs: each says what was published, and none says anything private."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pyld import jsonld

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound
from factcheck.workflow.transfer.other_forms import FORMS, export_form, import_sources
from tests.desks import added, opened, records, tree
from tests.sites import BASE, PLACED, WORDS, fix, out, sign, signed
from tests.workflow.test_public_canary import CANARY, plant, plant_beside


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path / "desk", base_url=BASE) as desk:
        yield desk


def _written(desk: Desk, form: str, checks: int = 1) -> dict[str, bytes]:
    folder = desk.settings.folder.parent / f"out-{form}"
    assert export_form(desk, folder if form == "markdown" else folder / "file", form) == checks
    return tree(folder)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_private_is_in_any_byte_of_any_form(desk: Desk, form: str) -> None:
    plant(desk)
    plant_beside(desk)
    out(desk)
    written = _written(desk, form)
    assert written
    for content in written.values():
        assert CANARY.encode() not in content.lower()
        assert b"1987-06" not in content


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_written_before_something_is_published(desk: Desk, form: str, tmp_path: Path) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    with pytest.raises(NotFound, match="Nothing is published yet"):
        export_form(desk, tmp_path / "file", form)
    assert not (tmp_path / "file").exists()


@pytest.fixture
def published(desk: Desk) -> Desk:
    """Two checks of one page, one of them corrected."""
    told = {name: value for name, value in PLACED.items() if name != "article"}
    signed(desk, "The bridge has four lamps. *Really*", "lamps", **told)
    signed(desk, "The bridge has <five> lamps.", "five", "false")
    out(desk)
    fix(desk, "five", what="The claim was | cut.")
    sign(desk, "five", "mostly-false", "As # planned.")
    out(desk)
    return desk


def test_sources_go_out_once_for_every_link(published: Desk) -> None:
    (item,) = json.loads(_written(published, "csl-json", 2)["file"])
    assert item == {
        "id": "five-s1",
        "type": "document",
        "title": "The plan of the lamps",
        "publisher": "City archive",
        "URL": "https://example.org/lamps",
        "custom": {"kind": "primary"},
    }
    entry = _written(published, "biblatex", 2)["file"].decode()
    assert entry.startswith("@online{five-s1,\n  title = {The plan of the lamps},\n")
    assert (
        "  organization = {City archive},\n  url = {https://example.org/lamps},\n  urldate = {2026-11-03},"
        in entry
    )


def test_they_come_back_as_the_sources_of_a_claim(published: Desk, tmp_path: Path) -> None:
    _written(published, "csl-json", 2)
    ref = added(published, "A third claim.", ref="third")
    for _ in range(2):
        assert import_sources(published, ref, tmp_path / "out-csl-json" / "file") == ["s1"]
    third = next(one for one in records(published) if one.claim.ref == "third")
    lamps = next(one for one in records(published) if one.claim.ref == "lamps")
    assert third.sources == lamps.sources
    assert len(third.events) == 2


def test_of_sources_that_do_not_all_fit_none_is_recorded(desk: Desk, tmp_path: Path) -> None:
    ref = added(desk, "A claim.", ref="claim")
    items = [
        {"id": 1, "type": "book", "title": "Good"},
        {"id": 2, "type": "book", "title": "x", "language": "!"},
    ]
    (tmp_path / "refs.json").write_text(json.dumps(items), "utf-8")
    with pytest.raises(BadInput):
        import_sources(desk, ref, tmp_path / "refs.json")
    assert records(desk)[0].sources == ()


def test_annotations_are_json_ld_that_leads_from_the_words_to_the_check(published: Desk) -> None:
    written = json.loads(_written(published, "annotations", 2)["file"])
    context = {"@vocab": "http://www.w3.org/ns/anno#", "id": "@id", "type": "@type"}
    expanded = jsonld.expand(written | {"@context": context})
    assert expanded[0]["@type"] == ["http://www.w3.org/ns/anno#AnnotationCollection"]
    assert written["total"] == len(written["first"]["items"]) == 2
    one = next(item for item in written["first"]["items"] if "lamps" in item["id"])
    assert one["id"] == f"{BASE}/claims/lamps.html#e1"
    assert one["body"]["id"] == f"{BASE}/claims/lamps.html"
    assert one["target"]["source"] == "https://example.org/lamps.html"  # where the page was in the end
    assert one["target"]["selector"]["exact"] == WORDS
    assert one["target"]["state"]["sourceDate"].startswith("2026-11-03T")


def test_a_check_in_markdown_holds_no_mark_but_its_own(published: Desk) -> None:
    written = _written(published, "markdown", 2)
    assert written.keys() == {"five.md", "lamps.md"}
    five, lamps = (written[name].decode() for name in sorted(written))
    assert five.startswith("# The bridge has \\<five\\> lamps.\n")
    assert "\n**Mostly false.** As \\# planned.\n" in five
    assert "\n**minor, 2026-11-03:** The claim was \\| cut.\n" in five
    assert "The plan says so[^e1].\n" in lamps
    assert f"[^e1]: “{WORDS}” The plan of the lamps, City archive. <https://example.org/lamps>\n" in lamps
    assert "The mayor, 2026-10-01, <https://example.org/speech>" in lamps
    html = MarkdownIt().render(five)
    assert "&lt;five&gt;" in html
    assert html.count("<h1>") == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "1. first",
        "- item",
        "+ item",
        "=====",
        "    code",
        "[a](javascript:x)",
        "![x](y)",
        "<b>",
        "`c`",
        "a\\",
    ],
)
def test_no_foreign_text_becomes_markup(desk: Desk, hostile: str) -> None:
    signed(desk, f"The bridge. {hostile}", "lamps", claimant=hostile.strip())
    out(desk)
    html = MarkdownIt().render(_written(desk, "markdown")["lamps.md"].decode())
    for mark in ("<ol", "<ul", "<pre", "<code", "<img", 'javascript:x"', "<b>", "<h2"):
        assert mark not in html


def test_the_public_database_can_be_asked_and_searched(published: Desk) -> None:
    _written(published, "sqlite", 2)
    with closing(sqlite3.connect(published.settings.folder.parent / "out-sqlite" / "file")) as database:
        ask = database.execute
        assert ask("SELECT ref, verdict, label FROM checks ORDER BY ref").fetchall() == [
            ("five", "mostly-false", "Mostly false"),
            ("lamps", "true", "True"),
        ]
        joined = "SELECT exact, title FROM evidence JOIN sources ON evidence.ref = sources.ref AND source = sources.id"
        assert ask(joined).fetchall() == [(WORDS, "The plan of the lamps")] * 2
        assert ask("SELECT ref, kind FROM corrections").fetchall() == [("five", "minor")]
        found = "SELECT ref FROM checks WHERE rowid IN (SELECT rowid FROM checks_fts WHERE checks_fts MATCH 'mayor')"
        assert ask(found).fetchall() == [("lamps",)]
        assert ask("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_columns_of_the_public_database_are_the_words_of_the_public_data(published: Desk) -> None:
    """A word that `claims.json` gains is put in or left out on purpose."""
    _written(published, "sqlite", 2)
    data = json.loads((published.settings.site / "claims.json").read_text("utf-8"))["claims"][1]
    elsewhere = {"embed", "appearances", "locator", "would_settle", "best", "worst", "versions"}
    elsewhere |= {"evidence", "sources", "captures", "drift", "contacts", "corrections"}
    with closing(sqlite3.connect(published.settings.folder.parent / "out-sqlite" / "file")) as database:
        columns = {row[1] for row in database.execute("PRAGMA table_info(checks)")}
    assert columns == data.keys() - elsewhere
