"""Annotated copies of short texts, made of real claims."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from factcheck.model.claim import Article, SkippedSentence
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.reading.quote.anchoring import SearchableText
from factcheck.reading.sentence.article_sentences import read_sentences
from factcheck.reading.sentence.coverage import AnchoredClaim, Coverage, measure_coverage
from factcheck.report.article_view import Annotated, ArticleView, article_view
from factcheck.report.edition import Edition
from factcheck.report.margin import margin_of
from factcheck.report.pages import annotated_page
from factcheck.report.urls import FROM_FOLDER


def coverage_of(text: str, records: Sequence[Record], edition: Edition, skipped: str = "") -> Coverage:
    """How far a text is covered by the claims whose wording stands in it."""
    read = SearchableText(text, sha256(text.encode()).hexdigest())
    claims = [
        AnchoredClaim(one.claim.ref, one.claim.text, None, status(one, edition.scales)) for one in records
    ]
    skips = [_skip(read, skipped)] if skipped else []
    return measure_coverage(read, read_sentences(text), skips, claims)


def _skip(text: SearchableText, words: str) -> SkippedSentence:
    place = text.locate(*text.places(words)[0])
    at = datetime(2026, 11, 3, tzinfo=UTC)
    return SkippedSentence(
        id="a1", exact=words, place=place, why="Nobody can know that.", by="Ana Ruiz", at=at
    )


def view_of(
    article: Article, text: str, records: Sequence[Record], edition: Edition, skipped: str = ""
) -> ArticleView:
    """The view of a text with its claims beside it."""
    coverage = coverage_of(text, records, edition, skipped)
    margins = {one.claim.ref: margin_of(one, edition, FROM_FOLDER) for one in records}
    return article_view(Annotated(article, text, coverage), margins, edition)


def copy_of(
    article: Article, text: str, records: Sequence[Record], edition: Edition, skipped: str = ""
) -> str:
    """The page of a text with its claims beside it."""
    return annotated_page(article.ref, view_of(article, text, records, edition, skipped), edition)
