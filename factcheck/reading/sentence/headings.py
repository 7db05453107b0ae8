"""Which lines of an article are headings and bylines, dates among them: they stand among its sentences and are none."""

import re
from collections.abc import Iterator, Sequence

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.document.article_header import is_byline
from factcheck.reading.sentence.sentences import Span

_HEADER_LINES = 8
"""The first lines with words, among which a byline stands."""
_LONGEST_TITLE, _LONGEST_HEADING, _MOST_WORDS = 160, 80, 12
_MARKED = re.compile(r"#{1,6}\s")
_ITEM = re.compile(r"(?:[-–—•·▪◦‣>|+]|\*(?!\*)|\(?(?:\d{1,3}|[^\W\d_])[.)]\s)|.*(?:\t| \| )")
_ENDED = re.compile(r"[.!?…:;,。！？｡।۔؟‽؛][\"'”’»›)\]」』*_\s]*$")
_WORD = re.compile(r"[^\W\d_]")


def find_headings(text: str, sentences: Sequence[Span]) -> dict[int, SentenceKind]:
    """The kind of those of these sentences, by index, that are no sentences: `heading` or `byline`. Never raises.

    A heading fills its line, is short, ends with no mark, and stands before a sentence that ends with one. What may be
    more is left a sentence: an item of a list or a table, one of several lines without marks, and below the title a
    line with a figure.
    """
    found: dict[int, SentenceKind] = {}
    lines = [at for at, one in enumerate(sentences) if _WORD.search(one.text)]
    for at in lines[:_HEADER_LINES]:
        if _fills_its_line(text, sentences[at]) and is_byline(sentences[at].text):
            found[at] = SentenceKind.BYLINE
    rest = [at for at in lines if at not in found]
    return found | dict.fromkeys(_headings(text, sentences, rest), SentenceKind.HEADING)


def _headings(text: str, sentences: Sequence[Span], lines: Sequence[int]) -> Iterator[int]:
    """Those of these lines that are headings; a title may have a second line under it."""
    looks = [_looks_like_one(text, sentences[at], is_first=at == lines[0]) for at in lines]
    ended = [bool(_ENDED.search(sentences[at].text)) for at in lines]
    is_before = True
    for number, at in enumerate(lines):
        follows = ended[number + 1 : number + 3]
        second = number == 0 and looks[1:2] == [True] and follows == [False, True]
        is_heading = looks[number] and is_before and (follows[:1] == [True] or second)
        if is_heading or _MARKED.match(sentences[at].text):
            yield at
        is_before = is_heading or ended[number]


def _looks_like_one(text: str, one: Span, *, is_first: bool) -> bool:
    if _ENDED.search(one.text) or _ITEM.match(one.text) or "\n" in one.text or not _fills_its_line(text, one):
        return False
    if is_first:
        return len(one.text) <= _LONGEST_TITLE
    has_figure = any(map(str.isdigit, one.text))
    return not has_figure and len(one.text) <= _LONGEST_HEADING and len(one.text.split()) <= _MOST_WORDS


def _fills_its_line(text: str, one: Span) -> bool:
    before = text[text.rfind("\n", 0, one.start) + 1 : one.start]
    end = text.find("\n", one.end)
    return not (before.strip() or text[one.end : None if end < 0 else end].strip())
