"""Links to sheets."""

import pytest

from factcheck.exchange.sheet_links import sheet_address

_GOOGLE = "https://docs.google.com/spreadsheets/d"
ID = "1AbC-def_456789"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (f"{_GOOGLE}/{ID}/edit#gid=17", f"{_GOOGLE}/{ID}/export?format=csv&gid=17"),
        (f"{_GOOGLE}/{ID}/edit?usp=sharing", f"{_GOOGLE}/{ID}/export?format=csv&gid=0"),
        (f"{_GOOGLE}/{ID}/edit?gid=5#gid=6", f"{_GOOGLE}/{ID}/export?format=csv&gid=6"),
        (f"{_GOOGLE}/{ID}/edit#gid=x%26y", f"{_GOOGLE}/{ID}/export?format=csv&gid=0"),
        (f"{_GOOGLE}/e/2PACX-{ID}/pubhtml?gid=3", f"{_GOOGLE}/e/2PACX-{ID}/pub?output=csv&gid=3"),
        (f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit", f"{_GOOGLE}/{ID}/export?format=csv&gid=0"),
        ("https://checks.example/all.CSV?day=1", "https://checks.example/all.CSV?day=1"),
        ("https://checks.example/feed.json", None),
        (f"https://docs.google.com.evil.example/spreadsheets/d/{ID}/edit", None),
        ("https://[bad/x.csv", None),
    ],
)
def test_a_link_to_a_sheet_is_told_by_its_address(link: str, address: str | None) -> None:
    assert sheet_address(link) == address
