"""Links to the very words on a live page."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from factcheck.report.fragment import host_of, live_link, words_link

PAGE = "https://example.org/a"


def _text(link: str | None) -> str:
    assert link is not None
    return link.partition(":~:text=")[2]


def test_a_quote_is_given_whole_and_percent_encoded() -> None:
    quote = "fifty-two dead, and more & more were found"
    assert _text(words_link(PAGE, quote)) == (
        "fifty%2Dtwo%20dead%2C%20and%20more%20%26%20more%20were%20found"
    )


def test_a_short_quote_takes_its_context_along_without_cut_words() -> None:
    link = words_link(PAGE, "four died", prefix="ster said that", suffix="in the fi")
    assert _text(link) == "said%20that-,four%20died,-in%20the"


def test_a_long_quote_is_named_by_its_ends() -> None:
    words = [f"word{number}" for number in range(60)]
    assert _text(words_link(PAGE, " ".join(words))) == (
        "word0%20word1%20word2%20word3%20word4%20word5,word54%20word55%20word56%20word57%20word58%20word59"
    )


def test_a_quote_over_two_lines_is_named_by_its_ends() -> None:
    assert (
        _text(words_link(PAGE, "the first line\n\nthe last line")) == "the%20first%20line,the%20last%20line"
    )


def test_a_long_quote_without_spaces_still_makes_a_short_link() -> None:
    assert len(unquote(_text(words_link(PAGE, "漢" * 3000)))) < 50


def test_an_anchor_of_the_page_is_kept_and_an_older_directive_replaced() -> None:
    assert words_link(f"{PAGE}#part", "one two three four five six") == (
        f"{PAGE}#part:~:text=one%20two%20three%20four%20five%20six"
    )
    assert (words_link(f"{PAGE}#part:~:text=old", "new") or "").startswith(f"{PAGE}#part:~:text=new")


def test_only_http_and_https_are_linked() -> None:
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//x",
        "x",
    ):
        assert live_link(url) is None
        assert words_link(url, "words") is None
        assert host_of(url) == ""


def test_an_international_host_is_shown_and_linked_in_punycode() -> None:
    assert host_of("https://xn--e1afmkfd.example/") == "xn--e1afmkfd.example"
    assert host_of("https://пример.example/") == "xn--e1afmkfd.example"
    assert host_of("https://straße.example/") == "xn--strae-oqa.example"
    assert live_link("https://пример.example:8443/п?я=1#ж") == (
        "https://xn--e1afmkfd.example:8443/%D0%BF?%D1%8F=1#%D0%B6"
    )


def test_what_is_encoded_already_stays_as_it_is() -> None:
    assert live_link("https://example.org/a%20b?c=%2F&d=e#f") == "https://example.org/a%20b?c=%2F&d=e#f"


def test_an_ipv6_host_keeps_its_brackets() -> None:
    assert live_link("http://[2001:db8::1]:80/x") == "http://[2001:db8::1]:80/x"


@given(st.text(min_size=1).filter(str.strip), st.text(), st.text())
def test_any_quote_makes_a_plain_ascii_link(exact: str, prefix: str, suffix: str) -> None:
    link = words_link(PAGE, exact, prefix, suffix)
    assert link is not None
    assert link.isascii()
    assert not set(link) & set(" \"'<>\\{}\n")
