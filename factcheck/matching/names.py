"""The names in a claim, recognised by their capitals."""

import re
from collections.abc import Sequence

from factcheck.reading.denials import denies
from factcheck.reading.figure.figures import Figure
from factcheck.reading.figure.languages import COMMON_WORDS
from factcheck.reading.quote.folding import fold
from factcheck.reading.sentence.stemming import is_stop_word

_NAME = re.compile(r"[^\W\d_](?:[\w'’&.-]*[^\W_])?")


def find_names(claim: str, figures: Sequence[Figure] = ()) -> tuple[str, ...]:
    """The capitalised words of a claim in order, each once, without those within `figures`, such as months.

    The first word of a claim counts as a name too, unless it is a frequent word of a language that we know, or denies.
    Scripts without capitals have no names.
    """
    found = (
        word[0].removesuffix("'s").removesuffix("’s")
        for word in _NAME.finditer(claim)
        if word[0][0].isupper()
        and not any(one.start <= word.start() < one.end for one in figures)
        and (word.start() or not _is_frequent(word[0]))
    )
    return tuple(dict.fromkeys(name for name in found if name and not is_stop_word(name.lower())))


def _is_frequent(word: str) -> bool:
    return word.lower() in COMMON_WORDS or denies(fold(word))


def names_in(known: Sequence[str], passage: str) -> tuple[str, ...]:
    """The names that occur in the passage as whole words, with their capitals."""
    return tuple(name for name in known if name in passage and _is_whole_word(name, passage))


def _is_whole_word(name: str, passage: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", passage) is not None
