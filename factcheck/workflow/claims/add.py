"""Many claims at once: validated, given refs, held against what is there, and stored in one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, Finding
from factcheck.model.claim import Claim
from factcheck.model.record import Record
from factcheck.model.text import ref_for, wording_digest
from factcheck.store.ledger import Ledger
from factcheck.store.rows import some
from factcheck.workflow.claims.quote_reading import quote_findings

Fields = Mapping[str, Any]
Placed = tuple[str, Fields]
"""Where a claim stands in the input (for findings), and its fields."""

_NO_REF = "to-be-given"


@dataclass(frozen=True)
class AlreadyHere:
    """A claim that was not stored because its wording is here already."""

    where: str
    text: str
    ref: str


@dataclass
class AddResult:
    """What came of an intake: the new refs, and the claims that were here already."""

    refs: list[str] = field(default_factory=list)
    alike: list[AlreadyHere] = field(default_factory=list)


def add_claims(desk: Desk, claims: Iterable[Placed], what: str, *, anyway: bool = False) -> AddResult:
    """Store every claim or, when one does not fit, none: BadInput then holds every finding.

    Claims whose normalised wording is stored already, or stands earlier in the input, are left out and
    returned as `alike` unless `anyway`.
    """
    with desk.store.writing() as ledger:
        intake = _Intake(desk, ledger, anyway)
        for batch in some(claims):
            intake.take(batch)
        if intake.findings:
            raise BadInput.of(what, intake.findings)
        return intake.taken


class _Intake:
    """The state of one intake: refs and wordings given so far, and everything found wrong."""

    def __init__(self, desk: Desk, ledger: Ledger, anyway: bool) -> None:
        self.taken = AddResult()
        self.findings: list[Finding] = []
        self._desk = desk
        self._ledger = ledger
        self._anyway = anyway
        self._no_article = cache(ledger.no_article)
        self._wordings: dict[str, str] = {}
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, batch: list[Placed]) -> None:
        """Validate and store one batch; after the first finding nothing more is stored, only checked."""
        valid = [(where, claim) for where, claim in self._valid(batch)]
        digests = {where: wording_digest(claim.text) for where, claim in valid}
        stored = self._ledger.worded_alike(digests.values())
        in_use = self._ledger.refs_among(self._proposed(claim) for _, claim in valid)
        records: list[Record] = []
        for where, claim in valid:
            alike = stored.get(digests[where]) or self._wordings.get(digests[where])
            if alike and not self._anyway:
                self.taken.alike.append(AlreadyHere(where, claim.text, alike))
                continue
            if claim.ref != _NO_REF and (claim.ref in in_use or claim.ref in self._given):
                self.findings.append(
                    Finding(
                        "ref-taken",
                        where,
                        f'the ref "{claim.ref}" is taken.',
                        "Leave it out or choose another.",
                    )
                )
                continue
            ref = self._ref_of(claim, in_use)
            self._wordings[digests[where]] = ref
            records += self._begun(where, {**claim.plain(), "ref": ref})
            self.taken.refs.append(ref)
        if not self.findings:
            self._ledger.append_all([(None, record) for record in records])
            for record in records:
                self._desk.told.extend(quote_findings(record))

    def _begun(self, where: str, fields: dict[str, Any]) -> Iterator[Record]:
        """The record of a claim; what a rule refuses of one among several is a finding with its place."""
        try:
            yield self._desk.begun(fields)
        except FactcheckError as wrong:
            if not where:
                raise
            self.findings.append(Finding("refused", where, wrong.message, *wrong.remedies))

    def _valid(self, batch: list[Placed]) -> Iterator[tuple[str, Claim]]:
        for where, fields in batch:
            try:
                claim = Claim.of({"ref": _NO_REF, **fields}, where)
            except BadInput as wrong:
                self.findings.extend(wrong.findings)
                continue
            if lacking := self._no_article(claim.article):
                found = Finding("no-article", f"{where}: article", lacking.message, *lacking.remedies)
                self.findings.append(found)
                continue
            yield where, claim

    def _proposed(self, claim: Claim) -> str:
        return ref_for(claim.text) if claim.ref == _NO_REF else claim.ref

    def _ref_of(self, claim: Claim, in_use: set[str]) -> str:
        """The proposed ref, or the first of ref-2, ref-3 … that is free."""
        ref = base = self._proposed(claim)
        while ref in self._given or ref in in_use:
            if base not in self._numbers:
                self._numbers[base] = 1
                self._given |= self._ledger.refs_like(f"{base}-")
            self._numbers[base] += 1
            ref = f"{base}-{self._numbers[base]}"
        self._given.add(ref)
        return ref
