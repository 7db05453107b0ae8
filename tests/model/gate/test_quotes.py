"""Words that are given as the claimant's and are not, and quotation marks within them."""

from factcheck.model.gate.context import QuoteReading
from tests.model.gate.asking import codes, mend, only
from tests.records import held

SENTENCE = "Okonjo claims that the debt has doubled."
READ = QuoteReading(of_claimant="okonjo claims", sentence=SENTENCE)


def test_words_that_speak_of_their_claimant_are_named_with_where_they_belong() -> None:
    told = held(claimant="Okonjo", quote=SENTENCE)

    found = only(told, "third-person-quote", quote=READ)

    assert (found.place, found.blocks) == (("quote",), False)
    assert found.finding.message == (
        'The exact words speak of Okonjo, who is to have said them ("okonjo claims").'
    )
    assert mend(found) == (
        "Give only what was said: factcheck edit bridge --quote '' "
        "--sentence 'Okonjo claims that the debt has doubled.' --why \"…\""
    )


def test_what_is_published_is_corrected_in_the_open() -> None:
    out = held(claimant="Okonjo", quote=SENTENCE).submit().decide().publish()
    assert mend(only(out, "third-person-quote", quote=READ)).startswith(
        "Say it in the open first: factcheck correct bridge --kind update --what … --why …; then give only"
    )


def test_quotation_marks_within_the_words_are_named() -> None:
    told = held(claimant="Okonjo", quote="“It doubled”")

    found = only(told, "marked-quote", quote=QuoteReading(has_marks=True, quote="It doubled"))

    assert found.finding.message == (
        "The exact words hold quotation marks, which stand within those of a page."
    )
    assert "--quote 'It doubled'" in mend(found)


def test_words_that_are_the_claimants_are_let_through() -> None:
    assert not codes(held(claimant="Okonjo", quote="It doubled")) & {"third-person-quote", "marked-quote"}
