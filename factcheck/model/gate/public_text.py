"""The words that readers would see of a claim, each with the field it stands in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from factcheck.model.public import shown_if_published
from factcheck.model.record import Record
from factcheck.model.text import normalised_wording
from factcheck.model.vocabulary import Standing

_CLAIM = ("context", "would_settle", "locator", "tags")
_CLAIM_OTHERS = ("ref", "text", "quote", "claimant", "said_in", "appearances", "article", "sentence")
_PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sources": (("note",), ("title", "publisher", "author", "origin", "url", "archived_url")),
    "evidence": (("note",), ("who", "how")),
    "contacts": (("how", "asked"), ("who", "answered")),
}
"""Of each list the fields the desk writes in its own words, and those that repeat what others say."""
_QUOTE = ("exact", "prefix", "suffix", "excerpt")
"""The words of a source; of what somebody told the desk, the desk's own notes are the only record."""


@dataclass(frozen=True)
class PublicText:
    """Some words, where they stand, and since when where that is known; `ours` if the desk chose them itself."""

    place: tuple[str, ...]
    text: str
    ours: bool
    at: datetime | None = None

    @cached_property
    def folded(self) -> str:
        """The text as wordings are compared."""
        return normalised_wording(self.text)


def words_shown(record: Record) -> tuple[PublicText, ...]:
    """Every text of the record that its public pages would hold, were the verdict in force published."""
    return tuple(_words(record, shown_if_published(record)))


def _words(record: Record, public: Record) -> Iterator[PublicText]:
    yield from _fields((), public.claim, _CLAIM, ours=True)
    yield from _fields((), public.claim, _CLAIM_OTHERS, ours=False)
    for name, (ours, others) in _PARTS.items():
        for part in getattr(public, name):
            yield from _fields((name, part.id), part, ours, ours=True)
            yield from _fields((name, part.id), part, others, ours=False)
    for one in public.evidence:
        told = one.standing is Standing.TOLD
        yield from _fields(("evidence", one.id), one, _QUOTE, ours=told)
    if verdict := record.verdict:
        named = ("summary", "rationale", "resolves")
        yield from _fields(("verdicts", verdict.id), verdict, named, ours=True, at=verdict.at)
    for correction in record.corrections_since:
        place = ("corrections", correction.id)
        yield from _fields(place, correction, ("what", "why"), ours=True, at=correction.at)


def _fields(
    place: tuple[str, ...], value: object, names: Iterable[str], *, ours: bool, at: datetime | None = None
) -> Iterator[PublicText]:
    for name in names:
        said: Any = getattr(value, name)
        for text in said if isinstance(said, tuple) else (said,):
            if text:
                yield PublicText((*place, name), text, ours, at)
