"""One language of the pages: its words from a catalogue; its plurals, dates and numbers from CLDR (Unicode)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cached_property, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

_DIGITS = {"ar": ("arab", "٠١٢٣٤٥٦٧٨٩"), "fa": ("arabext", "۰۱۲۳۴۵۶۷۸۹")}
"""The numbering system (CLDR) and the digits of languages that do not write 0 to 9."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The forms that languages have (CLDR), in the order in which catalogues give them."""

RATING = "rating\x04"
"""What stands before the words of a rating in a catalogue (gettext's context)."""


@dataclass(frozen=True, eq=False)
class PageLanguage:
    """What is known of one language.

    `tag` is the language as the desk names it, such as "pt-BR". `words` gives for each English sentence its forms in
    that language, one or as many as it has plurals; what is not among them is said in English. `reviewed` tells
    whether a native reader has read them. Moments are told as clocks show them in `zone`, in UTC where there is none.
    """

    tag: str = "en"
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reviewed: bool = True
    zone: tzinfo | None = None

    @cached_property
    def name(self) -> str:
        """The language without its region."""
        return self.tag.partition("-")[0].lower()

    @cached_property
    def locale(self) -> Locale:
        """What CLDR knows of the language; English without a region is the world's (day before month)."""
        if self.tag == "en":
            return Locale("en", "001")
        try:
            return Locale.parse(self.tag, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale(self.name)

    @cached_property
    def direction(self) -> str:
        """The direction the language is written in: "ltr" or "rtl"."""
        return str(self.locale.text_direction)

    @cached_property
    def numbering(self) -> str:
        """The numbering system as scripts name it (BCP 47, `nu`)."""
        return _DIGITS[self.name][0] if self.name in _DIGITS else "latn"

    @cached_property
    def plurals(self) -> tuple[str, ...]:
        """The forms of a sentence with a number, in the order of the catalogue."""
        return tuple(form for form in PLURALS if form in {"other", *self.locale.plural_form.tags})

    def form(self, text: str, many: str, number: int) -> str:
        """The sentence in this language, in the form that fits the number; in English where it has no such words."""
        forms = self.words.get(text)
        if forms is None:
            return many if many and self.locale.plural_form(number) != "one" else text
        return forms[self.plurals.index(self.locale.plural_form(number))] if many else forms[0]

    def rating(self, words: str) -> str:
        """A word of a scale; one that the catalogue does not know is the desk's own and stays."""
        return self.words.get(RATING + words, (words,))[0]

    def number(self, number: int) -> str:
        """A whole number with the language's digits and groups."""
        return self.digits(_grouped(number, self.locale, self.numbering))

    def decimal(self, number: str) -> str:
        """A number with one decimal place, such as `1.2`."""
        return self.digits(_with_decimal(number, self.locale, self.numbering))

    def digits(self, text: str) -> str:
        """The text with the language's digits for 0 to 9."""
        return text.translate(_digits(self.name)) if self.name in _DIGITS else text

    def day(self, edtf: str) -> str:
        """A day, a month or a year of the Gregorian calendar in words, such as `25 December 2011`."""
        return self.digits(_in_words(edtf, self.locale))

    def local(self, moment: str) -> str:
        """A moment of UTC (RFC 3339) as clocks show it in the zone, to the second, without the zone."""
        if self.zone is None:
            return moment[:19]
        return datetime.fromisoformat(moment).astimezone(self.zone).isoformat()[:19]

    def language(self, tag: str) -> str:
        """What another language is called in this one, or its tag."""
        return str(self.locale.languages.get(tag.partition("-")[0].lower(), tag))


@lru_cache(maxsize=4096)
def _in_words(edtf: str, locale: Locale) -> str:
    year, *rest = (int(part) for part in edtf.split("-"))
    if not rest:
        return edtf
    if len(rest) == 2:
        return format_date(date(year, *rest), "long", locale)
    return format_skeleton("yMMMM", date(year, rest[0], 1), locale=locale)


@lru_cache(maxsize=4096)
def _grouped(number: int, locale: Locale, numbering: str) -> str:
    return str(format_decimal(number, locale=locale, numbering_system=numbering))


@lru_cache(maxsize=4096)
def _with_decimal(number: str, locale: Locale, numbering: str) -> str:
    return str(format_decimal(Decimal(number), "#,##0.0", locale=locale, numbering_system=numbering))


@lru_cache(maxsize=16)
def _digits(language: str) -> Mapping[int, str]:
    return dict(zip(map(ord, "0123456789"), _DIGITS[language][1], strict=True))
