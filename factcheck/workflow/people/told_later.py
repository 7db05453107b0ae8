"""What an act brought about, kept with an account until its next page says so, whichever process makes that.

Sentences are kept as they are, so that a page translates them.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from factcheck.desk import Desk
from factcheck.errors import Finding, Remedy, Words
from factcheck.phrase import Listing, Message, Phrase, Run, Said
from factcheck.store.turns import PEOPLE

_MOST = 100
"""Findings that are kept, the newest; each is of one claim."""


def tell_later(desk: Desk, account: UUID, findings: list[Finding]) -> None:
    """Keep these for the next page of somebody, after those that wait there."""
    with desk.store.writing(PEOPLE) as ledger:
        waiting = ledger.accounts.told(account)
        ledger.accounts.change(account, told=[*waiting, *map(_as_json, findings)][-_MOST:])


def take_told(desk: Desk, account: UUID) -> list[Finding]:
    """What waits for somebody, which then waits no more."""
    with desk.store.reading() as ledger:
        if not ledger.accounts.told(account):
            return []
    with desk.store.writing(PEOPLE) as ledger:
        waiting = ledger.accounts.told(account)
        ledger.accounts.change(account, told=None)
    return [_finding_of(one) for one in waiting]


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "where": finding.where,
        "said": _words_as_json(finding.said),
        "remedies": [
            {"said": _words_as_json(one.said), "act": one.act, "arguments": dict(one.arguments)}
            for one in finding.remedies
        ],
    }


def _finding_of(told: Mapping[str, Any]) -> Finding:
    remedies = [
        Remedy(
            _words_of(one["said"]),
            one["act"],
            {name: _argument(given) for name, given in one["arguments"].items()},
        )
        for one in told["remedies"]
    ]
    return Finding(told["code"], told["where"], _words_of(told["said"]), *remedies)


def _argument(given: Any) -> Any:
    return tuple(given) if isinstance(given, list) else given


def _words_as_json(said: Words | Said) -> Any:
    """A string or a number is itself, all else a list that begins with its kind."""
    match said:
        case Message(text, places, many, number):
            return ["message", text, [[place, _words_as_json(one)] for place, one in places], many, number]
        case Run(text, kind, target):
            return ["run", _words_as_json(text), kind, target]
        case Listing():
            return ["listing", *map(_words_as_json, said.parts)]
        case Phrase():
            return ["phrase", *map(_words_as_json, said.runs)]
    return said


def _words_of(told: Any) -> Any:
    match told:
        case ["message", text, places, many, number]:
            return Message(text, tuple((place, _words_of(one)) for place, one in places), many, number)
        case ["run", text, kind, target]:
            return Run(_words_of(text), kind, target)
        case ["listing", *parts]:
            return Listing(tuple(map(_words_of, parts)))
        case ["phrase", *runs]:
            return Phrase(tuple(map(_words_of, runs)))
    return told
