"""Many claims at once: validated, given refs, held against what is there, and stored in one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, Finding
from factcheck.model.claim import Claim
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.text import ref_for, wording_digest
from factcheck.model.vocabulary import Act, Status
from factcheck.store.ledger import Ledger
from factcheck.store.rows import some
from factcheck.store.turns import of_article, of_ref, of_wording
from factcheck.workflow.act import OpenClaim, decided_anew
from factcheck.workflow.claims.quote_reading import quote_findings
from factcheck.workflow.earlier.vectors import AT_ONCE, encode_new

Fields = Mapping[str, Any]
Placed = tuple[str, Fields]
"""Where a claim stands in the input (for findings), and its fields."""

_NO_REF = "to-be-given"


@dataclass(frozen=True)
class AlreadyHere:
    """A claim that was not stored because its wording is here already, in the claim `ref` of that status.

    `differs` are the fields that were given and that the other claim has not: its name, the value there (or "") and
    the value given. `appearances` are the links of the other claim with those that were given.
    """

    where: str
    text: str
    ref: str
    status: Status
    differs: tuple[tuple[str, str, str], ...] = ()
    appearances: tuple[str, ...] = ()


@dataclass
class AddResult:
    """What came of an intake: the new refs, the claims that were here already, and the place of each new ref."""

    refs: list[str] = field(default_factory=list)
    alike: list[AlreadyHere] = field(default_factory=list)
    stored: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class AddChoices:
    """What becomes of claims whose wording is here already: stored `anyway`, or put on record as `appearances`."""

    anyway: bool = False
    appearances: bool = False


def add_claims(
    desk: Desk, claims: Iterable[Placed], what: str, *, anyway: bool = False, appearances: bool = False
) -> AddResult:
    """Store every claim or, when one does not fit, none: BadInput then holds every finding.

    Claims whose normalised wording is stored already, or stands earlier in the input, are left out and returned as
    `alike` unless `anyway`. With `appearances` what they say otherwise is put on record with the claim that is here:
    their links among its appearances, all of it in its note.
    """
    coming, choices = iter(claims), AddChoices(anyway, appearances)
    first = [*islice(coming, _MANY)]
    if len(first) < _MANY and not appearances:
        taken = _add_few(desk, first, what, choices)
        encode_new(desk, AT_ONCE)
        return taken
    with desk.store.writing() as ledger:
        taken = take_claims(desk, ledger, chain(first, coming), what, choices)
    encode_new(desk)
    return taken


_MANY = 100
"""Claims from which on the desk is taken alone, as it is where claims that are here already may change."""


@decided_anew
def _add_few(desk: Desk, claims: Sequence[Placed], what: str, choices: AddChoices) -> AddResult:
    with desk.store.writing(*_turns(claims)) as ledger:
        return take_claims(desk, ledger, claims, what, choices)


def _turns(claims: Iterable[Placed]) -> Iterator[str]:
    """What these change: wordings and refs, which no two claims get, and what is said of their articles."""
    for where, fields in claims:
        with suppress(BadInput):  # told with all the others
            claim = Claim.of({"ref": _NO_REF, **fields}, where)
            yield of_wording(wording_digest(claim.text))
            yield of_ref(_proposed(claim))
            if claim.article:
                yield of_article(claim.article)


def take_claims(
    desk: Desk, ledger: Ledger, claims: Iterable[Placed], what: str, choices: AddChoices
) -> AddResult:
    """The same in a transaction that is open already."""
    desk.check_role(Act.ADD)
    intake = _Intake(desk, ledger, choices.anyway)
    for batch in some(claims):
        intake.take(batch)
    if intake.findings:
        raise BadInput.of(what, intake.findings)
    intake.compare(appearances=choices.appearances)
    return intake.taken


def _already_here(where: str, claim: Claim, record: Record, standing: Status) -> AlreadyHere:
    given, there = claim.plain(), record.claim.plain()
    differs = tuple(
        (name, _in_a_cell(there.get(name)), _in_a_cell(new))
        for name, value in given.items()
        if name not in ("ref", "text") and (new := _beyond(value, there.get(name)))
    )
    said_in = claim.said_in or ""
    is_link = said_in.startswith(("https://", "http://")) and said_in != record.claim.said_in
    known = (*record.claim.appearances, *((said_in,) if is_link else ()), *claim.appearances)
    return AlreadyHere(where, claim.text, record.claim.ref, standing, differs, tuple(dict.fromkeys(known)))


def _beyond(given: Any, there: Any) -> Any:
    """What of a given value is not there: of a list its new entries, else the value where it is another."""
    if isinstance(given, list):
        return [one for one in given if one not in (there or ())]
    return None if given == there else given


def _in_a_cell(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _taken(ref: str, now: str | None) -> str:
    """What is said of a ref that a claim of the input or of the desk has, or one that is called `now` had."""
    if now in (None, ref):
        return f'the ref "{ref}" is taken.'
    return f'the ref "{ref}" was that of {now} and leads to it.'


def _proposed(claim: Claim) -> str:
    return ref_for(claim.text) if claim.ref == _NO_REF else claim.ref


class _Intake:
    """The state of one intake: refs and wordings given so far, and everything found wrong."""

    def __init__(self, desk: Desk, ledger: Ledger, anyway: bool) -> None:
        self.taken = AddResult()
        self.findings: list[Finding] = []
        self._desk = desk
        self._ledger = ledger
        self._anyway = anyway
        self._alike: list[tuple[str, Claim, str]] = []
        self._no_article = cache(ledger.no_article)
        self._wordings: dict[str, str] = {}
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, batch: list[Placed]) -> None:
        """Validate and store one batch; after the first finding nothing more is stored, only checked."""
        valid = [(where, claim) for where, claim in self._valid(batch)]
        digests = {where: wording_digest(claim.text) for where, claim in valid}
        stored = self._ledger.worded_alike(digests.values())
        in_use = self._ledger.called_now(_proposed(claim) for _, claim in valid)
        records: list[Record] = []
        for where, claim in valid:
            alike = stored.get(digests[where]) or self._wordings.get(digests[where])
            if alike and not self._anyway:
                self._alike.append((where, claim, alike))
                continue
            if claim.ref != _NO_REF and (claim.ref in in_use or claim.ref in self._given):
                self.findings.append(
                    Finding(
                        "ref-taken",
                        where,
                        _taken(claim.ref, in_use.get(claim.ref)),
                        "Leave it out or choose another.",
                    )
                )
                continue
            ref = self._ref_of(claim, in_use)
            self._wordings[digests[where]] = ref
            records += self._begun(where, claim, ref)
            self.taken.refs.append(ref)
            self.taken.stored.append((where, ref))
        if not self.findings:
            self._ledger.append_all([(None, record) for record in records])
            for record in records:
                self._desk.told.extend(quote_findings(record))

    def _begun(self, where: str, claim: Claim, ref: str) -> Iterator[Record]:
        """The record of a claim; what a rule refuses of one among several is a finding with its place."""
        fields = {**claim.plain(), "ref": ref}
        try:
            if claim.assignee:
                fields["assignee"] = self._desk.member(claim.assignee)
            yield self._desk.begun(fields)
        except FactcheckError as wrong:
            if not where:
                raise
            self.findings.append(Finding("refused", where, wrong.said, *wrong.remedies))

    def compare(self, *, appearances: bool) -> None:
        """Hold what was left out against the claims that say the same, once those are stored."""
        refs = {ref for *_, ref in self._alike}
        records = {record.claim.ref: record for record in self._ledger.records(refs)} if refs else {}
        for where, claim, ref in self._alike:
            record = records[ref]
            here = _already_here(where, claim, record, status(record, self._desk.scales))
            self.taken.alike.append(here)
            if here.differs and appearances:
                records[ref] = self._appears(record, here)

    def _appears(self, record: Record, here: AlreadyHere) -> Record:
        """The claim with the links of another that says the same, and a note of all that is otherwise there."""
        opened = OpenClaim(self._desk, self._ledger, record, record)
        if here.appearances != record.claim.appearances:
            opened.act(Act.EDIT, {"set": {"appearances": list(here.appearances)}})
        said = "; ".join(f"{name}: {given}" for name, _, given in here.differs)
        opened.act(Act.NOTE, {"note": f"The same wording appeared with {said}"})
        opened.store()
        return opened.record

    def _valid(self, batch: list[Placed]) -> Iterator[tuple[str, Claim]]:
        for where, fields in batch:
            try:
                claim = Claim.of({"ref": _NO_REF, **fields}, where)
            except BadInput as wrong:
                self.findings.extend(wrong.findings)
                continue
            if lacking := self._no_article(claim.article):
                found = Finding("no-article", f"{where}: article", lacking.said, *lacking.remedies)
                self.findings.append(found)
                continue
            yield where, claim

    def _ref_of(self, claim: Claim, in_use: Mapping[str, str]) -> str:
        """The proposed ref, or the first of ref-2, ref-3 … that is free."""
        ref = base = _proposed(claim)
        while ref in self._given or ref in in_use:
            if base not in self._numbers:
                self._numbers[base] = 1
                self._given |= self._ledger.refs_like(f"{base}-").keys()
            self._numbers[base] += 1
            ref = f"{base}-{self._numbers[base]}"
        self._given.add(ref)
        return ref
