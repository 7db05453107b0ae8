"""The list of articles, those added last first, and adding one."""

from dataclasses import dataclass

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.model.claim import Article
from factcheck.phrase import Said, say
from factcheck.report.article_view import coverage_in_words
from factcheck.report.claim_list import about_article
from factcheck.web.acts.article_fields import article_fields, given_fields, take_text, text_fields
from factcheck.web.errors import error_view, status_of
from factcheck.web.forms import ActForm, Field
from factcheck.web.links import ARTICLES, LINKS
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.articles.sentences import newest_articles

LIMIT = 25
"""Articles of one page."""
TITLE = say("Add an article")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One article of the list, and how much of it is checked."""

    href: str
    title: str
    lang: str
    about: Said
    coverage: Said


def articles(visit: Visit) -> Response:
    """`/articles`; `?after=REF` goes on after an article."""
    found = newest_articles(visit.desk, LIMIT + 1, visit.query.get("after"))
    shown = found[:LIMIT]
    return visit.page(
        "articles",
        rows=[_row(visit, *one) for one in shown],
        more=f"{ARTICLES}?after={shown[-1][0].ref}" if len(found) > LIMIT else "",
        goes_on="after" in visit.query,
    )


def _row(visit: Visit, article: Article, counts: dict[str, int]) -> CoverageRow:
    covered = coverage_in_words(counts) if counts else say("Its text is not here yet.")
    lang = visit.site.edition.lang(article.language)
    return CoverageRow(LINKS.article(article.ref), article.title, lang, about_article(article), covered)


def add_article_form(visit: Visit) -> Response:
    """`/add-article`: the form."""
    return _add_page(visit)


def add_article(visit: Visit) -> Response:
    """`POST /articles`: add a text and lead to it; refused, the form comes back as it was sent, but for a file."""
    fields = given_fields(visit.given)
    if ref := visit.given.get("ref", "").strip():
        fields["ref"] = ref
    try:
        visit.ensure_same_person()
        return go_to(take_text(visit, fields))
    except FactcheckError as wrong:
        return _add_page(visit, wrong)


def _add_page(visit: Visit, wrong: FactcheckError | None = None) -> Response:
    given = visit.given
    ref = Field("ref", say("Short name"), value=given.get("ref", ""), hint=_REF)
    fields = (*text_fields(given), *article_fields(given), ref)
    refused = error_view(wrong) if wrong else None
    form = ActForm(
        "article",
        TITLE,
        ARTICLES,
        fields,
        visit.desk.author,
        about=_ABOUT,
        wrong=refused,
        is_sent=bool(given),
    )
    return visit.page("act", status_of(wrong), form=form, about=None, ref="", others={})


_REF = say("That of an article that is here makes this its new text; blank makes one of the title.")
_ABOUT = say("Title, byline and day are taken from the text where you leave them blank.")
