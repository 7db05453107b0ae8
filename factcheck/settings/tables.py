"""What tables of factcheck.toml are held to in the same way: their keys, and lists of addresses each with a file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.errors import Finding, did_you_mean


def unknown_keys(where: str, table: Mapping[str, Any], known: Collection[str]) -> Iterator[Finding]:
    """A finding for each key of a table that has no meaning in it."""
    for key in sorted(table.keys() - set(known)):
        yield Finding("bad-key", f"{where}: {key}", f'unknown key "{key}".', did_you_mean(key, known))


@dataclass(frozen=True, slots=True)
class AddressList:
    """A list of tables, each with the address of a server (`url`) and a file that belongs to it.

    `what` one of them is called, `file` the key of the file; `mend_url` and `mend_file` say what to write.
    """

    table: str
    what: str
    file: str
    mend_url: str
    mend_file: str

    def findings(self, entries: Sequence[object]) -> Iterator[Finding]:
        """A finding for all that is none of them with its file, and for each that is named twice."""
        urls: list[object] = []
        for number, entry in enumerate(entries, 1):
            where = f"{self.table}: {number}"
            if not isinstance(entry, dict):
                yield Finding("bad-value", where, f"is no {self.what}.", f"Begin each with [[{self.table}]].")
                continue
            yield from unknown_keys(where, entry, ("url", self.file))
            url, file = entry.get("url"), entry.get(self.file)
            if not (isinstance(url, str) and url.startswith(("https://", "http://"))):
                yield Finding("bad-value", f"{where}: url", "is no address.", self.mend_url)
            elif url in urls:
                yield Finding("bad-value", f"{where}: url", "is named twice.", "Take one of them out.")
            if not (isinstance(file, str) and file.strip()):
                yield Finding("bad-value", f"{where}: {self.file}", "is not given.", self.mend_file)
            urls.append(url)
