"""A page as somebody reads it."""

import re

_UNREAD = re.compile(r"<svg class=\"sprite\".*?</svg>|<script>.*?</script>", re.DOTALL)


def text_of(html: str) -> str:
    """What a reader reads: the body without its markup, white space folded."""
    bare = _UNREAD.sub(" ", html.partition("<body")[2])
    return " ".join(re.sub(r"<[^>]+>", "", bare).split())
