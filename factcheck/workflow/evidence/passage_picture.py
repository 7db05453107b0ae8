"""The picture of a quote: cut from what a capture shows, once, and kept in the archive by its digest."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from factcheck.archive.picture_warc import PassagePicture, picture_warc
from factcheck.desk import Desk
from factcheck.errors import Finding
from factcheck.model.evidence import Region
from factcheck.model.source import Capture
from factcheck.model.visit import Shot
from factcheck.phrase import say


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
