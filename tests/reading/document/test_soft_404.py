"""Visits judged by the text that was read: block pages, missing pages, broken codings."""

from collections.abc import Iterator

import pytest

from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.soft_404 import judge_visit
from factcheck.reading.document.worker_pool import Hints, ReadDocument, WorkerPool
from tests.reading.quote.page_languages import LANGUAGES
from tests.reading.quote.page_versions import page
from tests.records import AT

ASKED = "https://daily.example/2011/schools"
MENU = "<nav>" + "".join(f"<a href=/{n}>Section {n}</a> " for n in range(12)) + "</nav>"
ARTICLE = "".join(
    f"<p>On day {n} the company said that the new test, which asks visitors to verify you are human and to solve the "
    "captcha, would keep bots away. Access denied, it said, is what they see; page not found is another.</p>"
    for n in range(30)
)
WALLS = {
    "cloudflare": "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript>"
    "<script>window._cf_chl_opt={}</script>",
    "akamai": "<title>Access Denied</title><h1>Access Denied</h1>You don't have permission to access this page.",
    "perimeterx": "<title>The Daily</title><div id=px-captcha></div><p>Press &amp; Hold to confirm</p>",
    "datadome": "<title>daily.example</title><script src=https://geo.captcha-delivery.com/c.js></script>",
    "google": "<p>Our systems have detected unusual traffic from your computer network.</p>",
    "anubis": "<title>Making sure you're not a bot!</title><p>Loading...</p>",
    "german": "<title>Nur einen Moment…</title>",
    "robot": "<h1>Are you a robot?</h1><p>Please confirm.</p>",
    "persian": "<title>من ربات نیستم</title><p>برای ادامه تأیید کنید: من ربات نیستم</p>",
    "consent": "<h1>Before you continue to The Daily</h1><p>Before you continue to The Daily: accept all?</p>",
    "paywall": "<h1>Schools</h1><p>Fifty-two schools were …</p><p>Subscribe to continue reading.</p>",
    "login": f"<title>Log in | The Daily</title>{MENU}<form><input name=p type='password'></form>",
}
MISSING = {
    "english": "<title>Page not found | The Daily</title>" + MENU,
    "number": "<title>404 - The Daily</title>" + MENU,
    "heading": f"<title>The Daily</title>{MENU}<h1>Sorry, page not found.</h1>",
    "words": "<title>The Daily</title><p>We are sorry: the page you requested could not be found.</p>",
    "german": "<h1>Seite nicht gefunden</h1>",
    "french": "<title>Page introuvable</title>",
    "spanish": "<h1>Página no encontrada</h1>",
    "russian": "<h1>Страница не найдена</h1>",
    "persian": "<h1>صفحه مورد نظر یافت نشد</h1>",
    "arabic": "<title>الصفحة غير موجودة</title>",
    "chinese": "<title>页面不存在 - 日报</title>",
}


@pytest.fixture(scope="module")
def readers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as readers:
        yield readers


def visit(*, status: int = 200, outcome: Outcome = Outcome.OK, to: str = ASKED, **headers: str) -> Visit:
    """A visit to ASKED that led to `to`."""
    shown = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    hop = Hop(to, AT, b"", b"", b"body", status, shown, "192.0.2.1:443")
    return Visit(ASKED, AT, outcome, "said by the fetch", (hop,))


def looked_at(readers: WorkerPool, markup: str, seen: Visit) -> Outcome:
    return judge_visit(seen, readers.read(f"<!doctype html>{markup}".encode(), Hints("text/html")))[0]


@pytest.mark.parametrize("name", WALLS)
def test_a_block_page_is_not_the_page_whatever_the_status(readers: WorkerPool, name: str) -> None:
    assert looked_at(readers, WALLS[name], visit()) is Outcome.BLOCKED_BY_SITE
    refused = visit(status=403, outcome=Outcome.HTTP)
    assert looked_at(readers, WALLS[name], refused) is Outcome.BLOCKED_BY_SITE


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_sites_say_instead_of_a_page_is_not_the_page(readers: WorkerPool, language: str) -> None:
    """In seven languages, in notices without a title of their own."""
    said = LANGUAGES[language].instead
    known = {"consent", "bot", "closed", "script", "region", "expired", "missing", "parked", "moved"}
    seen = {kind: looked_at(readers, f"<title>Daily</title><p>{said[kind]}</p>", visit()) for kind in said}
    assert {kind for kind, one in seen.items() if one is Outcome.OK}.isdisjoint(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_article_with_the_frame_of_its_site_is_a_page(readers: WorkerPool, language: str) -> None:
    words = LANGUAGES[language]
    for body in ([words.body[0]], [*words.body[:3]], [words.body[6]]):
        assert looked_at(readers, page(words, words.title, body), visit()) is Outcome.OK


def test_an_article_that_is_not_free_may_be_a_part(readers: WorkerPool) -> None:
    said = """<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>"""
    teaser = "<h1>Schools</h1><p>Fifty-two schools were closed.</p>" + "<p>They will stay closed.</p>" * 30
    asking = f"{said}{teaser}<p>Subscribe now. Already a subscriber? Welcome back.</p>"
    assert looked_at(readers, asking, visit()) is Outcome.PARTIAL
    assert looked_at(readers, f"{said}{teaser}", visit()) is Outcome.OK
    assert looked_at(readers, asking.replace("False", "True"), visit()) is Outcome.OK


@pytest.mark.parametrize(
    "markup",
    [
        "<title>Notice</title><p>The bridge on the lower road is under maintenance until May, the town said.</p>",
        "<title>Notice</title><p>The vendor said that its offer of cookies has expired, and it has moved.</p>",
        "<title>Notice</title><p>The press office has moved to a building that is for sale by the state.</p>",
        "<title>Notice</title><p>The ferry is temporarily unavailable. The website tells when it sails.</p>",
        "<title>Notice</title><p>If nothing happens by May, the union will strike, the office said.</p>",
        "<title>Notice</title><p>The rule holds in the European Economic Area and is not available outside.</p>",
        "<title>Hinweis</title><p>Die Studie ist nicht mehr abrufbar, und auf der anderen Seite wird gebaut.</p>",
        "<title>Daily</title><nav>Log in | Subscribe now</nav><h1>Schools</h1>"
        "<p>Fifty-two schools were closed in the district on Monday, the office said at noon, and no more.</p>",
    ],
)
def test_a_short_page_with_words_of_such_pages_is_a_page(readers: WorkerPool, markup: str) -> None:
    assert looked_at(readers, markup, visit()) is Outcome.OK


@pytest.mark.parametrize("name", MISSING)
def test_a_page_that_says_it_is_missing_is_suspect(readers: WorkerPool, name: str) -> None:
    assert looked_at(readers, MISSING[name], visit()) is Outcome.SOFT_404


@pytest.mark.parametrize(
    "title",
    [
        *(
            "How captchas came to be",
            "Access denied: a life behind walls",
            "Are you a robot?",
            "Just a moment...",
        ),
        *("Page not found: the web that was lost", "404 schools closed", "Not found", "Log in"),
    ],
)
def test_an_article_about_such_pages_is_an_article(readers: WorkerPool, title: str) -> None:
    markup = f"<title>{title}</title><h1>{title}</h1>{ARTICLE}<form><input type=password></form>"
    seen = visit()
    assert looked_at(readers, markup, seen) is Outcome.OK


@pytest.mark.parametrize(
    "markup",
    [
        "<title>Statement</title><h1>Statement</h1><p>Fifty-two schools were closed.</p>",
        "<title>Contact</title><p>Write to us.</p><div class='g-recaptcha'></div><form><input type=password></form>",
        "<title>Route 404 is closed</title><p>Until Monday, the council said.</p>",
        "<title>Blocked drains</title><p>Access to the street was blocked, the council said.</p>",
        "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><p>Fifty-two schools.</p>",
    ],
)
def test_a_short_page_is_a_page(readers: WorkerPool, markup: str) -> None:
    assert looked_at(readers, markup, visit()) is Outcome.OK


def test_the_site_can_say_itself_that_it_is_a_test(readers: WorkerPool) -> None:
    assert looked_at(readers, ARTICLE, visit(cf_mitigated="challenge")) is Outcome.BLOCKED_BY_SITE


def test_a_site_that_asks_for_a_login_blocks_and_a_broken_one_does_not(readers: WorkerPool) -> None:
    plain = "<title>Error</title><p>Something went wrong.</p>"
    assert looked_at(readers, plain, visit(status=401, outcome=Outcome.HTTP)) is Outcome.BLOCKED_BY_SITE
    for status in (403, 429, 500, 503):
        assert looked_at(readers, plain, visit(status=status, outcome=Outcome.HTTP)) is Outcome.HTTP
    assert looked_at(readers, WALLS["cloudflare"], visit(status=500, outcome=Outcome.HTTP)) is Outcome.HTTP


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        ("https://daily.example/", Outcome.SOFT_404),
        ("https://www.daily.example", Outcome.SOFT_404),
        ("https://daily.example/en/index.html", Outcome.SOFT_404),
        ("https://daily.example/2011/schools-closed", Outcome.OK),
        ("https://daily.example/?p=52", Outcome.OK),
        ("https://other.example/", Outcome.OK),
        ("https://consent.daily.example/collect?to=x", Outcome.BLOCKED_BY_SITE),
        ("https://daily.example/account/login?next=x", Outcome.BLOCKED_BY_SITE),
        ("https://daily.example/2011/login-rules", Outcome.OK),
    ],
)
def test_where_the_redirects_led_tells(readers: WorkerPool, to: str, outcome: Outcome) -> None:
    assert looked_at(readers, f"<title>Daily</title>{MENU}<p>News of the day.</p>", visit(to=to)) is outcome


def test_the_home_page_may_be_asked_for(readers: WorkerPool) -> None:
    hops = visit(to="https://daily.example/en/").hops
    assert looked_at(readers, MENU, Visit("https://daily.example/", AT, Outcome.OK, hops=hops)) is Outcome.OK


@pytest.mark.parametrize(
    ("outcome", "coding", "judgement"),
    [
        (Outcome.OK, "corrupt", Outcome.PARTIAL_ENCODING),
        (Outcome.PARTIAL, "corrupt", Outcome.PARTIAL),
        (Outcome.PARTIAL_INCOMPLETE, "corrupt", Outcome.PARTIAL_INCOMPLETE),
        (Outcome.OK, "too-large", Outcome.PARTIAL),
        (Outcome.OK, "unknown", Outcome.ENCODING),
        (Outcome.OK, "too-many", Outcome.ENCODING),
        (Outcome.HTTP, "unknown", Outcome.HTTP),
        (Outcome.TIMEOUT, "corrupt", Outcome.TIMEOUT),
    ],
)
def test_a_coding_that_cannot_be_removed_is_named(outcome: Outcome, coding: str, judgement: Outcome) -> None:
    reading = ReadDocument("Fifty-two schools.", "ok", "text/html", coding=coding)
    assert (
        judge_visit(visit(outcome=outcome, status=500 if outcome is Outcome.HTTP else 200), reading)[0]
        is judgement
    )


def test_what_the_fetch_refused_or_could_not_reach_stays_as_it_was() -> None:
    reading = ReadDocument(None, "none", "application/octet-stream")
    for outcome in (Outcome.BLOCKED_SCHEME, Outcome.DNS, Outcome.NOT_FOUND, Outcome.UNCHANGED, Outcome.EMPTY):
        assert judge_visit(Visit(ASKED, AT, outcome, "why"), reading) == (outcome, "why")


def test_a_page_without_words_came_whole_and_is_noted(readers: WorkerPool) -> None:
    reading = readers.read(b"<html><script>draw()</script>", Hints("text/html"))
    outcome, why = judge_visit(visit(), reading)
    assert (outcome, "holds no words" in why) == (Outcome.OK, True)


def test_reasons_are_plain_sentences(readers: WorkerPool) -> None:
    for markup in (*WALLS.values(), *MISSING.values()):
        why = judge_visit(visit(), readers.read(f"<!doctype html>{markup}".encode(), Hints()))[1]
        assert why[0].isupper()
        assert why.endswith(".")
