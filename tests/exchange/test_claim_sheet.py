"""The rows of a sheet as claims."""

from factcheck.exchange.claim_sheet import SheetChoices
from factcheck.exchange.csv_claims import read_claims
from tests.records import findings_of

TITLED = "Our checks of May\n\n;;\nNr;Claim;;Speaker;Rating\n1;It rose.;;Ana;False\n"


def test_titles_above_the_headers_and_empty_columns_are_passed_over_by_name() -> None:
    sheet = read_claims(TITLED, "f.csv")
    assert [(row.where, row.fields) for row in sheet.rows] == [
        ("f.csv line 5", {"text": "It rose.", "claimant": "Ana"})
    ]
    assert sheet.passed_over == (
        "f.csv line 1 (above the headers)",
        '"Nr"',
        "column 3, which has no header",
        '"Rating"',
    )


def test_a_title_that_is_a_header_elsewhere_is_a_title_still() -> None:
    assert read_claims("Claims\nClaim,Speaker\nIt rose.,Ana\n", "f.csv").rows[0].fields == {
        "text": "It rose.",
        "claimant": "Ana",
    }


def test_days_of_any_clear_form_are_read() -> None:
    rows = read_claims("text;claimed on;deadline\na;5/17/2016;2016.0\n", "f.csv").rows
    assert rows[0].fields == {"text": "a", "claimed_on": "2016-05-17", "deadline": "2016"}


DAYS = "text,claimed on\na,03/04/2024\nb,25/12/2023\nc,05/06/2024\n"


def test_unclear_days_are_asked_for_once_for_the_whole_sheet() -> None:
    assert findings_of(lambda: read_claims(DAYS, "f.csv")) == [
        'f.csv line 2: claimed_on: "03/04/2024" is 3 April 2024 or 4 March 2024 (and 1 more). '
        "Say once for the whole sheet which it is: --dates dmy|mdy"
    ]
    read = read_claims(DAYS, "f.csv", SheetChoices(dates=frozenset(["mdy"]))).rows
    assert [row.fields["claimed_on"] for row in read] == ["2024-03-04", "2023-12-25", "2024-05-06"]


def test_numbers_of_days_are_asked_for_the_year_they_count_from() -> None:
    text = "text,claimed on\na,42507\n"
    assert "--dates 1900|1904" in findings_of(lambda: read_claims(text, "f.csv"))[0]
    assert read_claims(text, "f.csv", SheetChoices(dates=frozenset(["1904"]))).rows[0].fields[
        "claimed_on"
    ] == ("2020-05-18")


def test_a_row_says_which_of_its_cells_are_blank_and_at_which_head_it_was_written() -> None:
    (row,) = read_claims("ref,text,claimant,verdict,head\na,It rose.,,true,abc\n", "f.csv").rows
    assert row.fields == {"ref": "a", "text": "It rose."}
    assert (set(row.blank), row.head) == ({"claimant"}, "abc")
