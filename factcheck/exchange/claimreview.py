"""Checks that others published, read from feeds, API answers, pages and single items, also where they are malformed.

Read are feeds as Data Commons publishes them (schema.org DataFeed), answers of the Google Fact Check Tools API, JSON-LD
of web pages, lists, single items and JSON lines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from factcheck.errors import BadInput, Finding
from factcheck.exchange.claimreview_item import Unusable, read_review
from factcheck.exchange.claimreview_shapes import FoundReview, find_reviews
from factcheck.exchange.feed_bytes import text_pieces
from factcheck.exchange.json_objects import MAX_OBJECT, Fault, ObjectText, find_objects, parse_object
from factcheck.exchange.markup_fields import Fields, Node
from factcheck.model.earlier import EarlierCheck
from factcheck.reading.document.content_coding import Corrupt
from factcheck.reading.document.values import LinkedData

_REVIEW = re.compile(r'\bClaimReview"', re.IGNORECASE)
_MISPLACED = "is not JSON: a bracket or a quotation mark is missing or too many."
_MEND = "Get it again; what came before was read."
_COMMENT_OR_CDATA = re.compile(r"<!--|-->|(?://|/\*)?\s*(?:<!\[CDATA\[|\]\]>)(?:\s*\*/)?")


@dataclass(frozen=True, slots=True)
class ReadCheck:
    """A check that was read, and a finding for each thing that had to be corrected."""

    check: EarlierCheck
    mended: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that was not imported, and why."""

    why: Finding


@dataclass(frozen=True, slots=True)
class CutOff:
    """The input ends too early: what came before was read, what was to follow is unknown."""

    why: Finding


Read = ReadCheck | LeftOut | CutOff


@dataclass(slots=True)
class ImportCounts:
    """How many items were read, imported, corrected and left out, the last two by code."""

    items: int = 0
    taken: int = 0
    mended: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    cut_off: list[Finding] = field(default_factory=list)

    def count(self, read: Read) -> None:
        """Count one more; an item corrected twice in the same way counts once."""
        if isinstance(read, CutOff):
            self.cut_off.append(read.why)
            return
        self.items += 1
        if isinstance(read, LeftOut):
            self.left_out[read.why.code] += 1
        else:
            self.taken += 1
            self.mended.update({remark.code for remark in read.mended})


def read_feed(stream: BinaryIO, where: str) -> Iterator[Read]:
    """Every check in a stream of JSON of any length, gzipped or not, in bounded memory; `where` names it in findings.

    Malformed input never raises: an item that cannot be read is a LeftOut, input that ends too early a CutOff.
    """
    reader = _Reader(where)
    yield from reader.read(reader.until_damage(text_pieces(stream)))


def read_page(data: LinkedData, where: str) -> Iterator[Read]:
    """Every check in the JSON-LD of a page, as in `read_feed`; `where` names the page."""
    reader = _Reader(where, data.url, data.language)
    for script in data.scripts:
        yield from reader.read(
            [_COMMENT_OR_CDATA.sub(" ", script) if "<" in script or "]]" in script else script]
        )


class _Reader:
    """Reads the objects of one file or page, and numbers its items from 1."""

    def __init__(self, where: str, base: str = "", language: str = "") -> None:
        self._where, self._base, self._language = where, base, language
        self._number = 0
        self._cut_off = False

    def read(self, pieces: Iterable[str]) -> Iterator[Read]:
        """The checks in this text; then, where it is so, that it is cut off."""
        self._cut_off = False
        yield from self._read_text(pieces)
        if self._cut_off:
            yield CutOff(
                Finding("cut-off", self._where, f"ends too early, after item {self._number}.", _MEND)
            )

    def until_damage(self, pieces: Iterator[str]) -> Iterator[str]:
        """The pieces up to where gzipped input is damaged."""
        try:
            yield from pieces
        except Corrupt:
            self._cut_off = True

    def _read_text(self, pieces: Iterable[str]) -> Iterator[Read]:
        """The checks in this text; an object with a fault is lost, or holds others, which come next."""
        faulty: ObjectText | None = None
        for found in find_objects(pieces):
            self._cut_off = self._cut_off or (found.fault is Fault.CUT_OFF and not found.text)
            if not _REVIEW.search(found.text):
                continue
            if faulty and _is_review(faulty, found.at):
                yield self._lost_object(faulty)
                self._cut_off = False  # since there is more after it
            if found.fault:
                faulty = found
                self._cut_off = self._cut_off or found.fault is Fault.CUT_OFF
            else:
                faulty = None
                yield from self._read_object(found.text)
        if faulty and faulty.fault is not Fault.CUT_OFF:
            yield self._lost_object(faulty)

    def _read_object(self, text: str) -> Iterator[Read]:
        try:
            value, mended = parse_object(text)
        except ValueError as wrong:
            if _holds_several_reviews(text):
                yield from self._read_text([text[1:]])
            else:
                yield self._left_out("not-json", f"cannot be read as JSON: {wrong}.")
            return
        reviews, named = find_reviews(value)
        for review in reviews:
            yield self._item(review, named, mended)

    def _lost_object(self, faulty: ObjectText) -> LeftOut:
        if faulty.fault is Fault.TOO_LONG:
            return self._left_out("too-large", f"is longer than {MAX_OBJECT:,} characters.")
        return self._left_out("not-json", _MISPLACED)

    def _item(self, review: FoundReview, named: Mapping[str, Node], mended: bool) -> Read:
        self._number += 1
        place = f"{self._where} item {self._number}"
        fields = Fields(place, self._base, named)
        if mended:
            fields.remark("json-mended", "raw", "had commas too many.")
        try:
            check = read_review(review, fields, self._language)
        except Unusable as why:
            code, reason = why.args
            return LeftOut(Finding(code, place, reason))
        except BadInput as wrong:
            return LeftOut(Finding("does-not-fit", place, " ".join(map(str, wrong.findings))))
        return ReadCheck(check, tuple(fields.remarks))

    def _left_out(self, code: str, message: str) -> LeftOut:
        self._number += 1
        return LeftOut(Finding(code, f"{self._where} item {self._number}", message))


def _is_review(faulty: ObjectText, following: int) -> bool:
    """Whether an object with a fault says that it is a review itself, before the next object begins."""
    found = _REVIEW.search(faulty.text)
    return found is not None and faulty.at + found.start() < following


def _holds_several_reviews(text: str) -> bool:
    first = _REVIEW.search(text)
    return first is not None and _REVIEW.search(text, first.end()) is not None
