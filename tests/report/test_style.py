"""The palette, computed from the style sheet itself (WCAG 2.2, 1.4.3)."""

import re
from pathlib import Path

import pytest

from factcheck.model.scale import Colour, Icon
from factcheck.report import pages

ASSETS = Path(pages.__file__).parent / "assets"
STYLE = (ASSETS / "tokens.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)[:2]
)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash", "mark"])
@pytest.mark.parametrize("token", ["ink", "soft", "link", *Colour])
def test_text_stands_out_from_every_ground(theme: dict[str, str], ground: str, token: str) -> None:
    assert _contrast(theme[token], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edges_of_controls_can_be_seen(theme: dict[str, str]) -> None:
    assert _contrast(theme["edge"], theme["paper"]) >= 3


def test_every_icon_has_a_shape_of_its_own() -> None:
    shapes = dict(
        re.findall(r'<symbol id="i-([a-z-]+)"[^>]*>(.*?)</symbol>', (ASSETS / "icons.svg").read_text())
    )
    assert shapes.keys() >= set(Icon)
    assert len(set(shapes.values())) == len(shapes)


def test_every_icon_has_a_pattern_in_the_chart() -> None:
    chart = (ASSETS.parent / "templates" / "chart.html.jinja").read_text("utf-8")
    assert {f"on-{icon}" for icon in Icon} <= set(re.findall(r'id="([a-z-]+)"', chart))


def test_no_asset_reaches_for_another() -> None:
    for asset in sorted(ASSETS.iterdir()):
        assert not re.search(r"url\(|@import|https?:|fetch\(|innerHTML", asset.read_text("utf-8")), asset.name
