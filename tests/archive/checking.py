"""What other tools make, and the checks that they ship."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from warcio.warcwriter import WARCWriter


def of_another_tool(document: bytes) -> bytes:
    """A WARC of a document without text or facts, as warcio writes it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    writer.write_record(writer.create_warcinfo_record(None, {"software": "other"}))
    writer.write_record(
        writer.create_warc_record(
            "urn:x", "resource", BytesIO(document), length=len(document), warc_content_type="text/html"
        )
    )
    return out.getvalue()


def warcio_check(path: Path) -> "subprocess.CompletedProcess[str]":
    """What `warcio check -v` says of a WARC."""
    return _run("from warcio.cli import main", "check", "-v", str(path))


def wacz_validate(path: Path) -> "subprocess.CompletedProcess[str]":
    """What `wacz validate` says of a WACZ."""
    return _run("from wacz.main import main", "validate", "-f", str(path))


def _run(get_main: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    code = f"import sys; {get_main}; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments], check=False, capture_output=True, text=True
    )
