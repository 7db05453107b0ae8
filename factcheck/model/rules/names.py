"""Names of people that a line brings in: nothing in them is hidden from whoever reads them."""

from collections.abc import Iterator, Mapping

from factcheck.errors import BadInput
from factcheck.model.claim_step import ClaimStep
from factcheck.model.event import Event
from factcheck.model.vocabulary import Act
from factcheck.person_names import character_in_words, hidden_in

_PLACES: Mapping[Act, tuple[str, ...]] = {
    Act.ADD: ("claim", "assignee"),
    Act.EDIT: ("set", "assignee"),
    Act.ASSIGN: ("assignee",),
    Act.CITE: ("evidence", "who"),
    Act.RATE: ("verdict", "by"),
    Act.CONTACT: ("contact", "who"),
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
    if hidden := hidden_in(name):
        shown = "".join(letter for letter in name if letter != hidden)
        raise BadInput(
            f'The name "{shown}" holds {character_in_words(hidden)}, which nobody sees.',
            remedies=["It may have come along from where the name was copied. Type the name."],
        )


def names_in(line: Event) -> Iterator[str]:
    """Every name of a person that a line brings in."""
    yield line.by
    named: object = line.body if line.act in _PLACES else None
    for key in _PLACES.get(line.act, ()):
        named = named.get(key) if isinstance(named, dict) else None
    if isinstance(named, str):
        yield named
