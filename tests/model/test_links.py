"""Links as they may enter."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model.links import MAX_URL, check_link, check_place, has_scheme


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTP://EXAMPLE.ORG/a",
        "https://example.org:8443/a?b=1;c=2#d",
        "https://пример.example/путь",
        "http://[2001:db8::1]/",
        "https://example.org/it's(here)",
        "https://example.org/@name",
        "https://example.org/" + "a" * (MAX_URL - 20),
    ],
)
def test_a_plain_link_is_kept_as_it_is(url: str) -> None:
    assert check_link(url) == url


def test_spaces_around_a_link_and_control_characters_in_it_are_dropped() -> None:
    assert check_link("  https://exam\x00ple.org/\n") == "https://example.org/"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("javascript:alert(1)", "only http and https links are kept"),
        ("JavaScript:alert(1)", "only http and https links are kept"),
        ("java\x00script:alert(1)", "only http and https links are kept"),
        ("data:text/html,x", "only http and https links are kept"),
        ("file:///etc/passwd", "only http and https links are kept"),
        ("ftp://example.org/", "only http and https links are kept"),
        ("mailto:ana@example.org", "only http and https links are kept"),
        ("//example.org/", "only http and https links are kept"),
        ("example.org", "only http and https links are kept"),
        ("", "only http and https links are kept"),
        ("https://", "names no site"),
        ("https:///path", "names no site"),
        ("https://:443/", "names no site"),
        ("https://example.org:0/", "names no site"),
        ("https://ana:secret@example.org/", "carries a user name or password"),
        ("https://ana@example.org/", "carries a user name or password"),
        ("https://@example.org/", "carries a user name or password"),
        ("https://example.org:99999/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https://exa℀mple.org/", "cannot be read"),
        ("https://example.org/a b", "no spaces"),
        ("java\nscript:alert(1)", "no spaces"),
        ("https://example.org\\@evil.example", "backslashes"),
        ('https://example.org/"onload="x', "quotes"),
        ("https://example.org/<script>", "angle brackets"),
        ("https://example.org/" + "a" * MAX_URL, "at most 8,192 are kept"),
        ("https://example.org/\ud800", "not valid Unicode"),
    ],
)
def test_any_other_link_is_refused_and_told_why(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        check_link(url)
    assert "secret" not in str(refused.value)


@given(
    st.sampled_from(["http", "https", "HTTPS", "javascript", "data", "file", ""]),
    st.sampled_from([":", "://", ":///", "//", ":\\\\"]),
    st.text(st.sampled_from("aé:@/\\?#[]%.-0 \t\n\x00<>\"'\u202e") | st.characters(codec="utf-8")),
)
def test_what_passes_is_always_a_web_address_without_credentials(
    scheme: str, slashes: str, rest: str
) -> None:
    try:
        url = check_link(f"{scheme}{slashes}{rest}")
    except ValueError:
        return
    parts = urlsplit(url)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert "@" not in parts.netloc
    assert check_link(url) == url


@pytest.mark.parametrize(
    "words", ["On air at 20:15", "The Tide, page 3: letters", "C:\\notes", "a town hall", "قال: هنا"]
)
def test_a_place_may_be_words(words: str) -> None:
    assert check_place(words) == words
    assert not has_scheme(words)


def test_a_place_may_be_a_link() -> None:
    assert check_place("https://example.org/speech") == "https://example.org/speech"


@pytest.mark.parametrize(
    "place", ["javascript:alert(1)", " data:text/html,x", "file:///etc/passwd", "https://ana:b@example.org/"]
)
def test_a_place_is_no_address_of_another_kind(place: str) -> None:
    with pytest.raises(ValueError, match=r"only http and https links|user name or password"):
        check_place(place)
