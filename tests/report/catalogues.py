"""The sentences of the pages gathered for translators, and what is wrong with a catalogue of them."""

import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from factcheck.report.translator import Translator

ROOT = Path(__file__).parents[2]
_PACKAGE = ROOT / "factcheck"
LOCALES = _PACKAGE / "report/locales"
_SCALES = _PACKAGE / "dossier/scales"
_UNTRANSLATED = ("cli", "exchange", "__pycache__")
"""Rooms that speak English alone: the terminal, and the program that checks a bundle."""
_KEYWORDS: Mapping[str, Any] = {"say": None, "say_count": (2, 3)}
_METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
_PLACES = re.compile(r"\{(\w+)\}|<(/?\w+)>")


def gathered() -> Catalog:
    """Every sentence that is said on pages, as code and templates have it, and every word of the shipped scales."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        str(_PACKAGE),
        _METHODS,
        keywords=_KEYWORDS,
        comment_tags=["Translators:"],
        directory_filter=lambda folder: Path(folder).name not in _UNTRANSLATED,
    )
    for file, _, message, comments, context in found:
        catalogue.add(message, locations=[(f"factcheck/{file}", 0)], auto_comments=comments, context=context)
    for scale in sorted(_SCALES.glob("*.toml")):
        for words in _words_of(tomllib.loads(scale.read_text("utf-8"))):
            catalogue.add(words, locations=[(f"factcheck/dossier/scales/{scale.name}", 0)], context="rating")
    return catalogue


def _words_of(scale: Mapping[str, Any]) -> Iterator[str]:
    yield scale["title"]
    for rating in scale["ratings"]:
        yield from (rating["label"], rating["meaning"])


def catalogue_findings(catalogue: Catalog, sentences: Catalog) -> Iterator[str]:
    """All that is wrong with a catalogue: what it lacks, what it has too much, and places that are not the English."""
    known = {(one.context, one.id): one for one in catalogue if one.id}
    wanted = {(one.context, one.id) for one in sentences if one.id}
    yield from (f"not there: {text!r}" for _, text in wanted - known.keys())
    yield from (f"stale: {text!r}" for _, text in known.keys() - wanted)
    forms = len(Translator(str(catalogue.locale)).plurals)
    foreign = _FOREIGN.get(str(catalogue.locale), _ARABIC)
    if catalogue.num_plurals != forms:
        yield f"plurals: {catalogue.num_plurals} forms, where the language has {forms}"
    for (_, text), message in known.items():
        ids = (text,) if isinstance(text, str) else tuple(text)
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if message.fuzzy:
            yield f"fuzzy: {ids[0]!r}"
        if len(said) != (1 if len(ids) == 1 else forms) or not all(said):
            yield f"not translated: {ids[0]!r}"
        yield from _misplaced(ids, [one for one in said if one])
        yield from (f"of another language: {one!r}" for one in said if foreign.search(one))


_ARABIC = re.compile("[\u0600-\u06ff]")
_FOREIGN = {"ar": re.compile("[گچپژکی]"), "fa": re.compile("[يكةى]")}
"""Letters that a language is not written in: those of Arabic script, but for Arabic and Persian."""


def _misplaced(ids: Iterable[str], said: Iterable[str]) -> Iterator[str]:
    english = {place for text in ids for place in _places(text)}
    needed = english - {"{count}"}
    for one in said:
        places = set(_places(one))
        if not needed <= places <= english:
            yield f"places: {one!r} has {sorted(places)}, the English has {sorted(english)}"


def _places(text: str) -> Iterator[str]:
    return (found[0] for found in _PLACES.finditer(text))


def catalogues() -> list[Path]:
    """The catalogue of each language."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """A catalogue as it stands in its file."""
    return read_po(io.BytesIO(path.read_bytes()), locale=path.parts[-3], abort_invalid=True)


def updated(path: Path, sentences: Catalog) -> bytes:
    """The file with the sentences there are now: new ones open, stale ones gone, its head as it was."""
    catalogue = read(path)
    catalogue.update(sentences, no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(
        body, catalogue, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True, width=110
    )
    return path.read_bytes().partition(b"\n\n")[0] + b"\n\n" + body.getvalue()


if __name__ == "__main__":
    template = gathered()
    for file in catalogues():
        file.write_bytes(updated(file, template))
