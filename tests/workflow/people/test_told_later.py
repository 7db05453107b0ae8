"""What the next page of somebody has to say, kept for whichever process makes it."""

from dataclasses import replace
from pathlib import Path

from factcheck.errors import Finding, Remedy
from factcheck.model.roles import Role
from factcheck.phrase import Phrase, Run, listed, say, say_count, sentences
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.open_accounts import acting_as
from factcheck.workflow.people.told_later import take_told, tell_later
from tests.desks import opened

FOUND = Finding(
    "signature-void",
    "rain",
    sentences(
        say("Ana’s {word} is void.", word="signature"),
        say_count(2, "{count} quote", "{count} quotes"),
        listed(["Ben", say("nobody")]),
    ),
    Remedy.by("submit", say("Submit it again."), ref="rain", to=None, kinds=("a", "b"), now=True),
    "Or leave it.",
)
OTHER = Finding(
    "name-alike", "", "It looks like it.", Remedy.again(Phrase.of("Type ", Run("rain", "code")), head=None)
)


def test_findings_are_told_once_as_they_were_and_to_whom_they_are_for(
    database_url: str, tmp_path: Path
) -> None:
    with opened(database_url, tmp_path) as desk:
        ana = add_account(desk, "Ana", Role.ADMIN).kept.account
        ben = add_account(acting_as(desk, "Ana"), "Ben", Role.EDITOR).kept.account
        assert take_told(desk, ana) == []
        tell_later(desk, ana, [FOUND])
        tell_later(replace(desk, told=[]), ana, [OTHER])
        assert take_told(desk, ben) == []
        told = take_told(desk, ana)
        assert told == [FOUND, OTHER]
        assert [one.as_json() for one in told] == [FOUND.as_json(), OTHER.as_json()]
        assert take_told(desk, ana) == []
