"""Pictures and scans in the browser: seen page by page, quoted by their place with and without scripts, looked at."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from tests.cli.conftest import Program
from tests.needed import need
from tests.reading.pictures import LINES, PLACE, camera_exif, encoded, page_image, scan
from tests.web.forms import hidden, went, words_of
from tests.web.keyboard import Keyboard
from tests.web.served import Served, serving


@pytest.fixture
def program(program: Program) -> Program:
    """The desk with a claim that has a picture and a scan of one page for sources."""
    program.ok("add", "The bridge has 9 lamps.", "--ref", "bridge")
    taken = encoded(page_image().convert("RGB"), "JPEG", exif=camera_exif(), quality=90)
    program.ok("source", "bridge", str(program.write("notice.jpg", taken)), "--title", "The notice")
    program.ok("source", "bridge", str(program.write("old.pdf", scan("PDF"))), "--title", "The old notice")
    return program


@pytest.fixture
def seen(program: Program) -> Iterator[Served]:
    """The same desk, served."""
    with serving(program.folder) as one:
        yield one


def test_a_picture_is_shown_with_what_its_file_says_and_sent_without_it(seen: Served) -> None:
    page = seen.get("/claims/bridge?capture=c1").body
    assert 'viewBox="0 0 1400 400"' in page
    assert PLACE in page
    assert "Canon EOS 5" in page
    assert 'href="/claims/bridge/captures/c1/1"' in page
    answer = seen.get("/claims/bridge/captures/c1/1")
    assert (answer.status, answer["content-type"]) == (200, "image/jpeg")
    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.size, len(picture.getexif())) == ((1400, 400), 0)


def test_what_cannot_be_seen_is_told_on_the_page_and_is_no_picture(seen: Served, program: Program) -> None:
    assert "not among its 1" in words_of(seen.get("/claims/bridge?capture=c2&page=2").body)
    assert seen.get("/claims/bridge/captures/c2/2").status == 422
    assert seen.get("/claims/bridge/captures/c2/x").status == 422
    assert seen.get("/claims/bridge/captures/c9/1").status == 404
    program.ok("attach", "bridge", str(program.write("words.txt", "The bridge has 9 lamps.")))
    assert seen.get("/claims/bridge/captures/c3/1").status == 404


def _sent(seen: Served, **given: str) -> str:
    head = hidden(seen.get("/claims/bridge/cite").body, "head")
    there = {"source": "s1", "stance": "supports", "head": head}
    return went(seen.post("/claims/bridge/cite", **{**there, **given}))


def test_a_place_given_in_numbers_is_quoted_without_a_script(seen: Served, program: Program) -> None:
    there = _sent(seen, quote=LINES[1], region="xywh=40,150,800,70")
    assert there.startswith("/claims/bridge?capture=c1&page=1")
    (quote,) = program.claim("bridge")["evidence"]
    assert (quote["region"]["x"], quote["who"], quote["machine_read"]) == (40, "Ana", None)
    assert '<rect class="quoted" x="40" y="150"' in seen.get(there.partition("#")[0]).body


def test_a_line_that_a_program_read_is_quoted_and_looked_at(seen: Served, program: Program) -> None:
    need("tesseract")
    page = seen.get("/claims/bridge?capture=c2&page=1&read=1").body
    assert LINES[0] in words_of(page)
    _sent(seen, quote=LINES[0], source="s2", capture="c2", page="1")
    (quote,) = program.claim("bridge")["evidence"]
    assert (quote["exact"], quote["who"], quote["standing"]) == (LINES[0], None, "filed")
    assert "nobody has held them against the picture" in words_of(seen.get("/claims/bridge").body)
    form = seen.get("/claims/bridge/amend?evidence=e1").body
    assert "I have held the words against the picture" in words_of(form)
    given = {"evidence": "e1", "head": hidden(form, "head"), "exact": "The bridge was opened.", "looked": "1"}
    went(seen.post("/claims/bridge/amend", **given, stance="supports", standing="filed"))
    (quote,) = program.claim("bridge")["evidence"]
    assert (quote["exact"], quote["who"]) == ("The bridge was opened.", "Ana")
    assert "Ana held them against the picture" in words_of(seen.get("/claims/bridge").body)


FRAME = "document.getElementById('drawn-place').getBoundingClientRect().width > 5"


def test_a_frame_is_drawn_with_the_mouse_and_moved_with_the_keys(browser: Any, seen: Served) -> None:
    keys = Keyboard(browser, seen, scripts=True, width=1280, theme="light")
    tab = keys.tab
    tab.goto(f"{seen.address}/claims/bridge?capture=c1")
    tab.locator("#seen-page").scroll_into_view_if_needed()
    box = tab.locator("#seen-page").bounding_box()
    scale = 1400 / box["width"]
    tab.mouse.move(box["x"] + 40 / scale, box["y"] + 150 / scale)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 840 / scale, box["y"] + 220 / scale, steps=3)
    tab.mouse.up()
    region = tab.locator("#form-cite [name=region]")
    x, y, width, height = (int(one) for one in region.input_value().removeprefix("xywh=").split(","))
    assert (abs(x - 40) < 6, abs(y - 150) < 6, abs(width - 800) < 9, abs(height - 70) < 9) == (True,) * 4
    assert tab.evaluate(FRAME)
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Shift+ArrowDown")
    assert region.input_value() == f"xywh={x + 14},{y},{width},{height + 14}"
    region.fill("xywh=1,2,30,40")
    tab.locator("#seen-page").focus()
    tab.keyboard.press("ArrowLeft")
    assert region.input_value() == "xywh=0,2,30,40"
    keys.close()


def test_axe_finds_nothing_to_mend_on_the_page_of_a_picture(browser: Any, seen: Served) -> None:
    from axe_playwright_python.sync_playwright import Axe

    keys = Keyboard(browser, seen, scripts=True, width=380, theme="light")
    keys.tab.goto(f"{seen.address}/claims/bridge?capture=c2&page=1")
    found = Axe().run(keys.tab)
    assert found.violations_count == 0, found.generate_report()
    assert keys.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keys.close()
