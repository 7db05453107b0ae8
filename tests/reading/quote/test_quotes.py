"""Finding a quote in a text."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factcheck.model.vocabulary import MatchQuality
from factcheck.reading.quote.quote_place import CONTEXT
from factcheck.reading.quote.quotes import IndexedText, QuoteMatches, changes_in_words, find_quote

NEWS = (
    "The mayor said on Monday that the old bridge was safe. A day later he said that the old bridge was closed. "
    "More than 3,000 people had signed, and 52% of them twice. Nobody counted the 17 letters from R&D."
)


def find(text: str, quote: str, prefix: str | None = None, suffix: str | None = None) -> QuoteMatches:
    return find_quote(IndexedText(text), quote, prefix, suffix)


def wordings(text: str, quote: str) -> list[str]:
    return [place.exact for place in find(text, quote).places]


# Where it stands


def test_a_place_says_where_what_and_between_which_words() -> None:
    (place,) = find(NEWS, "A day later he said that the old bridge was closed").places

    assert (
        NEWS[place.start : place.end] == place.exact == "A day later he said that the old bridge was closed"
    )
    assert place.match == MatchQuality.EXACT
    assert (place.prefix, place.suffix) == ("that the old bridge was safe.", ". More than 3,000 people had")


def test_context_ends_between_words_and_at_the_ends_of_the_text() -> None:
    (place,) = find("one two three four five six seven", "one two three four five six seven").places

    assert (place.prefix, place.suffix) == ("", "")


def test_all_places_are_given_in_reading_order() -> None:
    text = "We are not afraid of them. They say: WE ARE NOT AFRAID OF THEM. And we are not afraid of them."
    places = find(text, "We are not afraid of them").places

    assert [(place.exact, place.match) for place in places] == [
        ("We are not afraid of them", MatchQuality.EXACT),
        ("WE ARE NOT AFRAID OF THEM", MatchQuality.TYPOGRAPHIC),
        ("we are not afraid of them", MatchQuality.TYPOGRAPHIC),
    ]


def test_the_words_around_choose_one_of_several_places() -> None:
    quote = "he said that the old bridge"
    text = f"On Monday {quote} was safe. On Friday {quote} was closed."
    by_prefix, by_suffix = (
        find(text, quote, prefix="On Friday").places,
        find(text, quote, suffix="was safe.").places,
    )

    assert [place.start for place in by_prefix] == [text.rindex(quote)]
    assert [place.start for place in by_suffix] == [text.index(quote)]
    assert len(find(text, quote, prefix="On Sunday").places) == 2


def test_marks_at_the_ends_are_included_where_the_text_has_them() -> None:
    text = "He began – and nobody listened to him [5] – to read."

    assert wordings(text, "– and nobody listened to him [5] –") == ["– and nobody listened to him [5] –"]


# Where it does not


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a thousand", "hand"),
        ("in 152 towns", "52"),
        ("some 52,000 towns", "52"),
        ("about 1.52 metres", "52"),
        ("about 1.52 metres", "1"),
        ("about .5 metres", "5"),
        ("some 13,000 people", "3,000"),
        ("1 300 people", "300 people"),
        ("12\u202f300 people", "300 people"),
        ("-5 degrees", "5 degrees"),
        ("− 5 degrees", "5 degrees"),
        ("5 degrees", "-5 degrees"),
        ("fell to 5 degrees", "- 5 degrees"),
        ("from $52 on", "52 on"),
        ("it was 52% then", "it was 52"),
        ("it was 52 % then", "it was 52"),
        ("it was 52 per cent then", "it was 52"),
        ("it was 52 million then", "it was 52"),
        ("it was fifty million then", "it was fifty"),
        ("fifty million then", "million then"),
        ("from 1997–2012 on", "from 1997"),
        ("more than 50+ were there", "more than 50"),
        (">50 were there", "50 were there"),
        ("at 120 km/h then", "at 120 km"),
        ("at 10:30 then", "at 10"),
        ("the year 2013/14", "the year 2013"),
        ("12.5.2020 was", "2020 was"),
        ("３，０００人", "０００人"),
        ("三千人", "千人"),
        ("3½ hours", "3"),
        ("10² metres", "10"),
        ("a non-smoker here", "smoker here"),
        ("Jean-Luc went", "Luc went"),
        ("the McDonald case", "Donald case"),
        ("the easyJet case", "Jet case"),
        ("from R&D on", "from R"),
        ("U.S. troops", "S. troops"),
        ("example.org says", "org says"),
        ("O’Neill said", "Neill said"),
        ("they don’t know", "they don"),
        ("il n’est pas là", "est pas là"),
        ("D’Angelo said", "Angelo said"),
        ("نمی‌شود گفت", "شود گفت"),
    ],
)
def test_a_word_or_a_figure_is_never_cut(text: str, quote: str) -> None:
    assert wordings(text, quote) == []


LONGER = "and then the whole council of the town went home"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the therapist", "the the rapist"),
        ("the rapist", "therapist"),
        ("a notable man", "a not able man"),
        ("a not able man", "a notable man"),
        ("the well known man", "the well-known man"),
        ("the wellknown man", "the well-known man"),
        ("the You Tube film", "the YouTube film"),
        ("was 3 ,000 then", "was 3,000 then"),
        ("was 3,000 then", "was 3, 000 then"),
        ("was 3,000 then", "was 3000 then"),
        ("was 3,000 then", "was 3.000 then"),
        ("was 10² then", "was 102 then"),
        ("was 3½ then", "was 31⁄2 then"),
        ("was ½ then", "was 1/2 then"),
        ("was 50 km² then", "was 50 km then"),
        ("the (a+b)² then", "the (a+b) then"),
        ("was 6′ then", "was 6″ then"),
        ("the minister then", "[the] minister then"),
        ("killed [3] people then", "killed people then"),
        ("the US then", "the us then"),
        ("the Müller then", "the Muller then"),
        ("is it ready then, and", "is it ready then? and"),
        ("he is “ready” then", "he is ready then"),
        ("ان المدرسه هنا", "ان المدرسة هنا"),
    ],
)
def test_words_that_are_not_the_same_are_not_found(text: str, quote: str) -> None:
    assert wordings(f"{text} {LONGER}", f"{quote} {LONGER}") == []


def test_a_question_is_not_a_statement() -> None:
    text = "Was the old bridge ever safe at all? And then? He said: the old bridge was safe at all!"

    assert wordings(text, "Was the old bridge ever safe at all.") == []
    assert wordings(text, "Was the old bridge ever safe at all") == ["Was the old bridge ever safe at all"]


def test_a_quote_after_a_negation_is_found_and_its_context_shows_it() -> None:
    (place,) = find("They were not told about the closure of it", "told about the closure of it").places

    assert place.prefix == "They were not"


# Short quotes


def test_a_short_quote_is_found_as_written_only() -> None:
    assert wordings("It’s 52 now", "It’s 52") == ["It’s 52"]
    assert wordings("It’s 52 now", "It's 52") == []
    assert wordings("It’s 52 now", "it’s 52") == []
    assert wordings("It’s\u00a0\u200e52 now", "It’s 52") == ["It’s\u00a0\u200e52"]
    assert wordings("در ۵۲ شهر", "52 شهر") == ["۵۲ شهر"]
    assert find("It was 53 now", "It was 52").nearest is None


# What is left out


def test_pieces_follow_in_order_and_not_too_far_apart() -> None:
    left, right = "The mayor said on Monday", "the old bridge was closed"

    assert wordings(NEWS, f"{left} […] {right}") == [f"{left} […] {right}"]
    assert wordings(NEWS, f"{right} […] {left}") == []
    assert wordings(f"{left}, {'well, ' * 300} {right}.", f"{left} … {right}") == [f"{left} […] {right}"]
    assert wordings(f"{left}, {'well, ' * 400} {right}.", f"{left} … {right}") == []


def test_an_ellipsis_of_the_source_is_no_gap() -> None:
    text = "We will … perhaps … see about that, he said. We will never do it. Perhaps we see about that."

    assert wordings(text, "We will ... perhaps ... see about that") == ["We will … perhaps … see about that"]


def test_a_denial_cannot_be_left_out() -> None:
    text = "She did not, he said, go to the meeting. He did say much, but she would never ever sell the old house."

    assert wordings(text, "She did […] go to the meeting") == []
    assert wordings(text, "He did say much, but she […] sell the old house") == []
    assert wordings(text, "She did not […] go to the meeting") == ["She did not […] go to the meeting"]


def test_a_piece_says_enough_to_be_found() -> None:
    assert wordings("one more time and then the end of it", "one … the end of it all") == []
    assert wordings("one more time and then the end of it", "one more time … it") == []


# The nearest wording


@pytest.mark.parametrize(
    ("quote", "changes"),
    [
        (
            "More than 5,000 people had signed, and 52% of them",
            "More than [-5,000-]{+3,000+} people had signed, and 52% of them",
        ),
        (
            "Somebody counted the 17 letters from R&D",
            "[-Somebody-]{+Nobody+} counted the 17 letters from R&D",
        ),
        ("the mayor had said on Monday that", "the mayor [-had-] said on Monday that"),
        ("people had signed, and 52 of them twice", "people had signed, and 52 {+%+} of them twice"),
        ("More than 3,000 people had signed, and 52", "More than 3,000 people had signed, and 52 {+%+}"),
    ],
)
def test_the_nearest_wording_is_shown_with_what_differs(quote: str, changes: str) -> None:
    found = find(NEWS, quote)

    assert found.places == ()
    assert found.nearest is not None
    assert changes_in_words(found.nearest.changes).casefold() == changes.casefold()
    assert NEWS[found.nearest.place.start : found.nearest.place.end] == found.nearest.place.exact


def test_what_is_nowhere_near_has_no_nearest_wording() -> None:
    assert find(NEWS, "The harbour authority denied every word of the report on Friday") == QuoteMatches(
        (), None
    )


def test_a_denial_left_out_is_shown() -> None:
    near = find(
        "She did not go to the meeting of the council.", "She did […] go to the meeting of the council"
    ).nearest

    assert near is not None
    assert near.material
    assert changes_in_words(near.changes) == "She did {+not+} go to the meeting of the council"


@pytest.mark.parametrize("quote", ["", " ", "—", "…", "[…]", "\u200e", "“”", ". . ."])
def test_a_quote_that_says_nothing_is_found_nowhere(quote: str) -> None:
    assert find(NEWS, quote) == QuoteMatches((), None)
    assert find("", quote) == QuoteMatches((), None)


# Long and hostile texts


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("aab " * 100_000, "aab " * 2_500 + "aa"),
        ("a" * 1_000_000, "a" * 10_000),
        ("a " * 300_000, "a" + " a" * 5_000 + "b"),
        ("[" * 300_000, "[" * 5_000 + "a b c d"),
        ("1 " + "000 " * 200_000, "000 " * 5_000),
        ("\u200b" * 300_000, "one two three four five six"),
        ("e" + "\u0301" * 300_000, "one two three four five six"),
        ("a-\n" * 200_000, "a-" * 5_000),
        (". " * 300_000, ". . . a b c d e f g h"),
        ("one two … " * 50_000, "one two … three four … " * 10),
    ],
)
def test_texts_made_to_be_slow_end_soon(page: str, quote: str) -> None:
    assert find(page, quote).places == ()


@pytest.mark.slow
def test_a_long_quote_is_found_in_a_long_page() -> None:
    words = [f"word{number}" for number in range(100_000)]
    text, quote = " ".join(words), " ".join(words[50_000:51_000])
    (place,) = find(text, quote).places
    near = find(text, quote.replace("word50500 ", "not word50500 ")).nearest

    assert text[place.start : place.end] == quote
    assert near is not None
    assert near.place.exact == quote
    assert near.material


# Properties

WORD = st.text(alphabet=st.characters(categories=("Ll", "Lu", "Lo")), min_size=1, max_size=9)
TEXT = st.lists(
    st.tuples(WORD, st.sampled_from((" ", " ", " ", "  ", "\n", ", ", ". ", "; ", " — "))),
    min_size=8,
    max_size=40,
)


@given(TEXT, st.data())
def test_any_words_of_a_text_are_found_at_their_place(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = unicodedata.normalize("NFC", "".join(word + gap for word, gap in pairs)).strip()
    ends = [0, *(at for at, character in enumerate(text) if character.isspace()), len(text)]
    start, end = sorted((data.draw(st.sampled_from(ends)), data.draw(st.sampled_from(ends))))
    quote = text[start:end].strip()
    assume(len(quote) >= 25 and len([word for word in quote.split() if word.strip(",.;—")]) >= 4)

    found = find(text, quote)

    at = text.index(quote, start)
    exact = [place for place in found.places if place.match == MatchQuality.EXACT]
    assert any(place.exact == quote and place.start < at + len(quote) and at < place.end for place in exact)


@given(TEXT, TEXT)
def test_every_place_and_every_near_wording_is_in_the_text(
    pairs: list[tuple[str, str]], others: list[tuple[str, str]]
) -> None:
    text = "".join(word + gap for word, gap in pairs)
    quote = "".join(word + gap for word, gap in (*pairs[2:6], *others[:2]))
    found = find(text, quote)
    shown = (*found.places, *([found.nearest.place] if found.nearest else ()))

    assert all(text[place.start : place.end] == place.exact for place in shown)
    assert all(len(place.prefix) <= CONTEXT and len(place.suffix) <= CONTEXT for place in shown)
    if found.nearest:
        changes = found.nearest.changes
        assert any(change.op != "same" for change in changes)


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(text: str, quote: str) -> None:
    found = find(text, quote)

    assert all(
        text[place.start : place.end] == place.exact for place in found.places if "[…]" not in place.exact
    )
