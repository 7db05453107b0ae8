"""A real server of object storage on loopback: moto's."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count

BUCKET = "desk"


@dataclass(frozen=True)
class NewPlace:
    """Gives the address of an empty prefix of a bucket each time it is called; `environ` is how to reach it."""

    endpoint: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __call__(self) -> str:
        """The next one."""
        return f"s3://{BUCKET}/{next(self.numbers)}"

    @property
    def environ(self) -> dict[str, str]:
        """What S3 tools know the server by."""
        return environ_of(self.endpoint)


def environ_of(endpoint: str) -> dict[str, str]:
    """What S3 tools know a server by."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }


@contextmanager
def object_server() -> Iterator[NewPlace]:
    """A server with one empty bucket, in a thread, until the block ends."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    connection = HTTPConnection(host, port)
    connection.request("PUT", f"/{BUCKET}")
    connection.getresponse().read()
    connection.close()
    try:
        yield NewPlace(endpoint)
    finally:
        server.stop()
