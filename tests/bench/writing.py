"""Somebody at work on a desk until stopped: `python -m tests.bench.writing URL FOLDER NUMBER [FEED]`.

Person NUMBER enters one claim after another, with a second between; or, where there is a FEED, brings that in. Each
claim that was entered is a line on stdout: the milliseconds it took.
"""

import sys
from pathlib import Path
from time import perf_counter, sleep

from factcheck.desk import Desk, open_desk
from factcheck.settings import Settings
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.earlier.import_claimreview import import_checks
from tests.bench.shelf_material import check

PAUSE = 1.0
_FIRST = 50_000_000
"""Of the numbers of checks whose words are entered as claims; far from those on the shelf."""


def _enter(desk: Desk, person: int) -> None:
    number = _FIRST + person * 1_000_000
    while True:
        began = perf_counter()
        add_claims(desk, [("here", {"text": check(number).text})], "here")
        print((perf_counter() - began) * 1000, flush=True)
        number += 1
        sleep(PAUSE)


def main(url: str, folder: Path, person: int, feed: Path | None) -> None:
    """Open the desk, and begin."""
    settings = Settings(folder=folder, name="The bench", author=f"Person {person}", database_url=url)
    with open_desk(settings) as desk:
        if feed:
            import_checks(desk, feed)
        else:
            _enter(desk, person)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]) if sys.argv[4:] else None)
