"""Text made safe to keep, and the refs and digests made of it."""

import itertools
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factcheck.model.text import (
    MAX_REF,
    check_ref,
    clean,
    normalised_wording,
    ref_for,
    slug,
    wording_digest,
)
from tests.records import hostile

anything = st.text(st.characters(codec=None))
"""Any text at all, lone surrogates too."""


@given(hostile)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(hostile)
def test_clean_text_is_nfc_without_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert {one for one in cleaned if unicodedata.category(one) == "Cc"} <= {"\t", "\n"}


@given(anything)
def test_clean_text_can_always_be_written_as_utf8(text: str) -> None:
    try:
        clean(text).encode()
    except UnicodeEncodeError:
        raise
    except ValueError:
        assert any("\ud800" <= one <= "\udfff" for one in text)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("e\u0301", "é"),
        ("a\x00b\x1b[31m\x7f\x85", "ab[31m"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("tab\there", "tab\there"),
        ("می\u200cشود", "می\u200cشود"),
        ("\u202eabc\u202c", "\u202eabc\u202c"),
        ("👩🏽\u200d🔬", "👩🏽\u200d🔬"),
    ],
)
def test_cleaning_takes_out_what_cannot_be_kept_and_nothing_else(given: str, kept: str) -> None:
    assert clean(given) == kept


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match="character 3 is not valid Unicode; save the text as UTF-8"):
        clean("ab\ud800")


@pytest.mark.parametrize("ref", ["a", "1", "the-bridge-1932", "a" * MAX_REF, "com10", "console", "con-claim"])
def test_a_slug_is_a_ref(ref: str) -> None:
    assert check_ref(ref) == ref


@pytest.mark.parametrize(
    "ref",
    [
        "",
        ".",
        "..",
        "../secret",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "c:",
        "~",
        "%2e%2e",
        "a.toml",
        "a b",
        "a\n",
        "a\x00",
        "-a",
        "a-",
        "a--b",
        "A",
        "é",
        "１",
        "con",
        "nul",
        "prn",
        "aux",
        "com1",
        "lpt9",
        "a" * (MAX_REF + 1),
    ],
)
def test_what_could_be_a_path_or_a_device_is_no_ref(ref: str) -> None:
    with pytest.raises(
        ValueError, match="a ref is lower-case letters, digits and single hyphens, at most 80"
    ):
        check_ref(ref)


@pytest.mark.parametrize(
    ("ref", "near"), [("The Bridge!", "the-bridge"), ("../a", "a"), ("CON", "con-claim")]
)
def test_a_ref_that_would_do_is_suggested(ref: str, near: str) -> None:
    with pytest.raises(ValueError, match=f'"{near}" would do$'):
        check_ref(ref)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The bridge opened in 1932.", "the-bridge-opened-in-1932"),
        ("It cost 2.5 million", "it-cost-2-5-million"),
        ("It cost 1,200 euros", "it-cost-1-200-euros"),
        ("It was -5 degrees", "it-was-minus-5-degrees"),
        ("It was –5 degrees", "it-was-minus-5-degrees"),
        ("It grew by 10 %, not 3/4", "it-grew-by-10-percent-not-3-4"),
        ("It grew by ۱۰٪", "it-grew-by-10-percent"),
        ("The war of 1939–45", "the-war-of-1939-45"),
        ("Temperature rose by ½ degree", "temperature-rose-by-1-2-degree"),
        ("It took 3¾ hours", "it-took-3-3-4-hours"),
        ("10² houses and 12③ on 7₂", "10-2-houses-and-12-3-on-7-2"),
        ("5'10 tall, 5’10 tall", "5-10-tall-5-10-tall"),
        ("On the 5м10 road", "on-the-5-10-road"),
        ("H₂O in m²", "h2o-in-m2"),
        ("Straße in Łódź, isn’t it", "strasse-in-lodz-isnt-it"),
        (
            "The new swimming pool of the old town cost us 2.5 million",
            "the-new-swimming-pool-of-the-old-town-cost-us",
        ),
        ("बौद्ध SC लोगों का दावा", ""),
        ("پل در 1932 باز شد", ""),
        ("1932", "1932"),
        ("Crème brûlée isn't Swiss", "creme-brulee-isnt-swiss"),
        ("../../etc/passwd", "etc-passwd"),
        ("NUL", "nul-claim"),
        ("پل باز شد", ""),
        ("!?", ""),
        ("a" * 60, "a" * 48),
        ("word " * 20, "word-" * 8 + "word"),
    ],
)
def test_a_slug_is_made_of_whole_words(text: str, made: str) -> None:
    assert slug(text) == made


@given(st.text() | hostile | st.text("conprauxl19 /.\\-").map(str))
def test_a_made_ref_is_always_a_ref(text: str) -> None:
    assert check_ref(ref_for(text)) == ref_for(text)
    assert slug(text) in ("", ref_for(text))


def test_a_script_without_ascii_letters_is_named_by_its_wording() -> None:
    assert ref_for("پل باز شد") == f"claim-{wording_digest('پل باز شد')[:8]}"
    assert ref_for("پل باز شد") != ref_for("پل بسته شد")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Bridge opened!", "  the bridge\nopened"),
        ("Café", "CAFE\u0301"),
        ("opened in 1932", "opened in ۱۹۳۲"),
        ("opened in 1932", "opened in １９３２"),
        ("علي", "علی"),
        ("كتاب", "کتاب"),
        ("كـــتاب", "كتاب"),
        ("كِتَاب", "كتاب"),
        ("“Straße”", "strasse"),
        ("ﬁve", "five"),
        ("The po\u00adol is \u200fopen", "The pool is open"),
        ("5%", "5 %"),
        ("۵٪", "5%"),
        ("۱۲٫۵", "12.5"),
        ("a drop of −5 °C", "a drop of –5°C"),
        ("½", "1/2"),
        ("3¾ hours", "3 3/4 hours"),
        ("10² houses", "10^2 houses"),
        ("❤️", "❤"),
        ("R&B", "r & b"),
        ("Coca-Cola®", "coca cola"),
    ],
)
def test_the_same_wording_written_otherwise_has_the_same_digest(one: str, other: str) -> None:
    assert wording_digest(one) == wording_digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It fell by 5", "It rose by 5"),
        ("1.5 million", "15 million"),
        ("Growth was -5", "Growth was 5"),
        ("It cost $5 million", "It cost €5 million"),
        ("कुल", "कल"),
        ("かぎ", "かき"),
        ("!", "?"),
        *itertools.combinations(["5", "5 %", "5 ‰", "5 €", "5 $", "5 £", "5 °", "5′", "5″", "-5", "+5"], 2),
        *itertools.combinations(
            ["a b", "a + b", "a < b", "a > b", "a = b", "a ≠ b", "a # b", "a @ b", "a ≤ b"], 2
        ),
        *itertools.combinations(["It is in C", "It is in C#", "It is in C++"], 2),
        *itertools.combinations(["1.200", "1,200", "1/200", "1:200", "1'200", "1200", "1-200"], 2),
        *itertools.combinations(["102", "10²", "10₂"], 2),
        *itertools.combinations(["31/2", "3½", "3 ½ 2"], 2),
        *itertools.combinations(["🇫🇷 won", "🇩🇪 won", "won", "👍 won", "👎 won"], 2),
        ("–5 degrees", "5 degrees"),
        ("10①", "101"),
        ("It is so", "It is not so"),
    ],
)
def test_wordings_that_assert_different_things_have_different_digests(one: str, other: str) -> None:
    assert wording_digest(one) != wording_digest(other)


@given(st.text())
def test_spaces_case_and_marks_at_the_ends_never_count(text: str) -> None:
    assume(normalised_wording(text))
    assert wording_digest(f"  “{text}”!\n") == wording_digest(text)


@given(st.text())
def test_composed_and_decomposed_text_is_worded_alike(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert normalised_wording(composed) == normalised_wording(apart)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_normalised_as_any_other(text: str) -> None:
    assert f"{normalised_wording(text)} ж".split() == normalised_wording(f"{text} ж").split()
