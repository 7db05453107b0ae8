"""The check-worthiness of a sentence: which type of claim it makes, how much it is worth checking, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.sentence.attribution import attribution_of
from factcheck.reading.sentence.check_worthiness_model import WorthinessScore, score_sentence, visible_text
from factcheck.reading.sentence.claim_type import classify_sentence


@dataclass(frozen=True, slots=True)
class CheckWorthiness:
    """Which type of claim a sentence makes, and how much it looks worth checking: `score`, from 0 to 1.

    `why` gives the reasons in words; the words that moved the score most come last. `speaker` is who said it according
    to the sentence, as written there except for space and invisible characters, to be proposed as the claimant; "" if
    that is nobody, a pronoun, or unclear.
    """

    kind: SentenceKind
    score: float
    why: tuple[str, ...]
    speaker: str = ""

    @property
    def is_checkable(self) -> bool:
        """Whether it can be found out if the sentence is true."""
        return self.kind.is_checkable


def judge_sentence(text: str) -> CheckWorthiness:
    """Judge one sentence by its own words alone; the same text gets the same judgement on every machine.

    Only the first 4,000 characters are read. Never raises.
    """
    text = visible_text(text)
    attribution = attribution_of(text)
    scored = score_sentence(text)
    kind, cues = classify_sentence(text, attribution, scored)
    return CheckWorthiness(kind, scored.value, (*cues, *_reasons(scored)), attribution.speaker)


def _reasons(scored: WorthinessScore) -> Iterator[str]:
    """The words that raised or lowered the score, in quotation marks."""
    for how, words in (("raised by", scored.raised_by), ("lowered by", scored.lowered_by)):
        if words:
            yield f"{how} {', '.join(f'“{word}”' for word in words)}"
