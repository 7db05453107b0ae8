"""Claims in CSV, as spreadsheets write it."""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.exchange.csv_claims import read_claims
from factcheck.exchange.decoding import decode
from factcheck.model.cell import from_spreadsheet_cell, spreadsheet_cell
from factcheck.model.claim import Claim
from tests.records import findings_of, hostile


def _rows(text: str) -> list[tuple[str, Mapping[str, Any]]]:
    return [(row.where, row.fields) for row in read_claims(text, "f.csv").rows]


def _claims(text: str) -> list[dict[str, Any]]:
    return [Claim.of({"ref": "a", **fields}).plain() | {"ref": ""} for _, fields in _rows(text)]


def _found(text: str) -> list[str]:
    return findings_of(lambda: _rows(text))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=3))
@example([('"', "'''\0\r\n"), ("\0'=1", "'\0=1")])
def test_whatever_a_spreadsheet_writes_is_read_back(
    delimiter: str, ends: str, rows: list[tuple[str, str]]
) -> None:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL)
    writer.writerow(["text", "quote"])
    writer.writerows(tuple(map(spreadsheet_cell, row)) for row in rows)
    assert _claims(out.getvalue()) == [
        Claim.of({"ref": "a", "text": text, "quote": quote}).plain() | {"ref": ""} for text, quote in rows
    ]


def test_no_cell_of_a_csv_is_taken_for_one_of_a_workbook_without_a_value() -> None:
    assert _claims('text,quote\nIt rained.,"\0# no comment"\n')[0]["quote"] == "# no comment"


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("cp1252", "windows-1252")]
)
def test_the_encodings_of_spreadsheets_are_read(encoding: str, said: str | None) -> None:
    text = decode("text;claimant\r\nÉlan – 50%;José\r\n".encode(encoding), said, "f.csv")
    assert _rows(text) == [("f.csv line 2", {"text": "Élan – 50%", "claimant": "José"})]


def test_the_delimiter_is_the_headers_whatever_the_line_ends() -> None:
    for ends in ("\n", "\r\n", "\r"):
        assert _rows(f"text,claimant{ends}It rose; it fell; it rose; it fell,Ana{ends}") == [
            ("f.csv line 2", {"text": "It rose; it fell; it rose; it fell", "claimant": "Ana"})
        ]


def test_headers_are_read_however_they_are_written() -> None:
    assert _rows(" Text ,Claimed On,said-in,WOULD SETTLE\nx,2011,On air,y\n")[0][1] == {
        "text": "x",
        "claimed_on": "2011",
        "said_in": "On air",
        "would_settle": "y",
    }


@pytest.mark.parametrize("field", sorted(Claim.model_fields.keys() - {"place"}))
def test_every_field_that_a_person_may_give_may_be_a_header(field: str) -> None:
    headers = "text" if field == "text" else f"text,{field}"
    assert _rows(f"{headers}\nx,\n") == [("f.csv line 2", {"text": "x"})]


def test_lists_stand_apart_with_semicolons() -> None:
    [(_, fields)] = _rows('text,tags,appearances\nx," a ;; b;",https://a.example/;https://b.example/\n')
    assert (fields["tags"], fields["appearances"]) == (
        ("a", "b"),
        ("https://a.example/", "https://b.example/"),
    )
    assert _rows('text;tags\nx;"a;b"\n')[0][1]["tags"] == ("a", "b")


def test_a_semicolon_in_other_fields_is_a_semicolon() -> None:
    assert _rows("text,claimant\na; b,c; d\n")[0][1] == {"text": "a; b", "claimant": "c; d"}


def test_a_quoted_cell_may_hold_lines_quotes_and_delimiters() -> None:
    assert _rows('text,quote\n"a, b","He said ""no"".\nTwice."\nc,d\n') == [
        ("f.csv line 3", {"text": "a, b", "quote": 'He said "no".\nTwice.'}),
        ("f.csv line 4", {"text": "c", "quote": "d"}),
    ]


def test_empty_rows_are_passed_over() -> None:
    assert [place for place, _ in _rows("text,claimant\n\n , \nx,\n,\n")] == ["f.csv line 4"]


def test_empty_rows_above_the_header_are_passed_over_too() -> None:
    assert [fields for _, fields in _rows("\n\ntext\nx\n")] == [{"text": "x"}]


def test_short_rows_leave_fields_out_and_empty_cells_too_many_do_no_harm() -> None:
    assert [fields for _, fields in _rows("text,claimant\na\nb,c,,\n")] == [
        {"text": "a"},
        {"text": "b", "claimant": "c"},
    ]


def test_a_row_with_more_cells_than_headers_is_named_by_its_line() -> None:
    assert _found("text,claimant\na,b\nIt cost 1,000,b\n") == [
        "f.csv line 3: has 3 cells, but there are 2 headers. Put text with commas in quotes."
    ]


def test_columns_without_header_and_content_do_no_harm() -> None:
    assert _rows("text,claimant,,\nx,Ana,,\n") == [("f.csv line 2", {"text": "x", "claimant": "Ana"})]


def test_an_unknown_header_is_told_the_near_one() -> None:
    assert _found("text,claimnat\nx,Ana\n") == [
        'f.csv line 1: unknown header "claimnat". Did you mean "claimant"?'
    ]


@pytest.mark.parametrize("header", ["text,tags,tags", "text,claimed on,Claimed-On"])
def test_a_header_stands_once(header: str) -> None:
    assert _found(f"{header}\nx,a,b\n") == ["f.csv line 1: a header occurs twice. Take one of them out."]


@pytest.mark.parametrize("text", ["", "\n", "claimant\nAna\n", "quote,claimant\nx,Ana\n"])
def test_without_a_text_column_there_are_no_claims(text: str) -> None:
    assert _found(text) == [
        'f.csv line 1: no header says "text". Name the column with the claims text: --columns HEADER=text'
    ]


def test_without_a_text_column_the_headers_that_are_not_known_are_named() -> None:
    assert _found("No,Wording,Speaker\n1,x,Ana\n") == [
        'f.csv line 1: no header says "text"; not known are "No", "Wording". '
        "Name the column with the claims text: --columns HEADER=text"
    ]


@pytest.mark.parametrize(
    "headers",
    [
        "claimReview_claimReviewed,creativeWork_author_name,creativeWork_datePublished",
        "statement,statement_originator,statement_date",
    ],
)
def test_the_headers_of_public_collections_of_checks_are_known(headers: str) -> None:
    (claim,) = _claims(f"{headers}\nIt rained.,Ana,2016-05-17\n")
    assert (claim["text"], claim["claimant"], claim["claimed_on"]) == ("It rained.", "Ana", "2016-05-17")


def test_every_trouble_with_the_header_is_told_at_once() -> None:
    assert len(_found("claimnat,claimant,claimant\n")) == 3


def test_a_quote_that_never_closes_is_named_by_its_line() -> None:
    found = _found('text\nx\n"It opened\nin 1932\n')
    assert len(found) == 1
    assert found[0].startswith("f.csv line 4: is not CSV: ")


def test_words_after_a_closing_quote_are_no_csv() -> None:
    assert _found('text\n"It opened" in 1932\n')[0].startswith("f.csv line 2: is not CSV: ")


def test_nul_in_a_cell_is_cleaned_away_and_in_a_header_named() -> None:
    assert _claims("text\nIt o\x00pened\n") == [{"ref": "", "text": "It opened"}]
    assert "\x00" not in "".join(_found("clai\x00mnat\nx\n"))


def test_a_file_of_headers_alone_holds_no_claims() -> None:
    assert _rows("text,claimant\n") == []


def test_a_huge_cell_is_read_and_refused_by_the_claim_alone() -> None:
    [(_, fields)] = _rows(f"text\n{'word ' * 20_480}\n")
    assert len(findings_of(lambda: Claim.of({"ref": "a", **fields}))) == 1


MEANT_AS_TEXT = [
    *(
        "=1+1",
        "+4",
        "-2 per cent growth",
        "@here",
        "＝1",
        "'-5",
        "''=x",
        "'tis so",
        "007",
        "00.5",
        "0",
        "12345678901234567",
    ),
    *(
        "1-2",
        "1/2",
        "3/4",
        "1.5",
        "10-11-12",
        "2020/21",
        "2011/3/4",
        "12:30",
        "1:2",
        "1e5",
        "3E10",
        "Mar 5",
        "5-Mar",
    ),
    *(
        "March 2011",
        "1 May 2011",
        "SEPT2",
        "2011-12-25",
        "2011-12",
        "1997/2012",
        "2.5 million",
        "5 %",
        "3/4 of all",
    ),
]


def test_a_sheet_of_the_desk_comes_back_as_it_was() -> None:
    for text in MEANT_AS_TEXT:
        assert from_spreadsheet_cell(spreadsheet_cell(text)) == text
    table = StringIO(newline="")
    csv.writer(table).writerows([("text", "quote"), *((spreadsheet_cell(one),) * 2 for one in MEANT_AS_TEXT)])
    assert [fields for _, fields in _rows(table.getvalue())] == [
        {"text": one, "quote": one} for one in MEANT_AS_TEXT
    ]


@given(st.text())
def test_any_cell_comes_back_as_it_was(text: str) -> None:
    assert from_spreadsheet_cell(spreadsheet_cell(text)) == text
    assert not spreadsheet_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["007", "1-2", "3/4", "12345678901234567890", "1e5", "=x", "Mar 5", "2-Dec"])
def test_what_a_spreadsheet_would_turn_into_something_else_is_text(text: str) -> None:
    assert spreadsheet_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["1932", "2011-12-25", "0", "1,200", "A bridge", "5 €", "may be", "2026-11-28T10:00:00Z"]
)
def test_what_a_spreadsheet_shows_as_it_is_stays(text: str) -> None:
    assert spreadsheet_cell(text) == text


def test_what_the_desk_writes_beside_the_fields_is_passed_over() -> None:
    assert _rows(
        "ref,status,verdict,text,added_at,head\na,rated,true,It rained.,2026-01-01T00:00:00Z,abc\n"
    ) == [("f.csv line 2", {"ref": "a", "text": "It rained."})]
    assert _rows("ref,url,state,text,article,article_url,version\na,u,live,It rained.,A title,u,1\n") == [
        ("f.csv line 2", {"ref": "a", "text": "It rained."})
    ]


def test_the_delimiter_that_excel_names_is_taken() -> None:
    assert _rows("sep=;\r\ntext;claimant\r\na, b;c\r\n") == [
        ("f.csv line 3", {"text": "a, b", "claimant": "c"})
    ]


def test_a_link_may_hold_a_semicolon() -> None:
    links = ("https://a.example/;b=1", "https://c.example/")
    for between in ("; ", ";"):
        assert _rows(f'text,appearances\nx,"{between.join(links)}"\n')[0][1]["appearances"] == links
