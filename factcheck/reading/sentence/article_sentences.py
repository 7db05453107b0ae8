"""The sentences of an article, numbered, each with its check-worthiness."""

from dataclasses import dataclass
from functools import cached_property

from factcheck.reading.sentence.check_worthiness import CheckWorthiness, judge_sentence
from factcheck.reading.sentence.sentences import split_sentences


@dataclass(frozen=True)
class Sentence:
    """One sentence as written: its number from 1, and where it begins and ends, in code points."""

    number: int
    start: int
    end: int
    text: str

    @cached_property
    def worthiness(self) -> CheckWorthiness:
        """How much it is worth checking; judged when it is first asked for, since that takes half a millisecond."""
        return judge_sentence(self.text)


def read_sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text in order; the same text always gives the same sentences. `language` is a BCP 47 tag."""
    spans = enumerate(split_sentences(text, language), 1)
    return tuple(Sentence(number, one.start, one.end, one.text) for number, one in spans)
