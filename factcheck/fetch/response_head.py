"""The head of an answer, mended where browsers pass over what is wrong: lines without headers, blanks before colons.

Everything that decides where an answer ends is left as it is, for the parser to refuse.
"""

import re

MOST_HEAD = 102_400
"""The most bytes of a head; the parser refuses a longer one."""

_END = re.compile(rb"\n\r?\n")
_NAME = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_MORE_FOLLOWS = re.compile(rb"HTTP/1\.\d 1(?!01)\d\d[ \r\n]")


def end_of_head(data: bytes) -> int:
    """The number of bytes of the head that these bytes begin with, its blank line included; 0 if it goes on."""
    found = _END.search(data)
    return found.end() if found else 0


def is_notice(head: bytes) -> bool:
    """Whether this is the head of a notice such as 103 Early Hints, which another head follows."""
    return _MORE_FOLLOWS.match(head) is not None


def mend_head(head: bytes) -> bytes:
    """The head without lines that are no headers and without blanks before a colon (RFC 9112, section 5.1)."""
    first, *lines = head.splitlines(keepends=True)
    return b"".join((first, *filter(None, map(_mended, lines))))


def _mended(line: bytes) -> bytes:
    """A header line; "" for one that is none. Folded lines, the last one, and lines with controls stay as they are."""
    if not line.strip() or line[:1] in b" \t" or _CONTROLS.search(line.rstrip(b"\r\n")):
        return line
    name = _NAME.match(line)
    return name[1] + b":" + line[name.end() :] if name else b""
