"""Names of people: what may not enter, who is the same person, and who only looks like somebody else."""

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange import proof_formats
from factcheck.person_names import (
    fault_in,
    find_person,
    folded_name,
    hidden_in,
    looks_like,
    same_person,
    visible,
)

SAME = {
    "case": ("Ana Ruiz", "ana RUIZ"),
    "Turkish capitals": ("İnci", "inci"),
    "German capitals": ("Groß", "GROSS"),
    "spaces of every kind": ("Ana Ruiz", " Ana\u00a0\u2009\u3000\tRuiz\n"),
    "composed and decomposed": ("José", "Jose\u0301"),
    "full width": ("Ana", "Ａｎａ"),
    "mathematical bold": ("Ana", "𝐀𝐧𝐚"),
    "apostrophes": ("O'Brien", "O’Brien"),
    "other apostrophes": ("O´Brien", "Oʼ\u200cBrien"),
    "hyphens": ("Anne-Marie", "Anne\u2011Marie"),
    "dashes": ("Anne–Marie", "Anne−Marie"),
    "quotation marks": ('Ana "Nina" Ruiz', "Ana “Nina” Ruiz"),
    "dots between the parts of a name": ("约翰·史密斯", "约翰・史密斯"),
    "Persian and Arabic letters": ("علی کاظمی", "علي كاظمي"),
    "final alef maksura": ("علی", "على"),
    "the joiner of Persian": ("علی\u200cرضا", "علیرضا"),
    "tatweel": ("محمد", "محـــمد"),
    "harakat": ("محمد", "مُحَمَّد"),
    "niqqud": ("דוד", "דָּוִד"),
    "presentation forms": ("لا", "\ufefb"),
    "digits": ("Ana 2", "Ana ۲"),
    "Arabic digits": ("Ana 2", "Ana ٢"),
    "the joiner of Sinhala": ("ශ්‍රී", "ශ්\u200dරී"),
    "a dot on a letter that has one": ("Maria", "Mari\u0307a"),
    "what nobody sees": ("Ana", "A\u200bn\u2060a\ufe0f"),
    "what parts a letter from its accent": ("José", "Jose\u034f\u0301"),
}
ALIKE = {
    "one Cyrillic letter": ("Ana", "Аna"),
    "all but one Cyrillic": ("Mark", "Маrк"),
    "all Cyrillic": ("COCA", "СОСА"),
    "Greek capitals": ("Nina", "Νina"),
    "Greek small letters": ("Nora Vo", "Nοra νο"),
    "a capital by its look and a small letter by its": ("Harry", "Ηarrγ"),
    "with an accent": ("Zoë", "Zoё"),
    "Cyrillic for Greek": ("Αna", "Аna"),
    "in bold": ("Ana", "𝚨na"),
}
APART = {
    "rn and m": ("Bern", "Bem"),
    "an accent": ("José", "Jose"),
    "another accent": ("Ali", "Alí"),
    "a letter without its dot": ("Kılıç", "Kiliç"),
    "l and I": ("Al", "AI"),
    "o and 0": ("Bo", "B0"),
    "another Arabic letter": ("علی", "علا"),
    "two Cyrillic letters that look like one Latin": ("Бүрэн", "Бурэн"),
    "two Greek letters that look like one Latin": ("Αηα", "Απα"),
    "an initial": ("J. Ana", "Ana"),
    "a hyphen and a space": ("Anne-Marie", "Anne Marie"),
    "other letters of other scripts": ("Анна", "Anna"),
}


@pytest.mark.parametrize("kind", SAME)
def test_a_name_that_is_only_written_otherwise_is_the_same_person(kind: str) -> None:
    one, other = SAME[kind]

    assert same_person(one, other)
    assert looks_like(one, other)


@pytest.mark.parametrize("kind", ALIKE)
def test_a_name_with_letters_of_another_script_looks_like_it_and_is_not_the_same(kind: str) -> None:
    one, other = ALIKE[kind]

    assert looks_like(one, other)
    assert looks_like(other, one)
    assert not same_person(one, other)


@pytest.mark.parametrize("kind", APART)
def test_names_that_readers_tell_apart_stay_apart(kind: str) -> None:
    one, other = APART[kind]

    assert not looks_like(one, other)
    assert not same_person(one, other)


HIDING = {
    **{f"{code:X}": f"Ana{chr(code)}" for code in (0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9B)},
    **{
        f"{code:X}": f"A{chr(code)}na" for code in (0xAD, 0x34F, 0x61C, 0x6DD, 0x180E, 0x200B, 0x200E, 0x200F)
    },
    **{f"{code:X}": f"A{chr(code)}na" for code in (0x202A, 0x202E, 0x2060, 0x2063, 0x2066, 0x2069, 0xFEFF)},
    **{f"{code:X}": f"Ana{chr(code)}" for code in (0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x17B4, 0x1D159)},
    **{
        f"{code:X}": f"Ana{chr(code)}"
        for code in (0xFE00, 0xFE0F, 0xE0100, 0x180B, 0xE0001, 0xE0041, 0xE007F)
    },
    **{f"{code:X}": f"Ana{chr(code)}" for code in (0xFFF9, 0xFFFC, 0xFFFD, 0xFFFF, 0xFDD0, 0xE000, 0xD800)},
    "200C between Latin letters": "A\u200cna",
    "200C at the end": "علی\u200c",
    "200C at the start": "\u200cعلی",
    "200C twice": "علی\u200c\u200cرضا",
    "200C before a space": "علی\u200c رضا",
    "200D between Arabic letters": "علی\u200dرضا",
    "200D between Latin letters": "A\u200dna",
}


@pytest.mark.parametrize("kind", HIDING)
def test_what_nobody_sees_is_found_in_a_name(kind: str) -> None:
    found = hidden_in(HIDING[kind])

    assert f"{ord(found):X}" == kind.split(maxsplit=1)[0]
    assert fault_in(HIDING[kind]).startswith(f"holds U+{ord(found):04X}")
    assert visible(HIDING[kind]) in ("Ana", "علی", "علیرضا", "علی رضا")


@pytest.mark.parametrize(
    "name",
    [
        *("Ana Ruiz", "O’Brien", "Anne-Marie", "José", "علی\u200cرضا", "محمّ\u200cد", "ශ්\u200dරී", "क्\u200cष"),
        *(
            "Ana\u00a0Ruiz",
            "Ana\tRuiz\n",
            "José Ana",
            "李小龙",
            "ひばり",
            "김",
            "Nguyễn",
            "Ольга",
            "דָּוִד",
            "Ana 2",
        ),
    ],
)
def test_names_as_people_write_them_hide_nothing(name: str) -> None:
    assert hidden_in(name) == ""
    assert fault_in(name) == ""


def test_a_character_that_unicode_has_not_assigned_is_a_fault_and_hides_nothing_in_what_is_on_record() -> (
    None
):
    assert fault_in("Ana\u0378").startswith("holds U+0378, which no version of Unicode known here has")
    assert hidden_in("Ana\u0378") == ""


def test_a_name_of_marks_alone_says_nothing() -> None:
    assert fault_in("ـَ") == "says nothing"


def test_the_same_person_is_found_before_one_who_only_looks_like_them() -> None:
    assert find_person("ana", ["Ben", "Аna", "Ana"]) == "Ana"
    assert find_person("Аna", ["Ben", "Ana"]) == "Ana"
    assert find_person("Cem", ["Ben", "Ana"]) is None


LETTERS = st.sampled_from(
    [
        *"aAbBeEiIıİjlLmnNrRsStTzßſéÉ 'ʼ´’“”\"״·•・--–—−0123٢۲²",
        *"аАеЕіІјпПтТүУуӏӀёЁвВнН",
        *"αΑνΝυΥγΓπηΗοΟσςϲΣάΆ",
        *"يىیئكکاآأإلاـَُِّْٰדָּוֹ",
        *"\u200b\u200c\u200d\u034f\u0301\u0307\u0323\u0338\u00a0\u3000\u00ad\ufeff\u3164\ufe0f\u202e\ue000",
        *"ＡａＺ﹣𝐀𝐚𝚨ﬁ①Ⅳ가\u1112\u1161\u11abශ්ර",
    ]
)
NAMES = st.text(LETTERS | st.characters(exclude_categories=["Cs"]), max_size=6)


@given(NAMES, NAMES)
def test_the_desk_and_the_program_of_a_bundle_compare_any_two_names_alike(one: str, other: str) -> None:
    assert proof_formats.folded(one) == folded_name(one)
    assert proof_formats.hides(one) == bool(hidden_in(one))
    assert proof_formats.alike(one, other) == looks_like(one, other)


@pytest.mark.slow
def test_they_compare_every_pair_of_a_letter_and_its_lookalikes_alike() -> None:
    letters = [chr(code) for code in (*range(0x20, 0x250), *range(0x370, 0x530), *range(0x610, 0x700))]
    known = [one for one in letters if unicodedata.category(one) != "Cn"]

    assert [one for one in known if proof_formats.folded(one) != folded_name(one)] == []
    pairs = combinations([one for one in known if one.isalpha()][::3], 2)
    assert [pair for pair in pairs if proof_formats.alike(*pair) != looks_like(*pair)] == []


@given(NAMES)
def test_a_name_composed_and_decomposed_is_the_same_person(name: str) -> None:
    assert {folded_name(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")} == {folded_name(name)}
    assert folded_name(folded_name(name)) == folded_name(name)


def test_a_name_from_outside_that_is_as_long_as_a_form_is_read_once() -> None:
    lam, joiner, mark = "\u0644", "\u200c", "\u064b"
    assert hidden_in(f"{lam}{mark}{joiner}" * 20_000 + lam) == ""
    assert hidden_in(f"{lam}{joiner}" * 20_000) == joiner
