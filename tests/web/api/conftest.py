"""A desk with accounts that is served, and a token of each of its people."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.web.api.client import Client, client
from tests.web.api.desk import make_desk
from tests.web.served import serving


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk that those of all modules are copies of."""
    return make_desk(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def api(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A desk of its own for the tests of a module, with Ada, Rae, Cy, Ed and Gus."""
    folder = tmp_path_factory.mktemp("desk") / "desk"
    copytree(made, folder)
    with serving(folder, "Cy") as served, client(served) as one:
        yield one
