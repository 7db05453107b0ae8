"""How a word is joined to the one before it, and which joints of a page and of a quote are the same."""

from enum import IntEnum


class Joint(IntEnum):
    """What lies between two words of a text."""

    INSIDE = 0
    """Nothing: these letters are within one word."""
    GLUED = 1
    """Nothing, beside a mark, or in a script without spaces."""
    SPACE = 2
    """White space."""
    RUN_ON = 3
    """Nothing, where white space was lost: a capital follows a small letter."""
    HYPHEN = 4
    """One hyphen or short dash without a space: a compound, or a span of years."""
    DASH = 5
    """A dash with spaces, or a long one."""
    BROKEN = 6
    """A hyphen at the end of a line."""
    SOFT = 7
    """A character without width at which a word may be parted."""


_SAME = frozenset(
    {(seam, seam) for seam in Joint}
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


def joints_agree(page: int, quote: int) -> bool:
    """Whether a joint of a quote may be written so on a page.

    A space of the quote may be lost on the page where a capital follows a small letter; never the other way round.
    """
    return (page, quote) in _SAME
