"""Icons drawn from the same shapes as on the pages."""

import re
from pathlib import Path

import pytest

import factcheck.report
from factcheck.images.icons import icon_mask, outlines

ICONS = (Path(factcheck.report.__file__).parent / "assets" / "icons.svg").read_text("utf-8")
SHAPES = dict(re.findall(r'<symbol id="i-([a-z-]+)"[^>]*>(.*?)</symbol>', ICONS))


@pytest.mark.parametrize("icon", sorted(SHAPES))
def test_every_icon_of_the_pages_is_drawn(icon: str) -> None:
    mask = icon_mask(SHAPES[icon], 48)
    assert mask.size == (48, 48)
    assert 0.04 < sum(mask.tobytes()) / 255 / 48**2 < 0.9


def test_no_two_icons_look_the_same() -> None:
    assert len({icon_mask(shape, 48).tobytes() for shape in SHAPES.values()}) == len(SHAPES)


def test_a_path_goes_where_its_commands_say() -> None:
    assert list(outlines("M1 2h3v4H1zM5 5L6 7")) == [
        [(1, 2), (4, 2), (4, 6), (1, 6), (1, 2)],
        [(5, 5), (6, 7)],
    ]


def test_half_a_circle_bulges_to_the_side_that_its_flag_says() -> None:
    (points,) = outlines("M12 2a10 10 0 000 20")
    assert min(x for x, _ in points) == pytest.approx(2, abs=0.1)
    assert points[-1] == pytest.approx((12, 22))
