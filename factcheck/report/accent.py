"""The colour of a desk: that of links, on both themes, refused where it could not be read."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from factcheck.errors import BadInput, Finding

READABLE, CLEAR = 4.5, 7.0
"""The contrast that words need (WCAG 2.2, level AA), and that with which the lighter shade shines on dark ground."""

_TOKENS = Path(__file__).parent / "assets" / "tokens.css"
_TOKEN = re.compile(r"--([a-z]+): (#[0-9a-f]{6});")
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Accent:
    """The colour on light and on dark ground, such as `#0b4f8a`."""

    light: str
    dark: str


def accent_of(colour: str) -> Accent:
    """A desk's colour as it is on light ground, and made lighter for dark ground until it can be read there.

    BadInput where it cannot be read on light ground, with the nearest of its shades that can.
    """
    light, dark = _grounds("light"), _grounds("dark")
    readable = _readable(colour, "#000000", light, READABLE)
    if readable != colour:
        least = min(contrast(colour, ground) for ground in light)
        wrong = f'is "{colour}", whose contrast on the pages is {least:.1f}; words need {READABLE}.'
        mend = f'Write a darker one, such as: accent = "{readable}"'
        raise BadInput.of("factcheck.toml", [Finding("low-contrast", "accent", wrong, mend)])
    return Accent(colour, _readable(colour, "#ffffff", dark, CLEAR))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@cache
def _grounds(theme: str) -> tuple[str, str]:
    """What words stand on in a theme: the paper and what is washed."""
    light, _, rest = _TOKENS.read_text("utf-8").partition("@media")
    found = dict(_TOKEN.findall(light if theme == "light" else rest))
    return found["paper"], found["wash"]


def _readable(colour: str, towards: str, grounds: tuple[str, str], least: float) -> str:
    """The colour itself where it has this contrast on all of these, else mixed with another until it has."""
    for step in range(_STEPS):
        mixed = _mixed(colour, towards, step / _STEPS)
        if all(contrast(mixed, ground) >= least for ground in grounds):
            return mixed
    return towards


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (part / 255 for part in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
