"""The title, byline and date in the first lines of an article, as proposals for a person to confirm."""

import re
from collections.abc import Sequence
from itertools import islice

from factcheck.reading.document.metadata import edtf_date
from factcheck.reading.document.plain_text import one_line
from factcheck.reading.figure.figures import find_figures
from factcheck.reading.figure.values import Figure, FigureKind
from factcheck.reading.sentence.sentences import split_sentences

_LINES = 8
_LONGEST_TITLE, _SHORT_LINE = 160, 80
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_MARKS = re.compile(r"^[#>*_\s]+|[*_\s]+$")
_BY = re.compile(
    r"(?:by|von|par|por|di|door|av|af|بقلم|نویسنده)[:\s]\s*(?P<who>(?:[^.!?…]|\.(?=\s*[^\s\d])){2,80})",
    re.IGNORECASE,
)
_ROLE_OR_DAY = re.compile(r"\s*[,|·;(–—]|\s-\s")
_DAY = re.compile(r"(?:\s*[,|·;(–—]|\s-\s)[^,|·;(–—]*\d.*")
_WITHIN_NAMES = (
    *(
        "and",
        "und",
        "y",
        "e",
        "et",
        "og",
        "och",
        "en",
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "di",
        "du",
        "la",
        "le",
    ),
    *("los", "van", "von", "der", "den", "ten", "ter", "zu", "bin", "ibn", "al", "el"),
)
_SENTENCE = re.compile(r"[.!?…。！？؟۔।][\"'”’»›)\]]*$")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 3
"""The most words beside a date in a dateline, such as the day of the week."""


def propose_from_text(text: str) -> dict[str, str]:
    """The title, byline and published_on (EDTF) found in the first eight lines with words. Never raises."""
    lines = [_MARKS.sub("", line[0]) for line in islice(_LINE.finditer(text), _LINES)]
    said = {
        "title": _title(lines),
        "byline": next(filter(None, map(_byline, lines[1:])), ""),
        "published_on": next(filter(None, map(_date, lines)), ""),
    }
    return {name: value for name, value in said.items() if value}


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the text, or on which day or in which month, and nothing else."""
    line = _MARKS.sub("", line)
    return bool(_byline(line) or _date(line))


def _byline(line: str) -> str:
    """Who wrote the text, with what they are, where a line says so; "" where what follows is no name."""
    found = _BY.fullmatch(line)
    who = _DAY.sub("", found["who"]).strip() if found else ""
    names = _ROLE_OR_DAY.split(who)[0].split()
    named = all(_is_of_a_name(word) for word in names) and any(map(_WORD.search, names))
    return who if named else ""


def _is_of_a_name(word: str) -> bool:
    return word.casefold() in _WITHIN_NAMES or not (word[0].islower() or any(map(str.isdigit, word)))


def _title(lines: Sequence[str]) -> str:
    """The first line with a word that is no date; if it is long, its first sentence, cut at a word."""
    first = one_line(next((line for line in lines if _WORD.search(line) and not _date(line)), ""))
    if len(first) > _LONGEST_TITLE:
        first = split_sentences(first)[0].text
    if len(first) > _LONGEST_TITLE:
        first = f"{first[:_LONGEST_TITLE].rpartition(' ')[0] or first[:_LONGEST_TITLE]}…"
    return first


def _date(line: str) -> str:
    """The day or month of a line that contains little else; "" if the date is ambiguous, or the line a sentence."""
    if len(line) > _SHORT_LINE or _SENTENCE.search(line):
        return ""
    dates = [one for one in find_figures(line) if one.kind is FigureKind.DATE]
    if len(dates) != 1:
        return ""
    beside = line[: dates[0].start] + line[dates[0].end :]
    return _edtf(dates[0]) if len(_WORD.findall(beside)) <= _MOST_WORDS else ""


def _edtf(figure: Figure) -> str:
    """A date figure as a day or a month in EDTF; "" for a year alone, which is too often something else."""
    low, high = f"{figure.low:08}", f"{figure.high:08}"
    if low[:4] == "0000":
        return ""
    if low == high:
        return edtf_date(f"{low[:4]}-{low[4:6]}-{low[6:]}")
    return f"{low[:4]}-{low[4:6]}" if low[:6] == high[:6] and low[6:] == "01" else ""
