"""Text from outside made safe to keep: NFC, no NUL, plain line ends; and the digests and refs made of it."""

import hashlib
import re
import unicodedata
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

MAX_CLAIM = 10_000
MAX_LINE = 2_000
MAX_PROSE = 100_000
MAX_ENCODED_URL = 25_000
MAX_REF = 80

_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
_REF = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHORT_ID = re.compile(r"[a-z][1-9][0-9]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_MINUS = re.compile(r"(?<![\w)])[-−‐‒–](?=[\d.$€£])")
_FOLDED_MARKS = re.compile("[\u0300-\u0337\u0339-\u036f\u064b-\u065f\u0670]")
"""Accents of Latin, Greek and Cyrillic, and the short vowels of Arabic; not the stroke that makes ≠ of =."""
_FOLDED = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ـ": None, "٪": "%", "٫": ".", "٬": ",", "،": ",", "⁄": "/", "’": "'"}
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
"""What nobody sees within a word; U+200C, which parts words in Persian, is not among it."""
_RAISED = re.compile(r"(?<=\d)([⁰¹²³⁴-⁹]+)")
_APART = re.compile(r"(?<=\d)(?=[₀-₉¼-¾⅐-⅟↉①-⓿❶-➓])")
"""Where a figure ends and another that stands below it, in a circle or as a fraction begins."""
_WITHIN_FIGURE = re.compile(r"(?<=\d)([.,/:'])(?=\d)")
_KEPT_SIGNS = frozenset("%‰‱#@&^§′")
_DROPPED_SIGNS = frozenset("©®℗")
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "٪": "%", "’": "'"}
)
_RESERVED = {
    "factcheck",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def clean(text: str) -> str:
    """NFC with plain line ends and without control characters; a lone surrogate is a ValueError."""
    if text.isascii() and text.isprintable():
        return text
    try:
        text.encode()
    except UnicodeEncodeError as wrong:
        at = wrong.start + 1
        raise ValueError(
            f"character {at} is not valid Unicode; save the text as UTF-8 and try again"
        ) from wrong
    unified = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return unicodedata.normalize("NFC", unified)


MOST_MARKS = 100
"""Marks that may follow on each other: to order more of them (NFC) takes time by the square of their number."""


@cache
def _piled() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    return re.compile(f"[{marks}]{{{MOST_MARKS + 1}}}")


def has_piled_marks(text: str) -> bool:
    """Whether more marks follow on each other than any writing has, so that text is not even read."""
    return not text.isascii() and _piled().search(text) is not None


def one_line(text: str) -> str:
    """The text on one line, its white space collapsed."""
    return " ".join(clean(text).split())


def _prose(text: str) -> str:
    return clean(text).strip()


def _nonempty(text: str) -> str:
    if not text:
        raise ValueError("is empty; say it in words")
    return text


def check_ref(ref: str) -> str:
    """A ref is a slug: it names files and addresses, so nothing that could be a path may enter."""
    if not _REF.fullmatch(ref) or len(ref) > MAX_REF or ref in _RESERVED:
        near = slug(ref)
        raise ValueError(
            f"a ref is lower-case letters, digits and single hyphens, at most {MAX_REF} characters"
            + (f'; "{near}" would do' if near else "")
        )
    return ref


def _short_id(text: str) -> str:
    if not _SHORT_ID.fullmatch(text):
        raise ValueError('an id is a letter and a number, such as "s1" for a source or "e2" for evidence')
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError('a language is a BCP 47 tag such as "en", "ar" or "pt-BR"')
    return text


Line = Annotated[
    str, AfterValidator(one_line), AfterValidator(_nonempty), StringConstraints(max_length=MAX_LINE)
]
"""One line of text, white space collapsed, 1 to 2,000 characters."""

LongUrl = Annotated[
    str,
    AfterValidator(one_line),
    AfterValidator(_nonempty),
    StringConstraints(max_length=MAX_ENCODED_URL),
]
"""An address as it was asked for: one of 8,192 bytes takes three times that once it is percent-encoded."""

ClaimText = Annotated[
    str, AfterValidator(one_line), AfterValidator(_nonempty), StringConstraints(max_length=MAX_CLAIM)
]
"""A claim's wording on one line, 1 to 10,000 characters."""

Prose = Annotated[
    str, AfterValidator(_prose), AfterValidator(_nonempty), StringConstraints(max_length=MAX_PROSE)
]
"""Text that may run over lines, 1 to 100,000 characters."""

Ref = Annotated[str, AfterValidator(check_ref)]
"""A slug that people see: unique on the desk and never reused; a claim gets another only before it is published."""

ShortId = Annotated[str, AfterValidator(_short_id)]
"""A child's id within its claim: s1 (source), c1 (capture), e1 (evidence), v1 (verdict), r1 (review)."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 as 64 lower-case hexadecimal digits."""

Language = Annotated[str, AfterValidator(_language)]
"""A BCP 47 language tag."""


_SLUG_WORD = re.compile(r"[a-z0-9]+(?:(?<=[0-9])[^a-z0-9\s]+(?=[0-9])[a-z0-9]+)*")
"""A word, or a figure with what stands within it, which is never cut: 2.5, 1,200, 3/4."""


def slug(text: str, limit: int = 48) -> str:
    """Lower-case ASCII words of `text` joined by hyphens, cut at a word; empty where most letters are not Latin.

    A figure is kept whole with its minus and per cent, or left out where the cut would part it from what it counts.
    """
    plain = _ascii_words(text)
    if plain is None:
        return ""
    words = [re.sub("[^a-z0-9]+", "-", word) for word in _SLUG_WORD.findall(plain)]
    kept = [words[0][:limit].strip("-")] if words else []
    for word in words[1:]:
        if len("-".join([*kept, word])) > limit:
            while len(kept) > 1 and (kept[-1] == "minus" or not kept[-1].isalpha()):
                kept.pop()
            break
        kept.append(word)
    made = "-".join(kept)
    return f"{made}-claim" if made in _RESERVED else made


def _ascii_words(text: str) -> str | None:
    """The text as ASCII in lower case, no figure joined to another; None where most of its letters are not Latin."""
    apart = _APART.sub(" ", _RAISED.sub(r" \1", _UNSEEN.sub("", text)))
    plain = unicodedata.normalize("NFKD", apart).casefold().translate(_LATIN)
    letters = [letter for letter in plain if letter.isalpha()]
    if sum(map(str.isascii, letters)) * 2 < len(letters):
        return None
    signed = re.sub(r"(?<=\d)\s*%", " percent ", _MINUS.sub(" minus ", plain))
    spelt = re.sub(r"(?<=[a-z])'(?=[a-z])", "", signed)
    return "".join(_ascii_letter(letter) for letter in re.sub(r"(?<=\d)[^\x00-\x7f\d]+(?=\d)", "–", spelt))


def _ascii_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.digit(letter))
    return "" if letter.isalpha() or unicodedata.category(letter)[0] == "M" else "~"


def ref_for(text: str) -> str:
    """The ref proposed for a wording: its slug, or for a script without ASCII letters a short digest."""
    return slug(text) or f"claim-{wording_digest(text)[:8]}"


def normalised_wording(text: str) -> str:
    """Wording as compared for duplicates: compatibility forms, case, accents, punctuation and spacing folded.

    Arabic and Persian letter variants (ي/ی, ك/ک), tatweel, short vowels and all digit systems fold too, and what
    nobody sees goes. What changes the assertion stays: a minus before a figure, currency, per cent, mathematical and
    other signs (#, @, &, °, flags), points and strokes within a figure, figures above the line as a power, and the
    vowel signs and voicing marks of scripts in which they make another word.
    """
    seen = text if text.isascii() else _APART.sub(" ", _RAISED.sub(r"^\1", _UNSEEN.sub("", text)))
    folded = unicodedata.normalize("NFKD", seen).casefold().translate(_FOLDED)
    signed = _MINUS.sub(" − ", _FOLDED_MARKS.sub("", folded))
    parts = _WITHIN_FIGURE.split(signed)
    parts[::2] = [part.translate(_WORDING) for part in parts[::2]]
    return " ".join(" ".join(parts).split())


class _Wording(dict[int, str]):
    """What each character is compared as, found out when it is first met: import digests millions of them."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _wording_letter(chr(code))
        return letter


_WORDING = _Wording()


def _wording_letter(character: str) -> str:
    if character.isascii() and character.isalnum():
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] in "LMN":
        return character
    is_kept = category in ("Sc", "Sm", "So") and character not in _DROPPED_SIGNS
    return f" {character} " if is_kept or character in _KEPT_SIGNS else " "


def wording_digest(text: str) -> str:
    """SHA-256 (hex) of the normalised wording; a text of only signs is digested as it is."""
    return hashlib.sha256((normalised_wording(text) or text).encode()).hexdigest()
