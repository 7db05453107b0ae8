"""Who does what next: every open claim under the person who acts next, with the step, since when and why."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotFound, Remedy, did_you_mean
from factcheck.model.vocabulary import Status, Step
from factcheck.person_names import find_person, looks_like, same_person
from factcheck.store.next_steps import WhoseSteps
from factcheck.workflow.earlier.relied_on import relied_on

TODO = ("ref", "who", "step", "since", "why")
"""What is said of each thing that is to be done."""


@dataclass(frozen=True)
class Todo:
    """What is to be done, the most pressing first, and of all of it the counts: name or None, how many, overdue.

    `facts` are those of each row, from which its reason is told: the claim's ref, text, language, status, rating,
    author and reader; the step, who takes it, since when, why, and the day by which it is due. Those of a check of
    others that changed are the row itself.
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


def todo(
    desk: Desk, person: str | None = None, steps: Collection[Step] = (), limit: int | None = None
) -> Todo:
    """What is to be done next: everybody's, or what is a person's and then what anybody may do and she too.

    NotFound where nobody here has that name.
    """
    today = desk.today().isoformat()
    with desk.store.reading() as ledger:
        names = None
        if person is not None:
            names = _known_as(desk, person, ledger.names_with_steps(), ledger.names_on_record)

        def is_kept(others: Sequence[str]) -> bool:
            return not desk.settings.solo and any(looks_like(str(person), one) for one in others)

        whose = WhoseSteps(names, steps, is_kept)
        found = ledger.next_steps(whose, limit)
        counts = ledger.count_next_steps(whose, today)
        relied = relied_on(ledger, desk.scales, ledger.followed().changes())
    rows = [{**{name: row[name] for name in TODO[:-1]}, "why": _why(row, today)} for row in found]
    if steps and Step.RECHECK not in steps:
        relied = []
    hers = [one.as_step() for one in relied if person is None or same_person(one.who, person)]
    return _after(hers, Todo(rows, counts, found), limit)


def _after(first: list[dict[str, Any]], own: Todo, limit: int | None) -> Todo:
    """What is to be done after these rows: they come first, since what they are of is out already."""
    more = Counter(step["who"] for step in first)
    counts = [(who, number + more.pop(who, 0), late) for who, number, late in own.counts]
    counts = [*((who, number, 0) for who, number in more.items()), *counts]
    return Todo([*first, *own.rows][:limit], counts, [*first, *own.facts][:limit])


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
        case _:
            return f"{reason} was asked and has not answered"
