"""The fields of one schema.org object, read in any of their shapes, with a remark on each change."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from factcheck.errors import Finding
from factcheck.exchange.text_cleanup import complete_link, valid_text, without_markup
from factcheck.model.text import MAX_LINE
from factcheck.reading.document.metadata import edtf_date, language_tag

Node = Mapping[str, Any]

_MAX_VALUES = 50
_MAX_DEPTH = 4
_MARKUP_FACTOR = 10
"""How many times as long as the text that is kept a text with markup may be."""
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?")
_EPOCH_TIME = re.compile(r"\d{9,}")
"""Seconds or milliseconds since an epoch: no date begins like this."""


class Fields:
    """Reads the fields of one check, and collects in `remarks` what was changed. `place` names it in them.

    `base` is the URL that relative links start from; `known` are the objects of the same page by their @id.
    """

    def __init__(self, place: str, base: str = "", known: Mapping[str, Node] | None = None) -> None:
        self.remarks: list[Finding] = []
        self.base = base
        self._place = place
        self._known = known or {}

    def remark(self, code: str, field: str, message: str) -> None:
        """Record what was changed in a field, once."""
        remark = Finding(code, f"{self._place}: {field}", message)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def words(self, field: str, value: Any, most: int = MAX_LINE) -> str:
        """The text of a value without markup, at most `most` characters of it; "" when it has none."""
        joined = ", ".join(dict.fromkeys(self._texts(field, value)))
        if len(joined) > most * _MARKUP_FACTOR:
            joined = joined[: most * _MARKUP_FACTOR]
            self._cut(field, most)
        plain = without_markup(joined)
        if plain != joined:
            self.remark("markup-removed", field, "held HTML; its words are kept.")
        plain = valid_text(plain).strip()
        if "\ufffd" in plain:
            self.remark(
                "letters-lost", field, "holds letters that could not be read; they are shown as \ufffd."
            )
        if len(plain) > most:
            self._cut(field, most)
        return plain[:most].rstrip()

    def link(self, field: str, values: Any) -> str:
        """The first of the values that is a valid link; "" when none is."""
        return next(self._links(field, values), "")

    def links(self, field: str, values: Any) -> tuple[str, ...]:
        """The valid links among the values, each once, at most 50; others are dropped."""
        found = tuple(dict.fromkeys(islice(self._links(field, values), _MAX_VALUES + 1)))
        if len(found) > _MAX_VALUES:
            self._remark_many(field)
        return found[:_MAX_VALUES]

    def _links(self, field: str, values: Any) -> Iterator[str]:
        for text in _addresses(values):
            link = complete_link(text, self.base)
            if link and link != text.strip():
                self.remark("link-mended", field, "holds a link that was not whole; it was completed.")
            elif text.strip() and not link:
                self.remark("link-dropped", field, "holds what is no link to a page; it is left out.")
            if link:
                yield link

    def date(self, field: str, value: Any) -> str:
        """The day, month or year of a value in EDTF; "" when it has none that is unambiguous."""
        text = self._first(field, value)
        parsed = "" if _EPOCH_TIME.match(text.strip()) else edtf_date(text[:100])
        if text.strip() and not parsed:
            self.remark("date-dropped", field, "is not a date that can only be read one way; it is left out.")
        return parsed

    def language(self, field: str, value: Any) -> str:
        """The language tag of a value (BCP 47); "" when it has none."""
        text = self._first(field, value)
        parsed = language_tag(text[:100])
        if text.strip() and not parsed:
            self.remark("language-dropped", field, "is not a language tag; it is left out.")
        return parsed

    def resolved(self, value: Any) -> Any:
        """The object that a value refers to by its @id, where the page has it; else the value itself."""
        one = first_value(value)
        if isinstance(one, Mapping) and "name" not in one:
            return self._known.get(str(one.get("@id")), one)
        return one

    def _first(self, field: str, value: Any) -> str:
        return next(iter(self._texts(field, value)), "")

    def _texts(self, field: str, value: Any) -> list[str]:
        texts = list(_texts(value, self._known))
        if len(texts) > _MAX_VALUES:
            self._remark_many(field)
        return texts[:_MAX_VALUES]

    def _remark_many(self, field: str) -> None:
        self.remark("list-cut", field, f"holds many values; the first {_MAX_VALUES} are kept.")

    def _cut(self, field: str, most: int) -> None:
        self.remark("text-cut", field, f"is very long; its first {most:,} characters are kept.")


def first_value(value: Any) -> Any:
    """The first value of a list, or the value itself; None for an empty list."""
    while isinstance(value, list):
        value = value[0] if value else None
    return value


def as_list(value: Any) -> list[Any]:
    """A list as it is, None as an empty one, any other value as a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def as_number(value: Any) -> float | None:
    """The number that a value is or that its text writes; None for anything else."""
    one = first_value(value)
    if isinstance(one, str) and _NUMBER.fullmatch(one.strip()):
        return float(one.strip().replace(",", "."))
    return float(one) if isinstance(one, int | float) and not isinstance(one, bool) else None


def _texts(value: Any, known: Mapping[str, Node], depth: int = 0) -> Iterator[str]:
    """The texts of a value: itself, each of a list, the name or text of an object or of the one it points to."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif depth < _MAX_DEPTH and isinstance(value, list):
        for one in value[: _MAX_VALUES + 1]:
            yield from _texts(one, known, depth + 1)
    elif depth < _MAX_DEPTH and isinstance(value, Mapping):
        named = next((value[key] for key in ("@value", "name", "text") if value.get(key)), None)
        referred = known.get(str(value.get("@id"))) if named is None else None
        yield from _texts(referred if referred else named, known, depth + 1)


def _addresses(value: Any, depth: int = 0) -> Iterator[str]:
    """The addresses of a value: itself, each of a list, the url or @id of an object."""
    if isinstance(value, str):
        yield value
    elif depth < _MAX_DEPTH and isinstance(value, list):
        for one in value[: _MAX_VALUES + 1]:
            yield from _addresses(one, depth + 1)
    elif depth < _MAX_DEPTH and isinstance(value, Mapping):
        named = value.get("url") or value.get("contentUrl")
        if not named and str(value.get("@id")).startswith("http"):
            named = value["@id"]
        yield from _addresses(named, depth + 1)
