"""The check that no confidential source can be recognised by a name or an address where readers see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from factcheck.model.gate.context import CheckResult, GateContext
from factcheck.model.gate.public_text import PublicText
from factcheck.model.gate.remedies import write_otherwise
from factcheck.model.record import Record
from factcheck.model.text import normalised_wording
from factcheck.model.vocabulary import Act, Standing
from factcheck.phrase import say

_LEAST, _LEAST_IN_REF, _LEAST_SURNAME = 3, 4, 4
"""Letters of a single word that is looked for: in a text, in a ref, which has no capitals, and of a surname."""
_TITLE_WORDS = 3
"""Words of a title that many papers may bear."""
_OF_MANY = ("publisher", "site", "surname")
"""What a source shares with others, so that it gives nothing away where the claim itself speaks of it."""


@dataclass(frozen=True, slots=True)
class Name:
    """Something by which a confidential source is known: `what` it is of it, and the word or words."""

    source: str
    what: str
    text: str


def confidential_named(asked: GateContext) -> Iterator[CheckResult]:
    """No text for readers has the title, site, author or publisher of a confidential source, or who told it.

    Names it had earlier count too. Several words are looked for whatever their case; a single word, and a title
    of up to three, only as it is written, since "Will" is a name and "will" is none. Of a person's name the last word
    counts by itself. What an open source of the same claim carries is open; so is a publisher, a site or a
    surname that the claim itself speaks of.
    """
    record = asked.record
    names = [*_names(record)] if record.verdict else []
    for shown in asked.shown if names else ():
        said = _Said(shown)
        told = {(name.source, name.what) for name in names if said.has(name)}
        for source_id, what in sorted(told):
            yield CheckResult(
                shown.place,
                say(
                    "Gives away the {what} of {source}, a confidential source.",
                    what=what,
                    source=source_id,
                ),
                write_otherwise(record, shown.place),
            )


def _names(record: Record) -> Iterator[Name]:
    """What identifies the confidential sources and is not open anyway."""
    secret = dict.fromkeys(_all_names(record, confidential=True))
    if not secret:
        return
    claim = record.claim
    said = (claim.text, claim.quote, claim.claimant, claim.said_in, *claim.appearances)
    spoken = f" {normalised_wording(' '.join(filter(None, said)))} "
    known = {normalised_wording(name.text) for name in _all_names(record, confidential=False)}
    for name in secret:
        words = normalised_wording(name.text)
        of_the_claim = name.what in _OF_MANY and f" {words} " in spoken
        if words and words not in known and not of_the_claim:
            yield name


def _all_names(record: Record, *, confidential: bool) -> Iterator[Name]:
    ids = {one.id for one in record.sources if one.confidential is confidential}
    for event in record.events:
        body = event.body.get("source")
        if event.act is Act.SOURCE and isinstance(body, dict) and body.get("id") in ids:
            yield from _names_of(body)
    for evidence in record.evidence:
        if evidence.source in ids and evidence.standing is Standing.TOLD and evidence.who:
            yield from _person(evidence.source, "teller", evidence.who)


def _names_of(body: dict[str, Any]) -> Iterator[Name]:
    """The names a source had when it was written down this way."""
    source = str(body["id"])
    for what in ("title", "publisher"):
        if body.get(what):
            yield Name(source, what, body[what])
    if body.get("author"):
        yield from _person(source, "author", body["author"])
    for link in ("url", "archived_url"):
        host = urlsplit(body.get(link) or "").hostname
        if host:
            yield Name(source, "site", host.removeprefix("www."))


def _person(source: str, what: str, name: str) -> Iterator[Name]:
    yield Name(source, what, name)
    words = name.split()
    if len(words) > 1 and len(words[-1]) >= _LEAST_SURNAME and not any(word.islower() for word in words):
        yield Name(source, "surname", words[-1])


class _Said:
    """One text for readers, in the forms in which names are looked for."""

    def __init__(self, shown: PublicText) -> None:
        self._text = shown.text
        self._folded = f" {shown.folded} "
        self._lower = shown.text.casefold()
        self._is_ref = shown.place == ("ref",)

    def has(self, name: Name) -> bool:
        """Whether the name stands there."""
        if name.what == "site":
            return re.search(rf"(?<![\w-]){re.escape(name.text)}(?![\w-]|\.\w)", self._lower) is not None
        words = len(name.text.split())
        if words > 1 and not (name.what == "title" and words <= _TITLE_WORDS):
            return f" {normalised_wording(name.text)} " in self._folded
        if self._is_ref:
            is_long = len(name.text) >= _LEAST_IN_REF and name.what != "title"
            return is_long and f" {normalised_wording(name.text)} " in self._folded
        if len(name.text) < _LEAST or name.text.islower():
            return False
        return re.search(rf"(?<!\w){re.escape(name.text)}(?!\w)", self._text) is not None
