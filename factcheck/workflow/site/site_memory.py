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
_FORM = 1
"""Raised where what is remembered comes to be told otherwise."""

_DIGEST = 64


class SiteMemory:
    """What is remembered of the desk's own site; of one in another folder, nothing."""

    def __init__(self, desk: Desk, out: Path) -> None:
        own = out.resolve() == desk.settings.site.resolve()
        self._path = desk.settings.folder / MEMORY if own else None
        self._checks = self._read()

    def _read(self) -> dict[str, list[Any]]:
        """For each check by ref: the head of its history, the key of its pages, and itself."""
        if self._path is None:
            return {}
        with disk_errors_explained(self._path):
            content = self._path.read_bytes() if self._path.is_file() else b""
        if hashlib.sha256(content[_DIGEST:]).hexdigest().encode() != content[:_DIGEST]:
            return {}
        told = json.loads(content[_DIGEST:])
        return told["checks"] if told["form"] == _FORM else {}

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
        plain = {ref: one.plain() for ref, one in new.items()}
        plain |= {ref: known[2] for ref in heads.keys() - plain.keys() if (known := self._checks.get(ref))}
        checks = {ref: [heads[ref], keys[ref], plain[ref]] for ref in sorted(plain.keys() & heads.keys())}
        body = json.dumps({"form": _FORM, "checks": checks}, ensure_ascii=False).encode()
        write_changed({self._path: hashlib.sha256(body).hexdigest().encode() + body}, durable=False)
