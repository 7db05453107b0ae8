"""The icons of the pages as masks: what the shapes of `icons.svg` need of SVG, and no more."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin, sqrt

from PIL import Image, ImageDraw

Point = tuple[float, float]

_VIEW = 24
_FINER = 4
"""Icons are drawn this much larger, then made small, which smooths their edges."""

_SHAPE = re.compile(r"<(circle|path) ([^>]*)/>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_STEP = re.compile(r"([MLHVACQZ])([^MLHVACQZ]*)", re.I)
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_ARC = re.compile(r"\s*([\d.]+)[ ,]([\d.]+)[ ,]([\d.]+)[ ,]([01])[ ,]?([01])[ ,]?(-?[\d.]+)[ ,]?(-?[\d.]+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4}
_WIDTH = {"line": 2.5, "cut": 3.0}


@lru_cache(maxsize=64)
def icon_mask(shapes: str, size: int) -> Image.Image:
    """A square mask (mode L) of this many pixels, of an icon given as the inside of its SVG symbol."""
    scale = size * _FINER / _VIEW
    mask = Image.new("L", (size * _FINER, size * _FINER))
    draw = ImageDraw.Draw(mask)
    for kind, attributes in _SHAPE.findall(shapes):
        told = dict(_ATTRIBUTE.findall(attributes))
        look = told.get("class", "").split()
        for points in [_circle(told)] if kind == "circle" else outlines(told["d"]):
            at = [(x * scale, y * scale) for x, y in points]
            if "solid" in look:
                draw.polygon(at, fill=255)
            else:
                width = round(_WIDTH["cut" if "cut" in look else "line"] * scale)
                for part in _dashes(at, 3 * scale) if "dashed" in look else [at]:
                    draw.line(part, fill=0 if "cut" in look else 255, width=width, joint="curve")
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def outlines(path: str) -> Iterator[list[Point]]:
    """The lines of an SVG path as points; its arcs have to be parts of circles."""
    points: list[Point] = []
    at: Point = (0, 0)
    for letter, rest in _STEP.findall(path):
        command, base = letter.upper(), letter.islower()
        if command == "Z":
            points.append(points[0])
            at = points[0]
            continue
        for place, values in enumerate(_values(command, rest)):
            origin = at if base else (0, 0)
            if command == "M" and place == 0:
                if points:
                    yield points
                points = [at := (origin[0] + values[0], origin[1] + values[1])]
                continue
            drawn = _drawn(command, values, at, origin)
            points += drawn
            at = drawn[-1]
    yield points


def _values(command: str, rest: str) -> Iterator[list[float]]:
    """The numbers of each repetition of a command."""
    if command == "A":
        yield from ([float(one) for one in found] for found in _ARC.findall(rest))
        return
    numbers = [float(one) for one in _NUMBER.findall(rest)]
    many = _TAKES[command]
    yield from (numbers[at : at + many] for at in range(0, len(numbers), many))


def _drawn(command: str, values: Sequence[float], at: Point, origin: Point) -> list[Point]:
    """The points that one command adds."""
    if command == "H":
        return [(origin[0] + values[0], at[1])]
    if command == "V":
        return [(at[0], origin[1] + values[0])]
    if command == "A":
        radius, large, sweep, x, y = values[0], *values[3:]
        return list(_arc(at, (origin[0] + x, origin[1] + y), radius, (large != 0, sweep != 0)))
    ends = [(origin[0] + x, origin[1] + y) for x, y in zip(values[::2], values[1::2], strict=True)]
    return ends if len(ends) == 1 else [_bezier([at, *ends], step / 16) for step in range(1, 17)]


def _bezier(points: Sequence[Point], share: float) -> Point:
    """A point of a Bézier curve, by de Casteljau's halving of its lines."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(points)]
    return points[0]


def _arc(start: Point, end: Point, radius: float, flags: tuple[bool, bool]) -> Iterator[Point]:
    """Points of a part of a circle, as SVG's appendix on arcs has it."""
    dx, dy = (end[0] - start[0]) / 2, (end[1] - start[1]) / 2
    half = hypot(dx, dy)
    away = sqrt(max(0.0, radius**2 - half**2)) / half * (1 if flags[0] != flags[1] else -1)
    middle = (start[0] + dx - away * dy, start[1] + dy + away * dx)
    begin = atan2(start[1] - middle[1], start[0] - middle[0])
    turn = (atan2(end[1] - middle[1], end[0] - middle[0]) - begin) % (2 * pi)
    turn = turn if flags[1] else turn - 2 * pi
    far = hypot(start[0] - middle[0], start[1] - middle[1])
    for step in range(1, 33):
        angle = begin + turn * step / 32
        yield middle[0] + far * cos(angle), middle[1] + far * sin(angle)


def _circle(told: dict[str, str]) -> list[Point]:
    x, y, radius = (float(told[name]) for name in ("cx", "cy", "r"))
    return [(x + radius * cos(pi * step / 48), y + radius * sin(pi * step / 48)) for step in range(97)]


def _dashes(points: Sequence[Point], length: float) -> Iterator[list[Point]]:
    """Every second stretch of this length."""
    gone, drawn = 0.0, [points[0]]
    for a, b in pairwise(points):
        before, gone = int(gone / length), gone + hypot(b[0] - a[0], b[1] - a[1])
        if int(gone / length) == before:
            drawn.append(b)
            continue
        if before % 2 == 0:
            yield [*drawn, b]
        drawn = [b]
