"""Web archives as other programs write them, for tests."""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

PAGE = "<!DOCTYPE html><html><title>The bridge</title><p>The bridge was opened in 1973, said the mayor.</p></html>"
URL = "https://example.org/bridge"
DATE = "2024-01-02T03:04:05Z"


def sha1(content: bytes) -> str:
    """A digest as most programs write it into a WARC."""
    return f"sha1:{base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()}"


def record(kind: str, block: bytes, version: str = "1.1", **fields: str) -> bytes:
    """A record, not packed; underscores in names of fields stand for hyphens, and a blank one leaves a field out."""
    said = {"WARC_Type": kind, "WARC_Date": DATE, "WARC_Record_ID": "<urn:uuid:0>", **fields}
    said = {"Content_Length": str(len(block)), **said}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items() if value)
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(
    body: bytes | str = PAGE, url: str = URL, status: str = "200 OK", head: str = "", **fields: str
) -> bytes:
    """A response with a page; further fields are those of the record."""
    content = body.encode() if isinstance(body, str) else body
    kind = "" if "content-type" in head.casefold() else "Content-Type: text/html; charset=utf-8\r\n"
    block = f"HTTP/1.1 {status}\r\n{kind}{head}\r\n".encode() + content
    said = {"WARC_Target_URI": url, "WARC_Payload_Digest": sha1(content), **fields}
    return record("response", block, **said)


def packed(*records: bytes) -> bytes:
    """A gzip member for each record."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def wget(*records: bytes) -> bytes:
    """As wget writes it: WARC 1.0, addresses in angle brackets."""
    info = record("warcinfo", b"software: Wget/1.21\r\n", "1.0")
    plain = b"".join([info, *records]).replace(b"WARC/1.1", b"WARC/1.0")
    return plain.replace(b"WARC-Target-URI: https", b"WARC-Target-URI: <https").replace(
        b"\r\nWARC-Payload", b">\r\nWARC-Payload"
    )


def wacz(
    warcs: Mapping[str, bytes], pages: Iterable[str] | None = (URL,), how: int = ZIP_STORED, **wrong: str
) -> bytes:
    """As browsertrix writes it: WARC files, a list of pages, contents with digests; `wrong` replaces these."""
    out = BytesIO()
    with ZipFile(out, "w", how) as zipped:
        resources = []
        for name, content in warcs.items():
            zipped.writestr(f"archive/{name}", content)
            digest = wrong.get("hash", f"sha256:{hashlib.sha256(content).hexdigest()}")
            resources.append({"name": name, "path": f"archive/{name}", "hash": digest, "bytes": len(content)})
        if pages is not None:
            lines = [
                {"format": "json-pages-1.0", "id": "pages"},
                *({"url": one, "ts": DATE} for one in pages),
            ]
            zipped.writestr("pages/pages.jsonl", "".join(f"{json.dumps(one)}\n" for one in lines))
        listed = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
        zipped.writestr("datapackage.json", json.dumps(listed))
    return out.getvalue()
