"""What counts as an address, before anything is asked of the network."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.fetch.address import MAX_URL, Address, read_address, resolve_redirect, shown, storable
from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome


def _stopped(url: str) -> Outcome:
    with pytest.raises(Stopped) as stopped:
        read_address(url)
    assert stopped.value.reason.endswith((".", ")"))
    return stopped.value.outcome


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/page",
        "//example.org/page",
        "http://",
        "http:///page",
        "https:example.org",
        "http://exa mple.org/",
        " http://example.org/",
        "http://ex\\ample.org/",
        "http://example.org\\@elsewhere.example/",
        "http://example.org/a\x00b",
        "http://example.org/a\nHost: b",
        "http://example.org:99999/",
        "http://example.org:65536/",
        "http://example.org:0/",
        "http://example.org:eighty/",
        "http://example.org:-80/",
        "http://example.org:８０８０x/",
        "http://xn--/",
        "http://www.xn--.org/",
        "http://xn--a.org/",
        "http://-💩-.org/",
        "http://a..b/",
        "http://.org/",
        f"http://{'a' * 64}.org/",
        f"http://{'a.' * 130}org/",
        "http://a%2eb/",
        "http://a<b>/",
        "http://[::1/",
        "http://[zz]/",
        "http://[fe80::1%25eth0]/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://0x1ffffffff/",
        "http://1.2.3.09/",
        "http://\ud800.org/",
        f"http://example.org/{'a' * MAX_URL}",
        f"http://example.org/{'ü' * (MAX_URL // 2)}",
    ],
)
def test_what_cannot_be_an_address_is_refused(url: str) -> None:
    assert _stopped(url) is Outcome.BAD_URL


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
        "gopher://example.org/",
        "ws://example.org/",
        "mailto:ana@example.org",
    ],
)
def test_only_http_and_https_are_fetched(url: str) -> None:
    assert _stopped(url) is Outcome.BLOCKED_SCHEME


@pytest.mark.parametrize(
    "url",
    ["http://ana:secret@example.org/", "https://ana@example.org/", "http://@example.org/", "http://a:b@c@d/"],
)
def test_an_address_with_a_user_name_or_password_is_refused(url: str) -> None:
    assert _stopped(url) is Outcome.BLOCKED_USERINFO


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("http://ana:secret@example.org/page?x=@y", "http://example.org/page?x=@y"),
        ("ftp://ana:secret@example.org/", "ftp://example.org/"),
        ("http://ana:sec/ret@example.org/", "http://example.org/"),
        ("http://ana:sec#ret@example.org/", "http://example.org/"),
        ("http:\\\\ana:secret@example.org", "http:\\\\example.org"),
        ("http://ana:sec\\ret@example.org/", "http://example.org/"),
    ],
)
def test_a_password_is_never_kept_or_shown(url: str, kept: str) -> None:
    with pytest.raises(Stopped) as stopped:
        read_address(url)

    assert storable(url, stopped.value.outcome) == kept
    assert "ret@" not in stopped.value.reason
    assert "ana" not in stopped.value.reason


def test_an_at_sign_in_a_path_is_no_password() -> None:
    url = "https://example.org/@ana/post?to=ben@example.org"

    assert read_address(url).host == "example.org"
    assert storable(url) == url


def test_what_is_kept_of_a_bad_url_can_be_written_down() -> None:
    assert storable("http://a\r\nb/\ud800\x00", Outcome.BAD_URL) == "http://a%0D%0Ab/%3F%00"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "１２７.０.０.１",
        "127。0。0。1",
        "127｡0．0.1",
        "①②⑦.0.0.1",
    ],
)
def test_a_number_is_read_however_it_is_written(host: str) -> None:
    address = read_address(f"http://{host}/page")

    assert (str(address.ip), address.host, address.url) == ("127.0.0.1", "127.0.0.1", "http://127.0.0.1/page")


@pytest.mark.parametrize(
    ("url", "regular", "place"),
    [
        ("HTTP://EXAMPLE.org", "http://example.org", ("example.org", 80)),
        ("https://example.org:443/a/../b", "https://example.org/b", ("example.org", 443)),
        ("https://example.org:8443/#part", "https://example.org:8443/", ("example.org", 8443)),
        ("http://example.org:/a b?q=é", "http://example.org/a%20b?q=%C3%A9", ("example.org", 80)),
        ("http://bücher.example/", "http://xn--bcher-kva.example/", ("xn--bcher-kva.example", 80)),
        ("http://مثال.example/", "http://xn--mgbh0fb.example/", ("xn--mgbh0fb.example", 80)),
        ("http://ＥＸＡＭＰＬＥ.org/", "http://example.org/", ("example.org", 80)),
        ("http://my_site.example.org./", "http://my_site.example.org./", ("my_site.example.org.", 80)),
        ("http://[2606:4700::0:1111]/", "http://[2606:4700::1111]/", ("2606:4700::1111", 80)),
        ("http://[::FFFF:7f00:1]:8001/", "http://[::ffff:127.0.0.1]:8001/", ("::ffff:7f00:1", 8001)),
    ],
)
def test_an_address_has_one_regular_form(url: str, regular: str, place: tuple[str, int]) -> None:
    address = read_address(url)

    if "ffff" not in regular:  # later versions of Python write a mapped address with dots
        assert (address.url, address.host_port) == (regular, place)
    assert read_address(address.url) == address


def _followed(location: str) -> Address:
    return resolve_redirect(read_address("https://example.org/a/b"), location)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("c", "https://example.org/a/c"),
        ("/c", "https://example.org/c"),
        ("?q", "https://example.org/a/b?q"),
        ("//elsewhere.example/", "https://elsewhere.example/"),
        ("http://elsewhere.example/c d", "http://elsewhere.example/c%20d"),
        ("/ünï", "https://example.org/%C3%BCn%C3%AF"),
    ],
)
def test_a_redirect_is_taken_from_where_it_was_given(location: str, url: str) -> None:
    assert _followed(location).url == url


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("file:///etc/passwd", Outcome.BLOCKED_SCHEME),
        ("javascript:alert(1)", Outcome.BLOCKED_SCHEME),
        ("//ana:secret@example.org/", Outcome.BLOCKED_USERINFO),
        ("\\\\elsewhere.example", Outcome.BAD_URL),
        ("/a\tb", Outcome.BAD_URL),
        ("http://[::1", Outcome.BAD_URL),
        ("http://xn--/", Outcome.BAD_URL),
        ("/" + "a" * MAX_URL, Outcome.BAD_URL),
    ],
)
def test_a_redirect_is_read_as_strictly(location: str, outcome: Outcome) -> None:
    with pytest.raises(Stopped) as stopped:
        _followed(location)

    assert stopped.value.outcome is outcome


def test_what_is_shown_is_short_and_plain() -> None:
    assert shown("a\x1b[31m\u202eb") == "a\ufffd[31m\ufffdb"
    assert shown("a" * 300) == "a" * 200 + "…"


_PIECES = st.sampled_from(
    [
        "http://",
        "https:",
        "//",
        "/",
        "\\",
        "@",
        ":",
        "[",
        "]",
        "%",
        ".",
        "..",
        "?",
        "#",
        "xn--",
        "127",
        "0x",
        "。",
        "①",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=4)).map("".join))
@example("http://[")
@example("http://[::1]]:80")
@example("http://0x.0x.0x.0x.0x")
def test_whatever_is_typed_is_an_address_or_is_refused(url: str) -> None:
    try:
        address = read_address(url)
    except Stopped as stopped:
        storable(url, stopped.outcome).encode()
    else:
        assert read_address(address.url) == address
        assert storable(url).encode()


@given(st.lists(_PIECES | st.text(max_size=4)).map("".join))
def test_wherever_a_redirect_points_it_is_an_address_or_is_refused(location: str) -> None:
    try:
        address = _followed(location)
    except Stopped:
        return
    assert address.scheme in ("http", "https")
