"""Stems: forms of one word compare equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.sentence.stemming import is_stop_word, plain_stems, stem, stems, words_with_stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("removed", "removes"),
        ("removing", "remove"),
        ("cities", "city"),
        ("officials", "official"),
        ("Iraq's", "Iraq"),
        ("Iraq’s", "IRAQ"),
        ("3,000", "3000"),
        ("café", "Cafe"),
        ("كتاب", "کتاب"),
        ("الكتاب", "كتاب"),
        ("کتاب‌ها", "کتاب"),
        ("کِتاب", "کتاب"),
        ("۵۲", "٥٢"),
        ("۵۲", "52"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert plain_stems(one) == plain_stems(other) != []


@pytest.mark.parametrize(("one", "other"), [("press", "pres"), ("bus", "but"), ("1997", "1998")])
def test_short_words_and_figures_keep_what_tells_them_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_the_commonest_words_are_left_out() -> None:
    assert stems("The bridge was in the city and it is") == ["bridg", "city"]
    assert stems("این پل در شهر است") == ["پل", "شهر"]
    assert is_stop_word("the")
    assert not is_stop_word("bridge")


def test_signs_of_scripts_without_spaces_are_taken_in_pairs() -> None:
    assert stems("東京都 bridge") == ["東京", "京都", "bridg"]
    assert stems("水") == ["水"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिन्दी में नहीं", 3),
        ("বাংলা ভাষা", 2),
        ("தமிழ் மொழி", 2),
        ("తెలుగు భాష", 2),
        ("മലയാളം ഭാഷ", 2),
        ("සිංහල භාෂාව", 2),
        ("עִבְרִית", 1),
        ("Tiếng Việt", 2),
    ],
)
def test_words_are_whole_with_their_marks(text: str, words: int) -> None:
    assert [word for word, _ in words_with_stems(text)] == text.lower().split()
    assert len(stems(text)) == words


def test_vowel_points_and_accents_tell_no_words_apart() -> None:
    assert stems("עִבְרִית") == stems("עברית")
    assert stems("दिल्ली") != stems("दिल")


def test_letters_of_scripts_without_spaces_keep_their_marks_in_pairs() -> None:
    assert stems("น้ำท่วม") == ["น้ำ", "ำท่", "ท่ว", "วม"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Die Häuser der Stadt", "ein Haus in Berlin"),
        ("los trabajadores de la ciudad", "una trabajadora que no come"),
        ("les journaux et la ville", "le journal est dans la rue"),
        ("os governos não mentem", "o governo não mente"),
        ("هذه حكومتنا في المدينة", "الحكومة التي في القرية"),
        ("लड़कों ने कहा", "एक लड़का आया"),
        ("города", "город"),
    ],
)
def test_forms_of_a_word_meet_in_a_text_that_tells_its_language(one: str, other: str) -> None:
    assert not set(stems(one)).isdisjoint(stems(other))


@pytest.mark.parametrize(
    "words", ["Regierung Steuern Renten", "Häuser", "trabajadores", "journaux nationaux", "کتاب"]
)
def test_words_meet_whether_or_not_their_text_tells_its_language(words: str) -> None:
    for frame in ("{}", "Die {} sind nicht da", "the {} was in it", "la {} que no es", "این {} را"):
        assert {*plain_stems(words)} <= {*stems(frame.format(words))}


def test_each_word_comes_with_its_stem() -> None:
    assert list(words_with_stems("Removed cities")) == [("removed", "remov"), ("cities", "city")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("WHO warns", ["who", "warn"]),
        ("A doctor of WHO, who warns", ["doctor", "who", "who", "warn"]),
        ("Portland, OR", ["portland", "or"]),
        ("Who warns of it or fires", ["warn", "fire"]),
        ("WHO IS IT OR WHAT", ["what"]),
        ("THE WHO WARNS", ["warn"]),
    ],
)
def test_an_abbreviation_is_no_little_word_unless_all_around_is_in_capitals(
    text: str, found: list[str]
) -> None:
    assert stems(text) == found


@given(st.text())
def test_any_text_has_stems_without_spaces(text: str) -> None:
    assert all(one and not one.isspace() for one in stems(text))
