"""The command line: parse, call one workflow function, print."""

from factcheck.cli.app import main

__all__ = ["main"]
