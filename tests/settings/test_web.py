"""How the desk is served: addresses, proxies and a header, each refused where it cannot be meant."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import load
from factcheck.settings.web import WebDesk


def _web(folder: Path, *lines: str) -> WebDesk:
    (folder / "factcheck.toml").write_text("\n".join(('name = "Desk"', "[web]", *lines)), "utf-8")
    return load(folder, None, {}).web


def test_addresses_are_as_browsers_name_them(tmp_path: Path) -> None:
    given = ["https://Desk.Example/", "https://desk.example:8443", "http://[::1]:8420", "http://10.0.0.6:80"]
    served = _web(tmp_path, f"addresses = {given}", 'proxies = ["127.0.0.1", "2001:db8::/32"]')
    named = ("https://desk.example", "https://desk.example:8443", "http://[::1]:8420", "http://10.0.0.6")
    assert served == WebDesk(named, ("127.0.0.1", "2001:db8::/32"))


def test_a_header_is_named(tmp_path: Path) -> None:
    served = _web(tmp_path, 'proxies = ["::1"]', 'person_header = "X-Remote-User"')
    assert served.person_header == "X-Remote-User"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['address = "https://desk.example"'], "addresses"),
        (['addresses = "https://desk.example"'], "addresses"),
        (['addresses = ["desk.example"]'], "addresses"),
        (['addresses = ["http://desk.example/checks"]'], "addresses"),
        (['addresses = ["http://user@desk.example"]'], "addresses"),
        (['addresses = ["http://desk.example:99999"]'], "addresses"),
        (['addresses = ["ftp://desk.example"]'], "addresses"),
        (['addresses = ["http://desk.example?x"]'], "addresses"),
        (['addresses = ["http://*.example"]'], "addresses"),
        (["addresses = [1]"], "addresses"),
        (['addresses = ["https://desk.example"]'], "https is spoken by a proxy"),
        (['person_header = "X-Remote-User"'], "whoever reaches the desk could set the header"),
        (['proxies = ["::1"]', 'person_header = "X Remote"'], "person_header"),
        (['proxies = ["::1"]', "person_header = 1"], "person_header"),
        (['proxies = ["proxy.example"]'], "proxies"),
        (['proxies = ["10.0.0.1/8"]'], "proxies"),
        (["proxies = 1"], "proxies"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(BadInput) as wrong:
        _web(tmp_path, *lines)
    assert any(said in str(one) for one in wrong.value.findings)
