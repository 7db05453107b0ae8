"""Checks that others published, as many as wanted, in a made-up language whose words are as common as real ones.

Run as a process of its own (`python -m tests.bench.shelf_material ANSWER URL FROM TO`), it puts the checks of those
numbers on the shelf of the database, and writes to the file ANSWER how many seconds that took.
"""

import sys
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from time import perf_counter

from factcheck.model.earlier import EarlierCheck
from factcheck.model.scale import Scales
from factcheck.store.store import open_store

_WORDS, _TOPICS, _TOPIC_WORDS = 150_000, 3_000, 60
_FLAT = 12
"""Zipf and Mandelbrot: the word of rank r is 1 / (r + 12) as common; the first is in one claim of eight."""

_SYLLABLES = [f"{one}{other}" for one in "bcdfghklmnprtvz" for other in "aeiou"]
_AT_ONCE = 10_000


def write(url: str, first: int, last: int) -> float:
    """Put checks of these numbers on the shelf; seconds it took, without those to make them up."""
    took = 0.0
    store = open_store(url, Scales({}))
    try:
        for start in range(first, last, _AT_ONCE):
            checks = [check(number) for number in range(start, min(last, start + _AT_ONCE))]
            began = perf_counter()
            with store.writing() as ledger:
                ledger.shelve(checks)
            took += perf_counter() - began
    finally:
        store.close()
    return took


def check(number: int) -> EarlierCheck:
    """The check of this number, always the same."""
    chance = Random(number)
    topic = _topic(chance.randrange(_TOPICS))
    return EarlierCheck.of(
        {
            "text": _sentence(chance, topic, chance.randint(9, 26)),
            "title": _sentence(chance, topic, chance.randint(4, 12)),
            "url": f"https://checks.example/{number}",
            "claimant": f"Speaker {number % 997}",
            "rating": ("False", "Misleading", "True", "Mostly true")[number % 4],
            "publisher": f"Desk {number % 89}",
            "published_on": f"20{10 + number % 17}-0{1 + number % 9}",
        }
    )


def questions(count: int, among: int) -> Iterator[str]:
    """Wordings to look up: two thirds of the words of a check that is there, and some others."""
    chance = Random(7)
    for _ in range(count):
        words = check(chance.randrange(among)).text.split()
        kept = [word for word in words if chance.random() < 2 / 3]
        yield " ".join([*kept, *_drawn(chance, chance.randint(2, 10))])


def _sentence(chance: Random, topic: list[str], length: int) -> str:
    words = [chance.choice(topic) if chance.random() < 0.35 else word for word in _drawn(chance, length)]
    return " ".join(words).capitalize() + "."


def _drawn(chance: Random, count: int) -> list[str]:
    return [_word(rank) for rank in chance.choices(range(_WORDS), cum_weights=_weights(), k=count)]


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / (rank + _FLAT) for rank in range(_WORDS)))


@cache
def _topic(number: int) -> list[str]:
    chance = Random(-number - 1)
    return [_word(chance.randrange(200, _WORDS // 4)) for _ in range(_TOPIC_WORDS)]


@cache
def _word(rank: int) -> str:
    """A word of two to four syllables; the commoner the shorter."""
    number, written = rank + len(_SYLLABLES), ""
    while number:
        number, at = divmod(number, len(_SYLLABLES))
        written += _SYLLABLES[at]
    return written


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(str(write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))), "utf-8")
