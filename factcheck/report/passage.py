"""The picture of a quote as a page shows it: beside its words, with the same said for who does not see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.model.evidence import Evidence, Region
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.phrase import Message, say
from factcheck.report.evidence import EvidenceView, PictureView
from factcheck.report.fragment import host_of
from factcheck.report.wording import day_of, in_prose, shortened

_MOST_OF_ALT = 300


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """Where a page has the picture of a quote from, its size in pixels, and the place of the original it shows."""

    src: str
    width: int
    height: int
    place: Region


Pictures = Mapping[str, ShownPicture]
"""The pictures of quotes, by the id of the evidence."""


def with_pictures(
    views: Sequence[EvidenceView], record: Record, pictures: Pictures
) -> tuple[EvidenceView, ...]:
    """The quotes of a record, each with its picture where there is one; none of a confidential source."""
    return tuple(_with_pictures(views, record, pictures)) if pictures else tuple(views)


def _with_pictures(
    views: Sequence[EvidenceView], record: Record, pictures: Pictures
) -> Iterator[EvidenceView]:
    for view, one in zip(views, record.evidence, strict=True):
        shown = pictures.get(one.id)
        if shown is None or one.capture is None or view.source.confidential:
            yield view
        else:
            alt = _alt(one, record.capture(one.capture), shown)
            yield replace(view, picture=PictureView(shown.src, shown.width, shown.height, alt))


def _alt(one: Evidence, capture: Capture, shown: ShownPicture) -> Message:
    """What the picture is, for who does not see it."""
    words = shortened(in_prose(one.exact, capture.content_type or ""), _MOST_OF_ALT)
    if capture.browser is None:
        return say("The place in the document, with the quoted words marked: “{words}”", words=words)
    said = _WHOLE if one.region and _holds(shown.place, one.region) else _BEGINNING
    host = host_of(capture.final_url or capture.requested_url or "")
    return said.at(host=host, day=day_of(capture.fetched_at), words=words)


_WHOLE = say(
    "The passage on the page of {host}, as a browser drew it on {day}. The quoted words are marked: “{words}”"
)
_BEGINNING = say(
    "The beginning of the passage on the page of {host}, as a browser drew it on {day}. "
    "The quoted words are marked: “{words}”"
)


def _holds(place: Region, region: Region) -> bool:
    return Region.around((place, region)) == place
