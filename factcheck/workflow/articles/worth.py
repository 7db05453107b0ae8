"""How much the sentences of an article look worth checking, by what they mean where the encoder is there."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.model.vocabulary import SentenceState
from factcheck.phrase import Message
from factcheck.reading.figure.languages import languages_of
from factcheck.reading.sentence.coverage import SentenceCoverage

if TYPE_CHECKING:
    from factcheck.matching.encoder import Encoder

MOST = 250
"""Sentences of an article that are scored by meaning, some milliseconds each; those that are left first."""
_KNOWN = frozenset(("ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"))
"""The languages of the encoder without English, which the model of words knows."""
_IN_ENGLISH = 0.5
"""Both models know English; the mean of their scores is better than either (see tests/quality)."""
_TELLING = 2_000
"""The characters at the beginning of a text that are asked for its language."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MeaningScores:
    """Scores of sentences by their numbers; `words_alone` says why there are none, where an encoder could not."""

    of: Mapping[int, float] = field(default_factory=dict)
    words_alone: Message | None = None


def share_of_meaning(text: str, language: str | None) -> float:
    """How much of a score is that of meaning: all in another language of the encoder, half in English, else nothing.

    `language` is a BCP 47 tag for what the text itself does not tell.
    """
    told = {*languages_of(text[:_TELLING])} - {"other"}
    told = told or {(language or "en").partition("-")[0].lower()}
    if not told <= {*_KNOWN, "en"}:
        return 0.0
    return _IN_ENGLISH if "en" in told else 1.0


def scores_by_meaning(
    text: str,
    language: str | None,
    sentences: Sequence[SentenceCoverage],
    find_encoder: "Callable[[], Encoder | None]",
) -> MeaningScores:
    """The scores of the checkable sentences of a text; none in a language that the encoder does not know.

    `language` is a BCP 47 tag, used where the text itself does not tell.
    """
    share = share_of_meaning(text, language)
    encoder = find_encoder() if share else None
    if encoder is None:
        return MeaningScores()
    from factcheck.matching.encoder import EncoderFailed
    from factcheck.matching.worth_by_meaning import mixed, score_meanings
    from factcheck.workflow.earlier.vectors import words_alone

    checkable = [one for one in sentences if one.state is not SentenceState.NONE]
    checkable.sort(key=lambda one: one.state is not SentenceState.OPEN)
    asked = {one.sentence.number: one.sentence for one in checkable[:MOST]}
    try:
        found = score_meanings(encoder, {number: one.text for number, one in sorted(asked.items())})
        return MeaningScores(
            {number: mixed(asked[number].worthiness.score, score, share) for number, score in found.items()}
        )
    except (EncoderFailed, ImportError) as wrong:
        _LOG.warning("ranked sentences by words alone: %(why)s", {"why": str(wrong)})
        return MeaningScores(words_alone=words_alone(str(wrong)))
