"""What is private is planted wherever it may stand, and is in no byte of what is public (rule 6)."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from factcheck.model.claim import Article
from factcheck.model.public import public_checks
from factcheck.model.vocabulary import Act
from factcheck.report.listed_claim import IndexedClaim
from factcheck.report.outputs.claimreview import claim_review
from factcheck.report.outputs.claims_csv import check_row, claims_csv
from factcheck.report.outputs.claims_json import check_data, check_line, claims_json
from factcheck.report.outputs.embed import embed_page, embed_snippet
from factcheck.report.outputs.feed import atom_feed
from factcheck.report.outputs.sitemap import sitemaps
from factcheck.report.pages import claim_page, site_list_pages
from factcheck.report.wording import utc
from tests.records import BEN, PAGE, SCALES, SHA, Told
from tests.report.checks import ADDRESS, ARTICLE, SITE, published

CANARY = "canary"
_NAMED: dict[str, Any] = {
    "title": f"{CANARY} title",
    "url": f"https://{CANARY}.example/",
    "archived_url": f"https://archive.example/{CANARY}",
    "publisher": f"{CANARY} publisher",
    "author": f"{CANARY} author",
    "published_on": "1987-06-05",
    "origin": f"{CANARY} origin",
    "note": f"{CANARY} source note",
}
_SEEN: dict[str, Any] = {
    **PAGE,
    "outcome": "ok",
    "requested_url": f"https://{CANARY}.example/",
    "final_url": f"https://{CANARY}.example/final",
    "redirects": [f"https://{CANARY}.example/on"],
    "reason": f"{CANARY} reason",
    "etag": f"{CANARY} etag",
    "last_modified": f"{CANARY} modified",
    "notes": [f"{CANARY} capture note"],
    "payload_digest": "ca" * 32,
    "text_digest": "cb" * 32,
    "record": "cc" * 32,
}
DIGESTS = ("ca" * 32, "cb" * 32, "cc" * 32)


def _work() -> Told:
    """A signed claim in which everything that may be private is."""
    told = Told(
        note=f"{CANARY} note",
        assignee=f"{CANARY} assignee",
        deadline="1987-06-04",
        article="harbour",
        tags=["bridges"],
    )
    told.source(title="Programme", url="https://archive.example/1932").capture()
    told.cite(standing="filed", capture="c1", excerpt="around opened in 1932 here")
    told.source(confidential=True, **_NAMED).capture("s2", **_SEEN)
    told.cite(
        standing="anchored",
        capture="c2",
        position={"start": 4, "end": 18},
        match="exact",
        prefix=f"{CANARY} before",
        suffix=f"{CANARY} after",
        excerpt=f"{CANARY} around opened in 1932",
    )
    told.source(title=f"{CANARY} witness", kind="conversation", confidential=True)
    told.cite(standing="told", who=f"{CANARY} witness", how=f"{CANARY} by phone")
    told.contact(f"{CANARY} asked", how=f"{CANARY} how", asked=f"{CANARY} question", public=False)
    told.rate(
        "half-true", rationale=f"{CANARY} draft", summary=f"{CANARY} draft summary", resolves=f"{CANARY}"
    ).submit()
    told.decide("return", comment=f"{CANARY} sent back")
    told.rate(summary="The programme has the day.").submit().decide(comment=f"{CANARY} comment")
    return told.did(Act.NOTE, {"note": f"{CANARY} later note"})


def _published() -> Told:
    return _work().publish().did(Act.NOTE, {"note": f"{CANARY} note after"})


def _in_work_again() -> Told:
    told = _published().correct().edit("Misheard.", claimant=f"{CANARY} new claimant")
    return told.rate(rationale=f"{CANARY} not yet", summary=f"{CANARY} not yet").submit()


def _made_confidential_later() -> Told:
    told = (
        Told(article="harbour")
        .source(**_NAMED)
        .capture("s1", **_SEEN)
        .cite(
            standing="anchored",
            capture="c1",
            position={"start": 4, "end": 18},
            match="exact",
            prefix=f"{CANARY} before",
        )
    )
    told.rate(summary="So it is.").submit().decide().publish()
    return told.did(
        Act.SOURCE, {"source": {**told.record.source("s1").plain(), "confidential": True}, "why": "So."}
    )


LIVES: dict[str, Callable[[], Told]] = {
    "published": _published,
    "corrected": lambda: _published().correct().rate("false").submit().decide(comment=CANARY).publish(),
    "in work again": _in_work_again,
    "void": lambda: _published().correct("void").publish(),
    "made confidential later": _made_confidential_later,
    "sent back since": lambda: _in_work_again().decide("return", BEN, comment=f"{CANARY} sent back again"),
}


def _all_public(told: Told) -> str:
    """Every output of the site but its pages, for all versions."""
    checks = public_checks(told.record, SCALES)
    articles: dict[str, Article] = {"harbour": ARTICLE}
    lines = [check_line(check_data(one, articles, SITE)) for one in checks]
    return "\n".join(
        (
            *(json.dumps(claim_review(one, ARTICLE, SITE)) for one in checks),
            *(embed_page(one, SITE) + embed_snippet(one, SITE) for one in checks),
            *claims_json(lines, SITE),
            *claims_csv(check_row(json.loads(line), SITE) for line in lines),
            *sitemaps(
                [(ADDRESS.claim(one.record.claim.ref), utc(one.changed_at)) for one in checks], ADDRESS
            ).values(),
            atom_feed(checks, SITE),
        )
    )


@pytest.mark.parametrize("life", LIVES)
def test_nothing_private_is_in_any_output(life: str) -> None:
    made = _all_public(LIVES[life]())
    assert "The bridge opened in 1932." in made
    for secret in (CANARY, "1987-06", *DIGESTS):
        at = made.casefold().find(secret)
        assert at < 0, made[max(0, at - 200) : at + 60]


def test_the_canary_would_be_heard() -> None:
    told = (
        Told(claimant=f"{CANARY} claimant")
        .source(title=CANARY)
        .capture()
        .cite(standing="filed", capture="c1")
    )
    assert CANARY in _all_public(told.rate().submit().decide().publish())
    assert SHA in _all_public(_published())


def test_no_public_page_is_made_of_the_record_itself() -> None:
    record = published().record
    with pytest.raises(TypeError, match="made of a published check"):
        claim_page(record, None, SITE)
    with pytest.raises(TypeError, match="made of published checks alone"):
        list(site_list_pages([IndexedClaim.of(record, SCALES)], {}, SITE))  # type: ignore[list-item]
