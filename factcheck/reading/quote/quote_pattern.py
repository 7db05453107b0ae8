"""The words of a quote as they are looked for on a page, and all the places where they stand as one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from factcheck.reading.quote.folding import is_word
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quote_boundaries import is_boundary
from factcheck.reading.quote.word_joints import Joint, joints_agree

Run = tuple[int, int]
"""Words of a page from the first up to, not including, the last."""

_LONG = 200
"""Letters from which on a run that almost fits is passed over by half the quote.

Two places of a text closer than half its length make it repeat itself from end to end; in every other text nothing
is missed, and the work stays in proportion to the page, whatever stands there.
"""


@dataclass(frozen=True, slots=True)
class QuotePattern:
    """Folded words in a row, and how each is joined to the one before (the first counts for nothing)."""

    words: tuple[str, ...]
    seams: bytes

    @classmethod
    def of(cls, asked: IndexedText, run: Run) -> QuotePattern:
        """The words of a prepared quote."""
        return cls(asked.words(*run), bytes(asked.seams[slice(*run)]))

    def variants(self) -> Iterator[QuotePattern]:
        """As given, with the other case of its first letter, and in capitals as headlines are."""
        seen = {self.words}
        yield self
        for words in (self._other_first_letter(), tuple(word.upper() for word in self.words)):
            if words not in seen:
                seen.add(words)
                yield QuotePattern(words, self.seams)

    def _other_first_letter(self) -> tuple[str, ...]:
        number = next((n for n, word in enumerate(self.words) if is_word(word)), -1)
        if number < 0 or not self.words[number][0].isalpha():
            return self.words
        word = self.words[number]
        return (*self.words[:number], word[0].swapcase() + word[1:], *self.words[number + 1 :])

    def runs(self, page: IndexedText) -> Iterator[Run]:
        """Every run of the page that is these words, from word to word, in order, none over another."""
        letters = "".join(self.words)
        joints = list(zip(accumulate(map(len, self.words)), self.seams[1:], strict=False))
        skip = len(letters) // 2 if len(letters) > _LONG else 1
        at = page.letters.find(letters)
        while at >= 0:
            first, last = page.word_at(at), page.word_at(at + len(letters))
            if (
                min(first, last) >= 0
                and is_boundary(page, first)
                and is_boundary(page, last)
                and _joined(page, (first, last), joints)
            ):
                yield first, last
                at += len(letters)
            else:
                at = page.next_start(at + skip - 1)
            at = page.letters.find(letters, at)


def _joined(page: IndexedText, run: Run, joints: list[tuple[int, int]]) -> bool:
    """Whether the words of a run part where those of the quote do."""
    first, last = run
    begin = page.starts[first]
    stands = [
        (start - begin, seam)
        for start, seam in zip(page.starts[first + 1 : last], page.seams[first + 1 : last], strict=True)
    ]
    if stands == joints:
        return True
    on_page, in_quote = dict(stands), dict(joints)
    return all(
        joints_agree(on_page.get(place, Joint.INSIDE), in_quote.get(place, Joint.INSIDE))
        for place in on_page.keys() | in_quote.keys()
    )
