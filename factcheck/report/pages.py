"""The pages of a report; each is one file that needs nothing else: no network, no script, no clock."""

from collections.abc import Mapping, Sequence

from factcheck.model.claim import Article
from factcheck.model.record import Record
from factcheck.model.scale import Scale
from factcheck.model.signing import scale_of
from factcheck.report.address import FROM_ARTICLE, FROM_CLAIM, FROM_ROOT, IN_ONE_FILE
from factcheck.report.article_view import ArticleView
from factcheck.report.edition import Edition
from factcheck.report.index import IndexRow, in_reading_order, index_view
from factcheck.report.templating import render
from factcheck.report.view import claim_view

__all__ = [
    "Edition",
    "IndexRow",
    "article_page",
    "claim_page",
    "guide_page",
    "index_page",
    "scale_page",
    "single_page",
]


def claim_page(record: Record, article: Article | None, edition: Edition) -> str:
    """`claims/REF.html`: one claim with all that it rests on."""
    claim = claim_view(record, article, edition, FROM_CLAIM)
    return render("claim", edition, FROM_CLAIM, claim=claim)


def article_page(view: ArticleView, edition: Edition) -> str:
    """`articles/REF.html`: the text of an article with its claims beside it."""
    return render("copy", edition, FROM_ARTICLE, article=view)


def index_page(rows: Sequence[IndexRow], articles: Mapping[str, Article], edition: Edition) -> str:
    """`index.html`: every claim, counted and in reading order."""
    index = index_view(rows, articles, edition, FROM_ROOT)
    return render("index", edition, FROM_ROOT, index=index)


def scale_page(edition: Edition, used: Sequence[Scale]) -> str:
    """`scale.html`: what each verdict means, on the current scale and on every other that verdicts use."""
    return render("scale", edition, FROM_ROOT, scales=current_first(edition, used))


def guide_page(edition: Edition) -> str:
    """`how-to-read.html`: the words of the report, each explained in a sentence."""
    return render("guide", edition, FROM_ROOT)


def single_page(records: Sequence[Record], articles: Mapping[str, Article], edition: Edition) -> str:
    """The whole report in one file, linked by anchors."""
    rows = [IndexRow.of(record, edition.scales) for record in records]
    index = index_view(rows, articles, edition, IN_ONE_FILE)
    by_ref = {record.claim.ref: record for record in records}
    order = [by_ref[row.ref] for row in in_reading_order(rows)]
    used = [scale_of(verdict, edition.scales) for record in order for verdict in record.verdicts]
    claims = (claim_view(one, articles.get(one.claim.article or ""), edition, IN_ONE_FILE) for one in order)
    return render(
        "single", edition, IN_ONE_FILE, index=index, claims=claims, scales=current_first(edition, used)
    )


def current_first(edition: Edition, used: Sequence[Scale]) -> list[Scale]:
    """The current scale first, each version once."""
    others = {(scale.id, scale.version): scale for scale in used}
    others.pop((edition.scale.id, edition.scale.version), None)
    return [edition.scale, *(others[key] for key in sorted(others))]
