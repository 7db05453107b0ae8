"""What a capture file holds, read back, and damage of every kind found on the way."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive.capture_contents import TAIL, facts_at_end
from factcheck.archive.capture_file import CaptureFile
from factcheck.archive.record_writer import Block, sha256
from factcheck.errors import StorageFailed
from tests.archive.checking import Kept, kept_in, of_another_tool, record_of, warc_of
from tests.archive.visits import PAGE, REFUSED, TEXT, UNCHANGED, VISITS, WARCS, hop, numbered, visit
from tests.records import AT

SMALL = warc_of(visit(hop("/", b"<p>small")), "small", {}, numbered())
KEPT = kept_in(SMALL)


@pytest.mark.parametrize("name", VISITS)
def test_payload_text_facts_headers_and_address_come_back(name: str) -> None:
    last = VISITS[name].hops[-1]
    kept = kept_in(WARCS[name])
    assert (kept.payload, kept.text, kept.url) == (last.body, TEXT, last.url)
    assert kept.facts["charset"] == "utf-8"
    assert [value for _, value in kept.headers] == [value for _, value in last.headers]


def test_a_304_and_a_refusal_have_no_payload() -> None:
    for one in (UNCHANGED, REFUSED):
        kept = kept_in(warc_of(one, None, {}, numbered()))
        assert (kept.payload, kept.text, kept.url) == (b"", None, one.final_url)


@given(st.binary(), st.none() | st.text(st.characters(exclude_categories=["Cs"])))
def test_any_body_and_any_text_come_back(body: bytes, text: str | None) -> None:
    kept = kept_in(warc_of(visit(hop("/", body)), text, {}, numbered()))
    assert (kept.payload, kept.text) == (body, text)
    assert kept.facts["payload_digest"] == sha256(body)


def _read(warc: bytes) -> Kept | str:
    try:
        return kept_in(warc)
    except StorageFailed as failed:
        return failed.message


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_told_or_changes_nothing_that_is_read(at: int, flip: int) -> None:
    found = _read(SMALL[:at] + bytes([SMALL[at] ^ flip]) + SMALL[at + 1 :])
    assert found == KEPT or (isinstance(found, str) and found.endswith("Restore it from a backup."))


@given(st.integers(0, len(SMALL) - 1))
def test_a_cut_file_never_passes_for_the_whole(length: int) -> None:
    assert _read(SMALL[:length]) != KEPT


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"plain words", b"\x1f\x8b\x08", SMALL[1:], record_of("warcinfo", (), b"software: other")],
    ids=["empty", "NUL", "words", "gzip head", "no head", "nothing kept"],
)
def test_what_is_no_capture_is_told_in_words(content: bytes) -> None:
    with pytest.raises(StorageFailed, match=r"The capture (cannot be read back|holds nothing that was kept)"):
        kept_in(content)


@pytest.mark.parametrize("name", ["WARC-Payload-Digest", "WARC-Block-Digest"])
def test_a_digest_that_does_not_hold_is_told(name: str) -> None:
    lie = record_of("resource", ((name, f"sha256:{sha256(b'other')}"),), PAGE)
    with pytest.raises(
        StorageFailed, match=f"The {name} of a record in the capture does not match its bytes"
    ):
        kept_in(lie)


@pytest.mark.parametrize("name", ["payload_digest", "text_digest"])
def test_facts_that_tell_of_other_content_are_a_lie(name: str) -> None:
    facts = json.dumps({name: sha256(b"other")}).encode()
    file = CaptureFile(AT, numbered())
    file.add("response", AT, (), Block.of(b"HTTP/1.1 200 OK\r\n\r\nwords"))
    file.add("metadata", AT, (("Content-Type", "application/json"),), Block.of(facts))
    whole = b"".join(file.finish({}, "words", "http://site.example/", AT))
    told = b"".join([whole[: whole.rindex(b"\x1f\x8b\x08")], record_of("metadata", (), facts)])
    with pytest.raises(
        StorageFailed, match=f"The {name} among the capture's facts is not that of its content"
    ):
        kept_in(told)


@pytest.mark.parametrize("block", [b"{", b"\xff", b"[]", b"1"])
def test_facts_that_are_none_are_told(block: bytes) -> None:
    with pytest.raises(StorageFailed, match=r"[Ff]acts"):
        kept_in(record_of("metadata", (), block))


def test_a_file_made_by_another_tool_is_read() -> None:
    kept = kept_in(of_another_tool(PAGE))
    assert kept == Kept(PAGE, None, {}, (("Content-Type", "text/html"),), "urn:x")
    assert facts_at_end(of_another_tool(PAGE)) is None


@pytest.mark.parametrize("name", VISITS)
def test_the_facts_are_found_at_the_end_without_reading_the_rest(name: str) -> None:
    assert facts_at_end(WARCS[name][-TAIL:]) == kept_in(WARCS[name]).facts


def test_gzip_heads_in_the_content_do_not_mislead() -> None:
    heads = b"\x1f\x8b\x08\0\0\0\0\0" * 9
    assert facts_at_end(heads + SMALL) == KEPT.facts
    assert facts_at_end(heads * 9) is None
    assert facts_at_end(b"") is None
