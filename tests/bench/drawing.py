"""Pages captured by a browser beside plain captures and wget, which fetches their parts and runs no script."""

import json
import shutil
import subprocess
from collections.abc import Iterator

from factcheck.fetch.browser.chromium import find_chromium
from tests.bench.bench import Bench
from tests.bench.fetching import web_server
from tests.bench.figures import Figure, below, judged, told
from tests.bench.timing import PYTHON, ROOT, Cost, environment, run

_AT_ONCE, _SECONDS, _MEGABYTES = 10, 60, 1_500
"""Pages asked for at once, the time that a single one may take, and the memory for all."""


def measure_browser(bench: Bench) -> Iterator[Figure]:
    """Ten pages asked for at once come whole in the time that one may take, within the bound on memory."""
    if not find_chromium():
        return
    with web_server(0) as port:
        browser, plain = (_visited(port, way) for way in ("browser", "plain"))
        yield _beside("a page by a browser", browser, "plain", plain)
        if shutil.which("wget"):
            links = bench.folder / "drawn.txt"
            links.write_text(
                "\n".join(f"http://127.0.0.1:{port}/drawn/{n}" for n in range(_AT_ONCE)), "utf-8"
            )
            command = ("wget", "--quiet", "--no-config", "--page-requisites", "--warc-file=drawn")
            yield _beside(
                "a page by a browser", browser, "wget", run((*command, f"--input-file={links}"), bench.folder)
            )
        yield below(f"{_AT_ONCE} pages at once by a browser", browser.wall, _SECONDS, "s")
        yield below("memory of all processes meanwhile", browser.peak / 1e6, _MEGABYTES, "MB")


def _visited(port: int, way: str) -> Cost:
    command = (PYTHON, "-m", "tests.bench.drawn", str(port), str(_AT_ONCE), way)
    said = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, check=True, text=True)
    told_of = json.loads(said.stdout)
    if told_of["whole"] != _AT_ONCE:
        raise SystemExit(f"Of {_AT_ONCE} pages {told_of['whole']} came whole ({way}).")
    return Cost(told_of["wall"], told_of["cpu"], told_of["peak"])


def _beside(what: str, ours: Cost, name: str, peer: Cost) -> Figure:
    """Seconds on the clock for one of the pages, and both ratios; there is no target: a browser does more."""
    return Figure(
        f"{what} ({ours.cpu / _AT_ONCE:.2g} s of the processor)",
        told(ours.wall / _AT_ONCE),
        f"{told(peer.wall / _AT_ONCE)} {name}",
        f"{ours.wall / peer.wall:.3g}",
        f"{ours.cpu / peer.cpu:.3g}",
        "",
        judged(is_met=True),
    )
