"""Files that a form has: put where they can be read under a name that leads nowhere else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from unicodedata import category

from starlette.datastructures import UploadFile

_MARKS_OF_NAMES = " ._()+-\u200c\u200d"
"""With the joiners, which words of Persian and of India are spelled with."""
_LONGEST_NAME = 100
_MOST_BYTES = 250
"""File systems take 255."""


@contextmanager
def written(sent: UploadFile) -> Iterator[Path]:
    """The file that was sent, while the block runs, under the last part of the name that it came with."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / _safe_name(sent.filename or "")
        with path.open("wb") as kept:
            copyfileobj(sent.file, kept)
        yield path


def _safe_name(given: str) -> str:
    """The last part of a name that a browser gives, without what is no letter, figure or mark of a name."""
    last = re.split(r"[/\\\\]", given)[-1]
    kept = "".join(one for one in last if category(one)[0] in "LMN" or one in _MARKS_OF_NAMES).strip(". ")
    return kept[-_LONGEST_NAME:].encode()[-_MOST_BYTES:].decode(errors="ignore") or "file"
