"""Telling programs at addresses: each notice signed and sent through the guard, as a pointer to what it is about."""

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from factcheck import __version__
from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError
from factcheck.exchange.standard_webhooks import body_of, read_secret, signed_head
from factcheck.model.notice import NoticeKind
from factcheck.store.outbox import Parcel
from factcheck.store.rows import Row
from factcheck.workflow.notify.mail_words import link_of

if TYPE_CHECKING:
    from factcheck.fetch.fetcher import Fetcher
    from factcheck.model.visit import Visit

_GONE = 410
_MOST_OF_ANSWER = 4_096


class WebhookRefused(FactcheckError):
    """A program did not take a message; `for_good` where it said that it takes none any more."""

    def __init__(self, message: str, *, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


class Webhooks:
    """What posts to webhooks, over connections that are closed when its `with` block ends."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._runner: asyncio.Runner | None = None
        self._fetcher: Fetcher | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._runner:
            if self._fetcher:
                self._runner.run(self._fetcher.__aexit__())
            self._runner.close()

    def post(self, parcel: Parcel) -> None:
        """Send one notice; WebhookRefused where it was not taken, BadInput for a secret that cannot be read."""
        (notice,), url = parcel.notices, parcel.recipient.address
        body = body_of(type_of(notice), notice["at"], _data(self._desk, notice))
        head = (
            ("Content-Type", "application/json"),
            ("User-Agent", f"factcheck-desk/{__version__} (webhook)"),
            *signed_head(notice["id"], self._desk.clock(), body, self._secret(url)),
        )
        if self._runner is None:
            self._runner, self._fetcher = asyncio.Runner(), self._desk.fetcher()
        visit = self._runner.run(self._post(url, body, head))
        status = visit.last.status if visit.last else 0
        if not 200 <= status < 300:
            why = f"It answered {status}." if status else visit.reason or str(visit.outcome)
            raise WebhookRefused(why, for_good=status == _GONE)

    async def _post(self, url: str, body: bytes, head: tuple[tuple[str, str], ...]) -> "Visit":
        assert self._fetcher is not None  # noqa: S101 - made with the runner
        return await self._fetcher.post(url, body, head, _MOST_OF_ANSWER)

    def _secret(self, url: str) -> bytes:
        file = next(one.secret for one in self._desk.settings.webhooks if one.url == url)
        try:
            return read_secret(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as wrong:
            raise BadInput(f"The secret in {file} cannot be read: {wrong}.") from wrong


def type_of(notice: Row) -> str:
    """The type of a message, such as `step.waits`."""
    if notice["kind"] is NoticeKind.STATUS:
        return "claim.status"
    return "comment.added" if notice["kind"] is NoticeKind.COMMENT else f"step.{notice['kind']}"


def _data(desk: Desk, notice: Row) -> dict[str, Any]:
    """What a message is about, with the words of the JSON contract; a reason stays in the house, and so do wordings."""
    said, ref = notice["said"], notice["ref"]
    told: dict[str, Any] = {"schema": 1}
    if notice["kind"] is NoticeKind.STATUS:
        told["claim"] = {"ref": ref, "status": said["status"]}
    else:
        told["todo"] = [{"ref": ref, **said, "why": None}]
    if link := link_of(desk, notice):
        told["url"] = link
    return told
