"""A captured picture or scan as it is seen: one page, the places that are quoted, what its file says of itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from factcheck.errors import BadInput
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.phrase import Message, Said, name, say
from factcheck.reading.document.worker_pool import RenderOptions
from factcheck.web.forms import whole_number
from factcheck.web.links import LINKS
from factcheck.web.visit import Visit
from factcheck.workflow.evidence.pictures import lines_of, picture_of, read_pages, seen_capture

_TICKS = 10
"""Into how many parts the longer side is divided by the lines that help to tell places in numbers."""
_AT_ONCE = 12
"""Links to pages that stand beside each other."""

SAID: dict[str, Message] = {
    "camera": say("Camera"),
    "lens": say("Lens"),
    "taken": say("Taken"),
    "place": say("Where"),
    "changed": say("Changed"),
    "software": say("Program"),
    "made with": say("Made with"),
    "author": say("Author"),
    "credit": say("Credit"),
    "rights": say("Rights"),
    "description": say("Description"),
    "comment": say("Comment"),
    "also holds": say("It also holds"),
}
"""What a file says of itself, by the reader's names."""


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A place on the page that is quoted, in its pixels."""

    evidence: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line that a program read on the page, and the address of the form that quotes it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PicturedPage:
    """One page of a capture: its size in pixels of regions, the address of its picture, and all that is told beside it.

    `first` stands before numbers where a region names its page. `lines` are what a program read, None where nobody
    asked for that; `unread` says why it could not.
    """

    capture: str
    source: str
    name: str
    lang: str
    page: int
    pages: int
    width: int
    height: int
    src: str
    first: str
    links: tuple[tuple[int, str], ...]
    said: tuple[tuple[Said, str], ...]
    quoted: tuple[QuotedPlace, ...]
    ticks: tuple[int, ...]
    read: str
    lines: tuple[ReadLine, ...] | None = None
    unread: str = ""


def page_image(visit: Visit) -> Response:
    """`/claims/REF/captures/C/PAGE`: a page of a picture or scan, drawn anew without what its file says of itself."""
    _, capture = seen_capture(visit.desk, visit.named["ref"], visit.named["capture"])
    picture = picture_of(visit.desk, capture, RenderOptions(whole_number(visit.named["page"]), form="JPEG"))
    return Response(picture.image, media_type="image/jpeg")


def seen_page(visit: Visit, record: Record, capture: Capture, named: tuple[str, str]) -> PicturedPage | str:
    """The page that the address names, else the first; in words why it cannot be seen. `named` is source and language.

    With `read` in the address a program reads it.
    """
    page = whole_number(visit.query.get("page") or "1")
    try:
        picture = picture_of(visit.desk, capture, RenderOptions(page, most=1))
    except BadInput as wrong:
        return wrong.message
    ref, lines, unread = record.claim.ref, None, ""
    if "read" in visit.query:
        try:
            lines = tuple(_lines(visit, record, capture, page))
        except BadInput as wrong:
            unread = wrong.message
    step = max(picture.width, picture.height) // _TICKS or 1
    return PicturedPage(
        capture=capture.id,
        source=capture.source,
        name=named[0],
        lang=named[1],
        page=page,
        pages=picture.pages,
        width=picture.width,
        height=picture.height,
        src=f"{LINKS.claim(ref)}/captures/{capture.id}/{page}",
        first=f"page={page}&" if page > 1 else "",
        links=tuple((one, LINKS.page(ref, capture.id, one)) for one in _near(page, picture.pages)),
        said=tuple((SAID[key] if key in SAID else name(key), words) for key, words in picture.said.items()),
        quoted=tuple(_quoted(record, capture, page)),
        ticks=tuple(range(step, max(picture.width, picture.height), step)),
        read=LINKS.page(ref, capture.id, page, read="1"),
        lines=lines,
        unread=unread,
    )


def _near(page: int, pages: int) -> Iterator[int]:
    """The pages that links lead to: all, or of many the first, the last, and some around the one that is shown."""
    if pages == 1:
        return
    around = range(max(1, page - _AT_ONCE // 2), min(pages, page + _AT_ONCE // 2) + 1)
    yield from sorted({1, *around, pages})


def _quoted(record: Record, capture: Capture, page: int) -> Iterator[QuotedPlace]:
    for one in record.evidence:
        if one.capture == capture.id and one.region and one.region.page == page:
            yield QuotedPlace(one.id, one.region.x, one.region.y, one.region.width, one.region.height)


def _lines(visit: Visit, record: Record, capture: Capture, page: int) -> Iterator[ReadLine]:
    for number, words in read_pages(visit.desk, record, capture, page):
        for _, line in lines_of(words, number):
            there = LINKS.page(record.claim.ref, capture.id, page, quote=line)
            yield ReadLine(line, f"{there.partition('#')[0]}#quote")
