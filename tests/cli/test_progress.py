"""Progress is shown on a terminal, a line for each address, and nowhere else."""

import pytest

from tests.cli.conftest import REF, Process, Program
from tests.cli.pages import Web
from tests.cli.terminal import on_a_terminal
from tests.servers import answer


def test_progress_is_shown_on_a_terminal_with_a_line_for_each_address(web: Web, process: Process) -> None:
    good, gone = web.page(), web.page(answer("no", "404 Not Found"))
    web.cite(good, gone)

    shown = on_a_terminal(process, "fetch")

    assert shown.code == 4
    assert "0 of 2" in shown.text
    assert "1 of 2" in shown.text
    for outcome, url in (("ok", good), ("error:not-found", gone)):
        assert [outcome, url] in [line.split("\x1b[2K")[-1].split()[:2] for line in shown.text.split("\n")]


@pytest.mark.parametrize("command", [("report",), ("publish",), ("verify",), ("import", "claims")])
def test_whatever_takes_long_shows_how_far_it_is(
    desk: Program, process: Process, command: tuple[str, ...]
) -> None:
    desk.signed_off()
    desk.ok("export")
    settings = desk.folder / "factcheck.toml"
    settings.write_text(f'base_url = "https://example.org"\n{settings.read_text("utf-8")}', "utf-8")

    shown = on_a_terminal(process, *command)

    assert "0 of 1" in shown.text
    assert "1 of 1" in shown.text
    assert "of 1" not in on_a_terminal(process, *command, "-v").text


def test_no_progress_is_shown_where_nobody_looks(web: Web, process: Process) -> None:
    web.cite(web.page())

    ran = process("fetch")

    assert ran.code == 0
    assert ran.err == (
        f"Taken from what the page says of itself, for s1 of {REF}: title.\nNext: factcheck find {REF}\n"
    )
    assert "\x1b" not in ran.out


def test_no_colour_is_shown_where_none_is_wanted(web: Web, process: Process) -> None:
    web.cite(web.page())

    shown = on_a_terminal(process, "fetch", NO_COLOR="1")

    assert shown.code == 0
    assert "\x1b[3" not in shown.text
    assert "\x1b[1m" not in shown.text
