"""A claim as it is looked up: its words, how much each says, the names among them, and the day it was made."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factcheck.model.lookup import NO_CONTEXT, Context
from factcheck.reading.figure.figures import FigureKind, find_figures
from factcheck.reading.sentence.sayings import load_sentence_words
from factcheck.reading.sentence.stemming import abbreviations, index_stems, index_words
from factcheck.reading.sentence.word_weight import FUNCTION_WORDS
from factcheck.reading.word_characters import LETTERS, MARKS, is_in_capitals

_SIGNED, _NAMED_BEFORE, _BEFORE = 0.5, 0.4, 0.15
"""How much a word says that stands in a signature alone; a name, and any other word, of the sentences before."""

_INTRODUCED, _ABBREVIATED = 0.3, 2.0
"""How much words say that only tell where a claim stands ("a video shows"); and words that would weigh half as
function words, were they no abbreviations ("US")."""

_MOST_BEFORE = 3
_DAY = len("2022-03-01")
_MOST_CAPITALS = 0.4
"""If a larger share of the letters than this (0 to 1) are capitals, they do not mark names."""

_SIGNATURE = re.compile(r"(?:(?:^|\s)[—–―-]{1,3}\s*|(?<=\S)[—―]\s+)([^—–―\n]{2,120})$")
_HANDLE = re.compile(r"@\w[\w.@-]*")
_PICTURE = re.compile(r"pic\.twitter\.com/[^\s—―]*", re.IGNORECASE)
_TAG = re.compile(rf"[#@]({LETTERS}[\w]*)")
WITHIN_TAG = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Za-z])")
"""Where words begin within a hashtag or handle."""
_COMPOUND = re.compile(rf"(?<![\w{MARKS}])({LETTERS})[-‐‑]({LETTERS})(?!\w)")
_TOKEN = re.compile(rf"[.!?:“\"\n]|{LETTERS}(?:['’-]{LETTERS})*")
_ABBREVIATION = re.compile(r"(?<!\w)(?:[A-Z]\.){2,6}|(?<!\w)[A-Z]{2,6}(?!\w)")
_NAME_RUN = re.compile(
    r"(?!The\b)[A-Z][\w'’-]{1,60}+(?:,? (?:and |(?:of|for|on|in) (?:the )?)?[A-Z][\w'’-]{1,60}+)+"
)
_INTRODUCTIONS = re.compile(
    "|".join(
        rf"(?<!\w)(?:{said['where']})\s+(?:{said['says']})(?!\w)|^\W*(?:{said['alone']})(?=\s*[:!|–—-])"
        for said in load_sentence_words("introductions").values()
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A claim by its stems: those of its wording in order, and how much each says; those of context too.

    `weights` are 0 to 1, and 2 for an abbreviation that would weigh half as a function word. `words` are those that
    the stems are of, in lower case: one may have two. `distinctive` are the stems that are distinctive by themselves,
    neither function words nor numbers. `names` are stems written with capitals within a sentence, `initials` those of
    names and abbreviations in lower case, `day` is the day on which it was made, `before` are stems that stand in the
    sentences before alone.
    """

    order: tuple[str, ...]
    weights: Mapping[str, float]
    words: Mapping[str, str]
    distinctive: frozenset[str]
    names: frozenset[str]
    initials: frozenset[str]
    day: date | None
    before: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def looked_up(wording: str, context: Context = NO_CONTEXT) -> LookedUp:
    """The claim as it is looked up. A signature at its end ("— Name (@name) March 1, 2022") says less, and when.

    Hashtags, handles and compounds are taken in one piece and in parts; of a name the initials are taken too.
    """
    body, signature, day = without_signature(_PICTURE.sub(" ", wording))
    words = index_words(body)
    order = tuple(stem for _, stem in words)
    weights = dict.fromkeys((*order, *index_stems(_parts(body))), 1.0)
    initials = frozenset(initials_of(body))
    signed = index_words(f"{signature} {_parts(signature)}")
    for stem in (*(stem for _, stem in signed), *initials):
        weights.setdefault(stem, _SIGNED)
    own = frozenset(weights)
    for text in context.before[-_MOST_BEFORE:]:
        names = _names(text, also_first=True)
        for stem in index_stems(text):
            weights.setdefault(stem, _NAMED_BEFORE if stem in names else _BEFORE)
    before = frozenset(weights) - own
    little = {stem for said in _INTRODUCTIONS.findall(body) for stem in index_stems(said)}
    abbreviated = abbreviations(body)
    weights |= dict.fromkeys(little, _INTRODUCED) | dict.fromkeys(abbreviated & FUNCTION_WORDS, _ABBREVIATED)
    little |= FUNCTION_WORDS - abbreviated
    distinctive = frozenset(stem for stem in weights if stem not in little and not stem[0].isdigit())
    written = {stem: word for word, stem in reversed((*words, *signed))}
    day = day_of(context.day) or day
    return LookedUp(order, weights, written, distinctive, _names(body), initials, day, before)


def without_signature(text: str) -> tuple[str, str, date | None]:
    """The text without the signature of a post at its end, the signature, and its day."""
    found = _SIGNATURE.search(text.rstrip())
    if not found:
        return text, "", None
    signature = found[1]
    days = [one for one in find_figures(signature) if one.kind is FigureKind.DATE and one.low == one.high]
    handle = _HANDLE.search(signature)
    named = signature[: days[0].start if days else 0].strip(" ,·(")
    if not handle and not (named and all(word[:1].isupper() for word in named.split())):
        return text, "", None
    return text[: found.start()], signature, day_of(_iso(int(days[0].low))) if days else None


def _iso(number: int) -> str:
    return f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}"


@lru_cache(maxsize=1 << 14)
def day_of(said: str | None) -> date | None:
    """The day, where one is said and not a month, a year or a span."""
    try:
        return date.fromisoformat(said) if said and len(said) == _DAY else None
    except ValueError:
        return None


def _parts(text: str) -> str:
    """The words within hashtags and handles, and compounds in one piece."""
    tags = (WITHIN_TAG.sub(" ", tag) for tag in _TAG.findall(text) if WITHIN_TAG.search(tag))
    return " ".join((*tags, *map("".join, _COMPOUND.findall(text))))


def _names(text: str, *, also_first: bool = False) -> frozenset[str]:
    """The stems of what has a capital within a sentence; of none where most letters are capitals."""
    if is_in_capitals(text, _MOST_CAPITALS):
        return frozenset()
    found, is_first = list[str](), not also_first
    for token in _TOKEN.findall(text):
        if token[0].isupper() and not is_first:
            found.append(token)
        is_first = not also_first and not token[0].isalpha()
    return frozenset(index_stems(" ".join(found)))


def initials_of(text: str) -> Iterator[str]:
    """The initials of names of several words, with and without their little words, and abbreviations as they stand."""
    for name in _NAME_RUN.findall(text):
        words = re.findall(r"\w+", name)
        yield "".join(word[0] for word in words if word[0].isupper()).lower()
        yield "".join(word[0] for word in words).lower()
    for short in _ABBREVIATION.findall(text):
        yield short.replace(".", "").lower()
