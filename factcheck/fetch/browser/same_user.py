"""Whose a connection on loopback is: a proxy that holds somebody's login is no other user's to ask."""

import os
import struct
from pathlib import Path
from socket import inet_aton

_CONNECTIONS = Path("/proc/net/tcp")
_LOCAL, _REMOTE, _USER = 1, 2, 7  # of its columns; see proc(5)

Socket = tuple[str, int]


def is_same_user(there: Socket, here: Socket) -> bool:
    """Whether the other end of a connection (there) is of our own user; where the system does not say so, it is."""
    try:
        lines = _CONNECTIONS.read_bytes().splitlines()[1:]
    except OSError:
        return True
    wanted = (_in_hex(there), _in_hex(here))
    found = (fields for fields in map(bytes.split, lines) if (fields[_LOCAL], fields[_REMOTE]) == wanted)
    return any(int(fields[_USER]) == os.geteuid() for fields in found)


def _in_hex(socket: Socket) -> bytes:
    host, port = socket
    return b"%08X:%04X" % (*struct.unpack("=I", inet_aton(host)), port)
