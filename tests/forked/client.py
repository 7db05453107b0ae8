"""Hands one command over to the server and ends as it ends; imports little, since it is started for each command."""

import marshal
import os
import sys
from _socket import (
    AF_UNIX,
    SCM_RIGHTS,
    SOCK_STREAM,
    SOL_SOCKET,
    socket,
)  # socket.py costs as much as all the rest
from array import array


def main() -> None:
    """Send our streams, folder, arguments and environment; leave with the code or the signal that comes back."""
    server = socket(AF_UNIX, SOCK_STREAM)
    server.connect(sys.argv[1])
    command = marshal.dumps((os.getcwdb(), sys.argv[2:], dict(os.environb)))  # noqa: PTH109 - pathlib costs more than this
    server.sendmsg([len(command).to_bytes(8, "big")], [(SOL_SOCKET, SCM_RIGHTS, array("i", range(3)))])
    server.sendall(command)
    code = int.from_bytes(server.recv(4), "big", signed=True)
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)


if __name__ == "__main__":
    main()
