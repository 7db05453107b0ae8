"""Names recognised by their capitals."""

from factcheck.matching.names import find_names, names_in
from factcheck.reading.figure.figures import find_figures


def test_capitalised_words_are_names_and_dates_are_not() -> None:
    claim = "The Secretary of State removed Iraq's name in October 2004."

    assert find_names(claim, find_figures(claim)) == ("Secretary", "State", "Iraq")


def test_a_name_is_found_as_a_whole_word_with_its_capital() -> None:
    assert names_in(("Iraq", "May", "O'Brien"), "O'Brien left Iraq, he said.") == ("Iraq", "O'Brien")
    assert names_in(("Iraq",), "Iraqis iraq") == ()


def test_scripts_without_capitals_have_no_names() -> None:
    assert find_names("پل تهران در سال ۱۳۱۱ باز شد") == ()
