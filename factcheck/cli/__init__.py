"""The command line: parse, call one workflow function, print. Each module imported here adds its commands."""

from factcheck.cli import claims, data, evidence, fetching, openly, publishing, report, start, verdict
from factcheck.cli.app import main

__all__ = [
    "claims",
    "data",
    "evidence",
    "fetching",
    "main",
    "openly",
    "publishing",
    "report",
    "start",
    "verdict",
]
