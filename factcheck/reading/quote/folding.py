"""Text split into words and marks, each folded so that typographic variants compare equal.

Folded: variants of quotation marks and apostrophes, dashes, ellipses, white space, invisible characters, compatibility
forms (Unicode NFKC: ligatures, full width, Arabic presentation forms), NFC and NFD, digits of all scripts, Arabic and
Persian letter variants, tatweel, short vowels of Arabic and points of Hebrew, reference marks such as [3].
Not folded: case, accents, ة and ه, hamza, superscripts that are exponents, fractions, circled figures, spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from factcheck.reading.quote.word_joints import Joint


class FoldedWord(NamedTuple):
    """One word of a token: folded, with its offsets in the token, and how it is joined to the word before it."""

    word: str
    begin: int
    end: int
    joint: Joint


HYPHENS = "-‐‑‒–−⁃־﹣－"
"""Characters that join two words, or the ends of a span, if no space separates them."""

_DASHES = f"{HYPHENS}—―⸺⸻﹘⹀〜～"
_INVISIBLES = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_BREAKS = "\u200b\u200c"
"""Zero-width space and non-joiner: some words are spelled together, apart, or with one of these."""

_APOSTROPHES = "'’ʼ‘‛＇`´′ʹ"
_QUOTES = f'{_APOSTROPHES}"“”„‟‚«»‹›〝〞〟「」『』＂'
_THIN = " \u00a0\u2009\u202f"

_REPLACED = {
    **dict.fromkeys(_QUOTES, "'"),
    **dict.fromkeys(HYPHENS, "-"),
    **dict.fromkeys(_THIN, " "),
    **dict.fromkeys("يى", "ی"),
    **dict.fromkeys("ك", "ک"),
    **dict.fromkeys("ەہھۀۂ", "ه"),
    **dict.fromkeys("٬،﹐，", ","),
    **dict.fromkeys("٫۔。｡", "."),
    **dict.fromkeys("؛", ";"),
    **dict.fromkeys("؟", "?"),
    **dict.fromkeys("٪﹪", "%"),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("…⋯", "…"),
    "ـ": "",
}
_MEANINGFUL = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")
"""Compatibility forms that mean something else than their plain form: 10² is not 102."""

_SHORT_VOWELS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
_INVISIBLE = re.compile(f"[{_INVISIBLES}\U000e0000-\U000e01ef]")
_IGNORED = re.compile("[\u00ad\u034f\u061c\u180e\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Invisible characters that never divide a word."""
_REMOVED = re.compile(f"[{_INVISIBLES}\U000e0000-\U000e01ef{_SHORT_VOWELS}]")
_LINE_BROKEN = re.compile(f"[{HYPHENS}\u00ad][ \t]*\r?[\n\u2028][ \t\u00a0]*")
_ANY_DASH = re.compile(f"[{_DASHES}]")
_SIMPLE = re.compile(r"[A-Za-z]?[a-z0-9]+|[A-Z]+|[0-9]+(?:[.,:/][0-9]+)*|[!#-&(-/:-@\\-^{-~]")


@lru_cache(maxsize=64)
def token_pattern(marks: str) -> re.Pattern[str]:
    """The pattern of one token (a word, a number or a mark) in a text that contains these combining marks."""
    letter = rf"[\w{re.escape(marks)}]"
    tail = rf"(?:[\w{re.escape(marks)}{_INVISIBLES}]*{letter})?"
    sign = rf"(?:(?<![\w)\]%])(?:[{HYPHENS}]|−[{_THIN}])(?=[.,]?\d))?"
    point = r"(?:(?<![\w.,)])[.,])?"
    number = rf"{sign}{point}(?:\d{{1,3}}(?:[{_THIN}]\d{{3}})+(?!\d)|\d+)(?:[.,:/'’٫٬،·⁄，．：／]\d+)*{tail}"
    word = rf"(?:{number}|{letter}{tail})(?:[{_INVISIBLES}]*[{_APOSTROPHES}][{_INVISIBLES}]*{letter}{tail})*"
    return re.compile(
        rf"…|\.(?:[ \u00a0]?\.){{2,}}"
        rf"|{word}|[{_QUOTES}]+|[^\s{re.escape(_DASHES)}{_INVISIBLES}]"
    )


def folded_words(token: str) -> tuple[FoldedWord, ...]:
    """The folded words of a token; none if it is a reference mark or holds only ignored characters."""
    if _SIMPLE.fullmatch(token):
        return (FoldedWord(token, 0, len(token), Joint.GLUED),)
    if _IGNORED.search(token):
        return _words_around_ignored(token)
    word_starts = _word_starts(token)
    ends = [begin for begin, _ in word_starts[1:]] + [len(token)]
    made = (
        FoldedWord(fold(token[at:end]), at, end, joint)
        for (at, joint), end in zip(word_starts, ends, strict=True)
    )
    said = [part for part in made if part.word]
    return (said[0]._replace(begin=0), *said[1:]) if said else ()


def _words_around_ignored(token: str) -> tuple[FoldedWord, ...]:
    """The words of a token that contains ignored characters."""
    kept = [at for at, character in enumerate(token) if not _IGNORED.match(character)]
    if not kept:
        return ()
    bare = "".join(token[at] for at in kept)
    return tuple(
        part._replace(begin=kept[part.begin], end=kept[part.end - 1] + 1) for part in folded_words(bare)
    )


def fold(word: str) -> str:
    """A token, folded. It must not be empty."""
    if word[0] in ".…" and len(word) > 1 and not word[-1].isalnum():
        return "…"
    if len(word) > 1 and all(character in _QUOTES for character in word):
        return "'"
    if word.isascii():
        return word.replace("`", "'").replace('"', "'")
    if word[0] == "−" and word[1:2] in _THIN:
        word = word[0] + word[2:]
    folded = unicodedata.normalize("NFC", word).translate(_TABLE)
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def fold_list(listed: str) -> frozenset[str]:
    """The words of a list, parted by spaces, folded and without their case."""
    return frozenset(fold(word).casefold() for word in listed.split())


def is_word(word: str) -> bool:
    """Whether a folded token is a word or a number rather than a mark. It must not be empty."""
    return word[0].isalnum() or word[-1].isalnum()


def fold_lightly(text: str) -> str:
    """A text with white space, invisible characters, digits and NFC folded: all in which a short quote may differ."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join("".join(map(_digit, bare)).split())


def joint_of(text: str, last: int, start: int) -> Joint:
    """How the word that begins at `start` is joined to the one that ended at `last` (offsets in code points)."""
    gap = text[last:start]
    if _LINE_BROKEN.fullmatch(gap) and _goes_on(text, last, start):
        return Joint.BROKEN
    bare = _INVISIBLE.sub("", gap)
    if _ANY_DASH.search(bare):
        glued = len(bare) == 1 and bare in HYPHENS
        return Joint.HYPHEN if glued else Joint.DASH
    return Joint.SPACE if any(map(str.isspace, bare)) else Joint.GLUED


def _goes_on(text: str, last: int, start: int) -> bool:
    """Whether a word continues after the line break: letters on both sides, the second not a capital."""
    return (
        0 < last < start < len(text)
        and text[last - 1].isalpha()
        and text[start].isalpha()
        and (not text[start].isupper())
    )


class _Table(dict[int, str]):
    """Each character folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_TABLE = _Table()


def _folded(character: str) -> str:
    if character in _REPLACED:
        return _REPLACED[character]
    if _REMOVED.match(character):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    form = unicodedata.decomposition(character)
    if not form.startswith("<") or form.startswith(_MEANINGFUL):
        return character
    plain = "".join(unicodedata.normalize("NFKC", character).split())
    return plain if plain == character else plain.translate(_TABLE)


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


# Tokens that hold several words


_ELIDED = re.compile("[lLjJdmtsc]|[Qq]u|[Ll]orsqu|[Pp]uisqu|jusqu|quoiqu|dall|[Nn]ell|dell|[Ss]ull")
"""Short words that French and Italian elide and join to the next word; never n', which is a negation."""
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}](?=\\w)")

_NUMERALS = "〇一二三四五六七八九十百千万萬億亿兆"
_KANA = "\u3099\u309a\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"
_UNSPACED = (
    f"{_NUMERALS}\u3005-\u3007\u3040-\u3096\u309d-\u309f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_STACKED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Scripts written without spaces: Han and Hiragana; Thai, Lao, Burmese and Khmer, with combining signs."""

_RUN = re.compile(
    rf"[{_NUMERALS}]+|[{_UNSPACED}][\u3099\u309a]?|[{_KANA}]+|[{_STACKED}][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece"
    rf"\u102b-\u103e\u1056-\u1059\u17b6-\u17d3]*|[^{_UNSPACED}{_KANA}{_STACKED}]+"
)


def _word_starts(token: str) -> list[tuple[int, Joint]]:
    """The offsets at which the words of a token begin, in order, each with its joint to the word before."""
    found = {0: Joint.GLUED}
    if (apostrophe := _APOSTROPHE.search(token, 1)) and (joint := _elision(token, apostrophe.start())):
        found[apostrophe.end()] = joint
    for at in range(1, len(token)):
        if token[at - 1] in _BREAKS:
            found[at] = Joint.SOFT
        elif _runs_on(token, at):
            found[at] = Joint.RUN_ON
    for run in _RUN.finditer(token) if not token.isascii() else ():
        found.setdefault(run.start(), Joint.GLUED)
    return sorted(found.items())


def _elision(token: str, at: int) -> Joint | None:
    """The joint at this apostrophe if an elided word ends there; None if not, as names are not divided there."""
    head = fold(token[:at])
    if token.isupper():
        return Joint.SOFT if _ELIDED.fullmatch(head.lower()) else None
    if not _ELIDED.fullmatch(head):
        return None
    return Joint.GLUED if token[at + 1].islower() else Joint.SOFT


def _runs_on(token: str, at: int) -> bool:
    """Whether a space between two words was lost here: endThe, 2012The, المدينةوقال."""
    before, after = token[at - 1], token[at]
    if before == "ة":
        return after.isalpha()
    if not after.isupper():
        return False
    return before.islower() or (before.isdecimal() and token[at + 1 : at + 2].islower())
