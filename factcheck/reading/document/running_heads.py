"""Pages put together so that sentences run on from one to the next: heads and feet that return stand once.

Taken for a running head or foot: one of the first or last three lines of a page that another page has at the same edge
(a sentence: two others), with the same words and numbers; a number alone or with a word for page that counts the pages
(Page 3 of 12, 4, - 5 -, vi); words with such a number, not a year, if three pages have them and no stop ends them.
Of what is taken only numbers of pages are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

_MOST_LINES = 3
_LONGEST = 200
_IN_WORDS = 3
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,8}", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_UNENDED = re.compile(r"[^\W\d_],?$")
_PAGE = re.compile(
    r"(?<!\w)(?:page|pg|p|seite|s|página|pagina|pág|pag|sida|side|strona|str|стр|страница|صفحة|صفحه|ص|עמוד|עמ)(?!\w)",
    re.IGNORECASE,
)
_ENDS = ".!?;:,…؟。"
_YEARS = range(1800, 2200)
_BROKEN = re.compile(r"\w[-‐\u00ad]$")

Key = tuple[object, ...]


def join_pages(pages: Sequence[str]) -> str:
    """The text of all pages, with an empty line between, but for sentences that plainly run on.

    Running heads stay on the first page, running feet on the last; what only others have follows at the end.
    """
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages]
    known = _running(lines)
    kept, moved = list[str](), list[str]()
    for number, page in enumerate(lines):
        head, foot = _edges(page, number, known)
        first, last = page[:head], page[len(page) - foot :]
        keeps_head, keeps_foot = number == 0, number == len(lines) - 1
        for edge, keeps in ((first, keeps_head), (last, keeps_foot)):
            (kept if keeps else moved).extend(edge)
        page[:] = page[0 if keeps_head else head : len(page) if keeps_foot else len(page) - foot]
    told = set(map(_told, kept))
    rest = {_told(line): line for line in reversed(moved) if _told(line) not in told}
    others = ["\n".join(reversed(rest.values()))] if rest else []
    return _joined(["\n".join(page) for page in lines] + others)


def _joined(pages: list[str]) -> str:
    whole = "".join(pages[:1])
    for before, page in pairwise(pages):
        whole += _between(before, page) + page
    return whole


def _between(before: str, after: str) -> str:
    """What stands between two pages: a line break in a word, a space in a sentence, or else an empty line."""
    if _BROKEN.search(before):
        return "\n"
    return " " if _UNENDED.search(before) and after[:1].islower() else "\n\n"


def _running(pages: list[list[str]]) -> set[Key]:
    """What running heads and feet say, as keys that their lines have in common."""
    where: dict[Key, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for edge, line in _edge_lines(page):
            for key in _keys(edge, line, number):
                where[key].add(number)
    return {key for key, numbers in where.items() if len(numbers) >= (_IN_WORDS if key[-1] == "words" else 2)}


def _edge_lines(page: list[str]) -> Iterator[tuple[str, str]]:
    yield from (("head", line) for line in page[:_MOST_LINES])
    yield from (("foot", line) for line in page[-_MOST_LINES:])


def _edges(page: list[str], number: int, known: set[Key]) -> tuple[int, int]:
    """How many lines of a page are running heads, and how many running feet; a page of nothing else has none."""

    def count(edge: str, lines: list[str]) -> int:
        runs = (any(key in known for key in _keys(edge, line, number)) for line in lines[:_MOST_LINES])
        return next((at for at, does in enumerate(runs) if not does), min(len(lines), _MOST_LINES))

    head = count("head", page)
    foot = count("foot", page[head:][::-1])
    return (head, foot) if head + foot < len(page) else (0, 0)


def _keys(edge: str, line: str, page: int) -> Iterator[Key]:
    """What this line has in common with the same line of other pages: its words and numbers, less those it counts."""
    text = line.strip()
    if len(text) > _LONGEST:
        return
    if _ROMAN.fullmatch(text):
        yield edge, "roman", _roman(text) - page
        return
    shape, numbers = _shape(text), [int(found) for found in _NUMBER.findall(text)]
    if has_words := bool(re.search(r"[^\W\d_]", text)):
        yield edge, shape, *numbers, "words" if text[-1] in _ENDS else ""
    for at, counted in enumerate(numbers):
        others = (*numbers[:at], counted - page, *numbers[at + 1 :])
        if not has_words or _PAGE.search(text):
            yield edge, shape, at, *others, "counted"
        elif counted not in _YEARS and text[-1] not in _ENDS:
            yield edge, shape, at, *others, "words"


def _told(line: str) -> str:
    """What a line says besides the number of its page."""
    return _shape(line) if _PAGE.search(line) or not re.search(r"[^\W\d_]", _shape(line)) else line.strip()


def _shape(line: str) -> str:
    text = line.strip()
    return "#" if _ROMAN.fullmatch(text) else _NUMBER.sub("#", text)


def _roman(text: str) -> int:
    values = [_VALUES[sign] for sign in text.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
