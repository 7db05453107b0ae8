"""A page that a browser drew, made by hand: its words as bars on two shots, each with its place in the text."""

from io import BytesIO

from PIL import Image, ImageDraw

from factcheck.archive.record_writer import sha256
from factcheck.archive.visit_warc import visit_warc
from factcheck.desk import Desk
from factcheck.model.source import Browser
from factcheck.model.visit import DrawnPage, Hop, Shot, Visit
from factcheck.model.vocabulary import Act, Outcome
from factcheck.reading.document.values import TextPlace
from factcheck.workflow.act import act_on, open_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.make_capture import NewCapture
from factcheck.workflow.evidence.record_capture import put_capture
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added

URL = "https://example.org/lamps"
BROWSER = Browser(product="Chromium 140.0", width=800, height=300)
QUOTE = "The bridge is lit by four lamps at night"
TEXT = (
    "The plan of the works, kept in the archive of the city. It was drawn in 1931 and never changed. "
    f"{QUOTE}, says the plan, and by two in the morning. The men of the harbour hung them in the "
    "spring of 1933, after long talk, and nobody has counted them since."
)
_WIDTH, _LINE, _HEIGHT, _LETTER = 800, 30, 300, 9


def places_of_words(text: str) -> list[TextPlace]:
    """Every word of a text, in lines of a column."""
    places, x, y, at = [], 60, 40, 0
    for word in text.split(" "):
        width = _LETTER * len(word)
        if x + width > _WIDTH - 60:
            x, y = 60, y + _LINE
        places.append(TextPlace(at, at + len(word), x, y, width, 20))
        x, at = x + width + _LETTER, at + len(word) + 1
    return places


def shots_of_words(text: str) -> tuple[Shot, ...]:
    """The same words as bars, cut in two in the midst of a line."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), (252, 252, 252))
    draw = ImageDraw.Draw(image)
    for one in places_of_words(text):
        draw.rectangle((one.x, one.y, one.x + one.width - 1, one.y + one.height - 1), fill=(40, 40, 40))
    cut = 40 + _LINE + 10
    return (_shot(image, 0, cut), _shot(image, cut, _HEIGHT))


def _shot(image: Image.Image, top: int, bottom: int) -> Shot:
    out = BytesIO()
    image.crop((0, top, image.width, bottom)).save(out, "PNG")
    return Shot(0, top, image.width, bottom - top, out.getvalue())


def drawn(desk: Desk, text: str = TEXT, **said: object) -> NewCapture:
    """The page as it was captured: in the archive, on no record yet; its file and its fields have what is `said`."""
    at, document = desk.clock(), f"<p>{text}</p>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    kind = (("Content-Type", "text/html"),)
    hop = Hop(URL, at, b"GET /lamps HTTP/1.1\r\n\r\n", head, document, 200, kind, "192.0.2.1:443")
    page = DrawnPage(at, BROWSER, document, b"{}", shots_of_words(text))
    visit = Visit(URL, at, Outcome.OK, hops=(hop,), drawn=page)
    warc = visit_warc(visit, text, {"outcome": "ok", **said}, desk.new_id, places_of_words(text))
    fields = {
        "outcome": Outcome.OK,
        "fetched_at": at,
        "requested_url": URL,
        "status": 200,
        "content_type": "text/html",
        "size": len(document),
        "payload_digest": sha256(document),
        "text_digest": sha256(text.encode()),
        "browser": BROWSER.plain(),
        "record": desk.archive.put(warc),
        **said,
    }
    return NewCapture(fields, text)


def draw(desk: Desk, ref: str, text: str = TEXT, source: str = "s1") -> str:
    """A capture of a source by a browser, on the record of a claim; its short id."""
    with open_claim(desk, ref) as claim:
        return put_capture(claim, source, drawn(desk, text))


def pictured(desk: Desk, ref: str = "lamps", *, confidential: bool = False, **claim: object) -> str:
    """A claim with a quote found on a page that a browser drew; its ref."""
    added(desk, f"The bridge has four {ref}.", ref=ref, **claim)
    about = {"title": "The plan of the lamps", "kind": "primary", "confidential": confidential}
    add_source(desk, ref, URL, about)
    draw(desk, ref)
    cite(desk, ref, "s1", {"exact": QUOTE, "stance": "supports"})
    return ref


def tell_drawn(desk: Desk, ref: str) -> None:
    """A quote on a page that a browser drew of an archive's copy, and one that a program read there."""
    source = add_source(desk, ref, URL, {"title": "The plan of the lamps"})
    memento = {"original": URL, "at": "2026-01-02T03:04:05Z", "archive": "An archive"}
    with open_claim(desk, ref) as claim:
        put_capture(claim, source, drawn(desk, memento=memento))
    key = cite(desk, ref, source, {"exact": QUOTE, "stance": "supports"})
    read = show_claim(desk, ref).quote(key).plain()
    more = {"id": f"e{int(key[1:]) + 1}", "stance": "context", "machine_read": "Tesseract 5"}
    act_on(desk, ref, Act.CITE, {"evidence": {**read, **more}})
