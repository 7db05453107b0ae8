import importlib.util
import json
import tomllib
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from factcheck.workflow.demo.make_demo import HERE

ROOT = Path(__file__).resolve().parents[2]
PAGES: list[dict[str, Any]] = tomllib.loads((ROOT / "docs" / "demo_pages.toml").read_text("utf-8"))["pages"]


@pytest.fixture
def maker() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location(
        "make_demo_captures", ROOT / "docs" / "make_demo_captures.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_captures_hold_the_pages_as_they_are_written(maker: ModuleType) -> None:
    held = {
        path.stem: json.loads(path.read_text("utf-8"))["payload_digest"]
        for path in (HERE / "captures").glob("*.json")
    }

    assert held == {page["name"]: sha256(maker.page_html(page)).hexdigest() for page in PAGES}


def test_every_page_says_that_it_is_invented(maker: ModuleType) -> None:
    silent = [
        page["name"]
        for page in PAGES
        if maker.INVENTED[page.get("language", "en")] not in maker.page_html(page).decode()
    ]

    assert len(PAGES) == 14
    assert silent == []
