"""Transcripts with times, WebVTT and SubRip (SRT): what is said, by whom and when; whatever is wrong with the file.

Files in use break every rule of both forms: times that overlap, are missing or cannot be, cues without numbers, blank
lines within them. A parser that refuses such a file is of no use here, and none of the libraries for it knows speakers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby

SUFFIXES = (".vtt", ".srt")

_ARROW = re.compile(r"^\s*(?P<start>[\d:.,]*)\s*-{1,2}>\s*(?P<end>[\d:.,]*)")
_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$")
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:[\s:]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s{1,9}([^<>]{0,200})>", re.IGNORECASE)
_TAG = re.compile(r"<[/a-z\d][^<>]{0,200}>|\{\\[^{}]{0,200}\}", re.IGNORECASE)
_NEW_SPEAKER = re.compile(r"\s*(?:>>+|&gt;&gt;|[-–—](?=\s*\S))\s*")
_NAMED = re.compile(r"(?P<name>[^\W\d_][\w.'’ -]{0,58}[\w.)])\s?[:：]\s+(?=\S)")
_SOUND = re.compile(r"\[[^\[\]]{0,100}\]|\([^()]{0,100}\)|[♪♫].{0,200}")
"""A line that tells what is heard and not said: [applause], (laughter), a song."""
_NAME_WORDS = 5
_ROLLS_ON = 0.2
"""Seconds between two cues within which the second may show lines of the first once more."""
_LINES = 20
"""The last lines of a cue that the next may show once more."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words that one person says.

    `speaker` is "" where nobody tells, `seconds` is when they begin, None where that is not told.
    """

    text: str
    speaker: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float | None
    end: float | None
    lines: tuple[str, ...]


def read_transcript(text: str) -> list[Utterance]:
    """What is said in a WebVTT or SRT file, in the order of its times; each cue's words with their speaker.

    A line that a rolling caption shows again is given once. Never raises: what is no cue is left out.
    """
    said = list(_utterances(_without_rolled(_in_order(list(_cues(text))))))
    return [one for one in said if one.text]


def clock_time(seconds: float) -> str:
    """Seconds from the beginning as 1:02:03."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def speeches(said: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    """The utterances together that one person makes without being interrupted."""
    for _, together in groupby(said, key=lambda one: one.speaker):
        yield list(together)


def _cues(text: str) -> Iterator[_Cue]:
    """Each cue; words after a blank line within one are its own, and words without a time go on from the one before."""
    times: tuple[float | None, float | None] = (None, None)
    lines: list[str] = []
    for block in re.split(
        r"\n[ \t]*\n", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    ):
        rows = [row.strip() for row in block.split("\n") if row.strip()]
        if rows and _NO_CUE.match(rows[0]) and not any(map(_ARROW.match, rows[:2])):
            continue
        for number, row in enumerate(rows):
            following = rows[number + 1] if number + 1 < len(rows) else ""
            if found := _ARROW.match(row):
                yield _Cue(*times, tuple(lines))
                times, lines = (_seconds(found["start"]), _seconds(found["end"])), []
            elif not _names_a_cue(row, following, is_first=number == 0):
                lines.append(row)
    yield _Cue(*times, tuple(lines))


def _names_a_cue(row: str, following: str, *, is_first: bool) -> bool:
    """Whether a line is no words of a cue: two of these are so, it is a number, first in its block, before a time."""
    is_number = row.isdigit()
    return (is_number and is_first) or ((is_number or is_first) and bool(_ARROW.match(following)))


def _seconds(written: str) -> float | None:
    found = _TIME.match(written)
    if not found:
        return None
    hours, minutes, seconds, part = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part or 0}")


def _in_order(cues: Sequence[_Cue]) -> list[_Cue]:
    """By when they begin; one without a time stays after the one before it."""
    last, keyed = 0.0, []
    for cue in cues:
        last = cue.start if cue.start is not None else last
        keyed.append((last, cue))
    return [cue for _, cue in sorted(keyed, key=lambda one: one[0])]


def _without_rolled(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """The cues without lines that stood in the one before and still stand there, or without what they begin with."""
    before = _Cue(None, None, ())
    for cue in cues:
        goes_on = before.end is not None and cue.start is not None and cue.start <= before.end + _ROLLS_ON
        shown = {_bare(line) for line in before.lines[-_LINES:]} if goes_on else set()
        new = (line for line in cue.lines if _bare(line) not in shown)
        yield replace(cue, lines=tuple(_grown(line, shown) for line in new))
        before = cue


def _grown(line: str, shown: Iterable[str]) -> str:
    """What is new in a line that a live caption shows word by word."""
    bare = _bare(line)
    begun = max((len(one) + 1 for one in shown if one and bare.startswith(f"{one} ")), default=0)
    return bare[begun:] if begun else line


def _bare(line: str) -> str:
    return " ".join(_TAG.sub("", line).split())


def _utterances(cues: Iterator[_Cue]) -> Iterator[Utterance]:
    """What is said line by line; a speaker who is named before words goes on until another is."""
    speaker, last = "", None
    for cue in cues:
        last = cue.start if cue.start is not None else last
        voice: str | None = None
        for line in (line for line in cue.lines if not _SOUND.fullmatch(_bare(line))):
            for named, words in _voices(line):
                voice = named if named is not None else voice
                changed, told, rest = _named(_bare(unescape(_TAG.sub("", words))))
                speaker = told if changed else speaker
                yield Utterance(" ".join(rest.split()), voice or speaker, last)


def _voices(line: str) -> Iterator[tuple[str | None, str]]:
    """A line cut at its voice tags, each part with the voice it names."""
    first, *more = _VOICE.split(line)
    if first.strip():
        yield None, first
    for name, words in zip(more[::2], more[1::2], strict=True):
        yield " ".join(unescape(name).split()), words


def _named(words: str) -> tuple[bool, str, str]:
    """Whether somebody else begins to speak, who if that is told, and what they say: "NAME: …", ">> …", "- …"."""
    rest = _NEW_SPEAKER.sub("", words, count=1) if (marked := _NEW_SPEAKER.match(words)) else words
    found = _NAMED.match(rest)
    if found and _is_name(found["name"], is_marked=marked is not None):
        return True, " ".join(found["name"].split()), rest[found.end() :]
    return marked is not None, "", rest


def _is_name(name: str, *, is_marked: bool) -> bool:
    """Whether what stands before a colon names a speaker: in capitals, or each word with one, as in "Ana Ruiz"."""
    words = name.split()
    if len(words) > _NAME_WORDS:
        return False
    begin = [word for word in words if word[0].isalpha()]
    if name.isupper():
        return True
    return all(word[0].isupper() for word in begin) and (is_marked or len(begin) > 1)
