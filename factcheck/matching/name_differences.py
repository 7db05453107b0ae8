"""The names that each of two claims has and the other lacks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from factcheck.reading.denials import denies
from factcheck.reading.figure.languages import COMMON_WORDS
from factcheck.reading.quote.folding import fold
from factcheck.reading.sentence.cue_words import OFFICES, word_set
from factcheck.reading.sentence.looked_up import WITHIN_TAG, initials_of
from factcheck.reading.sentence.stemming import STOP_WORDS, abbreviations, without_accents
from factcheck.reading.sentence.word_weight import FUNCTION_WORDS
from factcheck.reading.word_characters import LETTERS, is_in_capitals

_MOSTLY_CAPITALS = 0.6
"""If a larger share of the letters than this (0 to 1) are capitals, they do not mark names."""
_MOST = 4
"""The names of one side that are told, the first ones."""
_SHORTEST = 4
"""The fewest letters that two forms of a name have in common: "Iran" and "Iranian", "Turkey" and "Turkish"."""
_FORMS = word_set("s n ns an ans ian ians ish i is ic y ey e ese") | {""}
"""The endings in which forms of a name differ."""
_SAME = tuple(
    map(
        word_set,
        (
            "us usa america american americans",
            "uk britain british",
            "england english",
            "scotland scottish scots",
            "wales welsh",
            "ireland irish",
            "france french",
            "spain spanish spaniards",
            "netherlands dutch",
            "denmark danish danes",
            "sweden swedish swedes",
            "norway norwegian norwegians",
            "finland finnish finns",
            "poland polish poles",
            "greece greek greeks",
            "belgium belgian belgians",
            "switzerland swiss",
            "mexico mexican mexicans",
            "canada canadian canadians",
            "peru peruvian peruvians",
            "china chinese",
            "thailand thai thais",
            "philippines filipino filipinos",
            "afghanistan afghan afghans",
            "nigeria nigerian nigerians",
            "niger nigerien",
        ),
    )
)
"""Forms of a name that differ in more, or mean another than their endings tell."""
_REGIONS = word_set("north south east west new northern southern eastern western")
"""What makes another place of one: "West Virginia", "New Mexico"."""

_TAG = re.compile(r"[#@](\w+)")
_GLUED = re.compile(r"(?<=[a-z]{4})(?=[A-Z][a-z]{3})")
"""Where two names stand in one word, as in "AfricanAmerican", but not in "McDonald"."""
_POINTED = re.compile(r"(?<!\w)(?:[A-Z]\.){2,6}")
_FULL_STOP = r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])\."
"""One that ends a sentence: none after a short word with a capital, such as "Sen."."""
_TOKEN = re.compile(
    rf"(?<!\w)(?<!\w['’])(?P<word>{LETTERS}(?:['’]{LETTERS})*?)(?:['’]s)?(?!\w|['’]\w)|{_FULL_STOP}|[!?:“„«\"\n]"
)
_SHOUTED = re.compile(r"(?<!\w)[A-Z]{2,}(?:\W{1,3}[A-Z]{2,}(?!\w))+")
_SHOUTED_WORD = re.compile("[A-Z]+")
_CONTRACTED = re.compile("['’](?:m|d|ll|re|ve|t)$")
_TITLED = re.compile(rf"(?<!\w)USA? (?=(?i:{OFFICES.replace(' ', '|')})(?!\w))")
"""The state before an office: "U.S. President Obama" is Obama."""
_ORDINARY = COMMON_WORDS | FUNCTION_WORDS | STOP_WORDS
_TITLES = word_set(f"{OFFICES} prime vice mr mrs ms dr sir sen rep gov gen sr jr")
"""What is no name before a name, and one after it: "King Charles", "Steve King"."""


@dataclass(frozen=True, slots=True)
class _Name:
    """Words with capitals in a row, and how many of them, none or one, are the first word of a sentence.

    `parts` are the words without case and accents, `initials` those of several words in lower case.
    """

    words: tuple[str, ...]
    begins: int
    parts: frozenset[str]
    initials: str

    @classmethod
    def of(cls, words: Sequence[str], begins: int) -> "_Name":
        """A name by its words."""
        initials = "".join(word[0] for word in words).lower() if len(words) > 1 else ""
        return cls(tuple(words), begins, frozenset(map(_plain, words)), initials)

    def is_part_of(self, other: "_Name") -> bool:
        """Whether one is a part of the other, as "Trump" of "Donald Trump" and "Virginia" of "West Virginia"."""
        return self.parts <= other.parts or other.parts <= self.parts

    def is_region_of(self, other: "_Name") -> bool:
        """Whether one is a part of the other and another place."""
        return self.is_part_of(other) and not _REGIONS.isdisjoint(self.parts ^ other.parts)


@dataclass(frozen=True, slots=True)
class _Named:
    """A claim by its names, its words, abbreviations and initials in lower case, and what follows its first word.

    That is empty where it does not begin with a name.
    """

    names: tuple[_Name, ...]
    words: frozenset[str]
    abbreviations: frozenset[str]
    initials: frozenset[str]
    follows: str


def lacking_names(here: str, there: str) -> tuple[list[str], list[str]]:
    """The names of each of two claims, given without figures, that the other has in no form; at most four each.

    The first word of a sentence has its capital anyway: it is told where names follow it that are lacking, and where
    both claims go on alike after theirs, as in "Ana voted" and "Ben voted".
    """
    ours, theirs = _named(here), _named(there)
    alike = bool(ours.follows) and ours.follows == theirs.follows
    return [*islice(_lacking(ours, theirs, alike), _MOST)], [*islice(_lacking(theirs, ours, alike), _MOST)]


def _lacking(ours: _Named, theirs: _Named, alike: bool) -> Iterator[str]:
    for index, name in enumerate(ours.names):
        if parts := [other for other in theirs.names if name.is_part_of(other)]:
            if all(map(name.is_region_of, parts)):
                yield from name.words
            continue
        if name.initials in theirs.abbreviations or _plain("".join(name.words)) in theirs.words:
            continue
        lacking = [(place, word) for place, word in enumerate(name.words) if not _is_in(theirs, word)]
        if any(place >= name.begins for place, _ in lacking) or (alike and index == 0):
            yield from (word for _, word in lacking)


def _is_in(claim: _Named, word: str) -> bool:
    """Whether a claim has this name in some form."""
    small = _plain(word)
    if small in claim.words or (word.isupper() and small in claim.initials):
        return True
    if same := next((one for one in _SAME if small in one), None):
        return not same.isdisjoint(claim.words)
    return any(one.startswith(small[:_SHORTEST]) and _is_form(small, one) for one in claim.words)


def _is_form(word: str, other: str) -> bool:
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return common >= _SHORTEST and word[common:] in _FORMS and other[common:] in _FORMS


@lru_cache(maxsize=16)
def _named(claim: str) -> _Named:
    text = _in_words(claim)
    names = [] if is_in_capitals(text, _MOSTLY_CAPITALS) else [*_rows(_TITLED.sub("", text))]
    words = [token["word"] for token in _TOKEN.finditer(text) if token["word"]]
    small = [_plain(word) for word in words]
    short = frozenset(word.lower() for word in words if word.isupper())
    begun = len(names[0].words) if names and names[0].begins else len(words)
    follows = "".join(small[begun : begun + 1])
    return _Named(tuple(names), frozenset(small), short, frozenset(initials_of(text)), follows)


def _rows(text: str) -> Iterator[_Name]:
    kept = abbreviations(text)
    shouted = frozenset(word for row in _SHOUTED.findall(text) for word in _SHOUTED_WORD.findall(row))
    row, begins, end, is_first = list[str](), 0, 0, True
    for token in _TOKEN.finditer(text):
        word, goes_on = token["word"], not text[end : token.start()].strip(" -")
        is_name = bool(word) and word[0].isupper() and word not in shouted
        is_title = is_name and word.lower() in _TITLES and not (row and goes_on)
        is_name = is_name and not is_title and (word.lower() in kept or not _is_ordinary(word))
        if row and not (is_name and goes_on):
            yield _Name.of(row, begins)
            row = []
        if is_name:
            begins = begins if row else int(is_first)
            row.append(word)
        is_first, end = not word, token.end()
    if row:
        yield _Name.of(row, begins)


def _plain(word: str) -> str:
    return (word if word.isascii() else without_accents(word)).casefold()


def _in_words(claim: str) -> str:
    """A claim with its hashtags and handles as words, and abbreviations without their points."""
    tags = _GLUED.sub(" ", _TAG.sub(lambda tag: WITHIN_TAG.sub(" ", tag[1]), claim))
    return _POINTED.sub(lambda found: found[0].replace(".", ""), tags)


@lru_cache(maxsize=16_384)
def _is_ordinary(word: str) -> bool:
    """Whether a word with a capital is no name: a letter, a frequent word, one that denies."""
    small = _CONTRACTED.sub("", word.lower())
    return word != "UN" and (len(small) == 1 or small in _ORDINARY or denies(fold(word)))
