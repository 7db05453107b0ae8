"""Whether words that are given as somebody's own speak of that person: "Okonjo claims that …", "she said", "selon lui".

In the languages of words/saying.toml.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from factcheck.model.text import normalised_wording
from factcheck.reading.sentence.cue_words import word_set
from factcheck.reading.sentence.sayings import SAYINGS, Saying

_BESIDE = 5
"""Words beside a verb among which its subject is looked for: "Okonjo, the town's treasurer, said"."""
_BESIDE_A_PRONOUN = (
    r"(?: (?:a|t|l|ont|has|have|had|also|then|later|ha|han|ya|tem|hat|haben|hatte|también|auch))*? "
)
_LEAST = 3
"""Letters of a word by which a person is recognised."""
_NO_NAME = word_set(
    "the and von van der die das del los las dos des les une uns ein eine for its his her their new old non"
)


def speaks_of(words: str, claimant: str) -> str:
    """The part of a claimant's supposed words that speaks of the claimant in the third person; "" where none does.

    It is told as wordings are compared: lower case, without accents and punctuation.
    """
    said = normalised_wording(words)
    if found := next(_by_name(said, claimant), ""):
        return found
    by_pronoun = next(filter(None, (one.search(said) for one in _by_pronoun(said))), None)
    return by_pronoun[0].strip() if by_pronoun else ""


def _by_name(said: str, claimant: str) -> Iterator[str]:
    """Where a word of the claimant's name is beside a verb of saying, or after words such as "according to"."""
    words = normalised_wording(claimant).split()
    names = {one for one in words if len(one) >= _LEAST and one not in _NO_NAME and not one.isdigit()}
    for found in _verb().finditer(said) if names else ():
        before, after = said[: found.start()].split()[-_BESIDE:], said[found.end() :].split()[:_BESIDE]
        if at := [number for number, word in enumerate(before) if _is_one(word, names)]:
            yield " ".join((*before[at[-1] :], found[0]))
        if at := [number for number, word in enumerate(after) if _is_one(word, names)]:
            yield " ".join((found[0], *after[: at[0] + 1]))
    for found in _source().finditer(said) if names else ():
        after = said[found.end() :].split()[:_BESIDE]
        if at := [number for number, word in enumerate(after) if _is_one(word, names)]:
            yield " ".join((found[0].strip(), *after[: at[0] + 1]))


def _is_one(word: str, names: Collection[str]) -> bool:
    """Whether a word is one of the names; in Arabic script, "for", "by" and "and" are written onto it."""
    return word in names or (word[:1] in _WRITTEN_ON and word[1:] in names)


_WRITTEN_ON = ("ل", "ب", "و", "ف")


def _by_pronoun(said: str) -> Iterable[re.Pattern[str]]:
    """The ways of each language that say so by a pronoun, without those of one in which the person says "I"."""
    words = set(said.split())
    return (way for own, way in _pronoun_ways() if own.isdisjoint(words))


@cache
def _pronoun_ways() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    return tuple((frozenset(_listed(one.own)), _pronoun_way(one)) for one in SAYINGS.values())


def _pronoun_way(language: Saying) -> re.Pattern[str]:
    who, verbs = _any(language.pronouns), _any(language.verbs)
    ways = [
        rf"{who}{_BESIDE_A_PRONOUN}{verbs}",
        rf"[وف]?{verbs}{_BESIDE_A_PRONOUN}{who}",
        *([rf"{_any(language.before)} {who}"] if language.before else []),
        *([rf"[وف]?{_any(language.alone)}"] if language.alone else []),
        *([rf"{who} {language.after}"] if language.after else []),
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


@cache
def _verb() -> re.Pattern[str]:
    """A verb of saying in any of the languages, or what stands after whoever is named as a source."""
    verbs = "|".join(f"{one.verbs}|{one.after}" for one in SAYINGS.values())
    return re.compile(rf"(?<!\w)[وف]?{_any(verbs)}(?!\w)")


@cache
def _source() -> re.Pattern[str]:
    """What stands before whoever is named as a source."""
    return re.compile(rf"(?<!\w){_any('|'.join(one.before for one in SAYINGS.values()))}(?: |(?<=ل))")


def _any(listed: str) -> str:
    return f"(?:{'|'.join(map(re.escape, _listed(listed)))})"


def _listed(listed: str) -> list[str]:
    """The alternatives in the form in which wordings are compared, the longest first."""
    return sorted(filter(None, map(normalised_wording, listed.split("|"))), key=len, reverse=True)
