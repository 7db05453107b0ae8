"""Pictures and scans as pages to look at: sizes, parts, formats, what is refused, and what their files say."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, features

from factcheck.model.source import PICTURED
from factcheck.reading.document.media_type import PDF
from factcheck.reading.document.picture import FORMATS, look_at
from factcheck.reading.document.values import UnreadableDocument
from factcheck.reading.document.worker_pool import Hints, Picture, RenderOptions, WorkerPool
from tests.reading.files import LOCKED, pdf
from tests.reading.pictures import PLACE, blank, camera_exif, encoded, scan, scanned_pages

NOTHING_SAID = Hints()


def test_what_can_be_quoted_by_its_place_is_what_can_be_looked_at() -> None:
    assert {*PICTURED} == {*FORMATS, PDF}


@pytest.fixture(scope="module")
def readers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as readers:
        yield readers


def seen(readers: WorkerPool, body: bytes, **options: Any) -> Picture:
    picture = readers.picture(body, NOTHING_SAID, RenderOptions(**options))
    assert isinstance(picture, Picture)
    return picture


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.image))


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        *(("RGB", one) for one in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "AVIF")),
        *(("CMYK", one) for one in ("JPEG", "TIFF")),
        *((one, "PNG") for one in ("1", "P", "L", "LA", "RGBA", "I;16")),
        *((one, "TIFF") for one in ("F", "I", "LAB", "I;16")),
    ],
)
def test_a_picture_of_every_format_and_kind_of_pixels_is_seen(
    readers: WorkerPool, mode: str, form: str
) -> None:
    picture = seen(readers, blank(mode=mode, form=form))
    assert (picture.width, picture.height, picture.pages) == (30, 20, 1)
    assert opened(picture).mode in ("L", "RGB")
    assert opened(picture).format == "PNG"


def test_grey_of_sixteen_bits_keeps_light_and_dark_apart(readers: WorkerPool) -> None:
    image = Image.new("I;16", (2, 1))
    image.putpixel((1, 0), 60_000)
    assert [*opened(seen(readers, encoded(image))).tobytes()] == [0, 233]


def test_what_is_transparent_is_seen_on_white(readers: WorkerPool) -> None:
    assert opened(seen(readers, encoded(Image.new("RGBA", (1, 1), (0, 0, 0, 0))))).getpixel((0, 0)) == (
        *(255,) * 3,
    )


def test_a_picture_is_measured_the_right_way_up(readers: WorkerPool) -> None:
    image = Image.new("RGB", (30, 20), "white")
    image.putpixel((0, 19), (255, 0, 0))
    turned = encoded(image, "TIFF", exif=camera_exif(orientation=6))  # the left side is the top
    picture = seen(readers, turned)
    assert (picture.width, picture.height) == (20, 30)
    assert opened(seen(readers, turned, box=(0, 0, 1, 1))).getpixel((0, 0)) == (255, 0, 0)


def test_of_a_picture_that_moves_the_first_is_seen(readers: WorkerPool) -> None:
    frames = [Image.new("L", (20, 10), shade) for shade in (0, 255)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = seen(readers, moving)
    assert (picture.pages, opened(picture).convert("L").getpixel((0, 0))) == (1, 0)
    assert readers.picture(moving, NOTHING_SAID, RenderOptions(page=2)) == "no-page:1"


def test_a_tiff_has_pages_each_of_its_own_size(readers: WorkerPool) -> None:
    frames = [Image.new("L", (20, 10)), Image.new("L", (40, 10))]
    fax = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert [seen(readers, fax, page=page).width for page in (1, 2)] == [20, 40]
    assert seen(readers, fax).pages == 2


def test_a_part_of_a_picture_is_cut_out_pixel_by_pixel(readers: WorkerPool) -> None:
    image = Image.new("L", (30, 20))
    image.putpixel((12, 7), 200)
    part = opened(seen(readers, encoded(image), box=(12, 7, 2, 1)))
    assert (part.size, part.tobytes()) == ((2, 1), bytes((200, 0)))


def test_what_is_large_is_drawn_smaller_and_measured_as_it_is(readers: WorkerPool) -> None:
    picture = seen(readers, blank(400, 100), most=10_000, form="JPEG")
    assert (picture.width, picture.height) == (400, 100)
    assert (opened(picture).format, opened(picture).size) == ("JPEG", (200, 50))


def test_a_page_of_a_pdf_is_measured_in_points_and_drawn_finely(readers: WorkerPool) -> None:
    picture = seen(readers, scan("PDF"), box=(25, 30, 200, 40))
    assert (picture.width, picture.height, picture.pages) == (700, 200, 1)
    assert opened(picture).width == pytest.approx(200 * 300 / 72, abs=2)
    assert opened(picture).getextrema() != ((255, 255),) * 3


def test_of_the_smallest_part_of_a_page_something_is_drawn(readers: WorkerPool) -> None:
    for box in ((0, 0, 1, 1), (699, 199, 1, 1), (20, 80, 500, 40), (0, 7, 700, 1)):
        assert opened(seen(readers, scan("PDF"), box=box, most=1)).width > 0


@pytest.mark.parametrize("box", [(0, 0, 31, 20), (-1, 0, 5, 5), (30, 0, 1, 1), (0, 0, 0, 5), (0, 19, 5, 2)])
def test_a_place_that_is_not_on_the_page_is_refused_with_its_size(
    readers: WorkerPool, box: tuple[int, ...]
) -> None:
    assert readers.picture(blank(), NOTHING_SAID, RenderOptions(box=box)) == "outside:30x20"  # type: ignore[arg-type]


def test_a_picture_of_one_pixel_is_one(readers: WorkerPool) -> None:
    assert seen(readers, blank(1, 1), box=(0, 0, 1, 1)).width == 1


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (bomb(10_000, 10_000), "too-many-pixels"),
        (bomb(2_000_000_000, 2), "too-many-pixels"),
        (bomb(100, 100), "damaged"),
        (scan()[:3000], "damaged"),
        (blank(form="JPEG")[:300], "damaged"),
        (scan("PDF")[:700], "damaged"),
        (pdf([[b"Secret"]], trailer=LOCKED), "encrypted"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"GIF89a", "damaged"),
        (b"BM" + bytes(60), "unsupported"),
        (b"words", "unsupported"),
        (b"", "unsupported"),
    ],
)
def test_what_cannot_be_seen_is_refused_with_a_word(readers: WorkerPool, body: bytes, why: str) -> None:
    assert readers.picture(body, NOTHING_SAID) == why


def test_a_format_that_pillow_was_built_without_is_unsupported_and_not_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(features, "check", lambda _name: False)
    with pytest.raises(UnreadableDocument, match="unsupported"):
        look_at(blank(form="AVIF"), "", RenderOptions())


def test_only_the_page_that_is_asked_for_of_many_is_drawn(readers: WorkerPool) -> None:
    many = scanned_pages(500)
    assert seen(readers, many, page=500).pages == 500
    assert readers.picture(many, NOTHING_SAID, RenderOptions(page=501)) == "no-page:500"


def test_what_a_file_says_of_itself_is_told_and_not_in_what_is_drawn(readers: WorkerPool) -> None:
    xmp = b'<p:a xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:Credit="The Agency"/>'
    taken = blank(form="JPEG", exif=camera_exif(), comment=b"From the roof", xmp=xmp)
    picture = seen(readers, taken)
    assert picture.said == {
        "camera": "Canon EOS 5",
        "taken": "2026:01:02 03:04:05",
        "place": PLACE,
        "comment": "From the roof",
        "credit": "The Agency",
        "also holds": "XMP",
    }
    for form in ("PNG", "JPEG"):
        drawn = seen(readers, taken, form=form)
        assert not opened(drawn).getexif()
        assert b"Canon" not in drawn.image
        assert b"roof" not in drawn.image
        assert b"Agency" not in drawn.image


def test_damaged_remarks_of_a_file_do_not_keep_it_from_being_seen(readers: WorkerPool) -> None:
    for exif in (b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40):
        assert seen(readers, blank(form="JPEG", exif=exif)).width == 30
