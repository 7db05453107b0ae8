"""Published checks, told through real events up to the act that puts them out."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck, public_checks
from factcheck.model.signing import signing_digest
from factcheck.model.words import Act
from factcheck.report.edition import Edition
from factcheck.report.place import PublicAddress
from tests.records import ANCHORED, PAGE, SCALES, SHA, Told

EDITION = Edition(
    desk="The Harbour Desk",
    scales=SCALES,
    scale=SCALES.get("seven-step"),
    base_url="https://desk.example/checks",
)
ADDRESS = PublicAddress("https://desk.example/checks")
ARTICLE = Article(
    ref="harbour", title="The bridge at ninety", url="https://tide.example/bridge", publisher="The Tide"
)


def out(told: Told) -> Told:
    """The signed verdict published, or what is out printed again."""
    record, verdict = told.record, told.record.verdict
    assert verdict
    number = record.version.first.version if record.version else 0
    publication = {
        "id": f"p{len(record.publications) + 1}",
        "version": number + (record.under_correction or not number),
        "verdict": verdict.id,
        "digest": signing_digest(record, SCALES),
        "url": ADDRESS.claim(record.claim.ref),
        "pages": {"claims/bridge.html": SHA},
    }
    return told.did(Act.PUBLISH, {"publication": publication})


def correct(told: Told, kind: str = "major", **said: str) -> Told:
    """A correction begun, in the open."""
    correction = {
        "id": f"k{len(told.record.corrections) + 1}",
        "kind": kind,
        "what": "The year was wrong.",
        "why": "We misread the register.",
        **said,
    }
    return told.did(Act.CORRECT, {"correction": correction})


def published(rating: str = "true", **claim: Any) -> Told:
    """The shortest way to the public; `summary` and `sources` of the verdict are its own."""
    summary = claim.pop("summary", "The register has the day.")
    told = (
        Told(**claim)
        .source(url="https://archive.example/1932")
        .capture(outcome="ok", **PAGE)
        .cite(**ANCHORED)
    )
    return out(told.rate(rating, summary=summary).submit().decide())


def corrected(kind: str = "major", rating: str = "false", **claim: Any) -> Told:
    """A check whose second version is out."""
    told = correct(published(**claim), kind)
    return out(told.rate(rating, summary="It was 1933.").submit().decide())


def versions(told: Told) -> tuple[PublicCheck, ...]:
    """All versions, oldest first."""
    return public_checks(told.record, SCALES)


def now(told: Told) -> PublicCheck:
    """The version at the check's own address."""
    return versions(told)[-1]


def numbered(number: int) -> PublicCheck:
    """One of many checks that differ in their refs."""
    ref = f"claim-{number}"
    return now(published(ref=ref, text=f"Claim {number}."))


def another_id(ref: str) -> str:
    """A key of its own for each ref."""
    return str(uuid5(NAMESPACE_URL, ref))
