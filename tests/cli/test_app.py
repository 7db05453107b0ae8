"""Exit codes, help, errors in words, and next steps that really exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import factcheck
from factcheck import errors
from factcheck.cli import app
from factcheck.cli.app import cli
from tests.cli.conftest import REF, TEXT, URL, WENT_WRONG, Program, Ran
from tests.cli.typed import unknown

COMMANDS = {
    "Start": ["init", "demo", "doctor", "person"],
    "Claims": [
        *("add", "list", "show", "edit", "rename", "assign", "note", "log", "withdraw"),
        *("comment", "resolve", "changes", "todo"),
    ],
    "Evidence": [
        *("source", "attach", "save-page", "find", "picture", "cite", "amend", "drop"),
        *("fetch", "recheck"),
    ],
    "Verdict": ["rate", "submit", "approve", "return"],
    "Articles": ["article"],
    "Publish": ["check", "contact", "correct", "ask", "publish", "report"],
    "Earlier checks": ["match", "index", "appearance", "follow"],
    "Data": ["import", "export", "verify", "archive", "backup", "redact", "stats"],
    "Serve": ["serve", "notify", "request", "work"],
}

# Help


def test_help_groups_every_command_and_says_what_each_does(program: Program) -> None:
    ran = program("--help")

    assert (ran.code, ran.err) == (0, "")
    shown: dict[str, list[str]] = {}
    for line in ran.lines:
        if re.fullmatch(r"[A-Z][\w ]+:", line):
            shown[line.removesuffix(":")] = []
        elif found := re.match(r"  ([\w-]+)  +\S", line):
            shown[[*shown][-1]].append(found[1])
    assert {section: shown.get(section, []) for section in COMMANDS} == COMMANDS
    assert sorted(cli.commands) == sorted(name for names in COMMANDS.values() for name in names)


@pytest.mark.parametrize("command", ["", *cli.commands])
def test_h_is_help_everywhere_and_needs_no_desk(program: Program, command: str) -> None:
    words = [command] if command else []

    short, long = program(*words, "-h"), program(*words, "--help")

    assert short == long
    assert (short.code, short.err) == (0, "")
    assert short.out.startswith(f"Usage: factcheck {command}".rstrip())
    assert "--desk DIR" in short.out
    assert "--as NAME" in short.out
    assert max(map(len, short.lines)) <= 100


def test_without_a_command_the_help_is_shown_as_a_usage_error(program: Program) -> None:
    ran = program()

    assert ran.code == 2
    assert "Usage: factcheck" in ran.out + ran.err


# Exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list",), 0),
        (("show", "no-such-claim"), 1),
        (("import", "nowhere"), 1),
        (("add", ""), 1),
        (("lst",), 2),
        (("list", "--colour"), 2),
        (("show",), 2),
        (("show", REF, "more"), 2),
        (("list", "--status", "lost"), 2),
        (("add",), 2),
        (("rate", REF, "true", "--because", "x"), 3),
        (("withdraw", REF), 3),
        (("report", "--check"), 3),
        (("init",), 3),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else str(given),
)
def test_each_kind_of_end_has_its_code(desk: Program, arguments: tuple[str, ...], code: int) -> None:
    desk.added()

    ran = desk(*arguments)

    assert ran.code == code
    assert code in (0, 3) or ran.out == ""
    assert code == 0 or ran.err


ERRORS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_is_told_with_its_findings(
    desk: Program, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    finding = errors.Finding("a-code", "somewhere", "is wrong.", "Mend it.")
    wrong = (
        kind(1, "No.", "Mend it.")
        if issubclass(kind, errors.RuleRefused)
        else kind("No. Mend it.", [finding] * 60)
    )

    ran = _failing(desk, monkeypatch, wrong)

    assert ran.code == (3 if issubclass(kind, errors.RuleRefused | errors.NotSoNow) else 1)
    assert ran.err.startswith("Error: ")
    assert "Mend it." in ran.err
    assert issubclass(kind, errors.RuleRefused) or "… and 10 more" in ran.err


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (RecursionError("maximum recursion depth exceeded"), 1),
        (MemoryError(), 1),
        (AssertionError(), 1),
        (KeyError("x"), 1),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), 1),
        (PermissionError(13, "Permission denied", "factcheck.db"), 1),
        (OSError("nothing more is known"), 1),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (EOFError(), 130),
    ],
    ids=lambda given: type(given).__name__,
)
def test_nothing_that_can_happen_shows_a_traceback(
    desk: Program, monkeypatch: pytest.MonkeyPatch, wrong: BaseException, code: int
) -> None:
    ran = _failing(desk, monkeypatch, wrong)

    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    assert 'File "' not in ran.err
    assert ran.err.strip()


def test_a_fault_of_its_own_says_how_to_report_it_and_shows_it_when_asked(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = _failing(desk, monkeypatch, ZeroDivisionError("division by zero"))
    assert WENT_WRONG in ran.err
    assert "FACTCHECK_DEBUG=1" in ran.err

    monkeypatch.setenv("FACTCHECK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        app._run(["list"])


def _failing(desk: Program, monkeypatch: pytest.MonkeyPatch, wrong: BaseException) -> Ran:
    """What a command does when `wrong` happens within it."""

    def fail(_ctx: click.Context) -> None:
        raise wrong

    monkeypatch.setattr(cli.commands["list"], "invoke", fail)
    return desk.run("list")


# Next steps

STEPS = (
    ("add", TEXT),
    ("edit", REF, "--claimant", "Lang"),
    ("assign", REF, "Ben"),
    ("note", REF, "Seen."),
    ("source", REF, URL),
    ("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports"),
    ("rate", REF, "true", "--because", "[e1]"),
    ("submit", REF),
    ("return", REF, "--why", "Say more.", "--as", "Ben"),
    ("rate", REF, "true", "--because", "[e1] and more"),
    ("submit", REF),
    ("approve", REF, "--as", "Ben"),
    ("export",),
    ("import", "claims"),
    ("report",),
    ("withdraw", REF, "--why", "Said by nobody."),
)


def test_each_success_names_a_next_step_that_exists(desk: Program, program: Program) -> None:
    told = [program("init").err, *(_done(desk, *step) for step in STEPS)]

    silent = [step for step, said in zip([("init",), *STEPS], told, strict=True) if "Next: " not in said]
    commands = [command for said in told for command in _named(said)]
    assert [wrong for command in commands for wrong in unknown(command)] == []
    assert len(commands) >= len(STEPS) - len(silent)
    assert silent == []


def _done(desk: Program, *step: str) -> str:
    ran = desk(*step)
    assert ran.code == 0, ran.err
    return ran.err


def _named(said: str) -> Iterator[str]:
    """Every command named in some talk, each without the words around it."""
    for found in re.finditer(
        r"(?<![\w.-])factcheck ([a-z][^\n]*?)(?=(?:, (?:or|then) |[.;] |[.;)]?$)|, or )", said, re.M
    ):
        yield found[1]


def test_every_command_named_in_any_message_exists_with_its_options() -> None:
    package = Path(factcheck.__file__).parent
    texts = [text for path in package.rglob("*.py") for text in _messages(path)]
    named = [
        found
        for text in texts
        for found in re.findall(r"(?<![\w.-])factcheck ([a-z]+(?:-[a-z]+)*)((?: \S+)*)", text)
    ]
    verbs = [(name, rest) for name, rest in named if name not in ("itself", "dossier")]

    assert len(verbs) > 20
    assert sorted({name for name, _ in verbs} - set(cli.commands)) == []
    unknown = [
        (name, option)
        for name, rest in verbs
        for option in re.findall(r"(?<=\s)--[a-z-]+", rest.split(", ")[0])
        if option not in _flags(cli.commands[name])
    ]
    assert unknown == []


def _flags(command: click.Command) -> set[str]:
    """Every option of a command, or of a group's commands."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)}
    return own.union(*map(_flags, below))


def _messages(path: Path) -> Iterator[str]:
    """Every text of a module that is not a docstring, with `X` where a value is put in."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say_next":
            yield "factcheck " + _text(node.args[0])
        elif id(node) not in parts | docs:
            yield _text(node)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "X" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
