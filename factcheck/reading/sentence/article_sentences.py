"""The sentences of an article, numbered, each with its check-worthiness."""

from dataclasses import dataclass
from functools import cached_property

from factcheck.reading.sentence.check_worthiness import CheckWorthiness, judge_sentence
from factcheck.reading.sentence.sentences import Span, split_sentences


@dataclass(frozen=True)
class Sentence:
    """One sentence: its number from 1 and its span."""

    number: int
    span: Span

    @cached_property
    def worthiness(self) -> CheckWorthiness:
        """How much it is worth checking; judged when it is first asked for, since that takes half a millisecond."""
        return judge_sentence(self.span.text)

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.span.text

    @property
    def start(self) -> int:
        """The offset of its first character, in code points."""
        return self.span.start

    @property
    def end(self) -> int:
        """The offset after its last character, in code points."""
        return self.span.end


def read_sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text in order; the same text always gives the same sentences. `language` is a BCP 47 tag."""
    return tuple(Sentence(number, span) for number, span in enumerate(split_sentences(text, language), 1))
