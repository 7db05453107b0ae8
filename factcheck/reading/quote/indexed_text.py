"""A captured text prepared for finding quotes: words folded to one way of writing, each with its place in the text."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from factcheck.reading.quote.folding import FoldedWord, folded_words, is_word, joint_of, token_pattern
from factcheck.reading.quote.word_joints import Joint


class IndexedText:
    """A text as its words without the gaps between them, and the way back to where they stand.

    `letters` is every word and mark of the text in one run, folded: kinds of quotation marks, compatibility forms,
    digits of all scripts, letter variants of Arabic and Persian are one, invisible characters and short vowels are
    left out, case is kept. Word `k` (also a single mark is one) is `letters[starts[k]:starts[k + 1]]`, stands at
    `text[begins[k]:ends[k]]`, in code points, and is joined to the word before it as `seams[k]` says.
    All four run upwards. Made once in time linear to the text; never changed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("L")
        self.begins = array("L")
        self.ends = array("L")
        self.seams = bytearray()
        self.letters = "".join(self._take_in())
        self.starts.append(len(self.letters))

    def __len__(self) -> int:
        return len(self.begins)

    def word(self, number: int) -> str:
        """A word as folded."""
        return self.letters[self.starts[number] : self.starts[number + 1]]

    def words(self, first: int, last: int) -> tuple[str, ...]:
        """The words from `first` up to, not including, `last`."""
        starts = self.starts[first : last + 1]
        return tuple(self.letters[start:end] for start, end in pairwise(starts))

    def as_it_stands(self, first: int, last: int) -> str:
        """The text from word `first` to the end of word `last - 1`; empty when there is none."""
        return self.text[self.begins[first] : self.ends[last - 1]] if first < last else ""

    def word_at(self, letter: int) -> int:
        """The number of the word that begins at this letter, one past the last for the end; -1 within a word."""
        number = bisect_left(self.starts, letter)
        return number if self.starts[number] == letter else -1

    def next_start(self, letter: int) -> int:
        """The letter with which the next word after this letter begins; the end when there is none."""
        number = bisect_right(self.starts, letter)
        return self.starts[number] if number < len(self.starts) else len(self.letters)

    def letter_at(self, position: int) -> int:
        """The first letter of the first word that begins at this place of the text or after it."""
        return self.starts[bisect_left(self.begins, position)]

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """Each word that is more than a mark, in lower case, with the numbers of the words that are it."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words(0, len(self))):
            if is_word(word):
                found.setdefault(word.casefold(), []).append(number)
        return found

    @cached_property
    def written_small(self) -> frozenset[str]:
        """The words that stand somewhere in lower case, which names do not."""
        return frozenset(word for word in self.words(0, len(self)) if word.islower())

    def _take_in(self) -> list[str]:
        """Fill the arrays; the folded words in order."""
        text = self.text.replace("ʼ", "’").replace("ʹ", "’")  # letters by their category, apostrophes by use
        known, folded = dict[str, tuple[FoldedWord, ...]](), list[str]()
        at = last = 0
        starts, begins, ends, seams = self.starts, self.begins, self.ends, self.seams
        for found in token_pattern(_marks(text)).finditer(text):
            token = found.group()
            parts = known.get(token)
            if parts is None:
                parts = known[token] = folded_words(token)
            start = found.start()
            for word, begin, end, seam in parts:
                seams.append(seam if begin else _seam(text, last, start))
                folded.append(word)
                starts.append(at)
                begins.append(start + begin)
                last = start + end
                ends.append(last)
                at += len(word)
        return folded


def _seam(text: str, last: int, start: int) -> Joint:
    """How two words are joined, the two commonest ways first."""
    if start == last:
        return Joint.GLUED
    return Joint.SPACE if start == last + 1 and text[last] == " " else joint_of(text, last, start)


def _marks(text: str) -> str:
    """The combining marks that occur, in order; they belong to the letter before them."""
    if text.isascii():
        return ""
    return "".join(sorted(one for one in set(text) if one > "\u02ff" and unicodedata.category(one)[0] == "M"))
