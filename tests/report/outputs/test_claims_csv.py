"""The table of the site as a spreadsheet reads it."""

import csv
import json
from io import StringIO
from typing import Any

from hypothesis import given, settings

from factcheck.report.outputs.claims_csv import check_row, claims_csv
from factcheck.report.outputs.claims_json import check_data, check_line
from tests.records import hostile
from tests.report.checks import ARTICLE, SITE, corrected, now, published

HEADERS = "ref,url,state,text,claimant,claimed_on,said_in,language,tags,article,article_url,"


def _rows(*told: Any) -> list[dict[str, str]]:
    lines = [check_line(check_data(now(one), {"harbour": ARTICLE}, SITE)) for one in told]
    text = "".join(claims_csv(check_row(json.loads(line), SITE) for line in lines))
    assert text.startswith(f"\ufeff{HEADERS}")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_a_line_of_the_table_is_a_check() -> None:
    (row,) = _rows(corrected(article="harbour", tags=["bridges", "1932"], language="en"))
    assert (row["ref"], row["verdict"], row["label"], row["tags"]) == (
        "bridge",
        "false",
        "False",
        "bridges; 1932",
    )
    assert (row["article"], row["article_url"]) == ("The bridge at ninety", "https://tide.example/bridge")
    assert (row["version"], row["corrections"], row["signed_with"]) == ("2", "1", "name")
    assert row["claimant"] == ""


def test_no_cell_is_a_formula() -> None:
    (row,) = _rows(published(text="=1+1", claimant="@SUM(A1)", summary="-2"))
    assert (row["text"], row["claimant"], row["summary"]) == ("'=1+1", "'@SUM(A1)", "'-2")


def test_a_check_that_does_not_stand_says_so() -> None:
    void = published().correct("void").publish()
    rows = _rows(published(), published().correct(), void)
    assert [row["state"] for row in rows] == ["current", "under-correction", "void"]


def test_a_site_without_checks_has_headers() -> None:
    assert _rows() == []


@given(hostile)
@settings(max_examples=60)
def test_hostile_text_stays_in_its_cell(text: str) -> None:
    told = published(text=f"x{text}", claimant=f"x{text}", summary=f"x{text}")
    (row,) = _rows(told)
    verdict = told.record.verdict
    assert verdict
    assert (row["text"], row["claimant"]) == (told.record.claim.text, told.record.claim.claimant)
    assert (row["summary"], row["ref"], row["corrections"]) == (verdict.summary, "bridge", "0")
