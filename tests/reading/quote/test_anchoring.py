"""Anchored words are found again in a revised text, or reported as gone."""

from hashlib import sha256

import pytest

from factcheck.reading.quote.anchoring import Anchor, SearchableText, find_anchors
from tests.drafts import BRIDGE, REVISED

DENIED = "He denied it twice."


def text_of(text: str) -> SearchableText:
    return SearchableText(text, sha256(text.encode()).hexdigest())


OLD, NEW = text_of(BRIDGE), text_of(REVISED)


def anchored(text: SearchableText, exact: str, number: int = 0) -> Anchor:
    """The words anchored at their first place in a text, or at a later one."""
    return Anchor(exact, text.locate(*text.places(exact)[number]))


def found(text: SearchableText, *asked: Anchor) -> list[str | None]:
    """The words at the range found for each anchor."""
    places = find_anchors(text, asked)
    return [text.text[slice(*places[one])] if one in places else None for one in asked]


def test_a_place_holds_the_position_the_words_around_and_the_text_it_is_counted_in() -> None:
    place = anchored(OLD, DENIED, 1).place

    assert place is not None
    assert BRIDGE[place.start : place.end] == DENIED
    assert (place.prefix, place.suffix) == (
        "carries 12,000 cars a day.",
        "A second bridge would cost 900",
    )
    assert place.text_digest == OLD.digest


def test_in_the_same_text_anchors_keep_their_place() -> None:
    places = OLD.places(DENIED)
    asked = [anchored(OLD, DENIED, number) for number in (2, 0, 1)]

    assert [find_anchors(OLD, asked)[one] for one in asked] == [places[2], places[0], places[1]]


def test_a_moved_sentence_is_found_and_an_altered_or_deleted_one_is_not() -> None:
    moved = anchored(OLD, "A second bridge would cost 900 million crowns.")
    altered = anchored(OLD, "It cost four million crowns, said Nour Haddad, the treasurer of the town.")
    deleted = anchored(OLD, "Three workers died while it was built.")

    assert found(NEW, moved, altered, deleted) == [moved.exact, None, None]
    assert NEW.nearest(altered.exact).startswith("It cost five million crowns")
    assert NEW.nearest(deleted.exact) == ""


def test_repeated_sentences_are_told_apart_by_the_words_around_them() -> None:
    first, second, third = (anchored(OLD, DENIED, number) for number in range(3))

    places = find_anchors(NEW, [first, second, third])

    assert first not in places
    assert (places[second], places[third]) == tuple(NEW.places(DENIED))


def test_of_a_sentence_that_was_written_twice_the_nearer_keeps_the_claim() -> None:
    once = anchored(OLD, "The bridge carries 12,000 cars a day.")

    assert find_anchors(NEW, [once])[once] == NEW.places(once.exact)[0]


def test_where_the_context_is_the_same_the_nearest_words_decide() -> None:
    old = text_of("Alpha stands here. No. One. No. Two. No. Omega stands here.")
    new = text_of(
        "A new start that is long enough. Alpha stands here. No. Three. No. Four. No. Omega stands here."
    )
    asked = [
        Anchor("Alpha stands here.", old.locate(0, 18)),
        *(anchored(old, "No.", number) for number in range(3)),
    ]

    places = find_anchors(new, asked)

    assert [places[one] for one in asked[1:]] == new.places("No.")


def test_two_claims_on_the_same_words_share_their_place() -> None:
    early, late = anchored(OLD, DENIED, 2), anchored(NEW, DENIED, 1)

    places = find_anchors(NEW, [early, late])

    assert places[early] == places[late] == NEW.places(DENIED)[1]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("“We have never closed it”", 'Lund said "We have never closed it" and left.'),
        ("It cost 4 million.", "It\u00a0cost 4 million."),
        ("a long sentence without an end mark", "This is a long sentence\nwithout an end mark"),
        ("پل در سال ۱۹۳۲ باز شد", "گفت پل در سال ۱۹۳۲ باز شد."),
        ("橋は1932年に開通した。", "始め。橋は1932年に開通した。終わり。"),
    ],
)
def test_typography_and_scripts_do_not_hide_words(words: str, text: str) -> None:
    assert found(text_of(text), Anchor(words)) != [None]


def test_words_within_a_word_are_not_those_words() -> None:
    assert text_of("The artist came. The art came.").places("art") == [(21, 24)]


def test_words_without_a_place_take_the_first() -> None:
    asked = Anchor(DENIED)

    assert find_anchors(OLD, [asked])[asked] == OLD.places(DENIED)[0]
