"""The application (ASGI) that serves one desk: its addresses, each with the handler of its page."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from factcheck.desk import Desk
from factcheck.web.access.access import Access
from factcheck.web.api.app import api_app, refusal_answer
from factcheck.web.api.links import API
from factcheck.web.endpoints import answered_by, open_to_all
from factcheck.web.errors import NO_PAGE
from factcheck.web.guard.health import Health
from factcheck.web.guard.middleware import RequestGuard
from factcheck.web.guard.observed import Observed
from factcheck.web.links import (
    ACCOUNT,
    ADD,
    ADD_ARTICLE,
    APPEARANCES,
    ARTICLES,
    CHECKUP,
    CLAIMS,
    CORRECTIONS,
    GUIDE,
    HISTORY,
    JOBS,
    MATCH,
    NEXT,
    NOTICES,
    NUMBERS,
    PEOPLE,
    PUBLISH,
    REQUEST,
    REQUESTS,
    SCALE,
    SELECTED,
    SETTINGS,
    STATIC,
    TODAY,
)
from factcheck.web.pages.about_desk import checkup, numbers, settings
from factcheck.web.pages.act import ON_CLAIMS, attach
from factcheck.web.pages.add import add, add_form
from factcheck.web.pages.appearances import appearances, decide_appearance
from factcheck.web.pages.article import ON_ARTICLES, article, left, revise
from factcheck.web.pages.articles import add_article, add_article_form, articles
from factcheck.web.pages.captured_picture import page_image
from factcheck.web.pages.claim import claim
from factcheck.web.pages.claims import claims
from factcheck.web.pages.corrections import corrections
from factcheck.web.pages.draft import DRAFT, draft_endpoint
from factcheck.web.pages.explanations import guide, scale
from factcheck.web.pages.history import claim_history, history
from factcheck.web.pages.jobs import act_on_job, jobs, jobs_part
from factcheck.web.pages.match import match
from factcheck.web.pages.next import next_waiting
from factcheck.web.pages.notices import notices_form, set_notices
from factcheck.web.pages.outside import article_ask, article_asked, claim_ask, claim_asked
from factcheck.web.pages.people import account, act_on_account, add_person, people
from factcheck.web.pages.pictures import picture
from factcheck.web.pages.publish import preview, publish, publish_form
from factcheck.web.pages.publish_many import publish_many, publish_many_form
from factcheck.web.pages.reader_form import ReaderPages
from factcheck.web.pages.requests import decide_request, request, requests
from factcheck.web.pages.review import review
from factcheck.web.pages.selected import act_on_selected, selected
from factcheck.web.pages.today import today
from factcheck.web.static_files import static_files
from factcheck.web.visit import DeskSite, Visit
from factcheck.workflow.running.readiness import Readiness
from factcheck.workflow.site.report import edition_of

_ARTICLE = f"{ARTICLES}/{{ref}}"
_CLAIM = f"{CLAIMS}/{{ref}}"
_REQUEST = f"{REQUESTS}/{{number}}"
_PAGES = {
    TODAY: today,
    CLAIMS: claims,
    ADD: add_form,
    NEXT: next_waiting,
    _CLAIM: claim,
    f"{_CLAIM}/review": review,
    f"{_CLAIM}/history": claim_history,
    HISTORY: history,
    CORRECTIONS: corrections,
    PUBLISH: publish_many_form,
    SELECTED: selected,
    SETTINGS: settings,
    CHECKUP: checkup,
    NUMBERS: numbers,
    JOBS: jobs,
    f"{JOBS}/part": jobs_part,
    f"{_CLAIM}/pictures/{{digest}}": picture,
    f"{_CLAIM}/captures/{{capture}}/{{page}}": page_image,
    f"{_CLAIM}/publish": publish_form,
    f"{_CLAIM}/ask": claim_ask,
    f"{_CLAIM}/{{act}}": ON_CLAIMS.form,
    MATCH: match,
    ARTICLES: articles,
    ADD_ARTICLE: add_article_form,
    _ARTICLE: article,
    f"{_ARTICLE}/left": left,
    f"{_ARTICLE}/ask": article_ask,
    f"{_ARTICLE}/{{act}}": ON_ARTICLES.form,
    NOTICES: notices_form,
    APPEARANCES: appearances,
    REQUESTS: requests,
    _REQUEST: request,
    "/preview/{file:path}": preview,
    SCALE: scale,
    GUIDE: guide,
    PEOPLE: people,
    f"{PEOPLE}/{{id}}": account,
}
_ACTS = {
    PEOPLE: add_person,
    f"{PEOPLE}/{{id}}/{{act}}": act_on_account,
    PUBLISH: publish_many,
    f"{JOBS}/{{number}}/{{act}}": act_on_job,
    f"{SELECTED}/{{act}}": act_on_selected,
    CLAIMS: add,
    f"{_CLAIM}/publish": publish,
    f"{_CLAIM}/ask": claim_asked,
    f"{_CLAIM}/{{act}}": ON_CLAIMS.act,
    f"{_ARTICLE}/ask": article_asked,
    f"{_ARTICLE}/{{act}}": ON_ARTICLES.act,
    NOTICES: set_notices,
    f"{_REQUEST}/{{act}}": decide_request,
    f"{APPEARANCES}/{{number}}/{{act}}": decide_appearance,
}

_WITH_FILES = {f"{_CLAIM}/attach": attach, ARTICLES: add_article, f"{_ARTICLE}/revise": revise}
"""Acts whose forms have a file."""


_OF_GUESTS = (("GET", ACCOUNT, account), ("POST", f"{ACCOUNT}/{{act}}", act_on_account))
"""One's own account, which is a guest's too."""


def create_app(desk: Desk, access: Access, readiness: Readiness) -> Starlette:
    """The application of a desk that stays open meanwhile, for those whom `access` lets in."""
    edition = replace(edition_of(desk.settings, desk.scales), logo=None)
    site = DeskSite(desk, edition, access)
    routes = [
        Mount(API, api_app(desk)),
        *access.routes(site),
        *_of_readers(site),
        Route(f"{STATIC}/{{name}}", _static(site), methods=["GET"]),
        Route(DRAFT, draft_endpoint(site), methods=["GET", "POST"]),
        *(Route(path, answered_by(site, page), methods=["GET"]) for path, page in _PAGES.items()),
        *(
            Route(path, answered_by(site, act, files=1), methods=["POST"])
            for path, act in _WITH_FILES.items()
        ),
        *(Route(path, answered_by(site, done), methods=["POST"]) for path, done in _ACTS.items()),
        *(
            Route(path, answered_by(site, page, guests=True), methods=[method])
            for method, path, page in _OF_GUESTS
        ),
        Route("/{path:path}", answered_by(site, _no_page), methods=["GET", "POST"]),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Health, readiness=readiness),
            Middleware(Observed, proxies=access.proxies),
            Middleware(RequestGuard, origins=access.origins, tell=refusal_answer),
        ],
    )


def _of_readers(site: DeskSite) -> Iterator[Route]:
    """The form for readers, where the desk has one; it is open to everybody."""
    if site.desk.settings.requests.form:
        pages = ReaderPages(site)
        yield Route(REQUEST, open_to_all(site, pages.form), methods=["GET"])
        yield Route(REQUEST, open_to_all(site, pages.send), methods=["POST"])


def _static(site: DeskSite) -> Callable[[Request], Response]:
    files = static_files(site.edition.accent)

    def static(request: Request) -> Response:
        file = files.get(request.path_params["name"])
        if file is None:
            return Response(None, 404)
        return file.answer(request.headers.get("if-none-match", ""))

    return static


def _no_page(visit: Visit) -> Response:
    return visit.error(NO_PAGE)
