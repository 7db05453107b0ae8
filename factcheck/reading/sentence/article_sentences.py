"""The sentences of an article, numbered, each with its check-worthiness."""

from dataclasses import dataclass
from functools import cached_property

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.sentence.check_worthiness import CheckWorthiness, judge_sentence
from factcheck.reading.sentence.headings import find_headings
from factcheck.reading.sentence.sentences import split_sentences


@dataclass(frozen=True)
class Sentence:
    """One sentence as written: its number from 1, and where it begins and ends, in code points.

    `heading` is `heading` or `byline` for a line that is numbered like a sentence and is none.
    """

    number: int
    start: int
    end: int
    text: str
    heading: SentenceKind | None = None

    @cached_property
    def worthiness(self) -> CheckWorthiness:
        """How much it is worth checking; judged when it is first asked for, since that takes half a millisecond."""
        if self.heading:
            return CheckWorthiness(self.heading, 0.0, ("no sentence",))
        return judge_sentence(self.text)


def read_sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text in order; the same text always gives the same sentences. `language` is a BCP 47 tag."""
    spans = split_sentences(text, language)
    headings = find_headings(text, spans)
    return tuple(
        Sentence(at + 1, one.start, one.end, one.text, headings.get(at)) for at, one in enumerate(spans)
    )
