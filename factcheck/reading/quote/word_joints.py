"""How a word is joined to the word before it, and which joints of a text match those of a quote."""

from enum import IntEnum


class Joint(IntEnum):
    """What separates a word from the word before it."""

    INSIDE = 0
    """Nothing: both sides belong to one word."""
    GLUED = 1
    """Nothing: one side is a mark, or the script has no spaces."""
    SPACE = 2
    """White space."""
    RUN_ON = 3
    """Nothing, but a space was probably lost: a capital follows a small letter."""
    HYPHEN = 4
    """One hyphen or short dash without spaces: a compound, or a span of years."""
    DASH = 5
    """A dash with spaces, or a long dash."""
    BROKEN = 6
    """A hyphen at the end of a line."""
    SOFT = 7
    """A zero-width character at which a word may be divided."""


_MATCHING = frozenset(
    {(joint, joint) for joint in Joint}
    | {(Joint.GLUED, Joint.SPACE), (Joint.SPACE, Joint.GLUED)}
    | {(Joint.RUN_ON, Joint.SPACE), (Joint.RUN_ON, Joint.INSIDE), (Joint.INSIDE, Joint.RUN_ON)}
    | {(Joint.HYPHEN, Joint.DASH), (Joint.DASH, Joint.HYPHEN)}
    | {
        pair
        for other in (Joint.INSIDE, Joint.HYPHEN, Joint.DASH)
        for pair in ((Joint.BROKEN, other), (other, Joint.BROKEN))
    }
    | {
        pair
        for other in (Joint.INSIDE, Joint.SPACE, Joint.GLUED, Joint.RUN_ON)
        for pair in ((Joint.SOFT, other), (other, Joint.SOFT))
    }
)


def joints_agree(text: int, quote: int) -> bool:
    """Whether a joint of a quote may be written so on a page.

    A space of the quote may be lost on the page where a capital follows a small letter; never the other way round.
    """
    return (text, quote) in _MATCHING
