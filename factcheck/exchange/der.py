"""The part of ASN.1's DER (ITU-T X.690) that time-stamp requests and responses use."""

from dataclasses import dataclass

BOOLEAN, INTEGER, OCTETS, OID, TIME, SEQUENCE, SET = 0x01, 0x02, 0x04, 0x06, 0x18, 0x30, 0x31
EXPLICIT_0 = 0xA0


@dataclass(frozen=True, slots=True)
class Element:
    """A tag of one byte, and its content."""

    tag: int
    content: bytes

    def child(self, tag: int, index: int = 0) -> "Element":
        """The element at that index of the content; ValueError where there is none or it has another tag."""
        found = elements(self.content)
        if index >= len(found) or found[index].tag != tag:
            raise ValueError("an element is not where it belongs")
        return found[index]


def encode(tag: int, *parts: bytes) -> bytes:
    """An element with these parts as its content."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def integer(number: int) -> bytes:
    """An INTEGER of 0 or more."""
    return encode(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def elements(content: bytes) -> list[Element]:
    """The elements in order; ValueError for bytes that are not DER."""
    found, at = [], 0
    while at < len(content):
        length, begins = _length(content, at + 1)
        if begins + length > len(content):
            raise ValueError("an element is cut short")
        found.append(Element(content[at], content[begins : begins + length]))
        at = begins + length
    return found


def single(content: bytes, tag: int) -> Element:
    """The one element that the content consists of; ValueError for more or fewer, or another tag."""
    if len(elements(content)) != 1:
        raise ValueError("there is more or less than one element")
    return Element(0, content).child(tag)


def _length(content: bytes, at: int) -> tuple[int, int]:
    """The length that begins at an offset, and the offset of the content."""
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
