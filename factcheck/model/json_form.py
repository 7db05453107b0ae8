"""How values are written in JSON that is given away, by the terminal and by the API."""

from datetime import datetime

SCHEMA = 1
"""The version of the contract, which every document says."""


def json_word(value: object) -> str:
    """A value that JSON has no form for: a time as RFC 3339 in UTC, every other by its own words."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else str(value)
