"""The pages of the public site; each is made of what a `PublicCheck` may show and of the desk's own texts alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.model.scale import Scale
from factcheck.report import place
from factcheck.report.about import to_markup
from factcheck.report.address import FROM_SITE, FROM_SITE_FOLDER
from factcheck.report.corrections import all_corrections
from factcheck.report.pages import current_first
from factcheck.report.public_index import PublicRow, article_view, home_view
from factcheck.report.public_view import public_claim, public_view
from factcheck.report.site import TEXTS, Site
from factcheck.report.templating import render


def check_file(check: PublicCheck) -> str:
    """Where a version stands on the site: at the check's own address, or at its own once it is replaced."""
    ref = check.record.claim.ref
    return place.version_file(ref, check.version) if check.superseded else place.claim_file(ref)


def check_page(
    check: PublicCheck, article: Article | None, site: Site, markup: Mapping[str, Any] | None = None
) -> str:
    """`claims/REF.html`, or `claims/REF.N.html` for a version that was replaced; `markup` is what machines read."""
    return render(
        "check",
        site.edition,
        FROM_SITE_FOLDER,
        site.frame(check_file(check), noindex=check.superseded),
        claim=public_claim(check, article, site),
        check=public_view(check, site),
        markup=markup,
    )


def home_page(rows: Sequence[PublicRow], articles: Mapping[str, Article], site: Site) -> str:
    """`index.html`: every published check, counted and in reading order."""
    index = home_view(rows, articles, site.edition, FROM_SITE)
    return render("home", site.edition, FROM_SITE, site.frame(place.INDEX), index=index)


def article_page(article: Article, rows: Sequence[PublicRow], site: Site) -> str:
    """`articles/REF.html`: one article with the checks of its claims."""
    frame = site.frame(place.article_file(article.ref))
    view = article_view(article, rows, site.edition, FROM_SITE_FOLDER)
    return render("article", site.edition, FROM_SITE_FOLDER, frame, article=view)


def corrections_page(checks: Iterable[PublicCheck], site: Site) -> str:
    """`corrections.html`: every correction of every check, newest first."""
    told = [
        one
        for check in checks
        for one in all_corrections(check, site.edition, FROM_SITE.claim(check.record.claim.ref))
    ]
    newest = [one for _, one in sorted(told, key=lambda keyed: keyed[0])]
    return render("corrections", site.edition, FROM_SITE, site.frame(place.CORRECTIONS), corrections=newest)


def public_scale_page(used: Sequence[Scale], site: Site) -> str:
    """`scale.html`: what each verdict means, on the current scale and on every other that published verdicts use."""
    scales = current_first(site.edition, used)
    return render("scale", site.edition, FROM_SITE, site.frame(place.SCALE), scales=scales)


def public_guide_page(site: Site) -> str:
    """`how-to-read.html`: the words of the site, each explained in a sentence, and how to check a page."""
    return render("guide", site.edition, FROM_SITE, site.frame(place.GUIDE))


def about_page(name: str, text: str, site: Site) -> str:
    """A page of the desk's own text, such as `method.html`; `name` is one of `TEXTS`."""
    file, title = TEXTS[name]
    return render("about", site.edition, FROM_SITE, site.frame(file), title=title, text=to_markup(text))
