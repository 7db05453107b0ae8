"""Measure factcheck against its targets, side by side with the tools people compare it with.

    python tests/bench/run.py [--quick] [NAME ...]

NAME is one of: help, list, todo, report, read, publish, share, log, import, fetch, browser, memory, verify, file,
quotes, worth, feed, match, busy, proof, serve, schedule, writers, jobs.

Ratios are medians over pairs run in turns, with their range; times are medians, memory the highest peak.
Targets are held against time on the clock. On a machine with other work, look at the processor's time too.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a file, as `make bench` does

from tests.bench.bench import QUICK, WHOLE, Bench
from tests.bench.busy import measure_busy
from tests.bench.drawing import measure_browser
from tests.bench.feed import measure_feed
from tests.bench.fetching import measure_fetch, measure_memory
from tests.bench.figures import Figure, lines_of, machine
from tests.bench.growing_log import measure_log
from tests.bench.histories import measure_read
from tests.bench.importing import measure_import
from tests.bench.jobs import measure_jobs
from tests.bench.judging import measure_worth
from tests.bench.keeping import measure_file, measure_quotes, measure_verify
from tests.bench.looking_up import measure_match
from tests.bench.proving import measure_proof
from tests.bench.publishing import measure_publish
from tests.bench.rechecking import measure_schedule
from tests.bench.reporting import measure_report
from tests.bench.serving import measure_serve
from tests.bench.sharing import measure_share
from tests.bench.starting import measure_help, measure_list, measure_todo
from tests.bench.writers import measure_writers

BENCHMARKS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "help": measure_help,
    "list": measure_list,
    "todo": measure_todo,
    "report": measure_report,
    "read": measure_read,
    "publish": measure_publish,
    "share": measure_share,
    "log": measure_log,
    "import": measure_import,
    "fetch": measure_fetch,
    "memory": measure_memory,
    "browser": measure_browser,
    "verify": measure_verify,
    "file": measure_file,
    "quotes": measure_quotes,
    "worth": measure_worth,
    "feed": measure_feed,
    "match": measure_match,
    "busy": measure_busy,
    "proof": measure_proof,
    "serve": measure_serve,
    "schedule": measure_schedule,
    "writers": measure_writers,
    "jobs": measure_jobs,
}


def main() -> None:
    """Run the benchmarks asked for, all by default, and print the table."""
    asked = _arguments()
    with TemporaryDirectory(prefix="factcheck-bench-") as folder:
        bench = Bench(Path(folder), QUICK if asked.quick else WHOLE)
        figures: list[Figure] = []
        for name in asked.names or BENCHMARKS:
            print(f"Measuring {name} …", file=sys.stderr, flush=True)
            figures += BENCHMARKS[name](bench)
    print(machine())
    if asked.quick:
        print("Quick: smaller sizes and fewer rounds; the targets are about the whole sizes.")
    print(*lines_of(figures), sep="\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, to see that everything runs")
    asked = parser.parse_args()
    if unknown := set(asked.names) - BENCHMARKS.keys():
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    return asked


if __name__ == "__main__":
    main()
