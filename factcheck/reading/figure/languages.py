"""The words for numbers in each language, and which language a text is in."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from factcheck.reading.figure.numerals import RANKS, plain_form, spellings


@dataclass(frozen=True, slots=True)
class NumberWriting:
    """How a language writes numbers: the marks that may stand before decimals, its number words and multipliers.

    `scales` are the multipliers after digits, those of other languages included; `own_scales` follow number words.
    `alone` are multipliers that are a number by themselves, `articles` words that are one only before a multiplier.
    `words` matches number words in a row, `piece` each of them.
    """

    name: str
    decimal: str
    numbers: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    own_scales: Mapping[str, Decimal]
    joins: frozenset[str]
    alone: frozenset[str]
    articles: frozenset[str]
    words: re.Pattern[str]
    piece: re.Pattern[str]


_REVERSED = ("ar", "de")
"""Languages that say units before tens: three and twenty."""

_WORD = re.compile(r"[^\W\d_]+")
_PERSIAN, _ARABIC = re.compile("[پچژگیک۰-۹]"), re.compile("[ةيكأإؤ٠-٩]|(?<!\\w)ال")
_OTHER_ARABIC = re.compile("[ٹڈڑںےھہڵێۆەېۍټډړښږڼ]")
"""Letters of Urdu, Kurdish, Pashto, which have number words of their own."""
_COMMA_SCRIPTS = re.compile("[\u0370-\u04ff]")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_OTHER_SCRIPTS = re.compile("[\u0590-\u05ff\u0980-\u1fff\u3040-\ud7af]")
_GERMAN_COMPOUND = re.compile(r"(?:hundert|tausend|(?<=[a-zäöüß])und\w{3,7}[zß]ig)")
_VOWEL_MARKS = "[\u064b-\u0652]"
_LETTERS = {"es": "ñ¿¡", "pt": "ãõ", "de": "ß", "fr": "œ"}
_TELLING_LETTER = re.compile(f"[{''.join(_LETTERS.values())}]")
"""Letters and marks of one language of Latin script."""
_KEPT = 1000
"""Of a text of fewer characters than this its language is kept, since it is asked several times."""
_TELLING = 200
"""The number of words of a text that are asked for its language."""


def load_words(name: str) -> dict[str, Any]:
    """One of the files of words, its strings in the form of `plain_form`."""
    text = files("factcheck.reading.figure").joinpath(f"words/{name}.toml").read_text("utf-8")
    return _plain(tomllib.loads(text))  # type: ignore[no-any-return]


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(one) for one in node]
    return plain_form(node) if isinstance(node, str) else node


def any_of(words: Iterable[str]) -> str:
    """The pattern that matches any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def language_of(text: str, hint: NumberWriting | None = None) -> NumberWriting:
    """The language of a text by its letters and frequent words; if they do not tell, `hint`, or UNKNOWN."""
    told = languages_of(text)
    return LANGUAGES[told[0]] if told else hint or UNKNOWN


def languages_of(text: str) -> tuple[str, ...]:
    """The names of the languages that a text can be in by its letters and frequent words; () if they do not tell."""
    return _languages_of(text) if len(text) < _KEPT else _languages_of.__wrapped__(text)


@lru_cache(maxsize=512)
def _languages_of(text: str) -> tuple[str, ...]:
    if not text.isascii() and (by_script := _by_script(text)):
        return (by_script.name,)
    plain = plain_form(text)
    words = _WORD.findall(plain)[:_TELLING]
    if not text.isascii():
        words += _TELLING_LETTER.findall(plain)
    if names := _by_frequent_words(words, by_own=True):
        return names
    return ("de",) if any(map(_GERMAN_COMPOUND.search, words)) else ()


def told_by(text: str, words: Sequence[str]) -> str:
    """The name of the language of a text by its script and these words in lower case; "" if they do not tell it."""
    by_script = None if text.isascii() else _by_script(text)
    return by_script.name if by_script else "".join(_by_frequent_words(words[:_TELLING])[:1])


def reads_number_words(text: str) -> bool:
    """Whether the number words of the language of a text are known, so that one without a figure says no number."""
    told = languages_of(text)
    return bool(told) and "other" not in told and not is_in_other_script(text)


def is_in_other_script(text: str) -> bool:
    """Whether a text has letters of a script whose words for numbers and years are not known."""
    return not text.isascii() and bool(_OTHER_SCRIPTS.search(text) or _OTHER_ARABIC.search(text))


def _by_frequent_words(words: Iterable[str], *, by_own: bool = False) -> tuple[str, ...]:
    """The languages with most of these words, where `by_own` a word counts less the more languages have it."""
    evidence = _evidence()
    votes: Counter[str] = Counter()
    for word in words:
        for name in (names := evidence.get(word, ())):
            votes[name] += _SHARED // len(names) if by_own else 1
    most = max(votes.values(), default=0)
    return tuple(name for name in _BY_NAME if most and votes[name] == most)


_SHARED = 60
"""What a word counts that no other language has."""


def _by_script(text: str) -> NumberWriting | None:
    if _ARABIC_SCRIPT.search(text):
        persian, arabic = len(_PERSIAN.findall(text)), len(_ARABIC.findall(text))
        if persian == arabic:
            votes = Counter(
                name for word in _WORD.findall(plain_form(text)) for name in _evidence().get(word, ())
            )
            persian, arabic = votes["fa"], votes["ar"]
        return LANGUAGES["fa" if persian > arabic else "ar"]
    if _COMMA_SCRIPTS.search(text):
        return LANGUAGES["other"]
    if _DEVANAGARI.search(text):
        return LANGUAGES["hi"]
    return LANGUAGES["en"] if _OTHER_SCRIPTS.search(text) else None


_NO_EVIDENCE = frozenset(("cent", "cents", "dos", "once", "mil", "media", "demi", "halbe", "dozen"))
"""Number words that are other words in other languages: they do not tell the language."""


@cache
def _evidence() -> dict[str, list[str]]:
    """Frequent words and number words, each with the languages that have it."""
    said = {letter: [name] for name, letters in _LETTERS.items() for letter in letters}
    for name, language in _TABLES.items():
        if name != "abbreviations":
            own = {*LANGUAGES[name].numbers, *LANGUAGES[name].own_scales} - _NO_EVIDENCE
            for word in {*own, *language["common"].split()}:
                said.setdefault(word, []).append(name)
    return said


_TABLES = load_words("numbers")
_BY_NAME = tuple(name for name in _TABLES if name != "abbreviations")


def _by_word(table: Mapping[str, str]) -> dict[str, Decimal]:
    return {
        word: Decimal(value)
        for value, words in table.items()
        for said in words.split()
        for word in spellings(said)
    }


ABBREVIATIONS = _by_word(_TABLES["abbreviations"])
"""Multipliers of any language that may end in a full stop."""

_SHORT = 3
"""Multipliers of so few letters are read in their own language alone."""


def _all_scales() -> dict[str, Decimal]:
    """The multipliers of all languages; a word of several has its value in the first of them."""
    found = ABBREVIATIONS
    for name in reversed(_BY_NAME):
        own = _by_word(_TABLES[name]["scales"]).items()
        long = {word: value for word, value in own if len(word) > _SHORT or not word.isascii()}
        found = found | {word: value for word, value in long.items() if value >= 1000}
    return found


SCALES = _all_scales()
"""Words of any language that multiply a number in digits before them, each with its factor."""


def _language(name: str) -> NumberWriting:
    table = _TABLES[name]
    numbers, scales, alone = (
        _by_word(table["numbers"]),
        _by_word(table["scales"]),
        frozenset(table["alone"].split()),
    )
    after_digits = {word: value for word, value in scales.items() if value >= 1000 or word not in alone}
    joins = frozenset(table["joins"].split())
    words, piece = _patterns(name, {*numbers, *scales}, joins)
    return NumberWriting(
        name,
        table["decimal"],
        numbers,
        SCALES | after_digits,
        scales,
        joins,
        alone,
        frozenset(table["articles"].split()),
        words,
        piece,
    )


_BESIDE_SIGNS = (r"(?<![\w\u0900-\u094f])", "(?![\u0900-\u094f])")
"""No letter and no vowel sign beside a word: तीनों is another word than तीन."""


def _patterns(name: str, words: set[str], joins: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of number words in a row and of one. German writes them as one word, Arabic with و before each."""
    if not words:
        return re.compile(r"(?!)"), re.compile(r"(?!)")
    free, closed = _BESIDE_SIGNS if name == "hi" else (r"(?<!\w)", "")
    one = rf"(?:{any_of(words)})"
    if name == "de":
        row = rf"{free}{one}(?:(?:und|[ -])?{one})*(?!\w)"
        return re.compile(row), re.compile(any_of({*words, *joins}))
    one = f"{one}{closed}"
    between = rf"[ -](?:(?:{any_of(joins)})[ -])?" if joins else rf"{_VOWEL_MARKS}* (?:و ?)?"
    row = rf"{free}{one}(?!\w)(?:{between}{one}(?!\w)){{0,24}}"
    piece = rf"(?:(?<=و)|{free}){one}(?!\w)" if not joins else rf"{free}(?:{any_of({*words, *joins})})(?!\w)"
    return re.compile(row), re.compile(piece)


FREQUENT = {name: frozenset(_TABLES[name]["common"].split()) for name in _BY_NAME}
"""The frequent words of each language that tell it."""
COMMON_WORDS = frozenset().union(*FREQUENT.values())
"""Frequent words of all languages."""

LANGUAGES = {name: _language(name) for name in _BY_NAME}
"""The languages whose number words are read, and `other` for what others have in common."""

_ENGLISH = LANGUAGES["en"]
NUMBER_WORDS = frozenset((*_ENGLISH.numbers, *RANKS, *_ENGLISH.scales))
"""English words that are a number or part of one, and the multipliers of all languages."""

UNKNOWN = NumberWriting("", "", *(getattr(_ENGLISH, name) for name in list(NumberWriting.__slots__)[2:]))
"""English words, and either mark before decimals."""


def number_words_value(words: str, language: NumberWriting) -> tuple[Decimal, int] | None:
    """The value of the longest number at the beginning of some words, and the offset of its end; None for no number.

    "two thousand and fifty-two people" gives 2052 and 25.
    """
    read = _NumberWords(language)
    for found in language.piece.finditer(words):
        if not read.take(found[0], found.end()):
            break
    return (read.total + read.current, read.end) if read.end else None


_HALF = Decimal("0.5")


class _NumberWords:
    """The value of number words read so far: multiples in `total`, the rest in `current`, and the offset after them."""

    def __init__(self, language: NumberWriting) -> None:
        self._language = language
        self._limit = Decimal("Infinity")
        self._article = False
        self.total = self.current = Decimal(0)
        self.end = 0

    def take(self, word: str, end: int) -> bool:
        """Add a word to the number; False if the two do not make one number."""
        language = self._language
        if word in language.joins:
            return bool(self.end) and not (language.name == "en" and 0 < self.current < 100)
        value, scale = language.numbers.get(word), language.own_scales.get(word)
        if self.end and word in language.articles and language.name == "en" and word != "one":
            return bool(self.current)  # half a million
        if scale is not None and (value is None or self.current):
            taken = self._multiply(word, scale)
        else:
            taken = value is not None and self._add(value)
        if taken:
            self._article = self.end == 0 and word in language.articles
            self.end = end
        return taken

    def _multiply(self, word: str, scale: Decimal) -> bool:
        if abs(self.current) == _HALF / 2:
            self.current += 1  # सवा करोड़ is one crore and a quarter
        if not self.current and not (self.end == 0 and word in self._language.alone):
            if scale < 1000 and word in self._language.alone and self.current == 0:
                self.current = scale
                return True
            if not self.total or scale <= self._limit:
                return False
        if scale < 1000:
            if self.current >= 100:
                return False
            self.current = (self.current or 1) * scale
        elif scale < self._limit:
            self.total, self.current = self.total + (self.current or 1) * scale, Decimal(0)
            self._limit = scale
        elif scale > self._limit:
            self.total, self.current = (self.total + self.current) * scale, Decimal(0)
            self._limit = scale
        else:
            return False
        return True

    def _add(self, value: Decimal) -> bool:
        """Add a number below a thousand if the language says it so after what was read."""
        name, rest = self._language.name, self.current % 100
        if self._article and value == _HALF and name != "fa":
            self.current = value  # eine halbe Million
            return True
        if value == _HALF and self.end and name not in ("de", "fa", "hi"):
            return False
        if name == "fr" and rest == 4 and value == 20:
            self.current += 76  # quatre-vingts
            return True
        if value >= 1000:  # two thousand is one word in Arabic
            self.total, self._limit, fits = (
                self.total + value,
                value / 2,
                not self.current and value < self._limit,
            )
            return fits
        if self.current and not self._fits(value, rest, name):
            return False
        self.current += value
        return bool(value) or not self.end

    def _fits(self, value: Decimal, rest: Decimal, name: str) -> bool:
        if value < 1:
            return name in ("de", "fa")
        if name == "hi" and self.current < 1:
            return value < 100  # साढ़े तीन is three and a half
        if value >= 100:
            return self.current % 1000 == 0
        if rest == 0 or (rest % 10 == 0 and 20 <= rest <= 90 and value < 10):
            return True
        if name in _REVERSED:
            return rest < 10 and (value >= 20 or value == 10) and value % 10 == 0
        in_twenties = rest in (60, 80) and 10 <= value <= 16
        return name == "fr" and (in_twenties or (rest in (10, 70, 90) and 7 <= value <= 9))
