"""A feed of other newsrooms' checks, read item by item: how fast, and whether its length shows in memory.

python -m tests.bench.feed FEED
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.bench import material
from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_least, below
from tests.bench.timing import PYTHON, Cost, peak, run, seconds

_MEGABYTE = 1_000_000
_RATE, _MEGABYTES_APART, _MEGABYTES = 3, 16, 150


def measure_feed(bench: Bench) -> Iterator[Figure]:
    """A long feed is read at three megabytes a second or more, and takes hardly more memory than a short one."""
    long, short = bench.sizes.feed_megabytes, bench.sizes.feed_megabytes // 10
    few = [_read(bench, short) for _ in range(bench.sizes.rounds)]
    many = [_read(bench, long) for _ in range(bench.sizes.rounds)]
    yield at_least(f"feed of {long} MB read", long / seconds(many), _RATE, "MB/s")
    yield below(
        f"feed: memory for {long} MB above that for {short} MB",
        (peak(many) - peak(few)) / _MEGABYTE,
        _MEGABYTES_APART,
        "MB",
    )
    yield below(f"feed of {long} MB: peak memory", peak(many) / _MEGABYTE, _MEGABYTES, "MB")


def _read(bench: Bench, megabytes: int) -> Cost:
    feed = bench.folder / f"feed-{megabytes}.json"
    if not feed.exists():
        _write_feed(feed, megabytes * _MEGABYTE)
    return run((PYTHON, "-m", "tests.bench.feed", str(feed)), bench.folder)


def _write_feed(path: Path, size: int) -> None:
    """A Data Commons style feed of at least so many bytes; its words repeat, its addresses do not."""
    reviews = [_review(number) for number in range(1_000)]
    with path.open("w", encoding="utf-8") as feed:
        written = feed.write('{"@context": "http://schema.org", "@type": "DataFeed", "dataFeedElement": [')
        number = 0
        while written < size:
            review = reviews[number % len(reviews)] | {"url": f"https://checks.example/{number}"}
            element = {"@type": "DataFeedItem", "dateCreated": "2026-01-02", "item": [review]}
            written += feed.write((", " if number else "") + json.dumps(element, ensure_ascii=False))
            number += 1
        feed.write("]}")


def _review(number: int) -> dict[str, object]:
    chance = Random(number)
    return {
        "@context": "http://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": material.claim(number)["text"],
        "author": {"@type": "Organization", "name": "The Harbour Times", "url": "https://checks.example/"},
        "datePublished": "2026-01-02T10:00:00Z",
        "description": f"<p>{material.prose(chance, 60)}</p>",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Mostly false",
            "ratingValue": "2",
            "bestRating": "5",
            "worstRating": "1",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": material.claim(number)["claimant"]},
            "datePublished": "2025-12-30",
            "appearance": [{"@type": "CreativeWork", "url": f"https://talk.example/{number}"}],
        },
    }


def _read_whole(path: Path) -> None:
    from factcheck.exchange.claimreview import ImportCounts, read_feed

    tally = ImportCounts()
    with path.open("rb") as feed:
        for read in read_feed(feed, path.name):
            tally.count(read)
    if not tally.taken or tally.taken < tally.items or tally.cut_off:
        raise SystemExit(f"The feed was not read whole: {tally}")


if __name__ == "__main__":
    _read_whole(Path(sys.argv[1]))
