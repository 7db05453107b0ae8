"""Quotes at the command line: what stands in a capture is taken, anything else is shown and refused."""

import pytest

from tests.cli.conftest import REF
from tests.cli.pages import PAGE, QUOTE, WORDS, Web, captured, cite, holds, quoted, refused
from tests.servers import answer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def _text(web: Web) -> str:
    (url,) = web.cited
    return web.kept(url).text or ""


# Quotes that stand


def test_a_quote_that_stands_is_anchored_where_it_stands(web: Web) -> None:
    captured(web)

    ran = cite(web, QUOTE)

    assert (ran.code, ran.out) == (0, "e1\n")
    quote = quoted(web)
    assert (quote["standing"], quote["match"], quote["capture"], quote["exact"]) == (
        "anchored",
        "exact",
        "c1",
        QUOTE,
    )
    position = quote["position"]
    assert _text(web)[position["start"] : position["end"]] == QUOTE
    assert quote["prefix"].endswith("work")
    assert quote["suffix"].lstrip(", ").startswith("as the register")
    assert QUOTE in quote["excerpt"]
    assert holds(web.desk)


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        (
            "the mayor’s “old” bridge — opened to traffic in 1932",
            'the mayor\'s "old" bridge - opened to traffic in 1932',
        ),
        (
            "the old&nbsp;bridge was\n   opened to <b>traf&shy;fic</b> in&#8239;1932",
            "the old bridge was opened to traffic in 1932",
        ),
        ("the old bridge<br>was opened to traffic in 1932", "the old bridge was opened to traffic in 1932"),
        ("the ﬁrst bridge was opened to traﬃc in 1932…", "the first bridge was opened to traffic in 1932..."),
    ],
    ids=["marks", "spaces", "br", "ligatures"],
)
def test_typography_is_no_difference_and_the_page_is_quoted_as_it_is(web: Web, page: str, quote: str) -> None:
    captured(web, f"<p>So {page}, they say.</p>")

    assert cite(web, quote).code == 0
    held = quoted(web)
    assert (held["standing"], held["match"]) in {("anchored", "typographic"), ("anchored", "exact")}
    position = held["position"]
    assert _text(web)[position["start"] : position["end"]] == held["exact"]
    assert holds(web.desk)


def test_the_same_quote_twice_keeps_its_id(web: Web) -> None:
    captured(web)

    assert [cite(web, QUOTE).out for _ in range(2)] == ["e1\n", "e1\n"]
    assert len(web.desk.claim()["evidence"]) == 1


def test_an_elided_quote_is_found_piece_by_piece(web: Web) -> None:
    captured(web, f"<p>{WORDS} Then it rained for many days, and nobody crossed the river for a week.</p>")

    assert cite(web, f"{QUOTE} […] nobody crossed the river for a week").code == 0
    quote = quoted(web)
    assert quote["exact"] == f"{QUOTE} […] nobody crossed the river for a week"
    assert quote["match"] == "typographic"
    assert holds(web.desk)


def test_pieces_in_the_wrong_order_are_no_quote(web: Web) -> None:
    captured(web, f"<p>{WORDS} Then it rained, and nobody crossed the river for a whole week.</p>")

    refused(web, cite(web, f"nobody crossed the river for a whole week […] {QUOTE}"))


@pytest.mark.parametrize(
    "quote",
    [
        "شمار مدرسه\u200cهای بسته شده به ۵۲ رسید",
        "شمار مدرسه های بسته شده به ٥٢ رسيد",
        "شمار مدرسه\u200cهای بسته شده به 52 رسید",
    ],
)
def test_a_persian_quote_is_found_whatever_the_kind_of_digits_and_letters(web: Web, quote: str) -> None:
    persian = "وزیر گفت شمار مدرسه\u200cهای بسته شده به ۵۲ رسید و دیگر افزایش نیافت."
    captured(web, f'<html lang="fa" dir="rtl"><meta charset=utf-8><p>{persian}</p></html>')

    assert cite(web, quote).code == 0
    held = quoted(web)
    assert held["exact"] == "شمار مدرسه\u200cهای بسته شده به ۵۲ رسید"
    assert held["match"] == ("exact" if quote == held["exact"] else "typographic")
    assert holds(web.desk)


def test_another_figure_in_persian_is_refused(web: Web) -> None:
    captured(web, '<meta charset=utf-8><p dir="rtl">وزیر گفت شمار مدرسه\u200cهای بسته شده به ۵۲ رسید.</p>')

    refused(web, cite(web, "شمار مدرسه\u200cهای بسته شده به ۵۳ رسید"), "[-۵۳-]{+۵۲+}")


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
    captured(web)

    refused(web, cite(web, wrong), "Rule 1", changed, f'"{QUOTE}"', "--nearest")
    assert cite(web, wrong, "--nearest").code == 0
    quote = quoted(web)
    assert (quote["exact"], quote["standing"]) == (QUOTE, "anchored")
    assert holds(web.desk)


@pytest.mark.parametrize(
    "quote", ["the harbour master keeps three grey cats in his office", "opened to traffic in 1931", "opened"]
)
def test_words_that_stand_nowhere_are_refused_even_as_the_nearest(web: Web, quote: str) -> None:
    captured(web, "<p>The schools of the region stay closed on Monday because of the snow.</p>")

    refused(web, cite(web, quote), "not in c1", "factcheck find")
    refused(web, cite(web, quote, "--nearest"), "not in c1")


@pytest.mark.parametrize("quote", ["", "   ", "…", "“”"])
def test_a_quote_without_words_is_refused(web: Web, quote: str) -> None:
    captured(web)

    ran = cite(web, quote)

    assert ran.code in (1, 2, 3)
    assert ran.out == ""
    assert ran.err
    assert web.desk.claim()["evidence"] == []


def test_a_short_quote_is_taken_only_as_it_is_written(web: Web) -> None:
    captured(web, "<p>He called it “the Mayor’s folly” and left.</p>")

    refused(web, cite(web, "the mayor's folly"))
    assert cite(web, "the Mayor’s folly").code == 0
    assert quoted(web)["match"] == "exact"


def test_what_was_read_elsewhere_is_transcribed_on_the_word_of_who_read_it(web: Web) -> None:
    captured(web)

    assert (
        cite(web, "It was opened in 1931, says the printed edition.", "--standing", "transcribed").code == 0
    )
    quote = quoted(web)
    assert (quote["standing"], quote["who"], quote["capture"]) == ("transcribed", "Ana", None)


def test_no_word_makes_anchored_what_does_not_stand(web: Web) -> None:
    captured(web)

    for standing in ("anchored", "filed"):
        refused(web, cite(web, "It was opened in the spring of 1931, they say", "--standing", standing))


def test_a_quote_from_a_page_that_never_came_is_transcribed_and_anchored_when_it_does(web: Web) -> None:
    url = web.page(answer("no", "500 Internal Server Error"), answer(PAGE))
    web.cite(url)
    web.fetch()
    assert cite(web, QUOTE).code == 0
    assert quoted(web)["standing"] == "transcribed"

    ran = web.desk("fetch")

    assert ran.code == 0
    assert f"{REF}: e1 was transcribed" in ran.err
    assert quoted(web)["standing"] == "anchored"
    assert [one["act"] for one in web.desk.json("log", REF)["events"]][-3:] == ["capture", "anchor", "source"]
    assert holds(web.desk)


# Several places


TWICE = f"<p>At first {QUOTE}, it says.</p><p>Further down {QUOTE}, it says again.</p>"


def test_a_quote_in_several_places_shows_them_all_and_stores_none(web: Web) -> None:
    captured(web, TWICE)

    refused(web, cite(web, QUOTE), "stands in 2 places", "At first", "Further down", "--place", "--prefix")


def test_the_place_that_is_meant_is_taken_by_number_or_by_the_words_around(web: Web) -> None:
    captured(web, TWICE)
    places = {}
    for asked in (
        ("--place", "1"),
        ("--place", "2"),
        ("--prefix", "At first"),
        ("--suffix", "it says again"),
    ):
        ran = cite(web, QUOTE, *asked)
        assert ran.code == 0, ran.err
        (quote,) = (one for one in web.desk.claim()["evidence"] if one["id"] == ran.out.strip())
        places[asked] = quote["position"]["start"]

    first, second, by_prefix, by_suffix = places.values()
    assert first < second
    assert (by_prefix, by_suffix) == (first, second)
    assert holds(web.desk)


@pytest.mark.parametrize("number", ["0", "3", "x"])
def test_a_place_that_is_none_is_told(web: Web, number: str) -> None:
    captured(web, TWICE)

    ran = cite(web, QUOTE, "--place", number)

    assert ran.code in (1, 2)
    assert number in ran.err
    assert web.desk.claim()["evidence"] == []


# Several captures


def test_an_older_capture_is_quoted_when_it_is_named_or_alone_has_the_words(web: Web) -> None:
    url = web.page(
        answer(PAGE), answer("<p>This page now tells of the new tunnel and nothing else at all.</p>")
    )
    web.cite(url)
    web.fetch()
    web.fetch(REF)

    assert cite(web, QUOTE).code == 0
    assert quoted(web)["capture"] == "c1"
    ran = cite(web, QUOTE, "--capture", "c2")
    assert (ran.code, ran.out) == (3, "")
    ran = cite(web, QUOTE, "--capture", "c9")
    assert ran.code in (1, 3)
    assert "c9" in ran.err
    assert len(web.desk.claim()["evidence"]) == 1


@pytest.mark.parametrize("quote", ["", "  ", "\n"])
def test_a_quote_without_words_is_not_said_to_be_absent(web: Web, quote: str) -> None:
    captured(web)

    ran = web.desk("cite", REF, "s1", "--quote", quote, "--stance", "supports")

    assert (ran.code, ran.out) == (1, "")
    assert "the quote is empty" in ran.err
