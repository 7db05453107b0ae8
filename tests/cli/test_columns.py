"""What texts take on a screen, and tables that fit it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli.columns import table, width, wrapped
from tests.cli.conftest import Process
from tests.cli.terminal import on_a_terminal

FAMILY = "👨\u200d👩\u200d👧"
TEXTS = st.text(
    st.sampled_from("ab -/é\u0301新华社한\u1100\u1161ไม่กี่ควาमि\u200d🇺🇸👍🏽❤\ufe0f" + FAMILY), max_size=40
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("plain", 5),
        ("新华社", 6),
        ("ｆｕｌｌ", 8),
        ("e\u0301", 1),
        ("ไม่", 2),
        ("بِسْم", 3),
        ("علی\u200cرضا", 6),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("👍", 2),
        ("👍🏽", 2),
        (FAMILY, 2),
        ("🤷\u200d♂\ufe0f", 2),
        ("❤\ufe0f", 2),
        ("❤", 1),
        ("🇺🇸", 2),
        ("1\ufe0f\u20e3", 2),
        ("…–“”", 4),
    ],
)
def test_a_text_takes_as_many_columns_as_a_screen_gives_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_line_is_broken_at_spaces_then_at_hyphens_and_strokes_then_within_words() -> None:
    assert wrapped("the bridge of 1932", 10) == ["the bridge", "of 1932"]
    assert wrapped("the-bridge-opened", 8) == ["the-", "bridge-", "opened"]
    assert wrapped("https://a.example/b", 10) == ["https://", "a.example/", "b"]
    assert wrapped("s1 --claimant-type person", 12) == ["s1", "--claimant-t", "ype person"]
    assert wrapped("source s1 --published-on DAY", 18) == ["source s1", "--published-on DAY"]
    assert wrapped("wanted by 2026-11-20", 14) == ["wanted by", "2026-11-20"]
    assert wrapped("cat /etc/hosts", 9) == ["cat /etc/", "hosts"]
    assert wrapped("incomprehensible", 6) == ["incomp", "rehens", "ible"]
    assert wrapped("see incomprehensible", 6, within_words=False) == ["see", "incomprehensible"]
    assert wrapped("新华社报道", 5) == ["新华", "社报", "道"]
    assert wrapped("", 5) == [""]


def test_no_sign_is_torn_from_its_marks() -> None:
    assert wrapped("e\u0301" * 3, 2) == ["e\u0301e\u0301", "e\u0301"]
    assert wrapped(FAMILY * 2, 3) == [FAMILY, FAMILY]


@given(TEXTS, st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces_and_never_runs_over(text: str, columns: int) -> None:
    lines = wrapped(text, columns)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), st.integers(2, 60))
def test_no_line_of_a_table_is_wider_than_the_screen(rows: list[tuple[str, str, str]], columns: int) -> None:
    lines = [*table(("ref", "status", "message"), rows, columns)]

    assert all(width(line) <= columns for line in lines)
    assert Counter("".join("".join(row) for row in rows).replace(" ", "")) <= Counter("".join(lines))


def test_a_table_that_fits_is_not_wrapped() -> None:
    assert [*table(("ref", "text"), [("a", "新华社"), ("bcd", "It rained.")], 15)] == [
        "REF  TEXT",
        "a    新华社",
        "bcd  It rained.",
    ]


def test_cells_are_wrapped_where_a_table_is_wider_than_the_screen() -> None:
    rows = [("debt-2011", "The debt was 300 million in that year.")]

    assert [*table(("ref", "message"), rows, 30)] == [
        "REF        MESSAGE",
        "debt-2011  The debt was 300",
        "           million in that",
        "           year.",
    ]


def test_the_words_of_a_claim_take_two_lines_of_a_list_and_a_sign_for_the_rest() -> None:
    rows = [("debt-2011", "The debt was 300 million in that year.")]

    assert [*table(("ref", "text"), rows, 30)] == [
        "REF        TEXT",
        "debt-2011  The debt was 300",
        "           million in that…",
    ]


def test_where_it_is_too_narrow_cells_stand_below_each_other() -> None:
    assert [*table(("ref", "status", "verdict"), [("debt-2011", "unverified", "")], 12)] == [
        "REF debt-",
        "2011",
        "STATUS",
        "unverified",
        "",
    ]


def test_elsewhere_than_on_a_screen_a_table_is_as_wide_as_it_is() -> None:
    assert [*table(("ref", "text"), [("a", "word " * 100)], None)] == ["a  " + ("word " * 100).strip()]


@pytest.mark.parametrize("columns", [200, 80, 40, 20, 8, 1])
def test_lists_fit_the_terminal_they_are_printed_on(process: Process, columns: int) -> None:
    process("add", "新华社报道说，这座桥有四百盏灯，" * 5, "--ref", "lamps", "--claimant", "新华社")
    process("add", "The bridge opened in 1932, and " * 8, "--ref", "a-bridge-of-many-words-in-its-ref")

    shown = on_a_terminal(process, "list", COLUMNS=str(columns))

    assert max(map(width, shown.text.splitlines())) <= max(columns, 2)


def test_what_is_hidden_in_a_claim_is_wrapped_as_it_is_shown(process: Process) -> None:
    process("add", "It rained.", "--ref", "rain", "--context", "\u202eword\u202c " * 20)

    shown = on_a_terminal(process, "show", "rain", COLUMNS="60")

    assert r"\u202eword\u202c" in shown.text
    assert max(width(line) for line in shown.text.splitlines() if not line.startswith("head")) <= 60


def test_a_match_stands_beside_its_band_one_thing_below_the_other(process: Process) -> None:
    process("add", "The bridge opened in 1932.", "--ref", "bridge")
    process("add", "The library has no roof.", "--ref", "roof")

    shown = on_a_terminal(process, "match", "The bridge opened in 1945.", COLUMNS="88").text.splitlines()

    assert shown[:2] == ["likely        bridge", "              The bridge opened in 1932."]
    assert "differs: date 1945 / 1932" in shown[3]
    assert max(map(width, shown[:4])) <= 88


def test_a_wording_of_several_lines_is_wrapped_on_a_terminal_alone(process: Process) -> None:
    process("add", "The bridge opened in 1932, and " * 8, "--ref", "bridge")

    shown = on_a_terminal(process, "show", "bridge", COLUMNS="72")

    assert max(map(width, shown.text.splitlines())) <= 72
    assert process("show", "bridge").lines[0] == ("The bridge opened in 1932, and " * 8).strip()


def test_what_was_found_of_a_claim_stands_below_it_where_it_is_narrow(process: Process) -> None:
    process("add", "It rained.", "--ref", "rain", "--claimant", "Nour Haddad")

    shown = on_a_terminal(process, "check", "rain", COLUMNS="40").text.splitlines()

    assert shown[:3] == ["rain", "  block  not-signed  text", "    There is no verdict yet. Rate it:"]
    assert "  warn  claimant-type  claimant" in shown
