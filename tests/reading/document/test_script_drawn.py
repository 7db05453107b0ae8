"""Pages of which scripts seem to draw the words, by what came."""

import gzip
import zlib

import pytest

from factcheck.reading.document.script_drawn import FEW_WORDS, is_script_drawn

SHELL = b"<html><SCRIPT src=/app.js></SCRIPT><p>Loading"


@pytest.mark.parametrize(
    ("text", "body", "coding", "so"),
    [
        (None, b"", "", True),
        (" \n", b"<p>", "", True),
        ("Loading", SHELL, "", True),
        ("Loading", SHELL, "identity", True),
        ("Loading", gzip.compress(SHELL), "GZip", True),
        ("Loading", zlib.compress(SHELL), "deflate", True),
        ("Loading", b"\x00\x01", "br", True),
        ("Closed.", b"<p>Closed.", "", False),
        ("Closed.", gzip.compress(b"<p>Closed."), "gzip", False),
        ("Closed.", b"no gzip", "gzip", False),
        ("x" * FEW_WORDS, SHELL, "", False),
        ("x" * (FEW_WORDS - 1), SHELL, "", True),
    ],
)
def test_few_words_and_scripts_make_one(text: str | None, body: bytes, coding: str, so: bool) -> None:
    assert is_script_drawn(text, body, coding) is so
