"""Asking a time-stamp authority, through the same guard as every address, and what came of it."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from factcheck.desk import Desk
from factcheck.exchange.timestamp import (
    MAX_REPLY,
    QUERY_TYPE,
    UnreadableStamp,
    read_roots,
    read_stamp,
    stamp_query,
    verify_stamp,
)
from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome

if TYPE_CHECKING:
    pass


def ask_for_stamp(desk: Desk, url: str, data: bytes) -> tuple[bytes, datetime]:
    """The stamp of an authority on these bytes, and when it saw them, once; no transaction is to be open.

    It is verified where the settings name a root certificate for this address. BadInput and StorageFailed for that
    file; UnreadableStamp where no stamp came, FalseStamp and UnknownAuthority as `verify_stamp` says.
    """
    roots = next((read_roots(one.root) for one in desk.settings.timestamps if one.url == url), None)
    query = stamp_query(data)
    visit = asyncio.run(_ask(desk, url, query.content))
    if visit.outcome is not Outcome.OK or visit.last is None:
        raise UnreadableStamp(f"none came: {visit.reason.rstrip('.')}")
    reply = visit.last.body
    if roots is None:
        return reply, read_stamp(reply, data, query.nonce)
    return reply, verify_stamp(reply, data, roots, query.nonce)


async def _ask(desk: Desk, url: str, query: bytes) -> Visit:
    async with desk.fetcher() as fetcher:
        return await fetcher.post(url, query, [("Content-Type", QUERY_TYPE)], MAX_REPLY)
