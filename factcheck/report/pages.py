"""The pages of the working report and of the public site; each is one file that needs neither network nor clock.

Public pages are made of what a `PublicCheck` may show and of the desk's own texts alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.model.record import Record
from factcheck.model.scale import Scale
from factcheck.model.signing import scale_of
from factcheck.report import urls
from factcheck.report.about import to_markup
from factcheck.report.article_view import ArticleView
from factcheck.report.claim_list import ClaimList, article_list, desk_list, site_lists
from factcheck.report.corrections import all_corrections
from factcheck.report.edition import Edition
from factcheck.report.frame import TEXTS
from factcheck.report.list_rows import BLANK, in_reading_order
from factcheck.report.listed_claim import IndexedClaim, ListedCheck
from factcheck.report.outputs.claimreview import claim_review
from factcheck.report.parts import IsWanted, every_file
from factcheck.report.passage import Pictures, with_pictures
from factcheck.report.related import related_views
from factcheck.report.share_card import SharedImage
from factcheck.report.templating import render
from factcheck.report.urls import FROM_FOLDER, FROM_ROOT, IN_ONE_FILE, Links
from factcheck.report.view import claim_view

Articles = Mapping[str, Article]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a claim's page has from outside of its record.

    That is the image a check is shared with, the checks related to it, and the pictures of quotes.
    """

    image: SharedImage | None = None
    related: Sequence[ListedCheck] = ()
    pictures: Pictures = field(default_factory=dict)


ALONE = Beside()


def claim_page(
    shown: Record | PublicCheck,
    article: Article | None,
    edition: Edition,
    beside: Beside = ALONE,
) -> str:
    """`claims/REF.html`: one claim with all that it rests on; a check that holds carries ClaimReview for machines.

    What is invented carries none: a machine would take it for a check.
    """
    claim = claim_view(shown, article, edition, FROM_FOLDER)
    record = shown.record if isinstance(shown, PublicCheck) else shown
    if isinstance(shown, PublicCheck):
        file = check_file(shown)
        markup = None if edition.fictional else claim_review(shown, article, edition)
    else:
        file, markup = urls.claim_file(claim.ref), None
    claim = replace(
        claim,
        related=related_views(beside.related, edition, FROM_FOLDER),
        evidence=with_pictures(claim.evidence, record, beside.pictures),
    )
    return render("claim", file, edition, FROM_FOLDER, claim=claim, markup=markup, image=beside.image)


def check_file(check: PublicCheck) -> str:
    """The file of a version: the check's own, or `claims/REF.N.html` once a later one has replaced it."""
    ref = check.record.claim.ref
    return urls.version_file(ref, check.version) if check.superseded else urls.claim_file(ref)


def annotated_page(ref: str, view: ArticleView, edition: Edition) -> str:
    """`articles/REF.html` of the working report: the text of an article with its claims beside it."""
    return render("copy", urls.article_file(ref), edition, FROM_FOLDER, article=view)


def article_page(article: Article, checks: Sequence[ListedCheck], edition: Edition) -> str:
    """`articles/REF.html` of the site: one article with the checks of its claims."""
    return _list_page(article_list(article, checks, edition), FROM_FOLDER, edition)


def desk_index(claims: Sequence[IndexedClaim], articles: Articles, edition: Edition) -> str:
    """`index.html` of the working report: every claim in reading order, and counted."""
    return _list_page(desk_list(claims, articles, edition, FROM_ROOT), FROM_ROOT, edition)


def site_list_pages(
    newest: Sequence[ListedCheck], articles: Articles, edition: Edition, is_wanted: IsWanted = every_file
) -> Iterator[tuple[str, str]]:
    """`index.html` of the site with the newest checks, and `checks/N.html` where there are more; each with its file.

    `newest` are all of them, newest first.
    """
    for shown in site_lists(newest, articles, edition, is_wanted):
        yield shown.file, _list_page(shown, FROM_ROOT if shown.file == urls.INDEX else FROM_FOLDER, edition)


def _list_page(shown: ClaimList, to: Links, edition: Edition) -> str:
    return render("index", shown.file, edition, to, list=shown, blank=BLANK)


def scale_page(edition: Edition, used: Iterable[Scale]) -> str:
    """`scale.html`: what each verdict means, on the current scale and on every other that verdicts use."""
    return render("scale", urls.SCALE, edition, scales=current_first(edition, used))


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


def missing_page(edition: Edition) -> str:
    """`404.html`, for a server to give at any address where there is nothing, so with absolute links."""
    return render("missing", urls.MISSING, edition, edition.urls)


def single_page(
    records: Sequence[Record],
    articles: Articles,
    edition: Edition,
    pictures: Callable[[Record], Pictures] = lambda _: {},
) -> str:
    """The whole report in one file, linked by anchors; it holds the `pictures` of each claim's quotes itself."""
    listed = [IndexedClaim.of(record, edition.scales) for record in records]
    by_ref = {record.claim.ref: record for record in records}
    order = [by_ref[one.ref] for one in in_reading_order(listed)]
    used = [scale_of(verdict, edition.scales) for record in order for verdict in record.verdicts]
    return render(
        "single",
        urls.SINGLE,
        edition,
        IN_ONE_FILE,
        list=desk_list(listed, articles, edition, IN_ONE_FILE),
        claims=(
            replace(view, evidence=with_pictures(view.evidence, one, pictures(one)))
            for one in order
            for view in [claim_view(one, articles.get(one.claim.article or ""), edition, IN_ONE_FILE)]
        ),
        scales=current_first(edition, used),
    )


def current_first(edition: Edition, used: Iterable[Scale]) -> list[Scale]:
    """The current scale first, each version once."""
    others = {(scale.id, scale.version): scale for scale in used}
    others.pop((edition.scale.id, edition.scale.version), None)
    return [edition.scale, *(others[key] for key in sorted(others))]
