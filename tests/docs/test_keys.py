"""The page about keys, held to the keys there are."""

import re
from pathlib import Path

from factcheck.web.keys import KEYS

PAGE = Path(__file__).parents[2] / "docs/keys-and-pages.md"


def test_the_page_tells_every_key_as_the_desk_does() -> None:
    rows = re.findall(r"^\| (`.+?`) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    told = [(keys.replace("`", ""), does) for keys, does in rows]
    assert told == [(one.keys, one.does.text) for one in KEYS]
