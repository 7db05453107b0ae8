"""What mends something, as the terminal writes it: each act is a command that the program knows."""

import ast
from collections.abc import Iterator

import click
import pytest

from factcheck.cli.app import cli
from factcheck.cli.remedies import (
    COMMANDS,
    command_of,
    error_in_words,
    finding_as_json,
    finding_in_words,
    in_words,
)
from factcheck.errors import BadInput, Finding, Remedy, RuleRefused
from tests.cli.conftest import REF, Program
from tests.cli.typed import unknown
from tests.written_remedies import calls, given

FETCH = Remedy.by("fetch", "Fetch it.", ref="bridge")


def _written() -> Iterator[str]:
    """The command of every remedy that is spelled out somewhere, and of every act with all that stands by place."""
    for call in calls("by"):
        act = call.args[0]
        if isinstance(act, ast.Constant):
            assert act.value in COMMANDS, f"no command is known for the act {act.value!r}"
            yield command_of(Remedy.by(str(act.value), "Do it.", **given(call)))
    for name, command in COMMANDS.items():
        for place in command.places or ("",):
            yield command_of(Remedy.by(name, "Do it.", **({place: None} if place else {})))


def test_every_remedy_is_a_command_that_the_program_knows() -> None:
    commands = [*_written()]

    assert len(commands) > 60
    assert [wrong for command in commands for wrong in unknown(command)] == []


def test_what_is_done_again_takes_options_that_some_command_has() -> None:
    flags = {flag for one in (cli, *_commands(cli)) for param in one.params for flag in param.opts}
    again = [command_of(Remedy.again("Again.", **given(call))) for call in calls("again")]

    assert len(again) > 8
    assert {word for one in again for word in one.split() if word.startswith("--")} <= flags


def _commands(group: click.Group) -> Iterator[click.Command]:
    for one in group.commands.values():
        yield one
        if isinstance(one, click.Group):
            yield from _commands(one)


def test_what_is_to_be_filled_in_says_what_it_is() -> None:
    cite = Remedy.by("cite", "Quote some.", ref="bridge", source=None, quote=None, stance="supports")
    edit = Remedy.by("edit", "Say which.", ref="bridge", claimant_type=("person", "organization"))
    private = Remedy.by("contact", "Keep it here.", ref="bridge", contact="q1", private=True)

    assert in_words([cite]) == 'Quote some: factcheck cite bridge SOURCE --quote "…" --stance supports'
    assert in_words([edit]) == "Say which: factcheck edit bridge --claimant-type person|organization"
    assert in_words([private]) == "Keep it here: factcheck contact bridge q1 --private"


def test_a_value_reaches_the_command_as_one_word() -> None:
    path = "my claims; rm -rf $HOME"

    assert in_words([Remedy.by("import", "Import it.", path=path)]) == (
        "Import it: factcheck import 'my claims; rm -rf $HOME'"
    )


def test_the_same_again_is_its_options_alone() -> None:
    assert in_words([Remedy.again("Say why.", why=None)]) == 'Say why: --why "…"'
    assert in_words([Remedy.again("Let another sign.", by=None), Remedy("Or say so.")]) == (
        "Let another sign: --as NAME, or say so."
    )


@pytest.mark.parametrize(
    ("next_one", "said"),
    [
        (Remedy("Or leave it."), "Fetch it: factcheck fetch bridge, or leave it."),
        (
            Remedy.by("publish", "Then publish."),
            "Fetch it: factcheck fetch bridge; then publish: factcheck publish",
        ),
        (Remedy("And wait."), "Fetch it: factcheck fetch bridge, and wait."),
        (Remedy("Orders wait."), "Fetch it: factcheck fetch bridge. Orders wait."),
    ],
)
def test_what_goes_on_is_joined_to_what_comes_before(next_one: Remedy, said: str) -> None:
    assert in_words([FETCH, next_one]) == said


def test_an_act_that_the_terminal_does_not_know_is_its_sentence_alone() -> None:
    invite = Remedy.by("invite", "Ask the head of the desk to invite you.", role="editor")

    assert command_of(invite) == ""
    assert (
        in_words([invite, FETCH])
        == "Ask the head of the desk to invite you. Fetch it: factcheck fetch bridge"
    )


def test_errors_and_findings_are_told_with_what_mends_them() -> None:
    refused = RuleRefused(1, "it rests on nothing.", FETCH)
    finding = Finding("a-code", "s1", "is wrong.", FETCH)

    assert error_in_words(refused) == "Rule 1: it rests on nothing. Fetch it: factcheck fetch bridge"
    assert error_in_words(BadInput("No.")) == "No."
    assert finding_in_words(finding) == "s1: is wrong. Fetch it: factcheck fetch bridge"
    assert finding_as_json(finding) == {
        "code": "a-code",
        "where": "s1",
        "message": "is wrong.",
        "mend": "Fetch it: factcheck fetch bridge",
        "remedy": {"act": "fetch", "arguments": {"ref": "bridge"}, "text": "Fetch it."},
    }


def test_check_tells_the_command_and_the_remedy_as_data(desk: Program) -> None:
    findings = {one["code"]: one for one in desk("check", desk.rated(), "--json").json["findings"]}

    unsigned = findings["not-signed"]
    assert unsigned["mend"] == f"Submit it: factcheck submit {REF}"
    assert unsigned["remedy"] == {"act": "submit", "arguments": {"ref": REF}, "text": "Submit it."}
    commands = [
        command_of(Remedy(one["text"], one["act"], one["arguments"]))
        for one in (found["remedy"] for found in findings.values())
    ]
    assert [wrong for command in commands for wrong in unknown(command)] == []
