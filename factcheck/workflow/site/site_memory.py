"""What the last publication knew of each check, kept beside the site, so that one correction need not read all others.

It is no part of the record: without it, or where it is damaged, all is read from the data on the site or from the
histories.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.files import disk_errors_explained, write_changed
from factcheck.report.listed_claim import ListedCheck
from factcheck.workflow.site.shared_data import SharedCheck

MEMORY = ".site-memory.json"
_FORM = 2
"""Raised where what is remembered comes to be told otherwise."""

_DIGEST = 64
_BEGIN, _BETWEEN, _END = f'{{"form": {_FORM}, "checks": {{\n'.encode(), b",\n", b"\n}}"
"""What stands around the checks, each of which has a line."""


class SiteMemory:
    """What is remembered of the desk's own site; of one in another folder, nothing."""

    def __init__(self, desk: Desk, out: Path) -> None:
        own = out.resolve() == desk.settings.site.resolve()
        self._path = desk.settings.folder / MEMORY if own else None
        self._checks: dict[str, list[Any]] = {}
        self._lines: dict[str, bytes] = {}
        if self._path is not None:
            self._read(self._path)

    def _read(self, path: Path) -> None:
        """Take in, for each check by ref, the head of its history, the key of its pages, and itself; and its line."""
        with disk_errors_explained(path):
            content = path.read_bytes() if path.is_file() else b""
        body = content[_DIGEST:]
        if body.startswith(_BEGIN) and hashlib.sha256(body).hexdigest().encode() == content[:_DIGEST]:
            self._checks = json.loads(body)["checks"]
            lines = body[len(_BEGIN) : -len(_END)].split(_BETWEEN)
            self._lines = dict(zip(self._checks, lines, strict=True)) if self._checks else {}

    def listed(self, ref: str, head: str) -> ListedCheck | None:
        """What lists show of a check, where its history has not moved."""
        known = self._checks.get(ref)
        return SharedCheck.of_plain(known[2]).listed if known and known[0] == head else None

    def check(self, ref: str, key: str) -> SharedCheck | None:
        """A check, where its pages have this key."""
        known = self._checks.get(ref)
        return SharedCheck.of_plain(known[2]) if known and known[1] == key else None

    def before(self, ref: str) -> ListedCheck | None:
        """What lists showed of a check, whatever became of it since."""
        known = self._checks.get(ref)
        return SharedCheck.of_plain(known[2]).listed if known else None

    def keep(self, heads: Mapping[str, str], keys: Mapping[str, str], new: Mapping[str, SharedCheck]) -> None:
        """Remember every check that is out, `heads` and `keys` by ref; of those that are not new, what is known."""
        if self._path is None:
            return
        lines = []
        for ref in sorted(heads):
            head, key, known = heads[ref], keys[ref], self._checks.get(ref)
            if ref in new:
                lines.append(_line(ref, [head, key, new[ref].plain()]))
            elif known:
                is_same = known[:2] == [head, key]
                lines.append(self._lines[ref] if is_same else _line(ref, [head, key, known[2]]))
        body = b"".join((_BEGIN, _BETWEEN.join(lines), _END))
        write_changed({self._path: hashlib.sha256(body).hexdigest().encode() + body}, durable=False)


def _line(ref: str, known: list[Any]) -> bytes:
    return json.dumps({ref: known}, ensure_ascii=False)[1:-1].encode()
