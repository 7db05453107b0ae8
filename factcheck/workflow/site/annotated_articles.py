"""The annotated copies of a report: each article's text, where an archive is at hand, with its claims beside it."""

from collections.abc import Callable, Iterable, Sequence

from factcheck.archive.archive import Archive
from factcheck.model.claim import article_words
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.status import status
from factcheck.reading.sentence.coverage import AnchoredClaim
from factcheck.report.article_view import Annotated, ArticleView, article_view, bare_view
from factcheck.report.edition import Edition
from factcheck.report.margin import margin_of
from factcheck.report.urls import FROM_FOLDER
from factcheck.workflow.articles.coverage import ArticleText, kept_text


def text_at_hand(article: ArticleRecord, archives: Iterable[Archive]) -> Archive | None:
    """The first of the archives that holds the article's text."""
    record = article.article.record
    return next((one for one in archives if record and one.has(record)), None)


def annotated_copy(
    article: ArticleRecord,
    archive: Archive | None,
    records: Callable[[], Iterable[Record]],
    edition: Edition,
) -> ArticleView:
    """The view of one article; its claims are asked for only where there is a text to show them in."""
    if archive is None or article.article.text_digest is None:
        return bare_view(article.article, edition)
    claims = list(records())
    text = kept_text(archive, article.article)
    read = ArticleText.of(article, text, article.article.text_digest)
    coverage = read.covered_by(_claimed(claims, edition))
    margins = {one.claim.ref: margin_of(one, edition, FROM_FOLDER) for one in claims}
    return article_view(Annotated(article.article, text, coverage), margins, edition)


def _claimed(records: Sequence[Record], edition: Edition) -> list[AnchoredClaim]:
    return [
        AnchoredClaim(
            ref=one.claim.ref,
            words=article_words(one.claim),
            place=one.claim.place,
            status=status(one, edition.scales),
        )
        for one in records
    ]
