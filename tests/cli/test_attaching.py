"""Files that a person supplies, and what pages say of themselves, at the command line."""

import pytest

from tests.cli.conftest import REF
from tests.cli.pages import FILES, PAGE, QUOTE, Web, captured, cite, holds, quoted, refused
from tests.servers import answer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


# Files that a person supplied


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
    assert cite(web, QUOTE).code == 0
    assert (quoted(web)["standing"], quoted(web)["capture"]) == ("filed", capture["id"])
    assert web.fetch() == {}
    assert holds(web.desk)


def test_a_quote_that_a_file_does_not_hold_is_refused_unless_a_person_says_it_does(web: Web) -> None:
    web.cite("https://archive.example.org/")
    web.desk.write("page.html", PAGE)
    web.desk.ok("attach", REF, "page.html")

    absent = "These words stand in a picture on the page"
    refused(web, cite(web, absent), "not in c1")
    assert cite(web, absent, "--standing", "filed").code == 0
    assert (quoted(web)["standing"], quoted(web)["match"]) == ("filed", None)
    assert holds(web.desk)


def test_a_picture_is_quoted_on_the_word_of_who_filed_it(web: Web) -> None:
    web.cite("https://archive.example.org/")
    web.desk.write("shot.png", PNG)
    web.desk.ok("attach", REF, "shot.png")

    assert web.desk.claim()["captures"][0]["content_type"] == "image/png"
    assert cite(web, QUOTE).code == 0
    assert quoted(web)["standing"] == "filed"
    assert holds(web.desk)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("shot.png", PNG, "it is a picture or a scan"),
        ("doc.rtf", b"{\\rtf1 Words}", "this is an RTF file, which is not read. Save it as html, pdf, docx"),
        (
            "frames.html",
            b"<frameset><frame src=text.htm></frameset>",
            "the page shows other pages in frames; quote those: text.htm",
        ),
        ("empty.html", b"<html><title>x</title></html>", "the page holds no words of its own."),
        ("blank.txt", b" \n", "there is no word in it."),
    ],
)
def test_a_file_without_words_says_so_and_so_does_a_quote_that_was_not_checked(
    web: Web, name: str, content: bytes, why: str
) -> None:
    web.cite("https://archive.example.org/")
    web.desk.write(name, content)

    attached = web.desk("attach", REF, name)
    assert f"No words could be read from it: {why}" in attached.err
    assert "A quote of it cannot be checked." in attached.err

    cited = cite(web, QUOTE)
    assert (cited.code, cited.out) == (0, "e1\n")
    assert (
        f"The quote was not checked; it rests on your reading: no words could be read from c1: {why}"
        in cited.err
    )
    assert f"No words could be read from it: {why}" in web.desk("source", REF, name).err


def test_a_quote_says_that_it_was_not_checked_only_where_it_was_not(web: Web) -> None:
    web.cite("https://archive.example.org/")
    assert "not checked; it rests on your reading: the desk holds no words of s1." in cite(web, QUOTE).err

    web.desk.write("page.html", PAGE)
    assert "No words" not in web.desk("attach", REF, "page.html").err
    assert "not checked" not in cite(web, QUOTE, "--note", "Found").err
    absent = cite(web, "These words stand in a picture on the page", "--standing", "filed")
    assert "The quote was not checked; it rests on your reading: it was not found in c1." in absent.err


def test_attaching_anchors_what_was_transcribed(web: Web) -> None:
    web.cite("https://archive.example.org/")
    cite(web, QUOTE)
    web.desk.write("page.html", PAGE)

    web.desk.ok("attach", REF, "page.html")

    assert (quoted(web)["standing"], quoted(web)["match"]) == ("filed", "exact")


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
    ("file", "more", "code"),
    [
        ("nowhere.html", (), 2),
        ("archive", (), 2),
        ("empty.html", (), 1),
        ("page.html", ("--source", "s9"), 1),
    ],
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
    captured(web, page)
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


def test_what_a_page_proposes_is_shown_as_proposed_and_its_author_taken_over_by_nobody(web: Web) -> None:
    captured(web, PAGE.replace("<head>", '<head><meta name="author" content="J. Clerk">'))

    assert "proposed by the page itself: title: The bridge, author: J. Clerk" in web.desk.ok("show", REF)
    (source,) = web.desk.claim()["sources"]
    assert (source["title"], source["author"]) == ("The bridge", None)


def test_a_fetch_tells_what_it_took_from_a_page_for_its_source(web: Web) -> None:
    web.cite(web.page())

    assert f"Taken from what the page says of itself, for s1 of {REF}: title." in web.desk("fetch").err


def test_the_fields_of_a_source_are_changed_by_its_id(web: Web) -> None:
    web.cite("https://a.example/", "https://b.example/")

    assert (
        web.desk.ok("source", REF, "s2", "--archived-url", "https://web.archive.org/b", "--kind", "official")
        == "s2"
    )

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
