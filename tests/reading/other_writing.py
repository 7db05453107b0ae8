"""The same words written otherwise, and words that are not the same: what the gate of the quotes is made of."""

import re
import unicodedata
from collections.abc import Callable, Iterator

Rewriting = Callable[[str], str]


def _swap(old: str, new: str) -> Rewriting:
    """Each of the characters `old` as `new`."""
    return lambda text: re.sub(f"[{old}]", new, text)


def _each(pattern: str, new: str) -> Rewriting:
    return lambda text: re.sub(pattern, new, text)


def _digits(zero: str) -> Rewriting:
    return lambda text: "".join(chr(ord(zero) + int(one)) if one.isdecimal() else one for one in text)


def _shifted(first: int, letters: str) -> Rewriting:
    return lambda text: "".join(
        chr(first + letters.index(one)) if one in letters and one.isascii() else one for one in text
    )


_LETTERS = "".join(map(chr, range(0x21, 0x7F)))
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_DOUBLE, _SINGLE, _DASH = '"“”„«»', "'‘’", "—–"

REWRITINGS: dict[str, Rewriting] = {
    "straight double quotation marks": _swap(_DOUBLE, '"'),
    "straight single quotation marks": _swap(_DOUBLE, "'"),
    "curly marks for double ones": _swap(_DOUBLE, "”"),
    "low and high marks": _swap(_DOUBLE, "„"),
    "straight apostrophes": _swap(_SINGLE, "'"),
    "curly apostrophes": _swap(_SINGLE, "’"),
    "opening marks for apostrophes": _swap(_SINGLE, "‘"),
    "letter apostrophes": _swap(_SINGLE, "ʼ"),
    "grave accents for apostrophes": _swap(_SINGLE, "`"),
    "acute accents for apostrophes": _swap(_SINGLE, "´"),
    "full-width apostrophes": _swap(_SINGLE, "＇"),
    "primes for apostrophes": _swap(_SINGLE, "′"),
    "two marks for a double one": _swap(_DOUBLE, "''"),
    "short dashes": _swap("—", "–"),
    "long dashes": _each(" [–-] ", " — "),
    "dashes without spaces": _each(" ([—–]) ", r"\1"),
    "two hyphens for a dash": _each(" — ", " -- "),
    "a hyphen for a dash": _each(" — ", " - "),
    "bars for dashes": _swap("—", "―"),
    "typographic hyphens": _each(r"(?<=\w)-(?=\w)", "‐"),
    "hyphens that do not break": _each(r"(?<=\w)-(?=\w)", "‑"),
    "short dashes for hyphens": _each(r"(?<=\w)-(?=\w)", "–"),
    "hyphens in spans": _each(r"(?<=\d)–(?=\d)", "-"),
    "minus signs": _each(r"(?<!\w)-(?=\d)", "−"),
    "three stops for an ellipsis": _swap("…", "..."),
    "stops with spaces for an ellipsis": _swap("…", ". . ."),
    "spaces that do not break": _swap(" ", "\u00a0"),
    "thin spaces": _swap(" ", "\u2009"),
    "narrow spaces": _swap(" ", "\u202f"),
    "ideographic spaces": _each(r"(?<=[^\d ]) (?=[^\d ])", "\u3000"),
    "double spaces": _each(r"(?<=[^\d ]) (?=[^\d ])", "  "),
    "line breaks": _each(r"(?<=[^\d ]) (?=[^\d ])", "\n"),
    "line ends of Windows": _each(r"(?<=[^\d ]) (?=[^\d ])", "\r\n"),
    "tabs": _each(r"(?<=[^\d ]) (?=[^\d ])", "\t"),
    "zero-width spaces beside spaces": _swap(" ", " \u200b"),
    "zero-width joiners within words": _each(r"(?<=[^\W\d_])(?=[^\W\d_])", "\u200d"),
    "soft hyphens within words": _each(r"(?<=[^\W\d_]{3})(?=[^\W\d_]{3})", "\u00ad"),
    "word joiners within words": _each(r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})", "\u2060"),
    "byte order marks": lambda text: f"\ufeff{text}",
    "direction marks around words": _each(r"([^\W\d_]+)(?= )", "\u200f\\1\u200e"),
    "isolated direction": lambda text: f"\u2067{text}\u2069",
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "composed letters": lambda text: unicodedata.normalize("NFC", text),
    "full-width letters": _shifted(0xFF01, _LETTERS),
    "mathematical letters": _shifted(0x1D41A, _SMALL),
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ"),
    "Arabic presentation forms": lambda text: text.replace("لا", "ﻻ").replace("م", "ﻣ"),
    "Arabic digits": _digits("٠"),
    "Persian digits": _digits("۰"),
    "Devanagari digits": _digits("०"),
    "ASCII digits": _digits("0"),
    "full-width digits": _digits("０"),
    "Arabic yeh and kaf": lambda text: text.replace("ی", "ي").replace("ک", "ك"),
    "Persian yeh and kaf": lambda text: text.replace("ي", "ی").replace("ك", "ک"),
    "alef maksura for yeh": lambda text: text.replace("ي", "ى"),
    "stretched words": _each("(?<=[بتسمنلهی])(?=[بتسمنلهی])", "ـ"),
    "short vowels": _each("(?<=[بتسمنل])", "\u064e"),
    "a Latin comma for the Arabic": lambda text: text.replace("،", ",").replace("؛", ";"),
    "a Latin sign for the Arabic per cent": lambda text: text.replace("٪", "%"),
    "a space for a non-joiner": lambda text: text.replace("\u200c", " "),
    "nothing for a non-joiner": lambda text: text.replace("\u200c", ""),
    "spaces before high marks": _each(r"(?<=\w)([;:!?»])(?=\s|$)", "\u00a0\\1"),
}
"""Ways to write a text that say nothing else; either of page and quote may be written so."""

FOR_QUOTES: dict[str, Rewriting] = {
    "a small first letter": lambda text: text[:1].lower() + text[1:],
    "a capital first letter": lambda text: text[:1].upper() + text[1:],
    "quotation marks around it": lambda text: f"“{text}”",
    "a full stop at its end": lambda text: text.rstrip(".”» ") + ".",
    "a comma and marks at its end": lambda text: f'"{text.rstrip(".”» ")},"',
}
"""What only a quote may have: how it begins and ends in somebody's own text."""

FOR_PAGES: dict[str, Rewriting] = {
    "reference marks": _each(r"(?<=[^\W\d_]{4})(?= )", "[12]"),
    "raised reference marks": _each(r"(?<=[.,;:])(?=\s)", "¹²"),
    "words broken at line ends": _each(r"(?<=[a-zà-ÿа-я]{4})(?=[a-zà-ÿа-я]{4})", "-\n"),
    "no space after a stop": _each(r"(?<=[^\W\d_][.,;]) (?=[^\W\d_])", ""),
    "capitals": lambda text: text.upper() if "ß" not in text and "ŉ" not in text else text,
}
"""What only a page may have."""


# Words that are not the same


NEGATIONS = {
    "german": "nicht",
    "french": "jamais",
    "spanish": "no",
    "russian": "не",
    "arabic": "لا",
    "persian": "نه",
    "hebrew": "לא",
    "chinese": "不",
    "japanese": "ない",
}
_NEGATIVE = re.compile(
    r"\b(?:not|never|no|nobody|won’t|nicht|kein\w*|ne|n’(?=\w)|pas|jamais|rien|ningún|ни\w+|не|никогда|لا|لم|لن|נه|לא|מעולם|هیچ\w*)\b\s?"
    r"|(?<= )ن(?=می)|[不没]|從未|从未|(?<=通し)ない"
)
_NAME = re.compile(r"(?<=[\w,] )[A-ZÉÀ-ÞА-Я][\w’'-]+")
_OTHER_NAME = {"А": "Кузьмин"}
_NUMBER = re.compile(r"[-−]?\d+(?:[.,٫٬]\d+)*")


def _replaced(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def other_figures(text: str) -> Iterator[str]:
    """Each number changed: a digit, a digit more, a digit less, its sign, its separator."""
    for found in _NUMBER.finditer(text):
        number = found[0]
        for at in (at for at, one in enumerate(number) if one.isdecimal()):
            other = chr(ord(number[at]) - int(number[at]) + (int(number[at]) + 3) % 10)
            yield _replaced(text, found, number[:at] + other + number[at + 1 :])
        yield _replaced(text, found, number + number[-1])
        yield _replaced(text, found, number[-1] + number.lstrip("-"))
        yield _replaced(text, found, f"-{number.lstrip('-')}" if number[0] != "-" else number[1:])
        yield _replaced(
            text, found, number.replace(",", ".").replace("٬", ".") if "," in number else f"{number},5"
        )
    yield from (
        text.replace(one, other, 1)
        for one, other in (("%", "‰"), ("%", ""), ("£", "$"), ("million", "billion"))
    )
    yield from (text.replace(one, other, 1) for one, other in (("三", "五"), ("千", "万"), ("億", "万")))


def other_denials(text: str, page: str) -> Iterator[str]:
    """Each denial left out, and one put between any two words."""
    for found in _NEGATIVE.finditer(text):
        if found.start() > 0 and found.end() < len(text):
            yield _replaced(text, found, "")
    word = NEGATIONS.get(page, "not")
    for space in re.finditer(r"(?<=\w) (?=\w)", text):
        yield _replaced(text, space, f" {word} ")
    if " " not in text:
        yield from (
            text[:at] + word + text[at:] for at in range(2, len(text) - 2) if text[at - 1 : at + 1].isalpha()
        )


def other_names(text: str) -> Iterator[str]:
    """Each name swapped, shortened, lengthened, or written as a common word."""
    for found in _NAME.finditer(text):
        name = found[0]
        yield _replaced(text, found, "Zamfirescu")
        yield _replaced(text, found, f"Mc{name}")
        yield _replaced(text, found, name + "s")
        if len(name) > 3:
            yield _replaced(text, found, name[:-1])
            yield (
                _replaced(text, found, name[0] + name[2] + name[1] + name[3:]) if name[1] != name[2] else name
            )
        yield _replaced(text, found, name.lower())


def other_words(text: str) -> Iterator[str]:
    """Each word within left out, doubled or turned round, each two neighbours swapped or written as one.

    Of a quote with something left out, one piece at a time.
    """
    pieces = _DOTS.split(text)
    for number, piece in enumerate(pieces):
        for other in _other_words(piece.split()):
            yield "".join([*pieces[:number], other, *pieces[number + 1 :]])


_DOTS = re.compile(r"(\s*(?:\[…\]|\[\.\.\.\]|\(…\)|…|\.\.\.)\s*)")


def _other_words(words: list[str]) -> Iterator[str]:
    for at in range(1, len(words) - 1):
        if words[at].strip("—–-|&") and words[at - 1].strip("«") and words[at + 1].strip("»"):
            yield " ".join([*words[:at], *words[at + 1 :]])
            yield " ".join([*words[:at], words[at], *words[at:]])
            yield " ".join([*words[:at], words[at][::-1], *words[at + 1 :]])
    for at in range(1, len(words)):
        yield " ".join([*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]])
        if words[at - 1][-1:].isalpha() and words[at][:1].isalpha() and words[at - 1] != "نمی":
            yield " ".join([*words[: at - 1], words[at - 1] + words[at], *words[at + 1 :]])
