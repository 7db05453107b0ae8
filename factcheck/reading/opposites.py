"""Words with opposites, such as "rose" and "fell", in the language of a text."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from factcheck.reading.denials import denials_in, languages_denying
from factcheck.reading.quote.folding import fold, fold_list
from factcheck.reading.word_characters import WORD

_WORD = re.compile(WORD)
_TABLES = tomllib.loads(files("factcheck.reading").joinpath("words/opposites.toml").read_text("utf-8"))
_PHRASES = {
    language: re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")
    for language, phrases in _TABLES.pop("phrases").items()
}
_Sides = Mapping[str, tuple[str, str]]
"""Words of a language, each with what it is about and the side of that on which it is."""


def _sides() -> Mapping[str, _Sides]:
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for about, languages in _TABLES.items():
        for language, sides in languages.items():
            for side, listed in sides.items():
                found[language] |= dict.fromkeys(fold_list(listed), (about, side))
    return found


_SIDES = _sides()


def opposites_in(text: str, other: str) -> Iterator[tuple[str, str]]:
    """The words, in lower case, by which one text says the opposite of what another says, whatever their languages.

    None where a text has words of both sides, or denies: what it says is not told by its single words then.
    """
    ours, theirs = _said(text), _said(other)
    opposed = [
        (word, theirs[about][1])
        for about, (side, word) in ours.items()
        if side and theirs.get(about, (side,))[0] not in ("", side)
    ]
    if opposed and not denials_in(text) and not denials_in(other):
        yield from opposed


@lru_cache(maxsize=16)
def _said(text: str) -> Mapping[str, tuple[str, str]]:
    """By what they are about, the side that a text takes, "" if it takes both, and its first word for it."""
    found: dict[str, tuple[str, str]] = {}
    languages, plain = languages_denying(text), text.replace("\u200c", "").lower()
    for language in languages:
        if language in _PHRASES:
            plain = _PHRASES[language].sub(" ", plain)
    for word in _WORD.findall(plain):
        if known := _side_of(word, languages):
            about, side = known
            if found.setdefault(about, (side, word))[0] != side:
                found[about] = ("", "")
    return found


@lru_cache(maxsize=16_384)
def _side_of(word: str, languages: tuple[str, ...]) -> tuple[str, str] | None:
    folded = fold(word).casefold()
    return next((_SIDES[name][folded] for name in languages if folded in _SIDES.get(name, ())), None)
