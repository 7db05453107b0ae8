"""One sentence of an article judged: what sort of assertion it makes, how much it is worth checking, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.sentence.attribution import attribution_of
from factcheck.reading.sentence.check_worthiness_model import WorthinessScore, score_sentence, visible_text
from factcheck.reading.sentence.claim_type import classify_sentence


@dataclass(frozen=True, slots=True)
class CheckWorthiness:
    """What a sentence asserts and how much that looks worth checking, from 0 to 1.

    `why` says it in words, the words that moved the rank most last. `said_by` is who the sentence says said it, as
    it is written there but for space and invisible characters, to be proposed as the claimant; "" where that is
    nobody, a pronoun, or cannot be told.
    """

    kind: SentenceKind
    rank: float
    why: tuple[str, ...]
    said_by: str = ""

    @property
    def is_checkable(self) -> bool:
        """Whether somebody can find out if it is so."""
        return self.kind.is_checkable


def judge_sentence(text: str) -> CheckWorthiness:
    """Judge one sentence by its own words alone; the same text is judged the same always and everywhere.

    Of a text longer than 4,000 characters the beginning is read.
    """
    text = visible_text(text)
    speech = attribution_of(text)
    ranked = score_sentence(text)
    kind, signs = classify_sentence(text, speech, stands_out=ranked.is_worth_checking)
    return CheckWorthiness(kind, ranked.value, (*signs, *_moved(ranked)), speech.by)


def _moved(ranked: WorthinessScore) -> Iterator[str]:
    """The words that moved the rank, in quotation marks."""
    for how, words in (("raised by", ranked.raised_by), ("lowered by", ranked.lowered_by)):
        if words:
            yield f"{how} {', '.join(f'“{word}”' for word in words)}"
