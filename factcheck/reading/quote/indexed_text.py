"""A text indexed for finding quotes: its words folded to one spelling, each with its offsets in the text."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from factcheck.reading.quote.folding import FoldedWord, folded_words, is_word, joint_of, token_pattern
from factcheck.reading.quote.word_joints import Joint
from factcheck.reading.raised_figures import note_marks

_NOTHING = "\u2060"
"""A character that belongs to no word and divides none."""


class IndexedText:
    """The words of a text, folded, with their offsets in it; used for captured texts and for quotes alike.

    `letters` joins all folded words and marks without gaps: variants of quotation marks, compatibility forms, digits
    of all scripts and letter variants of Arabic and Persian are unified; invisible characters and short vowels are
    removed; case is kept. Word `k` (a single mark is a word too) is `letters[starts[k]:starts[k + 1]]` and comes from
    `raw[begins[k]:ends[k]]`, in code points; `joints[k]` (a Joint) says how it is joined to the word before it.
    `starts`, `begins` and `ends` ascend. Building takes time linear in the text; the index never changes.
    """

    def __init__(self, text: str) -> None:
        self.raw = text
        self.starts = array("L")
        self.begins = array("L")
        self.ends = array("L")
        self.joints = bytearray()
        self.letters = "".join(self._index_words())
        self.starts.append(len(self.letters))

    def __len__(self) -> int:
        return len(self.begins)

    def word(self, number: int) -> str:
        """Word `number`, folded."""
        return self.letters[self.starts[number] : self.starts[number + 1]]

    def words(self, first: int, last: int) -> tuple[str, ...]:
        """The folded words from `first` up to, but not including, `last`."""
        starts = self.starts[first : last + 1]
        return tuple(self.letters[start:end] for start, end in pairwise(starts))

    def raw_words(self, first: int, last: int) -> str:
        """The original text from word `first` to the end of word `last - 1`; "" if there are no such words."""
        return self.raw[self.begins[first] : self.ends[last - 1]] if first < last else ""

    def word_at(self, letter: int) -> int:
        """The number of the word that begins at this index of `letters`; `len(self)` at the end, -1 within a word."""
        number = bisect_left(self.starts, letter)
        return number if self.starts[number] == letter else -1

    def next_start(self, letter: int) -> int:
        """The index in `letters` at which the next word begins; the length of `letters` if there is none."""
        number = bisect_right(self.starts, letter)
        return self.starts[number] if number < len(self.starts) else len(self.letters)

    def letter_at(self, offset: int) -> int:
        """The index in `letters` of the first word that begins at or after this offset (code points) of the text."""
        return self.starts[bisect_left(self.begins, offset)]

    @cached_property
    def word_positions(self) -> dict[str, list[int]]:
        """The numbers at which each word occurs, by the word in lower case; marks are left out."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words(0, len(self))):
            if is_word(word):
                found.setdefault(word.casefold(), []).append(number)
        return found

    @cached_property
    def lowercase_words(self) -> frozenset[str]:
        """The words that occur in lower case somewhere in the text, as names do not."""
        return frozenset(word for word in self.words(0, len(self)) if word.islower())

    def _index_words(self) -> list[str]:
        """Fill the arrays and return the folded words in order."""
        # Unicode calls them letters, writers use them as apostrophes
        text = _without_note_marks(self.raw.replace("ʼ", "’").replace("ʹ", "’"))
        known, folded = dict[str, tuple[FoldedWord, ...]](), list[str]()
        at = last = 0
        starts, begins, ends, joints = self.starts, self.begins, self.ends, self.joints
        for found in token_pattern(_marks(text)).finditer(text):
            token = found.group()
            parts = known.get(token)
            if parts is None:
                parts = known[token] = folded_words(token)
            start = found.start()
            for word, begin, end, joint in parts:
                joints.append(joint if begin else _joint(text, last, start))
                folded.append(word)
                starts.append(at)
                begins.append(start + begin)
                last = start + end
                ends.append(last)
                at += len(word)
        return folded


def _without_note_marks(text: str) -> str:
    """The text, equally long, with an invisible character for every character of a mark that leads to a note."""
    pieces, at = list[str](), 0
    for start, end in note_marks(text):
        pieces += text[at:start], _NOTHING * (end - start)
        at = end
    return "".join((*pieces, text[at:])) if at else text


def _joint(text: str, last: int, start: int) -> Joint:
    """How two words are joined; the two commonest joints are tested first."""
    if start == last:
        return Joint.GLUED
    return Joint.SPACE if start == last + 1 and text[last] == " " else joint_of(text, last, start)


def _marks(text: str) -> str:
    """The combining marks that occur in a text, sorted; each belongs to the letter before it."""
    if text.isascii():
        return ""
    return "".join(sorted(one for one in set(text) if one > "\u02ff" and unicodedata.category(one)[0] == "M"))
