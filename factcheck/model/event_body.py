"""What the body of an event holds, taken out as values; BadInput where it is not what its act says."""

from typing import TypeVar

from factcheck.errors import BadInput, Finding
from factcheck.model.event import Event
from factcheck.model.value import Value

ValueType = TypeVar("ValueType", bound=Value)


def part_of(event: Event, name: str, kind: type[ValueType], **derived: object) -> ValueType:
    """The value under `name`; `derived` are fields that follow from the history and go before what the body says."""
    part = event.body.get(name)
    if not isinstance(part, dict):
        message = f'"{event.act}" says nothing of its {name}.'
        raise BadInput.of("A line of history", [Finding("history-body", f"line {event.seq}", message)])
    return kind.of({**part, **derived}, name)


def expect_id(given: str, expected: str) -> None:
    """Short ids count without gaps, so the next one is known."""
    if given != expected:
        raise BadInput(f'The id "{given}" is out of turn; the next is "{expected}".')


def reason_of(event: Event) -> str:
    """Why it was done; empty where nobody said."""
    why = event.body.get("why")
    return why.strip() if isinstance(why, str) else ""
