"""Records told through real events, one edition, and a browser for what only a browser can show."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import NAMESPACE_URL, uuid5

import pytest

from factcheck.model.claim import Article
from factcheck.model.decide import decide
from factcheck.model.event import Event, next_event
from factcheck.model.evidence import Region
from factcheck.model.record import Record
from factcheck.model.scale import Scale, Scales
from factcheck.model.signing import signing_digest
from factcheck.model.vocabulary import Act
from factcheck.report.edition import Edition
from tests.needed import need

_RATINGS = [
    ("true", "True", 1, "teal", "check"),
    ("half-true", "Half true", 2, "olive", "half"),
    ("false", "False", 3, "vermilion", "cross"),
    ("unproven", "Unproven", None, "violet", "question"),
]


def _scale(version: int, **labels: str) -> Scale:
    ratings = [
        {
            "id": rating,
            "label": labels.get(rating.replace("-", "_"), label),
            "meaning": f"What {label} means.",
            "order": order,
            "colour": colour,
            "icon": icon,
        }
        for rating, label, order, colour, icon in _RATINGS
    ]
    return Scale.of({"id": "three-step", "version": version, "title": "Three-step scale", "ratings": ratings})


PAGE: dict[str, Any] = {
    "outcome": "ok",
    "content_type": "text/html",
    "size": 48_200,
    "text_digest": "ef" * 32,
    "requested_url": "https://archive.example/programme",
    "fetched_at": "2026-11-03T09:12:00Z",
}
"""What a capture says of a page that came whole."""

FOUND: dict[str, Any] = {
    "standing": "anchored",
    "position": {"start": 4, "end": 18},
    "match": "exact",
    "who": None,
    "when": None,
}
"""What a quote says that was found in a capture."""

COPY = "https://web.archive.example/2026/https://archive.example/programme"
NOTHING_CAME: dict[str, Any] = {
    "content_type": None,
    "size": 0,
    "payload_digest": None,
    "fetched_at": "2026-11-03T09:20:00Z",
}
BLOCKED = {**NOTHING_CAME, "outcome": "blocked:by-site", "status": 403}
MISSING = {**NOTHING_CAME, "outcome": "error:not-found", "status": 404}

SCALES = Scales.of([_scale(1, half_true="Mixed"), _scale(2)])


class Story:
    """One claim's history, told act by act; `record` is what it amounts to."""

    def __init__(
        self, ref: str = "the-claim", text: str = "The bridge opened in 1932.", **claim: Any
    ) -> None:
        self._at = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
        self._last: Event | None = None
        body = {"id": str(uuid5(NAMESPACE_URL, ref)), "claim": {"ref": ref, "text": text, **claim}}
        self.record: Record = decide(None, self._next("Ana Ruiz", Act.ADD, body), SCALES)

    def _next(self, by: str, act: Act, body: dict[str, Any]) -> Event:
        self._at += timedelta(minutes=5)
        self._last = next_event(self._last, self._at, by, act, body)
        return self._last

    def did(self, act: Act, body: dict[str, Any], by: str = "Ana Ruiz") -> Self:
        """Any act."""
        self.record = decide(self.record, self._next(by, act, body), SCALES)
        return self

    def source(self, title: str = "City archive", **more: Any) -> Self:
        """One more source."""
        number = len(self.record.sources) + 1
        return self.did(Act.SOURCE, {"source": {"id": f"s{number}", "title": title, **more}})

    def capture(self, source: str = "s1", **more: Any) -> Self:
        """A file of a source, kept."""
        return self.did(Act.CAPTURE, {"capture": self._capture(source, **more)})

    def page(self, source: str = "s1", **more: Any) -> Self:
        """A page of the web, captured whole."""
        return self.capture(source, **{**PAGE, **more})

    def _capture(self, source: str, **more: Any) -> dict[str, Any]:
        return {
            "id": f"c{len(self.record.captures) + 1}",
            "source": source,
            "outcome": "filed",
            "fetched_at": "2026-11-02T08:00:00Z",
            "content_type": "application/pdf",
            "size": 1_250_000,
            "payload_digest": "ab" * 32,
            "record": "cd" * 32,
            **more,
        }

    def recheck(self, rung: str, evidence: str = "e1", found: str | None = None, **capture: Any) -> Self:
        """The source of a quote captured again, and what that says of the quote."""
        later = {**PAGE, "payload_digest": "12" * 32, "fetched_at": "2026-11-10T10:30:00Z", **capture}
        taken = self._capture(self.record.quote(evidence).source, **later)
        drift = {
            "id": f"d{len(self.record.drift) + 1}",
            "evidence": evidence,
            "capture": taken["id"],
            "rung": rung,
            **({"verdict": self.record.verdict.id} if self.record.verdict else {}),
            **({"found": found} if found else {}),
        }
        return self.did(Act.CAPTURE, {"capture": taken, "drift": [drift]})

    def find(self, exact: str = "opened in 1932", stance: str = "supports", **more: Any) -> Self:
        """A quote found in the latest capture."""
        return self.cite(exact, stance, **{**FOUND, "capture": f"c{len(self.record.captures)}", **more})

    def cite(self, exact: str = "opened in 1932", stance: str = "supports", **more: Any) -> Self:
        """A quote from the latest source, copied by hand unless `more` says otherwise."""
        evidence = {
            "id": self.record.next_evidence,
            "source": f"s{len(self.record.sources)}",
            "stance": stance,
            "standing": "transcribed",
            "exact": exact,
            "who": "Ana Ruiz",
            "when": "2026-11-02",
            **more,
        }
        return self.did(Act.CITE, {"evidence": evidence})

    def rate(self, rating: str = "true", version: int = 2, **more: Any) -> Self:
        """A verdict on all evidence there is."""
        verdict = {
            "id": f"v{len(self.record.verdicts) + 1}",
            "rating": rating,
            "scale": "three-step",
            "scale_version": version,
            "wording": self.record.claim.text,
            "summary": "The archive dates the opening to 1932.",
            "rationale": "The archive holds the programme of the day.",
            "cites": [one.id for one in self.record.evidence],
            "by": "Ana Ruiz",
            "at": self._at.isoformat(),
            **more,
        }
        return self.did(Act.RATE, {"verdict": verdict})

    def submit(self) -> Self:
        """The latest verdict passed on to a second person."""
        return self.did(Act.SUBMIT, {"verdict": f"v{len(self.record.verdicts)}"})

    def decide(self, decision: str, by: str = "Ben Osei", **more: Any) -> Self:
        """The second person's decision."""
        review = {
            "id": f"r{len(self.record.reviews) + 1}",
            "verdict": f"v{len(self.record.verdicts)}",
            "decision": decision,
            "digest": signing_digest(self.record, SCALES),
            "by": by,
            "at": self._at.isoformat(),
            **more,
        }
        return self.did(Act(decision), {"review": review}, by)

    def rated(self) -> Self:
        """The shortest way to a verdict."""
        return self.source().cite().rate()

    def signed(self) -> Self:
        """The shortest way to a signature."""
        return self.rated().submit().decide("approve")


ARTICLE = Article(
    ref="harbour",
    title="The harbour bridge at ninety",
    publisher="The Tide",
    byline="Nour Haddad",
    published_on="2022-03",
    url="https://tide.example/bridge",
    language="en",
)


@pytest.fixture
def story() -> type[Story]:
    """The teller of records."""
    return Story


@pytest.fixture
def article() -> Article:
    """The article claims are taken from."""
    return ARTICLE


@pytest.fixture
def edition() -> Edition:
    """An edition of a desk of several people."""
    return Edition(desk="The Harbour Desk", scales=SCALES, scale=SCALES.get("three-step"))


_VIEWPORT = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, for one module: its driver keeps an event loop running, in which no other can."""
    chromium = need("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    plain = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=[*plain, *quiet])
        yield started
        started.close()


@pytest.fixture(scope="module")
def _tab(browser: Any) -> Iterator[Any]:
    """A page that remembers what it asked for and what it complained of."""
    context = browser.new_context(viewport=_VIEWPORT)
    opened = context.new_page()
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()


@pytest.fixture
def page(_tab: Any) -> Any:
    """A page as if new: one for all tests of a module, since to open one costs four times as much as to show it."""
    _tab.goto("about:blank")
    _tab.context.clear_cookies()
    _tab.set_viewport_size(_VIEWPORT)
    _tab.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion="null")
    _tab.asked.clear()
    _tab.complaints.clear()
    return _tab


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole report on disk: every kind of page and of claim, hostile text among them."""
    from factcheck.report import pages
    from factcheck.report.finder import finder_files
    from factcheck.report.listed_claim import IndexedClaim

    told = stories()
    records = [one.record for one in told]
    shown = Edition(desk="The Harbour Desk", scales=SCALES, scale=SCALES.get("three-step"))
    rows = [IndexedClaim.of(record, SCALES) for record in records]
    articles = {"harbour": ARTICLE}
    folder = tmp_path_factory.mktemp("report")
    for room in ("claims", "articles", "find"):
        (folder / room).mkdir()
    made = {
        "index.html": pages.desk_index(rows, articles, shown),
        "empty.html": pages.desk_index([], {}, shown),
        **dict(finder_files(rows, articles, shown)),
        "scale.html": pages.scale_page(shown, list(SCALES.by_version.values())),
        "how-to-read.html": pages.guide_page(shown),
        "single.html": pages.single_page(records, articles, shown),
        **{f"claims/{one.claim.ref}.html": _page(one, shown) for one in records},
        **_copies({one.claim.ref: one for one in records}, shown),
    }
    for name, html in made.items():
        (folder / name).write_text(html, "utf-8")
    return folder


def _page(record: Record, shown: Edition) -> str:
    """The page of a claim; one shows a wide picture of its first quote."""
    from factcheck.report.pages import Beside, claim_page
    from factcheck.report.passage import ShownPicture

    wide = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 300'/>"
    picture = ShownPicture(wide, 1200, 300, Region(x=0, y=0, width=1200, height=300))
    pictures = {"e1": picture} if record.claim.ref == "captured" else {}
    return claim_page(record, ARTICLE, shown, Beside(pictures=pictures))


def _copies(told: dict[str, Record], edition: Edition) -> dict[str, str]:
    """Annotated copies: of many claims, of hostile text, from right to left, and one without its text."""
    from factcheck.report import pages
    from factcheck.report.article_view import bare_view
    from tests.report.copies import copy_of

    harbour = [told[ref] for ref in ("conflict", "signed", "withdrawn", "changed", "new", "captured")]
    words = [one.claim.text for one in harbour if one.claim.ref != "new"]
    text = f"The bridge\n\n{' '.join(words[:3])} It was paid for in 1933.\n\n{' '.join(words[3:])} It is loved by 9."
    persian = Article(ref="persian", title="پل", language="fa")
    hostile = Article(ref="hostile", title=HOSTILE, context=HOSTILE)
    return {
        "articles/harbour.html": copy_of(ARTICLE, text, harbour, edition, "It was paid for in 1933."),
        "articles/hostile.html": copy_of(hostile, f"{HOSTILE} {'x' * 300}", [told["hostile"]], edition),
        "articles/persian.html": copy_of(
            persian, f"{told['persian'].claim.text} سه کارگر جان باختند.", [told["persian"]], edition
        ),
        "articles/bare.html": pages.annotated_page(ARTICLE.ref, bare_view(ARTICLE, edition), edition),
    }


HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">{{ 7*7 }}"
)


def stories() -> list[Story]:
    placed = {"article": "harbour", "claimant": "Nour Haddad", "claimed_on": "2022-03-19"}
    conflict = (
        Story("conflict", "Four people died.", locator="paragraph 2", would_settle="The register.", **placed)
        .source("سجل المدينة", language="ar", kind="official", url="https://archiv.example/سجل")
        .cite("قتل أربعة أشخاص في الحادث", note="The register names four.")
        .rate("half-true", version=1, summary="An early view.")
        .submit()
        .decide("return", comment="Ask the firm.")
        .source("Company statement", kind="primary", party_to_dispute=True, url="https://firm.example/a#b")
        .cite("three workers died", "refutes", prefix="we regret that", suffix="on that day")
        .source("Old handbook", kind="reference")
        .rate("false", resolves="The register was kept on the day; the firm wrote a year later.")
    )
    held = (
        Story("signed", "The bridge opened in 1932.", locator="paragraph 12", **placed)
        .source("Programme", kind="primary")
        .capture()
        .cite(standing="filed", capture="c1")
        .source("A clerk", kind="conversation", confidential=True)
        .cite("It was 1932.", standing="told", how="by phone")
        .rate()
        .submit()
        .decide("approve", comment="Read and agreed.")
    )
    persian = Story("persian", "پل در سال ۱۹۳۲ باز شد و «خلیج» نام گرفت.", language="fa", claimant="نور حداد")
    hostile = (
        Story("hostile", HOSTILE, claimant=f"\u202eevil\u202c {HOSTILE}", quote=HOSTILE, tags=[HOSTILE])
        .source(HOSTILE, url="https://example.org/?q=%3Cscript%3E", note=HOSTILE, publisher="x" * 300)
        .cite(HOSTILE, note=HOSTILE, prefix=HOSTILE)
        .rate("unproven", rationale=HOSTILE, summary=HOSTILE)
    )
    withdrawn = Story("withdrawn", "It rained.", **placed).rated().did(Act.WITHDRAW, {"why": "Not a claim."})
    changed = Story("changed", "It cost a million.", **placed).signed()
    changed.did(Act.EDIT, {"set": {"text": "It cost two million."}, "why": "Misheard."})
    new = Story("new", "It is blue.", **placed)
    return [conflict, held, persian, hostile, withdrawn, changed, new, captured()]


_PROGRAMME = """Harbour news

… crowds had gathered on both banks since dawn. The bridge was opened in 1932 by the harbour master himself, and the
first tram crossed it at noon. “Not a bolt is out of place,” he said.

The works had cost four lives. …"""
_ARABIC = """أخبار الميناء
افتتح الجسر في عام ۱۹۳۲ بحضور حشد كبير، ثم عبره أول ترام عند الظهر (Harbour Tram, line 4).
وقال المهندس إن العمل كلّف أربعة أرواح."""


def captured() -> Story:
    """A claim whose quotes were found in captures, checked again, and no longer stand as they did."""
    words = (
        "The bridge was opened in 1932 by the harbour master himself, and the first tram crossed it at noon."
    )
    told = Story("captured", "A tram crossed the new bridge on its first day.")
    told.source("Programme of the day", kind="primary", url="https://archive.example/programme")
    told.did(Act.SOURCE, {"source": {**told.record.source("s1").plain(), "archived_url": COPY}})
    told.page(final_url="https://archive.example/1932/programme", outcome="partial:incomplete")
    told.find(
        words, prefix="since dawn.", suffix="“Not a bolt is", excerpt=_PROGRAMME.replace("the\n", "the ")
    )
    told.source("أخبار الميناء", language="ar", kind="news", url="https://akhbar.example/jisr")
    told.page("s2", content_type="text/html", requested_url="https://akhbar.example/jisr", let_through=True)
    told.find("افتتح الجسر في عام ۱۹۳۲ […] عبره أول ترام عند الظهر", excerpt=_ARABIC, match="typographic")
    told.source("City register", kind="official", url="https://register.example/1932")
    told.cite("opened on 3 May 1932", note="The register gives the day.")
    told.capture("s3", **BLOCKED)
    told.source("Old handbook", url="https://handbook.example/").capture("s4", **MISSING)
    told.rate(rationale="The programme of the day says so [e1], and so does the paper [e2].").submit()
    told.decide("approve").recheck("same-bytes", "e2", outcome="unchanged", payload_digest=None)
    told.recheck("quote-altered", found=words.replace("1932", "1933").replace(" himself", ""))
    return told.recheck("quote-altered", "e2", found="اختتم الجسر في عام ۱۹۳۲ […] عبره أول ترام عند الظهر")
