"""Pictures that tests look at: words set in a picture, files of every format, what a camera writes into one."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from factcheck.images.lettering import FONT

LINES = ("The bridge was opened in 1935 and has 9 lamps.", "It was paid for by the county.")
PERSIAN = ("پل در سال ۱۹۳۵ ساخته شد.", "این سند را وزارت راه نوشته است.")
PLACE = "48.858194, -2.294444"
"""What `camera_exif` says of where the picture was taken."""


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    """The file of a picture."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def blank(width: int = 30, height: int = 20, mode: str = "RGB", form: str = "PNG", **options: Any) -> bytes:
    """A picture of one colour."""
    return encoded(Image.new(mode, (width, height)), form, **options)


def page_image(lines: Sequence[str] = LINES, *, right_to_left: bool = False) -> Image.Image:
    """Black words on white, 1,400 by 400 pixels, each line 100 below the one before."""
    image = Image.new("L", (1400, 400), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 48)
    for number, line in enumerate(lines):
        at, anchor = ((1350, 60 + 100 * number), "ra") if right_to_left else ((50, 60 + 100 * number), "la")
        draw.text(at, line, fill=0, font=font, anchor=anchor)
    return image


@cache
def scan(form: str = "PNG") -> bytes:
    """A picture of two lines of English words; as a PDF of one page, half as many points as pixels."""
    return encoded(page_image(), form, **({"resolution": 144} if form == "PDF" else {}))


@cache
def scanned_pages(pages: int) -> bytes:
    """A PDF of so many pages without a word of text: the last is the scan, the others are white."""
    last = page_image()
    white = Image.new("L", last.size, 255)
    images = [*[white] * (pages - 1), last]
    return encoded(images[0], "PDF", resolution=144, save_all=True, append_images=images[1:])


def camera_exif(orientation: int = 1) -> Image.Exif:
    """What a camera writes: its name, the time, the place, and how the picture is to be turned."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = orientation, "Canon", "EOS 5"
    exif.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.5), 3: "W", 4: (2.0, 17.0, 40.0)})
    return exif
