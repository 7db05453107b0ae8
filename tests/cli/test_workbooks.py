"""Workbooks from the command line, whole and broken."""

import zipfile
from datetime import datetime

import pytest

from tests.cli.conftest import Program
from tests.cli.pages import Web, holds
from tests.servers import answer
from tests.workbooks import edited, ods, xlsx, xlsx_sheets

MAY = datetime(2016, 5, 17)  # noqa: DTZ001 - a day in a sheet has no zone


def _refused(desk: Program, content: bytes, name: str = "s.xlsx") -> str:
    desk.write(name, content)
    ran = desk("import", name)
    assert ran.code == 1
    assert desk.refs() == []
    return ran.err


@pytest.mark.parametrize("epoch", ["1900", "1904"])
def test_days_and_years_come_as_they_are_shown(desk: Program, epoch: str) -> None:
    serial = 42507 if epoch == "1900" else 41045
    rows: list[list[object]] = [
        ["Claim", "Claim date"],
        ["A.", MAY],
        ["B.", serial],
        ["C.", 2011.0],
        ["D.", "17.05.2016"],
    ]
    desk.write("s.xlsx", xlsx(rows, epoch=epoch))
    assert desk("import", "s.xlsx").lines == ["a", "b", "c", "d"]
    days = [one["claimed_on"] for one in desk.json("list")["claims"]]
    assert days == ["2016-05-17", "2016-05-17", "2011", "2016-05-17"]


def test_titles_numbers_and_other_sheets_are_no_trouble(desk: Program) -> None:
    rows: list[list[object]] = [
        ["Checks"],
        [],
        [None, "Claim", "Speaker", "Votes"],
        [None, 42, "Ana", 0.5],
        [],
        [None, "B.", "Ben"],
    ]
    desk.write("s.xlsx", xlsx_sheets({"One": rows, "Two": [["x"]]}))
    ran = desk("import", "s.xlsx")
    assert [one["text"] for one in desk.json("list")["claims"]] == ["42", "B."]
    for passed in ('sheet "Two"', "row 1 (above the headers)", "column 1, which has no header", '"Votes"'):
        assert passed in ran.err


def test_a_sheet_is_chosen_by_its_name(desk: Program) -> None:
    desk.write("s.xlsx", xlsx_sheets({"One": [["x"]], "Two": [["Claim"], ["A."]]}))
    assert desk("import", "s.xlsx", "--sheet", "Two").lines == ["a"]
    ran = desk("import", "s.xlsx", "--sheet", "Three")
    assert "no sheet of that name, but: One, Two. Name one: --sheet NAME" in ran.err


def test_a_libreoffice_sheet_with_a_million_empty_rows_is_read(desk: Program) -> None:
    desk.write("s.ods", ods([["Claim", "Speaker"], ["A.", "Ana"]]))
    assert desk("import", "s.ods").lines == ["a"]


def test_a_cell_that_is_merged_over_rows_holds_for_each(desk: Program) -> None:
    merged = edited(
        xlsx([["Claim", "Speaker"], ["A.", "Ana"], ["B."]]),
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        '</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>',
    )
    desk.write("s.xlsx", merged)
    desk.ok("import", "s.xlsx")
    assert [one["claimant"] for one in desk.json("list")["claims"]] == ["Ana", "Ana"]


def test_one_cell_in_the_last_corner_is_refused_in_words(desk: Program) -> None:
    said = _refused(desk, xlsx([["Claim"], ["A."]], XFD1048576="x"))
    assert "takes more time or memory to read than a sheet of claims does" in said


def test_errors_and_formulas_without_values_are_named_by_their_row(desk: Program) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    content = xlsx([["Claim", "Speaker"], ["A.", "Ana"], ["B.", "=1/0"], ["C.", '="x"']])
    content = edited(
        content, sheet, '<c r="B3"><f>1/0</f><v>0</v></c>', '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    content = edited(content, sheet, '<f>"x"</f><v>0</v>', '<f>"x"</f>')
    said = _refused(desk, content)
    assert "s.xlsx row 3: claimant: holds an error in place of a value." in said
    assert "s.xlsx row 4: claimant: is a formula whose value was not saved." in said


def test_formulas_are_read_by_their_values(desk: Program) -> None:
    content = edited(xlsx([["Claim"], ['="A"&"."']]), "xl/worksheets/sheet1.xml", "<v>0</v>", "<v>A.</v>")
    desk.write("s.xlsx", edited(content, "xl/worksheets/sheet1.xml", '<c r="A2">', '<c r="A2" t="str">'))
    assert desk("import", "s.xlsx").lines == ["a"]


def test_what_is_no_workbook_is_read_as_what_it_is_or_refused(desk: Program) -> None:
    assert "is a web page, not a sheet" in _refused(desk, b"<!doctype html><table><tr><td>Claim</table>")
    assert "cannot be read as a workbook" in _refused(desk, b"PK\x03\x04 and no more")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "is locked with a password" in _refused(desk, locked)
    assert "occurs twice" in _refused(desk, xlsx([["Claim", "Claim"], ["A.", "B."]]))
    desk.write("named.xlsx", b"Claim,Speaker\nA.,Ana\n")
    assert desk("import", "named.xlsx").lines == ["a"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"text": "A.", "tags": ["x", "y"], "n": 1}\n{"text": "B."}\n'),
        ("a.json", '[{"Claim": "A.", "Tags": "x; y"}, {"Claim": "B."}]'),
        (
            "a.json",
            '{"made": "today", "rows": [{"statement": "A.", "tags": ["x", "y"]}, {"statement": "B."}]}',
        ),
    ],
)
def test_json_comes_in(desk: Program, name: str, content: str) -> None:
    desk.write(name, content)
    assert desk("import", name).lines == ["a", "b"]
    assert desk.claim("a")["tags"] == ["x", "y"]


def test_the_desks_own_json_comes_back(desk: Program) -> None:
    desk.ok("add", "=1+1 is 2", "--tag", "a", "--claimed-on", "2011", "--quote", "'007'")
    for form in ("json", "jsonl"):
        desk.write(f"list.{form}", desk.ok("list", "--format", form))
        ran = desk("import", f"list.{form}", "--update")
        assert (ran.code, ran.out) == (0, "")
        assert "1 here already" in ran.err


def test_json_that_holds_no_claims_is_refused_with_its_place(desk: Program) -> None:
    desk.write("a.jsonl", '{"text": "A."}\n{"text": \n')
    assert "a.jsonl line 2: is not JSON" in desk("import", "a.jsonl").err
    desk.write("b.json", '[{"text": "A."}, 3]')
    assert "b.json item 2: is no object" in desk("import", "b.json").err
    assert desk.refs() == []


HOSTILE = [
    "=1+1",
    "+4",
    "-2 per cent",
    "@here",
    "'tis so",
    "007",
    "1-2",
    "3/4",
    "_x000D_",
    "a\nb",
    "https://a.example/;b",
]


def test_a_workbook_of_the_desk_comes_back_as_it_was_and_holds_no_formula(desk: Program) -> None:
    for text in HOSTILE:
        desk.ok(
            "add",
            "--quote",
            text,
            "--context",
            text,
            "--claimed-on",
            "2011",
            "--tag",
            "a",
            "--",
            f"It is {text}",
        )
    assert desk.ok("export", "--format", "xlsx", "out.xlsx") == "out.xlsx"
    ran = desk("import", "out.xlsx", "--update")
    assert (ran.code, ran.out) == (0, "")
    assert f"{len(HOSTILE)} here already" in ran.err
    with zipfile.ZipFile(desk.folder / "out.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert '<dataValidation type="list"' in sheet


def test_a_workbook_that_was_corrected_changes_its_claims(desk: Program) -> None:
    desk.ok("add", "It rained 52 mm.", "--ref", "rain", "--claimant", "Ana")
    desk.ok("export", "--format", "xlsx", "out.xlsx")
    content = (desk.folder / "out.xlsx").read_bytes()
    desk.write("out.xlsx", edited(content, "xl/sharedStrings.xml", "<t>Ana</t>", "<t>Ben</t>"))
    assert desk("import", "out.xlsx", "--update").lines == ["rain"]
    assert desk.claim("rain")["claimant"] == "Ben"


def test_a_verdict_that_is_chosen_in_a_sheet_is_told_and_not_given(desk: Program) -> None:
    desk.ok("add", "It rained 52 mm.", "--ref", "rain")
    head = desk.json("log", "rain")["events"][-1]["hash"]
    desk.write("s.csv", f"ref,verdict,text,head\nrain,true,It rained 52 mm.,{head}\n")
    ran = desk("import", "s.csv", "--update")
    assert 'rain: the sheet says "true", the desk nothing yet; a sheet gives no verdict.' in ran.err
    assert "factcheck rate rain true" in ran.err
    assert desk.claim("rain")["verdict"] is None


def _at(web: Web, path: str, said: bytes) -> str:
    """The address of a path at which the server says this."""
    web.server.say(path, said)
    return web.server.url(path)


def test_a_sheet_comes_from_a_link_and_is_kept(web: Web) -> None:
    csv_at = _at(web, "/all.csv", answer("Claim,Speaker\nA.,Ana\n", content_type="text/csv"))
    assert web.desk("import", csv_at).lines == ["a"]
    book = answer(xlsx([["Claim"], ["B."]]), content_type="application/octet-stream")
    assert web.desk("import", _at(web, "/all.xlsx", book)).lines == ["b"]
    export = _at(web, "/export?format=csv", answer("Claim\nC.\n", content_type="text/plain"))
    assert web.desk("import", export, "--format", "sheet").lines == ["c"]
    assert holds(web.desk)


def test_a_page_to_log_in_is_no_sheet(web: Web) -> None:
    page = "<!doctype html><title>Sign in</title><p>Sign in to go on to Sheets, with your account and password.</p>"
    ran = web.desk("import", _at(web, "/locked.csv", answer(page)))
    assert ran.code == 1
    assert "gave a web page and no sheet; often that is one to log in" in ran.err
    ran = web.desk("import", _at(web, "/gone.csv", answer(page, status="404 Not Found")))
    assert ran.code == 4
    assert "error:not-found" in ran.err
