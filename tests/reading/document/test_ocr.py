"""Words read on pages by Tesseract, each with its place."""

from collections.abc import Iterator

import pytest

from factcheck.reading.document.ocr import data_for
from factcheck.reading.document.worker_pool import Hints, MachineText, WorkerPool
from tests.needed import need
from tests.reading.files import LOCKED, pdf
from tests.reading.pictures import LINES, PERSIAN, blank, encoded, page_image, scan, scanned_pages

NOTHING_SAID = Hints()


@pytest.fixture(scope="module")
def readers() -> Iterator[WorkerPool]:
    need("tesseract")
    with WorkerPool(1) as readers:
        yield readers


def read(readers: WorkerPool, body: bytes, page: int = 1, language: str = "en") -> MachineText:
    words = readers.words(body, NOTHING_SAID, page, language)
    assert isinstance(words, MachineText)
    return words


def test_words_are_read_line_by_line_each_with_its_place(readers: WorkerPool) -> None:
    words = read(readers, scan())
    assert words.text.split() == " ".join(LINES).split()
    assert words.program.startswith("tesseract ")
    start = words.text.index("1935")
    x, y, width, height = words.box_of(start, start + 4)
    assert (650 < x < 660, 70 < y < 80, 95 < width < 110, 30 < height < 50) == (True,) * 4


def test_places_on_a_page_of_a_pdf_are_in_its_points(readers: WorkerPool) -> None:
    words, as_picture = read(readers, scan("PDF")), read(readers, scan())
    assert words.text == as_picture.text
    for one, twice in zip(words.places, as_picture.places, strict=True):
        assert all(abs(2 * half - whole) <= 4 for half, whole in zip(one[2:], twice[2:], strict=True))


def test_words_from_right_to_left_are_in_the_order_of_reading(readers: WorkerPool) -> None:
    words = read(readers, encoded(page_image(PERSIAN, right_to_left=True)), language="fa")
    assert words.text.startswith("پل در سال ۱۹۳۵ ساخته شد")
    assert words.places[0].x > words.places[1].x


def test_a_page_without_words_has_none(readers: WorkerPool) -> None:
    for body in (blank(1, 1), blank(300, 200)):
        assert read(readers, body).text == ""


def test_one_page_of_many_is_read_and_no_other(readers: WorkerPool) -> None:
    words = read(readers, scanned_pages(500), page=500)
    assert (words.pages, words.text.split()[-1]) == (500, "county.")


def test_why_no_words_were_read_is_told_in_a_word(readers: WorkerPool) -> None:
    assert readers.words(scan(), NOTHING_SAID, 1, "cy") == "no-language:cym"
    assert readers.words(scan("PDF"), NOTHING_SAID, 2, "en") == "no-page:1"
    assert readers.words(pdf([[b"Secret"]], trailer=LOCKED), NOTHING_SAID, 1, "en") == "encrypted"


def test_without_the_program_no_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with WorkerPool(1) as readers:
        assert readers.words(scan(), NOTHING_SAID, 1, "en") == "no-tesseract"


@pytest.mark.parametrize(
    ("language", "data"),
    [("fa", "fas"), ("fa-IR", "fas"), ("", "eng"), ("tlh", "eng"), ("zh-TW", "chi_tra"), ("pt_BR", "por")],
)
def test_a_language_names_its_data(language: str, data: str) -> None:
    assert data_for(language) == data
