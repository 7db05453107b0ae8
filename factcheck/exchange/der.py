"""The few encodings of ASN.1's DER (ITU-T X.690) that a time stamp is asked for and told in."""

from dataclasses import dataclass

BOOLEAN, INTEGER, OCTETS, OID, TIME, SEQUENCE, SET = 0x01, 0x02, 0x04, 0x06, 0x18, 0x30, 0x31
EXPLICIT_0 = 0xA0


@dataclass(frozen=True, slots=True)
class Element:
    """A tag in one byte, and the content under it."""

    tag: int
    content: bytes

    def inner(self, tag: int, number: int = 0) -> "Element":
        """The element at that place inside; ValueError where there is none of that tag."""
        found = elements(self.content)
        if number >= len(found) or found[number].tag != tag:
            raise ValueError("an element is not where it belongs")
        return found[number]


def encode(tag: int, *parts: bytes) -> bytes:
    """An element of these parts."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def integer(number: int) -> bytes:
    """A whole number from 0."""
    return encode(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def elements(content: bytes) -> list[Element]:
    """The elements one after the other; ValueError for what is no DER."""
    found, at = [], 0
    while at < len(content):
        length, begins = _length(content, at + 1)
        if begins + length > len(content):
            raise ValueError("an element is cut short")
        found.append(Element(content[at], content[begins : begins + length]))
        at = begins + length
    return found


def only(content: bytes, tag: int) -> Element:
    """The one element that all of the content is."""
    if len(elements(content)) != 1:
        raise ValueError("there is more or less than one element")
    return Element(0, content).inner(tag)


def _length(content: bytes, at: int) -> tuple[int, int]:
    """The length that stands at a place, and where the content begins."""
    if at >= len(content):
        raise ValueError("an element has no length")
    first = content[at]
    if first < 0x80:
        return first, at + 1
    size = first & 0x7F
    length = int.from_bytes(content[at + 1 : at + 1 + size], "big")
    if not 0 < size <= 4 or length < 0x80 or length.bit_length() <= 8 * (size - 1):
        raise ValueError("a length is not in its shortest form")
    return length, at + 1 + size
