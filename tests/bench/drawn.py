"""Pages visited by a browser, or plainly, all asked for at once: what that costs with every process of the browser.

    python -m tests.bench.drawn PORT PAGES plain|browser

Prints JSON: seconds on the clock and on the processor, the most bytes in memory, and how many pages came whole.
"""

import asyncio
import json
import os
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from factcheck.fetch.fetcher import Fetcher
from factcheck.fetch.policy import Policy
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.vocabulary import Outcome, Way

_TICKS = os.sysconf("SC_CLK_TCK")
_KILOBYTE = 1024
_SESSION, _FIRST_TIME, _LAST_TIME = 3, 11, 15
"""Where in /proc/PID/stat, after the name, stand the session, the time used, and that of children that ended."""


def _time_of(session: int) -> float:
    """Seconds of the processor that the processes of a session have used."""
    used = 0
    for told in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = told.read_text("ascii", "replace").rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[_SESSION]) == session:
            used += sum(map(int, fields[_FIRST_TIME:_LAST_TIME]))
    return used / _TICKS


async def _visit(port: int, pages: int, way: Way) -> dict[str, float]:
    policy = Policy(
        allow=frozenset({("127.0.0.1", port)}), delay=0, per_host=pages, sandbox=os.geteuid() != 0
    )
    began = time.perf_counter()
    async with Fetcher(policy, lambda: datetime.now(UTC)) as fetcher:
        asked = [FetchRequest(f"http://127.0.0.1:{port}/drawn/{number}", way=way) for number in range(pages)]
        visits = await asyncio.gather(*map(fetcher.visit, asked))
        wall = time.perf_counter() - began
        browser = fetcher._browser and fetcher._browser._started
        used = _time_of(browser.chromium.pid) if browser else 0.0
        held = browser.memory.highest if browser else 0
    own = resource.getrusage(resource.RUSAGE_SELF)
    whole = [one for one in visits if one.outcome is Outcome.OK and (one.drawn or way is Way.PLAIN)]
    return {
        "wall": wall,
        "cpu": used + own.ru_utime + own.ru_stime,
        "peak": held + own.ru_maxrss * _KILOBYTE,
        "whole": len(whole),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_visit(int(sys.argv[1]), int(sys.argv[2]), Way(sys.argv[3])))))
