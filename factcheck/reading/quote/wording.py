"""Comparing the words of a quote with the words of a text: what is the same, what differs, and what is material."""

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
from factcheck.reading.quote.quote_pattern import WordRange
from factcheck.reading.quote.word_joints import Joint


@dataclass(frozen=True, slots=True)
class Change:
    """One segment of a comparison; `op` is "same", "added" (text only), "removed" (quote only) or "replaced".

    `quoted` and `found` are the words of each side as written. A change is material if it touches figures, negations,
    names, amounts, certainty, order, or any word of a script without capitals, or replaces one content word by another;
    marks, articles, case and spelling are not material.
    """

    op: str
    quoted: str
    found: str
    material: bool


class ComparedWord(NamedTuple):
    """What is compared: a word with all that hyphens join to it, or a dash; `run` are its words in the text."""

    key: str
    run: WordRange
    begins_sentence: bool = False


_JOINED_BY = (Joint.HYPHEN, Joint.BROKEN, Joint.SOFT)
_LONGEST_SAME = 8
_ENDS = frozenset(".!?…:|•")


def units(text: IndexedText, run: WordRange) -> list[ComparedWord]:
    """The units of a run of words."""
    result: list[ComparedWord] = []
    for number in range(*run):
        word, joint = text.word(number), text.joints[number]
        if result and number > run[0] and joint in _JOINED_BY:
            before = result[-1]
            hyphen = "-" if joint == Joint.HYPHEN else ""
            result[-1] = before._replace(key=before.key + hyphen + word, run=(before.run[0], number + 1))
            continue
        if result and joint == Joint.DASH:
            result.append(ComparedWord("–", (number, number)))
        result.append(ComparedWord(word, (number, number + 1), _begins_sentence(text, number)))
    return result


def compare(
    quote: IndexedText, quote_range: WordRange, text: IndexedText, text_range: WordRange
) -> tuple[Change, ...]:
    """The changes from a run of the quote to a run of the text, in order; every word of both is in one of them."""
    from rapidfuzz.distance import Indel

    quoted, found = units(quote, quote_range), units(text, text_range)
    if quoted and found and quoted[0].key != found[0].key:
        quoted[0] = _with_first_letter_of(quoted[0], found[0])
    result: list[Change] = []
    blocks = Indel.opcodes([unit.key for unit in quoted], [unit.key for unit in found])
    for old, new in _segments(
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in blocks
    ):
        result.append(_change((quote, quoted[old]), (text, found[new])))
    return tuple(result)


def changes_in_words(changes: Iterable[Change]) -> str:
    """The changes on one line: [-the quote's words-]{+the text's words+}; long segments of the same are shortened."""
    return " ".join(_in_words(change) for change in changes)


def _in_words(change: Change) -> str:
    if change.op == "same":
        words = change.found.split()
        if len(words) > _LONGEST_SAME:
            words = [*words[:3], "…", *words[-3:]]
        return " ".join(words)
    removed = f"[-{_line(change.quoted)}-]" if change.quoted else ""
    return removed + (f"{{+{_line(change.found)}+}}" if change.found else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _with_first_letter_of(unit: ComparedWord, other: ComparedWord) -> ComparedWord:
    """The first unit of a quote with the case of its first letter as in the text, since that is no change."""
    swapped = unit.key[0].swapcase() + unit.key[1:]
    return unit._replace(key=swapped) if swapped == other.key else unit


# Segments


def _segments(blocks: Iterable[tuple[str, int, int, int, int]]) -> Iterator[tuple[slice, slice]]:
    """Edit operations as slices of both sides; a removal and the addition in its place become one."""
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


def _change(
    before: tuple[IndexedText, list[ComparedWord]], after: tuple[IndexedText, list[ComparedWord]]
) -> Change:
    quoted, found = _written(*before), _written(*after)
    keys = [unit.key for unit in before[1]], [unit.key for unit in after[1]]
    if keys[0] == keys[1]:
        return Change("same", quoted, found, material=False)
    op = "replaced" if before[1] and after[1] else "removed" if before[1] else "added"
    return Change(op, quoted, found, _is_material(after[0], before[1], after[1]))


def _written(text: IndexedText, changed: list[ComparedWord]) -> str:
    """The words of consecutive units as written; a dash for a dash alone."""
    if not changed:
        return ""
    return text.raw_words(changed[0].run[0], changed[-1].run[1]) or "–"


def _is_material(text: IndexedText, quoted: list[ComparedWord], found: list[ComparedWord]) -> bool:
    keys = [unit.key for unit in quoted], [unit.key for unit in found]
    if _joined(keys[0]) == _joined(keys[1]) or (
        len(keys[0]) == len(keys[1]) and differ_only_in_spelling(*keys)
    ):
        return False
    common = set(keys[0]) & set(keys[1])
    changed = [[unit for unit in side if unit.key not in common] for side in (quoted, found)]
    if any(_is_material_unit(unit, text) for side in changed for unit in side):
        return True
    return all(any(not is_function_word(unit.key) for unit in side) for side in changed)


def _joined(keys: list[str]) -> str:
    """Words joined without hyphens and spaces, since well-known is also written well known; figures stay apart."""
    letters = "".join(keys).replace("-", "")
    return letters if letters.isalpha() else " ".join(keys)


def _is_material_unit(unit: ComparedWord, text: IndexedText) -> bool:
    if any(map(is_material_word, (unit.key, *unit.key.split("-")) if unit.key[0] != "-" else (unit.key,))):
        return True
    if not is_capitalised(unit.key) or is_function_word(unit.key):
        return False
    return not (unit.begins_sentence and unit.key.lower() in text.lowercase_words)


def _begins_sentence(text: IndexedText, number: int) -> bool:
    """Whether a sentence begins with this word, so that its capital does not mark a name."""
    while number > 0 and text.word(number - 1) == "'":
        number -= 1
    return (
        number == 0
        or text.word(number - 1) in _ENDS
        or "\n" in text.raw[text.ends[number - 1] : text.begins[number]]
    )
