"""The images that checks are shared with: processor time for each, of claims as long as an image shows whole."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

import factcheck.report
from factcheck.images.share_image import share_image
from factcheck.images.share_words import ShareWords
from tests.bench.bench import Bench
from tests.bench.figures import Figure, below

_MILLISECONDS, _LETTERS, _WARM_UP = 30, 600, 5
_SAID = (
    "Bridge {n} cost {n} million. Мост {n} обошёлся городу. Η γέφυρα {n} κόστισε εκατομμύρια. "
    "پل شهر {n} میلیون هزینه داشت و علی‌رضا آن را ساخت. "
)


def measure_share(bench: Bench) -> Iterator[Figure]:
    """Under 30 ms for a claim of 600 letters in four scripts, and for one of a line."""
    many = bench.sizes.papers * 5
    long = [(_SAID.format(n=n) * 6)[:_LETTERS] for n in range(many)]
    yield _each("share image, 600 letters in four scripts", long)
    yield _each("share image, one line", [f"The bridge has {n} lamps." for n in range(many)])


def _each(what: str, claims: list[str]) -> Figure:
    for claim in claims[:_WARM_UP]:
        share_image(_words(claim))
    spent = []
    for claim in claims[_WARM_UP:]:
        began = process_time()
        share_image(_words(claim))
        spent.append(process_time() - began)
    return below(f"{what}: processor time", median(spent) * 1000, _MILLISECONDS, "ms")


def _words(claim: str) -> ShareWords:
    icons = (Path(factcheck.report.__file__).parent / "assets" / "icons.svg").read_text("utf-8")
    shape = icons.partition('id="i-cross-part"')[2].partition(">")[2].partition("</symbol>")[0]
    return ShareWords(
        verdict="Mostly false",
        claim=claim,
        foot="Harbour Desk",
        shapes=shape,
        hue="#9a4300",
        paper="#fcfaf5",
        ink="#1d1b18",
        soft="#5a544a",
        line="#d9d2c3",
        from_right=False,
    )
