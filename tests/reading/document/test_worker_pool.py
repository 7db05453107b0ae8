"""The worker pool with real processes: what they read, what ends them, and what happens afterwards."""

import gzip
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.reading.document.worker_pool import Hints, Limits, LinkedData, ReadDocument, WorkerPool
from tests.reading.files import LOCKED, WORD, brotli_bomb, pdf, with_part, word
from tests.reading.processes import needs_proc, peak_memory, workers

PAGE = b"<html lang=en><title>Schools</title><p>Fifty-two schools were closed.</p>"
HTML = Hints("text/html")
ONE_TAG = b"<div " + b" ".join(b"a%d=x" % number for number in range(200_000)) + b">hidden</div>"
"""Parsers compare each attribute with all before it; this one tag takes them minutes."""

Started = Callable[[], list[int]]
QUICK = Limits(cpu_seconds=0.5, wall_seconds=20)


@pytest.fixture(scope="module")
def readers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as readers:
        yield readers


@pytest.fixture
def started() -> Started:
    """Gives the processes that run and did not when the test began."""
    before = workers()
    return lambda: [process for process in workers() if process not in before]


@pytest.fixture
def own_readers() -> Iterator[WorkerPool]:
    """Two processes with little patience, for a test that has them killed."""
    with WorkerPool(2, QUICK) as readers:
        yield readers


def test_a_page_is_read_with_all_that_is_known_of_it(readers: WorkerPool) -> None:
    body = PAGE.replace(b"<p>", b'<link rel="canonical" href="/a"><h1>Closed</h1><p>')
    assert readers.read(
        gzip.compress(body), Hints("image/png", "gzip", "https://daily.example/b")
    ) == ReadDocument(
        text="Closed\n\nFifty-two schools were closed.",
        text_outcome="ok",
        content_type="text/html",
        charset="utf-8",
        charset_from="utf-8",
        proposed={"title": "Schools", "language": "en", "canonical_url": "https://daily.example/a"},
        headings=("Schools", "Closed"),
    )


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        (b"Fifty-two\r\nschools\x0c", "Fifty-two\nschools", "text/plain"),
        (b'{"schools": 52}', '{"schools": 52}', "text/plain"),
        (b'<?xml version="1.0"?><a>52</a>', '<?xml version="1.0"?><a>52</a>', "application/xml"),
        (pdf([[b"Page one"], [b"Page two"]]), "Page one\n\nPage two", "application/pdf"),
        ("<html><p>مدرسه‌ها</p>".encode("utf-16"), "مدرسه‌ها", "text/html"),
    ],
)
def test_documents_of_many_kinds_are_read_whatever_the_server_calls_them(
    readers: WorkerPool, body: bytes, text: str, kind: str
) -> None:
    for declared in ("", "image/png", "application/x-unheard-of"):
        reading = readers.read(body, Hints(declared))
        assert (reading.text, reading.text_outcome, reading.content_type) == (text, "ok", kind)


def test_a_word_file_is_read(readers: WorkerPool) -> None:
    reading = readers.read(word(lambda document: document.add_paragraph("وزارت گفت ۵۲ مدرسه.")), Hints())
    assert (reading.text, reading.text_outcome) == ("وزارت گفت ۵۲ مدرسه.", "ok")


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "none"),
        (b"\x89PNG\r\n\x1a\n", "none"),
        (b"<html><script>draw()</script>", "none"),
        (pdf([[]]), "none"),
        (pdf([[b"x"]], trailer=LOCKED), "failed:encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "failed:encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "failed:unsupported"),
        (b"%PDF-1.7 broken", "failed:damaged"),
        (bytes(range(256)) * 9, "failed:unsupported"),
        (with_part(word(lambda _: None), "word/document.xml", b"<broken"), "failed:damaged"),
        (with_part(word(lambda _: None), "word/media/a.png", bytes(60_000_000)), "failed:too-large"),
    ],
)
def test_where_there_is_no_text_it_is_said_why(readers: WorkerPool, body: bytes, outcome: str) -> None:
    reading = readers.read(body, Hints())
    assert (reading.text, reading.text_outcome) == (None, outcome)


def test_a_scan_and_a_page_drawn_by_scripts_are_noted(readers: WorkerPool) -> None:
    assert "pictures of text" in readers.read(pdf([[]]), Hints()).notes[0]
    assert "scripts may draw them" in readers.read(b"<html><script>draw()</script>", Hints()).notes[0]


def test_entities_that_grow_are_not_filled_in(readers: WorkerPool) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    words = (
        f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>'
    )
    xml = f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{laughs}]>{words}'.encode()
    bomb = with_part(word(lambda _: None), "word/document.xml", xml)
    assert readers.read(bomb, Hints()).text_outcome == "failed:damaged"


def test_the_reading_says_how_codings_were_removed(readers: WorkerPool) -> None:
    packed = gzip.compress(PAGE)
    for body, coding, went, text in (
        (packed[:-4], "gzip", "corrupt", "Fifty-two schools were closed."),
        (packed, "zstd", "unknown", None),
        (packed, "gzip, gzip, gzip", "too-many", None),
        (brotli_bomb(), "br", "too-large", None),
    ):
        reading = readers.read(body, Hints("text/html", coding))
        kind = "text/html" if text else ""
        assert (reading.coding, reading.text, reading.content_type) == (went, text, kind)


def test_a_body_that_is_too_large_as_it_is_is_not_even_handed_over(readers: WorkerPool) -> None:
    reading = readers.read(bytes(50_000_001), Hints())
    assert (reading.text_outcome, reading.coding) == ("failed:too-large", "too-large")


def test_the_main_text_leaves_the_menus_out(readers: WorkerPool) -> None:
    menu = b"<nav>" + b"<a href=/x>Section</a> " * 40 + b"</nav>"
    words = b"".join(
        b"<p>The minister said on day %d that the schools would stay closed.</p>" % n for n in range(20)
    )
    body = b"<html><body>" + menu + b"<article>" + words + b"</article></body></html>"
    main = readers.main_text(gzip.compress(body), Hints("text/html", "gzip"))
    assert main is not None
    assert ("day 19" in main, "Section" in main) == (True, False)
    assert readers.main_text(b"Only this.", Hints("text/plain")) == "Only this."
    assert readers.main_text(b"\x89PNG\r\n\x1a\n", HTML) is None


def test_the_linked_data_of_a_page_is_given_unparsed(readers: WorkerPool) -> None:
    scripts = ('{"@type": "ClaimReview", "name": "a &amp; b\\n"}', "\n<!--\n[1,]\n-->", "{broken")
    first, second, third = scripts
    page = (
        f'<html lang=fa><link rel=canonical href="/a"><script type="application/ld+json">{first}</script>'
        f"<script type='Application/LD+JSON; charset=utf-8' id=x>{second}</script><script>{{}}</script>"
        f'<body><script type="application/ld+json">{third}</script>'
    )
    hints = Hints("text/html", "gzip", "https://daily.example/b?c")
    assert readers.linked_data(gzip.compress(page.encode()), hints) == LinkedData(
        scripts, "https://daily.example/a", "fa"
    )
    assert readers.linked_data(b"<html>", Hints(url="https://daily.example/b")) == LinkedData(
        (), "https://daily.example/b"
    )


@pytest.mark.parametrize("body", [b"", b'{"@type": "ClaimReview"}', b"%PDF-1.7"])
def test_what_is_no_page_has_no_linked_data(readers: WorkerPool, body: bytes) -> None:
    assert readers.linked_data(body, Hints()) is None


def test_a_page_that_costs_too_much_gives_no_linked_data(own_readers: WorkerPool) -> None:
    assert own_readers.linked_data(ONE_TAG, HTML) is None
    assert own_readers.linked_data(PAGE, HTML) == LinkedData((), "", "en")


@settings(max_examples=200)
@given(
    st.binary(max_size=3_000),
    st.sampled_from(["", "gzip", "br", "deflate", "br, gzip"]),
    st.text(max_size=30),
)
def test_no_bytes_raise(readers: WorkerPool, body: bytes, coding: str, content_type: str) -> None:
    reading = readers.read(body, Hints(content_type, coding, content_type))
    assert (reading.text is not None) == (reading.text_outcome == "ok")


@given(
    start=st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<!doctype html>", pdf([[b"x"]])]), rest=st.binary()
)
def test_nothing_that_begins_like_a_document_raises(readers: WorkerPool, start: bytes, rest: bytes) -> None:
    assert readers.read(start + rest, Hints()).text_outcome


# Hostile documents


def test_a_document_that_costs_too_much_time_is_given_up_and_the_next_is_read(
    own_readers: WorkerPool,
) -> None:
    assert own_readers.read(ONE_TAG, HTML).text_outcome == "failed:cpu"
    assert own_readers.read(PAGE, HTML).text_outcome == "ok"


def test_a_document_is_given_up_when_the_clock_says_so() -> None:
    with WorkerPool(1, Limits(cpu_seconds=1_000, wall_seconds=0.5)) as readers:
        assert readers.read(ONE_TAG, HTML).text_outcome == "failed:time"
        assert readers.main_text(ONE_TAG, HTML) is None
        assert readers.read(PAGE, HTML).text_outcome == "ok"


def test_many_documents_do_not_use_up_the_time_of_one(own_readers: WorkerPool) -> None:
    busy = b"<p>" + b"<b>word</b> " * 60_000
    assert {own_readers.read(busy, HTML).text_outcome for _ in range(12)} == {"ok"}


def test_blocks_within_blocks_and_a_very_long_paragraph_are_read(readers: WorkerPool) -> None:
    nested = b"<html>" + b"<div>" * 100_000 + b"deep inside" + b"</div>" * 100_000
    assert readers.read(nested, HTML).text == "deep inside"
    long = readers.read(b"<p>" + b"word and " * 1_100_000 + b"</p>", HTML)
    assert (len(long.text or "") > 4_999_000, long.text_outcome) == (True, "cut")
    assert "were read" in long.notes[0]


@needs_proc
def test_a_document_that_wants_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    with WorkerPool(1, Limits(memory=400_000_000)) as readers:
        reading = readers.read(b"<p><b>" * 3_000_000, HTML)
        assert (reading.text, reading.text_outcome) == (None, "failed:memory")
        assert readers.read(PAGE, HTML).text_outcome == "ok"


@needs_proc
def test_a_bomb_costs_less_than_64_mb_here_and_there(started: Started) -> None:
    bomb = brotli_bomb()
    with WorkerPool(1) as readers:
        readers.read(PAGE, HTML)
        (worker,) = started()
        before = peak_memory(worker), peak_memory(os.getpid())
        assert readers.read(bomb, Hints("text/html", "br")).coding == "too-large"
        assert started() == [worker]
        grown = [
            now - then
            for now, then in zip((peak_memory(worker), peak_memory(os.getpid())), before, strict=True)
        ]
    assert max(grown) < 64_000_000


@needs_proc
def test_a_process_that_grew_large_is_not_used_again(started: Started) -> None:
    with WorkerPool(1) as readers:
        readers.read(PAGE, HTML)
        before = started()
        assert readers.read(b"<p>" + b"<i>w</i> " * 1_000_000, HTML).text_outcome == "ok"
        readers.read(PAGE, HTML)
        assert set(started()).isdisjoint(before)


# Processes


@needs_proc
def test_none_is_started_before_it_is_needed_and_none_is_left(started: Started) -> None:
    with WorkerPool(2) as readers:
        assert started() == []
        readers.read(PAGE, HTML)
        readers.read(PAGE, HTML)
        assert len(started()) == 1
    assert started() == []
    readers.close()
    with pytest.raises(RuntimeError, match="closed"):
        readers.read(PAGE, HTML)


@needs_proc
def test_a_killed_process_is_replaced_unnoticed(own_readers: WorkerPool, started: Started) -> None:
    own_readers.read(PAGE, HTML)
    for _ in range(5):
        (worker,) = started()
        os.kill(worker, signal.SIGKILL)
        assert own_readers.read(PAGE, HTML).text == "Fifty-two schools were closed."
        assert worker not in started()


@needs_proc
def test_two_threads_read_at_once_and_each_gets_its_own(own_readers: WorkerPool, started: Started) -> None:
    pages = [b"<html><p>School number %d</p>" % number for number in range(60)]
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(lambda page: own_readers.read(page, HTML).text, pages))
    assert read == [f"School number {number}" for number in range(60)]
    assert 1 <= len(started()) <= 2


def test_a_process_killed_over_one_document_does_not_disturb_the_other(own_readers: WorkerPool) -> None:
    with ThreadPoolExecutor(2) as threads:
        hostile = threads.submit(own_readers.read, ONE_TAG, HTML)
        assert {own_readers.read(PAGE, HTML).text_outcome for _ in range(50)} == {"ok"}
        assert hostile.result().text_outcome == "failed:cpu"


@needs_proc
def test_closing_ends_a_process_at_work(started: Started) -> None:
    readers = WorkerPool(1, Limits(cpu_seconds=1_000, wall_seconds=1_000))
    closing = Timer(0.3, readers.close)
    closing.start()
    assert readers.read(ONE_TAG, HTML).text_outcome == "failed:crashed"
    closing.join()
    assert started() == []


@needs_proc
def test_the_process_ends_when_the_one_that_started_it_is_killed() -> None:
    script = (
        "import sys\n"
        "from factcheck.reading.document.worker_pool import Hints, WorkerPool\n"
        "from tests.reading.processes import workers\n"
        "readers = WorkerPool(1); readers.read(b'x', Hints()); print(*workers(), flush=True); sys.stdin.read()"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as desk:
        assert desk.stdout
        worker = int(desk.stdout.readline())
        ended = os.pidfd_open(worker)
        desk.kill()
    try:
        assert _ends(ended)
    finally:
        os.close(ended)


def _ends(process: int) -> bool:
    """Whether the process behind the descriptor is gone within ten seconds."""
    return bool(select.select([process], [], [], 10)[0])


@needs_proc
def test_ctrl_c_is_for_the_desk_alone(own_readers: WorkerPool, started: Started) -> None:
    own_readers.read(PAGE, HTML)
    (worker,) = started()
    assert os.getsid(worker) == os.getpgid(worker) == worker
    os.kill(worker, signal.SIGINT)
    own_readers.read(PAGE, HTML)
    assert started() == [worker]


@needs_proc
def test_a_process_is_kept_however_much_the_one_that_started_it_once_held(started: Started) -> None:
    held = bytearray(400_000_000)
    held[::4096] = b"x" * len(held[::4096])
    with WorkerPool(1) as readers:
        readers.read(PAGE, HTML)
        [process] = started()
        readers.read(PAGE, HTML)
        assert started() == [process]
    del held
