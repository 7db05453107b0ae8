"""`fetch --browser` and what goes with it at the command line."""

import re
import zlib
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from tests.cli.conftest import REF, Program
from tests.cli.pages import QUOTE, WORDS, Web
from tests.needed import need
from tests.servers import answer

CANARY = "CANARY-51c0e2-session"


def _drawn(words: str) -> str:
    """A page on which a script puts these words."""
    letters = ",".join(str(ord(one)) for one in f"<p>{words}</p>")
    script = f"<script>app.innerHTML = String.fromCharCode({letters})</script>"
    return f"<!doctype html><title>The bridge</title><div id=app></div>{script}"


def _unpacked(path: Path) -> bytes:
    """All that a file holds, unpacked twice where something packed is in something packed."""
    held = path.read_bytes()
    if is_zipfile(path):
        with ZipFile(path) as zipped:
            held = b"".join(map(zipped.read, zipped.namelist()))
    for start in (one.start() for one in re.finditer(rb"\x1f\x8b\x08", held)):
        with suppress(zlib.error):
            held += zlib.decompressobj(31).decompress(held[start:])
    return held


@pytest.fixture
def chromium(desk: Program) -> str:
    """Chromium, named in the settings without its sandbox, since tests may run as root."""
    found = need("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    settings = desk.folder / "factcheck.toml"
    wanted = f'[fetch]\nchromium = "{found}"\nsandbox = false\n'
    settings.write_text(f"{settings.read_text('utf-8')}\n{wanted}", "utf-8")
    return found


def test_a_page_without_words_leads_to_the_browser_and_what_that_drew_is_shown_as_that(
    web: Web, chromium: str
) -> None:
    url = web.page(answer(_drawn(WORDS)))
    web.cite(url)
    plain = web.desk("fetch")
    assert f"Have a browser draw it: factcheck fetch {REF} --browser" in plain.err

    (one,) = web.fetch(REF, "--browser").values()
    assert (one["outcome"], one["way"]) == ("ok", "browser")
    web.desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    shown = " ".join(web.desk("show", REF).out.split())
    assert "anchored (in c2 as a browser drew it, exact" in shown
    assert "drawn by Chromium " in shown
    assert "without the browser's own sandbox" in shown
    assert web.desk("verify").code == 0
    assert chromium


def test_cookies_are_sent_and_left_nowhere(web: Web, chromium: str, tmp_path: Path) -> None:
    url = web.page(answer(_drawn(WORDS)))
    web.cite(url)
    file = tmp_path / "cookies.txt"
    file.write_text(f"127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\t{CANARY}\n")

    ran = web.desk("fetch", REF, "--browser", "--cookies", str(file), "--cookies-for", "127.0.0.1", "-vv")

    assert ran.code == 0, ran.err
    assert web.asked(url)[-1].header("Cookie") == f"session={CANARY}"
    assert "CANARY" not in ran.out + ran.err
    web.desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    web.desk.ok("report")
    for form in ("dossiers", "wacz", "warc"):
        web.desk.ok("export", "--format", form, str(tmp_path / form))
    web.desk.ok("backup", str(tmp_path / "backup.tar.gz"))
    files = [one for place in (web.desk.folder, tmp_path) for one in place.rglob("*") if one.is_file()]
    held = {path: _unpacked(path) for path in files if path != file}
    assert [path for path, content in held.items() if b"CANARY" in content] == []
    assert sum(QUOTE.encode() in content for content in held.values()) > 5
    assert chromium
    again = web.desk("recheck", REF)
    assert again.code == 4
    assert "captured with cookies of a person, which are not kept" in again.err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--accept-cookies",), "go with --browser"),
        (("--browser", "--cookies", "FILE"), "go together"),
        (("--browser", "--cookies-for", "a.example"), "go together"),
        (("--cookies", "FILE", "--cookies-for", "a.example"), "go with --browser"),
    ],
)
def test_options_that_need_each_other_are_asked_for(
    web: Web, tmp_path: Path, options: tuple[str, ...], why: str
) -> None:
    file = tmp_path / "cookies.txt"
    file.write_text("")
    ran = web.desk("fetch", REF, *(str(file) if one == "FILE" else one for one in options))
    assert (ran.code, why in ran.err) == (2, True)


def test_without_chromium_nothing_is_fetched_and_it_is_said_what_to_do(web: Web) -> None:
    settings = web.desk.folder / "factcheck.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[fetch]\nchromium = "/nowhere/chromium"\n', "utf-8")
    url = web.page()
    web.cite(url)
    ran = web.desk("fetch", REF, "--browser")
    assert ran.code == 3, ran.err
    assert "No Chromium is installed that could draw the page. Install Chromium" in ran.err
    assert "factcheck attach REF FILE" in ran.err
    assert web.asked(url) == []
    assert web.desk.claim()["captures"] == []
