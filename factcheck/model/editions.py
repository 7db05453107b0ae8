"""Rules and the edition since which each holds: a line is held to those of its own edition, now and for ever.

A stricter rule is a new entry of a table with the next edition, which `EDITION` then is. Lines made before it stay
readable and valid; `broken_since` names those that break it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from factcheck.errors import BadInput, FactcheckError, Finding
from factcheck.model.event import Event
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.vocabulary import Act

Told = TypeVar("Told", Record, ArticleRecord)


@dataclass(frozen=True)
class HistoryStep(Generic[Told]):
    """One more line of a history: `known` is the record before it (None before the first), `evolved` gives it after."""

    line: Event
    known: Told | None
    evolved: Callable[[], Told]

    @cached_property
    def after(self) -> Told:
        """The record as the line leaves it."""
        return self.evolved()

    @property
    def before(self) -> Told:
        """The record that the line adds to."""
        if self.known is None:
            raise BadInput(f'A history does not begin with "{self.line.act}".')
        return self.known


AnyStep = TypeVar("AnyStep", bound=HistoryStep[Record] | HistoryStep[ArticleRecord])


@dataclass(frozen=True)
class Rule(Generic[AnyStep]):
    """A rule, the acts it is about and the edition since which it holds; `check` raises where a step breaks it."""

    since: int
    acts: Sequence[Act]
    check: Callable[[AnyStep], None]


def hold(step: AnyStep, rules: Iterable[Rule[AnyStep]]) -> None:
    """Hold a step to the rules of its edition; raises what the first of them raises that it breaks."""
    line, known = step.line, step.known
    if known and known.events[-1].edition > line.edition:
        raise BadInput(
            f"The line before was made under edition {known.events[-1].edition} of the rules, which is newer than "
            f"{line.edition}. Update factcheck."
        )
    for rule in rules:
        if line.act in rule.acts and rule.since <= line.edition:
            rule.check(step)


def broken_since(steps: Iterable[AnyStep], rules: Sequence[Rule[AnyStep]]) -> Iterator[tuple[Event, str]]:
    """Every line that breaks a rule which came after it, and what it breaks; it is valid, and not proved."""
    for step in steps:
        for rule in rules:
            if step.line.act in rule.acts and rule.since > step.line.edition:
                try:
                    rule.check(step)
                except FactcheckError as wrong:
                    yield step.line, wrong.message


def in_words(where: str, broken: Iterable[tuple[Event, str]]) -> Iterator[Finding]:
    """The same as findings of the code `older-rule`."""
    for line, said in broken:
        yield Finding("older-rule", f"{where} line {line.seq}", OLDER.format(said))


OLDER = "was made before this rule, so it stands, and is not proved: {}"
