"""A visit as a WARC file that the tools of others read as it went."""

import gzip
import json
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome
from tests.archive.checking import kept_in, records_in, warc_of, warcio_check
from tests.archive.visits import PAGE, REFUSED, TEXT, UNCHANGED, VISITS, WARCS, hop, numbered, visit

REVISIT = warc_of(UNCHANGED, None, {"baseline_at": "2026-03-02T09:00:00Z"}, numbered())


def _plain(warc: bytes) -> list[tuple[dict[str, str], bytes]]:
    """The records, read with nothing but gzip, by what the standard says of lengths and line ends."""
    found, rest = [], gzip.decompress(warc)
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines)
        length = int(fields["Content-Length"])
        assert (version, rest[length : length + 4]) == ("WARC/1.1", b"\r\n\r\n")
        found.append((fields, rest[:length]))
        rest = rest[length + 4 :]
    return found


@pytest.mark.parametrize("name", VISITS)
def test_gzip_alone_is_enough_to_read_and_check_it(name: str) -> None:
    last = VISITS[name].hops[-1]
    found = _plain(WARCS[name])
    for fields, block in found:
        assert fields["WARC-Block-Digest"] == f"sha256:{sha256(block).hexdigest()}"
    kinds = [fields["WARC-Type"] for fields, _ in found]
    assert kinds == ["warcinfo", *["response", "request"] * len(VISITS[name].hops), "conversion", "metadata"]
    answer, block = found[-4]
    assert block.endswith(b"\r\n\r\n" + last.body)
    assert answer["WARC-Payload-Digest"] == f"sha256:{sha256(last.body).hexdigest()}"
    assert json.loads(found[-1][1])["payload_digest"] == sha256(last.body).hexdigest()
    assert found[-2][1].decode() == TEXT


@pytest.mark.parametrize("name", VISITS)
def test_every_record_is_a_gzip_member_of_its_own(name: str) -> None:
    places = [(one.offset, one.offset + one.length) for one in records_in(WARCS[name])]
    assert [found for start, end in places for found in _plain(WARCS[name][start:end])] == _plain(WARCS[name])


@pytest.mark.parametrize("name", VISITS)
def test_warcio_reads_every_body_and_finds_every_digest_right(name: str) -> None:
    bodies = [
        record.raw_stream.read()
        for record in ArchiveIterator(BytesIO(WARCS[name]), check_digests="raise")
        if record.rec_type == "response"
    ]
    assert bodies == [one.body for one in VISITS[name].hops]


@pytest.mark.parametrize("warc", [WARCS["redirected"], REVISIT, warc_of(REFUSED, None, {}, numbered())])
def test_warcio_checks_it(warc: bytes, tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(warc)
    checked = warcio_check(path)
    assert (checked.returncode, "fail" in checked.stdout) == (0, False)
    assert checked.stdout.count("digest pass") == len(_plain(warc)) - (b"revisit" in gzip.decompress(warc))


def test_a_hop_says_when_where_and_on_whose_question() -> None:
    page = VISITS["https"].hops[0]
    _, (answer, _), (asked, question), *_ = _plain(WARCS["https"])
    assert answer["WARC-Target-URI"] == asked["WARC-Target-URI"] == page.url
    assert answer["WARC-Date"] == "2026-03-02T09:00:00Z"
    assert answer["WARC-IP-Address"] == "2001:db8::1"
    assert asked["WARC-Concurrent-To"] == answer["WARC-Record-ID"]
    assert question == page.request
    assert "WARC-Truncated" not in answer


def test_truncation_is_told_in_the_words_of_warc() -> None:
    assert _plain(WARCS["truncated"])[1][0]["WARC-Truncated"] == "disconnect"
    assert _plain(WARCS["truncated gzip"])[1][0]["WARC-Truncated"] == "length"


@pytest.mark.parametrize("peer", ["", "unknown", "/run/socket", "192.0.2.1.5:80"])
def test_a_peer_that_is_no_address_is_left_out(peer: str) -> None:
    _, (answer, _), *_ = _plain(warc_of(visit(hop("/", peer=peer)), None, {}, numbered()))
    assert "WARC-IP-Address" not in answer


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("chunked", b"Transfer-Encoding: chunked", b"X-Archive-Orig-Transfer-Encoding: chunked"),
        ("looks chunked", b"transfer-encoding:chunked", b"X-Archive-Orig-transfer-encoding:chunked"),
        ("truncated", b"content-length : 99999", b"X-Archive-Orig-content-length : 99999"),
    ],
)
def test_framing_that_no_longer_fits_stays_under_another_name(name: str, before: bytes, after: bytes) -> None:
    sent = VISITS[name].hops[-1]
    stored = _plain(WARCS[name])[1][1].removesuffix(sent.body)
    assert stored == sent.response.replace(before, after)
    [told] = json.loads(_plain(WARCS[name])[-1][1])["hops"]
    assert told["head_digest"] == sha256(sent.response).hexdigest()


def test_a_head_that_fits_is_kept_byte_by_byte() -> None:
    for name in ("plain", "gzip", "other bytes in the head", "empty"):
        [sent] = VISITS[name].hops
        assert _plain(WARCS[name])[1][1] == sent.response + sent.body


def test_of_two_lengths_that_differ_neither_is_believed() -> None:
    two = hop("/", PAGE, b"Content-Length: %d" % len(PAGE), b"Content-Length: 5")
    _, (_, block), *_ = _plain(warc_of(visit(two), None, {}, numbered()))
    assert block.count(b"\r\nX-Archive-Orig-Content-Length: ") == 2
    assert b"\r\nContent-Length" not in block


def test_an_unchanged_page_refers_to_the_capture_before() -> None:
    _, (fields, block), (asked, _), (_, told) = _plain(REVISIT)
    assert fields["WARC-Type"] == "revisit"
    assert fields["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert fields["WARC-Refers-To-Target-URI"] == UNCHANGED.final_url
    assert fields["WARC-Refers-To-Date"] == "2026-03-02T09:00:00Z"
    assert asked["WARC-Concurrent-To"] == fields["WARC-Record-ID"]
    assert block == UNCHANGED.hops[0].response
    assert json.loads(told)["payload_digest"] is None


def test_a_304_that_nobody_asked_for_is_a_response() -> None:
    stray = visit(replace(UNCHANGED.hops[0], request=hop("/").request))
    assert [fields["WARC-Type"] for fields, _ in _plain(warc_of(stray, None, {}, numbered()))][
        1
    ] == "response"


def test_a_refusal_gives_a_file_with_its_reason() -> None:
    found = _plain(warc_of(REFUSED, None, {"resolved": ["10.0.0.1"]}, numbered()))
    assert [fields["WARC-Type"] for fields, _ in found] == ["warcinfo", "metadata"]
    told = json.loads(found[-1][1])
    assert (told["outcome"], told["reason"]) == ("blocked:private-address", "10.0.0.1 is private.")
    assert (told["hops"], told["payload_digest"], told["resolved"]) == ([], None, ["10.0.0.1"])


@pytest.mark.parametrize(
    "url", ["http://a b\r\nWARC-Type: x/", "\ud800", "http://نام.example/", "\x00", "a" * 9000]
)
def test_an_address_refused_for_its_looks_is_kept_all_the_same(url: str) -> None:
    refused = Visit(url, REFUSED.started_at, Outcome.BAD_URL)
    kept = kept_in(warc_of(refused, None, {}, numbered()))
    assert kept.facts["requested_url"] == kept.url == url
    fields, _ = _plain(warc_of(refused, None, {}, numbered()))[-1]
    assert fields["WARC-Target-URI"].isascii()
    assert len(fields) == 9


def test_the_text_lies_under_an_address_of_its_own() -> None:
    *_, (answer, _), _, (text, _), (facts, _) = _plain(WARCS["redirected"])
    assert text["WARC-Target-URI"] == "urn:text:http://site.example/end"
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert text["WARC-Refers-To"] == facts["WARC-Refers-To"] == answer["WARC-Record-ID"]
    assert (facts["WARC-Target-URI"], facts["Content-Type"]) == (
        "urn:facts:http://site.example/end",
        "application/json",
    )


def test_what_was_found_out_goes_before_what_was_thought_but_not_before_the_bytes() -> None:
    given: dict[str, Any] = {"outcome": "suspect:soft-404", "payload_digest": "no", "charset": "utf-8 (BOM)"}
    told = kept_in(warc_of(VISITS["plain"], TEXT, given, numbered())).facts
    assert (told["outcome"], told["charset"]) == ("suspect:soft-404", "utf-8 (BOM)")
    assert told["payload_digest"] == sha256(PAGE).hexdigest()
    assert told["text_digest"] == sha256(TEXT.encode()).hexdigest()
    assert (told["size"], told["robots"], told["let_through"]) == (len(PAGE), "unknown", False)
    assert told["software"].startswith("factcheck/")


def test_no_text_is_no_record_and_an_empty_text_is_one() -> None:
    for text, there in ((None, False), ("", True)):
        warc = warc_of(VISITS["plain"], text, {}, numbered())
        assert ("conversion" in [fields["WARC-Type"] for fields, _ in _plain(warc)]) is there
        assert kept_in(warc).text == text


def test_the_same_visit_gives_the_same_bytes() -> None:
    assert warc_of(VISITS["redirected"], TEXT, {"charset": "utf-8"}, numbered()) == WARCS["redirected"]
