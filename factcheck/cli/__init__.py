"""The command line: parse, call one workflow function, print. Each module imported here adds its commands."""

from factcheck.cli import (
    articles,
    check,
    claims,
    data,
    evidence,
    fetching,
    matching,
    openly,
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
    "data",
    "evidence",
    "fetching",
    "main",
    "matching",
    "openly",
    "publishing",
    "report",
    "start",
    "verdict",
]
