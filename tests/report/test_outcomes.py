"""The words for captures and rechecks."""

import pytest

from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome, RecheckResult
from factcheck.phrase import Message, lowered
from factcheck.report import outcomes
from factcheck.report.translator import ENGLISH


def test_every_outcome_and_rung_has_plain_words() -> None:
    assert outcomes.OUTCOME.keys() == set(Outcome)
    assert outcomes.RUNG.keys() == outcomes.RUNG_MEANING.keys() == set(RecheckResult)
    assert outcomes.OUTCOMES.keys() == outcomes.OUTCOMES_MEANING.keys()


@pytest.mark.parametrize("words", [*outcomes.OUTCOME.values(), *outcomes.RUNG.values()])
def test_the_words_fit_into_a_sentence(words: Message) -> None:
    assert lowered(words.text)[0].islower()
    assert not words.text.endswith(".")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_of_a_kind_that_is_explained(outcome: str) -> None:
    assert any(f"{outcome}:".startswith(f"{kind}:") for kind in outcomes.OUTCOMES)


@pytest.mark.parametrize(
    "meaning",
    [*outcomes.OUTCOMES_MEANING.values(), *outcomes.RUNG_MEANING.values()],
)
def test_each_explanation_is_one_sentence(meaning: Message) -> None:
    assert meaning.text.endswith(".")
    assert ". " not in meaning.text


def test_an_error_of_the_site_says_its_number() -> None:
    fields = {"id": "c1", "source": "s1", "fetched_at": "2026-11-03T09:00:00Z", "record": "ab" * 32}
    capture = Capture.of({**fields, "outcome": "error:http", "status": 503})
    assert ENGLISH.text(outcomes.ended(capture)) == "the site answered with an error (503)"
