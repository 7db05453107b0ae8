"""What a check is asked, and what it answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from factcheck.errors import Finding, Remedy, Words
from factcheck.model.gate.levels import Level, PublishPolicy
from factcheck.model.gate.public_text import PublicText, words_shown
from factcheck.model.key_signatures import PersonKey
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.signing import changed_since_signed
from factcheck.model.status import status
from factcheck.model.verdict import Verdict
from factcheck.model.vocabulary import Status


@dataclass(frozen=True, slots=True)
class SameWording:
    """Another claim of the desk with the same wording, and the rating it was given."""

    ref: str
    rating: str


@dataclass(frozen=True, slots=True)
class ChangedCheck:
    """A check of another desk that the claim relies on, by its address, and what became of it since the verdict."""

    url: str
    what: str


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """What was read in a claimant's supposed words: the part that speaks of the claimant, if any; own quotation marks.

    `is_sentence` is true of a whole sentence of the article that nobody has said to be the claimant's. `sentence` and
    `quote` are what the claim's fields of that name had better be.
    """

    of_claimant: str = ""
    has_marks: bool = False
    is_sentence: bool = False
    quote: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class GateContext:
    """A record, and what it is held against; `reviewers` is how many people the desk asks to sign such a claim.

    `today` is the day it is where the desk is, `day_of` gives the day there of a moment. `keys` are those of its
    people; where it `wants_key`, each of them signs such a claim with one. `relied` are checks of other desks that
    changed.
    """

    record: Record
    scales: Scales
    wishes: PublishPolicy
    today: date
    reviewers: int = 1
    alike: tuple[SameWording, ...] = ()
    quote: QuoteReading = QuoteReading()
    day_of: Callable[[datetime], date] = datetime.date
    keys: tuple[PersonKey, ...] = ()
    wants_key: bool = False
    relied: tuple[ChangedCheck, ...] = ()

    @property
    def ref(self) -> str:
        """The claim's ref."""
        return self.record.claim.ref

    @property
    def verdict(self) -> Verdict | None:
        """The verdict in force."""
        return self.record.verdict

    @cached_property
    def standing(self) -> Status:
        """Where the claim stands."""
        return status(self.record, self.scales)

    @cached_property
    def shown(self) -> tuple[PublicText, ...]:
        """Every text that readers would see."""
        return words_shown(self.record)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """What changed under a signature, in words."""
        return changed_since_signed(self.record, self.scales)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing a check found; `place` leads to the field of the dossier, such as ("verdicts", "v1", "summary")."""

    place: tuple[str, ...]
    said: Words
    remedies: tuple[Remedy, ...]


Check = Callable[[GateContext], Iterator[CheckResult]]
"""One check: every finding it has of a record, none where all is well."""


@dataclass(frozen=True, slots=True)
class GateFinding:
    """What was found of one claim, and whether the desk lets it through all the same."""

    ref: str
    level: Level
    place: tuple[str, ...]
    finding: Finding

    @property
    def blocks(self) -> bool:
        """Whether the claim stays unpublished until it is mended."""
        return self.level is Level.BLOCK
