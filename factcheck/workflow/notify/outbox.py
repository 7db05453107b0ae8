"""What is to be sent and what failed, for those who look after it."""

from typing import Any

from factcheck.desk import Desk
from factcheck.model.notice import NoticeState
from factcheck.store.turns import PEOPLE
from factcheck.workflow.notify.webhooks import type_of


def list_notices(desk: Desk, limit: int | None = None) -> list[dict[str, Any]]:
    """What failed and what waits to be sent, oldest first, each with whom it is for and why it failed.

    With a `limit`, no more than so many.
    """
    with desk.store.reading() as ledger:
        names = {one.id: one.name for one in ledger.outbox.recipients()}
        rows = ledger.outbox.listed(NoticeState.FAILED, NoticeState.WAITING, limit=limit)
    return [
        {
            "id": row["id"],
            "state": row["state"],
            "to": names[row["recipient"]],
            "what": type_of(row),
            "ref": row["ref"],
            "at": row["at"],
            "tries": row["tries"],
            "next_try": row["not_before"],
            "error": row["error"],
        }
        for row in rows
    ]


def retry_notices(desk: Desk) -> int:
    """Let all that failed be tried again now; how many notices there are."""
    with desk.store.writing(PEOPLE) as ledger:
        return ledger.outbox.retry()
