"""Passages at the command line: suggested from captures or from any file, and cited by their number."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import REF, Program
from tests.cli.pages import FILES, PAGE, QUOTE, WORDS, Web, captured, holds, quoted
from tests.reading.files import LOCKED, pdf, zipped

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def _text(web: Web) -> str:
    (url,) = web.cited
    return web.kept(url).text or ""


# Passages


def test_a_passage_that_find_shows_is_cited_by_its_number(web: Web) -> None:
    captured(web, f"<p>Snow fell in the hills.</p><p>{WORDS}</p><p>The bridge is grey.</p>")

    ran = web.desk("find", REF, "--json")
    assert ran.code == 0
    assert f"Next: factcheck cite {REF} --passage 1" in ran.err
    best = ran.json["passages"][0]
    assert best["text"] == WORDS

    assert web.desk.ok("cite", REF, "--passage", "1", "--stance", "supports") == "e1"
    quote = quoted(web)
    assert (quote["exact"], quote["source"], quote["capture"]) == (WORDS, best["source"], best["capture"])
    assert quote["position"] == {"start": best["start"], "end": best["end"]}
    assert holds(web.desk)


def test_a_passage_that_stands_twice_is_cited_where_it_was_shown(web: Web) -> None:
    captured(web, f"<p>{WORDS}</p><p>And more of the sort.</p><p>{WORDS}</p>")
    shown = web.desk.json("find", REF)["passages"]

    for one in shown[:2]:
        evidence = web.desk.ok("cite", REF, "--passage", str(one["number"]), "--stance", "context")
        (quote,) = (quote for quote in web.desk.claim()["evidence"] if quote["id"] == evidence)
        assert quote["position"] == {"start": one["start"], "end": one["end"]}


def test_passages_carry_their_reasons_and_figures(web: Web) -> None:
    captured(web)

    (one, *_) = web.desk.json("find", REF)["passages"]

    assert set(one) >= {
        "number",
        "source",
        "capture",
        "text",
        "start",
        "end",
        "score",
        "why",
        "figures",
        "restates",
    }
    assert one["figures"] == [{"claim": "1932", "passage": "1932", "agreement": "same"}]
    assert one["missing"] == []
    assert "1932" in one["why"]
    assert _text(web)[one["start"] : one["end"]] == one["text"]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_format_shows_the_words_of_a_passage(web: Web, form: str) -> None:
    captured(web)

    ran = web.desk("find", REF, "--format", form)

    assert ran.code == 0
    assert QUOTE in " ".join(ran.out.split())
    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(ran.out))
        assert (row["number"], row["source"], row["text"]) == ("1", "s1", WORDS)


def test_find_looks_in_the_source_that_is_named_and_shows_as_many_as_asked(web: Web) -> None:
    other = "<p>The bridge opened in 1932.</p><p>The bridge was opened by the king in 1932.</p>"
    captured(web, PAGE, other)

    assert {one["source"] for one in web.desk.json("find", REF)["passages"]} == {"s1", "s2"}
    assert {one["source"] for one in web.desk.json("find", REF, "--source", "s2")["passages"]} == {"s2"}
    assert len(web.desk.json("find", REF, "--limit", "1")["passages"]) == 1
    ran = web.desk("find", REF, "--source", "s9")
    assert ran.code == 1
    assert '"s9"' in ran.err


def test_find_without_a_capture_says_to_fetch(web: Web) -> None:
    web.cite(web.page())

    ran = web.desk("find", REF)

    assert (ran.code, ran.out) == (1, "")
    assert f"factcheck fetch {REF}" in ran.err


def test_find_where_nothing_bears_on_the_claim_says_so(web: Web) -> None:
    captured(web, "<p>Hens lay eggs.</p>")

    ran = web.desk("find", REF)

    assert (ran.code, ran.out) == (0, "")
    assert "Nothing" in ran.err
    assert "Next" not in ran.err


def test_find_shows_what_shares_little_under_a_heading_of_its_own(web: Web) -> None:
    captured(web, f"<p>{WORDS}</p><p>The bridge is grey.</p><p>Hens lay eggs.</p>")

    ran = web.desk("find", REF)
    first, heading, second = (line for line in ran.lines if line[:1].strip())
    assert first.split()[:4] == ["1", *WORDS.split()[:3]]
    assert heading == "Shares little with the claim:"
    assert second.endswith("The bridge is grey.")
    assert [one["shares_little"] for one in web.desk.json("find", REF)["passages"]] == [False, True]
    assert web.desk.ok("cite", REF, "--passage", "2", "--stance", "context") == "e1"


def test_find_suggests_no_passage_that_shares_little(web: Web) -> None:
    captured(web, "<p>The bridge is grey.</p>")

    ran = web.desk("find", REF)

    assert ran.lines[0] == "Shares little with the claim:"
    assert "Nothing in it bears on the claim" in ran.err
    assert "Next" not in ran.err


@pytest.mark.parametrize("number", ["0", "99", "-1", "x"])
def test_a_passage_that_is_none_is_told(web: Web, number: str) -> None:
    captured(web)

    ran = web.desk("cite", REF, "--passage", number, "--stance", "supports")

    assert ran.code in (1, 2)
    assert ran.out == ""
    assert web.desk.claim()["evidence"] == []


@pytest.mark.parametrize("words", [("s1", "--quote", QUOTE, "--passage", "1"), ("s1",), ("--quote", QUOTE)])
def test_a_quote_and_a_passage_are_one_or_the_other(web: Web, words: tuple[str, ...]) -> None:
    ran = web.desk("cite", REF, *words, "--stance", "supports")

    assert (ran.code, ran.out) == (2, "")


# Files without any desk


@pytest.mark.parametrize("name", [*FILES])
def test_find_looks_in_any_file_without_a_desk(program: Program, name: str) -> None:
    program.write(name, FILES[name])

    ran = program("find", "The bridge opened in 1932.", "--in", name, "--json")

    assert ran.code == 0
    assert set(ran.json) == {"schema", "passages"}
    (one,) = ran.json["passages"]
    assert (one["number"], one["source"], one["capture"]) == (1, None, None)
    assert QUOTE in " ".join(one["text"].split())
    assert [note["agreement"] for note in one["figures"]] == ["same"]
    assert "Next" not in ran.err


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "tsv", "md"])
def test_find_in_a_file_knows_every_format(program: Program, form: str) -> None:
    program.write("page.txt", WORDS)

    ran = program("find", "The bridge opened in 1932.", "--in", "page.txt", "--format", form)

    assert ran.code == 0
    assert QUOTE in " ".join(ran.out.split())
    if form == "jsonl":
        assert json.loads(ran.out)["text"] == WORDS


def test_find_in_a_file_in_which_nothing_bears_on_it_says_so(program: Program) -> None:
    program.write("page.txt", "Hens lay eggs.")

    ran = program("find", "The bridge opened in 1932.", "--in", "page.txt")

    assert (ran.code, ran.out) == (0, "")
    assert "Nothing" in ran.err
    assert program.json("find", "The bridge.", "--in", "page.txt") == {"schema": 1, "passages": []}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "empty"),
        ("b.png", PNG, "no text"),
        ("c.bin", bytes(range(256)) * 20, "no text"),
        ("d.pdf", pdf([[b"secret"]], trailer=LOCKED), "password"),
        ("e.pdf", b"%PDF-1.7 and nothing more", "damaged"),
        ("f.zip", zipped({"a.txt": b"a"}), "no text"),
    ],
    ids=["empty", "picture", "bytes", "locked", "damaged", "packed"],
)
def test_a_file_that_cannot_be_read_is_told_with_why(
    program: Program, name: str, content: bytes, told: str
) -> None:
    program.write(name, content)

    ran = program("find", "The bridge opened in 1932.", "--in", name)

    assert (ran.code, ran.out) == (1, "")
    assert name in ran.err
    assert told in ran.err
    assert "failed:" not in ran.err
    assert "(none)" not in ran.err


@pytest.mark.parametrize("name", ["nowhere.html", "."])
def test_a_file_that_is_not_there_is_told(program: Program, name: str) -> None:
    ran = program("find", "The bridge opened in 1932.", "--in", name)

    assert ran.code in (1, 2)
    assert ran.out == ""
    assert name in ran.err


@pytest.mark.parametrize("claim", ["", "   ", "?!", "x" * 50_000])
def test_find_takes_any_words_for_a_claim(program: Program, claim: str) -> None:
    program.write("page.txt", WORDS)

    assert program("find", claim, "--in", "page.txt").code in (0, 1, 2)


def test_find_in_a_large_file_is_answered(program: Program, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text(
        "\n".join(["Snow fell in the hills again."] * 20_000 + [WORDS]), "utf-8"
    )

    (one, *_) = program.json("find", "The bridge opened in 1932.", "--in", str(tmp_path / "large.txt"))[
        "passages"
    ]

    assert QUOTE in one["text"]
