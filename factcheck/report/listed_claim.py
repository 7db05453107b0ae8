"""What lists and counts need of a claim, and the badges of its verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from factcheck.model.public import PublicState
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.status import status
from factcheck.model.vocabulary import CorrectionKind, Status
from factcheck.phrase import Message
from factcheck.report.edition import Badge, Edition
from factcheck.report.wording import STATUS

VerdictName = tuple[str, int, str] | None
"""A verdict by its scale, the version of that and its rating; None where there is none yet."""

_OF_ERRORS = frozenset({CorrectionKind.MAJOR, CorrectionKind.MINOR})

STAGES = [*STATUS.values()]
"""How far the work on a claim can have come, in the order of the work."""


@dataclass(frozen=True)
class IndexedClaim:
    """What the list of the desk needs of one claim; a database row has it as well as the whole record."""

    ref: str
    text: str
    claimant: str | None
    status: Status
    rating: str | None
    scale: str | None
    scale_version: int | None
    article: str | None
    locator: str | None
    language: str | None

    @classmethod
    def of(cls, record: Record, scales: Scales) -> "IndexedClaim":
        """The claim of a whole record."""
        claim, verdict = record.claim, record.verdict
        return IndexedClaim(
            ref=claim.ref,
            text=claim.text,
            claimant=claim.claimant,
            status=status(record, scales),
            rating=verdict.rating if verdict else None,
            scale=verdict.scale if verdict else None,
            scale_version=verdict.scale_version if verdict else None,
            article=claim.article,
            locator=claim.locator,
            language=claim.language,
        )

    @property
    def verdict(self) -> VerdictName:
        """Its verdict by name."""
        if self.scale and self.scale_version and self.rating:
            return self.scale, self.scale_version, self.rating
        return None

    @property
    def stage(self) -> Message:
        """How far the work has come."""
        return STATUS[self.status]


@dataclass(frozen=True)
class ListedCheck(IndexedClaim):
    """What the lists of the site need of one published check.

    `author` gave the verdict, `published_at` is a moment in UTC, `sources` is what those are called, `kinds` are those
    of its corrections.
    """

    author: str
    summary: str
    tags: tuple[str, ...]
    state: PublicState
    published_at: str
    sources: str
    kinds: frozenset[CorrectionKind]

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Self:
        """The version that is out, from its public data as `claims.json` has them."""
        return cls(
            ref=data["ref"],
            text=data["text"],
            claimant=data["claimant"],
            status=Status.PUBLISHED,
            rating=data["verdict"],
            scale=data["scale"],
            scale_version=data["scale_version"],
            article=(data["article"] or {}).get("ref"),
            locator=data["locator"],
            language=data["language"],
            author=data["rated_by"],
            summary=data["summary"] or "",
            tags=tuple(data["tags"]),
            state=PublicState(data["state"]),
            published_at=data["published_at"],
            sources=" · ".join(
                source[name]
                for source in data["sources"]
                for name in ("title", "publisher")
                if source.get(name)
            ),
            kinds=frozenset(CorrectionKind(one["kind"]) for one in data["corrections"] if "version" in one),
        )

    @property
    def published_on(self) -> str:
        """The day on which it was first published."""
        return self.published_at[:10]

    @property
    def is_corrected(self) -> bool:
        """Whether something in it was wrong."""
        return not self.kinds.isdisjoint(_OF_ERRORS)

    @property
    def is_open_again(self) -> bool:
        """Whether the desk is looking at it again."""
        return self.state in (PublicState.RECHECK, PublicState.UNDER_CORRECTION)


def badges_of(verdicts: Iterable[VerdictName], edition: Edition) -> dict[VerdictName, Badge]:
    """The badge of each verdict; the same word in an older version of the scale is the same verdict."""
    current = edition.scale
    ratings = {_look(edition.badge(current.id, current.version, one.id)): one.id for one in current.ratings}
    badges: dict[VerdictName, Badge] = {}
    for verdict in verdicts:
        badge = edition.badge(*verdict) if verdict else edition.unverified
        same = ratings.get(_look(badge)) if verdict and verdict[0] == current.id else None
        badges[verdict] = edition.badge(current.id, current.version, same) if same else badge
    return badges


def _look(badge: Badge) -> tuple[str, str, str]:
    return badge.label, badge.colour, badge.icon


def in_truth_order(badges: Iterable[Badge], edition: Edition) -> list[Badge]:
    """The current scale's from true to false, then other scales', last that of claims without a verdict."""
    scale, found = edition.scale, set(badges)
    current = [edition.badge(scale.id, scale.version, one.id) for one in scale.ratings]
    foreign = sorted(found - {*current, edition.unverified}, key=lambda badge: badge.anchor)
    return [*(badge for badge in current if badge in found), *foreign, *({edition.unverified} & found)]
