"""The names in a claim, as far as capitals tell them."""

import re
from collections.abc import Sequence

from factcheck.reading.figure.figures import Figure
from factcheck.reading.sentence.stemming import is_stop_word

_NAME = re.compile(r"[^\W\d_](?:[\w'’&.-]*[^\W_])?")


def find_names(claim: str, figures: Sequence[Figure] = ()) -> tuple[str, ...]:
    """The capitalised words of a claim in order, each once, save those of its dates.

    The first word of a claim is taken for a name as well, unless it is one of the commonest words. Scripts without
    capitals have none.
    """
    found = (
        word[0].removesuffix("'s").removesuffix("’s")
        for word in _NAME.finditer(claim)
        if word[0][0].isupper() and not any(one.start <= word.start() < one.end for one in figures)
    )
    return tuple(dict.fromkeys(name for name in found if name and not is_stop_word(name.lower())))


def names_in(known: Sequence[str], passage: str) -> tuple[str, ...]:
    """Those names that stand in the passage as whole words, with their capitals."""
    return tuple(name for name in known if name in passage and _stands_alone(name, passage))


def _stands_alone(name: str, passage: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", passage) is not None
