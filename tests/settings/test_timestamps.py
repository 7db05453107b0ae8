"""Authorities that stamp the time, as factcheck.toml names them."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import load
from factcheck.settings.timestamps import TimestampAuthority


def _load(folder: Path, text: str) -> tuple[TimestampAuthority, ...]:
    (folder / "factcheck.toml").write_text(text, "utf-8")
    return load(folder, environ={}).timestamps


def test_each_has_an_address_and_a_root_certificate_in_the_desks_folder(tmp_path: Path) -> None:
    named = """
    [[timestamp]]
    url = "https://one.example/tsr"
    root = "one.pem"
    [[timestamp]]
    url = "http://two.example/"
    root = "/etc/two.pem"
    """
    assert _load(tmp_path, named) == (
        TimestampAuthority("https://one.example/tsr", tmp_path / "one.pem"),
        TimestampAuthority("http://two.example/", Path("/etc/two.pem")),
    )
    assert _load(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ('timestamp = ["https://one.example/"]', "timestamp: 1", "is no authority"),
        ('[[timestamp]]\nroot = "one.pem"', "timestamp: 1: url", "is no address"),
        ('[[timestamp]]\nurl = "ftp://one.example/"\nroot = "one.pem"', "timestamp: 1: url", "is no address"),
        ('[[timestamp]]\nurl = "https://one.example/"', "timestamp: 1: root", "is not given"),
        ('[[timestamp]]\nurl = "https://one.example/"\nroot = " "', "timestamp: 1: root", "is not given"),
        (
            '[[timestamp]]\nurl = "https://one.example/"\nroot = "a"\nroots = "b"',
            "timestamp: 1: roots",
            'unknown key "roots"',
        ),
        (
            '[[timestamp]]\nurl = "https://one.example/"\nroot = "a"\n' * 2,
            "timestamp: 2: url",
            "is named twice",
        ),
        ('timestamp = "https://one.example/"', "timestamp", "is 'https://one.example/'"),
    ],
)
def test_what_names_no_authority_is_told_with_its_place(
    tmp_path: Path, text: str, where: str, said: str
) -> None:
    with pytest.raises(BadInput) as refused:
        _load(tmp_path, text)
    (finding,) = refused.value.findings
    assert finding.where == where
    assert said in finding.message
