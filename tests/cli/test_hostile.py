"""Hostile text goes in through every field and comes out of every format without doing anything."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from factcheck.cli.output import FORMATS
from tests.cli.conftest import REF, TEXT, Process, Program
from tests.cli.terminal import on_a_terminal

TEXTS = {
    "script": "<script>alert(1)</script>",
    "end of script": "</script><svg onload=alert(1)>",
    "template": "{{ 7 * 191 }}{% raw %}{# x #}",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "colours": "red \x1b[31mred\x1b[0m",
    "title": "title \x1b]0;owned\x07 set",
    "C1 controls": "\x9b31mred \x9dtitle\x9c",
    "bells and backspaces": "a\x07\x08\x08b\x00\x7fc",
    "bidi": "safe \u202egnp.exe\u2066 x",
    "markdown": "[click](javascript:alert(1)) | `x` <img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("https://evil.example")',
    "entities": "&lt;b&gt; &amp;amp; &#x3C;script&#x3E;",
}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
OVERRIDES = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(params=[*TEXTS.values()], ids=[*TEXTS])
def hostile(request: pytest.FixtureRequest) -> str:
    text: str = request.param
    return text


@pytest.fixture
def everywhere(desk: Program, hostile: str) -> Program:
    """A desk where every field that takes words holds hostile ones; a name of a person may not hide anything."""
    words, name = f"x {hostile}", f"x {OVERRIDES.sub('', CONTROLS.sub('', hostile))}"
    claim = ("claimant", "said-in", "quote", "locator", "context", "would-settle", "tag", "note")
    source = ("title", "publisher", "author", "origin", "note")
    desk.ok("add", "--ref", REF, *_options(claim, words), "--assignee", name, "--", f"{TEXT} {hostile}")
    desk.ok("source", REF, "--kind", "conversation", *_options(source, words))
    evidence = ("quote", "prefix", "suffix", "how", "note")
    told = ("--stance", "supports", "--when", "2026", "--who", name)
    desk.ok("cite", REF, "s1", *told, *_options(evidence, words))
    desk.ok("rate", REF, "true", *_options(("because", "summary", "resolves"), words))
    desk.ok("submit", REF)
    desk.ok("return", REF, "--why", words, "--as", f"Ben {name}")
    desk.ok("note", REF, words)
    return desk


def _options(names: tuple[str, ...], words: str) -> list[str]:
    return [word for name in names for word in (f"--{name}", words)]


class _Tags(HTMLParser):
    """The tags and attributes of a page that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.running += [name for name, _ in attrs if name.startswith("on")]
        self.running += [value for _, value in attrs if value and value.strip().startswith("javascript:")]
        if tag in ("svg", "img") and any(value == "x" for _, value in attrs):
            self.running.append(tag)


def test_it_comes_out_of_every_format_harmlessly(everywhere: Program) -> None:
    for form in FORMATS:
        for command in (("list",), ("show", REF), ("log", REF)):
            out = everywhere.ok(*command, "--format", form)
            assert CONTROLS.findall(out) == []
            if form == "md":
                assert re.findall(r"(?<!\\)<(?!br>)[a-z/]", out, re.IGNORECASE) == []
            if form in ("csv", "tsv"):
                assert re.findall(r'(?:^|[,\t\n])"?=', out) == []


def test_it_is_kept_word_for_word_but_for_controls(everywhere: Program, hostile: str) -> None:
    kept = CONTROLS.sub("", hostile)

    claim = everywhere.claim()

    assert claim["text"] == f"{TEXT} {kept}"
    assert (
        claim["context"] == claim["evidence"][0]["exact"] == claim["verdicts"][0]["rationale"] == f"x {kept}"
    )
    json.loads(everywhere.ok("log", REF, "--json"))


def test_it_does_nothing_on_a_page(everywhere: Program) -> None:
    everywhere.ok("report")
    everywhere.ok("report", "--single")

    for page in (everywhere.folder / "reports").rglob("*.html"):
        html = page.read_text("utf-8")
        tags = _Tags()
        tags.feed(html)
        assert tags.running == []
        assert "<script>alert" not in html
        assert "1337" not in re.sub(r"[0-9a-f]{64}", "", html)
        assert CONTROLS.findall(html) == []


def test_it_travels_through_dossiers_unchanged(everywhere: Program, tmp_path: Path) -> None:
    everywhere.ok("export", str(tmp_path / "out"))
    other = everywhere.at(tmp_path)
    other.ok("init", "other")
    other = other.at(tmp_path / "other")

    assert other.ok("import", str(tmp_path / "out")) == REF
    assert other.claim() == everywhere.claim()
    assert other.ok("export", str(tmp_path / "again"))
    assert _files(tmp_path / "again") == _files(tmp_path / "out")


def _files(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_it_comes_in_by_csv_and_stdin_too(desk: Program, hostile: str) -> None:
    kept = CONTROLS.sub("", hostile).strip()
    quoted = hostile.replace('"', '""')
    desk.write("claims.csv", f'text,claimant\n"One {quoted}","{quoted}"\n')

    as_it_stands = (
        ("--encoding", "utf-8") if "\0" in hostile else ()
    )  # no text holds NUL, so it is asked about
    desk.ok("import", "claims.csv", *as_it_stands)
    desk.ok("add", "-", *as_it_stands, stdin=f"Two {hostile}\n".encode())

    one, two = desk.json("list")["claims"]
    assert (one["text"], one["claimant"]) == (f"One {kept}", " ".join(kept.split()))
    assert two["text"] == f"Two {kept}"


@pytest.mark.parametrize("name", ["bidi"])
def test_a_bidi_override_in_one_cell_does_not_reach_the_next(desk: Program, name: str) -> None:
    desk.ok("add", TEXT, "--claimant", TEXTS[name])

    for command in (("list",), ("show", REF)):
        for line in desk(*command).lines:
            opened = [sign for sign in OVERRIDES.findall(line) if sign not in "\u202c\u2069"]
            closed = [sign for sign in OVERRIDES.findall(line) if sign in "\u202c\u2069"]
            assert len(opened) == len(closed)


@pytest.mark.parametrize("name", ["colours", "title", "C1 controls"])
def test_errors_that_repeat_hostile_text_do_nothing_to_a_terminal(
    process: Process, desk: Program, name: str
) -> None:
    desk.write("claims.csv", f"text,claimed_on\nOne.,{TEXTS[name]}\n")
    desk.write("headers.csv", f"text,{TEXTS[name]}\nOne.,x\n")

    refused = on_a_terminal(process, "import", "claims.csv")
    assert refused.code == 1
    assert CONTROLS.findall(refused.text) == []
    asked = on_a_terminal(process, "import", "headers.csv", typed=b"n\n")
    assert "Passed over" in asked.text
    assert CONTROLS.findall(asked.text) == []
    assert desk.refs() == []


@pytest.mark.parametrize("name", ["colours", "title", "C1 controls"])
def test_words_given_by_hand_do_nothing_to_a_terminal_either(process: Process, name: str) -> None:
    words = TEXTS[name]

    for command in (("show", words), ("add", TEXT, "--claimed-on", words), ("list", "--desk", words)):
        assert CONTROLS.findall(on_a_terminal(process, *command).text) == []
