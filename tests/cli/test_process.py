"""What only a process of its own can show: pipes, signals, encodings, terminals, broken streams."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import REF, TEXT, Process, Program, Ran
from tests.cli.terminal import on_a_terminal

BUFFERED = {"PYTHONUNBUFFERED": ""}
"""As people run it, whatever the tests' own environment says."""

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
ARABIC = "عدد السكان ثلاثة آلاف."


def _shell(process: Process, line: str, **env: str) -> Ran:
    """A line of shell in which $FC is the program."""
    words = " ".join(f"'{word}'" for word in map(str, process.command()))
    ran = subprocess.run(
        ["bash", "-c", line.replace("$FC", words)],
        cwd=process.folder,
        env=process.environment(**env),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def test_results_and_talk_go_apart(real_process: Process) -> None:
    ran = real_process("add", TEXT)

    assert (ran.code, ran.out) == (0, f"{REF}\n")
    assert ran.err == f"Next: factcheck source {REF} URL\n"


def test_refs_are_piped_from_one_command_to_the_next(process: Process) -> None:
    line = "printf 'One.\\nTwo.\\n' | $FC add - 2>/dev/null | while read ref; do $FC assign $ref Ben; done"

    assert _shell(process, line).code == 0
    assert _shell(process, "$FC list --assignee Ben").out.count("\n") == 2


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_a_reader_that_goes_away_is_no_error(process: Process, desk: Program, form: str) -> None:
    desk.ok("add", "-", stdin=b"".join(b"Claim %d %s\n" % (n, b"x" * 500) for n in range(400)))

    ran = _shell(process, f"$FC list --format {form} | head -1; echo ${{PIPESTATUS[0]}}")

    assert ran.lines[-1] in ("0", "141")
    assert ran.err == ""


@pytest.mark.parametrize("command", [f"show {REF}", "list --format csv", "verify --json", "--help", "report"])
def test_a_closed_stdout_is_no_fault_of_the_program(
    real_process: Process, desk: Program, command: str
) -> None:
    desk.added()

    ran = _shell(real_process, f"$FC {command} >&-")

    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err
    assert "went wrong" not in ran.err


def test_closed_stderr_loses_the_talk_and_nothing_else(real_process: Process) -> None:
    ran = _shell(real_process, f"$FC add '{TEXT}' 2>&-")

    assert (ran.code, ran.out) == (0, f"{REF}\n")


@pytest.mark.parametrize("command", ["list", "list --json", "--help", ""])
def test_a_pipe_that_nobody_reads_any_more_is_no_error(
    real_process: Process, desk: Program, command: str
) -> None:
    desk.added()
    reading, writing = os.pipe()
    os.close(reading)

    with os.fdopen(writing, "wb") as closed:
        ran = subprocess.run(
            real_process.command(*command.split()),
            cwd=real_process.folder,
            env=real_process.environment(**BUFFERED),
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert (ran.returncode, ran.stderr) == (0, b"")


@full
@pytest.mark.parametrize("command", ["list", "--help", ""])
def test_a_full_disk_behind_stdout_is_told(real_process: Process, desk: Program, command: str) -> None:
    desk.added()

    ran = _shell(real_process, f"$FC {command} > /dev/full", **BUFFERED)

    assert ran.code == 1
    assert ran.err == (
        "Error: the results could not be written: No space left on device. Make room, or send them somewhere else.\n"
    )


@full
def test_a_full_disk_is_told_where_python_keeps_nothing_back(real_process: Process, desk: Program) -> None:
    desk.added()

    ran = _shell(real_process, "$FC list > /dev/full", PYTHONUNBUFFERED="1")

    assert (ran.code, ran.err) == (
        1,
        "Error: the results could not be written: No space left on device. Make room, or send them somewhere else.\n",
    )


@full
def test_a_full_disk_behind_stderr_loses_the_talk_and_nothing_else(real_process: Process) -> None:
    ran = _shell(real_process, f"$FC add '{TEXT}' 2> /dev/full", **BUFFERED)

    assert (ran.code, ran.out) == (0, f"{REF}\n")


def _interrupt(running: subprocess.Popen[bytes]) -> None:
    """Press Control-C, and again as a person would when nothing happens."""
    for _ in range(6):
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=3)
            return


def test_interrupting_leaves_with_130_and_stores_nothing_of_what_was_not_finished(
    real_process: Process, desk: Program
) -> None:
    running = subprocess.Popen(
        real_process.command("add", "-"),
        cwd=real_process.folder,
        env=real_process.environment(PYTHONUNBUFFERED="1"),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - background jobs ignore it
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin is not None
    try:
        # More than a pipe holds: when all of it is taken, the program is reading and not still starting.
        running.stdin.write(b"A claim that was not finished.\n" * 10_000)
        running.stdin.flush()
        _interrupt(running)  # while its input is still open, so that it cannot have finished
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert (running.returncode, out) == (130, b"")
    assert b"Interrupted" in err
    assert b"Traceback" not in err
    assert desk.refs() == []


# Letters


@pytest.mark.parametrize("settings", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii:strict"}], ids=str)
def test_every_script_goes_in_and_out_whatever_the_locale(desk: Program, settings: dict[str, str]) -> None:
    process = Process(desk.folder, settings)

    assert process("add", ARABIC, "--ref", "people").code == 0

    assert ARABIC in process("list").out
    assert ARABIC in process("show", "people", "--json").out


@pytest.mark.parametrize(
    "arguments",
    [
        (b"add", b"caf\xe9 opened"),
        (b"add", b"Fine.", b"--claimant", b"caf\xe9"),
        (b"add", b"Fine.", b"--as", b"caf\xe9"),
        (b"add", b"Fine.", b"--ref", b"caf\xe9"),
        (b"show", b"caf\xe9"),
        (b"list", b"--claimant", b"caf\xe9"),
        (b"list", b"--desk", b"caf\xe9"),
        (b"note", REF.encode(), b"caf\xe9"),
        (b"assign", REF.encode(), b"caf\xe9"),
        (b"source", REF.encode(), b"caf\xe9.pdf"),
        (b"source", REF.encode(), b"https://a.example/caf\xe9"),
        (b"withdraw", REF.encode(), b"--why", b"caf\xe9"),
        (b"import", b"caf\xe9.csv"),
        (b"rate", REF.encode(), b"caf\xe9", b"--because", b"x"),
        (b"caf\xe9",),
    ],
    ids=lambda words: b" ".join(words).decode("ascii", "replace"),
)
def test_words_that_are_not_utf_8_give_a_clear_error(desk: Program, arguments: tuple[bytes, ...]) -> None:
    desk.added()

    ran = desk(*map(os.fsdecode, arguments))

    assert ran.code in (1, 2)
    assert ran.out == ""
    assert ran.err.startswith(("Error: ", "Usage: "))
    assert len(desk.json("log", REF)["events"]) == 1


def test_the_program_itself_takes_words_that_are_not_utf_8(real_process: Process) -> None:
    ran = real_process("add", b"caf\xe9 opened")

    assert (ran.code, ran.out) == (2, "")
    assert "not UTF-8" in ran.err


def test_a_file_whose_name_is_not_utf_8_is_kept_or_refused_in_words(desk: Program) -> None:
    desk.added()
    (desk.folder / os.fsdecode(b"caf\xe9.txt")).write_text("opened in 1932")

    ran = desk("source", REF, os.fsdecode(b"caf\xe9.txt"))

    assert ran.code in (0, 2)
    assert ran.code == 0 or "not UTF-8" in ran.err


# Terminals


def test_without_colour_there_is_no_escape_on_a_terminal(process: Process) -> None:
    process("add", TEXT)

    for command in (("list",), ("show", "none")):
        shown = on_a_terminal(process, *command, NO_COLOR="1")
        assert shown.text
        assert "\x1b" not in shown.text


def test_a_table_names_its_columns_on_a_terminal_alone(process: Process) -> None:
    process("add", TEXT)

    assert on_a_terminal(process, "list").text.split()[:5] == ["REF", "STATUS", "VERDICT", "CLAIMANT", "TEXT"]
    assert process("list").out.startswith(REF)


def test_no_color_takes_the_colour_out_of_what_is_styled(monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    from factcheck.cli.app import _run, cli

    seen: list[bool | None] = []
    monkeypatch.setattr(
        cli.commands["verify"], "invoke", lambda _: seen.append(click.get_current_context().color)
    )
    _run(["verify"])
    monkeypatch.setenv("NO_COLOR", "1")
    _run(["verify"])
    assert seen == [None, False]


def test_control_d_at_once_adds_nothing(process: Process, desk: Program) -> None:
    shown = on_a_terminal(process, "add", "-", typed=b"\x04")

    assert shown.code == 1
    assert desk.refs() == []
