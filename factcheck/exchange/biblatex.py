"""Sources as BibLaTeX, for texts that are set in LaTeX and for reference managers that read it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_ESCAPED = str.maketrans(
    {
        **{mark: f"\\{mark}" for mark in "{}%&#_$"},
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)
_VERBATIM = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "{}\\%^ "} | {"%": "%"})
"""A link is read as it stands; only what would end the field is written in percent."""


def biblatex(sources: Iterable[Mapping[str, Any]]) -> str:
    """An entry for each source as public data have it, under its `key`; confidential ones are left out.

    Dates are EDTF, which BibLaTeX reads as it stands.
    """
    return "\n".join(_entry(source) for source in sources if not source.get("confidential"))


def _entry(source: Mapping[str, Any]) -> str:
    kind = "online" if source.get("url") else "misc"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(source) if value)
    return f"@{kind}{{{source['key']},\n{fields}}}\n"


def _fields(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "title", _text(source.get("title"))
    names = [one.strip() for one in (source.get("author") or "").split(";")]
    yield "author", " and ".join(f"{{{_text(name)}}}" for name in names if name)
    yield "organization", _text(source.get("publisher"))
    yield "date", source.get("published_on") or ""
    yield "url", (source.get("url") or "").translate(_VERBATIM)
    yield "urldate", (source.get("seen_on") or "")[:10]
    yield "note", _text(source.get("note"))
    yield "keywords", source.get("kind") or ""


def _text(words: str | None) -> str:
    return " ".join((words or "").translate(_ESCAPED).split())
