"""Whatever the program writes: no control and no character of direction reaches a terminal, a pipe or a file."""

import io
import json
import re
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli.visible import json_whole, make_visible
from factcheck.model.visible import visible
from tests.cli.conftest import REF, Process, Program
from tests.cli.terminal import on_a_terminal

RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
HOSTILE = "Red \x1b[31m \x9b1m \x07\x7f \u202egnp.exe\u202c \u2066x\u2069 \u200fa\u2028b"
PERSIAN = "می‌گوید: پل در ۱۹۳۲ باز شد"


@given(st.text())
def test_nothing_raw_is_left_and_all_else_stays(text: str) -> None:
    assert not RAW.search(visible(text))
    assert visible(visible(text)) == visible(text)
    if not RAW.search(text):
        assert visible(text) == text


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))))
def test_json_says_the_same_in_other_letters(told: dict[str, str]) -> None:
    for indent in (None, 2):
        written = visible(json_whole(json.dumps(told, ensure_ascii=False, indent=indent)))
        assert not RAW.search(written)
        assert json.loads(written) == told


def test_overrides_and_controls_are_shown_and_the_small_marks_go() -> None:
    assert visible("\u202egnp.exe\u202c") == r"\u202egnp.exe\u202c"
    assert visible("\u2067ab\u2069\x1b[2J\r\n\tc") == r"\u2067ab\u2069\u001b[2J\u000d" + "\n\tc"
    assert visible("\u200fقال\u200e: \u061cنعم") == "قال: نعم"
    assert visible(PERSIAN) == PERSIAN


def test_every_way_to_write_goes_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    make_visible(stream)
    monkeypatch.setattr(sys, "stdout", stream)
    click.echo(HOSTILE)
    sys.stdout.writelines([HOSTILE, "\n", "\udcff"])
    sys.stdout.flush()
    written = stream.buffer.getvalue().decode()
    assert not RAW.search(written)
    assert r"\u202egnp.exe" in written
    assert written.endswith(r"\udcff")


@pytest.fixture
def hostile(desk: Program) -> Program:
    """A desk whose claim, names, source and history hold them."""
    desk.ok(
        "add", "The bridge \u202eopened\u202c in 1932.", "--ref", REF, "--claimant", "Ana \u2067Ana\u2069"
    )
    desk.ok("source", REF, "https://s.example/", "--title", HOSTILE, "--publisher", "\u202ebad")
    desk.ok("cite", REF, "s1", "--quote", f"\u202e{PERSIAN}", "--stance", "context")
    return desk


COMMANDS = [
    ("list",),
    ("show", REF),
    ("log", REF),
    ("check", REF),
    ("match", "The bridge \u202eopened"),
    ("show", "\u202enone"),
    ("add", "The bridge \u202eopened\u202c in 1932."),
    ("edit", REF, "--kind", "\u202e"),
    ("--desk", "\u202enowhere\x1b[2J", "list"),
    ("\u202ecommand",),
    ("verify",),
]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_no_command_and_no_format_leaves_them_raw(
    hostile: Program, arguments: tuple[str, ...], form: str
) -> None:
    ran = hostile(*arguments, "--format", form)

    assert not RAW.search(ran.out + ran.err)


def test_json_of_a_claim_is_what_was_stored(hostile: Program) -> None:
    claim = hostile.claim()

    assert claim["text"] == "The bridge \u202eopened\u202c in 1932."
    assert claim["evidence"][0]["exact"] == f"\u202e{PERSIAN}"


def test_passages_of_a_file_and_its_sentences_are_shown_so(hostile: Program) -> None:
    page = "<p>The bridge was opened in \u202e1932\u202c by the \u2067mayor\u2069 of the town.</p>"
    hostile.write("page.html", f"<meta charset=utf-8>{page}")
    ran = hostile("find", "The bridge was opened in 1932.", "--in", "page.html")
    assert r"\u202e1932" in ran.out
    assert not RAW.search(ran.out + ran.err)
    for arguments in (("article", "add", "page.html", "--ref", "a"), ("article", "show", "a")):
        ran = hostile(*arguments)
        assert not RAW.search(ran.out + ran.err)


@pytest.mark.usefixtures("hostile")
def test_a_log_a_terminal_and_a_file_get_no_other(process: Process, tmp_path: Path) -> None:
    shown = on_a_terminal(process, "show", REF, "-v")
    assert shown.code == 0
    assert PERSIAN in shown.text
    assert not RAW.search(shown.text)

    out = tmp_path / "claims.csv"
    out.write_text(process("list", "--format", "csv", "-v").out, "utf-8")
    assert not RAW.search(out.read_text("utf-8"))
