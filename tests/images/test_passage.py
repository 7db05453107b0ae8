"""Pictures of passages: what of a page stands on them, what marks the words, and what of the shots does not leave."""

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from factcheck.images.passage import MOST_BYTES, MOST_HEIGHT, MOST_WIDTH, Cutting, cut_passage
from factcheck.model.evidence import Region
from factcheck.model.visit import Shot

PAPER, INK, MARK = (250, 250, 250), (20, 20, 20), (11, 79, 138)


def region(x: int, y: int, width: int, height: int) -> Region:
    return Region(x=x, y=y, width=width, height=height)


def encoded(image: Image.Image, **more: object) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", **more)
    return out.getvalue()


def page(height: int, lines: list[Region], width: int = 800, dense: int = 1) -> Image.Image:
    image = Image.new("RGB", (width * dense, height * dense), PAPER)
    draw = ImageDraw.Draw(image)
    for one in lines:
        left, top, right, bottom = one.x, one.y, one.x + one.width, one.y + one.height
        draw.rectangle((left * dense, top * dense, right * dense - 1, bottom * dense - 1), fill=INK)
    return image


def shots_of(image: Image.Image, *cuts: int) -> list[Shot]:
    """The page in pieces of which each begins at one of these heights."""
    ends = [*cuts, image.height]
    return [
        Shot(0, top, image.width, bottom - top, encoded(image.crop((0, top, image.width, bottom))))
        for top, bottom in pairwise(ends)
    ]


LINES = [region(100, 40 + 30 * number, 500, 20) for number in range(20)]


def cut(shots: list[Shot], marked: list[Region], around: list[Region] | None = None) -> Cutting:
    found = cut_passage(shots, marked, LINES if around is None else around)
    assert found
    return found


def pixels(cutting: Cutting) -> Image.Image:
    return Image.open(BytesIO(cutting.png)).convert("RGB")


def test_shows_the_passage_with_whole_lines_around_it() -> None:
    found = cut(shots_of(page(700, LINES), 0), [region(300, 340, 120, 20)])
    assert found.place == region(76, 300, 548, 100)
    picture = pixels(found)
    assert picture.size == (548, 100)
    assert [picture.getpixel((5, at)) for at in (20, 50, 80)] == [PAPER] * 3
    assert [picture.getpixel((60, at)) for at in (5, 20, 50, 80, 95)] == [PAPER, INK, INK, INK, PAPER]


def test_draws_one_line_around_the_words_that_crosses_none_of_them() -> None:
    first, second = region(400, 340, 200, 20), region(100, 365, 150, 20)
    picture = pixels(cut(shots_of(page(700, [region(410, 345, 9, 9)]), 0), [first, second], [first, second]))
    marked = {
        (x, y)
        for x in range(picture.width)
        for y in range(picture.height)
        if picture.getpixel((x, y)) == MARK
    }
    assert marked
    left, top = 100 - 24, 340 - 56
    inside = {
        (x - left, y - top)
        for one in (first, second)
        for x in range(one.x, one.x + one.width)
        for y in range(one.y, one.y + one.height)
    }
    assert not marked & inside
    for one in (first, second):
        around = range(one.x + 5 - left, one.x + one.width - 5 - left)
        assert all(any((x, one.y + at - top) in marked for at in range(-6, 27)) for x in around)


def test_the_line_keeps_away_from_the_words_and_off_those_beside_them() -> None:
    before, quoted, after = region(100, 340, 96, 20), region(200, 340, 200, 20), region(440, 340, 160, 20)
    words = [before, quoted, after]
    picture = pixels(cut(shots_of(page(700, [region(250, 342, 9, 5)]), 0), [quoted], words))
    left = 100 - 24
    line = [x + left for x in range(picture.width) if picture.getpixel((x, picture.height // 2)) == MARK]
    assert line == [196, 197, 405, 406]


def test_a_passage_across_two_shots_is_the_same_as_on_one() -> None:
    image, marked = page(700, LINES), [LINES[9], LINES[10], LINES[11]]
    assert cut(shots_of(image, 0, 345), marked) == cut(shots_of(image, 0), marked)


def test_a_passage_at_the_corner_of_a_page_is_cut_at_the_corner() -> None:
    line = region(0, 0, 300, 20)
    assert cut(shots_of(page(300, [line]), 0), [line], [line]).place == region(0, 0, 324, 76)


def test_a_shot_with_more_pixels_gives_a_sharper_picture() -> None:
    image = page(700, LINES, dense=2)
    found = cut([Shot(0, 0, 800, 700, encoded(image))], [region(300, 340, 120, 20)])
    assert found.place == region(76, 300, 548, 100)
    assert pixels(found).size == (1096, 200)


def test_of_a_passage_that_is_too_high_the_beginning_is_shown_in_whole_lines() -> None:
    lines = [region(100, 40 + 30 * number, 500, 20) for number in range(120)]
    found = cut(shots_of(page(3_700, lines), 0), lines[10:110], lines)
    assert found.place.y < lines[10].y
    ends = found.place.y + found.place.height
    assert lines[40].y < ends < lines[80].y
    assert not any(one.y < ends < one.y + one.height for one in lines)
    assert pixels(found).height <= MOST_HEIGHT


def test_a_place_that_is_wider_than_a_picture_may_be_is_shown_whole_and_smaller() -> None:
    whole = region(0, 0, 3_000, 2_000)
    found = cut([Shot(0, 0, 3_000, 2_000, encoded(page(2_000, [region(9, 9, 99, 99)], 3_000)))], [whole], [])
    assert found.place == whole
    assert pixels(found).size == (MOST_WIDTH, MOST_HEIGHT)


def test_a_photograph_becomes_no_larger_than_a_page_may_load() -> None:
    noise = Image.effect_noise((1_200, 800), 90)
    found = cut([Shot(0, 0, 1_200, 800, encoded(noise))], [region(100, 100, 900, 600)], [])
    assert len(found.png) <= MOST_BYTES


def test_nothing_but_pixels_leaves_the_shots() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "somebody")
    image = page(700, LINES)
    image.info["exif"] = b""
    shot = Shot(0, 0, 800, 700, encoded(image, pnginfo=info, icc_profile=b"profile", dpi=(300, 300)))
    found = cut([shot], [LINES[5]])
    kinds, at = [], 8
    while at < len(found.png):
        length = int.from_bytes(found.png[at : at + 4])
        kinds.append(found.png[at + 4 : at + 8])
        at += 12 + length
    assert set(kinds) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def test_the_same_shots_give_the_same_bytes() -> None:
    image = page(700, LINES)
    assert cut(shots_of(image, 0), LINES[3:5]) == cut(shots_of(image, 0), LINES[3:5])


@pytest.mark.parametrize(
    ("shots", "marked"),
    [
        ([], [region(0, 0, 10, 10)]),
        (shots_of(page(100, []), 0), []),
        (shots_of(page(100, []), 0), [region(10, 90, 20, 20)]),
        (shots_of(page(100, [region(10, 10, 20, 20)]), 0), [region(50, 50, 20, 20)]),
    ],
)
def test_what_is_on_no_shot_has_no_picture(shots: list[Shot], marked: list[Region]) -> None:
    assert cut_passage(shots, marked, marked) is None


def test_a_place_that_a_person_chose_is_shown_also_where_it_is_empty() -> None:
    assert cut_passage(shots_of(page(100, []), 0), [region(10, 10, 20, 20)])


@pytest.mark.parametrize("png", [b"", b"GIF89a", encoded(Image.new("RGB", (800, 700)))[:60]])
def test_a_shot_that_is_no_picture_is_said_to_be_none(png: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        cut_passage([Shot(0, 0, 800, 700, png)], [region(0, 0, 10, 10)])
