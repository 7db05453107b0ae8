"""What a request may hold, as types: it is held to them before anything is done, and they are what the API tells."""

import json
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from types import GenericAlias, UnionType
from typing import Annotated, Any, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from factcheck.errors import BadInput, Finding
from factcheck.model.text import MAX_LINE, MAX_PROSE
from factcheck.model.value import Value, findings_of

Word = Annotated[str, StringConstraints(min_length=1, max_length=MAX_LINE, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""A name, an id, a day: on one line, without control characters."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=MAX_PROSE)]
"""Text that may run over lines."""

Number = Annotated[int, Field(ge=1, le=1_000_000_000)]


class BadJson(Exception):
    """A body that is no JSON as the API takes it, and why."""


class Sent(BaseModel):
    """What is sent: every field of the right type and length, and no other; what it means is the model's to judge."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    @classmethod
    def read(cls, content: bytes, what: str) -> Self:
        """What JSON holds; BadJson for what is none, BadInput with every field that does not fit."""
        return cls._held(_parsed(content), what)

    @classmethod
    def of_query(cls, pairs: Iterable[tuple[str, str]], what: str) -> Self:
        """What an address or a form holds; a field that is no list is there once. BadInput as above."""
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            given.setdefault(name, []).append(value)
        kinds = {one.alias or name: one.annotation for name, one in cls.model_fields.items()}
        twice = [name for name, values in given.items() if len(values) > 1 and not _is_list(kinds.get(name))]
        if twice:
            raise BadInput.of(
                what, [Finding("twice", name, "is there twice.", "Give it once.") for name in twice]
            )
        plain = {
            name: values if _is_list(kinds.get(name)) else _typed(values[0], kinds.get(name))
            for name, values in given.items()
        }
        return cls._held(plain, what)

    @classmethod
    def _held(cls, value: Any, what: str) -> Self:
        if _has_nul(value):
            raise BadJson("A text holds NUL, which is no character of a text.")
        try:
            return cls.model_validate_json(json.dumps(value))
        except ValidationError as wrong:
            raise BadInput.of(what, list(findings_of(wrong, list(cls.model_fields), ""))) from None

    def given(self, *without: str) -> dict[str, Any]:
        """The fields that were sent, as plain JSON."""
        return self.model_dump(mode="json", exclude_unset=True, exclude={*without})


def _has_nul(value: Any) -> bool:
    """Whether a text holds NUL, which not every database takes and no text of the desk has."""
    if isinstance(value, str):
        return "\0" in value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_nul, parts))


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _typed(value: str, kind: Any) -> Any:
    """A value of an address, which is text, as the number or the yes or no that it stands for."""
    if kind is int and value.isascii() and value.isdigit():
        return int(value[:20])
    return {"true": True, "false": False}.get(value, value) if kind is bool else value


def _parsed(content: bytes) -> Any:
    try:
        value = json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate is no character
    except RecursionError:
        raise BadJson("The JSON is nested too deeply.") from None
    except UnicodeEncodeError:
        raise BadJson("The JSON holds half of a surrogate pair, which is no character.") from None
    except ValueError as wrong:
        raise BadJson(f"The body is no JSON in UTF-8: {wrong}.") from None
    return value


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name, value in pairs:
        if name in held:
            raise BadJson(f"The JSON has a key twice: {name[:60]!a}.")
        held[name] = value
    return held


def _no_number(word: str) -> None:
    raise BadJson(f"{word} is no number of JSON.")


# Fields of the model


Kind = TypeVar("Kind", bound=Sent)


def with_fields(kind: type[Kind], model: type[Value], about: Mapping[str, str]) -> type[Kind]:
    """The same with fields of a value of the desk, each of which may be left out, and blank clears it."""
    hints = get_type_hints(model, include_extras=True)
    fields = {
        name: (as_sent(hints[name]) | None, Field(None, description=said)) for name, said in about.items()
    }
    made: type[Kind] = create_model(kind.__name__, __base__=kind, __doc__=kind.__doc__, **fields)  # type: ignore[call-overload]
    return made


def as_sent(kind: Any) -> Any:
    """A type as JSON has it: with its bounds, and without what the model makes of a value on its way in."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        base, *marks = parts
        bounds = [one for one in marks if isinstance(one, StringConstraints)]
        return Annotated[(as_sent(base), *bounds)] if bounds else as_sent(base)
    if origin in (Union, UnionType):
        return reduce(or_, map(as_sent, parts))
    if origin is tuple:
        return GenericAlias(tuple, tuple(one if one is ... else as_sent(one) for one in parts))
    return kind
