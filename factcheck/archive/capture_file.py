"""A capture file put together: warcinfo, what a source gave, the text read from it, the facts."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import quote
from uuid import UUID

from factcheck import __version__
from factcheck.archive.record_reader import ANSWERS
from factcheck.archive.record_writer import Block, member, sha256, warc_date
from factcheck.model.visit import Header

_SOFTWARE = f"factcheck/{__version__}"
_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"


class CaptureFile:
    """The records of one WARC file, each with the next of the ids, compressed as the file is read.

    `read_from` is the id of the record that the text was read from, "" where that is the last answer.
    """

    def __init__(self, at: datetime, new_id: Callable[[], UUID]) -> None:
        self._new_id = new_id
        self._members: list[Iterator[bytes]] = []
        self._info = self._answer = self.read_from = ""
        info = f"software: {_SOFTWARE}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._info = self.add("warcinfo", at, (("Content-Type", "application/warc-fields"),), Block.of(info))

    def add(self, kind: str, at: datetime, fields: tuple[Header, ...], block: Block) -> str:
        """Add a record of that WARC-Type; returns its id, `<urn:uuid:…>`."""
        name = f"<urn:uuid:{self._new_id()}>"
        own = (("WARC-Record-ID", name), ("WARC-Date", warc_date(at)), ("WARC-Warcinfo-ID", self._info))
        self._members.append(member(kind, (*own, *fields), block))
        if kind in ANSWERS:
            self._answer = name
        return name

    def finish(self, facts: Mapping[str, Any], text: str | None, url: str, at: datetime) -> Iterator[bytes]:
        """Add text and facts under `urn:` addresses, so that no replay shows them as the page.

        Returns the file in pieces. The text's digest is among the facts; a text that cannot be UTF-8 (a lone
        surrogate) is a ValueError.
        """
        read = None if text is None else text.encode()
        if read is not None:
            self._add_own("text", at, url, "text/plain; charset=utf-8", read)
        digests = {"software": _SOFTWARE, "text_digest": None if read is None else sha256(read)}
        coded = json.dumps({**facts, **digests}, ensure_ascii=False, sort_keys=True)
        self._add_own("facts", at, url, "application/json", coded.encode(errors="backslashreplace"))
        return chain.from_iterable(self._members)

    def _add_own(self, what: str, at: datetime, url: str, content_type: str, block: bytes) -> None:
        fields = (
            ("WARC-Refers-To", (what == "text" and self.read_from) or self._answer),
            ("WARC-Target-URI", f"urn:{what}:{uri(url)}"),
            ("Content-Type", content_type),
            ("WARC-Payload-Digest", f"sha256:{sha256(block)}"),
        )
        self.add("conversion" if what == "text" else "metadata", at, fields, Block.of(block))


def uri(url: str) -> str:
    """An address for a header line: characters that are not printable ASCII are percent-encoded."""
    return quote(url, safe=_URI_SAFE, errors="backslashreplace")
