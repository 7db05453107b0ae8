"""What a word is in any script: letters and digits with the marks that belong to them."""

import re
import unicodedata
from itertools import chain

_MARKED = (range(0x300, 0xFE30), range(0x10A00, 0x12000), range(0x16B00, 0x17000), range(0x1E000, 0x1E950))
"""Where Unicode has marks: all of the first plane, and the scripts of the second that write vowels as marks."""

MARKS = "\u200d" + "".join(
    mark for mark in map(chr, chain(*_MARKED)) if unicodedata.category(mark) in ("Mn", "Mc")
)
"""Marks that belong to the letter before them, such as vowel signs, and the joiner between letters."""

WORD = rf"(?>[^\W_]+(?:[{MARKS}]+[^\W_]*)*)"
"""Letters and digits in a row with their marks, never given up in part: marks can be parted in many ways."""

LETTERS = rf"(?>[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*)"
"""The same without digits."""

_CLUSTER = re.compile(rf".[{MARKS}]*", re.DOTALL)


def is_in_capitals(text: str, most: float) -> bool:
    """Whether a larger share of the letters than `most` (0 to 1) are capitals, so that these mark no names."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > most * len(letters)


def clusters(word: str) -> list[str]:
    """The letters of a word, each with its marks."""
    return _CLUSTER.findall(word)
