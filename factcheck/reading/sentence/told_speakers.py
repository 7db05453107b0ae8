"""Who said it according to a sentence that is not English, by the words of words/saying.toml."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from factcheck.reading.figure.numerals import plain_form
from factcheck.reading.sentence.cue_words import word_set
from factcheck.reading.sentence.sayings import SAYINGS
from factcheck.reading.word_characters import MARKS

QUOTE_MARKS = '“”„"«»‹›「」『』'
_WHO = rf"[^,،.;:؛()—–\n{QUOTE_MARKS}]{{1,120}}"
_BEFORE = re.compile(rf"{_WHO}$")
_AFTER = re.compile(rf"\s*(?P<who>{_WHO})")
_TO_A_COLON = re.compile(rf"\s+(?P<who>{_WHO}):\s*[{QUOTE_MARKS}]")
_QUOTED_BEFORE = re.compile(rf"[{QUOTE_MARKS}]\s*[,،]?\s*$")
_QUOTED_AFTER = re.compile(rf"\s*[:,،]?\s*[{QUOTE_MARKS}]")
COMMA = re.compile(r"(?<!\d)[,،]|[,،](?!\d)")
"""A comma that is none within a figure."""
_VERB_FIRST = ("ar",)
_SMALL_WORDS = word_set(
    "el la los las un una de del y le les l d du des et o a os as do da dos das e der die das dem den des von vom für "
    "und im in zu zur van"
)
"""Words that may stand before and within a name."""
_ARTICLES = word_set("el la los las un una le les l' o a os as um uma der die das ein eine")
_TIMES = word_set(
    "ayer hoy este esta hier aujourd ce cette matin soir ontem hoje neste nesta gestern heute am jetzt zuletzt lunes "
    "martes miercoles jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi dimanche montag "
    "dienstag mittwoch donnerstag freitag samstag sonntag segunda terca quarta quinta sexta feira"
)
"""Words that may stand between a verb and who is named after it, and the small words that may begin a name there."""
_FOR = re.compile(r"^(?:لل|ل(?=(?!ل)\w{3}))")
"""What Arabic writes onto whoever is named as a source: "for", and "for the"."""
_MOST_WORDS, _NEAR = 10, 300


_NOT_ENGLISH = tuple(language for language in SAYINGS if language != "en")
_IN_ASCII = tuple(language for language in _NOT_ENGLISH if SAYINGS[language].verbs.isascii())


class _Way(NamedTuple):
    """How a language says who said something; each pattern is for text from `bare`."""

    source: re.Pattern[str] | None
    after: re.Pattern[str] | None
    verb: re.Pattern[str]
    that: re.Pattern[str]
    nobody: frozenset[str]
    auxiliaries: frozenset[str]
    shapes: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]


@cache
def _way(language: str) -> _Way:
    said = SAYINGS[language]
    clause = "|".join(map(re.escape, _listed(said.that)))
    of_a_clause = {
        "de": r"\s*,",
        "ar": rf"(?:\s+(?P<who>(?:(?!(?<!\w)(?:{clause})\b)[^,،.;:؛]){{1,80}}?))??\s+(?:{clause})(?!\w)",
    }
    return _Way(
        _any(said.before),
        _any(said.after),
        _any(said.verbs) or re.compile("(?!)"),
        re.compile(of_a_clause.get(language, rf"\s+(?:{clause})(?!\w)")),
        frozenset(_listed(said.pronouns)) | frozenset(_listed(said.own)),
        frozenset(_listed(said.auxiliaries)),
        tuple((tuple(words.split("|")), re.compile(shape)) for words, shape in said.shapes),
    )


def _any(listed: str) -> re.Pattern[str] | None:
    words = "|".join(map(re.escape, sorted(_listed(listed), key=len, reverse=True)))
    glued = "|(?<=ل)" if any(one.endswith("ل") for one in _listed(listed)) else ""
    return re.compile(rf"(?<![\w{MARKS}])(?:{words})(?:(?![\w{MARKS}]){glued})") if words else None


def _listed(listed: str) -> list[str]:
    return [bare(one) for one in listed.split("|") if one]


def bare(text: str) -> str:
    """The text with each character as one in lower case without accents; joiners and apostrophes are spaces."""
    plain = plain_form(text).replace("\u200c", " ").replace("'", " ")
    return plain if plain.isascii() else "".join(map(_without_accent, plain))


@cache
def _without_accent(character: str) -> str:
    first = unicodedata.normalize("NFD", character)[0]
    return first if first.isascii() else character


def speaker_told(text: str, languages: Sequence[str]) -> tuple[bool, str]:
    """Whether a sentence of these languages reports what somebody said, and who; "" for a pronoun, or if unclear.

    Of several languages, or where none is told, the first of them by which somebody said it. English is read elsewhere.
    """
    plain = bare(text)
    can_be = _IN_ASCII if text.isascii() else _NOT_ENGLISH
    told = [_speaker(text, plain, one) for one in languages or can_be if one in can_be]
    is_reported = bool(languages) and any(reported for reported, _ in told)
    return next((said for said in told if said[1]), (is_reported, ""))


def _speaker(text: str, plain: str, language: str) -> tuple[bool, str]:
    way = _way(language)
    if (shaped := shaped_speaker(text, plain, language)) is not None:
        return True, _name(shaped, way)
    if (found := way.source and way.source.search(plain)) and (who := _AFTER.match(plain, found.end())):
        named = _FOR.sub(lambda one: "ال" if len(one[0]) > 1 else "", text[who.start("who") : who.end("who")])
        is_set_off = plain[who.end() : who.end() + 1] in ",،" or found.start() > 0
        return True, _name(named if is_set_off else _leading_name(named), way)
    if found := way.after and way.after.search(plain):
        return True, _name(_clause(text, found.start()), way)
    for found in way.verb.finditer(plain):
        that = way.that.match(plain, found.end())
        before = text[max(0, found.start() - _NEAR) : found.start()]
        clause = _clause(text, found.start())
        earlier = before.removesuffix(clause)
        is_after_a_quote = _QUOTED_BEFORE.search(earlier)
        if not _bare_name(clause, way):
            if not that and (speaker := _closing(text, before, clause, found.end())):
                return True, _name(speaker, way)
            if clause.strip() or (earlier.rstrip().endswith((",", "،")) and not is_after_a_quote):
                clause = _before_an_aside(text, found.start())
        if that or is_after_a_quote or _is_before_a_quote(plain, found.end(), language):
            return True, _name(_subject(text, found.end(), that, clause, language), way)
    return False, ""


def says_in(text: str, languages: Sequence[str]) -> bool:
    """Whether a text of these languages has a verb of saying, as "The mayor said" before a colon, and another word."""
    plain = bare(text)
    return " " in plain.strip() and any(_way(one).verb.search(plain) for one in languages if one in SAYINGS)


def shaped_speaker(text: str, plain: str, language: str) -> str | None:
    """Who speaks by one of the whole patterns of a language; None if none is in the text, `plain` by `bare`."""
    for words, shape in _way(language).shapes:
        if any(word in plain for word in words) and (found := shape.search(plain)):
            return text[found.start("who") : found.end("who")]
    return None


def _is_before_a_quote(plain: str, end: int, language: str) -> bool:
    to_a_colon = language in _VERB_FIRST and _TO_A_COLON.match(plain, end)
    return bool(to_a_colon or _QUOTED_AFTER.match(plain, end))


def _clause(text: str, end: int) -> str:
    found = _BEFORE.search(text, max(0, end - _NEAR), end)
    return found[0] if found else ""


def _closing(text: str, before: str, clause: str, end: int) -> str:
    """Who is named at the end, after a comma and a verb: "…, sagte gestern der Minister"; "" for nobody."""
    if not before.removesuffix(clause).rstrip().endswith((",", "،")) or not (
        after := _AFTER.match(text, end)
    ):
        return ""
    named = [*dropwhile(lambda word: bare(word) in _TIMES, after["who"].split())]
    return " ".join(named) if named and _may_name(named[0]) else ""


def _may_name(first: str) -> bool:
    """Whether words that begin with this one may be a name; scripts without capitals do not tell."""
    return first[0].isupper() or first in _ARTICLES or first.lower() == first.upper()


def _before_an_aside(text: str, end: int) -> str:
    """Who is named before an aside in commas: the minister in "The minister, Ana Ruiz, has said"."""
    parts = COMMA.split(text[max(0, end - _NEAR) : end])
    return parts[-3].strip() if len(parts) > 2 else ""


def _subject(text: str, end: int, that: re.Match[str] | None, clause: str, language: str) -> str:
    """Who is named before the verb, or after it where nobody is; Arabic names them after it first."""
    if language in _VERB_FIRST and that:
        return text[that.start("who") : that.end("who")] if that["who"] else clause
    if clause.strip() and language not in _VERB_FIRST:
        return clause
    after = _AFTER.match(text, end)
    return after["who"] if after else clause


def _leading_name(words: str) -> str:
    """The words up to the first in lower case that is no part of a name; "" where no word has a capital."""
    named = [*takewhile(lambda word: word[0].isupper() or word in _SMALL_WORDS, words.split())]
    while named and not named[-1][0].isupper():
        del named[-1]
    return " ".join(named)


def _bare_name(words: str, way: _Way) -> list[str]:
    """The words without those at their end that may stand between a name and a verb."""
    named = words.split()
    while named and bare(named[-1]) in way.auxiliaries:
        del named[-1]
    return named


def _name(words: str, way: _Way) -> str:
    """The words that name somebody; "" if they are too many, a pronoun, or end in a word that names nobody."""
    named = _bare_name(words, way)
    return " ".join(named) if 0 < len(named) <= _MOST_WORDS and bare(named[-1]) not in way.nobody else ""
