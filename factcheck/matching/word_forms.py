"""Words that mean the same in another form: of one family, or a name and its initials."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

BEGINNING = 4
"""Letters that words of one family share at least at their beginning."""

_SHARED = 0.6
"""The part of the longer of two words (0 to 1) that words of one family share at least at their beginning."""

_FEWEST_INITIALS = 3
_SHORTEST_HALF = 3


def families(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The words by their beginnings; those that are too short, or not of letters alone, are left out."""
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= BEGINNING and word.isalpha():
            found.setdefault(word[:BEGINNING], []).append(word)
    return found


def akin(word: str, other: str) -> bool:
    """Whether two words with the same beginning are of one family, as "immigrant" and "immigration"."""
    shared = next((at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), None)
    least = min(len(word), len(other)) if shared is None else shared
    return least >= _SHARED * max(len(word), len(other))


def spelling(initials: str, parts: Iterable[Sequence[str]]) -> Sequence[str]:
    """The words in a row whose first letters are these initials; none for fewer than three initials."""
    if len(initials) < _FEWEST_INITIALS:
        return ()
    for words in parts:
        at = "".join(word[0] for word in words).find(initials)
        if at >= 0:
            return words[at : at + len(initials)]
    return ()


def halves(word: str, known: Container[str]) -> Iterator[tuple[str, str]]:
    """The pairs of known words, each of three letters or more, that make a word when written as one."""
    for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        if word[:at] in known and word[at:] in known:
            yield word[:at], word[at:]
