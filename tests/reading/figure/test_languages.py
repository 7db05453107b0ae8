"""The language of a text, and the value of number words in each language."""

from decimal import Decimal

import pytest
from babel import Locale

from factcheck.reading.figure.figures import FigureKind, find_figures
from factcheck.reading.figure.languages import LANGUAGES, language_of, number_words_value
from factcheck.reading.figure.numerals import digits_values, plain_form


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("en", "two million three hundred thousand and five", 2_300_005),
        ("en", "two thousand million", 2 * 10**9),
        ("de", "zweihundertfünfzigtausenddreihundertdreiundzwanzig", 250_323),
        ("de", "zweieinhalb", Decimal("2.5")),
        ("de", "eine billion", 10**12),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "quatre cent quatre-vingts", 480),
        ("fr", "soixante et onze", 71),
        ("fr", "huitante-trois", 83),
        ("es", "mil doscientos millones", 1_200 * 10**6),
        ("es", "cuarenta y dos mil quinientos siete", 42_507),
        ("pt", "duzentos e cinquenta mil e três", 250_003),
        ("pt", "mil milhões", 10**9),
        ("ar", "مئة وثلاثة وعشرون ألفا", 123_000),
        ("ar", "ألفان وخمسمئة", 2_500),
        ("ar", "ثمانية عشر", 18),
        ("fa", "دو میلیون و پانصد هزار و بیست و سه", 2_500_023),
        ("fa", "سه هزار میلیارد", 3 * 10**12),
    ],
)
def test_number_words_have_their_value(language: str, words: str, value: int | Decimal) -> None:
    plain = plain_form(words)
    assert number_words_value(plain, LANGUAGES[language]) == (value, len(plain))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The company was founded once and for all.", "en"),
        ("Es kommen elf Gäste.", "de"),
        ("Il a onze écoles.", "fr"),
        ("Hay once alumnos en el colegio.", "es"),
        ("São onze alunos do liceu.", "pt"),
        ("بلغ العدد خمسين", "ar"),
        ("شمار آن پنجاه است", "fa"),
        ("zweiundsechzig", "de"),
        ("To jest 1 234 osób w Polsce.", "other"),
        ("Их было 12", "other"),
        ("100 Kč", ""),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text).name == language


def test_a_text_that_does_not_tell_its_language_has_the_one_of_its_page() -> None:
    assert language_of("1.234", LANGUAGES["de"]).name == "de"
    assert language_of("the 1.234", LANGUAGES["de"]).name == "en"


@pytest.mark.parametrize(
    ("numeral", "decimal", "values"),
    [
        ("1.234", ",", ["1234"]),
        ("1.234", ".", ["1.234"]),
        ("1.234", "", ["1234", "1.234"]),
        ("1,234", ".", ["1234"]),
        ("1,234", "", ["1234"]),
        ("1,234", ",", ["1.234", "1234"]),
        ("1,000", ",", ["1000", "1.000"]),
        ("0,125", ".", ["0.125"]),
        ("1.234,56", ".", ["1234.56"]),
        ("1,234.56", ",", ["1234.56"]),
        ("1 234,56", "", ["1234.56"]),
        ("1'234.56", "", ["1234.56"]),
        ("12,34,567", "", ["1234567"]),
        ("12,34,567.50", "", ["1234567.50"]),
        ("1.234.567", "", ["1234567"]),
        ("1,5", ".", ["1.5"]),
        ("1٫234", "", ["1.234"]),
    ],
)
def test_digits_have_the_values_that_their_marks_allow(numeral: str, decimal: str, values: list[str]) -> None:
    assert digits_values(numeral, decimal) == tuple(map(Decimal, values))


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("Tres cuartas partes de los niños", "percent", 75, 75),
        ("La tercera parte de los niños", "percent", 33, 34),
        ("1 de cada 4 niños", "percent", 25, 25),
        ("3 out of 5 voters", "percent", 60, 60),
        ("neun von zehn Kindern", "percent", 90, 90),
        ("neuf enfants sur dix", "percent", 90, 90),
        ("दस में से नौ लोग", "percent", 90, 90),
        ("ثلاثة أرباع الأطفال", "percent", 75, 75),
        ("एक तिहाई लोग", "percent", 33, 34),
        ("आधे लोग", "percent", 50, 50),
        ("10 फ़ीसद बच्चे", "percent", 10, 10),
        ("En el 44 a. C. murió César", "date", 440101, 441231),
        ("Im Jahr 44 v. Chr. war es", "date", 440101, 441231),
        ("En 44 av. J.-C. il est mort", "date", 440101, 441231),
        ("سنة 44 قبل الميلاد", "date", 440101, 441231),
        ("21वीं सदी में", "date", 20010101, 21001231),
        ("دهه ۶۰ بود", "date", 19810321, 19910320),
        ("In Heisei 30 it rose", "date", 20180101, 20181231),
        ("یک و نیم میلیون نفر", "number", 1_500_000, 1_500_000),
        ("Un millón y medio de personas", "number", 1_500_000, 1_500_000),
        ("eine halbe Million Menschen", "number", 500_000, 500_000),
        ("anderthalb Millionen Menschen", "number", 1_500_000, 1_500_000),
        ("مليون ونصف المليون شخص", "number", 1_500_000, 1_500_000),
        ("साढ़े तीन करोड़ लोग", "number", 35_000_000, 35_000_000),
        ("सवा लाख लोग", "number", 125_000, 125_000),
        ("पौने दो लाख लोग", "number", 175_000, 175_000),
        ("एक करोड़ पच्चीस लाख लोग", "number", 12_500_000, 12_500_000),
        ("पचास हज़ार करोड़ रुपये", "money", 500_000_000_000, 500_000_000_000),
    ],
)
def test_figures_are_read_in_the_words_of_a_language(text: str, kind: str, low: int, high: int) -> None:
    figure = find_figures(text)[0]
    assert (str(figure.kind), int(figure.low), int(figure.high)) == (kind, low, high)


def test_words_that_begin_as_a_number_are_none() -> None:
    assert find_figures("तीनों अच्छे दोस्त नौकरी और सौदा") == ()


@pytest.mark.parametrize("text", ["He won 5 games in 2020", "2 km in 10 minutes", "3 goals in 2 games"])
def test_two_numbers_are_no_share_of_each_other(text: str) -> None:
    assert FigureKind.PERCENT not in {one.kind for one in find_figures(text)}


@pytest.mark.parametrize(
    "locale",
    "en fr de es pt it ar ar_LB ar_DZ ar_MA ar_TN ar_IQ fa ru uk be bg mk sr sr_Latn bs sl sk cs pl tr nl".split(),  # noqa: SIM905
)
def test_the_months_of_every_locale_are_read(locale: str) -> None:
    months = Locale.parse(locale).months["format"]["wide"]
    for number, name in months.items():
        found = [one for one in find_figures(f"5 {name} 2021") if one.kind is FigureKind.DATE]
        readings = {int(one.low) for figure in found for one in (figure, *figure.others)}
        assert 20210005 + number * 100 in readings, name
