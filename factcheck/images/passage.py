"""The picture of a passage: cut from the shots of a page with what stands around it, the quoted words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from factcheck.model.evidence import Region
from factcheck.model.visit import Shot

MOST_WIDTH, MOST_HEIGHT, MOST_BYTES = 1_200, 800, 60_000
"""Pixels and bytes that a picture has at most."""

_MARGIN, _ABOVE = 24, 56
"""Pixels of the page beside a passage, and above and below it."""

_LEAST = 0.5
"""A passage that is too high is drawn as small as this part of its width's scale; of one higher still the beginning."""

_LINE, _HALO = (11, 79, 138), (255, 255, 255)
_BESIDE, _CLOSE = 5, 2
"""Pixels of the page between words and the line beside them, and where other words stand close by."""

_OVER, _WIDE, _EDGE = 3, 2, 1
"""Pixels between words and the line over them, of that line, and of the light edge that sets it off."""

_COLOURS = (64, 16)
_SMALLER = 0.75

Box = tuple[int, int, int, int]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """A picture (PNG, without anything but pixels), and the place on the page that it shows."""

    png: bytes
    place: Region


def cut_passage(
    shots: Sequence[Shot], marked: Sequence[Region], around: Sequence[Region] = ()
) -> Cutting | None:
    """The marked places with some of the page around them; None where they are not on the shots.

    `around` are places of lines of text, none of which is cut in two where there is room; None then too where nothing
    is drawn at the marked places. All places are of one page,
    in its own pixels; a shot may have more pixels than that. ValueError where a shot is no picture.
    """
    page = _page(shots)
    if not marked or not page or not _holds(page, _box(Region.around(marked))):
        return None
    near = [_box(one) for one in around]
    frame = _frame(_box(Region.around(marked)), near, page)
    words = [_with_room(_box(one), near) for one in marked]
    try:
        if around and not any(_has_ink(shots, _common(page, _box(one, _BESIDE))) for one in marked):
            return None
        return Cutting(_drawn(shots, words, frame), _region(frame))
    except (OSError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise ValueError(f"A picture of the page cannot be read: {wrong}") from wrong


def _has_ink(shots: Sequence[Shot], place: Box) -> bool:
    """Whether more than one colour stands at a place; else the shots show another part of the page there."""
    darkest, lightest = _composed(shots, place, _scale(shots, place)).convert("L").getextrema()
    return darkest != lightest


def _with_room(words: Box, near: Sequence[Box]) -> Box:
    """Words with room for a line on either side of them, off the letters of others on their line."""
    left, top, right, bottom = words
    beside = [one for one in near if min(one[3], bottom) - max(one[1], top) > (bottom - top) / 2]
    before = [left - one[2] for one in beside if one[2] <= left + 1]
    after = [one[0] - right for one in beside if one[0] >= right - 1]
    return left - _room(before), top, right + _room(after), bottom


def _room(gaps: Sequence[int]) -> int:
    return min([_BESIDE, *(max(_CLOSE, gap // 2) for gap in gaps)])


def _drawn(shots: Sequence[Shot], words: Sequence[Box], frame: Box) -> bytes:
    """The picture in as many colours, and as large, as its bytes may be."""
    scale = _scale(shots, frame)
    png = b""
    while not png or len(png) > MOST_BYTES:
        image = _composed(shots, frame, scale)
        for colours in _COLOURS:
            png = _encoded(image, _outlines(words, frame, scale, image.size), colours)
            if len(png) <= MOST_BYTES:
                break
        scale *= _SMALLER
    return png


def _frame(region: Box, lines: Sequence[Box], page: Box) -> Box:
    """What of the page is shown: whole lines of text beside, above and below the passage."""
    left, top, right, bottom = region
    high = _most_high(region)
    beside = [one for one in lines if one[1] < bottom and one[3] > top]
    while reached := [one for one in beside if one[0] < right + _MARGIN and one[2] > left - _MARGIN]:
        wider = (min(left, *(one[0] for one in reached)), max(right, *(one[2] for one in reached)))
        if wider == (left, right) or wider[1] - wider[0] > MOST_WIDTH - 2 * _MARGIN:
            break
        left, right = wider
    above, below = max(page[1], top - _ABOVE), min(page[3], bottom + _ABOVE, top - _ABOVE + high)
    near = [one for one in lines if one[0] < right and one[2] > left and one[1] < below and one[3] > above]
    for one in near:
        if one[1] < above < one[3]:
            above = one[3] if one[3] <= top else max(page[1], one[1])
    for one in near:
        if one[1] < below < one[3]:
            below = one[1] if one[1] >= bottom or bottom > below else min(page[3], one[3])
    inside = [one for one in near if one[1] >= above and one[3] <= below]
    sides = (min([left, *(one[0] for one in inside)]), max([right, *(one[2] for one in inside)]))
    left, right = sides if sides[1] - sides[0] <= MOST_WIDTH - 2 * _MARGIN else (left, right)
    return max(page[0], left - _MARGIN), above, min(page[2], right + _MARGIN), below


def _most_high(region: Box) -> int:
    """Pixels of the page that a picture of this passage is high at most."""
    wide = region[2] - region[0] + 2 * _MARGIN
    return int(MOST_HEIGHT * max(1, wide / MOST_WIDTH) / _LEAST)


def _scale(shots: Sequence[Shot], frame: Box) -> float:
    """Pixels of the picture for one of the page: as many as the shots have, where there is room."""
    dense = max(_size(shot)[0] / shot.width for shot in _shown(shots, frame))
    return min(dense, MOST_WIDTH / (frame[2] - frame[0]), MOST_HEIGHT / (frame[3] - frame[1]))


def _composed(shots: Sequence[Shot], frame: Box, scale: float) -> Image.Image:
    """What the shots show of that part of the page, on white."""
    composed = Image.new("RGB", _scaled(frame, frame, scale)[2:], _HALO)
    for shot in _shown(shots, frame):
        part = _common(frame, _box_of(shot))
        with Image.open(BytesIO(shot.png), formats=["PNG"]) as image:
            across, down = image.width / shot.width, image.height / shot.height
            within = (
                (part[0] - shot.x) * across,
                (part[1] - shot.y) * down,
                (part[2] - shot.x) * across,
                (part[3] - shot.y) * down,
            )
            at = _scaled(part, frame, scale)
            size = (max(1, at[2] - at[0]), max(1, at[3] - at[1]))
            piece = image.convert("RGBA").resize(size, Image.Resampling.LANCZOS, within)
        composed.paste(piece, at[:2], piece)
    return composed


def _outlines(
    words: Sequence[Box], frame: Box, scale: float, size: tuple[int, int]
) -> tuple[Image.Image, Image.Image]:
    """Where the light edge and the line around the words go, as masks."""
    edge, line = Image.new("1", size), Image.new("1", size)
    for mask, wide in ((edge, _WIDE + _EDGE), (line, _WIDE)):
        draw = ImageDraw.Draw(mask)
        for more, ink in ((wide, 1), (0, 0)):
            for left, top, right, bottom in (_scaled(one, frame, scale) for one in words):
                down = _OVER + more
                draw.rectangle((left - more, top - down, right + more - 1, bottom + down - 1), fill=ink)
    return edge, line


def _encoded(image: Image.Image, outlines: tuple[Image.Image, Image.Image], colours: int) -> bytes:
    """A PNG of that many colours, those of the outlines among them, with no word about where it came from."""
    drawn = image.quantize(colours - 2, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = (drawn.getpalette() or [])[: 3 * (colours - 2)]
    first = len(palette) // 3
    drawn.putpalette([*palette, *_HALO, *_LINE])
    for number, mask in enumerate(outlines, first):
        drawn.paste(number, mask=mask)
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


def _page(shots: Sequence[Shot]) -> Box | None:
    """What of the page the shots show."""
    boxes = [_box_of(one) for one in shots]
    return (
        (
            min(one[0] for one in boxes),
            min(one[1] for one in boxes),
            max(one[2] for one in boxes),
            max(one[3] for one in boxes),
        )
        if boxes
        else None
    )


def _shown(shots: Sequence[Shot], frame: Box) -> Iterator[Shot]:
    for shot in shots:
        part = _common(frame, _box_of(shot))
        if part[0] < part[2] and part[1] < part[3]:
            yield shot


def _size(shot: Shot) -> tuple[int, int]:
    with Image.open(BytesIO(shot.png), formats=["PNG"]) as image:
        return image.size


def _scaled(box: Box, frame: Box, scale: float) -> Box:
    left, top, right, bottom = (round((at - frame[side % 2]) * scale) for side, at in enumerate(box))
    return left, top, right, bottom


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _holds(page: Box, box: Box) -> bool:
    return _common(page, box) == box


def _box(region: Region, more: int = 0) -> Box:
    """Its sides, each moved out by so many pixels."""
    return (
        region.x - more,
        region.y - more,
        region.x + region.width + more,
        region.y + region.height + more,
    )


def _box_of(shot: Shot) -> Box:
    return shot.x, shot.y, shot.x + shot.width, shot.y + shot.height


def _region(box: Box) -> Region:
    return Region(x=box[0], y=box[1], width=box[2] - box[0], height=box[3] - box[1])
