"""The words of a quote against the words that stand: what is the same, what differs, and what differs materially."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.material_words import (
    differ_only_in_spelling,
    is_capitalised,
    is_function_word,
    is_material_word,
)
from factcheck.reading.quote.quote_pattern import Run
from factcheck.reading.quote.word_joints import Joint


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch of the comparison: "same", "added" (stands, but is not in the quote), "removed" or "replaced".

    `quoted` and `stands` are the words on each side as they are written. Material are figures, denials, names,
    amounts, certainty and order, any word of a script without capitals, and one word of substance for another;
    not a mark, an article, another case or spelling.
    """

    op: str
    quoted: str
    stands: str
    material: bool


class Unit(NamedTuple):
    """A word with what is joined to it by hyphens, or a dash: what is compared, and its words on the page."""

    key: str
    run: Run
    begins_sentence: bool = False


_TIED = (Joint.HYPHEN, Joint.BROKEN, Joint.SOFT)
_LONGEST_SAME = 8
_ENDS = frozenset(".!?…:|•")


def units(page: IndexedText, run: Run) -> list[Unit]:
    """The words of a run as they are compared."""
    found: list[Unit] = []
    for number in range(*run):
        word, seam = page.word(number), page.seams[number]
        if found and number > run[0] and seam in _TIED:
            before = found[-1]
            joint = "-" if seam == Joint.HYPHEN else ""
            found[-1] = before._replace(key=before.key + joint + word, run=(before.run[0], number + 1))
            continue
        if found and seam == Joint.DASH:
            found.append(Unit("–", (number, number)))
        found.append(Unit(word, (number, number + 1), _begins_sentence(page, number)))
    return found


def compare(asked: IndexedText, quote: Run, page: IndexedText, place: Run) -> tuple[Change, ...]:
    """The words of a quote against those of a place on a page, in order; all of both are in it once."""
    from rapidfuzz.distance import Indel

    quoted, stands = units(asked, quote), units(page, place)
    if quoted and stands and quoted[0].key != stands[0].key:
        quoted[0] = _with_first_letter_of(quoted[0], stands[0])
    found: list[Change] = []
    blocks = Indel.opcodes([unit.key for unit in quoted], [unit.key for unit in stands])
    for old, new in _stretches(
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in blocks
    ):
        found.append(_change((asked, quoted[old]), (page, stands[new])))
    return tuple(found)


def changes_in_words(changes: Iterable[Change]) -> str:
    """The changes on one line: [-what the quote says-]{+what stands+}, long stretches of the same cut short."""
    return " ".join(_in_words(change) for change in changes)


def _in_words(change: Change) -> str:
    if change.op == "same":
        words = change.stands.split()
        if len(words) > _LONGEST_SAME:
            words = [*words[:3], "…", *words[-3:]]
        return " ".join(words)
    removed = f"[-{_line(change.quoted)}-]" if change.quoted else ""
    return removed + (f"{{+{_line(change.stands)}+}}" if change.stands else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _with_first_letter_of(unit: Unit, other: Unit) -> Unit:
    """The first word of a quote as it is written where it stands; the case of its first letter is no change."""
    swapped = unit.key[0].swapcase() + unit.key[1:]
    return unit._replace(key=swapped) if swapped == other.key else unit


# What one stretch is


def _stretches(blocks: Iterable[tuple[str, int, int, int, int]]) -> Iterator[tuple[slice, slice]]:
    """Blocks as slices of both sides, with what goes and what comes in its stead as one."""
    old = new = since_old = since_new = 0
    for tag, *ends in blocks:
        if tag == "equal":
            if (since_old, since_new) != (ends[0], ends[2]):
                yield slice(since_old, ends[0]), slice(since_new, ends[2])
            yield slice(ends[0], ends[1]), slice(ends[2], ends[3])
            since_old, since_new = ends[1], ends[3]
        old, new = ends[1], ends[3]
    if (since_old, since_new) != (old, new):
        yield slice(since_old, old), slice(since_new, new)


def _change(before: tuple[IndexedText, list[Unit]], after: tuple[IndexedText, list[Unit]]) -> Change:
    quoted, stands = _written(*before), _written(*after)
    keys = [unit.key for unit in before[1]], [unit.key for unit in after[1]]
    if keys[0] == keys[1]:
        return Change("same", quoted, stands, material=False)
    op = "replaced" if before[1] and after[1] else "removed" if before[1] else "added"
    return Change(op, quoted, stands, _is_material(after[0], before[1], after[1]))


def _written(page: IndexedText, changed: list[Unit]) -> str:
    """The words of some units as they are written; for a dash alone, a dash."""
    if not changed:
        return ""
    return page.as_it_stands(changed[0].run[0], changed[-1].run[1]) or "–"


def _is_material(page: IndexedText, quoted: list[Unit], stands: list[Unit]) -> bool:
    keys = [unit.key for unit in quoted], [unit.key for unit in stands]
    if _together(keys[0]) == _together(keys[1]) or (
        len(keys[0]) == len(keys[1]) and differ_only_in_spelling(*keys)
    ):
        return False
    common = set(keys[0]) & set(keys[1])
    changed = [[unit for unit in side if unit.key not in common] for side in (quoted, stands)]
    if any(_weighs(unit, page) for side in changed for unit in side):
        return True
    return all(any(not is_function_word(unit.key) for unit in side) for side in changed)


def _together(keys: list[str]) -> str:
    """Words with no hyphen or space between, as well-known and well known are both written; none for a figure."""
    letters = "".join(keys).replace("-", "")
    return letters if letters.isalpha() else " ".join(keys)


def _weighs(unit: Unit, page: IndexedText) -> bool:
    if any(map(is_material_word, (unit.key, *unit.key.split("-")) if unit.key[0] != "-" else (unit.key,))):
        return True
    if not is_capitalised(unit.key) or is_function_word(unit.key):
        return False
    return not (unit.begins_sentence and unit.key.lower() in page.written_small)


def _begins_sentence(page: IndexedText, number: int) -> bool:
    """Whether a sentence begins with this word, so that its capital says nothing."""
    while number > 0 and page.word(number - 1) == "'":
        number -= 1
    return (
        number == 0
        or page.word(number - 1) in _ENDS
        or "\n" in page.text[page.ends[number - 1] : page.begins[number]]
    )
