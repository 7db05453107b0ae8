"""Sentences in the languages of the pages: places, plurals, dates, digits and directions."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from factcheck.phrase import Phrase, Run, Said, code, fingerprint, link, listed, name, say, say_count
from factcheck.report.translator import ENGLISH, Translator
from factcheck.workflow.site.catalogues import translator


def _said(tag: str, text: str, translated: str, **places: str | Said) -> str:
    return Translator(tag, {text: (translated,)}).html(say(text, **places))


def test_a_name_is_isolated_and_escaped() -> None:
    assert ENGLISH.html(say("Said by {who}.", who="A & B")) == "Said by <bdi>A &amp; B</bdi>."


def test_a_target_is_escaped_too() -> None:
    assert 'href="&#34;&gt;"' in ENGLISH.html(Phrase.of(Run("x", "away", '">')))


def test_a_sentence_reads_the_same_without_markup() -> None:
    assert ENGLISH.text(say("Said by {who}.", who=name("Ana"))) == "Said by Ana."


def test_a_translator_may_put_the_places_in_another_order() -> None:
    told = _said("de", "{who} on {day}", "Am {day}: {who}", who="Ana", day=Run("2026-11-03", "day"))
    assert told == 'Am <time datetime="2026-11-03">3. November 2026</time>: <bdi>Ana</bdi>'


def test_what_a_catalogue_says_is_escaped_and_so_is_the_name_in_it() -> None:
    told = _said("de", "By {who}", "<script>x</script> & {who} <b>", who="<i>")
    assert told == "&lt;script&gt;x&lt;/script&gt; &amp; <bdi>&lt;i&gt;</bdi> &lt;b&gt;"


def test_a_place_that_nothing_stands_in_is_shown_as_it_is() -> None:
    assert _said("de", "By {who}", "Von {wem}", who="Ana") == "Von {wem}"


def test_a_link_surrounds_words_of_its_sentence_in_every_language() -> None:
    told = _said("es", "See <guide>the guide</guide>.", "Vea <guide>la guía</guide>.", guide=link("g.html"))
    assert told == 'Vea <a href="g.html">la guía</a>.'


def test_a_rating_stays_as_the_desk_words_it_where_no_catalogue_knows_it() -> None:
    persian = Translator("fa", {"rating\x04False": ("نادرست",)})
    assert (persian.rating("False"), persian.rating("Flatly {wrong}")) == ("نادرست", "Flatly {wrong}")


@pytest.mark.parametrize(
    ("tag", "number", "form"),
    [
        *[
            ("ar", number, form)
            for number, form in [(0, 0), (1, 1), (2, 2), (3, 3), (11, 4), (100, 5), (103, 3)]
        ],
        *[("es", 0, 2), ("es", 1, 0), ("es", 1_000_000, 1), ("es", 7, 2)],
        *[("fr", 0, 0), ("fr", 1, 0), ("fr", 2, 2), ("fr", 2_000_000, 1)],
        *[("pt-BR", 0, 0), ("pt", 1_000_000, 1), ("pt", 3, 2)],
        *[("fa", 0, 0), ("fa", 1, 0), ("fa", 2, 1), ("de", 0, 1), ("de", 1, 0)],
    ],
)
def test_each_number_takes_the_form_that_cldr_gives_it(tag: str, number: int, form: int) -> None:
    forms = tuple(f"form {place}" for place in range(6))
    assert Translator(tag, {"one": forms}).text(say_count(number, "one", "many")) == f"form {form}"


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "12,345"),
        ("de", "12.345"),
        ("fr", "12\u202f345"),
        ("es", "12.345"),
        ("pt", "12.345"),
        ("fa", "۱۲٬۳۴۵"),
        ("ar", "١٢٬٣٤٥"),
    ],
)
def test_numbers_are_written_with_the_digits_of_the_language(tag: str, written: str) -> None:
    assert Translator(tag).html(say_count(12_345, "{count}", "{count}")) == written


@pytest.mark.parametrize(
    ("tag", "day", "month", "year"),
    [
        ("en", "5 December 2011", "December 2011", "2011"),
        ("en-US", "December 5, 2011", "December 2011", "2011"),
        ("de", "5. Dezember 2011", "Dezember 2011", "2011"),
        ("es", "5 de diciembre de 2011", "diciembre de 2011", "2011"),
        ("fr", "5 décembre 2011", "décembre 2011", "2011"),
        ("pt-BR", "5 de dezembro de 2011", "dezembro de 2011", "2011"),
        ("fa", "۵ دسامبر ۲۰۱۱", "دسامبر ۲۰۱۱", "۲۰۱۱"),
        ("ar", "٥ ديسمبر ٢٠١١", "ديسمبر ٢٠١١", "٢٠١١"),
    ],
)
def test_days_are_told_in_the_gregorian_calendar(tag: str, day: str, month: str, year: str) -> None:
    told = [Translator(tag).text(Run(edtf, "day")) for edtf in ("2011-12-05", "2011-12", "2011")]
    assert told == [day, month, year]


def test_a_moment_and_a_mark_take_the_digits_too() -> None:
    persian = Translator("fa")
    assert persian.text(Run("2026-11-03T09:12:00Z", "clock")) == "۰۹:۱۲"
    assert ">۱۲</a>" in persian.html(Run("12", "mark", "#e12"))


@pytest.mark.parametrize(
    ("tag", "zone", "day", "clock", "moment"),
    [
        ("en", None, "3 November 2026", "21:30", "3 November 2026, 21:30 UTC"),
        ("en", "Pacific/Auckland", "4 November 2026", "10:30", "4 November 2026, 10:30 (Pacific/Auckland)"),
        ("en", "America/New_York", "3 November 2026", "16:30", "3 November 2026, 16:30 (America/New_York)"),
        ("fa", "Asia/Tehran", "۴ نوامبر ۲۰۲۶", "۰۱:۰۰", "۴ نوامبر ۲۰۲۶، ساعت ۰۱:۰۰ (Asia/Tehran)"),
    ],
)
def test_moments_are_told_as_clocks_show_them_where_the_desk_is(
    tag: str, zone: str | None, day: str, clock: str, moment: str
) -> None:
    words = translator(tag, zone=ZoneInfo(zone) if zone else None)
    at = "2026-11-03T21:30:00Z"
    assert [words.text(Run(at, kind)) for kind in ("day", "clock", "moment")] == [day, clock, moment]
    assert words.text(Run("2026-11-03", "day")) == translator(tag).text(Run("2026-11-03", "day"))


def test_the_day_of_a_moment_is_the_same_for_machines() -> None:
    words = replace(ENGLISH, zone=ZoneInfo("Pacific/Auckland"))
    at = "2026-11-03T21:30:00Z"
    assert words.html(Run(at, "day")) == '<time datetime="2026-11-04">4 November 2026</time>'
    assert words.html(Run(at, "clock")) == f'<time datetime="{at}">10:30</time>'


def test_things_are_strung_together_as_the_language_does() -> None:
    told = [
        Translator(tag).text(listed(["a", "b", "c"][:number])) for tag in ("en", "fa") for number in (1, 2, 3)
    ]
    assert told == ["a", "a and b", "a, b and c", "a", "a و b", "a، b، و c"]


def test_a_digest_and_a_command_run_from_left_to_right_in_any_language() -> None:
    persian = Translator("fa")
    assert persian.direction == "rtl"
    assert persian.html(code("factcheck verify")) == '<code dir="ltr">factcheck verify</code>'
    assert '<span class="digest" dir="ltr">SHA-256 <code title="abababab' in persian.html(
        fingerprint("ab" * 32)
    )


def test_a_region_keeps_the_words_of_its_language() -> None:
    said = Translator("pt-BR", {"Claims": ("Alegações",)})
    assert (said.tag, said.name, said.text(say("Claims"))) == ("pt-BR", "pt", "Alegações")


def test_a_tag_that_cldr_does_not_know_is_read_as_its_language() -> None:
    assert Translator("de-xx-odd").text(Run("2011-12-05", "day")) == "5. Dezember 2011"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Mayor Jr.", "Said by Mayor Jr."),
        ("Who?", "Said by Who?"),
        ("“Now!”", "Said by “Now!”"),
        ("The Town Co.)", "Said by The Town Co.)"),
        ("من قال؟", "Said by من قال؟"),
        ('"So."', 'Said by "So."'),
        ("The mayor", "Said by The mayor."),
        ("3.5", "Said by 3.5."),
    ],
)
def test_no_full_stop_follows_what_ends_a_sentence_already(who: str, said: str) -> None:
    sentence = say("Said by {who}.", who=who)

    assert ENGLISH.text(sentence) == said
    bare = re.sub("<[^>]*>", "", ENGLISH.html(sentence)).replace("&#34;", '"')
    assert bare == said
