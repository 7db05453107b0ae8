"""Text from outside made safe to keep: NFC, no NUL, plain line ends; and the digests and refs made of it."""

import hashlib
import re
import unicodedata
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
_MINUS = re.compile(r"(?<![\w)])[-−](?=[\d.$€£])")
_FOLDED_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
"""Accents of Latin, Greek and Cyrillic, and the short vowels of Arabic."""
_FOLDED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": None})
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
"""A slug that people see: unique on the desk, never reused, never changed."""

ShortId = Annotated[str, AfterValidator(_short_id)]
"""A child's id within its claim: s1 (source), c1 (capture), e1 (evidence), v1 (verdict), r1 (review)."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 as 64 lower-case hexadecimal digits."""

Language = Annotated[str, AfterValidator(_language)]
"""A BCP 47 language tag."""


def slug(text: str, limit: int = 48) -> str:
    """Lower-case ASCII words of `text` joined by hyphens, cut at a word; empty where no ASCII word remains."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:limit]
        if len(longer) > limit:
            break
        made = longer
    return f"{made}-claim" if made in _RESERVED else made


def ref_for(text: str) -> str:
    """The ref proposed for a wording: its slug, or for a script without ASCII letters a short digest."""
    return slug(text) or f"claim-{wording_digest(text)[:8]}"


def normalised_wording(text: str) -> str:
    """Wording as compared for duplicates: compatibility forms, case, accents, punctuation and spacing folded.

    Arabic and Persian letter variants (ي/ی, ك/ک), tatweel, short vowels and all digit systems fold too. What
    changes the assertion stays: a minus before a figure, currency, per cent and other mathematical signs,
    and the vowel signs and voicing marks of scripts in which they make another word.
    """
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDED)
    signed = _MINUS.sub(" − ", _FOLDED_MARKS.sub("", folded))
    return " ".join(signed.translate(_WORDING).split())


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
    return f" {character} " if category in ("Sc", "Sm") or character in "%‰" else " "


def wording_digest(text: str) -> str:
    """SHA-256 (hex) of the normalised wording; a text of only signs is digested as it is."""
    return hashlib.sha256((normalised_wording(text) or text).encode()).hexdigest()
