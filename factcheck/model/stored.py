"""Values as lines on record tell them: built from JSON as it is, and never held to what is asked of new ones.

What entered was validated then. A stricter form of a value is a rule with an edition (`decide`), so that a line that
was accepted once can always be read; white space alone is put in order, as validation does it.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, TypeAdapter

from factcheck.model.text import one_line
from factcheck.model.value import Value, utc_second

Stored = TypeVar("Stored", bound=Value)
Reader = Callable[[Any], Any]
_DAMAGE = (AttributeError, KeyError, TypeError, ValueError)
_LACKING = object()
_NONE_SET: set[str] = set()
_SLOTS = vars(BaseModel)
_set_fields, _set_given = _SLOTS["__dict__"].__set__, _SLOTS["__pydantic_fields_set__"].__set__
_set_extra, _set_private = _SLOTS["__pydantic_extra__"].__set__, _SLOTS["__pydantic_private__"].__set__


class Unreadable(ValueError):
    """A line on record holds something of which no value can be made, so somebody damaged it."""


def read(kind: type[Stored], data: Mapping[str, Any], **derived: Any) -> Stored:
    """The value that JSON types tell; blank fields and unknown ones count as not given.

    `derived` are fields that follow from the history and go before what `data` says. Unreadable where a field lacks
    or is of another type.
    """
    defaults, readers, needed = _plan(kind)
    told, name = dict(defaults), ""
    try:
        for name, given in data.items():
            reader = readers.get(name)
            if reader and given is not None and given != []:
                value = reader(given)
                if value is not None:
                    told[name] = value
    except _DAMAGE as wrong:
        raise Unreadable(f"{kind.__name__.lower()} {name} cannot be read ({wrong})") from wrong
    told |= derived
    for name in needed:
        if told[name] is _LACKING:
            raise Unreadable(f"{kind.__name__.lower()} {name} is missing")
    return made(kind, told)


def made(kind: type[Stored], fields: dict[str, Any]) -> Stored:
    """A value of these fields as they are: all its fields, in their order."""
    value = object.__new__(kind)
    _set_fields(value, fields)
    _set_given(value, _NONE_SET)
    _set_extra(value, None)
    _set_private(value, None)
    return value


@cache
def _plan(kind: type[Value]) -> tuple[dict[str, Any], dict[str, Reader], list[str]]:
    """Every field in order with its default, what reads each, and those that are needed."""
    hints = get_type_hints(kind, include_extras=True)
    fields = kind.model_fields.items()
    defaults = {name: _LACKING if field.is_required() else field.get_default() for name, field in fields}
    needed = [name for name, default in defaults.items() if default is _LACKING]
    return defaults, {name: _reader(hints[name]) for name in defaults}, needed


def _reader(hint: Any) -> Reader:
    """What makes a value of this type of what JSON has for it."""
    inner = [one for one in get_args(hint) if one is not type(None)]
    origin = get_origin(hint)
    if origin is Annotated and inner[0] is str:
        return _line if AfterValidator(one_line) in inner else _text
    if origin is tuple:
        return _list_of(_reader(inner[0]))
    if origin is dict:
        return _table_of(_reader(inner[0]), _reader(inner[1]))
    if origin is not None:  # Annotated, or something or None
        return _reader(inner[0])
    return _plain(hint)


def _plain(kind: type[Any]) -> Reader:
    if issubclass(kind, Value):
        return lambda given: given if isinstance(given, kind) else read(kind, given)
    if issubclass(kind, Enum):
        return kind._value2member_map_.__getitem__
    if kind is datetime:
        return _instant
    lax = TypeAdapter(kind).validate_python
    return lambda given: given if type(given) is kind else lax(given)


def _text(given: Any) -> str | None:
    return (given if isinstance(given, str) else str(int(given))).strip() or None


def _line(given: Any) -> str | None:
    return " ".join(given.split()) or None


def _instant(given: Any) -> datetime:
    moment = given if isinstance(given, datetime) else datetime.fromisoformat(given)
    return moment if moment.tzinfo is UTC and not moment.microsecond else utc_second(moment)


def _list_of(item: Reader) -> Reader:
    def read_list(given: list[Any]) -> tuple[Any, ...]:
        if isinstance(given, str | Mapping):
            raise TypeError("no list")
        return tuple(map(item, given))

    return read_list


def _table_of(key: Reader, value: Reader) -> Reader:
    return lambda given: {key(name): value(one) for name, one in given.items()}
