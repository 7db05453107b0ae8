"""Pages of the sorts that are often captured wrongly each end as they should."""

from collections.abc import Iterator

from factcheck.model.visit import Visit
from factcheck.reading.document.drawn_places import regions
from factcheck.reading.document.values import Hints, ReadDocument
from factcheck.reading.document.worker import read
from tests.fetch.browser.drawing import Drawing
from tests.fetch.browser.hard_pages import HARD_PAGES, HardPage
from tests.reading.document.drawn import LIMITS
from tests.servers import answer

LAMP = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='90' height='90'/></svg>"


def test_each_hard_page_ends_as_it_should(drawing: Drawing) -> None:
    drawing.server.say("/lamp.svg", answer(LAMP, content_type="image/svg+xml"))
    drawing.server.say("/more", answer("Four lamps", content_type="text/plain"))
    drawing.server.say("/inner", answer("<p>Inner</p><iframe srcdoc='<p>Innermost</p>'></iframe>"))
    drawing.server.say("/innermost", answer("<p>Innermost</p>"))
    figures = '[["2023", "48,500"], ["2024", "51,000"]]'
    drawing.server.say("/figures", answer(figures, content_type="application/json"))
    paths = [f"/{number}" for number in range(len(HARD_PAGES))]
    for path, page in zip(paths, HARD_PAGES.values(), strict=True):
        drawing.server.say(path, answer(f"<!doctype html><meta charset=utf-8>{page.html}"))
    visits = drawing.visits(*paths)
    wrong = {
        name: found
        for (name, page), visit in zip(HARD_PAGES.items(), visits, strict=True)
        if (found := list(_wrong_with(page, visit)))
    }
    assert not wrong


def _wrong_with(page: HardPage, visit: Visit) -> Iterator[str]:
    """What is otherwise than it should be."""
    if not visit.drawn:
        yield f"{visit.outcome}: {visit.reason}"
        return
    said = read(visit.drawn.layout, Hints(url=visit.final_url, drawn=True), LIMITS)
    text, at = said.text or "", 0
    for line in page.lines:
        if (found := text.find(line, at)) < 0:
            yield f"{line!r} is not in {text[at : at + 300]!r}"
        at = max(at, found)
    for word in page.unread:
        if word in text:
            yield f"{word!r} is in {text[:300]!r}"
    if page.noted and not any(page.noted in note for note in (*visit.notes, *said.notes)):
        yield f"{page.noted!r} is in none of {(*visit.notes, *said.notes)}"
    if page.quoted:
        yield from _wrong_place(page, visit, said)


def _wrong_place(page: HardPage, visit: Visit, said: ReadDocument) -> Iterator[str]:
    assert visit.drawn
    start = (said.text or "").find(page.quoted)
    found = regions(said.places, start, start + len(page.quoted))
    shown = max(shot.y + shot.height for shot in visit.drawn.shots)
    if not found or any(one.y < page.down or one.y + one.height > shown for one in found):
        yield f"{page.quoted!r} stands at {found} on a picture {shown} pixels high"
