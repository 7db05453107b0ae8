"""Content codings are removed in small steps, and a decompression bomb is never unpacked whole."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotlicffi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.document.content_coding import Decoded, decode
from tests.reading.files import brotli_bomb

LIMIT = 50_000_000
WORDS = b"".join(b"The minister named %d schools in %d.\n" % (n * 7919 % 1000, n) for n in range(8000))


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    " br ": brotlicffi.compress,
    "identity": bytes,
    "": bytes,
}


@pytest.mark.parametrize("coding", PACKERS)
def test_each_coding_comes_off(coding: str) -> None:
    assert decode(PACKERS[coding](WORDS), coding, LIMIT) == Decoded(WORDS)


@given(st.binary(max_size=300_000), st.sampled_from(["gzip", "deflate", "br"]))
def test_whatever_was_packed_comes_out(body: bytes, coding: str) -> None:
    assert decode(PACKERS.get(coding, brotlicffi.compress)(body), coding, LIMIT) == Decoded(body)


def test_deflate_without_its_wrapping_is_known_too() -> None:
    assert decode(raw_deflate(WORDS), "deflate", LIMIT) == Decoded(WORDS)


def test_two_codings_come_off_last_first() -> None:
    assert decode(gzip.compress(brotlicffi.compress(WORDS)), "br, gzip", LIMIT) == Decoded(WORDS)


def test_more_than_two_codings_are_refused_unopened() -> None:
    assert decode(b"anything", "gzip, gzip, gzip", LIMIT) == Decoded(b"", "too-many")
    assert decode(gzip.compress(WORDS), "identity, gzip, identity", LIMIT) == Decoded(WORDS)


def test_an_unknown_coding_is_named() -> None:
    assert decode(b"anything", "zstd", LIMIT) == Decoded(b"", "unknown")


def test_every_member_of_a_gzip_file_is_read_and_padding_is_passed_over() -> None:
    members = b"".join(gzip.compress(WORDS[start : start + 40_000]) for start in range(0, len(WORDS), 40_000))
    for padding in (b"", b"\0", b"\0" * 70_000, b"\x1f"):
        assert decode(members + padding, "gzip", LIMIT) == Decoded(WORDS)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_what_came_before_the_end_of_a_broken_off_body_is_kept(coding: str) -> None:
    packed = PACKERS.get(coding, brotlicffi.compress)(WORDS)
    decoded = decode(packed[: len(packed) // 2], coding, LIMIT)
    assert decoded.coding == "corrupt"
    assert WORDS.startswith(decoded.body)
    assert len(decoded.body) > len(WORDS) // 4


def test_what_came_before_damage_is_kept() -> None:
    packed = bytearray(gzip.compress(WORDS))
    half = len(packed) // 2
    packed[half : half + 400] = bytes(400)
    decoded = decode(bytes(packed), "gzip", LIMIT)
    assert decoded.coding == "corrupt"
    assert decoded.body[:100_000] == WORDS[:100_000]


def test_a_wrong_checksum_costs_a_short_page_none_of_its_words() -> None:
    packed = gzip.compress(WORDS[:5_000])
    assert decode(packed[:-8] + bytes(8), "gzip", LIMIT) == Decoded(WORDS[:5_000], "corrupt")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_what_is_not_packed_as_it_says_is_corrupt(coding: str) -> None:
    assert decode(b"<p>Not packed at all.</p>", coding, LIMIT).coding == "corrupt"
    assert decode(b"", coding, LIMIT) == Decoded(b"", "corrupt")


@given(st.binary(max_size=5_000), st.text(max_size=30) | st.sampled_from([*PACKERS, "br, gzip"]))
def test_no_bytes_and_no_header_break_it(body: bytes, header: str) -> None:
    assert decode(body, header, LIMIT).coding in ("ok", "corrupt", "too-large", "unknown", "too-many")


def test_exactly_what_is_allowed_is_kept_and_one_byte_more_is_not() -> None:
    packed = gzip.compress(WORDS)
    assert decode(packed, "gzip", len(WORDS)) == Decoded(WORDS)
    assert decode(packed, "gzip", len(WORDS) - 1) == Decoded(b"", "too-large")
    assert decode(WORDS, "", len(WORDS) - 1) == Decoded(b"", "too-large")


@pytest.mark.slow
def test_a_large_body_within_the_limit_is_kept_whole() -> None:
    large = WORDS * 40
    assert len(large) > 8_000_000
    packed = gzip.compress(large)
    assert decode(packed, "gzip", LIMIT) == Decoded(large)
    assert decode(packed[:-20], "gzip", LIMIT).coding == "corrupt"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bomb", "coding"), [(brotli_bomb, "br"), (lambda: gzip.compress(brotli_bomb()), "br, gzip")]
)
def test_a_bomb_is_noticed_while_it_is_small(bomb: Callable[[], bytes], coding: str) -> None:
    body = bomb()
    tracemalloc.start()
    try:
        decoded = decode(body, coding, LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(body) < 5_000, decoded) == (True, Decoded(b"", "too-large"))
    assert peak < 16_000_000
