"""The index of an export (CDXJ, compressed in blocks as ZipNum): where the records are that replay tools serve."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from factcheck.archive.capture_contents import http_headers
from factcheck.archive.record_reader import ANSWERS, WarcRecord
from factcheck.archive.record_writer import sha256
from factcheck.archive.request_key import asked_at
from factcheck.archive.surt import surt
from factcheck.model.visit import first_field

NAME = "index.cdx.gz"
_BLOCK = 1_024
"""Lines in a block; a reader unpacks one block for each look-up."""


def cdxj_lines(records: Iterable[WarcRecord], filename: str) -> Iterator[str]:
    """An index line for every response, revisit and resource among the records of the file of that name.

    Requests among them say under which key the answer is found to which they belong.
    """
    read = list(records)
    asked = {one.header("WARC-Concurrent-To"): one.block for one in read if one.kind == "request"}
    for record in read:
        if record.kind in ANSWERS:
            url = record.header("WARC-Target-URI")
            moment = "".join(filter(str.isdigit, record.header("WARC-Date")))
            where = {"length": str(record.length), "offset": str(record.offset), "filename": filename}
            key = surt(asked_at(url, asked.get(record.header("WARC-Record-ID"), b"")))
            yield f"{key} {moment} {json.dumps({'url': url, **_description(record), **where})}"


def _description(record: WarcRecord) -> dict[str, str]:
    kind = first_field(http_headers(record), "content-type")
    status = "" if record.kind == "resource" else (record.block[:64].split() + [b""] * 2)[1].decode("latin-1")
    fields = {
        "mime": "warc/revisit" if record.kind == "revisit" else kind.split(";")[0].strip(),
        "status": status,
        "digest": record.header("WARC-Payload-Digest"),
    }
    return {name: value for name, value in fields.items() if value}


def zipnum(lines: Sequence[str]) -> tuple[bytes, bytes]:
    """The sorted lines as gzip members of 1,024 lines each, and the index that says where each member begins."""
    packed: list[bytes] = []
    meta: dict[str, Any] = {"format": "cdxj-gzip-1.0", "filename": NAME}
    index, offset = [f"!meta 0 {json.dumps(meta)}\n"], 0
    for start in range(0, len(lines), _BLOCK):
        block = "".join(f"{line}\n" for line in lines[start : start + _BLOCK]).encode()
        packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        member = packer.compress(block) + packer.flush()
        place = {"offset": offset, "length": len(member), "digest": f"sha256:{sha256(member)}"}
        key, moment, _ = lines[start].split(" ", 2)
        index.append(f"{key} {moment} {json.dumps(place)}\n")
        packed.append(member)
        offset += len(member)
    return b"".join(packed), "".join(index).encode()
