"""Whether a quote is at the position recorded for it: a check that needs only the text and two numbers."""

from factcheck.model.evidence import Position

LEFT_OUT = " […] "
"""Joins the pieces of an elided quote."""


def is_quote_at(text: str, position: Position, exact: str) -> bool:
    """Whether `text[start:end]` is the quote, with the position in code points.

    Of an elided quote the first piece begins at `start`, the last ends at `end`, and the others follow in order.
    """
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
