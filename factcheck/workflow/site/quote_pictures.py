"""The pictures of a claim's quotes for its pages: read from the archive, and put beside them as files of the site."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from factcheck.archive.archive import Archive
from factcheck.archive.picture_warc import PNG, PassagePicture, read_picture
from factcheck.errors import StorageFailed
from factcheck.model.pictures import held_pictures
from factcheck.model.record import Record
from factcheck.report.passage import Pictures, ShownPicture
from factcheck.report.urls import FROM_FOLDER, picture_file
from factcheck.workflow.site.build import PageBytes


class QuotePicture(NamedTuple):
    """The picture of the quote with this id, and the SHA-256 of its file in the archive."""

    evidence: str
    record: str
    picture: PassagePicture


def pictured_quotes(record: Record) -> Iterator[tuple[str, str, str]]:
    """Which quotes of a claim have a picture that pages may show: id, SHA-256 of its file, and of its capture's."""
    held = {one.record for one in held_pictures(record)}
    for one in record.evidence:
        if one.picture in held and one.capture and not record.source(one.source).confidential:
            yield one.id, one.picture, record.capture(one.capture).record


def quote_pictures(record: Record, archives: Sequence[Archive]) -> tuple[QuotePicture, ...]:
    """The pictures of a claim's quotes that one of the archives holds, each cut from what its quote was found in."""
    found = (
        (key, file, picture_at_hand(archives, file, cut_from))
        for key, file, cut_from in pictured_quotes(record)
    )
    return tuple(QuotePicture(key, file, picture) for key, file, picture in found if picture)


def picture_at_hand(archives: Sequence[Archive], file: str, cut_from: str) -> PassagePicture | None:
    """The picture in the file of this SHA-256 in the first archive that has it, if it was cut from that capture."""
    for archive in archives:
        with suppress(StorageFailed):  # `verify` tells of it
            picture = read_picture(archive, file)
            if picture and picture.cut_from == cut_from:
                return picture
    return None


def picture_files(ref: str, pictures: Sequence[QuotePicture]) -> Mapping[str, PageBytes]:
    """The files of the pictures beside the claim's page, by their paths in the folder."""
    return {picture_file(ref, one.record): PageBytes.of_bytes(one.picture.png) for one in pictures}


def shown_pictures(ref: str, pictures: Sequence[QuotePicture], *, inside: bool = False) -> Pictures:
    """The same as the claim's page shows them: as files, or `inside` of it where it is a single file."""
    return {
        one.evidence: ShownPicture(
            _data_url(one.picture.png) if inside else FROM_FOLDER.file(picture_file(ref, one.record)),
            *one.picture.size,
            one.picture.place,
        )
        for one in pictures
    }


def _data_url(png: bytes) -> str:
    return f"data:{PNG};base64,{b64encode(png).decode()}"
