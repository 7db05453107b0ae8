"""How readers may ask for a check, as factcheck.toml says."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import load
from factcheck.settings.requests import Requests

WEB = '[web]\naddresses = ["http://desk.example"]\n'


def _load(folder: Path, text: str) -> Requests:
    (folder / "factcheck.toml").write_text(text, "utf-8")
    return load(folder, environ={}).requests


def test_nobody_is_asked_unless_the_desk_says_so(tmp_path: Path) -> None:
    assert _load(tmp_path, "") == Requests(form=False, mail=None, keep_days=180)


def test_a_form_an_address_and_how_long_addresses_are_kept(tmp_path: Path) -> None:
    text = f'{WEB}[requests]\nform = true\nmail = "Checks@Courier.example"\nkeep_days = 30\n'

    assert _load(tmp_path, text) == Requests(form=True, mail="Checks@courier.example", keep_days=30)


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("[requests]\nform = true\n", "requests: form", "not known where readers reach the desk"),
        ('[requests]\nform = "yes"\n', "requests: form", "is 'yes'"),
        ('[requests]\nmail = "checks"\n', "requests: mail", "is 'checks'"),
        ("[requests]\nmail = 1\n", "requests: mail", "is 1"),
        ("[requests]\nkeep_days = 0\n", "requests: keep_days", "is 0"),
        ("[requests]\nforms = true\n", "requests: forms", 'unknown key "forms"'),
        ("requests = true\n", "requests", "is True"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, text: str, where: str, said: str) -> None:
    with pytest.raises(BadInput) as wrong:
        _load(tmp_path, text)

    assert any(one.where == where and said in one.message for one in wrong.value.findings), (
        wrong.value.findings
    )
