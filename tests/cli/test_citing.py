"""Quotes and passages at the command line: what stands in a capture is taken, anything else is shown and refused."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import REF, Program, Ran
from tests.cli.pages import PAGE, QUOTE, WORDS, Web, holds, open_web
from tests.reading.files import LOCKED, pdf, word, zipped
from tests.servers import ScriptedServer, answer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def web(desk: Program, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    yield from open_web(desk, server, monkeypatch)


def _captured(web: Web, *bodies: str) -> Web:
    """The claim with a captured source for each of these pages."""
    pages = [web.page(answer(body)) for body in bodies or (PAGE,)]
    web.cite(*pages)
    assert {one["outcome"] for one in web.fetch().values()} == {"ok"}
    return web


def _cite(web: Web, quote: str, *more: str) -> Ran:
    return web.desk("cite", REF, "s1", "--quote", quote, "--stance", "supports", *more)


def _quoted(web: Web) -> dict[str, Any]:
    (evidence,) = web.desk.claim()["evidence"]
    found: dict[str, Any] = evidence
    return found


def _text(web: Web) -> str:
    (url,) = web.cited
    return web.kept(url).text or ""


def _refused(web: Web, ran: Ran, *words: str) -> None:
    assert (ran.code, ran.out) == (3, "")
    for said in words:
        assert said in ran.err
    assert web.desk.claim()["evidence"] == []


# Quotes that stand


def test_a_quote_that_stands_is_anchored_where_it_stands(web: Web) -> None:
    _captured(web)

    ran = _cite(web, QUOTE)

    assert (ran.code, ran.out) == (0, "e1\n")
    quote = _quoted(web)
    assert (quote["standing"], quote["match"], quote["capture"], quote["exact"]) == ("anchored", "exact", "c1", QUOTE)
    position = quote["position"]
    assert _text(web)[position["start"] : position["end"]] == QUOTE
    assert quote["prefix"].endswith("work")
    assert quote["suffix"].lstrip(", ").startswith("as the register")
    assert QUOTE in quote["excerpt"]
    assert holds(web.desk)


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("the mayor’s “old” bridge — opened to traffic in 1932", "the mayor's \"old\" bridge - opened to traffic in 1932"),
        ("the old&nbsp;bridge was\n   opened to <b>traf&shy;fic</b> in&#8239;1932", "the old bridge was opened to traffic in 1932"),
        ("the old bridge<br>was opened to traffic in 1932", "the old bridge was opened to traffic in 1932"),
        ("the ﬁrst bridge was opened to traﬃc in 1932…", "the first bridge was opened to traffic in 1932..."),
    ],
    ids=["marks", "spaces", "br", "ligatures"],
)
def test_typography_is_no_difference_and_the_page_is_quoted_as_it_is(web: Web, page: str, quote: str) -> None:
    _captured(web, f"<p>So {page}, they say.</p>")

    assert _cite(web, quote).code == 0
    held = _quoted(web)
    assert (held["standing"], held["match"]) in {("anchored", "typographic"), ("anchored", "exact")}
    position = held["position"]
    assert _text(web)[position["start"] : position["end"]] == held["exact"]
    assert holds(web.desk)


def test_the_same_quote_twice_keeps_its_id(web: Web) -> None:
    _captured(web)

    assert [_cite(web, QUOTE).out for _ in range(2)] == ["e1\n", "e1\n"]
    assert len(web.desk.claim()["evidence"]) == 1


def test_an_elided_quote_is_found_piece_by_piece(web: Web) -> None:
    _captured(web, f"<p>{WORDS} Then it rained for many days, and nobody crossed the river for a week.</p>")

    assert _cite(web, f"{QUOTE} […] nobody crossed the river for a week").code == 0
    quote = _quoted(web)
    assert quote["exact"] == f"{QUOTE} […] nobody crossed the river for a week"
    assert quote["match"] == "typographic"
    assert holds(web.desk)


def test_pieces_in_the_wrong_order_are_no_quote(web: Web) -> None:
    _captured(web, f"<p>{WORDS} Then it rained, and nobody crossed the river for a whole week.</p>")

    _refused(web, _cite(web, f"nobody crossed the river for a whole week […] {QUOTE}"))


@pytest.mark.parametrize("quote", ["شمار مدرسه\u200cهای بسته شده به ۵۲ رسید", "شمار مدرسه های بسته شده به ٥٢ رسيد", "شمار مدرسه\u200cهای بسته شده به 52 رسید"])
def test_a_persian_quote_is_found_whatever_the_kind_of_digits_and_letters(web: Web, quote: str) -> None:
    persian = "وزیر گفت شمار مدرسه\u200cهای بسته شده به ۵۲ رسید و دیگر افزایش نیافت."
    _captured(web, f'<html lang="fa" dir="rtl"><meta charset=utf-8><p>{persian}</p></html>')

    assert _cite(web, quote).code == 0
    held = _quoted(web)
    assert held["exact"] == "شمار مدرسه\u200cهای بسته شده به ۵۲ رسید"
    assert held["match"] == ("exact" if quote == held["exact"] else "typographic")
    assert holds(web.desk)


def test_another_figure_in_persian_is_refused(web: Web) -> None:
    _captured(web, '<meta charset=utf-8><p dir="rtl">وزیر گفت شمار مدرسه\u200cهای بسته شده به ۵۲ رسید.</p>')

    _refused(web, _cite(web, "شمار مدرسه\u200cهای بسته شده به ۵۳ رسید"), "[-۵۳-]{+۵۲+}")


# Quotes that do not


@pytest.mark.parametrize(
    ("wrong", "changed"),
    [
        (QUOTE.replace("1932", "1931"), "[-1931-]{+1932+}"),
        (QUOTE.replace("was", "was not"), "[-not-]"),
        (QUOTE.replace("opened", "closed"), "[-closed-]{+opened+}"),
    ],
)
def test_an_altered_quote_is_refused_with_what_differs_and_what_it_says(
    web: Web, wrong: str, changed: str
) -> None:
    _captured(web)

    _refused(web, _cite(web, wrong), "Rule 1", changed, f'"{QUOTE}"', "--nearest")
    assert _cite(web, wrong, "--nearest").code == 0
    quote = _quoted(web)
    assert (quote["exact"], quote["standing"]) == (QUOTE, "anchored")
    assert holds(web.desk)


@pytest.mark.parametrize("quote", ["the harbour master keeps three grey cats in his office", "opened to traffic in 1931", "opened"])
def test_words_that_stand_nowhere_are_refused_even_as_the_nearest(web: Web, quote: str) -> None:
    _captured(web, "<p>The schools of the region stay closed on Monday because of the snow.</p>")

    _refused(web, _cite(web, quote), "not in c1", "factcheck find")
    _refused(web, _cite(web, quote, "--nearest"), "not in c1")


@pytest.mark.parametrize("quote", ["", "   ", "…", "“”"])
def test_a_quote_without_words_is_refused(web: Web, quote: str) -> None:
    _captured(web)

    ran = _cite(web, quote)

    assert ran.code in (1, 2, 3)
    assert ran.out == ""
    assert ran.err
    assert web.desk.claim()["evidence"] == []


def test_a_short_quote_is_taken_only_as_it_is_written(web: Web) -> None:
    _captured(web, "<p>He called it “the Mayor’s folly” and left.</p>")

    _refused(web, _cite(web, "the mayor's folly"))
    assert _cite(web, "the Mayor’s folly").code == 0
    assert _quoted(web)["match"] == "exact"


def test_what_was_read_elsewhere_is_transcribed_on_the_word_of_who_read_it(web: Web) -> None:
    _captured(web)

    assert _cite(web, "It was opened in 1931, says the printed edition.", "--standing", "transcribed").code == 0
    quote = _quoted(web)
    assert (quote["standing"], quote["who"], quote["capture"]) == ("transcribed", "Ana", None)


def test_no_word_makes_anchored_what_does_not_stand(web: Web) -> None:
    _captured(web)

    for standing in ("anchored", "filed"):
        _refused(web, _cite(web, "It was opened in the spring of 1931, they say", "--standing", standing))


def test_a_quote_from_a_page_that_never_came_is_transcribed_and_anchored_when_it_does(web: Web) -> None:
    url = web.page(answer("no", "500 Internal Server Error"), answer(PAGE))
    web.cite(url)
    web.fetch()
    assert _cite(web, QUOTE).code == 0
    assert _quoted(web)["standing"] == "transcribed"

    ran = web.desk("fetch")

    assert ran.code == 0
    assert f"{REF}: e1 was transcribed" in ran.err
    assert _quoted(web)["standing"] == "anchored"
    assert [one["act"] for one in web.desk.json("log", REF)["events"]][-2:] == ["capture", "anchor"]
    assert holds(web.desk)


# Several places


TWICE = f"<p>At first {QUOTE}, it says.</p><p>Further down {QUOTE}, it says again.</p>"


def test_a_quote_in_several_places_shows_them_all_and_stores_none(web: Web) -> None:
    _captured(web, TWICE)

    _refused(web, _cite(web, QUOTE), "stands in 2 places", "At first", "Further down", "--place", "--prefix")


def test_the_place_that_is_meant_is_taken_by_number_or_by_the_words_around(web: Web) -> None:
    _captured(web, TWICE)
    places = {}
    for asked in (("--place", "1"), ("--place", "2"), ("--prefix", "At first"), ("--suffix", "it says again")):
        ran = _cite(web, QUOTE, *asked)
        assert ran.code == 0, ran.err
        (quote,) = (one for one in web.desk.claim()["evidence"] if one["id"] == ran.out.strip())
        places[asked] = quote["position"]["start"]

    first, second, by_prefix, by_suffix = places.values()
    assert first < second
    assert (by_prefix, by_suffix) == (first, second)
    assert holds(web.desk)


@pytest.mark.parametrize("number", ["0", "3", "x"])
def test_a_place_that_is_none_is_told(web: Web, number: str) -> None:
    _captured(web, TWICE)

    ran = _cite(web, QUOTE, "--place", number)

    assert ran.code in (1, 2)
    assert number in ran.err
    assert web.desk.claim()["evidence"] == []


# Several captures


def test_an_older_capture_is_quoted_when_it_is_named_or_alone_has_the_words(web: Web) -> None:
    url = web.page(answer(PAGE), answer("<p>This page now tells of the new tunnel and nothing else at all.</p>"))
    web.cite(url)
    web.fetch()
    web.fetch(REF)

    assert _cite(web, QUOTE).code == 0
    assert _quoted(web)["capture"] == "c1"
    ran = _cite(web, QUOTE, "--capture", "c2")
    assert (ran.code, ran.out) == (3, "")
    ran = _cite(web, QUOTE, "--capture", "c9")
    assert ran.code in (1, 3)
    assert "c9" in ran.err
    assert len(web.desk.claim()["evidence"]) == 1


# Passages


def test_a_passage_that_find_shows_is_cited_by_its_number(web: Web) -> None:
    _captured(web, f"<p>Snow fell in the hills.</p><p>{WORDS}</p><p>The bridge is grey.</p>")

    ran = web.desk("find", REF, "--json")
    assert ran.code == 0
    assert f"Next: factcheck cite {REF} --passage 1" in ran.err
    best = ran.json["passages"][0]
    assert best["text"] == WORDS

    assert web.desk.ok("cite", REF, "--passage", "1", "--stance", "supports") == "e1"
    quote = _quoted(web)
    assert (quote["exact"], quote["source"], quote["capture"]) == (WORDS, best["source"], best["capture"])
    assert quote["position"] == {"start": best["start"], "end": best["end"]}
    assert holds(web.desk)


def test_a_passage_that_stands_twice_is_cited_where_it_was_shown(web: Web) -> None:
    _captured(web, f"<p>{WORDS}</p><p>And more of the sort.</p><p>{WORDS}</p>")
    shown = web.desk.json("find", REF)["passages"]

    for one in shown[:2]:
        evidence = web.desk.ok("cite", REF, "--passage", str(one["number"]), "--stance", "context")
        (quote,) = (quote for quote in web.desk.claim()["evidence"] if quote["id"] == evidence)
        assert quote["position"] == {"start": one["start"], "end": one["end"]}


def test_passages_carry_their_reasons_and_figures(web: Web) -> None:
    _captured(web)

    (one, *_) = web.desk.json("find", REF)["passages"]

    assert set(one) >= {"number", "source", "capture", "text", "start", "end", "score", "why", "figures", "restates"}
    assert one["figures"] == [{"claim": "1932", "passage": "1932", "agreement": "same"}]
    assert "1932" in one["why"]
    assert _text(web)[one["start"] : one["end"]] == one["text"]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_format_shows_the_words_of_a_passage(web: Web, form: str) -> None:
    _captured(web)

    ran = web.desk("find", REF, "--format", form)

    assert ran.code == 0
    assert QUOTE in " ".join(ran.out.split())
    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(ran.out))
        assert (row["number"], row["source"], row["text"]) == ("1", "s1", WORDS)


def test_find_looks_in_the_source_that_is_named_and_shows_as_many_as_asked(web: Web) -> None:
    other = "<p>The bridge opened in 1932.</p><p>The bridge was opened by the king in 1932.</p>"
    _captured(web, PAGE, other)

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
    _captured(web, "<p>Hens lay eggs.</p>")

    ran = web.desk("find", REF)

    assert (ran.code, ran.out) == (0, "")
    assert "Nothing" in ran.err
    assert "Next" not in ran.err


@pytest.mark.parametrize("number", ["0", "99", "-1", "x"])
def test_a_passage_that_is_none_is_told(web: Web, number: str) -> None:
    _captured(web)

    ran = web.desk("cite", REF, "--passage", number, "--stance", "supports")

    assert ran.code in (1, 2)
    assert ran.out == ""
    assert web.desk.claim()["evidence"] == []


@pytest.mark.parametrize("words", [("s1", "--quote", QUOTE, "--passage", "1"), ("s1",), ("--quote", QUOTE)])
def test_a_quote_and_a_passage_are_one_or_the_other(web: Web, words: tuple[str, ...]) -> None:
    ran = web.desk("cite", REF, *words, "--stance", "supports")

    assert (ran.code, ran.out) == (2, "")


# Files that a person supplied


DOCX = word(lambda document: document.add_paragraph(WORDS))
FILES = {"page.html": PAGE.encode(), "page.pdf": pdf([[WORDS.encode()]]), "page.docx": DOCX, "page.txt": WORDS.encode()}


@pytest.mark.parametrize("name", [*FILES])
def test_a_file_that_is_attached_is_filed_with_its_source_and_quoted(web: Web, name: str) -> None:
    url = web.page(answer("no", "403 Forbidden"))
    web.cite(url)
    web.fetch()
    web.desk.write(name, FILES[name])

    ran = web.desk("attach", REF, name)

    assert (ran.code, ran.out) == (0, "s1\n")
    assert "supplied by hand" in ran.err
    assert f"Next: factcheck cite {REF} s1" in ran.err
    capture = web.capture(url)
    assert (capture["outcome"], capture["size"]) == ("filed", len(FILES[name]))
    assert web.kept(url).facts["supplied_by_hand"] is True
    assert web.kept(url).payload == FILES[name]
    assert _cite(web, QUOTE).code == 0
    assert (_quoted(web)["standing"], _quoted(web)["capture"]) == ("filed", capture["id"])
    assert web.fetch() == {}
    assert holds(web.desk)


def test_a_quote_that_a_file_does_not_hold_is_refused_unless_a_person_says_it_does(web: Web) -> None:
    web.cite("https://archive.example.org/")
    web.desk.write("page.html", PAGE)
    web.desk.ok("attach", REF, "page.html")

    absent = "These words stand in a picture on the page"
    _refused(web, _cite(web, absent), "not in c1")
    assert _cite(web, absent, "--standing", "filed").code == 0
    assert (_quoted(web)["standing"], _quoted(web)["match"]) == ("filed", None)
    assert holds(web.desk)


def test_a_picture_is_quoted_on_the_word_of_who_filed_it(web: Web) -> None:
    web.cite("https://archive.example.org/")
    web.desk.write("shot.png", PNG)
    web.desk.ok("attach", REF, "shot.png")

    assert web.desk.claim()["captures"][0]["content_type"] == "image/png"
    assert _cite(web, QUOTE).code == 0
    assert _quoted(web)["standing"] == "filed"
    assert holds(web.desk)


def test_attaching_anchors_what_was_transcribed(web: Web) -> None:
    web.cite("https://archive.example.org/")
    _cite(web, QUOTE)
    web.desk.write("page.html", PAGE)

    web.desk.ok("attach", REF, "page.html")

    assert (_quoted(web)["standing"], _quoted(web)["match"]) == ("filed", "exact")


def test_attaching_the_same_file_twice_files_it_once(web: Web) -> None:
    web.cite("https://archive.example.org/")
    web.desk.write("page.html", PAGE)

    for _ in range(2):
        assert web.desk.ok("attach", REF, "page.html", "--source", "s1") == "s1"
    assert len(web.desk.claim()["captures"]) == 1


def test_with_several_sources_waiting_attach_asks_which(web: Web) -> None:
    web.cite("https://archive.example.org/a", "https://archive.example.org/b")
    web.desk.write("page.html", PAGE)

    ran = web.desk("attach", REF, "page.html")
    assert (ran.code, ran.out) == (1, "")
    for words in ("--source", "s1", "s2", "https://archive.example.org/b"):
        assert words in ran.err
    assert web.desk.ok("attach", REF, "page.html", "--source", "s2") == "s2"
    assert web.desk.ok("attach", REF, "page.html") == "s1"


def test_with_none_waiting_a_file_becomes_a_source_of_its_own(web: Web) -> None:
    web.desk.write("page.html", PAGE)

    assert web.desk.ok("attach", REF, "page.html") == "s1"
    claim = web.desk.claim()
    assert [one["title"] for one in claim["sources"]] == ["page.html"]
    assert [one["outcome"] for one in claim["captures"]] == ["filed"]


@pytest.mark.parametrize(
    ("file", "more", "code"), [("nowhere.html", (), 2), ("archive", (), 2), ("empty.html", (), 1), ("page.html", ("--source", "s9"), 1)]
)
def test_what_cannot_be_attached_is_told(web: Web, file: str, more: tuple[str, ...], code: int) -> None:
    web.cite("https://archive.example.org/")
    web.desk.write("empty.html", b"")
    web.desk.write("page.html", PAGE)

    ran = web.desk("attach", REF, file, *more)

    assert (ran.code, ran.out) == (code, "")
    assert (more[-1] if more else file) in ran.err
    assert web.desk.claim()["captures"] == []


# What a page says of itself


def test_what_a_page_says_of_itself_fills_only_what_is_blank(web: Web) -> None:
    page = PAGE.replace(
        "<head>",
        '<head><meta name="author" content="J. Clerk"><meta property="og:site_name" content="The Register">'
        '<meta property="article:published_time" content="1932-03-19T08:00:00Z">',
    ).replace("<html>", '<html lang="en">')
    _captured(web, page)
    web.desk.ok("source", REF, "s1", "--title", "Our own title")

    assert web.desk.ok("source", REF, "s1", "--proposed") == "s1"

    (source,) = web.desk.claim()["sources"]
    assert source["title"] == "Our own title"
    assert (source["author"], source["publisher"]) == ("J. Clerk", "The Register")
    assert (source["published_on"], source["language"]) == ("1932-03-19", "en")


def test_nothing_is_taken_over_before_there_is_a_capture(web: Web) -> None:
    web.cite(web.page())

    ran = web.desk("source", REF, "s1", "--proposed")

    assert (ran.code, ran.out) == (1, "")
    assert f"factcheck fetch {REF}" in ran.err


def test_what_a_page_proposes_is_shown_as_proposed_and_taken_over_by_nobody(web: Web) -> None:
    _captured(web)

    assert "proposed by the page itself: title: The bridge" in web.desk.ok("show", REF)
    assert web.desk.claim()["sources"][0].get("title") is None


def test_the_fields_of_a_source_are_changed_by_its_id(web: Web) -> None:
    web.cite("https://a.example/", "https://b.example/")

    assert web.desk.ok("source", REF, "s2", "--archived-url", "https://web.archive.org/b", "--kind", "official") == "s2"

    first, second = web.desk.claim()["sources"]
    assert (second["url"], second["archived_url"], second["kind"]) == (
        "https://b.example/",
        "https://web.archive.org/b",
        "official",
    )
    assert first.get("archived_url") is None
    assert "archived at https://web.archive.org/b" in web.desk.ok("show", REF)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("s9", "--title", "x"), "s9"),
        (("s1", "--archived-url", "javascript:alert(1)"), "only http and https"),
        (("s1", "--archived-url", "web.archive.org"), "http"),
    ],
)
def test_a_source_that_cannot_be_changed_so_is_told(web: Web, words: tuple[str, ...], told: str) -> None:
    web.cite("https://a.example/")

    ran = web.desk("source", REF, *words)

    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err


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
        ("empty.txt", b"", "empty"),
        ("shot.png", PNG, "no text"),
        ("data.bin", bytes(range(256)) * 20, "no text"),
        ("locked.pdf", pdf([[b"secret"]], trailer=LOCKED), "password"),
        ("damaged.pdf", b"%PDF-1.7 and nothing more", "damaged"),
        ("packed.zip", zipped({"a.txt": b"a"}), "no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_why(
    program: Program, name: str, content: bytes, told: str
) -> None:
    program.write(name, content)

    ran = program("find", "The bridge opened in 1932.", "--in", name)

    assert (ran.code, ran.out) == (1, "")
    assert name in ran.err
    assert told in ran.err


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
    (tmp_path / "large.txt").write_text("\n".join(["Snow fell in the hills again."] * 20_000 + [WORDS]), "utf-8")

    (one, *_) = program.json("find", "The bridge opened in 1932.", "--in", str(tmp_path / "large.txt"))["passages"]

    assert QUOTE in one["text"]
