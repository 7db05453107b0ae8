"""The picture of a passage as a WARC 1.1 file: one `resource` that says which place of which page it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from factcheck.archive.archive import Archive
from factcheck.archive.capture_contents import read_capture
from factcheck.archive.capture_file import CaptureFile, uri
from factcheck.archive.record_writer import Block, sha256
from factcheck.model.evidence import Region

PNG = "image/png"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PassagePicture:
    """A picture (PNG) of a `place` on what was captured; `cut_from` is the SHA-256 of that capture's file."""

    png: bytes
    place: Region
    cut_from: str

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels, as its head gives them."""
        return int.from_bytes(self.png[16:20]), int.from_bytes(self.png[20:24])


def picture_warc(picture: PassagePicture, url: str, at: datetime) -> Iterator[bytes]:
    """The file in pieces: warcinfo, the picture, facts; `url` is the page's address, `at` when it was drawn.

    All its ids follow from what it holds, so that the same picture is the same file.
    """
    digest = sha256(picture.png)
    name = f"urn:view:{uri(url)}#{picture.place.fragment}"
    seed = uuid5(NAMESPACE_URL, f"{name} {picture.cut_from} {digest}")
    numbers = count()
    file = CaptureFile(at, lambda: uuid5(seed, str(next(numbers))))
    fields = (("WARC-Target-URI", name), ("Content-Type", PNG), ("WARC-Payload-Digest", f"sha256:{digest}"))
    file.add("resource", at, fields, Block.of(picture.png))
    facts = {
        "final_url": url,
        "payload_digest": digest,
        "cut_from": picture.cut_from,
        "place": picture.place.plain(),
    }
    return file.finish(facts, None, url, at)


def read_picture(archive: Archive, digest: str) -> PassagePicture | None:
    """The picture in one of the archive's files, None where it holds none; StorageFailed where it is not sound."""
    payload = BytesIO()
    kept = read_capture(archive, digest, payload)
    png = payload.getvalue()
    told = kept.facts.get("place"), kept.facts.get("cut_from")
    if not all(told) or not png.startswith(_SIGNATURE) or dict(kept.headers).get("Content-Type") != PNG:
        return None
    return PassagePicture(png, Region.model_validate(told[0]), str(told[1]))
