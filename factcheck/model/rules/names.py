"""Names of people that a line brings in: nothing in them is hidden from whoever reads them."""

from collections.abc import Iterable, Iterator, Mapping

from factcheck.errors import BadInput
from factcheck.model.claim_step import ClaimStep
from factcheck.model.event import Event
from factcheck.model.vocabulary import Act
from factcheck.person_names import TYPE_IT, fault_in, find_person, hidden_in, same_person, unknown_in, visible
from factcheck.phrase import say

_PLACES: Mapping[Act, tuple[str, ...]] = {
    Act.ADD: ("claim", "assignee"),
    Act.EDIT: ("set", "assignee"),
    Act.ASSIGN: ("assignee",),
    Act.CITE: ("evidence", "who"),
    Act.RATE: ("verdict", "by"),
    Act.SUBMIT: ("to",),
    Act.CONTACT: ("contact", "who"),
    Act.COMMENT: ("comment", "to"),
}
"""Where a body names a person who works at the desk, was asked by it or told it something.

A claimant, an author of a source and a byline are text from outside; they act for nobody, and stay as they are given.
"""


def names_hide_nothing(step: ClaimStep) -> None:
    """No name that is new on record holds what nobody sees: it would pass for a second person."""
    answered = step.said_before.who if step.line.act is Act.CONTACT and step.said_before else None
    for name in names_in(step.line):
        if name != answered:
            refuse_hidden(name)


def refuse_hidden(name: str) -> None:
    """BadInput for a name in which nobody sees a character."""
    if hidden_in(name):
        raise BadInput(
            say('The name "{name}" {fault_in}.', name=visible(name), fault_in=fault_in(name)),
            remedies=[TYPE_IT],
        )


def refuse_unknown(line: Event) -> None:
    """BadInput where a new line names a person with a character that Unicode has not assigned.

    It is no rule of an edition: which characters are assigned depends on the Python that looks.
    """
    for name in filter(unknown_in, names_in(line)):
        raise BadInput(
            say('The name "{name}" {fault_in}.', name=visible(name), fault_in=fault_in(name)),
            remedies=[TYPE_IT],
        )


def alike_on_record(before: Iterable[Event], line: Event) -> Iterator[tuple[str, str]]:
    """Each name that a line brings in and that only looks like one in the lines before it, with that one."""
    known = {name for event in before for name in names_in(event)}
    for name in set(names_in(line)) - known:
        near = find_person(name, sorted(known))
        if near and not same_person(name, near):
            yield name, near


def names_in(line: Event) -> Iterator[str]:
    """Every name of a person that a line brings in."""
    yield line.by
    named: object = line.body if line.act in _PLACES else None
    for key in _PLACES.get(line.act, ()):
        named = named.get(key) if isinstance(named, dict) else None
    if isinstance(named, str):
        yield named
