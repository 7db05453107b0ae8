"""Watching at the command line: what match --watch tells, what is made of it, and what a kill half-way leaves."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Program
from tests.desks import opened
from tests.workflow.earlier.test_watch import CHECK, SAID

DEBATE = f"WEBVTT\n\n00:12:04.000 --> 00:12:07.000\n<v Ana Ruiz>{SAID}\n"


@pytest.fixture
def watching(desk: Program) -> Program:
    """A desk with a check of others and, beside it, a folder with a debate in which that is said again."""
    with (
        opened(f"sqlite:///{desk.folder}/factcheck.db", desk.folder) as inside,
        inside.store.writing() as ledger,
    ):
        ledger.shelve([CHECK])
    (desk.folder / "said").mkdir()
    (desk.folder / "said" / "debate.vtt").write_text(DEBATE, "utf-8")
    return desk


def test_what_is_found_is_told_with_its_place_and_counted(watching: Program) -> None:
    ran = watching("match", "--watch", "said")
    assert ran.code == 0
    for told in (CHECK.url, "False", "Ana Ruiz", "debate.vtt", "0:12:04"):
        assert told in " ".join(ran.out.split())
    assert "Read 1 new text, 1 sentence; found 1 place." in ran.err
    assert "Next: factcheck appearance list" in ran.err
    assert "found 0 places" in watching("match", "--watch", "said").err


@pytest.mark.parametrize("other", [["said"], ["--confirm", "x"], ["--not", "x"]])
def test_what_is_watched_is_asked_for_alone(watching: Program, other: list[str]) -> None:
    refused = watching("match", "--watch", "said", *other)
    assert (refused.code, "--watch with a feed or a folder" in refused.err) == (2, True)
    assert "found 1 place" in watching("match", "--watch", "said").err


def test_in_json_a_place_has_its_fields_apart(watching: Program) -> None:
    said = watching.json("match", "--watch", "said")
    (one,) = said["appearances"]
    assert said["schema"] == 1
    assert (one["number"], one["check_url"], one["ref"], one["state"]) == (1, CHECK.url, None, "open")
    assert (one["speaker"], one["seconds"], one["file"], one["sentence"]) == (
        *("Ana Ruiz", 724, "debate.vtt", SAID),
    )
    assert watching.json("appearance", "list") == said


def test_a_person_notes_it_or_calls_it_another_claim_once(watching: Program) -> None:
    (watching.folder / "said" / "news.txt").write_text(SAID, "utf-8")
    watching.ok("match", "--watch", "said")
    refused = watching("appearance", "add", "1")
    assert (refused.code, "one of others" in refused.err) == (3, True)
    assert "It is noted." in watching("appearance", "noted", "1").err
    assert "not told of that check again" in watching("appearance", "another", "2").err
    again = watching("appearance", "another", "1")
    assert (again.code, "Ana took note of it already" in again.err) == (3, True)
    assert "Nothing is open." in watching("appearance", "list").err
    assert [
        one["number"] for one in watching.json("appearance", "list", "--state", "noted")["appearances"]
    ] == [1]
    assert [
        one["by"] for one in watching.json("appearance", "list", "--state", "another")["appearances"]
    ] == ["Ana"]
    missing = watching("appearance", "noted", "9")
    assert (missing.code, "number 9" in missing.err) == (1, True)


def test_all_that_the_settings_name_is_read(watching: Program) -> None:
    assert "Nothing is watched" in watching("match", "--watch", "all").err
    settings = watching.folder / "factcheck.toml"
    settings.write_text(f'watch = ["gone", "said"]\n{settings.read_text("utf-8")}', "utf-8")
    ran = watching("match", "--watch", "all")
    assert "found 1 place" in ran.err
    assert "There is no folder or file" in ran.err


def test_what_is_not_there_is_told(watching: Program) -> None:
    ran = watching("match", "--watch", "nowhere")
    assert (ran.code, "There is no folder or file nowhere" in ran.err) == (1, True)
    both = watching("match", "A claim", "--watch", "said")
    assert both.code == 2


def test_one_that_is_killed_half_way_loses_and_doubles_nothing(
    watching: Program, real_process: Process
) -> None:
    folder = watching.folder / "said"
    for number in range(150):
        (folder / f"{number:03}.txt").write_text(f"{SAID} Text {number} says so.", "utf-8")
    running = subprocess.Popen(
        real_process.command("match", "--watch", str(folder)),
        cwd=real_process.folder,
        env=real_process.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while _numbers(watching) == [] and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    begun = len(_numbers(watching))

    watching.ok("match", "--watch", str(folder))

    assert 0 < begun < 151
    assert _numbers(watching) == [*range(151, 0, -1)]
    places = {one["file"] for one in watching.json("appearance", "list")["appearances"]}
    assert len(places) == 151
    assert watching("verify").code == 0


def _numbers(desk: Program) -> list[int]:
    return [one["number"] for one in desk.json("appearance", "list")["appearances"]]


def test_a_name_that_is_no_text_is_told_as_what_it_is(watching: Program) -> None:
    odd = Path(str(watching.folder / "said" / "odd-\udcff.txt"))
    odd.write_text(f"{SAID} So they say.", "utf-8")
    assert r"odd-\xff.txt" in watching("match", "--watch", "said", "--format", "csv").out
