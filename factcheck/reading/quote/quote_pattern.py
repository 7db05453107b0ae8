"""The words of a quote as a search pattern, and every run of words in a text that matches it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from factcheck.reading.quote.folding import is_word
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quote_boundaries import is_boundary
from factcheck.reading.quote.word_joints import Joint, joints_agree
from factcheck.reading.raised_figures import off_the_line, on_the_line

WordRange = tuple[int, int]
"""A run of words by number: from the first up to, but not including, the second number."""

_LONG_PATTERN = 200
"""After a near miss, the search for a pattern of more letters than this skips half the pattern's length.

Two matches closer than that exist only if the pattern repeats itself from end to end; in every other case nothing is
missed, and the work stays proportional to the text, whatever it contains.
"""


@dataclass(frozen=True, slots=True)
class QuotePattern:
    """Consecutive folded words, and how each is joined to the word before it (the first joint is ignored)."""

    words: tuple[str, ...]
    joints: bytes

    @classmethod
    def of(cls, quote: IndexedText, run: WordRange) -> QuotePattern:
        """The pattern of a run of a quote's words."""
        return cls(quote.words(*run), bytes(quote.joints[slice(*run)]))

    def variants(self) -> Iterator[QuotePattern]:
        """The pattern as given, with the case of its first letter swapped, in capitals, and CO₂ for CO2."""
        seen = {self.words}
        yield self
        in_capitals = tuple(word.upper() for word in self.words)
        for words in (self._other_first_letter(), in_capitals, *self._other_formulas()):
            if words not in seen:
                seen.add(words)
                yield QuotePattern(words, self.joints)

    def _other_first_letter(self) -> tuple[str, ...]:
        number = next((n for n, word in enumerate(self.words) if is_word(word)), -1)
        if number < 0 or not self.words[number][0].isalpha():
            return self.words
        word = self.words[number]
        return (*self.words[:number], word[0].swapcase() + word[1:], *self.words[number + 1 :])

    def _other_formulas(self) -> Iterator[tuple[str, ...]]:
        """The words with the figures of formulas and units below or above the line, and on it."""
        if any(not word.isalpha() and len(word) > 1 for word in self.words):
            yield tuple(map(off_the_line, self.words))
            yield tuple(map(on_the_line, self.words))

    def runs(self, text: IndexedText) -> Iterator[WordRange]:
        """The runs of whole words that match, in order, without overlaps."""
        letters = "".join(self.words)
        wanted = list(zip(accumulate(map(len, self.words)), self.joints[1:], strict=False))
        skip = len(letters) // 2 if len(letters) > _LONG_PATTERN else 1
        at = text.letters.find(letters)
        while at >= 0:
            first, last = text.word_at(at), text.word_at(at + len(letters))
            if (
                min(first, last) >= 0
                and is_boundary(text, first)
                and is_boundary(text, last)
                and _joined(text, (first, last), wanted)
            ):
                yield first, last
                at += len(letters)
            else:
                at = text.next_start(at + skip - 1)
            at = text.letters.find(letters, at)


def _joined(text: IndexedText, run: WordRange, joints: list[tuple[int, int]]) -> bool:
    """Whether a run is divided into words where the quote is."""
    first, last = run
    begin = text.starts[first]
    found = [
        (start - begin, joint)
        for start, joint in zip(text.starts[first + 1 : last], text.joints[first + 1 : last], strict=True)
    ]
    if found == joints:
        return True
    in_text, in_quote = dict(found), dict(joints)
    return all(
        joints_agree(in_text.get(place, Joint.INSIDE), in_quote.get(place, Joint.INSIDE))
        for place in in_text.keys() | in_quote.keys()
    )
