"""All that is public as data for programs, made line by line: ten thousand checks need no more room than one."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from factcheck.model.claim import Article
from factcheck.model.key_signatures import signed_with
from factcheck.model.pictures import held_pictures
from factcheck.model.public import WITHHELD, PublicCheck, published_verdict
from factcheck.model.record import Record
from factcheck.model.signing import scale_of
from factcheck.model.value import Value
from factcheck.model.verdict import Review
from factcheck.report.edition import Edition
from factcheck.report.urls import SiteUrls, picture_file
from factcheck.report.wording import utc

DATA_AT_ONCE = 1_000
"""Checks in one file; of more, `claims.json` names the files that hold them."""

SCHEMA = 1
"""The version of the JSON's shape; it goes up when a field changes its meaning or goes away."""

_CLAIM = (
    *("text", "quote", "claimant", "claimed_on", "said_in", "appearances", "locator", "sentence"),
    *("kind", "context", "would_settle", "tags", "language"),
)
_ARTICLE = ("ref", "title", "url", "publisher", "byline", "published_on", "language")
_VERDICT = ("summary", "rationale", "resolves")
_EVIDENCE = (
    *("id", "source", "stance", "standing", "exact", "prefix", "suffix", "capture", "position", "match"),
    *("who", "when", "how", "note", "region", "machine_read"),
)
_SOURCE = (
    *("id", "kind", "title", "url", "archived_url", "publisher", "author", "published_on", "origin"),
    *("party_to_dispute", "language", "confidential", "note"),
)
_CAPTURE = (
    *("id", "source", "outcome", "reason", "fetched_at", "requested_url", "final_url", "status"),
    *("content_type", "size", "payload_digest", "text_digest", "record", "memento", "browser"),
)
_DRIFT = ("evidence", "capture", "rung", "found")
_CONTACT = ("who", "how", "asked_on", "asked", "answered_on", "answered", "no_answer")
_CORRECTION = ("id", "kind", "what", "why", "before", "after", "version", "at")
LISTS: Mapping[str, tuple[str, ...]] = {
    "sources": _SOURCE,
    "captures": _CAPTURE,
    "evidence": (*_EVIDENCE, "picture", "cited"),
    "corrections": _CORRECTION,
}
"""The lists of a check that others look things up in, with the words each may have."""

Articles = Mapping[str, Article]
"""The texts that claims were taken from, by their ref."""


def claims_json(claims: Iterable[str], edition: Edition) -> Iterator[str]:
    """`claims.json` piece by piece: `schema` (1), `desk`, `url`, and `claims`, one to a line, in the order given.

    `claims` are lines that `check_line` made, each of a version that is out; the addresses of those that were replaced
    stand among its `versions`. Times are RFC 3339
    in UTC, dates EDTF, digests SHA-256 in hexadecimal. In the lists a word that is not there was not given. A claim has

    - `ref`, `url` of its page, `embed` of its card, and `text`, `quote`, `claimant`, `claimed_on`, `said_in`,
      `appearances`, `locator`, `sentence` (of the article), `kind`, `context`,
      `would_settle`, `tags`, `language` as the desk has them;
      `article`: `ref`, `title`, `url`, `publisher`, `byline`, `published_on`, `language` of the text it is from
    - `state`: `current`, `recheck` (what it rests on changed), `under-correction`, `void` (taken back)
    - `verdict`: the rating's id, with its `label`, `order` (1 is the truest, none is outside the order), `number`,
      `best` and `worst` of the numbers, `scale`, `scale_version`; `summary`, `rationale`, `resolves` (how
      conflicting evidence was weighed), `rated_by`, `rated_at`
    - `signed`: `by`, `at`, `solo` where the desk has one person, and `with` what: `key` (the person's own, which
      anybody can check), `name` (one that was typed), or a key of which that cannot be told (`unknown-key`,
      `ended-key`, `lost-key`)
    - `evidence`: quotes with their `source`, `stance`, `standing`, and where in which `capture` they stand: the
      `position` in its text, the `region` of its picture in pixels; `picture` is the URL of that, cut out; `cited` says
      whether the verdict rests on them
    - `sources`; of one that is `confidential` only what does not identify it
    - `captures` with their digests, which for a confidential source are left out, and the `browser` that drew them:
      `product`, `width` and `height` of its window, what it `accepted`, whether it was `logged_in`, `sandboxed`;
      `drift`: what changed since
    - `contacts`: who was asked to answer, and what came of it
    - `corrections`: `kind`, `what`, `why`, what was told `before` and `after`, the `version` that carries it
      (none while it is under way), oldest first
    - `version`, `versions` with `at` and `url`, `published_at` (the first), `changed_at`
    - `digest` of what was signed, `head` of the history when the version went out
    """
    about = {"schema": SCHEMA, "desk": edition.desk, "url": edition.urls.home}
    yield f'{_json(about)[:-1]}, "claims": ['
    before = "\n"
    for claim in claims:
        yield f"{before}{claim}"
        before = ",\n"
    yield "\n]}\n"


def claims_index(parts: Sequence[str], edition: Edition) -> str:
    """`claims.json` where there are more checks than one file holds: `schema`, `desk`, `url` and the `parts`.

    Each part stands beside it under its name, in the form of `claims_json`; the first has the oldest checks.
    """
    about = {"schema": SCHEMA, "desk": edition.desk, "url": edition.urls.home, "parts": [*parts]}
    return f"{_json(about)}\n"


def check_line(data: Mapping[str, Any]) -> str:
    """The public data of one check on a line."""
    return _json(data)


def check_data(check: PublicCheck, articles: Articles, edition: Edition) -> dict[str, Any]:
    """The public data of one check, as `claims_json` describes them."""
    record, site = check.record, edition.urls
    ref, verdict = record.claim.ref, published_verdict(check)
    told = sorted((*check.corrections, *check.pending), key=lambda one: one.at)
    pictures = {
        one.evidence: {"picture": site.file(picture_file(ref, one.record))} for one in held_pictures(record)
    }
    signatures = [one for one in record.reviews if one.verdict == verdict.id]
    return {
        "ref": ref,
        "url": site.claim(ref),
        "embed": site.embed(ref),
        **_listed(record.claim, _CLAIM),
        "article": _article(articles.get(record.claim.article or "")),
        "state": str(check.state),
        **_verdict(check, edition),
        "signed": [_signed(record, one, edition) for one in signatures],
        "evidence": [
            {**_given(one, _EVIDENCE), **pictures.get(one.id, {}), "cited": one.id in verdict.cites}
            for one in record.evidence
        ],
        "sources": [_given(one, _SOURCE) for one in record.sources],
        "captures": [_given(one, _CAPTURE) for one in record.captures],
        "drift": [_given(one, _DRIFT) for one in record.drift],
        "contacts": [_given(one, _CONTACT) for one in record.contacts],
        "corrections": [_given(one, _CORRECTION) for one in told],
        "version": check.version,
        "versions": [_version(check, number, utc(at), site) for number, at in check.versions],
        "published_at": utc(check.first_at),
        "changed_at": utc(check.changed_at),
        "digest": check.digest,
        "head": check.head,
    }


def _verdict(check: PublicCheck, edition: Edition) -> dict[str, Any]:
    verdict = published_verdict(check)
    scale = scale_of(verdict, edition.scales)
    rating = scale.rating(verdict.rating)
    numbers = [one.number for one in scale.ratings if one.number is not None]
    return {
        "verdict": verdict.rating,
        "label": rating.label,
        "order": rating.order,
        "number": rating.number,
        "best": max(numbers, default=None),
        "worst": min(numbers, default=None),
        "scale": verdict.scale,
        "scale_version": verdict.scale_version,
        **_listed(verdict, _VERDICT),
        "rated_by": verdict.by,
        "rated_at": utc(verdict.at),
    }


def _signed(record: Record, review: Review, edition: Edition) -> dict[str, Any]:
    stands = signed_with(record, review, edition.keys)
    return {"by": review.by, "at": utc(review.at), "solo": review.solo, "with": stands}


def _version(check: PublicCheck, number: int, at: str, site: SiteUrls) -> dict[str, Any]:
    ref = check.record.claim.ref
    url = site.claim(ref) if number == check.version else site.version(ref, number)
    return {"version": number, "at": at, "url": url}


def _article(article: Article | None) -> dict[str, Any] | None:
    return _given(article, _ARTICLE) if article else None


def _listed(value: Value, names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields, whether given or not."""
    return value.model_dump(mode="json", include=set(names))


def _given(value: Value, names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields as far as they say something."""
    plain = value.model_dump(mode="json", include=set(names), exclude_none=True)
    return {name: given for name, given in plain.items() if given != WITHHELD}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
