"""Keys for look-ups, the same as those the replay tools make."""

import json
import random
import subprocess
import sys

from factcheck.archive.surt import surt
from tests.archive.visits import VISITS

_HOSTS = (
    "www.Example.com",
    "example.org.",
    "www3.a.b",
    "127.0.0.1",
    "[2001:db8::1]",
    "xn--e1afmkfd.example",
    "a..b",
)
_PORTS = ("", ":80", ":443", ":8001", ":")
_STEPS = (
    *(
        "a",
        "B",
        "/",
        "//",
        ".",
        "..",
        "/../",
        "/./",
        "?",
        "&",
        "=",
        "b=2",
        "a=1",
        "%20",
        "%2F",
        "%25",
        "%2e%2e",
    ),
    *("é", "ی", "|", ";", "%", "'", "#f", "+", "x.aspx", "(0123456789abcdefghijklmn)/", "cfid=1&cftoken=2"),
    *(f"{name}=0123456789abcdef0123456789ABCDEF" for name in ("sid", "PHPSESSID", "jsessionid")),
)


def _addresses(number: int) -> list[str]:
    """Addresses put together by chance, the same each time."""
    chance = random.Random(7)  # noqa: S311 - nothing secret
    return [
        f"{chance.choice(['http', 'https'])}://{chance.choice(_HOSTS)}{chance.choice(_PORTS)}/"
        + "".join(chance.choices(_STEPS, k=chance.randint(0, 7)))
        for _ in range(number)
    ]


def test_keys_are_those_of_the_internet_archives_own_package() -> None:
    urls = [
        *_addresses(3_000),
        *(one.final_url for one in VISITS.values()),
        "urn:sha256:ab",
        *(f"urn:view:{url}" for url in _addresses(500)),
    ]
    theirs = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json, sys, surt; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))",
        ],
        input=json.dumps(urls),
        capture_output=True,
        text=True,
        check=True,
    )
    assert dict(zip(urls, map(surt, urls), strict=True)) == dict(
        zip(urls, json.loads(theirs.stdout), strict=True)
    )


def test_two_spellings_of_one_address_share_a_key() -> None:
    assert surt("http://www.Example.com:80/A/?c=2&b=1#top") == "com,example)/a?b=1&c=2"
    assert surt("https://example.com/A?b=1&c=2") == "com,example)/a?b=1&c=2"
