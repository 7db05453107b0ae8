"""From each error to its problem (RFC 9457): status, kind, the same words and remedies as everywhere; here alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from factcheck.errors import (
    BadInput,
    FactcheckError,
    Finding,
    MovedSince,
    NotAdmitted,
    NotFound,
    NotSoNow,
    Remedy,
    RoleRefused,
    RuleRefused,
    ScaleGone,
    StorageFailed,
)
from factcheck.model.json_form import json_word
from factcheck.web.api.links import BASE, address_of

KINDS: Mapping[str, tuple[int, str]] = {
    "bad-request": (400, "The request cannot be read"),
    "no-token": (401, "A good token is needed"),
    "not-allowed": (403, "That is not allowed"),
    "not-here": (404, "That is not here"),
    "no-such-method": (405, "That address does not take this method"),
    "too-slow": (408, "The request did not come in time"),
    "rule-refused": (409, "A rule of the desk says no"),
    "not-so-now": (409, "That cannot be done as things stand"),
    "moved": (412, "The claim moved since the head that was named"),
    "too-long": (413, "What was sent is too long"),
    "other-type": (415, "Another type of content is needed"),
    "other-host": (421, "This desk is not served under that name"),
    "not-taken": (422, "That cannot be taken as it is"),
    "no-head": (428, "The head that was decided on is missing"),
    "long-head": (431, "The head of the request is too long"),
    "our-fault": (500, "Something went wrong in the program itself"),
    "storage-failed": (503, "The disk or the database fails"),
}
"""Every kind of problem, with its status (HTTP) and what it is called."""

_ERRORS: Mapping[type[FactcheckError], str] = {
    FactcheckError: "our-fault",
    BadInput: "not-taken",
    NotFound: "not-here",
    ScaleGone: "our-fault",
    RuleRefused: "rule-refused",
    RoleRefused: "not-allowed",
    NotSoNow: "not-so-now",
    MovedSince: "moved",
    NotAdmitted: "no-token",
    StorageFailed: "storage-failed",
}
_BY_STATUS = {status: kind for kind, (status, _) in KINDS.items()}


@dataclass(frozen=True)
class ApiError(Exception):
    """A problem that is no error of the desk: its kind, what is wrong in a sentence, and further members."""

    kind: str
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()


def problem_of(wrong: FactcheckError, **more: Any) -> Response:
    """An error of the desk as its problem."""
    kind = next(_ERRORS[one] for one in type(wrong).__mro__ if one in _ERRORS)
    return _problem(kind, wrong.message, wrong.findings, wrong.remedies, more)


def problem(wrong: ApiError) -> Response:
    """Another problem."""
    return _problem(wrong.kind, wrong.detail, (), wrong.remedies, wrong.more)


def refused(status: int, why: str) -> Response:
    """A request that the guard did not let in."""
    return _problem(_BY_STATUS[status], why, (), (), {})


def _problem(
    kind: str,
    detail: str,
    findings: Iterable[Finding],
    remedies: Iterable[Remedy],
    more: Mapping[str, Any],
) -> Response:
    status, title = KINDS[kind]
    said = {
        "type": f"{BASE}/openapi.json#/components/responses/{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "findings": [finding_shown(one) for one in findings],
        "remedies": [remedy_shown(one) for one in remedies],
    }
    headers = {"www-authenticate": 'Bearer realm="factcheck"'} if status == 401 else {}
    return json_answer({**said, **more}, status, headers, "application/problem+json")


def finding_shown(finding: Finding) -> dict[str, Any]:
    """A finding as the API tells it."""
    return {
        "code": finding.code,
        "where": finding.where,
        "message": finding.message,
        "remedies": [remedy_shown(one) for one in finding.remedies],
    }


def remedy_shown(remedy: Remedy) -> dict[str, Any]:
    """A remedy as data, with the address at which it is done."""
    method, address = address_of(remedy)
    return {**remedy.as_json(), "method": method, "address": address}


def json_answer(
    content: Mapping[str, Any], status: int, headers: Mapping[str, str], media_type: str = "application/json"
) -> Response:
    """A document, in UTF-8."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, default=json_word)
    return Response(text.encode("utf-8", "backslashreplace"), status, headers, media_type)
