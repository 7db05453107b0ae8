"""A claim is found in another language: of forty of our own pairs at least thirty-eight among the first three."""

from dataclasses import replace
from pathlib import Path

from factcheck.workflow.earlier.match import match_words
from factcheck.workflow.earlier.vectors import encode_all
from tests.desks import CHECK, opened
from tests.encoders import patient_encoder
from tests.workflow.earlier.across_languages import OTHERS, PAIRS


def test_what_was_checked_in_another_language_is_among_the_first_three(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}/desk.db", tmp_path) as plain:
        desk = replace(plain, find_encoder=patient_encoder)
        with desk.store.writing() as ledger:
            ledger.shelve(
                CHECK.model_copy(update={"text": text, "title": None, "url": f"https://c.example/{number}"})
                for number, text in enumerate([*(earlier for earlier, _ in PAIRS), *OTHERS])
            )
        encode_all(desk)
        missed = [
            asked
            for earlier, asked in PAIRS
            if earlier not in [one.earlier.text for one in match_words(desk, asked).matches[:3]]
        ]
    assert len(missed) <= 2, missed
