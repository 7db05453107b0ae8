"""What a dossier says beyond a record, as the acts that would bring the record there.

Hand edits thus enter history like any other work. What was recorded is never taken out or changed this way:
evidence, captures, verdicts and reviews stay as they are, and a review is an act of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from factcheck.dossier.form import LISTS, Dossier, Table
from factcheck.errors import BadInput, Finding, Remedy
from factcheck.model.record import Record
from factcheck.model.rules.evidence import fetch_or_file
from factcheck.model.scale import Scale
from factcheck.model.value import Value
from factcheck.model.verdict import Verdict
from factcheck.model.vocabulary import Act, Standing

DossierAct = tuple[Act, dict[str, Any]]


class DossierChanges:
    """A dossier held against a record; `steps` are the acts that lead from one to the other."""

    def __init__(self, record: Record, dossier: Dossier, where: str) -> None:
        self._record = record
        self._dossier = dossier
        self._where = where

    def steps(self, scale: Scale, author: str, now: datetime) -> list[DossierAct]:
        """The acts still to be done; BadInput when the dossier lacks or changes what was recorded."""
        findings = [*self._taken_out(), *self._by_hand()]
        if findings:
            raise BadInput.of(self._where, findings)
        return [*self._claim(), *self._sources(), *self._evidence(), *self._verdicts(scale, author, now)]

    def _claim(self) -> Iterator[DossierAct]:
        old, new = self._record.claim.plain(), self._dossier.claim.plain()
        changed = {key: new.get(key) for key in {**old, **new} if old.get(key) != new.get(key)}
        if changed.get("ref") in self._record.former_refs:
            del changed["ref"]
        if changed:
            yield Act.EDIT, {"set": changed}

    def _sources(self) -> Iterator[DossierAct]:
        known = {one.id: one for one in self._record.sources}
        for one in self._dossier.sources:
            old = known.get(one.id)
            given = one.model_copy(update={"salt": one.salt or (old.salt if old else None)})
            if given != old:
                yield Act.SOURCE, {"source": given.plain()}

    def _evidence(self) -> Iterator[DossierAct]:
        new = self._dossier.evidence[len(self._record.evidence) :]
        yield from ((Act.CITE, {"evidence": one.plain()}) for one in new)

    def _verdicts(self, scale: Scale, author: str, now: datetime) -> Iterator[DossierAct]:
        recorded = len(self._record.verdicts)
        for number, table in enumerate(self._dossier.verdicts[recorded:], recorded + 1):
            complete = {
                "id": f"v{number}",
                "scale": scale.id,
                "scale_version": scale.version,
                "wording": self._dossier.claim.text,
                "cites": [one.id for one in self._dossier.evidence],
                "by": author,
                "at": now,
                **table,
            }
            yield Act.RATE, {"verdict": Verdict.of(complete, f"{self._where}: verdicts: v{number}").plain()}

    def _taken_out(self) -> Iterator[Finding]:
        """History only grows (rule 5): what was recorded stands unchanged at the head of its list."""
        for name in (one for one in LISTS if one != "sources"):
            recorded: Sequence[Value] = getattr(self._record, name)
            given: Sequence[Value | Table] = getattr(self._dossier, name)
            for number, old in enumerate(recorded):
                if number >= len(given) or not _same(old, given[number]):
                    yield Finding(
                        "history-taken-out",
                        f"{self._where}: {name}: {old.plain()['id']}",
                        "was recorded and is changed or missing here; history only grows.",
                        "Put it back as it was and add what is new below it.",
                        *self._taken_back(name, old.plain()["id"]),
                    )
        gone = {one.id for one in self._record.sources} - {one.id for one in self._dossier.sources}
        for source_id in sorted(gone):
            yield Finding(
                "history-taken-out",
                f"{self._where}: sources: {source_id}",
                "was recorded and is missing here.",
                "Put it back.",
            )

    def _taken_back(self, name: str, part_id: str) -> tuple[Remedy, ...]:
        """How evidence leaves the record, or changes, which is an act with a reason."""
        if name != "evidence":
            return ()
        given: dict[str, Any] = {"ref": self._record.claim.ref, "evidence": part_id, "why": None}
        return (
            Remedy.by("drop", "Or take it back.", **given),
            Remedy.by("amend", "Or say something else of it.", **given),
        )

    def _by_hand(self) -> Iterator[Finding]:
        """Captures, reviews, publications and the like are acts of their own; they are not written by hand."""
        for name in _NOT_BY_HAND:
            if len(getattr(self._dossier, name)) > len(getattr(self._record, name)):
                yield Finding(
                    "by-hand",
                    f"{self._where}: {name}",
                    "cannot be added by hand.",
                    *_instead(name, self._record.claim.ref),
                )
        for one in self._dossier.evidence[len(self._record.evidence) :]:
            if one.standing is Standing.ANCHORED or one.picture:
                yield Finding(
                    "by-hand",
                    f"{self._where}: evidence: {one.id}",
                    "a quote is anchored by finding it in a capture, not by hand.",
                    Remedy.by(
                        "cite",
                        "Take it out and cite it.",
                        ref=self._record.claim.ref,
                        source=one.source,
                        quote=None,
                    ),
                )


_NOT_BY_HAND = {
    "captures": "fetch",
    "drift": "recheck",
    "reviews": "approve",
    "contacts": "contact",
    "publications": "publish",
    "corrections": "correct",
    "links": "match",
    "comments": "comment",
    "distinctions": "match",
}
"""Lists of a dossier that only acts of their own add to, each with the act."""


def _instead(name: str, ref: str) -> tuple[Remedy, ...]:
    """What to do in place of writing into such a list by hand."""
    if name == "captures":
        return fetch_or_file(ref, "Take it out and fetch it.")
    return (Remedy.by(_NOT_BY_HAND[name], "Take it out; that is an act of its own.", ref=ref),)


def _same(old: Value, given: Value | Table) -> bool:
    """Whether nothing recorded was changed; a verdict by hand may leave out what was filled in for it."""
    if isinstance(given, Value):
        return old == given
    try:
        return old == type(old).of({**old.plain(), **given})
    except BadInput:
        return False
