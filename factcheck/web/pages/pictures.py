"""The pictures of quotes on the desk's pages, each at an address of its own."""

from dataclasses import replace
from functools import lru_cache

from starlette.responses import Response

from factcheck.archive.archive import Archive
from factcheck.errors import NotFound
from factcheck.model.evidence import Region
from factcheck.model.pictures import held_pictures
from factcheck.model.record import Record
from factcheck.report.passage import ShownPicture, with_pictures
from factcheck.report.urls import picture_file
from factcheck.report.view import ClaimView
from factcheck.web.links import LINKS
from factcheck.web.visit import Visit
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.site.quote_pictures import picture_at_hand, pictured_quotes


def picture(visit: Visit) -> Response:
    """`/claims/REF/pictures/DIGEST`: the picture of a quote, by the SHA-256 of its file in the archive."""
    return picture_answer(visit, show_claim(visit.desk, visit.named["ref"]), visit.named["digest"])


def picture_ahead(visit: Visit, ref: str, file: str) -> Response:
    """The picture that the page of this claim has under this path in the folder of the site."""
    record = show_claim(visit.desk, ref)
    named = [digest for _, digest, _ in pictured_quotes(record) if picture_file(ref, digest) == file]
    return picture_answer(visit, record, named[0] if named else "")


def picture_answer(visit: Visit, record: Record, digest: str) -> Response:
    """The picture; NotFound where no quote of the claim has it, or its source is confidential."""
    for one in held_pictures(record):
        capture = record.capture(one.capture)
        is_named = one.record == digest and not record.source(capture.source).confidential
        found = picture_at_hand([visit.desk.archive], digest, capture.record) if is_named else None
        if found:
            return Response(found.png, media_type="image/png")
    raise NotFound(f"{record.claim.ref} has no such picture of a quote.")


def with_their_pictures(visit: Visit, record: Record, view: ClaimView) -> ClaimView:
    """The claim as a page of the desk shows it, with the pictures of its quotes."""
    shown = {}
    for key, digest, cut_from in pictured_quotes(record):
        try:
            size = _size(visit.desk.archive, digest, cut_from)
        except LookupError:
            continue
        shown[key] = ShownPicture(LINKS.picture(record.claim.ref, digest), *size)
    return replace(view, evidence=with_pictures(view.evidence, record, shown))


@lru_cache(maxsize=2_048)
def _size(archive: Archive, digest: str, cut_from: str) -> tuple[int, int, Region]:
    """Width, height and place of a picture, which its digest holds for good; LookupError where it is not there."""
    found = picture_at_hand([archive], digest, cut_from)
    if found is None:
        raise LookupError(digest)
    return (*found.size, found.place)
