"""The command line: parse, call one workflow function, print. Each module imported here adds its commands."""

from factcheck.cli import (
    articles,
    check,
    claims,
    corrections,
    data,
    evidence,
    fetching,
    matching,
    publishing,
    report,
    start,
    verdict,
)
from factcheck.cli.app import main

__all__ = [
    "articles",
    "check",
    "claims",
    "corrections",
    "data",
    "evidence",
    "fetching",
    "main",
    "matching",
    "publishing",
    "report",
    "start",
    "verdict",
]
