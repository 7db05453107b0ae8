"""What the last publication knew of each check, kept beside the site, so that one correction need not read all others.

It is no part of the record: without it, or where it is damaged, all is read from the data on the site or from the
histories.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.files import disk_errors_explained, write_changed
from factcheck.report.listed_claim import ListedCheck
from factcheck.workflow.site.shared_data import SharedCheck

MEMORY = ".site-memory.json"
_FORM = 3
"""Raised where what is remembered comes to be told otherwise."""

_DIGEST = 64
_BEGIN = f"form {_FORM}".encode()
"""What follows the digest of all; then each check has a line, whose second part is read where the check is shown."""

_Known = Sequence[Any]
"""Of one check its ref, the head of its history, the key of its pages, and what counts need of it."""


class SiteMemory:
    """What is remembered of the desk's own site; of one in another folder, nothing."""

    def __init__(self, desk: Desk, out: Path) -> None:
        own = out.resolve() == desk.settings.site.resolve()
        self._path = desk.settings.folder / MEMORY if own else None
        self._checks: dict[str, _Known] = {}
        self._lines: dict[str, bytes] = {}
        if self._path is not None:
            self._read(self._path)

    def _read(self, path: Path) -> None:
        """Take in what is known of each check, by its ref, and its line."""
        with disk_errors_explained(path):
            content = path.read_bytes() if path.is_file() else b""
        begin, *lines = content[_DIGEST:].split(b"\n")
        if begin == _BEGIN and sha256(content[_DIGEST:]).hexdigest().encode() == content[:_DIGEST]:
            told = b",".join([line.partition(b"\t")[0] for line in lines])
            self._checks = {known[0]: known for known in json.loads(b"[%s]" % told)}
            self._lines = dict(zip(self._checks, lines, strict=True))

    def listed(self, ref: str, head: str) -> ListedCheck | None:
        """What lists show of a check, where its history has not moved."""
        known = self._checks.get(ref)
        return self._check(known).listed if known and known[1] == head else None

    def check(self, ref: str, key: str) -> SharedCheck | None:
        """A check, where its pages have this key."""
        known = self._checks.get(ref)
        return self._check(known) if known and known[2] == key else None

    def before(self, ref: str) -> ListedCheck | None:
        """What lists showed of a check, whatever became of it since."""
        known = self._checks.get(ref)
        return self._check(known).listed if known else None

    def _check(self, known: _Known) -> SharedCheck:
        ref, _, _, *plain = known
        return SharedCheck.of_plain(plain, self._lines[ref].partition(b"\t")[2])

    def keep(self, heads: Mapping[str, str], keys: Mapping[str, str], new: Mapping[str, SharedCheck]) -> None:
        """Remember every check that is out, `heads` and `keys` by ref; of those that are not new, what is known."""
        if self._path is None:
            return
        lines = [_BEGIN]
        for ref in sorted(heads):
            head, key, known = heads[ref], keys[ref], self._checks.get(ref)
            if ref in new:
                counted, shown = new[ref].plain()
                lines.append(_line([ref, head, key, *counted], _json(shown)))
            elif known:
                is_same = known[1] == head and known[2] == key
                line = self._lines[ref]
                lines.append(
                    line if is_same else _line([ref, head, key, *known[3:]], line.partition(b"\t")[2])
                )
        body = b"\n".join(lines)
        write_changed({self._path: sha256(body).hexdigest().encode() + body}, durable=False)


def _line(known: Sequence[Any], shown: bytes) -> bytes:
    return b"%s\t%s" % (_json(known), shown)


def _json(told: Sequence[Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
