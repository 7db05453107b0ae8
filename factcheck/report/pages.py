"""The pages of the working report and of the public site; each is one file that needs neither network nor clock.

Public pages are made of what a `PublicCheck` may show and of the desk's own texts alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.model.record import Record
from factcheck.model.scale import Scale
from factcheck.model.signing import scale_of
from factcheck.report import urls
from factcheck.report.about import to_markup
from factcheck.report.article_view import ArticleView
from factcheck.report.corrections import all_corrections
from factcheck.report.edition import Edition
from factcheck.report.frame import TEXTS
from factcheck.report.index import IndexRow, in_reading_order, index_view
from factcheck.report.public_index import PublicRow, article_view, home_view
from factcheck.report.public_view import public_claim, public_view
from factcheck.report.templating import render
from factcheck.report.urls import FROM_FOLDER, FROM_ROOT, IN_ONE_FILE
from factcheck.report.view import claim_view

Articles = Mapping[str, Article]


def claim_page(record: Record, article: Article | None, edition: Edition) -> str:
    """`claims/REF.html` of the working report: one claim with all that it rests on."""
    claim = claim_view(record, article, edition, FROM_FOLDER)
    return render("claim", urls.claim_file(claim.ref), edition, FROM_FOLDER, claim=claim)


def check_file(check: PublicCheck) -> str:
    """The file of a version: the check's own, or one of its own once it is replaced."""
    ref = check.record.claim.ref
    return urls.version_file(ref, check.version) if check.superseded else urls.claim_file(ref)


def check_page(
    check: PublicCheck, article: Article | None, edition: Edition, markup: Mapping[str, Any] | None = None
) -> str:
    """`claims/REF.html`, or `claims/REF.N.html` for a version that was replaced; `markup` is what machines read."""
    return render(
        "check",
        check_file(check),
        edition,
        FROM_FOLDER,
        claim=public_claim(check, article, edition),
        check=public_view(check, edition),
        markup=markup,
        superseded=check.superseded,
    )


def annotated_page(ref: str, view: ArticleView, edition: Edition) -> str:
    """`articles/REF.html` of the working report: the text of an article with its claims beside it."""
    return render("copy", urls.article_file(ref), edition, FROM_FOLDER, article=view)


def article_page(article: Article, rows: Sequence[PublicRow], edition: Edition) -> str:
    """`articles/REF.html` of the site: one article with the checks of its claims."""
    view = article_view(article, rows, edition, FROM_FOLDER)
    return render("article", urls.article_file(article.ref), edition, FROM_FOLDER, article=view)


def index_page(rows: Sequence[IndexRow], articles: Articles, edition: Edition) -> str:
    """`index.html`: every claim, counted and in reading order."""
    return render("index", urls.INDEX, edition, index=index_view(rows, articles, edition, FROM_ROOT))


def home_page(rows: Sequence[PublicRow], articles: Articles, edition: Edition) -> str:
    """`index.html`: every published check, counted and in reading order."""
    return render("home", urls.INDEX, edition, index=home_view(rows, articles, edition, FROM_ROOT))


def scale_page(edition: Edition, used: Iterable[Scale]) -> str:
    """`scale.html`: what each verdict means, on the current scale and on every other that verdicts use."""
    return render("scale", urls.SCALE, edition, scales=_current_first(edition, used))


def guide_page(edition: Edition) -> str:
    """`how-to-read.html`: the words of the pages, each explained in a sentence, and how to check a page."""
    return render("guide", urls.GUIDE, edition)


def corrections_page(checks: Iterable[PublicCheck], edition: Edition) -> str:
    """`corrections.html`: every correction of every check, newest first."""
    told = [
        one
        for check in checks
        for one in all_corrections(check, edition, FROM_ROOT.claim(check.record.claim.ref))
    ]
    newest = [one for _, one in sorted(told, key=lambda keyed: keyed[0])]
    return render("corrections", urls.CORRECTIONS, edition, corrections=newest)


def about_page(name: str, text: str, edition: Edition) -> str:
    """A page of the desk's own text, such as `method.html`; `name` is one of `TEXTS`, `text` is Markdown."""
    file, title = TEXTS[name]
    return render("about", file, edition, title=title, text=to_markup(text))


def single_page(records: Sequence[Record], articles: Articles, edition: Edition) -> str:
    """The whole report in one file, linked by anchors."""
    rows = [IndexRow.of(record, edition.scales) for record in records]
    by_ref = {record.claim.ref: record for record in records}
    order = [by_ref[row.ref] for row in in_reading_order(rows)]
    used = [scale_of(verdict, edition.scales) for record in order for verdict in record.verdicts]
    return render(
        "single",
        urls.SINGLE,
        edition,
        IN_ONE_FILE,
        index=index_view(rows, articles, edition, IN_ONE_FILE),
        claims=(
            claim_view(one, articles.get(one.claim.article or ""), edition, IN_ONE_FILE) for one in order
        ),
        scales=_current_first(edition, used),
    )


def _current_first(edition: Edition, used: Iterable[Scale]) -> list[Scale]:
    """The current scale first, each version once."""
    others = {(scale.id, scale.version): scale for scale in used}
    others.pop((edition.scale.id, edition.scale.version), None)
    return [edition.scale, *(others[key] for key in sorted(others))]
