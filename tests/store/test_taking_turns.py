"""Many processes at one desk at once: writers take turns, nothing is lost, nobody is told to come back."""

import json
import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.commands import begin_desk, done, leftovers, run, start
from tests.conftest import NewDatabase
from tests.desks import added, opened, records


def _together(desk: Path, commands: Sequence[tuple[str, ...]], said: list[str]) -> list[tuple[int, str, str]]:
    """Run the commands all at once."""
    with ThreadPoolExecutor(len(commands)) as pool:
        return list(
            pool.map(lambda command, words: run(desk, *command, said=words), commands, said, timeout=120)
        )


def _expect_nothing_lost(desk: Path, processes: int) -> None:
    said = [
        "".join(f"Process {process} says {number}.\n" for number in range(5)) for process in range(processes)
    ]
    ended = _together(desk, [("add", "-")] * processes, said)
    assert [code for code, _, _ in ended] == [0] * processes, [err for _, _, err in ended]
    assert not any("locked" in err for _, _, err in ended)
    stored = json.loads(done(desk, "list", "--json"))["claims"]
    assert {one["text"] for one in stored} == {line for lines in said for line in lines.splitlines()}
    assert {one["ref"] for one in stored} == {ref for _, out, _ in ended for ref in out.split()}
    done(desk, "verify")


def _expect_stored_once(desk: Path, processes: int) -> None:
    same = [("add", "They all say this.")] * processes
    ended = _together(desk, same, [""] * processes)
    assert sorted(code for code, _, _ in ended) == [0, *[3] * (processes - 1)], [err for _, _, err in ended]
    alike = [one["ref"] for one in json.loads(done(desk, "list", "--json"))["claims"] if "all" in one["text"]]
    assert alike == ["they-all-say-this"]


def test_eight_processes_on_a_new_sqlite_desk_lose_nothing(tmp_path: Path) -> None:
    desk = begin_desk(tmp_path)
    _expect_nothing_lost(desk, 8)
    _expect_stored_once(desk, 4)


def test_four_processes_on_a_new_postgresql_desk_lose_nothing(tmp_path: Path, postgres_url: str) -> None:
    desk = begin_desk(tmp_path, postgres_url)
    _expect_nothing_lost(desk, 4)
    _expect_stored_once(desk, 2)


def test_an_export_does_not_take_the_files_of_another_that_is_still_at_work(tmp_path: Path) -> None:
    desk = begin_desk(tmp_path)
    done(desk, "add", "-", said="".join(f"Claim {number} is so.\n" for number in range(200)))
    with start(desk, "export") as slow:
        while slow.poll() is None and len(leftovers(desk)) < 20:
            time.sleep(0.001)
        slow.send_signal(signal.SIGSTOP)
        with start(desk, "export") as quick:
            time.sleep(1.5)
            slow.send_signal(signal.SIGCONT)
            _, quick_said = quick.communicate(timeout=60)
        _, slow_said = slow.communicate(timeout=60)
    assert (slow.returncode, quick.returncode) == (0, 0), slow_said + quick_said
    assert leftovers(desk) == []


def test_a_reader_is_not_held_up_by_a_writer(new_database: NewDatabase, tmp_path: Path) -> None:
    with new_database() as url, opened(url, tmp_path) as one, opened(url, tmp_path) as other:
        added(one, "Stored.")
        with one.store.writing() as ledger:
            assert ledger.called_now(["stored"])
            assert [record.claim.text for record in records(other)] == ["Stored."]
