"""Cookies that a person gives: read for the one host they are for, and shown nowhere."""

import pytest

from factcheck.errors import BadInput
from factcheck.fetch.browser.cookie_file import GivenCookies, cookies_for

NOW = 1_700_000_000
FILE = "\n".join(
    (
        "# Netscape HTTP Cookie File",
        "",
        ".example.org\tTRUE\t/\tTRUE\t1900000000\tsession\tCANARY-wide",
        "#HttpOnly_www.example.org\tFALSE\t/inner\tTRUE\t0\ttoken\tCANARY-own",
        "www.example.org\tFALSE\t/\tFALSE\t1600000000\told\tCANARY-old",
        "other.example\tFALSE\t/\tFALSE\t0\tother\tCANARY-other",
        "",
    )
)


def _values(given: GivenCookies) -> dict[str, str | None]:
    return {one.name: one.value for one in given.cookies}


def test_a_file_gives_what_is_for_the_host_and_has_not_expired() -> None:
    given = cookies_for("www.example.org", FILE, NOW)
    assert _values(given) == {"session": "CANARY-wide", "token": "CANARY-own"}
    assert {one.name: (one.path, one.secure, one.expires) for one in given.cookies} == {
        "session": ("/", True, 1_900_000_000),
        "token": ("/inner", True, None),
    }


def test_a_cookie_of_one_host_alone_goes_to_no_other_of_the_same_domain() -> None:
    assert _values(cookies_for("img.example.org", FILE, NOW)) == {"session": "CANARY-wide"}
    assert _values(cookies_for("example.org", FILE, NOW)) == {"session": "CANARY-wide"}
    with pytest.raises(BadInput, match="no cookie for notexample"):
        cookies_for("notexample.org", FILE, NOW)


@pytest.mark.parametrize("spelled", ["WWW.Example.org", " www.example.org "])
def test_a_host_is_the_same_however_it_is_spelled(spelled: str) -> None:
    given = cookies_for(spelled, FILE, NOW)
    assert given.is_for("https://www.example.org/a?b=c")
    assert not given.is_for("https://example.org/")
    assert not given.is_for("https://www.example.org.evil.example/")
    assert not given.is_for("no address")


@pytest.mark.parametrize(
    "host", ["", "https://a.example", "a.example/b", "a@b.example", "a.example:8443", "a b"]
)
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(BadInput, match="is not a host"):
        cookies_for(host, FILE, NOW)


def test_cookies_that_have_all_expired_are_told_as_that() -> None:
    expired = FILE.replace("TRUE\t1900000000", "TRUE\t1").replace("\t0\ttoken", "\t1\ttoken")
    with pytest.raises(BadInput, match="have expired"):
        cookies_for("www.example.org", expired, NOW)


@pytest.mark.parametrize(
    "text",
    [
        '[{"name": "session", "value": "CANARY"}]',
        ".example.org\tTRUE\t/\tTRUE\tnever\tsession\tCANARY",
        ".example.org TRUE / TRUE 0 session CANARY",
        "a\tb\tc",
    ],
)
def test_another_form_is_refused_with_its_line_and_without_its_words(text: str) -> None:
    with pytest.raises(BadInput, match="Line 2 of the cookie file") as refused:
        cookies_for("www.example.org", f"# Netscape\n{text}\n", NOW)
    assert "CANARY" not in str(refused.value)


def test_line_ends_of_any_kind_and_a_mark_of_byte_order_are_no_matter() -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    assert _values(cookies_for("www.example.org", text, NOW))["token"] == "CANARY-own"


def test_nothing_of_a_value_is_in_what_is_shown_of_them() -> None:
    given = cookies_for("www.example.org", FILE, NOW)
    assert "CANARY" not in repr(given)
    assert "CANARY" not in repr(given.login())
    assert given.login().host == "www.example.org"
