"""Addresses of copies: whose they are, of which page and when, and at which address they come without a frame."""

import pytest

from factcheck.model.web_archives import archive_copy

PAGE = "https://example.org/a?b=1"
AT = "2024-01-02T03:04:05+00:00"


@pytest.mark.parametrize(
    ("url", "archive", "request_url"),
    [
        (
            f"https://web.archive.org/web/20240102030405/{PAGE}",
            "Wayback Machine",
            f"https://web.archive.org/web/20240102030405id_/{PAGE}",
        ),
        (
            f"http://web.archive.org/web/20240102030405if_/{PAGE}",
            "Wayback Machine",
            f"http://web.archive.org/web/20240102030405id_/{PAGE}",
        ),
        (
            f"https://wayback.archive-it.org/123/20240102030405/{PAGE}",
            "Archive-It",
            f"https://wayback.archive-it.org/123/20240102030405id_/{PAGE}",
        ),
        (
            f"https://arquivo.pt/wayback/20240102030405/{PAGE}",
            "Arquivo.pt",
            f"https://arquivo.pt/wayback/20240102030405id_/{PAGE}",
        ),
        (
            f"https://www.webarchive.org.uk/wayback/en/archive/20240102030405mp_/{PAGE}",
            "UK Web Archive",
            f"https://www.webarchive.org.uk/wayback/en/archive/20240102030405id_/{PAGE}",
        ),
        (
            f"https://archive.ph/20240102030405/{PAGE}",
            "archive.today",
            f"https://archive.ph/20240102030405/{PAGE}",
        ),
        (
            f"https://pywb.example/news/20240102030405/{PAGE}",
            "pywb.example",
            f"https://pywb.example/news/20240102030405id_/{PAGE}",
        ),
    ],
)
def test_a_copy_in_a_known_archive_says_of_which_page_and_when_it_is(
    url: str, archive: str, request_url: str
) -> None:
    copy = archive_copy(url, ["https://pywb.example/news/"])
    assert copy is not None
    assert (copy.archive, copy.request, copy.original) == (archive, request_url, PAGE)
    assert copy.at is not None
    assert copy.at.isoformat() == AT


@pytest.mark.parametrize(
    ("url", "original", "at"),
    [
        (f"https://web.archive.org/web/2024/{PAGE}", PAGE, None),
        ("https://web.archive.org/web/20240102030405/http:/example.org/", "http://example.org/", AT),
        ("https://web.archive.org/web/20240102030405/example.org/a", "http://example.org/a", AT),
        (f"https://web.archive.org/web/20249902030405/{PAGE}", PAGE, None),
        ("https://archive.is/AbCdE", None, None),
        (f"https://web.archive.org/web/*/{PAGE}", None, None),
    ],
)
def test_an_address_says_no_more_than_it_does(url: str, original: str | None, at: str | None) -> None:
    copy = archive_copy(url)
    assert copy is not None
    assert (copy.original, copy.at and copy.at.isoformat()) == (original, at)


@pytest.mark.parametrize(
    "url",
    [
        f"https://web.archive.org.evil.example/web/20240102030405/{PAGE}",
        f"https://example.org/web/20240102030405/{PAGE}",
        "https://web.archive.org/about",
        "http://[broken",
        PAGE,
    ],
)
def test_what_only_looks_like_an_archive_is_none(url: str) -> None:
    assert archive_copy(url) is None
