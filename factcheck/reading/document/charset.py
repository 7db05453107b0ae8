"""Decoding bytes to text: the charset, how it was determined, and how well it fits."""

import codecs
import re
from dataclasses import dataclass

from factcheck.reading.document.meta_charset import charset_labels
from factcheck.reading.figure.languages import languages_of

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 comes before UTF-16, since its mark begins with the mark of UTF-16."""

_WIDER_CODECS = {
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "gbk": "gb18030",
    "iso8859-11": "cp874",
}
"""Codecs that cover what the WHATWG Encoding Standard means by names whose Python codecs are narrower."""

_HTTP_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w:.-]{1,40})")
_PRESCANNED = 1_024
"""The bytes at the beginning of a page in which browsers look for its charset before they parse it."""
_SAMPLE = 65_536
_LETTERS_FOR_EACH_BAD = 3
"""The letters of several bytes that a text has to hold for each byte that does not fit, so that it is UTF-8."""
_NOT_ASCII = bytes(range(0x80, 0x100))
_BAD_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoding:
    """The text, its charset by its usual name, its origin ("bom", "http", "meta", "utf-8", "detector"), notes."""

    text: str
    charset: str
    charset_from: str
    notes: tuple[str, ...] = ()


def decode_text(body: bytes, content_type: str, *, markup: bool) -> Decoding:
    """Decode by the byte order mark, or else the HTTP header, the <meta> tag, UTF-8 if it nearly fits, or a guess.

    Only `markup` (HTML, XML) is searched for a charset of its own: in its first 1,024 bytes, and further down before
    guessing. A charset that is named and does not fit gives way to UTF-8 where that fits without a fault. Never raises:
    bytes that do not fit become U+FFFD, and a note is made if those are more than one character in a hundred.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], codec, "bom")
    named = _HTTP_CHARSET.search(content_type)
    if named and (known := codec_named(named[1])):
        return _as_named(body, known, "http")
    if markup and (known := _named_within(body[:_PRESCANNED])):
        return _as_named(body, known, "meta")
    try:
        return Decoding(body.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError as invalid:
        if _is_nearly_utf_8(body, invalid):
            return _decoded(body, "utf-8", "utf-8")
        if markup and (known := _named_within(body[:_SAMPLE])):
            return _decoded(body, known, "meta")
        return _decoded(body, _guessed(body, invalid.start), "detector")


def is_wide(body: bytes, content_type: str) -> bool:
    """Whether the bytes are text in UTF-16 or UTF-32, in which NUL bytes are normal."""
    named = _HTTP_CHARSET.search(content_type)
    by_name = (codec_named(named[1]) or "").startswith("utf-16") if named else False
    return by_name or any(body.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS[1:])


def codec_named(label: str) -> str | None:
    """The Python codec for a label as browsers read it (WHATWG): iso-8859-1 is windows-1252; None if unknown."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    plain = label.strip(" \t\n\f\r").casefold()
    if plain in ("x-mac-cyrillic", "x-mac-ukrainian"):
        return "mac-cyrillic"
    codec = map_encoding_to_html5(plain, fallback_utf8=False)
    return _WIDER_CODECS.get(codec, codec) if codec else None


def _named_within(head: bytes) -> str | None:
    """The charset that the beginning of a page names; never UTF-16, since the name could not be read then."""
    xml = _XML_CHARSET.search(head)
    labels = (*charset_labels(head), *((xml[1].decode("ascii", "replace"),) if xml else ()))
    known = next(filter(None, map(_named_in_page, labels)), None)
    return "utf-8" if known and known.startswith("utf-16") else known


def _named_in_page(label: str) -> str | None:
    return "cp1252" if label.casefold() == "x-user-defined" else codec_named(label)


def _as_named(body: bytes, codec: str, charset_from: str) -> Decoding:
    """Decoded as it is named; as UTF-8 where that fits and what is named does not."""
    named = _decoded(body, codec, charset_from)
    if codec == "utf-8" or "\ufffd" not in named.text:
        return named
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return named
    return Decoding(
        text, "utf-8", "utf-8", (f"said to be {named.charset}, which does not fit; read as utf-8",)
    )


def _is_nearly_utf_8(body: bytes, invalid: UnicodeDecodeError) -> bool:
    """Whether the bytes are UTF-8, but for a bad one here and there, or an end within a letter."""
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    longer = len(text) - len(body.translate(None, _NOT_ASCII)) - bad
    only_cut = invalid.end == len(body) and invalid.reason == "unexpected end of data"
    return longer >= (1 if only_cut else bad * _LETTERS_FOR_EACH_BAD)


def _guessed(body: bytes, first_invalid: int) -> str:
    """The detector's guess from the line of the first invalid byte on; windows-1252 if it cannot tell."""
    from charset_normalizer import from_bytes

    start = max(body.rfind(b"\n", 0, first_invalid) + 1, first_invalid - _SAMPLE // 2)
    sample = body[start : start + _SAMPLE]
    if _is_western(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best and not {"ascii", "cp1252"} & set(best.could_be_from_charset) else "cp1252"


def _is_western(sample: bytes) -> bool:
    """Whether the bytes read as windows-1252 are of a language that is written with the letters that they are then.

    The detector takes short texts of these languages for others: "ã" for "ă", "ñ" for "ń" or "±".
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = {one.lower() for one in text if one > "\x7f"} - _WESTERN_MARKS
    return any(beyond <= _WESTERN.get(name, frozenset()) for name in languages_of(text))


_WESTERN = {
    "de": frozenset("äöüßéèà"),
    "en": frozenset("éèêëàâáäåçñïíöóôøü"),
    "es": frozenset("áéíóúüñç"),
    "fr": frozenset("àâæçéèêëîïôœùûüÿ"),
    "pt": frozenset("áàâãéêíóôõúüç"),
}
"""The letters beyond ASCII of languages, with those of names that are frequent in them."""
_WESTERN_MARKS = frozenset("¿¡ºª«»“”„‘’–—…€£°§·•´\xa0")


def _decoded(body: bytes, codec: str, charset_from: str) -> Decoding:
    text = body.decode(codec, errors="replace")
    bad = text.count("\ufffd")
    notes: tuple[str, ...] = ()
    if bad > len(text) * _BAD_SHARE:
        notes = (f"{bad:,} of {len(text):,} characters could not be read as {_usual_name(codec)}",)
    return Decoding(text, _usual_name(codec), charset_from, notes)


def _usual_name(codec: str) -> str:
    """The usual name of a codec: windows-1252 for cp1252, iso-8859-6 for iso8859-6."""
    plain = codec.casefold().replace("_", "-")
    windows = re.fullmatch(r"cp(125\d|874)", plain)
    if windows:
        return f"windows-{windows[1]}"
    return _USUAL.get(plain, re.sub(r"^iso-?8859", "iso-8859", plain))


_USUAL = {
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "big5hkscs": "big5",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "utf-32-le": "utf-32le",
    "utf-32-be": "utf-32be",
    "mac-roman": "macintosh",
}
