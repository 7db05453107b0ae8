"""What may be written for people: nothing in a text commands a terminal, or turns the direction of its neighbours.

Everything the program writes passes through one encoding of its streams, so no command has to think of it.
"""

import codecs
from typing import TextIO

from factcheck.model.visible import SMALL_MARKS, visible

_NAME = "factcheck-visible"
_MARKS_ESCAPED = {code: f"\\u{code:04x}" for code in SMALL_MARKS}


def json_whole(text: str) -> str:
    """JSON whose small marks of direction are escaped, so that none of its text is lost on the way out."""
    return text.translate(_MARKS_ESCAPED)


def make_visible(stream: TextIO) -> None:
    """Let a stream write UTF-8 in which nothing is left that `visible` replaces, and lone surrogates as escapes."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding=_NAME, errors="backslashreplace")


def write_raw(stream: TextIO, text: str) -> None:
    """Write what is our own and commands the terminal, such as to remove a line."""
    stream.flush()
    if hasattr(stream, "buffer"):
        stream.buffer.write(text.encode())
        stream.flush()


def _encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    return codecs.utf_8_encode(visible(text), errors)[0], len(text)


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:
        return _encode(text, self.errors)[0]


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != _NAME:
        return None
    decoder = codecs.getincrementaldecoder("utf-8")
    return codecs.CodecInfo(
        _encode, codecs.utf_8_decode, incrementalencoder=_Encoder, incrementaldecoder=decoder, name=_NAME
    )


codecs.register(_find)
