"""The image of a check that is shown where somebody shares its address: the verdict, the claim, the desk."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from factcheck.images.icons import icon_mask
from factcheck.images.lettering import TextBox, draw_lines, fit, is_right_to_left, unsettable
from factcheck.images.share_words import HEIGHT, WIDTH, ShareWords

_MARGIN, _STRIPE, _ICON = 76, 20, 68
_VERDICT, _CLAIM, _DESK = (54, 46, 38, 32, 26), (64, 56, 50, 44, 40, 36, 32, 29, 26, 23), (32, 28, 24)
_SHADES = 16
_TOP, _CLAIM_TOP, _CLAIM_HEIGHT, _ALONE, _FOOT = 68, 174, 336, 240, 530


def share_image(words: ShareWords) -> bytes:
    """A PNG of 1200 by 630 pixels, the same bytes for the same words; words that cannot be set are left out."""
    image = Image.new("RGB", (WIDTH, HEIGHT), words.paper)
    draw = ImageDraw.Draw(image)
    stripe = WIDTH - _STRIPE if words.from_right else 0
    draw.rectangle((stripe, 0, stripe + _STRIPE - 1, HEIGHT), fill=words.hue)
    has_claim = not unsettable(words.claim)
    top = _TOP if has_claim else _ALONE
    icon = WIDTH - _MARGIN - _ICON if words.from_right else _MARGIN
    image.paste(words.hue, (icon, top), icon_mask(words.shapes, _ICON))
    beside = _MARGIN + _ICON + 24
    across = (_MARGIN, WIDTH - beside) if words.from_right else (beside, WIDTH - _MARGIN)
    _set(draw, words.verdict, TextBox(*across, top - 11, _ICON + 22), (_VERDICT, words.hue, words.from_right))
    whole = (_MARGIN, WIDTH - _MARGIN)
    claim = TextBox(*whole, _CLAIM_TOP, _CLAIM_HEIGHT)
    _set(draw, words.claim, claim, (_CLAIM, words.ink, is_right_to_left(words.claim)))
    draw.line((whole[0], _FOOT, whole[1], _FOOT), fill=words.line, width=2)
    _set(draw, words.foot, TextBox(*whole, _FOOT + 16, 56), (_DESK, words.soft, words.from_right))
    out = BytesIO()
    image.quantize(
        palette=_palette_of(words.paper, (words.hue, words.ink, words.soft), words.line),
        dither=Image.Dither.NONE,
    ).save(out, "PNG", compress_level=6)
    return out.getvalue()


@lru_cache(maxsize=64)
def _palette_of(paper: str, colours: tuple[str, ...], line: str) -> Image.Image:
    """An image with a palette of these colours, each in shades up to that of the paper; and of that of the line."""
    ground = ImageColor.getrgb(paper)
    shades = [
        round(low + (high - low) * step / _SHADES)
        for colour in colours
        for step in range(_SHADES)
        for low, high in zip(ImageColor.getrgb(colour), ground, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*ground, *ImageColor.getrgb(line), *shades])
    return palette


def _set(draw: ImageDraw.ImageDraw, text: str, box: TextBox, look: tuple[Sequence[int], str, bool]) -> None:
    """Draw words into a box, in the largest of some sizes, a colour, from the right or the left."""
    sizes, colour, from_right = look
    if not unsettable(text):
        draw_lines(draw, fit(text, box, sizes), box, colour, from_right=from_right)
