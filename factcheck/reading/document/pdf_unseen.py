"""Which characters of a PDF page a reader does not see or sees struck out.

Told by the page: text beside the part of the page that is shown; text that is drawn invisibly, unless it lies on a
picture, as a program puts the words of a scan; a line, no longer than the words, drawn through them; an annotation that
strikes out. Not told: words of the paper's colour, words under something drawn over them or cut off, hidden layers, and
lines that are part of a larger drawing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from factcheck.reading.document.pdf_characters import Box, Characters
from factcheck.reading.document.pdf_drawing import Drawing

_TALLEST = 100.0
_THROUGH = (0.12, 0.55)
"""Where a line through words runs, above their base line, in sizes of their letters."""
_BEYOND = 1.0
_MOST_STROKES = 2_000
"""A page with more level lines is a drawing."""


def struck_characters(characters: Characters, drawing: Drawing, areas: Iterable[Box]) -> set[int]:
    """The indices of the characters through which a line is drawn, or that lie in areas that annotations strike out."""
    within = set(_within(characters, areas))
    return within | _struck(characters, drawing.strokes) if len(drawing.strokes) <= _MOST_STROKES else within


def invisible_characters(characters: Characters, drawing: Drawing, page: Box) -> set[int]:
    """The indices of the characters that are drawn invisibly and lie on no picture, or lie beside the page."""
    beside = {at for at, box in enumerate(characters.boxes) if not _holds(page, _centre(box))}
    return beside | (_invisible(characters, drawing) if drawing.invisible else set())


def _centre(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _holds(area: Box, point: tuple[float, float]) -> bool:
    return area.left <= point[0] <= area.right and area.bottom <= point[1] <= area.top


def _within(characters: Characters, areas: Iterable[Box]) -> Iterator[int]:
    areas = tuple(areas)
    for at, box in enumerate(characters.boxes if areas else ()):
        if any(_holds(area, _centre(box)) for area in areas):
            yield at


def _invisible(characters: Characters, drawing: Drawing) -> set[int]:
    return {
        at
        for at, box in enumerate(characters.boxes)
        if characters.owner(at) in drawing.invisible
        and not any(_holds(picture, _centre(box)) for picture in drawing.pictures)
    }


def _struck(characters: Characters, strokes: list[Box]) -> set[int]:
    if not strokes:
        return set()
    by_height = sorted((box.bottom, at) for at, box in enumerate(characters.boxes) if box.right > box.left)
    bottoms = [bottom for bottom, _ in by_height]
    found = set[int]()
    for stroke in strokes:
        height = (stroke.bottom + stroke.top) / 2
        near = by_height[bisect_left(bottoms, height - _TALLEST) : bisect_right(bottoms, height)]
        crossed = [at for _, at in near if _is_crossed(characters, at, stroke, height)]
        if crossed and _fits(characters, crossed, stroke):
            found.update(crossed)
    return found


def _is_crossed(characters: Characters, at: int, stroke: Box, height: float) -> bool:
    box = characters.boxes[at]
    if not (height < box.top and stroke.left <= (box.left + box.right) / 2 <= stroke.right):
        return False
    size = characters.size(at)
    return _THROUGH[0] * size <= height - characters.origin(at)[1] <= _THROUGH[1] * size


def _fits(characters: Characters, crossed: list[int], stroke: Box) -> bool:
    """Whether a line begins and ends with the words that it crosses, as no line of a table or a drawing does."""
    beyond = _BEYOND * characters.size(crossed[0])
    left = min(characters.boxes[at].left for at in crossed)
    right = max(characters.boxes[at].right for at in crossed)
    return stroke.left >= left - beyond and stroke.right <= right + beyond
