"""Words on a page read by Tesseract, where it is installed: a process of its own, without network, within limits.

Only what `picture` has drawn anew is given to it. Everything here raises UnreadableDocument beside what that raises:
no-tesseract, no-language:<data>, time, crashed.
"""

import csv
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from typing import Any

from factcheck.reading.document.picture import look_at
from factcheck.reading.document.values import Box, MachineText, RenderOptions, TextPlace, UnreadableDocument

_MOST = 12_000_000
"""Pixels of a page that it is given: an A3 sheet with 250 dots an inch."""
_SECONDS = 50
_WORD = "5"
"""The level of a line of its table (TSV) that tells of a word."""
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))

_DATA = dict(
    re.findall(
        r"(\w+):(\w+)",
        "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng "
        "eo:epo es:spa et:est eu:eus fa:fas fi:fin fil:fil fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gu:guj he:heb "
        "hi:hin hr:hrv ht:hat hu:hun hy:hye id:ind is:isl it:ita ja:jpn jv:jav ka:kat kk:kaz km:khm kn:kan ko:kor "
        "ku:kmr ky:kir la:lat lb:ltz lo:lao lt:lit lv:lav mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya "
        "nb:nor ne:nep nl:nld nn:nor no:nor or:ori pa:pan pl:pol ps:pus pt:por ro:ron ru:rus sa:san sd:snd si:sin "
        "sk:slk sl:slv sq:sqi sr:srp su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tr:tur tt:tat ug:uig "
        "uk:ukr ur:urd uz:uzb vi:vie yi:yid yo:yor zh:chi_sim",
    )
)
"""Tesseract's words for its data by language (BCP 47)."""
_OTHER_SCRIPT = {"zh-hant": "chi_tra", "zh-tw": "chi_tra", "zh-hk": "chi_tra", "sr-latn": "srp_latn"}


def data_for(language: str) -> str:
    """Tesseract's word for its data of a language (BCP 47), such as "fas"; English's for "" and where it is unknown."""
    tag = language.casefold().replace("_", "-")
    return _OTHER_SCRIPT.get(tag) or _DATA.get(tag.partition("-")[0], "eng")


def installed_data(program: str) -> list[str]:
    """The languages that a tesseract can read here, in its own words."""
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=True)  # noqa: S603
        return sorted({*told.stdout.decode("utf-8", "replace").split("\n")[1:]} - {"", "osd"})
    return []


def read_words(body: bytes, content_type: str, page: int, language: str) -> MachineText:
    """The words of a page of a picture or PDF in the order of reading, each with its place on the page."""
    program = shutil.which("tesseract")
    if not program:
        raise UnreadableDocument("no-tesseract")
    data = data_for(language)
    if data not in installed_data(program):
        raise UnreadableDocument(f"no-language:{data}")
    seen = look_at(body, content_type, RenderOptions(page, most=_MOST))
    version, *_ = _asked([program, "-v"], b"").splitlines() or [""]
    rows = [*csv.DictReader(_table(program, data, seen.image), delimiter="\t", quoting=csv.QUOTE_NONE)]
    across = max((int(row["width"]) for row in rows if row["level"] == "1"), default=seen.width)
    text, places = _joined(rows, seen.width / across, (seen.width, seen.height))
    return MachineText(text, version, seen.pages, places)


def _table(program: str, data: str, png: bytes) -> list[str]:
    return _asked([program, "stdin", "stdout", "-l", data, "tsv"], png).split("\n")


def _asked(command: list[str], given: bytes) -> str:
    known = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    try:
        told = subprocess.run(  # noqa: S603 - Tesseract, by its path
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
            env={**known, "OMP_THREAD_LIMIT": "1"},
            preexec_fn=_end_with_parent,
        )
    except subprocess.TimeoutExpired as wrong:
        raise UnreadableDocument("time") from wrong
    except (OSError, subprocess.SubprocessError) as wrong:
        raise UnreadableDocument("crashed") from wrong
    return told.stdout.decode("utf-8", "replace")


def _end_with_parent() -> None:
    """Have the system kill it when the worker is killed (Linux); elsewhere its limit of processor time ends it."""
    with suppress(Exception):
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _joined(
    rows: Iterable[dict[str, Any]], scale: float, size: tuple[int, int]
) -> tuple[str, tuple[TextPlace, ...]]:
    """The words as a text, line by line with an empty one between paragraphs, and where each stands."""
    text, places = "", []
    before: tuple[str, ...] = ()
    words = (row for row in rows if row["level"] == _WORD and _bare(row["text"] or ""))
    for line, of_line in groupby(words, lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        text += "" if not before else "\n" if line[:2] == before[:2] else "\n\n"
        before = line
        for number, row in enumerate(of_line):
            text += " " if number else ""
            word = _bare(row["text"])
            places.append(TextPlace(len(text), len(text) + len(word), *_box(row, scale, size)))
            text += word
    return text, tuple(places)


def _bare(word: str) -> str:
    """A word without spaces and without marks of direction."""
    return unicodedata.normalize("NFC", "".join(word.translate(_MARKS).split()))


def _box(row: dict[str, Any], scale: float, size: tuple[int, int]) -> Box:
    """Where a word stands on the page, in whole pixels of it, and within it."""
    x, y, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
    left, top = min(int(x), size[0] - 1), min(int(y), size[1] - 1)
    right, bottom = min(int(x + width) + 1, size[0]), min(int(y + height) + 1, size[1])
    return left, top, max(right - left, 1), max(bottom - top, 1)
