"""Who does what next: every open claim under the person who acts next, with the step, since when and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any, Self

from factcheck.desk import Desk
from factcheck.errors import NotFound, Remedy, did_you_mean
from factcheck.model.account import account_of
from factcheck.model.next_step import asked_step
from factcheck.model.roles import may_take
from factcheck.model.vocabulary import Status, Step
from factcheck.person_names import find_person, looks_like, same_person
from factcheck.store.ledger import Ledger
from factcheck.store.next_steps import StepGroup
from factcheck.workflow.earlier.relied_on import relied_on
from factcheck.workflow.earlier.said_again import said_again

TODO = ("ref", "who", "step", "since", "why")
"""What is said of each thing that is to be done."""


@dataclass(frozen=True)
class Todo:
    """What is to be done, the most pressing first, and of all of it the counts: name or None, how many, overdue.

    `facts` are those of each row, from which its reason is told: the claim's ref, text, language, status, rating,
    author, reader and number of open comments; the step with its id, who takes it, since when, why, and the day by
    which it is due. Those of a check of others that changed are the row itself; those of somebody who was asked on a
    whole article say so (`is_article`).
    """

    rows: list[dict[str, Any]]
    counts: list[tuple[str | None, int, int]]
    facts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many things are to be done, those that are not among the rows too."""
        return sum(number for _, number, _ in self.counts)

    @property
    def overdue(self) -> int:
        """How many of them should have been done by now."""
        return sum(late for *_, late in self.counts)


@dataclass(frozen=True)
class StepTodo:
    """What is to be done by one step: the first facts, and how much in all, overdue, and of everybody at the desk."""

    step: Step
    facts: list[dict[str, Any]]
    number: int
    overdue: int
    of: int


@dataclass(frozen=True)
class Today:
    """What waits, step by step; how much waits for everybody is in `everybody`, which has no rows."""

    steps: list[StepTodo]
    everybody: Todo

    @property
    def total(self) -> int:
        """How many things wait for whom it was asked."""
        return sum(one.number for one in self.steps)

    @property
    def overdue(self) -> int:
        """How much of it should have been done by now."""
        return sum(one.overdue for one in self.steps)


def todo(
    desk: Desk, person: str | None = None, steps: Collection[Step] = (), limit: int | None = None
) -> Todo:
    """What is to be done next: everybody's, or what is a person's and then what anybody may do and she too.

    NotFound where nobody here has that name.
    """
    with desk.store.reading() as ledger:
        there = _OpenSteps.of(desk, ledger)
        groups = [one for one in there.may_take(person) if not steps or one.step in steps]
        found = there.first(groups, person, limit)
    beside = [one for one in there.beside_of(person) if not steps or one["step"] in steps]
    rows = [_as_row(one, there.day) for one in found]
    return _after(beside, Todo(rows, _counts(groups), found), limit, there.day)


def today(desk: Desk, person: str | None, most: int) -> Today:
    """What a person does next by step, or everybody; of each step the first `most`.

    NotFound where nobody here has that name.
    """
    with desk.store.reading() as ledger:
        there = _OpenSteps.of(desk, ledger)
        groups = there.may_take(person)
        found = [there.by_step(step, groups, person, most) for step in Step]
    return Today(found, _after(there.beside, Todo([], _counts(there.groups)), 0, there.day))


def everybodys_step(desk: Desk, step: Step, most: int) -> StepTodo:
    """What everybody does next by one step; the first `most` of it."""
    with desk.store.reading() as ledger:
        there = _OpenSteps.of(desk, ledger)
        return there.by_step(step, there.groups, None, most)


@dataclass(frozen=True)
class _OpenSteps:
    """All that is to be done at a desk: counted by who does it and how, and `beside` what no claim's steps hold.

    Those are checks of others that changed, and people who were asked on a whole article.
    """

    desk: Desk
    ledger: Ledger
    groups: list[StepGroup]
    beside: list[dict[str, Any]]
    day: str

    @classmethod
    def of(cls, desk: Desk, ledger: Ledger) -> Self:
        day = desk.today().isoformat()
        relied = relied_on(ledger, desk.scales, ledger.followed().changes())
        beside = [*(one.as_step() for one in relied), *said_again(ledger), *_asked_on_articles(ledger)]
        return cls(desk, ledger, ledger.step_groups(day), beside, day)

    def may_take(self, person: str | None) -> list[StepGroup]:
        """What a person may do: hers, then what anybody may and neither role nor rule keeps her from.

        None is everybody.
        """
        if person is None:
            return self.groups
        busy = [*dict.fromkeys(one.who for one in self.groups if one.who is not None)]
        names = _known_as(self.desk, person, busy, self.ledger.names_on_record)

        @lru_cache
        def is_kept(others: tuple[str, ...]) -> bool:
            return not self.desk.settings.solo and any(looks_like(person, one) for one in others)

        account = account_of(self.desk.accounts, person)

        def is_open(one: StepGroup) -> bool:
            return (account is None or may_take(account.role, one.step)) and not is_kept(one.but_not)

        return [one for one in self.groups if one.who in names or (one.who is None and is_open(one))]

    def first(
        self, groups: Iterable[StepGroup], person: str | None, limit: int | None
    ) -> list[dict[str, Any]]:
        """The first steps: what is hers before what anybody may do, and everybody's person by person."""
        found: list[dict[str, Any]] = []
        for _, theirs in groupby(groups, key=lambda one: (one.who is None, person or one.who)):
            left = None if limit is None else limit - len(found)
            if left == 0:
                break
            found += self.ledger.next_steps([*theirs], left)
        return found

    def by_step(self, step: Step, groups: Iterable[StepGroup], person: str | None, most: int) -> StepTodo:
        """What of these groups is done by one step."""
        these = [one for one in groups if one.step is step]
        beside = [one for one in self.beside_of(person) if one["step"] is step]
        rows = [*beside, *self.first(these, person, most)][:most]
        everybody = sum(one.number for one in self.groups if one.step is step)
        return StepTodo(
            step,
            rows,
            number=sum(one.number for one in these) + len(beside),
            overdue=sum(one.overdue for one in these) + sum(_is_late(one, self.day) for one in beside),
            of=everybody + sum(one["step"] is step for one in self.beside),
        )

    def beside_of(self, person: str | None) -> list[dict[str, Any]]:
        """The facts of a person, or of everybody, that no claim's steps hold."""
        return [one for one in self.beside if person is None or same_person(one["who"], person)]


def _counts(groups: Iterable[StepGroup]) -> list[tuple[str | None, int, int]]:
    """For everybody who acts next, or None: how many things are to be done, and how many are overdue."""
    counted: dict[str | None, tuple[int, int]] = {}
    for one in groups:
        number, late = counted.get(one.who, (0, 0))
        counted[one.who] = (number + one.number, late + one.overdue)
    return [(who, *both) for who, both in counted.items()]


def _after(first: list[dict[str, Any]], own: Todo, limit: int | None, today: str) -> Todo:
    """What is to be done after these rows: they come first, since what they are of is out already, or outside."""
    more = Counter(step["who"] for step in first)
    late = Counter(step["who"] for step in first if _is_late(step, today))
    counts = [
        (who, number + more.pop(who, 0), overdue + late.pop(who, 0)) for who, number, overdue in own.counts
    ]
    counts = [*((who, number, late[who]) for who, number in more.items()), *counts]
    rows = [*(_as_row(one, today) for one in first), *own.rows]
    return Todo(rows[:limit], counts, [*first, *own.facts][:limit])


def _is_late(fact: dict[str, Any], today: str) -> bool:
    return (fact.get("due") or today) < today


def _as_row(fact: dict[str, Any], today: str) -> dict[str, Any]:
    """A fact as the words of the JSON contract."""
    return {**{name: fact[name] for name in TODO[:-1]}, "why": fact.get("why") or _why(fact, today)}


def _asked_on_articles(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Those who were asked on a whole article, and have not answered or whose answer nobody has taken note of."""
    for record in ledger.articles_asked_about():
        article = record.article
        for step in filter(None, (asked_step(record.events, one) for one in record.contacts)):
            said = {
                "ref": article.ref,
                "text": article.title,
                "language": article.language,
                "is_article": True,
            }
            about_claim = dict.fromkeys(("status", "rating", "author", "reader"))
            yield {**about_claim, **step.model_dump(include=_OF_STEP), **said}


_OF_STEP = {"id", "step", "who", "since", "reason", "due"}


def _known_as(desk: Desk, person: str, busy: Sequence[str], on_record: Any) -> list[str]:
    """Every spelling of a person's name among those who have something to do; NotFound names the near one."""
    if alike := [one for one in busy if same_person(one, person)]:
        return alike
    known = [*desk.people, *([] if desk.settings.is_login or desk.accounts else [desk.author])]
    if any(same_person(one, person) for one in known):
        return []
    known = [*dict.fromkeys([*known, *busy, *on_record()])]
    if any(same_person(one, person) for one in known):
        return []
    near = find_person(person, known)
    mend = f'Did you mean "{near}"?' if near else did_you_mean(person, known)
    raise NotFound(
        f'Nobody here is called "{person}".', remedies=[mend or Remedy("Nobody has acted here yet.")]
    )


def _why(row: dict[str, Any], today: str) -> str:
    said = _reason(row)
    if row["due"] and row["due"] < today:
        return f"overdue since {row['due']}; {said}"
    return f"wanted by {row['due']}; {said}" if row["due"] else said


def _reason(row: dict[str, Any]) -> str:
    """Why somebody has to act, in words that go on from the step."""
    reason, rating, author = row["reason"], row["rating"], row["author"]
    match row["step"]:
        case Step.CHECK:
            return "not begun" if row["status"] is Status.UNVERIFIED else "no quote yet"
        case Step.RATE:
            return "quoted, not rated"
        case Step.SUBMIT:
            return f"rated {rating} by {author}, not given to a second person"
        case Step.RETURNED:
            return f"returned by {row['reader']}: {reason}"
        case Step.REVIEW:
            return f"rated {rating} by {author}, not signed"
        case Step.PUBLISH:
            return f"correction not out: {reason}" if reason else f"signed by {row['reader']}"
        case Step.RECHECK:
            return f"changed since: {reason}"
        case Step.ANSWERED:
            return f"{reason} answered"
        case Step.COMMENT:
            number = row["open_comments"]
            return f"{number} comments open; {reason}" if number > 1 else f"comment open; {reason}"
        case _:
            return f"{reason} was asked and has not answered"
