"""One message between the desk and a process that reads: a JSON head and bytes, each with its length before it."""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">II")

Message = tuple[dict[str, Any], bytes]


def send(stream: IO[bytes], head: dict[str, Any], payload: bytes) -> None:
    """Write one message; an OSError when the other side is gone."""
    coded = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(coded), len(payload)) + coded)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> Message | None:
    """Read one message of at most that many bytes; None when the other side is gone or sends no such message.

    A head that is not JSON is a ValueError.
    """
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_size, size = _LENGTHS.unpack(lengths)
    if head_size + size > most:
        return None
    coded, payload = stream.read(head_size), stream.read(size)
    if len(coded) < head_size or len(payload) < size:
        return None
    head = json.loads(coded)
    return (head, payload) if isinstance(head, dict) else None
