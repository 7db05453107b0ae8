"""The log: silent unless asked for, lines for people or JSON Lines for programs, and never a private word."""

import json
import logging
from typing import Any

import pytest

from tests.cli.conftest import REF, TEXT, Program, Ran
from tests.cli.pages import QUOTE, Names, Web
from tests.servers import answer

CANARY = "canary"


def _logged(ran: Ran) -> list[dict[str, Any]]:
    """The lines of the log among the talk."""
    return [json.loads(line) for line in ran.err.splitlines() if line.startswith("{")]


@pytest.fixture
def json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_LOG", "json")


def test_nothing_is_logged_unless_somebody_asks(desk: Program) -> None:
    assert desk("add", TEXT).err == f"Next: factcheck source {REF} URL\n"


@pytest.mark.parametrize("arguments", [("-v", "add", TEXT), ("add", TEXT, "-v"), ("add", "--verbose", TEXT)])
def test_what_happens_is_told_in_lines_wherever_the_option_stands(
    desk: Program, arguments: tuple[str, ...]
) -> None:
    ran = desk(*arguments)

    assert (ran.code, ran.out) == (0, f"{REF}\n")
    assert f"info    factcheck.store.store: committed add on {REF}" in ran.err
    assert "info    factcheck.store.version: opened the database (sqlite)" in ran.err
    assert "debug" not in ran.err


def test_twice_tells_more(web: Web) -> None:
    web.cite(web.page())

    assert "debug   factcheck.archive.archive: kept capture " in web.desk("-v", "fetch", "-v").err


def test_the_log_ends_with_its_command(desk: Program) -> None:
    desk.ok("-vv", "list")

    assert "factcheck.store" not in desk("list").err
    assert logging.getLogger("factcheck").level == logging.NOTSET


@pytest.mark.usefixtures("json_lines")
def test_as_json_each_line_is_one_object(desk: Program) -> None:
    lines = _logged(desk("add", TEXT))

    assert all(set(one) == {"time", "level", "logger", "message", "fields"} for one in lines)
    assert all(one["time"].endswith("Z") for one in lines)
    (committed,) = [one for one in lines if one["message"].startswith("committed")]
    assert committed["fields"] == {"acts": "add", "refs": REF}
    assert (committed["level"], committed["logger"]) == ("info", "factcheck.store.store")


def test_a_form_of_log_there_is_not_is_refused(desk: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_LOG", "xml")

    ran = desk("list")

    assert ran.code == 2
    assert 'FACTCHECK_LOG is "xml". Write one of: text, json.' in ran.err


@pytest.mark.usefixtures("json_lines")
def test_each_fetch_is_told_with_how_it_ended(web: Web) -> None:
    web.cite(web.page(), web.page(answer("no", "404 Not Found")))

    fetched = [one["fields"] for one in _logged(web.ran("fetch")) if one["message"].startswith("fetched")]

    told = {(one["what"], one["outcome"], one["status"], one["host"]) for one in fetched}
    assert told == {
        (f"{REF} s1", "ok", 200, "127.0.0.1"),
        (f"{REF} s2", "error:not-found", 404, "127.0.0.1"),
    }


@pytest.mark.usefixtures("json_lines")
def test_what_verify_finds_and_what_came_in_are_told(desk: Program) -> None:
    desk.added()
    desk.ok("export")
    imported = _logged(desk("import", "claims"))
    assert imported[-1]["fields"] == {"new": 0, "grown": 0, "here": 1}
    (desk.folder / "archive" / "ab").mkdir()
    (desk.folder / "archive" / "ab" / "stray").write_bytes(b"x")

    *_, found, walked = _logged(desk("verify"))

    assert (found["level"], found["fields"]["code"]) == ("warning", "capture-foreign")
    assert walked["fields"] == {"claims": 1, "captures": 0, "quotes": 0, "findings": 1}


def test_no_private_word_is_in_the_log_at_any_step(
    web: Web, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes, quotes, what is said of and by people, a confidential source's host and address, passwords."""
    desk, logged = web.desk, list[str]()
    monkeypatch.setenv("FACTCHECK_LOG", "json")
    names.known[f"{CANARY}.example"] = ["10.0.0.1"]
    settings = desk.folder / "factcheck.toml"
    settings.write_text(f'base_url = "https://{CANARY}.example"\n{settings.read_text("utf-8")}', "utf-8")

    def run(*arguments: str, stdin: bytes = b"") -> None:
        said = desk("-vv", *arguments, stdin=stdin).err.splitlines()
        logged.extend(line for line in said if line.startswith("{"))

    page = f"/page?{CANARY}=1"
    web.server.say(page, answer(f"<p>{CANARY} says that {QUOTE}.</p>"))
    run(
        "edit",
        REF,
        "--note",
        f"{CANARY} note",
        "--claimant",
        f"{CANARY} claimant",
        "--deadline",
        "1987-06-05",
    )
    run("note", REF, f"{CANARY} more")
    run("assign", REF, f"{CANARY} somebody")
    run(
        "source",
        REF,
        f"{web.server.url(page)}#{CANARY}",
        "--title",
        f"{CANARY} title",
        "--note",
        f"{CANARY} note",
    )
    run("source", REF, f"https://{CANARY}.example/{CANARY}", "--confidential", "--author", f"{CANARY} author")
    run("source", REF, f"https://ana:{CANARY}@example.org/")
    run("source", REF, "--kind", "conversation", "--title", f"{CANARY} talk", "--confidential")
    run("fetch")
    run("fetch", f"http://ana:{CANARY}@127.0.0.1/{CANARY}?q={CANARY}")
    run("cite", REF, "s1", "--quote", f"{CANARY} says that", "--stance", "supports")
    run(
        "cite",
        REF,
        "s3",
        "--quote",
        f"{CANARY}.",
        "--stance",
        "context",
        "--told-by",
        CANARY,
        "--how",
        CANARY,
    )
    run("contact", REF, "--who", f"{CANARY} who", "--how", f"{CANARY} how", "--asked", f"{CANARY} question")
    run("rate", REF, "true", "--summary", f"{CANARY} summary", "--because", f"{CANARY} because [e1].")
    run("submit", REF)
    run("return", REF, "--why", f"{CANARY} why", "--as", f"{CANARY} reader")
    run("rate", REF, "true", "--summary", "It did.", "--because", "So it says [e1].")
    run("submit", REF)
    run("approve", REF, "--as", "Ben", "--comment", f"{CANARY} comment")
    run("check", REF)
    run("publish")
    run("report")
    run("recheck")
    run("match", f"{CANARY} bridge")
    run("export")
    run("import", "claims")
    run("add", "-", stdin=f"{CANARY} claim".encode())
    run("verify")

    acts = {act for line in logged for act in json.loads(line)["fields"].get("acts", "").split(", ")}
    assert {"edit", "note", "assign", "source", "capture", "cite", "contact", "rate", "return"} <= acts
    assert {"approve", "publish", "add"} <= acts
    assert [line for line in logged if CANARY in line.lower() or "1987-06" in line] == [
        line for line in logged if f'"refs": "{CANARY}-claim"' in line
    ]
