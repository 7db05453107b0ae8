"""Pictures and pages of PDFs: how large they are, how they look, and what their files say of themselves.

Pictures are read with Pillow, which the extra `images` brings. Everything here raises UnreadableDocument: no-pillow,
unsupported, encrypted, damaged, too-many-pixels, no-page:<pages>, outside:<width>x<height>.
"""

import io
import math
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from factcheck.reading.document.media_type import PDF, media_type_of
from factcheck.reading.document.picture_metadata import said_by_pdf, said_by_picture
from factcheck.reading.document.values import Box, Picture, RenderOptions, UnreadableDocument

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 80_000_000
"""Pixels of a picture beyond which it is not read: it would take more memory than a reader may use."""

FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
}
"""The media types of pictures that are read, each with Pillow's word for it."""

_POINTS, _FINEST = 72, 300
"""Dots an inch: those in which places on pages of PDFs are counted, and the most with which they are drawn."""
_LARGEST_PAGE = 14_400
"""Points of the longer side of a page of a PDF, as the format has them."""
_SMALLEST = 3
"""Pixels that a part of a page has at least on each side, so that something of it is left when edges are rounded."""
_WRONG_PASSWORD = 4
_QUALITY = 85


def look_at(body: bytes, content_type: str, options: RenderOptions) -> Picture:
    """A page of a picture or PDF, drawn as `options` ask for."""
    if not find_spec("PIL"):
        raise UnreadableDocument("no-pillow")
    kind = media_type_of(body, content_type)
    if kind == PDF:
        return _page_of_pdf(body, options)
    if kind not in FORMATS:
        raise UnreadableDocument("unsupported")
    return _page_of_picture(body, FORMATS[kind], options)


def _page_of_picture(body: bytes, form: str, options: RenderOptions) -> Picture:
    from PIL import Image, UnidentifiedImageError, features

    if form in ("AVIF", "WEBP") and not features.check(form.lower()):
        raise UnreadableDocument("unsupported")
    Image.MAX_IMAGE_PIXELS = None  # they are counted below, before any is read
    try:
        with Image.open(io.BytesIO(body), formats=(form,)) as file:
            pages = getattr(file, "n_frames", 1) if form == "TIFF" else 1
            _need_page(options.page, pages)
            file.seek(options.page - 1)
            if file.width * file.height > MOST_PIXELS:
                raise UnreadableDocument("too-many-pixels")
            said = said_by_picture(file)
            whole = _upright(file)
            edges = _edges(options, whole.size)
            part = whole.crop(edges) if options.box else whole
            seen = _no_larger(_plain(_no_larger(part, options.most)), options.most)
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError) as wrong:
        raise UnreadableDocument("damaged") from wrong
    return Picture(*whole.size, pages, _box(edges), _encoded(seen, options.form), said)


def _page_of_pdf(body: bytes, options: RenderOptions) -> Picture:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(body) as pdf:
            _need_page(options.page, len(pdf))
            if pdf.get_formtype():
                pdf.init_forms()
            page = pdf[options.page - 1]
            width, height = (min(math.ceil(one), _LARGEST_PAGE) for one in page.get_size())
            edges = _edges(options, (width, height))
            area = (edges[2] - edges[0]) * (edges[3] - edges[1])
            least = _SMALLEST / min(edges[2] - edges[0], edges[3] - edges[1])
            scale = min(_FINEST / _POINTS, max(math.sqrt(options.most / area), least))
            margins = (edges[0], height - edges[3], width - edges[2], edges[1])
            part = page.render(scale=scale, crop=margins, rev_byteorder=True).to_pil().convert("RGB")
            said = said_by_pdf(pdf.get_metadata_dict(skip_empty=True))
            return Picture(width, height, len(pdf), _box(edges), _encoded(part, options.form), said)
    except pypdfium2.PdfiumError as wrong:
        why = "encrypted" if getattr(wrong, "err_code", None) == _WRONG_PASSWORD else "damaged"
        raise UnreadableDocument(why) from wrong


def _need_page(page: int, pages: int) -> None:
    if not 1 <= page <= pages:
        raise UnreadableDocument(f"no-page:{pages}")


def _edges(options: RenderOptions, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The left, upper, right and lower edge of what is seen; its box has to lie within the page and hold a pixel."""
    x, y, width, height = options.box or (0, 0, *size)
    right, bottom, more = x + width, y + height, options.around
    if min(x, y) < 0 or min(width, height) < 1 or right > size[0] or bottom > size[1]:
        raise UnreadableDocument(f"outside:{size[0]}x{size[1]}")
    return max(x - more, 0), max(y - more, 0), min(right + more, size[0]), min(bottom + more, size[1])


def _box(edges: tuple[int, int, int, int]) -> Box:
    left, top, right, bottom = edges
    return left, top, right - left, bottom - top


def _upright(file: "Image") -> "Image":
    """The picture turned as its file says that it is to be seen; as it stands where that cannot be read."""
    from PIL import ImageOps

    file.load()
    with suppress(Exception):
        ImageOps.exif_transpose(file, in_place=True)
    return file


def _plain(image: "Image") -> "Image":
    """The same in RGB or grey, eight bits each, on white where it is transparent."""
    from PIL import Image

    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _eight_bits(image)
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        return paper.convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: "Image") -> "Image":
    """Grey of 16 bits, or of any range, as grey of eight: what is darkest and lightest in it where 16 bits are left."""
    wide = image.convert("I") if image.mode.startswith("I;16") else image
    low, high = (float(one) for one in wide.getextrema())  # type: ignore[arg-type]
    if 0 <= low <= high < 1 << 16 and image.mode != "F":
        low, high = 0.0, float((1 << 16) - 1)
    if not (math.isfinite(low) and math.isfinite(high)) or low == high:
        low, high = 0.0, 255.0
    scale = 255 / (high - low)
    return wide.convert("F").point(lambda one: one * scale - low * scale).convert("L")


def _no_larger(image: "Image", most: int) -> "Image":
    """The picture made smaller where it has more pixels than that and is of a kind whose pixels can be mixed."""
    from PIL.Image import Resampling

    pixels = image.width * image.height
    if pixels <= most or image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    scale = math.sqrt(most / pixels)
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    return image.resize(size, Resampling.LANCZOS)


def _encoded(image: "Image", form: str) -> bytes:
    """The file of a picture made of its pixels alone."""
    from PIL import Image

    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    options: Mapping[str, Any] = {"quality": _QUALITY} if form == "JPEG" else {"compress_level": 6}
    file = io.BytesIO()
    bare.save(file, form, **options)
    return file.getvalue()
