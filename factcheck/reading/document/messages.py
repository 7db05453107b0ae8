"""Messages between the desk and a worker process: a JSON head and bytes, both prefixed with their lengths."""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">II")

Message = tuple[dict[str, Any], bytes]


def send(stream: IO[bytes], head: dict[str, Any], payload: bytes) -> None:
    """Write one message. Raises OSError if the other side is gone."""
    coded = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(coded), len(payload)) + coded)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> Message | None:
    """Read one message of at most `most` bytes; None if the other side is gone or the message is invalid.

    Raises ValueError if the head is not JSON, and OSError if reading fails.
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
