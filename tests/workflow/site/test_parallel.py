"""A long report is shared among processes, and nobody can tell from the pages."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import NotFound, StorageFailed
from factcheck.workflow.site import parallel
from factcheck.workflow.site.parallel import begun, split
from factcheck.workflow.site.report import ReportRequest, report_desk
from tests.desks import opened, tell_all, tree


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        tell_all(desk, tmp_path)
        yield desk


@pytest.fixture
def three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    monkeypatch.setattr(parallel, "_processors", lambda: 8)


def test_few_items_stay_together() -> None:
    assert split(["a", "b"]) == [["a", "b"]]


@pytest.mark.usefixtures("three_processors")
def test_many_items_are_dealt_out_whole_and_at_most_in_three() -> None:
    dealt = split(list("abcdefg"))
    assert dealt == [["a", "d", "g"], ["b", "e"], ["c", "f"]]


def test_a_shared_report_is_the_same_to_the_byte(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = report_desk(desk, ReportRequest(desk.settings.folder / "alone"))
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    monkeypatch.setattr(parallel, "_processors", lambda: 3)
    shared = report_desk(desk, ReportRequest(desk.settings.folder / "shared"))

    assert tree(desk.settings.folder / "alone") == tree(desk.settings.folder / "shared")
    assert (alone.pages, sorted(alone.written)) == (shared.pages, sorted(shared.written))


@pytest.mark.usefixtures("three_processors")
def test_a_shared_check_writes_nothing_and_finds_every_page(desk: Desk) -> None:
    found = report_desk(desk, ReportRequest(desk.settings.reports, check=True))
    assert len(found.stale) == found.pages + 1
    assert not desk.settings.reports.exists()


def _refuse(word: str) -> str:
    raise NotFound(f"There is no {word}.")


def _end(_: str) -> str:
    os._exit(7)


def _sleep(seconds: int) -> None:
    time.sleep(seconds)


def test_what_another_process_is_refused_is_told_here() -> None:
    with pytest.raises(NotFound, match=r"^There is no bridge\.$"), begun(_refuse, ["bridge"]) as results:
        results[0].result()


def test_a_process_that_ends_early_is_told_in_words() -> None:
    with pytest.raises(StorageFailed, match="ended early"), begun(_end, [""]) as results:
        results[0].result()


def test_whoever_leaves_early_takes_the_processes_along() -> None:
    before = set(active_children())
    with pytest.raises(KeyboardInterrupt), begun(_sleep, [600]):
        raise KeyboardInterrupt
    assert set(active_children()) <= before


_ORPHAN = """
import sys, time
from factcheck.workflow.site.parallel import begun

def job(path):
    open(path, "w").close()
    time.sleep(600)

if __name__ == "__main__":
    with begun(job, [sys.argv[1]]) as results:
        results[0].result()
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_a_share_ends_with_the_process_that_gave_it(tmp_path: Path) -> None:
    script, begun = tmp_path / "orphan.py", tmp_path / "begun"
    script.write_text(_ORPHAN)
    parent = subprocess.Popen(
        [sys.executable, str(script), str(begun)], env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    _wait(begun.exists)
    [child] = [int(name) for name in _children(parent.pid)]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    _wait(lambda: not _is_alive(child))


def _children(pid: int) -> list[str]:
    """The processes a process started that do our work; the one that keeps its semaphores is another."""
    names = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [name for name in names if b"resource_tracker" not in Path(f"/proc/{name}/cmdline").read_bytes()]


def _is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def _wait(until: object, seconds: float = 20) -> None:
    assert callable(until)
    for _ in range(int(seconds / 0.05)):
        if until():
            return
        time.sleep(0.05)
    pytest.fail("waited in vain")
