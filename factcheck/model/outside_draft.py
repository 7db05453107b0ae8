"""What somebody outside the desk is shown of a claim or an article, made of listed fields alone, and its digest.

It holds no more than readers would be shown (`model/public`), and less: no name of anybody at the desk, no comment, no
history. The page is made of this and nothing else, so the digest is that of exactly what was read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from factcheck.model.claim import Article
from factcheck.model.event import canonical, digest
from factcheck.model.evidence import Evidence
from factcheck.model.public import shown_if_published
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.signing import scale_of
from factcheck.model.source import Source
from factcheck.model.value import Value
from factcheck.model.vocabulary import Standing

_CLAIM = ("text", "quote", "claimant", "claimed_on", "said_in", "context", "language")
_VERDICT = ("summary", "rationale", "resolves")
_EVIDENCE = ("id", "stance", "standing", "exact", "prefix", "suffix", "note")
_TOLD = ("who", "when", "how")
_SOURCE = (
    *("title", "url", "publisher", "author", "published_on", "kind"),
    *("party_to_dispute", "language", "confidential", "note"),
)
_ARTICLE = ("title", "publisher", "byline", "published_on", "url", "language")

Shown = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A place that can be commented on: the words that stand there, in which part, and of which claim of an article."""

    ref: str | None
    part: str
    text: str

    @property
    def key(self) -> str:
        """What names it among the places of its draft, such as `e1`, `12` or, of a claim of an article, `bridge/e1`."""
        return f"{self.ref}/{self.part}" if self.ref else self.part


@dataclass(frozen=True)
class OutsideDraft:
    """A draft as plain JSON: one claim, or an article with its sentences and the claims taken from it."""

    claims: tuple[Shown, ...]
    article: Shown | None = None

    def plain(self) -> dict[str, Any]:
        """All of it."""
        return {"claims": list(self.claims), **({"article": self.article} if self.article else {})}

    @cached_property
    def written(self) -> str:
        """It as it is digested."""
        return canonical(self.plain())

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of that."""
        return digest(self.plain())

    @cached_property
    def places(self) -> tuple[DraftPlace, ...]:
        """Every place, in the order in which they are shown."""
        sentences = self.article["sentences"] if self.article else ()
        own = (DraftPlace(None, str(one["number"]), one["text"]) for one in sentences)
        return (*own, *(place for claim in self.claims for place in _places(claim)))


def claim_shown(
    record: Record, scales: Scales, now: Record | None = None, *, in_article: bool = False
) -> Shown:
    """What is shown of a claim; `now` is how it stands where `record` is how it stood earlier.

    Of an article's claims each is named by its ref.
    """
    public = shown_if_published(record, now)
    sources = {one.id: one for one in public.sources}
    told: dict[str, Any] = {"ref": record.claim.ref} if in_article else {}
    told["claim"] = _fields(public.claim, _CLAIM)
    if record.verdict:
        rating = scale_of(record.verdict, scales).rating(record.verdict.rating)
        said = _fields(record.verdict, _VERDICT)
        told["verdict"] = {"rating": rating.label, "meaning": rating.meaning, **said}
    told["evidence"] = [_evidence(one, sources[one.source]) for one in public.evidence]
    return told


def article_shown(article: Article, sentences: list[dict[str, Any]]) -> Shown:
    """What is shown of an article: `sentences` have a number, a text and the refs of the claims taken from them."""
    return {**_fields(article, _ARTICLE), "sentences": sentences}


def _evidence(one: Evidence, source: Source) -> dict[str, Any]:
    named = one.standing is Standing.TOLD and not source.confidential
    return {**_fields(one, (*_EVIDENCE, *(_TOLD if named else ()))), "source": _fields(source, _SOURCE)}


def _fields(value: Value, names: tuple[str, ...]) -> dict[str, Any]:
    return value.model_dump(mode="json", include=set(names), exclude_defaults=True)


def _places(claim: Shown) -> Iterator[DraftPlace]:
    ref, verdict = claim.get("ref"), claim.get("verdict", {})
    yield DraftPlace(ref, "text", claim["claim"]["text"])
    for part in ("rating", *_VERDICT):
        if part in verdict:
            yield DraftPlace(ref, part, verdict[part])
    for one in claim["evidence"]:
        yield DraftPlace(ref, one["id"], one["exact"])
