"""Stemming: the words of a text for comparison, folded, without endings and without stop words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from factcheck.reading.word_characters import WORD, clusters

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{WORD}(?:['’]{WORD})*")
_FOLDED = str.maketrans(
    {"’": "'", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "ـ": None, "\u200c": None}
    | dict.fromkeys((*map(chr, range(0x64B, 0x660)), "\u0670"))
)
"""Variants of Arabic and Persian letters and marks, and the zero-width non-joiner."""
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han."""

_STOP_WORDS = frozenset(
    word
    for words in (
        "a an the of in on at to for and or by with from as is are was were be been it its this that",
        "he she his her they them their has had have which who also",
        "der die das und ein eine ist im le la les des du de et un une el los del y en",
        "و در به از که این را با است في فی من على علی ان هذا هذه",
    )
    for word in words.split()
)
_ENDINGS = (
    *(("ies", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("edly", "")),
    *(("ed", ""), ("ly", ""), ("ss", "ss"), ("s", "")),
)
_ARABIC_ENDINGS = ("هایی", "های", "ها", "ات", "ون", "ین")
_ARABIC_PREFIXES = ("وال", "بال", "ال")
_SHORTEST = 3
_LONGEST_STEM = 60
"""The most characters of a stem that are kept in the index; PostgreSQL takes at most 2,046 bytes a word."""


def is_stop_word(word: str) -> bool:
    """Whether a word in lower case is a stop word."""
    return word in _STOP_WORDS


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word in lower case without its most frequent English, Arabic or Persian endings; other words are unchanged."""
    if word.isascii():
        return _english(word) if word.isalpha() else word.removesuffix("'s").replace(",", "")
    bare = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
    return _english(bare) if bare.isascii() else _arabic(bare)


def stems(text: str) -> list[str]:
    """The stems of a text in order, without stop words; pairs of characters in scripts without spaces."""
    return [stem for _, stem in words_with_stems(text)]


def index_stems(text: str) -> list[str]:
    """The stems by which claims are stored and looked up: without those of links, each at most 60 characters."""
    return [stem[:_LONGEST_STEM] for stem in stems(_LINK.sub(" ", text))]


def words_with_stems(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text in lower case, each with its stem, in order, without stop words."""
    folded = text.lower() if text.isascii() else text.lower().translate(_FOLDED)
    for word in _WORD.findall(folded):
        if word in _STOP_WORDS:
            continue
        if not word.isascii() and _UNSPACED.search(word):
            signs = clusters(word)
            pairs = ["".join(signs[at : at + 2]) for at in range(max(1, len(signs) - 1))]
            yield from zip(pairs, pairs, strict=True)
        else:
            yield word, stem(word)


def _english(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: len(word) - len(ending)] + instead
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST + 1 else word


def _arabic(word: str) -> str:
    """The same for Arabic script, with digits of any script as 0-9; words of other scripts are unchanged."""
    if word.isdecimal():
        return str(int(word)) if len(word) < 30 else word
    for beginning in _ARABIC_PREFIXES:
        if word.startswith(beginning) and len(word) - len(beginning) >= _SHORTEST:
            word = word[len(beginning) :]
            break
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: len(word) - len(ending)]
    return word
