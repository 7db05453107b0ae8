"""The picture of a quote: cut from what a capture shows, once, and kept in the archive by its digest."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from factcheck.archive.archive import Archive
from factcheck.archive.drawn_page import places_of, shots_of
from factcheck.archive.picture_warc import PassagePicture, picture_warc, read_picture
from factcheck.desk import Desk
from factcheck.errors import Finding, StorageFailed
from factcheck.model.evidence import Position, Region
from factcheck.model.pictures import held_pictures
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.visit import Shot
from factcheck.phrase import say
from factcheck.reading.document.drawn_places import regions
from factcheck.reading.quote.quote_check import pieces_at
from factcheck.reading.quote.quote_place import QuotePlace

_NEAR = 1_000
"""CSS pixels above and below a quote within which words may stand beside it on its picture."""


def passage_picture(desk: Desk, capture: Capture, place: QuotePlace, text: str) -> dict[str, Any]:
    """Where a quote stands on the page that a browser drew, and the picture of that; empty where none did."""
    if capture.browser is None:
        return {}
    places = places_of(desk.archive, capture.record)
    pieces = pieces_at(text, Position(start=place.start, end=place.end), place.exact)
    marked = [one for start, end in pieces for one in regions(places, start, end)]
    if not marked:
        return {}
    region = Region.around(marked)
    near = [one for one in places if abs(one.y - region.y) <= region.height + _NEAR]
    around = [Region(x=one.x, y=one.y, width=one.width, height=one.height) for one in near]
    return keep_picture(desk, capture, shots_of(desk.archive, capture.record), marked, around)


def keep_picture(
    desk: Desk,
    capture: Capture,
    shots: Sequence[Shot],
    marked: Sequence[Region],
    around: Sequence[Region] = (),
) -> dict[str, Any]:
    """Where a quote stands on what a capture shows, and the picture of that: fields of evidence.

    All places are of one page, which the `shots` show; `marked` are those of the quote, `around` those of the lines or
    words of text near it. Without Pillow, or where a shot cannot be read, there is a region and no picture, and the
    desk is told why. Empty where nothing is marked. StorageFailed.
    """
    if not marked:
        return {}
    region = Region.around(marked)
    return {"region": region, **_picture(desk, capture, shots, marked, around)}


def _picture(
    desk: Desk, capture: Capture, shots: Sequence[Shot], marked: Sequence[Region], around: Sequence[Region]
) -> dict[str, Any]:
    if find_spec("PIL") is None:
        said = say("The quote has no picture: Pillow is not here.")
        mend = say("Install the program with its extra [images], and quote it anew for a picture.")
        desk.tell(Finding("no-picture", capture.id, said, mend))
        return {}
    from factcheck.images.passage import cut_passage

    try:
        cutting = cut_passage(shots, marked, around)
    except ValueError:
        said = say("The quote has no picture: what was drawn of the page cannot be read.")
        desk.tell(Finding("no-picture", capture.id, said))
        return {}
    if cutting is None:
        return {}
    place = cutting.place.model_copy(update={"page": marked[0].page})
    picture = PassagePicture(cutting.png, place, capture.record)
    url = capture.final_url or capture.requested_url or f"urn:sha256:{capture.payload_digest}"
    return {"picture": desk.archive.put(picture_warc(picture, url, capture.fetched_at))}


def foreign_pictures(archive: Archive, record: Record) -> Iterator[Finding]:
    """A finding for every picture that is none, or that shows something else than where its quote was found.

    Of files that are missing or changed nothing is said.
    """
    for one in held_pictures(record):
        with suppress(StorageFailed):
            kept, said = read_picture(archive, one.record), ""
            if kept is None or kept.cut_from != record.capture(one.capture).record:
                said = f"is not cut from {one.capture}."
            elif one.region is None or not kept.place.touches(one.region):
                said = f"shows another place of {one.capture} than that of the quote."
            if said:
                where = f"{record.claim.ref} evidence {one.evidence} picture"
                yield Finding("picture-foreign", where, said, "Take the quote back, and cite it anew.")
