"""What stands between claims and their publication."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.dossier.field_lines import line_of
from factcheck.errors import Remedy
from factcheck.exchange.sarif import Located, to_sarif
from factcheck.model.gate.checks import findings
from factcheck.model.gate.context import ChangedCheck, GateContext, GateFinding, SameWording
from factcheck.model.gate.levels import Level
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.text import wording_digest
from factcheck.model.vocabulary import Status
from factcheck.store.ledger import Ledger
from factcheck.workflow.claims.quote_reading import read_quote
from factcheck.workflow.earlier.relied_on import relied_on

_LISTED = ("ref", "verdict", "status", "wording_digest")


@dataclass
class GateReport:
    """How many claims were looked at, which of them are rated and not signed, and everything that was found of them."""

    claims: int = 0
    unsigned: list[tuple[str, Status]] = field(default_factory=list)
    findings: list[GateFinding] = field(default_factory=list)

    @property
    def blocking(self) -> list[GateFinding]:
        """What keeps a claim from being published."""
        return [one for one in self.findings if one.blocks]


def check(desk: Desk, refs: Sequence[str] = ()) -> GateReport:
    """All findings on these claims, or on every one that is rated and neither withdrawn nor void."""
    checked, now = GateReport(), desk.clock()
    with desk.store.reading() as ledger:
        rows = ledger.listed(_LISTED)
        alike, relied = _by_wording(rows), _relied(desk, ledger)
        if refs:
            records = (ledger.record(ref) for ref in dict.fromkeys(refs))
        else:
            records = (one for one in ledger.records(_rated(rows)) if not one.is_void)
        for record in records:
            checked.claims += 1
            if (standing := status(record, desk.scales)).lacks_signature:
                checked.unsigned.append((record.claim.ref, standing))
            others = alike[wording_digest(record.claim.text)]
            asked = _question(desk, record, now, others)
            checked.findings += findings(replace(asked, relied=relied[record.claim.ref]))
    return checked


def blocking(desk: Desk, ledger: Ledger, record: Record, now: datetime) -> list[GateFinding]:
    """What keeps one claim from being published; its record may hold acts that are not stored yet."""
    others: Sequence[SameWording] = ()
    if desk.wishes.level("same-wording") is Level.BLOCK:
        digest = wording_digest(record.claim.text)
        others = _by_wording(ledger.listed(_LISTED, wording_digest=digest))[digest]
    asked = _question(desk, record, now, others)
    if desk.wishes.level("relied-on-changed") is Level.BLOCK:
        asked = replace(asked, relied=_relied(desk, ledger)[record.claim.ref])
    return [*findings(asked, blocking=True)]


def _relied(desk: Desk, ledger: Ledger) -> Mapping[str, tuple[ChangedCheck, ...]]:
    """For each claim, by ref, the checks of other desks that it relies on and that changed since its verdict."""
    found: dict[str, tuple[ChangedCheck, ...]] = defaultdict(tuple)
    for one in relied_on(ledger, desk.scales, ledger.followed().changes()):
        found[one.ref] += (ChangedCheck(one.url, one.what),)
    return found


def as_sarif(
    desk: Desk, found: Sequence[GateFinding], in_words: Callable[[Iterable[Remedy]], str]
) -> dict[str, Any]:
    """The findings as a SARIF 2.1.0 log, each at its line of the claim's dossier where there is one.

    `in_words` says what mends a finding, in the words of those who will read the log.
    """
    folder = desk.settings.claims

    @lru_cache(maxsize=1)
    def text(path: Path) -> str | None:
        return path.read_text("utf-8", "replace") if path.is_file() else None

    def located(one: GateFinding) -> Located:
        path = folder / f"{one.ref}.toml"
        held = text(path)
        line = line_of(held, one.place) if held is not None else None
        return Located(one, path.relative_to(desk.settings.folder).as_posix(), line)

    return to_sarif([located(one) for one in found], desk.wishes, in_words)


def _rated(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [row["ref"] for row in rows if row["verdict"] and row["status"] != Status.WITHDRAWN]


def _by_wording(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, list[SameWording]]:
    """The claims that were rated and not withdrawn, by the digest of their wording."""
    rated = set(_rated(rows))
    found: dict[str, list[SameWording]] = defaultdict(list)
    for row in rows:
        if row["ref"] in rated:
            found[row["wording_digest"]].append(SameWording(row["ref"], row["verdict"]))
    return found


def _question(desk: Desk, record: Record, now: datetime, alike: Sequence[SameWording]) -> GateContext:
    others = tuple(one for one in alike if one.ref != record.claim.ref)
    reviewers = desk.settings.reviewers_of(record.claim.kind)
    quote, today = read_quote(record.claim), desk.day_of(now)
    return GateContext(
        record,
        desk.scales,
        desk.wishes,
        today,
        reviewers,
        others,
        quote,
        desk.day_of,
        keys=desk.keys,
        wants_key=desk.settings.requires_signature(record.claim.kind),
    )
