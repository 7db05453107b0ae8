"""What a share image shows, which can be told without Pillow."""

from dataclasses import dataclass

WIDTH, HEIGHT = 1200, 630
LOOK = 2
"""Raised where the same words come to look otherwise, so that images are drawn anew."""


@dataclass(frozen=True, slots=True)
class ShareWords:
    """What an image shows; `shapes` are the icon's in SVG, colours are such as `#1d1b18`.

    `foot` stands in the last line: the desk, and what else has to be said.
    """

    verdict: str
    claim: str
    foot: str
    shapes: str
    hue: str
    paper: str
    ink: str
    soft: str
    line: str
    from_right: bool
