"""Claims in JSON: a list of objects, one object a line, the list in an object such as `list` prints, a data frame."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.errors import BadInput, Finding
from factcheck.exchange.claim_sheet import ReadSheet, Row, SheetChoices, read_sheet
from factcheck.exchange.sheet_headers import ALIASES, fold_header

_BY_LINES, _AS_ONE = "line", "item"


def read_json_claims(text: str, where: str, choices: SheetChoices) -> ReadSheet:
    """The claims of JSON or JSON Lines, each with its place ("FILE item N"); BadInput for what does not fit.

    The keys are headers. A key whose value is an object somewhere is passed over by its name.
    """
    kind, found = _objects(text, where)
    nested = {key for _, one in found for key, value in one.items() if _is_nested(value)}
    keys = [key for key in dict.fromkeys(key for _, one in found for key in one) if key not in nested]
    rows = _rows(kind, found, keys, where)
    sheet = read_sheet(rows, where, choices)
    passed = (*sheet.passed_over, *(f'"{key}"' for key in sorted(nested)))
    return ReadSheet(sheet.rows, passed)


Numbered = list[tuple[int, Mapping[str, Any]]]


def _rows(kind: str, found: Numbered, keys: list[str], where: str) -> Iterator[Row]:
    if found:
        yield where, keys
    for number, one in found:
        yield f"{where} {kind} {number}", [_cell(one.get(key)) for key in keys]


def _objects(text: str, where: str) -> tuple[str, Numbered]:
    """Each object with its number, and whether that is of a line."""
    try:
        whole = _loaded(text)
    except RecursionError:
        raise BadInput(f"{where} is nested too deeply to hold claims.") from None
    except ValueError as wrong:
        return _BY_LINES, [
            (number, _line(line, f"{where} line {number}", wrong)) for number, line in _lines(text)
        ]
    listed = whole if isinstance(whole, list) else _list_in(whole)
    for number, one in enumerate(listed, 1):
        if not isinstance(one, dict):
            raise _no_object(f"{where} item {number}")
    return _AS_ONE, list(enumerate(listed, 1))


def _loaded(text: str) -> Any:
    """Any JSON; ValueError also for what a text of Unicode cannot hold, a key that occurs twice, NaN and Infinity."""
    whole = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    try:
        (json.dumps(whole, ensure_ascii=False) if "\\u" in text else "").encode()
    except UnicodeEncodeError as wrong:
        half = f"\\u{ord(str(wrong.object)[wrong.start]):04x}"
        raise ValueError(f"{half} is half a character, and the other half is missing") from None
    return whole


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in told if names.count(name) > 1)
        raise ValueError(f"the key {json.dumps(twice)} occurs twice in one object")
    return told


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _list_in(whole: Any) -> list[Any]:
    """The list in an object; an object that has none is a claim itself."""
    if not isinstance(whole, dict):
        return [whole]
    lists = [
        one
        for one in whole.values()
        if isinstance(one, list) and one and all(isinstance(each, dict) for each in one)
    ]
    if "claims" in whole:
        return list(whole["claims"] or ())
    if len(lists) == 1 and "text" not in whole:
        return lists[0]
    return _by_column(whole) or _by_key(whole) or [whole]


def _by_column(whole: Mapping[str, Any]) -> list[Any]:
    """The rows of an object with a list, or with values by number, for each column, as data frames are written."""
    if not any(ALIASES.get(fold_header(name)) == "text" for name in whole):
        return []
    numbers = {
        tuple(one) if isinstance(one, dict) else range(len(one)) for one in whole.values() if _is_column(one)
    }
    if len(numbers) != 1 or not all(map(_is_column, whole.values())):
        return []
    columns = [list(one.values()) if isinstance(one, dict) else one for one in whole.values()]
    return [dict(zip(whole, row, strict=True)) for row in zip(*columns, strict=True)]


def _is_column(value: object) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and all(map(str.isdecimal, value)))


def _by_key(whole: Mapping[str, Any]) -> list[Any]:
    """The objects of an object that holds nothing else, each under its number or its name."""
    return (
        list(whole.values())
        if len(whole) > 1 and all(isinstance(one, dict) for one in whole.values())
        else []
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _line(line: str, place: str, whole: ValueError) -> Mapping[str, Any]:
    try:
        one = _loaded(line)
    except (ValueError, RecursionError) as wrong:
        said = whole if line.strip() in ("{", "[") else wrong
        raise BadInput.of(
            place, [Finding("not-json", place, f"is not JSON: {said}.", "Export it again.")]
        ) from wrong
    if not isinstance(one, dict):
        raise _no_object(place)
    return one


def _no_object(place: str) -> BadInput:
    finding = Finding("not-a-claim", place, "is no object.", 'Write each claim as {"text": "…"}.')
    return BadInput.of(place, [finding])


def _is_nested(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict | list) for one in value)
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
