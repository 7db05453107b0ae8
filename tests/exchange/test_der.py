"""DER as a time stamp needs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange.der import INTEGER, OCTETS, SEQUENCE, Element, elements, encode, integer, single


@given(st.lists(st.tuples(st.sampled_from([INTEGER, OCTETS, SEQUENCE]), st.binary(max_size=300)), max_size=4))
def test_what_is_written_is_read_back(parts: list[tuple[int, bytes]]) -> None:
    written = b"".join(encode(tag, content) for tag, content in parts)

    assert elements(written) == [Element(tag, content) for tag, content in parts]


def test_long_contents_have_long_lengths() -> None:
    for size in (127, 128, 255, 256, 65_535, 65_536):
        assert elements(encode(OCTETS, bytes(size))) == [Element(OCTETS, bytes(size))]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "020100"),
        (127, "02017f"),
        (128, "02020080"),
        (256, "02020100"),
        (2**64 - 1, "020900ffffffffffffffff"),
    ],
)
def test_whole_numbers_are_as_short_as_they_can_be(number: int, written: str) -> None:
    assert integer(number).hex() == written


@pytest.mark.parametrize(
    "wrong", ["04", "0401", "0480", "048101ff", "04820001ff", "0485000000000100", "0483ffffff"]
)
def test_what_is_no_der_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"cut short|no length|shortest form"):
        elements(bytes.fromhex(wrong))


def test_an_element_elsewhere_or_of_another_kind_is_refused() -> None:
    sequence = single(encode(SEQUENCE, integer(1)), SEQUENCE)

    assert sequence.child(INTEGER).content == b"\x01"
    for tag, number in ((OCTETS, 0), (INTEGER, 1)):
        with pytest.raises(ValueError, match="not where it belongs"):
            sequence.child(tag, number)
    with pytest.raises(ValueError, match="more or less than one"):
        single(integer(1) + integer(2), INTEGER)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = elements(content)
    except ValueError:
        return
    assert b"".join(encode(one.tag, one.content) for one in found) == content
