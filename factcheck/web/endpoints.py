"""From a request to the handler that answers it: who is let in, what was sent, and what becomes of errors."""

import logging
import traceback
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.log_context import log_fields
from factcheck.model.text import MOST_MARKS, has_piled_marks
from factcheck.web.access.access import SessionHere
from factcheck.web.errors import NOT_TAKEN, OUR_FAULT, ErrorView, error_view
from factcheck.web.guard.bodies import MAX_BODY, BodyRefused, limited
from factcheck.web.guard.request_head import RequestHead
from factcheck.web.visit import DeskSite, Fields, Handler, Visit
from factcheck.workflow.people.open_accounts import nobody_at

_LOG = logging.getLogger(__name__)
MAX_FIELDS = 500
"""Fields that a form may have."""
MAX_TEXT = 10_000_000
"""Bytes of a text in a form that may have a file."""

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def answered_by(site: DeskSite, handler: Handler, files: int = 0, *, guests: bool = False) -> Endpoint:
    """The endpoint that has this handler answer, in a thread, where the request is of somebody who was let in.

    A form may have as many `files`. A stranger is turned away, with what they sent in words; guests are but where they
    may come too.
    """
    allowed = handler if guests else partial(_for_readers, handler)

    async def answer(request: Request) -> Response:
        visit = _visit(site, request)
        try:
            admitted = await run_in_threadpool(site.access.admit, site.desk, visit.head)
        except FactcheckError as wrong:
            return visit.error(error_view(wrong))
        if admitted is None:
            return await _turned_away(request, visit)
        desk = replace(admitted.desk, told=[], request=log_fields().get("request"))
        return await _answer(request, replace(visit, desk=desk, session=admitted.session), allowed, files)

    return answer


def _for_readers(handler: Handler, visit: Visit) -> Response:
    visit.desk.check_reading()
    return handler(visit)


def open_to_all(site: DeskSite, handler: Handler, fields: int = MAX_FIELDS) -> Endpoint:
    """The endpoint of a page that strangers may see, at which nobody acts; its form may have as many `fields`."""

    async def answer(request: Request) -> Response:
        return await _answer(request, _visit(site, request), handler, 0, fields)

    return answer


def _visit(site: DeskSite, request: Request) -> Visit:
    """The request as one of a stranger, before its form is read."""
    nobody = replace(nobody_at(site.desk), told=[])
    named = {name: str(value) for name, value in request.path_params.items()}
    return Visit(
        site, nobody, SessionHere(), RequestHead.of(request.scope), named, request.query_params, Fields()
    )


async def _turned_away(request: Request, visit: Visit) -> Response:
    """The answer for a stranger, with what they sent where it is no file, and no longer than a form."""
    bounded = Request(request.scope, limited(request.receive, MAX_BODY))
    try:
        async with bounded.form(max_files=0, max_fields=MAX_FIELDS) as form:
            visit = replace(visit, given=_texts(form))
    except ClientDisconnect:
        return Response(None, 400)
    except (BodyRefused, HTTPException):
        pass  # they have to be let in first, whatever it was
    return await run_in_threadpool(_handled, visit.site.access.turn_away, visit)


async def _answer(
    request: Request, visit: Visit, handler: Handler, files: int, fields: int = MAX_FIELDS
) -> Response:
    try:
        async with request.form(max_files=files, max_fields=fields, max_part_size=MAX_TEXT) as form:
            sent = {name: one for name, one in form.items() if isinstance(one, UploadFile)}
            whole = replace(visit, given=_texts(form), files=sent)
            return await run_in_threadpool(_handled, handler, whole)
    except ClientDisconnect:
        return Response(None, 400)
    except (BodyRefused, HTTPException) as wrong:
        return visit.error(_not_taken(wrong))


def _not_taken(wrong: BodyRefused | HTTPException) -> ErrorView:
    """Why a form could not be read to its end."""
    if isinstance(wrong, BodyRefused):
        return ErrorView(wrong.refused.status, NOT_TAKEN, wrong.refused.why)
    return ErrorView(wrong.status_code, NOT_TAKEN, wrong.detail)


def _texts(form: FormData) -> Fields:
    """The fields of a form, their lines ended as the desk's are; HTTPException for text that is none."""
    texts = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    if any(has_piled_marks(one) for _, one in texts):
        raise HTTPException(422, f"More than {MOST_MARKS} marks on one letter are no text.")
    return Fields([(name, value.replace("\r\n", "\n")) for name, value in texts])


def _handled(handler: Handler, visit: Visit) -> Response:
    try:
        answer = handler(visit)
    except FactcheckError as wrong:
        return visit.error(error_view(wrong))
    except Exception as wrong:  # noqa: BLE001 - whatever it is, a page says so and the desk goes on
        log_failure("a page", wrong)
        return visit.error(ErrorView(500, OUR_FAULT))
    visit.session.tell(visit.desk.told)
    return answer


def log_failure(what: str, wrong: Exception) -> None:
    """Log what failed and where in the program; nothing of what was sent."""
    at = traceback.extract_tb(wrong.__traceback__)[-1]
    _LOG.error(
        "%(what)s failed with %(error)s at %(file)s:%(line)s",
        {"what": what, "error": type(wrong).__name__, "file": Path(at.filename).name, "line": at.lineno},
    )
