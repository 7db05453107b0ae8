"""Answers that promise nothing: each ends in its named outcome on the record, and the other pages come all the same."""

import gzip
import zlib

import brotlicffi
import pytest

from factcheck.desk import Desk
from factcheck.model.vocabulary import Outcome, RecheckResult, Status
from factcheck.workflow.evidence.record_capture import text_of
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.servers import Answer, End, ScriptedServer, answer, head, redirect
from tests.workflow.fetched import PAGE, QUOTE, fetched, rated, rechecked, record, status_of

BODY = PAGE.encode()
PACKED = gzip.compress(BODY)


def _packed(body: bytes, coding: str) -> bytes:
    return answer(body, content_encoding=coding)


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ((head(content_length="500"), End.CLOSE), Outcome.EMPTY),
        ((head(transfer_encoding="chunked"), End.CLOSE), Outcome.EMPTY),
        (head("206 Partial Content", content_length="0"), Outcome.EMPTY),
        (head("204 No Content", content_encoding="gzip"), Outcome.EMPTY),
        (_packed(b"", "gzip"), Outcome.EMPTY),
        (_packed(gzip.compress(b""), "gzip"), Outcome.EMPTY),
        (_packed(zlib.compress(b""), "deflate"), Outcome.EMPTY),
        (_packed(brotlicffi.compress(b""), "br"), Outcome.EMPTY),
        (_packed(PACKED[:12], "gzip"), Outcome.PARTIAL_ENCODING),
        (_packed(PACKED[:-9], "gzip"), Outcome.PARTIAL_ENCODING),
        (_packed(b"\x03\0", "deflate"), Outcome.EMPTY),
        (_packed(b"\x0b", "br"), Outcome.PARTIAL_ENCODING),
        (_packed(b"\0", "zstd"), Outcome.ENCODING),
        (answer(b" \r\n\t "), Outcome.OK),
        (answer(b"\0" * 40), Outcome.OK),
        (answer(PAGE, etag='"\x85\x9f"', last_modified="\t", content_type="\xff\x7f" * 1_500), Outcome.OK),
        (answer(PAGE, "200 \xff\xfe"), Outcome.OK),
        (redirect("/" + "long" * 1_900), Outcome.NOT_FOUND),
    ],
)
def test_one_odd_answer_ends_in_its_outcome_and_the_next_page_is_kept(
    desk: Desk, server: ScriptedServer, script: Answer, outcome: Outcome
) -> None:
    server.say("/odd", script)
    for path in ("/odd", "/rain"):
        add_source(desk, "rain", server.url(path), {})
    seen = {one.url: one for one in fetched(desk)}

    assert seen[server.url("/rain")].outcome is Outcome.OK
    assert seen[server.url("/odd")].outcome is outcome
    assert {one.source: one.outcome for one in record(desk).captures} == {"s1": outcome, "s2": Outcome.OK}
    assert verify(desk).findings == []


@pytest.mark.parametrize(
    "coding", ["UTF-8", "none", "text/html", "aws-chunked", "binary", "identity", "8bit"]
)
def test_a_name_that_is_no_coding_is_passed_over(desk: Desk, server: ScriptedServer, coding: str) -> None:
    server.say("/rain", _packed(BODY, coding))
    add_source(desk, "rain", server.url("/rain"), {})
    [seen] = fetched(desk)

    assert seen.outcome is Outcome.OK
    assert QUOTE in (text_of(desk, record(desk).captures[0]) or "")
    assert any("which is none" in note for note in seen.notes) == (coding != "identity")


@pytest.mark.parametrize("coding", ["gzip, utf-8", "none,GZIP", '"gzip"', "gzip;q=1.0", "x-gzip"])
def test_a_coding_beside_such_a_name_comes_off(desk: Desk, server: ScriptedServer, coding: str) -> None:
    server.say("/rain", _packed(PACKED, coding))
    add_source(desk, "rain", server.url("/rain"), {})
    fetched(desk)

    assert QUOTE in (text_of(desk, record(desk).captures[0]) or "")


def test_two_headers_name_the_codings_together(desk: Desk, server: ScriptedServer) -> None:
    said = head(content_length=str(len(twice := gzip.compress(PACKED))))[:-2]
    server.say("/rain", said + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\n" + twice)
    add_source(desk, "rain", server.url("/rain"), {})
    fetched(desk)

    assert QUOTE in (text_of(desk, record(desk).captures[0]) or "")


def test_a_recheck_that_meets_no_body_says_nothing_of_the_quote(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    server.say("/rain", (head(content_length="500"), End.CLOSE))
    [seen] = rechecked(desk)

    assert [one.rung for one in seen.noted[0].drift] == [RecheckResult.UNDETERMINED]
    assert status_of(desk) is Status.RATED
