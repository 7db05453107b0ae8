"""Pictures and scans: what is to be seen on them, the words that a program reads there, and places given by people."""

import re
from collections.abc import Iterator
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, RuleRefused
from factcheck.model.evidence import Region
from factcheck.model.record import Record
from factcheck.model.source import Capture, Source
from factcheck.model.visit import Shot
from factcheck.reading.document.worker_pool import MachineText, Picture, RenderOptions
from factcheck.workflow.evidence.make_capture import payload_of
from factcheck.workflow.evidence.passage_picture import keep_picture

_AROUND = 60
"""Pixels or points around a place of which its picture may show some."""

FIRST_PAGES = 3
"""Pages of a scan that a program reads where nobody says which."""

_NUMBER = r"(\d{1,9}(?:\.\d{1,6})?)"
_REGION = re.compile(
    rf"#?(?:page=(\d{{1,6}})&)?xywh=(pixel:|percent:)?{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}"
)

_WHY = {
    "no-pillow": "Pillow is missing here. Install the program with its extra [images].",
    "unsupported": "it has no pages that can be looked at. Save it as png, jpeg or pdf.",
    "encrypted": "it is locked with a password. Save a copy without one.",
    "damaged": "it is damaged or ends early. Get it again.",
    "too-many-pixels": "it has more than 80 million pixels. Save the part that matters.",
    "no-page": "that page is not among its {0}.",
    "outside": "the place is not on it: it is {0}.",
    "no-tesseract": "nothing is installed here that reads words on pictures. On Debian: apt install tesseract-ocr",
    "no-language": "the program that reads words on pictures lacks what it has to know of the language ({0}). "
    "On Debian: apt install tesseract-ocr-{0}",
}
_TOO_MUCH = "it takes too much time or memory. Save the part that matters."


def why_unseen(word: str) -> str:
    """In words why a page cannot be looked at or read, and what helps; `word` as a reader gives it."""
    kind, _, told = word.partition(":")
    return _WHY.get(kind, _TOO_MUCH).format(told.replace("x", " by ").replace("_", "-"))


def picture_of(desk: Desk, capture: Capture, options: RenderOptions) -> Picture:
    """A page of a capture as it is seen, made anew without what its file says of itself.

    BadInput says why it cannot be looked at, StorageFailed that the archive lost it.
    """
    payload, hints = payload_of(desk, capture.record)
    picture = desk.readers.picture(payload.getvalue(), hints, options)
    if isinstance(picture, str):
        raise BadInput(f"{capture.id} cannot be looked at like this: {why_unseen(picture)}")
    return picture


def seen_capture(desk: Desk, ref: str, capture_id: str) -> tuple[Record, Capture]:
    """A capture that has pages to look at, with the claim it is of; NotFound for any other."""
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    capture = record.capture(capture_id)
    if not capture.is_pictured:
        raise NotFound(
            f"{capture_id} of {ref} is no picture and no PDF, so there is nothing of it to look at."
        )
    return record, capture


def words_on(desk: Desk, record: Record, capture: Capture, page: int) -> MachineText | str:
    """What a program reads on a page, in the language of the source or else of the claim; or the word for why not."""
    payload, hints = payload_of(desk, capture.record)
    language = record.source(capture.source).language or record.claim.language or ""
    return desk.readers.words(payload.getvalue(), hints, page, language)


def read_pages(
    desk: Desk, record: Record, capture: Capture, page: int | None
) -> Iterator[tuple[int, MachineText]]:
    """A page of a capture as a program reads it, or the first of them, one after the other.

    Nothing where it cannot; of a page that is named BadInput then says why.
    """
    last = FIRST_PAGES if page is None else page
    for number in range(page or 1, last + 1):
        words = words_on(desk, record, capture, number)
        if isinstance(words, str):
            if page is None:
                return
            raise BadInput(f"Page {page} of {capture.id} cannot be read: {why_unseen(words)}")
        yield number, words
        if number >= words.pages:
            return


def region_of(words: MachineText, page: int, start: int, end: int) -> Region:
    """Where a stretch of what was read stands on its page."""
    x, y, width, height = words.box_of(start, end)
    return Region(x=x, y=y, width=width, height=height, page=page)


def lines_of(words: MachineText, page: int) -> Iterator[tuple[str, str]]:
    """Each line that was read with words, and before it where it stands, as the fragment of an address."""
    start = 0
    for line in words.text.split("\n"):
        if line:
            yield region_of(words, page, start, start + len(line)).fragment, line
        start += len(line) + 1


def region_in(desk: Desk, capture: Capture, text: str) -> Region:
    """A place that a person gives as a W3C media fragment, held against the size of the picture.

    `xywh=10,20,300,40` is in pixels of a picture and in points of a page of a PDF, `xywh=percent:5,5,90,20` in
    hundredths of its sides; `page=2&` stands before it. BadInput where it is none, or not on the page.
    """
    found = _REGION.fullmatch(text.strip())
    if not found or (found[2] != "percent:" and "." in text):
        raise BadInput(
            f'"{text[:100]}" is no place on a picture; one is written xywh=10,20,300,40 or page=2&xywh=…'
        )
    page, numbers = int(found[1] or 1), [float(one) for one in found.groups()[2:]]
    if not page or not all(numbers[2:]):
        raise BadInput(f'"{text[:100]}" holds nothing: pages count from 1, and a place is at least 1 by 1.')
    if found[2] == "percent:":
        whole = picture_of(desk, capture, RenderOptions(page, most=1))
        if numbers[0] + numbers[2] > 100 or numbers[1] + numbers[3] > 100:
            raise BadInput(f'"{text[:100]}" is not on the page, which ends at 100 percent.')
        sides = (whole.width, whole.height) * 2
        edges = [one * side / 100 for one, side in zip(numbers, sides, strict=True)]
        right, bottom = round(edges[0] + edges[2]), round(edges[1] + edges[3])
        x, y = min(round(edges[0]), whole.width - 1), min(round(edges[1]), whole.height - 1)
        return Region(x=x, y=y, width=max(right - x, 1), height=max(bottom - y, 1), page=page)
    x, y, width, height = (int(one) for one in numbers)
    picture_of(desk, capture, RenderOptions(page, (x, y, width, height), most=1))
    return Region(x=x, y=y, width=width, height=height, page=page)


def kept_place(desk: Desk, capture: Capture, region: Region) -> dict[str, Any]:
    """A place on a capture as fields of evidence, with a picture of it that is kept in the archive."""
    box = (region.x, region.y, region.width, region.height)
    part = picture_of(desk, capture, RenderOptions(region.page, box, around=_AROUND))
    return keep_picture(desk, capture, [Shot(*part.box, part.image)], [region])


def pictured_capture(record: Record, source: Source, captures: list[Capture]) -> Capture:
    """The newest of a source's captures that has pages to look at; RuleRefused where none has."""
    found = next((one for one in captures if one.is_pictured), None)
    if found is None:
        held = f"{captures[0].id} is neither" if captures else "nothing of it is held"
        raise RuleRefused(
            1,
            f"a place is quoted of a picture or a PDF, and {held}: {source.id} of {record.claim.ref}.",
            "Give the words without a place.",
        )
    return found
