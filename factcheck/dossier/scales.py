"""Rating scales read from TOML: the shipped ones and the desk's own."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.errors import BadInput, Finding
from factcheck.model.scale import Scale, Scales

_BY_LANGUAGE = {"titles": "title", "labels": "label", "meanings": "meaning"}
"""Where a scale or rating gives its words in other languages, and which words these are; no part of what is signed."""


def scales_of(own: Sequence[Mapping[str, Any]]) -> Scales:
    """The shipped scales and the desk's own `[[scales]]` tables; BadInput names all that make no sense."""
    desk = []
    for number, table in enumerate(own, 1):
        where = f"factcheck.toml: scales: {table.get('id', number)}"
        if findings := [*_by_language_findings(table, where)]:
            raise BadInput.of("factcheck.toml", findings)
        desk.append(Scale.of(_without_languages(table), where))
    return Scales.of([*_shipped(), *desk])


def own_words(own: Sequence[Mapping[str, Any]], language: str) -> dict[str, str]:
    """The words of the desk's own scales in a language, such as "pt-BR" or else "pt", by those they stand for."""
    said: dict[str, str] = {}
    for table in (part for scale in own for part in _parts(scale)):
        for many, one in _BY_LANGUAGE.items():
            given = table.get(many, {})
            words = given.get(language) or given.get(language.partition("-")[0])
            if words:
                said[table[one]] = words
    return said


def _parts(scale: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The scale and its ratings, as far as they are tables."""
    ratings = scale.get("ratings")
    return (
        [scale, *(one for one in ratings if isinstance(one, dict))] if isinstance(ratings, list) else [scale]
    )


def _without_languages(table: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in table.items() if key not in _BY_LANGUAGE}
    if isinstance(ratings := kept.get("ratings"), list):
        kept["ratings"] = [_without_languages(one) if isinstance(one, dict) else one for one in ratings]
    return kept


def _by_language_findings(scale: Mapping[str, Any], where: str) -> Iterator[Finding]:
    for table in _parts(scale):
        for many in _BY_LANGUAGE.keys() & table.keys():
            given = table[many]
            if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
                mend = f'Write words by language: {many} = {{ fa = "…", ar = "…" }}.'
                yield Finding("bad-value", f"{where}: {many}", f"is {given!r}.", mend)


@cache
def _shipped() -> tuple[Scale, ...]:
    folder = files("factcheck.dossier") / "scales"
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(Scale.of(tomllib.loads(one.read_text("utf-8")), one.name) for one in found)
