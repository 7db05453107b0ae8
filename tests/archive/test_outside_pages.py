"""Web archives that others made: whatever program wrote them their pages are found, and what is damaged is named."""

import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from factcheck.archive import outside_warc
from factcheck.archive.outside_pages import web_archive, web_archive_kind
from factcheck.errors import BadInput
from tests.archive.outside_files import DATE, PAGE, URL, answer, packed, record, sha1, wacz, wget

Written = Callable[[bytes], Path]
BODY = PAGE.encode()
CHUNKED = "Transfer-Encoding: chunked\r\n"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(content: bytes, name: str = "saved") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


def _by_warcio() -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    fields = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    written = writer.create_warc_record(
        URL, "response", payload=BytesIO(BODY), http_headers=fields, length=len(BODY)
    )
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "warcio"}))
    writer.write_record(written)
    return out.getvalue()


FILES = {
    "plain": answer(),
    "packed": packed(record("warcinfo", b"software: x\r\n"), answer()),
    "packed whole": gzip.compress(record("warcinfo", b"software: x\r\n") + answer()),
    "wget": wget(answer()),
    "wget, packed, in chunks": gzip.compress(wget(answer(CHUNKS, head=CHUNKED))),
    "chunks taken off, the field left": answer(head=CHUNKED),
    "packed body": answer(gzip.compress(BODY), head="Content-Encoding: gzip\r\n"),
    "coding taken off, the field left": answer(head="Content-Encoding: gzip\r\n"),
    "brotli taken off, the field left": answer(head="Content-Encoding: br\r\n"),
    "fraction of a second": answer(WARC_Date="2024-01-02T03:04:05.123456Z"),
    "resource": record("resource", BODY, Content_Type="text/html", WARC_Target_URI=URL),
    "head with line feeds alone": record(
        "response", b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + BODY, WARC_Target_URI=URL
    ),
    "no digest": answer(WARC_Payload_Digest=""),
    "padded": packed(answer()) + bytes(512),
    "wacz": wacz({"a.warc.gz": packed(answer())}),
    "wacz, packed twice": wacz({"a.warc.gz": packed(answer())}, how=8),
    "wacz of two": wacz({"a.warc": answer("<p>ad", "https://ads.example/"), "b.warc.gz": packed(answer())}),
    "wacz, no list": wacz({"a.warc.gz": packed(answer())}, pages=None),
    "warcio": _by_warcio(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_page_is_read_whichever_program_wrote_it(written: Written, name: str) -> None:
    with web_archive(written(FILES[name])) as held:
        (page,) = held.pages
        hop, fields = held.read(page)
    body = gzip.decompress(hop.body) if name == "packed body" else hop.body
    assert (page.url, body, held.damage) == (URL, BODY, "")
    assert name == "warcio" or hop.at.isoformat() == "2024-01-02T03:04:05+00:00"
    assert bool(hop.header("Content-Encoding")) is (name == "packed body")
    assert not hop.response or hop.response.endswith(b"\r\n\r\n")
    assert fields["WARC-Type"] in ("response", "resource")


def test_pages_are_documents_or_those_that_the_file_lists(written: Written) -> None:
    frame = answer("<p>An advertisement", "https://ads.example/")
    style = answer("p {}", "https://example.org/s.css", head="Content-Type: text/css\r\n")
    lost = answer("<p>Not here", "https://example.org/lost", "404 Not Found")
    script = answer("{}", "https://example.org/data", head="Content-Type: application/json\r\n")
    records = packed(frame, style, lost, answer(), script)
    with web_archive(written(records)) as held:
        assert [one.url for one in held.pages] == ["https://ads.example/", URL]
        assert held.captures_of("https://example.org/lost") == []
        assert held.other_answers("https://example.org/lost") == [404]
        assert held.captures_of("https://example.org/data") == []
    with web_archive(written(records), ["https://example.org/data"]) as held:
        assert [one.content_type for one in held.captures_of("https://example.org/data")] == [
            "application/json"
        ]
    with web_archive(written(wacz({"a.warc.gz": records}))) as held:
        assert [one.url for one in held.pages] == [URL]


def test_an_address_is_found_as_replay_tools_look_it_up(written: Written) -> None:
    with web_archive(written(answer(url="https://www.example.org/Bridge?b=1&a=2"))) as held:
        for url in ("http://example.org/bridge?a=2&b=1#top", "https://www.example.org/bridge?b=1&a=2"):
            assert [one.url for one in held.captures_of(url)] == ["https://www.example.org/Bridge?b=1&a=2"]


def test_a_redirect_in_the_file_is_followed_and_a_loop_ends(written: Written) -> None:
    moved = answer("", "https://example.org/old", "301 Moved", "Location: /bridge\r\n")
    loop = answer("", "https://example.org/loop", "302 Found", "Location: /loop\r\n")
    with web_archive(written(moved + loop + answer())) as held:
        assert [one.url for one in held.captures_of("https://example.org/old")] == [URL]
        assert held.captures_of("https://example.org/loop") == []


def test_captures_of_one_address_come_oldest_first_and_each_body_once(written: Written) -> None:
    later = answer("<p>It was opened in 1974.", WARC_Date="2025-01-01T00:00:00Z")
    again = answer(WARC_Date="2026-01-01T00:00:00Z")
    with web_archive(written(again + later + answer())) as held:
        found = held.captures_of(URL)
        assert [f"{one.at:%Y}" for one in found] == ["2024", "2025"]
        assert held.read(found[1])[0].body == b"<p>It was opened in 1974."
        assert [one.url for one in held.pages] == [URL]


@pytest.mark.parametrize("said", ["digest", "date"])
def test_an_answer_that_refers_to_another_has_its_body(written: Written, said: str) -> None:
    other = "https://example.org/again"
    digest = {"WARC_Payload_Digest": sha1(BODY)} if said == "digest" else {}
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    revisit = record(
        "revisit",
        head,
        WARC_Target_URI=other,
        WARC_Refers_To_Target_URI=URL,
        WARC_Refers_To_Date=DATE,
        WARC_Profile="http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        **{**digest, "WARC_Date": "2025-01-01T00:00:00Z"},
    )
    with web_archive(written(packed(answer(), revisit))) as held:
        (page,) = held.captures_of(other)
        hop, _ = held.read(page)
        assert (hop.url, hop.body, f"{hop.at:%Y}") == (other, BODY, "2025")
    with web_archive(written(packed(revisit))) as held, pytest.raises(BadInput, match="not in this file"):
        held.read(held.captures_of(other)[0])


@pytest.mark.parametrize(
    "field", [{"WARC_Block_Digest": sha1(b"other")}, {"WARC_Payload_Digest": "sha256:" + "0" * 64}]
)
def test_a_page_with_the_digest_of_other_bytes_is_refused(written: Written, field: dict[str, str]) -> None:
    with web_archive(written(answer(**field))) as held, pytest.raises(BadInput, match="changed or damaged"):
        held.read(held.pages[0])


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        (answer()[:-40], "ends in the middle"),
        (packed(answer()), "no WARC record"),
        (b"rubbish\r\n", "no WARC record"),
        (record("response", b"", Content_Length="-1"), "how long"),
        (record("response", b"x", Content_Length="99999999999999"), "ends in the middle"),
        (record("response", b"x", Content_Length="9" * 40), "how long"),
        (b"WARC/1.1\r\nX: " + b"x" * 300_000, "no WARC record"),
        (b"WARC/1.1\r\n" + b"X: y\r\n" * 60_000, "too long"),
    ],
)
def test_what_stands_before_the_damage_is_read_and_the_damage_is_named(
    written: Written, rest: bytes, why: str
) -> None:
    with web_archive(written(answer() + rest)) as held:
        assert [one.url for one in held.pages] == [URL]
        assert why in held.damage
        assert held.read(held.pages[0])[0].body == BODY


@pytest.mark.parametrize("cut", [100, 30])
def test_a_packed_file_that_was_cut_off_gives_what_is_whole(written: Written, cut: int) -> None:
    with web_archive(written(packed(answer(), answer(url="https://example.org/2"))[:-cut])) as held:
        assert ([one.url for one in held.pages], held.damage) == ([URL], "it ends in the middle of a record")


def test_a_bomb_is_refused(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_warc, "_LEAST_BOMB", 1 << 20)
    zeros = gzip.compress(bytes(2_000_000))
    head = gzip.compress(record("response", b"", Content_Length=str(1 << 40))[:-4])
    with pytest.raises(BadInput, match="unpacks to far more"), web_archive(written(head + zeros)):
        pass


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (wacz({"a.warc.gz": packed(answer())}, hash="sha256:" + "0" * 64), "not the file whose digest"),
        (wacz({"a.warc": b"WARC/1.1\r\n"}), "No page can be read"),
        (record("warcinfo", b"software: x\r\n"), "No page can be read"),
        (answer(url="file:///etc/passwd"), "No page can be read"),
        (answer(WARC_Date="yesterday"), "No page can be read"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused(written: Written, content: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why), web_archive(written(content)):
        pass


def test_a_file_is_known_by_its_content_and_one_that_is_called_a_web_archive_must_be_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    assert web_archive_kind(path) == ""
    for name, content in (
        ("a.wacz", FILES["wacz"][:-200]),
        ("a.warc.gz", gzip.compress(b"hello")),
        ("a.warc", b""),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadInput, match="no web archive, or it is damaged"):
            web_archive_kind(tmp_path / name)
    (tmp_path / "x").write_bytes(FILES["wacz"])
    assert web_archive_kind(tmp_path / "x") == "WACZ"
