"""The words of a quote compared with those of a text, and which changes are material."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.wording import Change, changes_in_words, compare


def changes(quoted: str, found: str) -> tuple[Change, ...]:
    quote, text = IndexedText(quoted), IndexedText(found)
    return compare(quote, (0, len(quote)), text, (0, len(text)))


def is_material(quoted: str, found: str) -> bool:
    return any(change.material for change in changes(quoted, found))


def test_a_change_holds_the_words_quoted_and_the_words_found() -> None:
    assert changes("more than 3,000 people", "more than 5,000 people") == (
        Change("same", "more than", "more than", material=False),
        Change("replaced", "3,000", "5,000", material=True),
        Change("same", "people", "people", material=False),
    )


def test_words_are_added_and_removed() -> None:
    assert [change.op for change in changes("he did go there now", "he did not go there")] == [
        "same",
        "added",
        "same",
        "removed",
    ]


def test_changes_are_one_line() -> None:
    quoted = "one two three four five six seven eight nine ten,\nand 3,000 people"

    assert changes_in_words(changes(quoted, quoted.replace("3,000", "5,000"))) == (
        "one two three … nine ten, and [-3,000-]{+5,000+} people"
    )


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("some 3,000 came", "some 3,500 came"),
        ("the three came", "the four came"),
        ("it rose by 5%", "it rose by 5"),
        ("it cost £5", "it cost $5"),
        ("it is so", "it is not so"),
        ("they can go", "they can’t go"),
        ("they can go", "they cannot go"),
        ("er ist da", "er ist nicht da"),
        ("er hat Geld", "er hat kein Geld"),
        ("il est là", "il n’est pas là"),
        ("va a cerrar", "no va a cerrar"),
        ("он придёт", "он не придёт"),
        ("رفع السعر", "لم يرفع السعر"),
        ("باز می‌شود", "باز نمی‌شود"),
        ("he met Merkel there", "he met Scholz there"),
        ("Merkel went there", "Scholz went there"),
        ("في مدينة بغداد", "في مدينة البصرة"),
        ("all were there", "some were there"),
        ("he may go", "he must go"),
        ("more than ten", "less than ten"),
        ("the alleged thief", "the thief"),
        ("before the war", "after the war"),
        ("it rose", "it fell"),
        ("they were killed", "they were injured"),
        ("is it so?", "is it so."),
        ("told us so", "told US so"),
        ("the R&D budget", "the R&B budget"),
        ("from 1997–2012", "from 1997–2013"),
    ],
)
def test_figures_negations_names_amounts_certainty_and_order_are_material(quoted: str, found: str) -> None:
    assert is_material(quoted, found)
    assert is_material(found, quoted)


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("the colour of it", "the color of it"),
        ("they organised it", "they organized it"),
        ("a well-known man", "a well known man"),
        ("the Government said", "the government said"),
        ("he said that it was", "he said it was"),
        ("a man", "the man"),
        ("so, he said", "so he said"),
        ("so — he said", "so he said"),
    ],
)
def test_spelling_articles_and_marks_are_not_material(quoted: str, found: str) -> None:
    assert any(change.op != "same" for change in changes(quoted, found))
    assert not is_material(quoted, found)


TEXT = st.lists(
    st.sampled_from(["a", "not", "3,000", "Merkel", "said", "well-known", ",", ";", "—"]), max_size=12
)


@given(TEXT, TEXT)
def test_the_changes_hold_every_word_of_both_sides_once(quoted: list[str], found: list[str]) -> None:
    compared = changes(" ".join(quoted), " ".join(found))
    sides = [
        IndexedText(" ".join(getattr(change, side) for change in compared)).letters
        for side in ("quoted", "found")
    ]

    assert sides == [IndexedText(" ".join(quoted)).letters, IndexedText(" ".join(found)).letters]
    assert not any(change.material for change in compared if change.op == "same")
