"""Eighty sentences of five languages, as in news and debates, labelled before the program scored them."""

from pathlib import Path

import pytest

from factcheck.matching.worth_by_meaning import score_meanings
from factcheck.reading.sentence.check_worthiness_model import score_sentence, trained_model
from tests.encoders import patient_encoder
from tests.quality.checkworthy import average_precision, f1

TABLE = Path(__file__).with_name("worth_by_language.tsv")
_F1, _AP = 0.86, 0.94
_LEAST_AP = 0.80
"""The floor of each language."""
_LINES = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
_PICKED = [label == "1" for _, label, _ in _LINES]


@pytest.fixture(scope="module", name="scores")
def _scores() -> list[float]:
    return [*score_meanings(patient_encoder(), dict(enumerate(text for *_, text in _LINES))).values()]


def test_by_meaning_those_worth_checking_are_told_in_every_language(scores: list[float]) -> None:
    told = [score > trained_model().threshold for score in scores]

    assert f1(_PICKED, told) >= _F1
    assert average_precision(_PICKED, scores) >= _AP
    for language in ("ar", "de", "es", "fr", "pt"):
        of_it = [at for at, (doc, *_) in enumerate(_LINES) if doc.startswith(language)]
        picked, found = [_PICKED[at] for at in of_it], [scores[at] for at in of_it]
        assert len(of_it) == 16
        assert average_precision(picked, found) >= _LEAST_AP, language


def test_by_english_words_they_are_not(scores: list[float]) -> None:
    by_words = [score_sentence(text) for *_, text in _LINES]

    assert f1(_PICKED, [one.is_worth_checking for one in by_words]) < _F1 / 2
    assert average_precision(_PICKED, [one.value for one in by_words]) < average_precision(_PICKED, scores)
