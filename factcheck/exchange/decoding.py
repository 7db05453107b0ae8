"""Bytes from a spreadsheet or a pipe as text; where they are not clearly UTF-8, shown as each encoding would read them.

Nothing is guessed: a wrong guess is stored for ever. UTF-8 and what a byte order mark names is clear; of anything else
a person says what it is.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from factcheck.errors import BadInput, Finding, Remedy
from factcheck.reading.document.charset import codec_named

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 comes before UTF-16, since its mark begins with the mark of UTF-16."""
_WIDE = ("utf-16-le", "utf-16-be")
_SEVEN_BITS = ("iso-2022-jp",)
LIKELY = {
    **{
        f"windows-{page}": f"cp{page}" for page in (1252, 1251, 1256, 1250, 1253, 1254, 1255, 1257, 1258, 874)
    },
    "mac-roman": "mac_roman",
    "mac-cyrillic": "mac_cyrillic",
    "koi8-r": "koi8_r",
    "ibm866": "cp866",
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 5, 6, 7, 8, 9, 15)},
    "shift_jis": "cp932",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "euc-jp": "euc_jp",
    "ibm850": "cp850",
    "ibm437": "cp437",
}
"""Encodings of spreadsheets and terminals by their usual names, the most usual first."""
_SHOWN, _LINES, _WIDTH = 8, 3, 60
_BAD = re.compile("[\udc80-\udcff]+")
_WORD = re.compile(r"[^\W\d_]+")
_REMEDY = Remedy.again("Name the encoding in which every word is right", encoding=None)


def decode(content: bytes, encoding: str | None, where: str) -> str:
    """The text without a byte order mark; BadInput where it is not clear what it is, or not what `encoding` says.

    `where` names the input. The error shows the lines that differ as each likely encoding would read them.
    """
    if encoding is not None:
        return _as_told(content, encoding, where)
    marked = _marked(content)
    if marked is None and (b"\0" in content or b"\x1b$" in content):
        raise _choose(_readings(content, _WIDE if b"\0" in content else _SEVEN_BITS), where)
    try:
        return content.decode(marked or "utf-8")
    except UnicodeDecodeError as wrong:
        if marked not in (None, "utf-8-sig"):
            raise _does_not_fit(content, str(marked), wrong, where) from wrong
        raise _unclear(content, where) from wrong


def _marked(content: bytes) -> str | None:
    """The codec that a byte order mark names."""
    return next((codec for mark, codec in _MARKS if content.startswith(mark)), None)


def _as_told(content: bytes, encoding: str, where: str) -> str:
    codec = LIKELY.get(encoding.casefold()) or codec_named(encoding) or _codec(encoding)
    if codec is None:
        raise BadInput(f'There is no encoding "{encoding}". Usual ones are: utf-8, {", ".join(LIKELY)}.')
    if codec.startswith("utf"):
        codec = _marked(content) or codec
    try:
        return content.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        if codec.startswith("utf-8"):
            raise _unclear(content, where) from wrong
        raise _does_not_fit(content, codec, wrong, where) from wrong


def _codec(name: str) -> str | None:
    """A codec of Python's own for texts: not one of those that escape them."""
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    is_text = codec._is_text_encoding and "escape" not in codec.name
    if not is_text or codec.name in ("idna", "punycode", "undefined"):
        return None
    return codec_named(codec.name) or codec.name


def _does_not_fit(content: bytes, codec: str, wrong: UnicodeDecodeError, where: str) -> BadInput:
    before = content[: wrong.start].decode(codec, "replace").count("\n")
    said = f"cannot be read as {codec}: it holds the bytes {content[wrong.start : wrong.end].hex(' ')}."
    return BadInput.of(where, [Finding("encoding", f"{where} line {before + 1}", said, _REMEDY)])


def _unclear(content: bytes, where: str) -> BadInput:
    """UTF-8 with bad bytes here and there is told by its lines, anything else as the encodings would read it."""
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    bad = sum(map(len, _BAD.findall(text)))
    if sum(letter > "\x7f" for letter in text) - bad < bad:
        return _choose(_readings(content, LIKELY), where)
    findings = [
        Finding("encoding", f"{where} line {number}", _said_of(line), "Mend it and save the text as UTF-8.")
        for number, line in enumerate(_lines(text), 1)
        if _BAD.search(line)
    ]
    return BadInput.of(where, findings)


def _said_of(line: str) -> str:
    """What of a line is not UTF-8, among its neighbours, and what it could be."""
    said = []
    for found in _BAD.finditer(line):
        around = line[max(found.start() - 20, 0) : found.end() + 20]
        shown = around.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        guesses = _grouped(_readings(found.group().encode("utf-8", "surrogateescape"), LIKELY))
        could_be = ", ".join(f'"{lines[0]}" ({names[0]})' for lines, names in guesses[:_SHOWN] if lines)
        said.append(f"“{shown}”" + (f" (the bytes could be {could_be})" if could_be else ""))
    return f"is not UTF-8 at {'; '.join(said)}."


Reading = tuple[str, list[str]]
"""The name of an encoding, and the lines that differ as it reads them."""


def _readings(content: bytes, names: Iterable[str]) -> Iterator[Reading]:
    """What differs, as each of the encodings would read it; without those that cannot, or that read no text."""
    for name in names:
        try:
            text = content.decode(LIKELY.get(name, name))
        except UnicodeDecodeError:
            continue
        lines = [line for line in _lines(text) if line.strip() and (name in _WIDE or not line.isascii())]
        if not any(
            unicodedata.category(letter) in ("Cc", "Cn", "Co") for line in lines for letter in line.strip()
        ):
            yield name, lines


def _lines(text: str) -> list[str]:
    """Lines by their ends alone; Python's own splitting takes other characters for ends too."""
    return re.split("\r\n|[\r\n]", text)


def _grouped(readings: Iterable[Reading]) -> list[tuple[list[str], list[str]]]:
    """The lines of each reading with all the encodings that give it, the likeliest first."""
    names: dict[tuple[str, ...], list[str]] = {}
    for name, lines in readings:
        names.setdefault(tuple(lines), []).append(name)
    return sorted(((list(lines), given) for lines, given in names.items()), key=lambda one: _oddness(one[0]))


def _choose(readings: Iterator[Reading], where: str) -> BadInput:
    found = _grouped(readings)[:_SHOWN]
    message = f"{where} is not clearly UTF-8; nothing was stored."
    if not found:
        return BadInput(f"{message} No usual encoding reads it as text either. Save it as UTF-8.")
    findings = [
        Finding("encoding", ", ".join(names), " / ".join(map(_short, lines[:_LINES])))
        for lines, names in found
    ]
    return BadInput(message, findings, [_REMEDY])


def _short(line: str) -> str:
    first = next((at for at, letter in enumerate(line) if not letter.isascii()), 0)
    start = max(0, min(first - 20, len(line) - _WIDTH))
    return f"{'…' if start else ''}{line[start : start + _WIDTH]}{'…' if len(line) > start + _WIDTH else ''}"


def _oddness(lines: Iterable[str]) -> int:
    """How much speaks against a reading: scripts and cases mixed in a word, words of accents alone, signs in words."""
    text = "\n".join(lines)[:20_000]
    signs = len(re.findall(r"[^\x00-\x7f\w\s‘’“”„«»–—…¿¡€£°§،؛؟‌।。、「」・]", text))
    return signs + sum(map(_oddness_of, _WORD.findall(text)))


def _oddness_of(word: str) -> int:
    latin = [letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in word]
    mixed = 3 * (any(latin) and not all(latin))
    turned = sum(one.islower() and other.isupper() for one, other in pairwise(word))
    accents = len(word) > 2 and all(latin) and not any(map(str.isascii, word))
    return mixed + turned + accents
