"""Forms as data: fields with their labels and values, which a template lays out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from factcheck.errors import BadInput
from factcheck.model.links import has_scheme
from factcheck.model.value import Value
from factcheck.phrase import NOTHING, Message, Said, say
from factcheck.web.errors import ErrorView


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field, what it is called, and whether it is chosen."""

    value: str
    label: str | Message
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    `kind` is "line", "told" (not to be changed), "password", "prose", "text", "choice", "many" (of the choices),
    "flag", "file" or "hidden". A "text" is prose of many lines. What is "shown", or "words" from outside, is not sent.
    "stance" has a button for each choice, which sends the form. What is `folded` stands below, to be opened. `fills` is
    the word of HTML for what browsers and their password managers fill in, such as "username"; `id` is that of the
    field in its page, where it is not made of the names of form and field.
    """

    name: str
    label: Message | None = None
    kind: str = "line"
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: Said = NOTHING
    needed: bool = False
    folded: bool = False
    fills: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ActForm:
    """A form, where it is sent, and whom it is shown to (`me`).

    `head` is that of the claim as it is shown, `wrong` why the form was not taken. One that `is_sent` comes back as it
    was filled in and is not stored; of one that `is_secret` the browser is to keep nothing.
    """

    name: str
    title: Message
    action: str
    fields: tuple[Field, ...]
    me: str
    head: str = ""
    about: Said = NOTHING
    wrong: ErrorView | None = None
    is_secret: bool = False
    is_sent: bool = False

    @property
    def has_file(self) -> bool:
        """Whether a file is sent with it."""
        return any(one.kind == "file" for one in self.fields)

    @property
    def stance(self) -> Field | None:
        """The field whose buttons send the form, where it has one."""
        return next((one for one in self.fields if one.kind == "stance"), None)


def folded(fields: Iterable[Field]) -> Iterator[Field]:
    """The same fields, to be opened first."""
    return (replace(one, folded=True) for one in fields)


def choices(labels: Mapping[Any, str | Message], *chosen: str | None) -> tuple[Choice, ...]:
    """The words of a closed set with what they are called."""
    return tuple(Choice(str(word), label, str(word) in chosen) for word, label in labels.items())


def lines(text: str) -> tuple[str, ...]:
    """What stands on each line that is not blank."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def in_lines(values: Iterable[str]) -> str:
    """The same the other way round."""
    return "\n".join(values)


def as_text(value: Value, names: Iterable[str]) -> dict[str, str]:
    """Fields of a value as a form shows them: a list one a line, a switch that is on as "1", without blank ones."""
    told = value.model_dump(mode="json")
    return {name: _written(told[name]) for name in names if told.get(name)}


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return in_lines(value)
    return "1" if value is True else str(value)


def whole_number(text: str) -> int:
    """A number of a form; BadInput for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput(say("“{given}” is no number.", given=text))
    return int(text)


def whole_link(text: str) -> str:
    """A link of a form; BadInput for what is none, such as the name of a file of the computer that serves."""
    if not has_scheme(text):
        raise BadInput(
            say("“{given}” is no link. Copy it from the address bar; it begins with https://", given=text)
        )
    return text
