"""Rating scales read from TOML: the shipped ones and the desk's own."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from factcheck.model.scale import Scale, Scales


def scales_of(own: Sequence[Mapping[str, Any]]) -> Scales:
    """The shipped scales and the desk's own `[[scales]]` tables; BadInput names all that make no sense."""
    desk = [
        Scale.of(table, f"factcheck.toml: scales: {table.get('id', number)}")
        for number, table in enumerate(own, 1)
    ]
    return Scales.of([*_shipped(), *desk])


def _shipped() -> Iterator[Scale]:
    folder = files("factcheck.dossier") / "scales"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            yield Scale.of(tomllib.loads(entry.read_text("utf-8")), entry.name)
