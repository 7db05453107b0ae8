"""Whether a quote is at the position recorded for it: a check that needs only the text and two numbers."""

from factcheck.model.evidence import Position

LEFT_OUT = " […] "
"""Joins the pieces of an elided quote."""


def is_quote_at(text: str, position: Position, exact: str) -> bool:
    """Whether `text[start:end]` is the quote, with the position in code points.

    Of an elided quote the first piece begins at `start`, the last ends at `end`, and the others follow in order.
    """
    return bool(pieces_at(text, position, exact))


def pieces_at(text: str, position: Position, exact: str) -> tuple[tuple[int, int], ...]:
    """Where each piece of a quote begins and ends, in code points of the text; one where nothing is left out of it.

    Empty where the quote is not at that position.
    """
    held = text[position.start : position.end]
    if held == exact:
        return ((position.start, position.end),)
    pieces, found, at = exact.split(LEFT_OUT), list[tuple[int, int]](), 0
    for number, piece in enumerate(pieces, 1):
        is_last = number == len(pieces)
        begin = len(held) - len(piece) if is_last else held.find(piece, at)
        if begin < at or (number == 1 and begin) or not held.startswith(piece, begin):
            return ()
        at = begin + len(piece)
        found.append((position.start + begin, position.start + at))
    return tuple(found)
