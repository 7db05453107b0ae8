"""Stemming: the words of a text for comparison, folded, without endings and without stop words.

Every word has a stem that depends on nothing but the word, so that it is the same in every text. In a text that tells
its language, a word has another beside it where Snowball has one: texts of one language meet in more forms of a word,
and those that do not tell theirs, or are of two, still meet where the words are the same.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from factcheck.reading.figure.languages import FREQUENT, told_by
from factcheck.reading.word_characters import WORD, clusters

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{WORD}(?:['’]{WORD})*")
_FOLDED = str.maketrans(
    {"’": "'", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "ـ": None, "\u200c": None}
    | dict.fromkeys((*map(chr, range(0x64B, 0x660)), "\u0670"))
)
"""Variants of Arabic and Persian letters and marks, and the zero-width non-joiner."""
LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:[a-z0-9-]{1,63}+\.){1,10}+[a-z]{2,63}+/\S*", re.IGNORECASE)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han."""

STOP_WORDS = frozenset(
    word
    for words in (
        "a an the of in on at to for and or by with from as is are was were be been it its this that",
        "he she his her they them their has had have which who also",
        "der die das und ein eine ist im le la les des du de et un une el los del y en",
        "و در به از که این را با است في فی من على علی ان هذا هذه",
    )
    for word in words.split()
)
_ABBREVIATED = re.compile(
    r"(?<![A-Z][A-Z] )(?<![\w'’.-])(?:WHO|IT|US|OR|IN|ME|LA|DE)(?![\w'’.]\w)(?![\w'’])(?! [A-Z]{2})"
)
"""Abbreviations that are little words in lower case, of organisations and states, where no words around are shouted."""
_ENDINGS = (
    *(("ies", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("edly", "")),
    *(("ed", ""), ("ly", ""), ("ss", "ss"), ("s", "")),
)
_ARABIC_ENDINGS = (
    *("هایشان", "هایمان", "هایتان", "هایش", "هایم", "هایت", "هایی", "های", "ترین"),
    *("ها", "ات", "ون", "ین", "تر"),
)
_PLURALS = (("گران", "گر"), ("مندان", "مند"))
_ARABIC_PREFIXES = ("وال", "بال", "ال")
_SNOWBALL = {
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "pt": "portuguese",
    "ar": "arabic",
    "fa": "persian",
}
"""The languages of which a text tells that it is in them."""
_BY_SCRIPT = (
    (re.compile("[\u0900-\u097f]"), "hindi"),
    (re.compile("[\u0b80-\u0bff]"), "tamil"),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "greek"),
    (re.compile("[\u0400-\u052f]"), "russian"),
    (re.compile("[\u0530-\u058f]"), "armenian"),
)
"""Scripts of which one language is stemmed, whatever language a word is of."""
_AS_SNOWBALL_HAS_THEM = {"arabic": str.maketrans("یک", "يك"), "russian": str.maketrans("ё", "е")}
_VOWEL_SIGNS = re.compile("[\u0900-\u0dff]")
"""Scripts of India, whose marks are no accents."""
_NUKTA = "\u093c"
_ONE_FORM = {
    "portuguese": ((re.compile("[õã]es$"), "ão"), (re.compile(r"(?<=\w\w)([aeóéo])is$"), r"\1l")),
    "arabic": ((re.compile("ه$"), "ة"),),
}
"""Endings that Snowball does not know, each with the one that it knows: plurals of -ão and -al, ة without its dots."""
_SURE = 2
"""Frequent words that tell the language of a text without accents: one may be a name, or part of a link."""
_SHORTEST = 3
_LONGEST_STEM = 60
"""The most characters of a stem that are kept in the index; PostgreSQL takes at most 2,046 bytes a word."""


def is_stop_word(word: str) -> bool:
    """Whether a word in lower case is a stop word."""
    return word in STOP_WORDS


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word in lower case without its most frequent endings, in English and in scripts that tell the language."""
    if word.isascii():
        return _english(word) if word.isalpha() else word.removesuffix("'s").replace(",", "")
    for script, language in _BY_SCRIPT:
        if script.match(word):
            return _snowball(word, language)
    bare = without_accents(word)
    return _english(bare) if bare.isascii() else _arabic(bare)


@lru_cache(maxsize=1 << 16)
def _snowball(word: str, language: str) -> str:
    """The stem of a word in a language by Snowball, without accents; digits of any script as 0-9."""
    if word.isdecimal():
        return _arabic(word)
    spelled = unicodedata.normalize("NFC", word).replace(_NUKTA, "")
    spelled = spelled.translate(_AS_SNOWBALL_HAS_THEM.get(language, {}))
    for ending, known in _ONE_FORM.get(language, ()):
        spelled = ending.sub(known, spelled)
    # a stemmer keeps the word that it is at: each word has one of its own, since threads share this
    found: str = _stemmer(language)().stemWord(spelled)
    return (found if _VOWEL_SIGNS.search(found) else without_accents(found)) or word


@cache
def _stemmer(language: str) -> Any:
    """The class of Snowball's stemmer of a language, in pure Python: what PyStemmer has may be of another version."""
    module = import_module(f"factcheck.reading.sentence.snowball.{language}_stemmer")
    return getattr(module, f"{language.title()}Stemmer")


def without_accents(word: str) -> str:
    """A word without accents and other marks above and below its letters."""
    return "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))


def stems(text: str) -> list[str]:
    """The stems of a text in order, without stop words; pairs of characters in scripts without spaces."""
    return [stem for _, stem in words_with_stems(text)]


def index_stems(text: str) -> list[str]:
    """The stems by which claims are stored and looked up: without those of links, each at most 60 characters."""
    return [stem for _, stem in index_words(text)]


def index_words(text: str) -> list[tuple[str, str]]:
    """The same stems, each with the word that it is of, in lower case."""
    return [(word, stem[:_LONGEST_STEM]) for word, stem in words_with_stems(LINK.sub(" ", text))]


def abbreviations(text: str) -> frozenset[str]:
    """The words in lower case that would be little words, had they no capitals: "WHO", "US"."""
    return frozenset(map(str.lower, _ABBREVIATED.findall(text)))


def plain_stems(text: str) -> list[str]:
    """Of those, the ones that depend on nothing but the word."""
    return [one[:_LONGEST_STEM] for word, one in _plain(_words(LINK.sub(" ", text)))]


def words_with_stems(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text in lower case, each with its stem, in order, without stop words.

    In a text told to be German, Spanish, French, Portuguese, Arabic or Persian, a word comes a second time where it has
    another stem in that language, and the language's frequent words are left out too.
    """
    words, kept = _words(text), abbreviations(text)
    told = told_by(text, words)
    if told not in _SNOWBALL or (text.isascii() and len(FREQUENT[told].intersection(words)) < _SURE):
        yield from _plain(words, kept)
        return
    frequent, language = FREQUENT[told], _SNOWBALL[told]
    for word, plain in _plain((word for word in words if word not in frequent), kept):
        yield word, plain
        if (other := _snowball(word, language)) != plain:
            yield word, other


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower() if text.isascii() else text.lower().translate(_FOLDED))


def _plain(words: Iterable[str], kept: Container[str] = ()) -> Iterator[tuple[str, str]]:
    for word in words:
        if word in STOP_WORDS and word not in kept:
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
    for plural, one in _PLURALS:
        if word.endswith(plural):
            return word[: len(word) - len(plural)] + one
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: len(word) - len(ending)]
    return word
