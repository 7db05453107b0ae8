"""Whether a quote stands where it is said to: what anybody can check with the text and two numbers."""

from factcheck.model.evidence import Position

LEFT_OUT = " […] "
"""Stands between the pieces of a quote that leaves words out."""


def is_quote_at(text: str, position: Position, exact: str) -> bool:
    """Whether `text[start:end]` is the quote; one that leaves words out stands there piece by piece, end to end."""
    held = text[position.start : position.end]
    if held == exact:
        return True
    first, *others = exact.split(LEFT_OUT)
    if not others or not held.startswith(first):
        return False
    at = len(first)
    for piece in others[:-1]:
        at = held.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return held.endswith(others[-1]) and at + len(others[-1]) <= len(held)
