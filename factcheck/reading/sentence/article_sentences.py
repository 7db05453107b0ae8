"""The sentences of an article, numbered, each with what there is in it to check."""

from dataclasses import dataclass

from factcheck.reading.sentence.check_worthiness import CheckWorthiness, judge_sentence
from factcheck.reading.sentence.sentences import Span, split_sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its number from 1, its place in code points, its words, and how they were judged."""

    number: int
    span: Span
    worth: CheckWorthiness

    @property
    def text(self) -> str:
        """Its words as they stand."""
        return self.span.text

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.span.start

    @property
    def end(self) -> int:
        """Up to where it runs."""
        return self.span.end


def read_sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text in order; the same text always gives the same ones."""
    return tuple(
        Sentence(number, span, judge_sentence(span.text))
        for number, span in enumerate(split_sentences(text, language), 1)
    )
