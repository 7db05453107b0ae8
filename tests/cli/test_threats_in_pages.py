"""What a fetch must survive, through the real command: rows 18 to 24 of the table of threats, what pages hold."""

import re
from functools import partial

import pytest

from factcheck.reading.document.worker_pool import Limits, WorkerPool
from tests.cli.conftest import REF
from tests.cli.pages import PAGE, QUOTE, WORDS, Web
from tests.desks import tree
from tests.reading.files import LOCKED, WORD, pdf, with_part, word, zipped
from tests.servers import (
    answer,
    redirect,
)

OUTSIDE = "93.184.215.14"
BOTS = "<title>Just a moment...</title><p>Verify you are human by completing the action below."


# 18 to 22: what the bytes say


ONE_TAG = b"<html><p " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">words</p>"
WHOLE = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode()
DOCX = word(lambda document: document.add_paragraph(WORDS))
PDF = "application/pdf"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on the time a document may take as short as a test can wait for."""
    short = partial(WorkerPool, limits=Limits(cpu_seconds=1, wall_seconds=5))
    monkeypatch.setattr("factcheck.desk.WorkerPool", short)


@pytest.mark.usefixtures("hurried")
def test_18_a_page_that_would_hang_every_parser_is_given_up_and_kept(web: Web) -> None:
    url = web.page(answer(ONE_TAG))

    assert web.outcome(url) == "ok"
    capture = web.capture(url)
    assert capture["text_outcome"] in ("text:failed:cpu", "text:failed:time")
    assert capture["text_outcome"] in web.desk.ok("show", REF)
    assert web.kept(url).payload == ONE_TAG


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (with_part(DOCX, "word/document.xml", WHOLE + b"a" * 300_000_000), "too-large"),
        (zipped({"word/document.xml": b"<not xml"}), "damaged"),
        (pdf([[b"secret"]], trailer=LOCKED), "encrypted"),
        (b"%PDF-1.7 and nothing more", "damaged"),
    ],
    ids=["docx bomb", "damaged docx", "encrypted pdf", "damaged pdf"],
)
def test_18_a_document_that_cannot_be_read_is_kept_with_why(web: Web, body: bytes, why: str) -> None:
    url = web.page(answer(body, content_type="application/octet-stream"))

    assert web.outcome(url) == "ok"
    assert web.capture(url)["text_outcome"] == f"text:failed:{why}"
    assert web.kept(url).payload == body
    ran = web.desk(
        "cite", REF, web.cited[url], "--quote", QUOTE, "--stance", "supports", "--standing", "anchored"
    )
    assert (ran.code, ran.out) == (3, "")


def test_18_blocks_within_blocks_are_read(web: Web) -> None:
    url = web.page(answer("<div>" * 100_000 + WORDS + "</div>" * 100_000))

    assert web.outcome(url) == "ok"
    assert QUOTE in (web.kept(url).text or "")


@pytest.mark.parametrize(
    ("body", "declared", "kind", "has_words"),
    [
        (PAGE.encode(), "image/png", "text/html", True),
        (pdf([[WORDS.encode()]]), "text/html", PDF, True),
        (
            DOCX,
            "application/pdf",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            True,
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "text/html", "image/png", False),
        (WORDS.encode(), "application/x-unheard-of", "text/plain", True),
    ],
    ids=["html", "pdf", "docx", "png", "text"],
)
def test_19_the_signature_decides_and_both_are_stored(
    web: Web, body: bytes, declared: str, kind: str, has_words: bool
) -> None:
    url = web.page(answer(body, content_type=declared))

    assert web.outcome(url) == "ok"
    capture = web.capture(url)
    assert (capture["content_type"], capture["declared_type"]) == (kind, declared)
    assert (QUOTE in " ".join((web.kept(url).text or "").split())) is has_words


CAFE = "<p>Im Café “Zürich” wurden zweiundfünfzig Gäste gezählt, sagte die Wirtin.</p>"


@pytest.mark.parametrize(
    ("body", "declared", "how"),
    [
        (CAFE.encode("utf-8-sig"), "text/html; charset=windows-1252", "utf-8 (bom)"),
        (CAFE.encode("cp1252"), "text/html; charset=windows-1252", "windows-1252 (http)"),
        (b"<meta charset=windows-1252>" + CAFE.encode("cp1252"), "text/html", "windows-1252 (meta)"),
        (CAFE.encode(), "text/html", "utf-8 (utf-8)"),
        ((CAFE * 20).encode("cp1252"), "text/html", "(detector)"),
    ],
    ids=["bom", "http", "meta", "utf-8", "detector"],
)
def test_20_how_the_charset_was_chosen_is_stored(web: Web, body: bytes, declared: str, how: str) -> None:
    url = web.page(answer(body, content_type=declared))

    assert web.outcome(url) == "ok"
    assert how in web.capture(url)["charset"]
    assert "Café “Zürich” wurden zweiundfünfzig Gäste" in (web.kept(url).text or "")


def test_20_a_charset_that_lies_is_told(web: Web) -> None:
    url = web.page(answer((CAFE * 20).encode("cp1252"), content_type="text/html; charset=utf-8"))

    assert web.outcome(url) == "ok"
    assert web.capture(url)["charset"] == "utf-8 (http)"
    assert web.capture(url)["notes"]
    assert web.capture(url)["notes"][0] in " ".join(web.desk.ok("show", REF).split())


WALLS = {
    "bots": answer(BOTS),
    "bots, refused": answer(BOTS, "403 Forbidden"),
    "too many": answer(BOTS, "503 Service Unavailable"),
    "consent": answer("<title>Daily</title><h1>We value your privacy</h1><p>Accept all cookies to go on."),
    "login": answer('<title>Log in</title><form><input name=u><input type="password"></form>'),
    "subscribers": answer("<title>Daily</title><p>Subscribe to continue reading this article."),
    "authorisation": answer("who are you", "401 Unauthorized", www_authenticate="Basic"),
}


@pytest.mark.parametrize("wall", [*WALLS])
def test_21_a_page_in_the_way_is_blocked_by_the_site(web: Web, wall: str) -> None:
    url = web.page(WALLS[wall])

    assert web.outcome(url) == "blocked:by-site"
    assert web.capture(url)["text_digest"] is None


def test_21_a_page_in_the_way_is_no_baseline_and_no_word_of_the_quote(web: Web) -> None:
    url = web.page(answer(PAGE), answer(BOTS), answer(PAGE))
    web.cite(url)
    web.fetch()
    web.desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    web.desk.ok("rate", REF, "true", "--because", "The register says so [e1].")

    blocked = web.desk("recheck", "--json")
    assert blocked.code == 4
    assert [one["rung"] for one in blocked.json["captures"][0]["drift"]] == ["undetermined"]
    assert web.desk.claim()["status"] == "rated"
    assert [one["rung"] for one in web.desk.json("recheck")["captures"][0]["drift"]] == ["same-bytes"]


def test_21_an_article_about_such_walls_is_a_page_like_any_other(web: Web) -> None:
    story = " ".join(
        ["Sites ask readers to verify you are human, or to accept all cookies, before they show a page."] * 40
    )

    assert web.outcome(web.page(answer(f"<h1>Why sites ask who you are</h1><p>{story}"))) == "ok"


def test_22_a_page_that_says_it_is_not_there_is_suspect(web: Web) -> None:
    said = {
        web.page(
            answer("<title>Page not found | Daily</title><h1>404</h1><p>Try our home page.")
        ): "suspect:soft-404",
        web.page(answer("<p>The page you are looking for was moved or taken down.")): "suspect:soft-404",
        web.page(redirect("/")): "suspect:soft-404",
        web.page(redirect("/index.html")): "suspect:soft-404",
    }
    for home in ("/", "/index.html"):
        web.server.say(
            home, answer("<title>Daily</title><p>The news of the day, all of it, from everywhere.")
        )

    assert web.outcomes(*said) == said


# 23 and 24: hostile words and names


HOSTILE = "Red \x1b[31mred\x1b[0m \x9b1m \u202egnp.exe <script>alert(1)</script> =HYPERLINK(1)"


def test_23_hostile_words_of_a_page_command_nobody(web: Web) -> None:
    written = HOSTILE.replace("<", "&lt;")
    page = f"<html><head><title>{written}</title></head><p>{WORDS} {written}</p>"
    url = web.page(answer(page, content_type="text/html; charset=utf-8"))
    web.cite(url)

    outs = [web.desk("fetch"), web.desk("find", REF), web.desk("source", REF, "s1", "--proposed")]
    outs.append(web.desk("cite", REF, "--passage", "1", "--stance", "supports"))
    outs += [
        web.desk("show", REF, "--format", form) for form in ("table", "json", "csv", "tsv", "md", "jsonl")
    ]
    outs += [web.desk("find", REF, "--format", form) for form in ("json", "csv", "tsv", "md", "jsonl")]

    for ran in outs:
        assert ran.code == 0, ran.err
        assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ran.out + ran.err) == []
    for table in (outs[1], outs[4]):
        assert re.findall(r"[\u202a-\u202e\u2066-\u2069]", table.out) == []


def test_23_a_hostile_reason_or_address_commands_nobody(web: Web) -> None:
    to = "http://evil.example:99999/\x1b[31m\u202e".encode()
    hop = web.page(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %b\r\n\r\n" % to)
    status = web.page(b"HTTP/1.1 500 Oh \x1b[31mno\x9b1m\r\nContent-Length: 0\r\n\r\n")
    web.cite(hop, status)

    ran = web.desk("fetch")

    assert ran.code == 4
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.out + ran.err) == []


@pytest.mark.parametrize(
    "name", ["../../../evil.html", "/etc/evil.html", "factcheck.toml", "CON", "a\\..\\b"]
)
def test_24_no_name_a_server_gives_becomes_a_file(web: Web, name: str) -> None:
    path = f"/{name.replace(chr(92), '%5c')}"
    web.server.say(path, answer(PAGE, content_disposition=f'attachment; filename="{name}"'))
    settings = (web.desk.folder / "factcheck.toml").read_bytes()
    url = web.server.url(path)

    web.fetch(url)

    names = [name for name in tree(web.desk.folder) if name.startswith("archive/")]
    assert names
    assert all(re.fullmatch(r"archive/([0-9a-f]{2})/\1[0-9a-f]{62}\.warc\.gz", one) for one in names)
    assert (web.desk.folder / "factcheck.toml").read_bytes() == settings
    assert [one.name for one in web.desk.folder.parent.rglob("*evil*")] == []
