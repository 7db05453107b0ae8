"""Indexing a text for finding quotes: folded words, and their offsets in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.word_joints import Joint


def words_of(text: str) -> list[str]:
    indexed = IndexedText(text)
    return [indexed.word(number) for number in range(len(indexed))]


def joints_of(text: str) -> list[Joint]:
    return [Joint(joint) for joint in IndexedText(text).joints[1:]]


ANY_TEXT = st.one_of(
    st.text(),
    st.text(alphabet="ab Ab3.,'’-–— \n\u00ad\u200b\u200c\u200e\u0301كيهة٣۳[1]²…\"«»$%三カがกิ"),
)


@given(ANY_TEXT)
def test_offsets_ascend_and_stay_within_the_text(text: str) -> None:
    indexed = IndexedText(text)
    spans = list(zip(indexed.begins, indexed.ends, strict=True))

    assert len(indexed.starts) == len(indexed) + 1 == len(indexed.joints) + 1
    assert indexed.starts[-1] == len(indexed.letters)
    assert all(one < next_one for one, next_one in pairwise(indexed.starts))
    assert all(0 <= begin < end <= len(text) for begin, end in spans)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))


@given(ANY_TEXT)
def test_no_letter_or_digit_is_left_out(text: str) -> None:
    indexed = IndexedText(text)
    covered = {
        at for begin, end in zip(indexed.begins, indexed.ends, strict=True) for at in range(begin, end)
    }
    left = "".join(character for at, character in enumerate(text) if at not in covered)

    assert (
        not any(character.isalpha() and character not in "ـ" for character in left.replace("[", " ["))
        or "[" in left
    )


@given(ANY_TEXT)
def test_indexing_twice_gives_the_same(text: str) -> None:
    once, again = IndexedText(text), IndexedText(text)

    assert (once.letters, once.starts, once.begins, once.ends, once.joints) == (
        again.letters,
        again.starts,
        again.begins,
        again.ends,
        again.joints,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3,000 people", ["3,000", "people"]),
        ("12\u202f300\u00a0000 €", ["12 300 000", "€"]),
        ("-5 °C", ["-5", "°", "C"]),
        ("− 5 °C", ["-5", "°", "C"]),
        ("a–5", ["a", "5"]),
        ("٣٬٠٠٠٫٥", ["3,000.5"]),
        ("10² km² m⁴ miles² H₂O ½", ["10²", "km²", "m⁴", "miles²", "H₂O", "½"]),
        ("people¹ were.² So", ["people", "were", ".", "So"]),
        ("in 1990[3] and [3] x", ["in", "1990", "and", "[", "3", "]", "x"]),
        ("don’t l’homme n’est", ["don't", "l'", "homme", "n'est"]),
        ("“ready…”", ["'", "ready", "…", "'"]),
        ("wait . . . and ... go", ["wait", "…", "and", "…", "go"]),
        ("ﬁne ＦＵＬＬ e\u0301te\u0301", ["fine", "FULL", "été"]),
        ("govern\u00adment peo\u200dple", ["government", "people"]),
        ("كتـــابٌ يى", ["کتاب", "یی"]),
        ("三千人が", ["三千", "人", "が"]),
        ("メルケル首相", ["メルケル", "首", "相"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("\u200e\u2067", []),
        ("", []),
    ],
)
def test_variants_in_typography_become_one_and_variants_in_meaning_do_not(
    text: str, words: list[str]
) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("one two", Joint.SPACE),
        ("one\u00a0\n two", Joint.SPACE),
        ("one,", Joint.GLUED),
        ("中文", Joint.GLUED),
        ("well-known", Joint.HYPHEN),
        ("1997–2012", Joint.HYPHEN),
        ("one — two", Joint.DASH),
        ("one—two", Joint.DASH),
        ("one--two", Joint.DASH),
        ("endThe", Joint.RUN_ON),
        ("المدينةوقال", Joint.RUN_ON),
        ("govern-\nment", Joint.BROKEN),
        ("govern\u00ad\nment", Joint.BROKEN),
        ("Ost-\nWest", Joint.DASH),
        ("می\u200cرود", Joint.SOFT),
        ("one\u200btwo", Joint.SOFT),
    ],
)
def test_the_joint_of_two_words_is_recognised(text: str, joint: Joint) -> None:
    assert joints_of(text) == [joint]


def test_word_numbers_lead_back_to_the_original_words() -> None:
    text = "Er sagte: „Die Bau\u00adarbeiten dau-\nern an.“"
    indexed = IndexedText(text)

    assert indexed.raw_words(5, 7) == "Bau\u00adarbeiten dau"
    assert indexed.letters == "Ersagte:'DieBauarbeitendauernan.'"


def test_an_apostrophe_that_counts_as_a_letter_is_a_mark_where_it_closes() -> None:
    assert words_of("ʼreadyʼ, donʼt") == ["'", "ready", "'", ",", "don't"]
