"""A newer program in processes of its own: the package as it is, with one more migration, 9999.

Nothing of the package is imported here, since those processes import the newer one.
"""

import os
import sys
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

_PACKAGE = Path(__file__).parents[2] / "factcheck"
_COPIED = ("", "store", "store/migrations", "store/migrations/versions")
_PATIENCE = 60
"""Seconds after which a test gives up."""
_CONTEXT = get_context("spawn")
"""A server that forks may have imported this package for another test."""


class Newer:
    """The newer program in a folder; `migration` is what is in the file beside its numbers."""

    def __init__(self, folder: Path, after: str, migration: str) -> None:
        self.folder = folder
        for part in _COPIED:
            (here := folder / "factcheck" / part).mkdir(parents=True)
            for one in (_PACKAGE / part).iterdir():
                if one.relative_to(_PACKAGE).as_posix() not in _COPIED:
                    (here / one.name).symlink_to(one)
        head = (
            f'import sqlalchemy as sa\nfrom alembic import op\nrevision, down_revision = "9999", "{after}"\n'
        )
        code = f"{head}branch_labels = depends_on = None\n{migration}"
        (folder / "factcheck/store/migrations/versions/9999_newer.py").write_text(code, "utf-8")

    def start(self, url: str) -> "tuple[BaseProcess, Connection]":
        """Begin to open a database with it; what it says comes over the connection, blank where all is well."""
        here, there = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_open, args=(self.folder, url, there))
        process.start()
        there.close()
        return process, here

    def opens(self, url: str) -> str:
        """What it says on opening a database, blank where all is well."""
        return said(*self.start(url))


def said(process: BaseProcess, told: Connection) -> str:
    """What a newer program says in the end."""
    assert told.poll(_PATIENCE)
    answer: str = told.recv()
    process.join(_PATIENCE)
    return answer


def _open(folder: Path, url: str, told: Connection) -> None:
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    from factcheck.errors import FactcheckError
    from factcheck.store.engine import make_engine
    from factcheck.store.version import bring_up_to_date

    answer = ""
    engine = make_engine(url)
    try:
        bring_up_to_date(engine)
    except FactcheckError as wrong:
        answer = wrong.message
    engine.dispose()
    with suppress(BrokenPipeError):
        told.send(answer)
