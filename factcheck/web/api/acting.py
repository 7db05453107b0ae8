"""An act by the API: decided on the head that it names, told as JSON, refused with the claim as it is now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from factcheck.errors import MovedSince, StorageFailed
from factcheck.model.event import Event
from factcheck.model.json_form import SCHEMA
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.roles import Scope
from factcheck.model.status import as_json, status
from factcheck.web.api.call import ActBody, Call
from factcheck.web.api.links import BASE, claim_address
from factcheck.web.api.operations import Write
from factcheck.web.api.problems import ApiError, finding_shown, json_answer, problem_of
from factcheck.workflow.articles.sentences import show_article
from factcheck.workflow.claims.list import show_claim

_TAG = re.compile(r'"([0-9a-f]{64})"')


def act(write: Write, call: Call, body: ActBody, named: Sequence[str]) -> Response:
    """Do it; `named` are the If-Match fields of the request (RFC 9110, 13.1.1)."""
    call.desk.check_role(body.act)
    if body.needs_head and not named:
        raise ApiError(
            "no-head", 'Say in If-Match which ETag of it you decide on, or "*" for what is there now.'
        )
    if write.is_on_claim:
        return _on_claim(call, body, named)
    if write.is_on_article:
        return _on_article(call, body, named)
    return _done(call, body.do(call), {})


def _on_claim(call: Call, body: ActBody, named: Sequence[str]) -> Response:
    desk, before = call.desk, show_claim(call.desk, call.ref)
    try:
        seen = _seen(before, named)
        if seen and body.is_exact and seen.hash != before.head:
            raise MovedSince(f"{call.ref} has moved since you saw it; nothing was stored.")
        told = body.do(
            replace(call, desk=replace(desk, seen=seen.hash if seen and not body.is_exact else None))
        )
    except MovedSince as wrong:
        return _moved(call, wrong)
    try:
        after = show_claim(desk, call.ref)
    except StorageFailed as wrong:
        raise StorageFailed(f"That is done; how {call.ref} stands now cannot be told. {wrong}") from wrong
    is_known = seen is not None and all(line.by == desk.author for line in after.events[seen.seq :])
    stands = {"ref": after.claim.ref, "status": status(after, desk.scales)}
    return _done(call, told, {**stands, "head": after.head if is_known else None})


def _moved(call: Call, wrong: MovedSince) -> Response:
    """What moved, and the claim as it is now, for a token that is for reading."""
    desk, now = call.desk, show_claim(call.desk, call.ref)
    if Scope.READ not in desk.scopes:
        return problem_of(
            MovedSince(f"{now.claim.ref} has moved since you saw it; nothing was stored."), head=now.head
        )
    return problem_of(wrong, head=now.head, claim=as_json(now, desk.scales, desk.keys))


def _on_article(call: Call, body: ActBody, named: Sequence[str]) -> Response:
    desk, before = call.desk, show_article(call.desk, call.ref).record
    try:
        seen = _seen(before, named)
        told = body.do(replace(call, desk=replace(desk, seen=seen.hash if seen else None)))
    except MovedSince as wrong:
        return problem_of(wrong, head=before.head)
    return _done(call, {"article": call.ref, **told}, {})


def _seen(record: Record | ArticleRecord, named: Sequence[str]) -> Event | None:
    """The last line of a history that was seen, by the ETags that are named; None for what is there now.

    MovedSince where it never had such an ETag.
    """
    if not named or "*" in named:
        return None
    heads = {tag for field in named for tag in _TAG.findall(field)}
    for line in reversed(record.events):
        if line.hash in heads:
            return line
    raise MovedSince("If-Match holds no ETag that came with it; nothing was stored.")


def _done(call: Call, told: Mapping[str, Any], stands: Mapping[str, Any]) -> Response:
    """What came of it; the ETag is that of the claim after it, where nobody else acted on it unseen."""
    found = [finding_shown(one) for one in call.desk.told]
    headers = {"etag": f'"{stands["head"]}"'} if stands.get("head") else {}
    if refs := told.get("refs"):
        headers["location"] = claim_address(refs[0]) if len(refs) == 1 else f"{BASE}/claims"
    return json_answer({"schema": SCHEMA, **stands, **told, "told": found}, 201 if refs else 200, headers)
