"""Pictures at a terminal: what they are, what a program reads there, and who has to look."""

from PIL import Image

from tests.cli.conftest import REF, Program
from tests.needed import need
from tests.reading.pictures import LINES, PLACE, camera_exif, encoded, page_image


def _filed(desk: Program) -> None:
    desk.added()
    taken = encoded(page_image(), "JPEG", exif=camera_exif(), quality=90)
    desk.ok("attach", REF, str(desk.write("taken.jpg", taken)))


def test_a_picture_is_measured_told_of_and_written_without_what_its_file_says(desk: Program) -> None:
    _filed(desk)
    ran = desk("picture", REF, "c1", "--out", str(desk.folder / "page.png"))
    assert ran.out.splitlines() == [
        "Page 1 of 1: 1400 by 400",
        "camera: Canon EOS 5",
        "taken: 2026:01:02 03:04:05",
        f"place: {PLACE}",
    ]
    with Image.open(desk.folder / "page.png") as page:
        assert (page.size, len(page.getexif())) == ((1400, 400), 0)
    assert "not among its 1" in desk("picture", REF, "c1", "--page", "2").err


def test_only_a_picture_or_a_pdf_can_be_looked_at(desk: Program) -> None:
    desk.added()
    desk.ok("attach", REF, str(desk.write("words.txt", "So it is.")))
    ran = desk("picture", REF, "c1")
    assert (ran.code, "no picture and no PDF" in ran.err) == (1, True)


def test_words_that_a_program_read_lead_to_a_look_and_then_to_a_verdict(desk: Program) -> None:
    need("tesseract")
    _filed(desk)
    assert LINES[0] in desk.ok("picture", REF, "c1", "--read")
    cited = desk("cite", REF, "s1", "--quote", LINES[1], "--stance", "supports")
    assert "nothing rests on it before" in cited.err
    assert f"amend {REF} e1 --looked" in cited.err
    assert "not looked at yet" in " ".join(desk.ok("show", REF).split())
    refused = desk("rate", REF, "true", "--because", "So it says.")
    assert f"factcheck amend {REF} e1 --looked" in refused.err
    desk.ok("amend", REF, "e1", "--looked", "--as", "Ben")
    assert "looked at since, Ben" in " ".join(desk.ok("show", REF).split())
    desk.ok("rate", REF, "true", "--because", "So it says.")


def test_a_place_is_given_in_numbers(desk: Program) -> None:
    _filed(desk)
    place = ("--region", "xywh=40,150,800,70")
    desk.ok("cite", REF, "s1", "--quote", LINES[1], "--stance", "supports", *place)
    assert "at xywh=40,150,800,70" in " ".join(desk.ok("show", REF).split())
    found = desk("cite", REF, "s1", "--quote", LINES[1], "--stance", "supports", "--region", "40,150")
    assert "xywh=10,20,300,40" in found.err
