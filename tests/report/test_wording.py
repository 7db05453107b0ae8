"""The words for what the model knows, and for numbers and dates."""

from datetime import UTC, datetime

import pytest

from factcheck.model.claim import Claim
from factcheck.model.vocabulary import ClaimKind, SourceKind, Stance, Standing, Status
from factcheck.phrase import lowered
from factcheck.report import wording
from factcheck.report.timeline import FIELDS
from factcheck.report.translator import ENGLISH


def test_every_word_of_the_model_has_plain_words() -> None:
    assert wording.STATUS.keys() == wording.STATUS_MEANING.keys() == set(Status)
    assert wording.STANCE.keys() == wording.STANCE_MEANING.keys() == set(Stance)
    assert wording.STANDING.keys() == wording.STANDING_MEANING.keys() == set(Standing)
    assert wording.KIND.keys() == wording.KIND_MEANING.keys() == set(SourceKind)
    assert wording.CLAIM_KIND.keys() == set(ClaimKind)


def test_every_field_that_can_be_edited_has_a_name() -> None:
    assert FIELDS.keys() == Claim.model_fields.keys() - {"ref", "place"}


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("2011", "in 2011"), ("2011-12", "in December 2011"), ("2011-12-05", "on 5 December 2011")],
)
def test_a_date_takes_its_little_word(edtf: str, words: str) -> None:
    assert ENGLISH.text(wording.when(edtf)) == words
    assert f'<time datetime="{edtf}">' in ENGLISH.html(wording.when(edtf))


def test_a_span_has_no_machine_form_in_html() -> None:
    assert ENGLISH.html(wording.day("1997/2012")) == "1997 to 2012"
    assert ENGLISH.html(wording.when("1997/2012")) == "from 1997 to 2012"


def test_a_moment_says_its_zone() -> None:
    told = ENGLISH.html(wording.moment(datetime(2026, 11, 3, 9, 5, tzinfo=UTC)))
    assert told == '<time datetime="2026-11-03T09:05:00Z">3 November 2026, 09:05 UTC</time>'


def test_a_label_keeps_its_capitals_inside_a_sentence_where_they_mean_something() -> None:
    assert [lowered(label) for label in ("Mostly true", "EU")] == ["mostly true", "EU"]


def test_files_are_said_in_words() -> None:
    assert ENGLISH.text(wording.file_words("application/pdf", 1_250_000)) == "PDF, 1.2 MB"
    assert ENGLISH.text(wording.file_words("text/html; charset=utf-8", 512)) == "web page, 512 bytes"
    assert ENGLISH.text(wording.file_words("application/x-odd", 0)) == "application/x-odd, empty"
