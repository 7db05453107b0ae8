"""A field of the model that a person may set has an option; a new field cannot be forgotten."""

import click
import pytest

from factcheck.cli.app import cli
from factcheck.model.claim import Article, Claim
from factcheck.model.evidence import Evidence
from factcheck.model.field_help import ARTICLE_FIELDS, CLAIM_FIELDS, SOURCE_FIELDS
from factcheck.model.source import Source
from factcheck.model.value import Value
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import ClaimKind, Priority, SourceKind, Stance, Standing

NOT_SET_BY_OPTION = {
    "add": {"text", "place"},  # the argument; found by the desk
    "edit": {"ref", "place"},  # never changes; found by the desk
    "source": {"id", "url", "salt"},  # given by the desk; the argument; chance
    # the argument; found by the desk
    "cite": {"id", "source", "position", "match", "excerpt", "picture", "machine_read"},
    "rate": {"id", "rating", "scale", "scale_version", "wording", "by", "at"},
    "approve": {"id", "verdict", "decision", "solo", "by", "at", "desk"},
}

_OF_THE_TEXT = ("record", "text_digest", "text_from")


def _flags(command: str) -> set[str]:
    options = (one for one in cli.commands[command].params if isinstance(one, click.Option))
    return {flag for option in options for flag in option.opts}


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("add", Claim),
        ("edit", Claim),
        ("source", Source),
        ("cite", Evidence),
        ("rate", Verdict),
        ("approve", Review),
    ],
)
def test_every_field_a_person_may_set_has_an_option_of_its_name(command: str, kind: type[Value]) -> None:
    wanted = {
        f"--{name.replace('_', '-')}" for name in kind.model_fields if name not in NOT_SET_BY_OPTION[command]
    }

    assert wanted - _flags(command) == set()


def test_the_tables_of_fields_are_the_models() -> None:
    assert [*CLAIM_FIELDS] == [name for name in Claim.model_fields if name not in ("text", "place")]
    assert [*ARTICLE_FIELDS] == [name for name in Article.model_fields if name not in _OF_THE_TEXT]
    assert [*SOURCE_FIELDS] == [name for name in Source.model_fields if name not in ("id", "salt")]


@pytest.mark.parametrize(
    ("command", "option", "words"),
    [
        ("add", "--kind", ClaimKind),
        ("edit", "--kind", ClaimKind),
        ("list", "--kind", ClaimKind),
        ("add", "--priority", Priority),
        ("source", "--kind", SourceKind),
        ("cite", "--stance", Stance),
        ("cite", "--standing", Standing),
    ],
)
def test_closed_words_are_the_models(
    command: str, option: str, words: type[ClaimKind | Priority | SourceKind | Stance | Standing]
) -> None:
    param = next(one for one in cli.commands[command].params if option in one.opts)

    assert isinstance(param.type, click.Choice)
    assert {word.value for word in words} <= set(param.type.choices)


def test_every_option_says_what_it_is_for() -> None:
    silent = [
        (command.name, param.name)
        for command in cli.commands.values()
        for param in command.params
        if isinstance(param, click.Option) and not param.help
    ]

    assert silent == []
