"""The API as an application: who a token lets in, what was sent, and what becomes of errors."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, NotFound
from factcheck.log_context import log_fields
from factcheck.model.account import CredentialKind
from factcheck.model.json_form import SCHEMA
from factcheck.web.api.acting import act
from factcheck.web.api.call import ActBody, Call
from factcheck.web.api.description import description
from factcheck.web.api.links import API
from factcheck.web.api.operations import READS, WRITES, Read, Write
from factcheck.web.api.problems import ApiError, json_answer, problem, problem_of, refused
from factcheck.web.api.sent import BadJson
from factcheck.web.endpoints import MAX_FIELDS, Endpoint, log_failure
from factcheck.web.guard.bodies import BodyRefused
from factcheck.web.guard.request_head import Refusal, RequestHead
from factcheck.web.guard.requests import METHODS
from factcheck.workflow.people.credentials import let_in


def api_app(desk: Desk) -> Starlette:
    """The API of a desk that stays open meanwhile."""
    by_path: dict[str, dict[str, Endpoint]] = defaultdict(dict)
    for read in READS:
        by_path[read.path]["GET"] = _answered(_reading(desk, read))
    for write in WRITES:
        by_path[write.path]["POST"] = _answered(_writing(desk, write))
    by_path["/openapi.json"]["GET"] = _answered(_describing)
    routes = [Route(f"/v1{path}", _by_method(one), methods=[*one]) for path, one in by_path.items()]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _not_routed})
    app.router.redirect_slashes = False
    return app


def refusal_answer(head: RequestHead, refusal: Refusal) -> Response:
    """The answer to a request that the guard does not let in, to programs as a problem."""
    if head.path.startswith(f"{API}/"):
        answer = refused(refusal.status, refusal.why)
    else:
        answer = PlainTextResponse(f"{refusal.why}\n", refusal.status)
    if refusal.status == 405:
        answer.headers["allow"] = ", ".join(sorted(METHODS))
    return answer


def _by_method(endpoints: Mapping[str, Endpoint]) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return answer


async def _not_routed(_: Request, wrong: Exception) -> Response:
    """There is no such address, or it does not take the method."""
    if not isinstance(wrong, HTTPException):
        raise wrong
    answer = refused(wrong.status_code, "This address is not one of the API's, or does not take this method.")
    answer.headers.update(wrong.headers or {})
    return answer


def _answered(do: Endpoint) -> Endpoint:
    """The same, with each error as its problem."""

    async def answer(request: Request) -> Response:
        try:
            return await do(request)
        except FactcheckError as wrong:
            return problem_of(wrong)
        except ApiError as wrong:
            return problem(wrong)
        except BadJson as wrong:
            return problem(ApiError("bad-request", str(wrong)))
        except BodyRefused as wrong:
            return refused(wrong.refused.status, wrong.refused.why)
        except HTTPException as wrong:
            return refused(wrong.status_code, wrong.detail)
        except ClientDisconnect:
            return Response(None, 400)
        except Exception as wrong:  # noqa: BLE001 - whatever it is, an answer says so and the desk goes on
            log_failure("an answer of the API", wrong)
            return problem(ApiError("our-fault", "What it was stands in the log of whoever runs the desk."))

    return answer


async def _describing(_: Request) -> Response:
    return json_answer(await run_in_threadpool(description), 200, {})


def _reading(desk: Desk, read: Read) -> Endpoint:
    def show(request: Request) -> Response:
        call = _call(desk, request)
        call.desk.check_reading()
        asked = read.asked.of_query(request.query_params.multi_items(), "The address")
        shown = read.show(call, asked)
        headers = {"etag": f'"{shown.head}"'} if shown.head else {}
        return json_answer({"schema": SCHEMA, **shown.content}, 200, headers)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(show, request)

    return answer


def _writing(desk: Desk, write: Write) -> Endpoint:
    kind = write.body

    async def answer(request: Request) -> Response:
        call = await run_in_threadpool(_call, desk, request)
        _refuse_query(request)
        media_type, named = _media_type(request), request.headers.getlist("if-match")
        if kind.has_file and media_type == _FORM:
            async with request.form(max_files=1, max_fields=MAX_FIELDS) as form:
                body, file = _of_form(kind, form)
                return await run_in_threadpool(act, write, replace(call, file=file), body, named)
        if kind.needs_file or media_type != _JSON:
            raise ApiError("other-type", f"This act is given {_FORM if kind.needs_file else _JSON}.")
        body = kind.read(await request.body(), _SENT)
        return await run_in_threadpool(act, write, call, body, named)

    return answer


_FORM, _JSON, _SENT = "multipart/form-data", "application/json", "What was sent"


def _media_type(request: Request) -> str:
    """What the request says it holds, if it says so once."""
    types = request.headers.getlist("content-type")
    return types[0].partition(";")[0].strip().lower() if len(types) == 1 else ""


def _of_form(kind: type[ActBody], form: FormData) -> tuple[ActBody, UploadFile | None]:
    """What a form holds, and the file that is called so."""
    files = {name: one for name, one in form.multi_items() if isinstance(one, UploadFile)}
    if files.keys() - {"file"}:
        raise ApiError("bad-request", 'The one file that may be sent is called "file".')
    if kind.needs_file and not files:
        raise ApiError("not-taken", 'The file is missing; it is called "file".')
    texts = [(name, one) for name, one in form.multi_items() if isinstance(one, str)]
    return kind.of_query(texts, _SENT), files.get("file")


def _refuse_query(request: Request) -> None:
    if request.query_params:
        raise ApiError("bad-request", "An act is given its fields in the body, and none in the address.")


def _call(desk: Desk, request: Request) -> Call:
    """The call of whoever the token is of; NotAdmitted where it is no good one, NotFound for an odd address."""
    head = RequestHead.of(request.scope)
    whose = let_in(
        replace(desk, told=[], request=log_fields().get("request")), CredentialKind.TOKEN, _token(head)
    )
    named = {name: str(value) for name, value in request.path_params.items()}
    if not all(map(str.isprintable, named.values())) or b"%2f" in request.scope["raw_path"].lower():
        raise NotFound("There is nothing under that name.")
    return Call(whose.desk, named, request.scope["path"])


def _token(head: RequestHead) -> str:
    """The one token of a request."""
    if head.values("cookie"):
        raise ApiError("bad-request", "The API takes a token and no cookie; send one without the other.")
    fields = head.values("authorization")
    scheme, _, token = fields[0].partition(" ") if len(fields) == 1 else ("", "", "")
    if scheme.lower() != "bearer" or not token.strip():
        raise ApiError("no-token", "Send one token of the desk: Authorization: Bearer …")
    return token.strip()
