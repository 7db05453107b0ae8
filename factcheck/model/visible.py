"""Text as it is written for people: nothing in it commands a terminal, or turns the direction of its neighbours."""

import re
from typing import Final

SMALL_MARKS: Final = (0x061C, 0x200E, 0x200F)
"""Marks that Arabic, Persian and Hebrew texts are full of; they turn nothing but themselves (Unicode TR 9)."""
_SEPARATORS = (0x2028, 0x2029)
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_ESCAPES = {code: f"\\u{code:04x}" for code in (*_CONTROLS, *_SEPARATORS, *_DIRECTIONS)}
_VISIBLE: dict[int, str | None] = {**dict.fromkeys(SMALL_MARKS), **_ESCAPES}
_ANY = re.compile(f"[{''.join(map(chr, _VISIBLE))}]")


def visible(text: str) -> str:
    r"""The text with controls, embeddings, overrides, isolates and separators as `\u202e`; the small marks go.

    In JSON that is the same text in other letters, once its small marks are escaped too.
    """
    return text.translate(_VISIBLE) if _ANY.search(text) else text
