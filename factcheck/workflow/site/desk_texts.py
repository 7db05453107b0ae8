"""The desk's own texts for its public site: how it works, who pays for it, how to complain."""

from collections.abc import Iterator
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.files import disk_errors_explained
from factcheck.model.text import clean
from factcheck.report.frame import TEXTS

MAX_BYTES = 1_000_000


def read_texts(folder: Path) -> dict[str, str]:
    """The Markdown of each text that is there and says something, by its name: `method`, `funding`, `complaints`."""
    return {name: text for name, text in _texts(folder) if text.strip()}


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        path = folder / f"{name}.md"
        with disk_errors_explained(path):
            if not path.is_file():
                continue
            if path.stat().st_size > MAX_BYTES:
                raise BadInput(
                    f"{path} is larger than {MAX_BYTES:,} bytes. Shorten it; readers will thank you."
                )
            content = path.read_bytes()
        try:
            yield name, clean(content.decode("utf-8-sig"))
        except UnicodeDecodeError as wrong:
            raise BadInput(f"{path} is not UTF-8 (byte {wrong.start + 1}). Save it as UTF-8.") from wrong
