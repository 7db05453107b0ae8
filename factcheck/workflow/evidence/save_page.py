"""Asking an archive to keep a page (Save Page Now), as a job: its answer is told as the archive's word."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from factcheck.archive.surt import page_key
from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow, RuleRefused
from factcheck.model.job import Job
from factcheck.model.source import Source
from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Act
from factcheck.store.queue import Enqueued
from factcheck.store.turns import QUEUE
from factcheck.workflow.evidence.sources import SourceChange, change_source

SAVE = "save-page"
"""The task that asks an archive to keep a page."""
_TRIES = 6
_FIRST_WAIT = 60
"""Seconds until the archive is asked again; twice as long each time."""
_LONGEST_WAIT = 3_600
_POLLS, _BETWEEN = 12, 5.0
"""How often the archive is asked at once what became of a page, and the seconds between."""
_MOST_OF_ANSWER = 65_536
_JOB = re.compile(r"[\w-]{1,100}")
_TIMESTAMP = re.compile(r"\d{14}")
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What the archive said: "kept" with the address of the copy, "unknown" with the id of its job, "refused".

    `said` is what came of it in words, `job` the archive's own id of what it was asked for. `wait` are the seconds
    after which to ask again, where nobody can tell yet.
    """

    state: str
    said: str
    job: str | None = None
    archived_url: str | None = None
    wait: int | None = None


def ask_to_save(desk: Desk, ref: str, source_id: str, job: str | None = None) -> Enqueued:
    """Have an archive keep the page of a source, or say what became of its `job`; with no queue it is done at once.

    NotSoNow where the desk's settings do not let pages be sent to an archive, RuleRefused for a confidential source,
    BadInput for one without an address that everybody can reach, RoleRefused for an author who may not change sources.
    """
    desk.check_role(Act.SOURCE)
    _page(desk, ref, source_id)
    if job is not None and not _JOB.fullmatch(job):
        raise BadInput(f'"{job}" is no id of a job of an archive.')
    with desk.store.writing(QUEUE) as ledger:
        (entered,) = desk.enqueue(ledger, _job(ref, source_id, job, 0))
    return entered


def run_save(desk: Desk, ref: str, source_id: str, job: str | None, tried: int) -> Mapping[str, Any]:
    """Ask, wait a little for what becomes of it, and record the copy; where nobody can tell yet, ask again later.

    Raises what `ask_to_save` does; NotSoNow where the archive refused.
    """
    source = _page(desk, ref, source_id)
    result = asyncio.run(_Talk(desk, source.url or "").save(job))
    if result.archived_url:
        why = f"The archive says that it kept the page (its job {result.job})."
        change_source(desk, ref, source_id, {"archived_url": result.archived_url}, SourceChange(why=why))
    if result.state == "refused":
        raise NotSoNow(result.said)
    if result.wait is not None and desk.store.has_queue and tried + 1 < _TRIES:
        wait = max(result.wait, min(_FIRST_WAIT * 2**tried, _LONGEST_WAIT))
        at = desk.clock() + timedelta(seconds=wait)
        with desk.store.writing(QUEUE) as ledger:
            desk.enqueue(ledger, _job(ref, source_id, result.job, tried + 1, at=at))
    return {"ref": ref, "source": source_id, **asdict(result)}


def _job(ref: str, source_id: str, job: str | None, tried: int, **more: Any) -> Job:
    given = {"ref": ref, "source": source_id, "job": job, "tried": tried}
    return Job(SAVE, given, lock=SAVE, once=f"{SAVE} {ref} {source_id}", **more)


def _page(desk: Desk, ref: str, source_id: str) -> Source:
    """The source whose page may be sent to an archive."""
    if not desk.settings.archives.save:
        raise NotSoNow(
            "This desk asks no archive to keep pages, since that tells others what it looks at; nothing was sent. "
            "[archives] save = true in factcheck.toml lets it."
        )
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    source = record.source(source_id)
    if source.confidential:
        raise RuleRefused(6, f"{source_id} is confidential, so its address is sent to nobody.")
    if not source.url:
        raise BadInput(f"{source_id} has no address that an archive could keep.")
    if any(one.let_through for one in record.captures_of(source_id)):
        raise BadInput(f"{source.url} is a private address, which is sent to nobody.")
    if why := asyncio.run(_why_not_public(desk, source.url)):
        raise BadInput(f"{source.url} is no page that everybody can reach, so it is sent to nobody: {why}")
    return source


async def _why_not_public(desk: Desk, url: str) -> str:
    async with desk.fetcher() as fetcher:
        return await fetcher.why_not_public(url)


class _Talk:
    """One conversation with the archive about one page."""

    def __init__(self, desk: Desk, url: str) -> None:
        self._desk = desk
        self._url = url
        self._service = desk.settings.archives.service

    async def save(self, job: str | None) -> SaveResult:
        """Ask it to keep the page, unless there is a job already, and then what became of that."""
        if job is None:
            said, early = await self._ask(self._service, {"url": self._url, "skip_first_archive": "1"})
            if early:
                return early
            if not _JOB.fullmatch(job := str(said.get("job_id") or "")):
                return _refused(said)
        for _ in range(_POLLS):
            said, early = await self._ask(f"{self._service}/status", {"job_id": job})
            if early:
                return SaveResult(early.state, early.said, job, wait=early.wait)
            if said.get("status") != "pending":
                return self._ended(said, job)
            await asyncio.sleep(_BETWEEN)
        return _unknown("The archive is still at it", job)

    async def _ask(
        self, address: str, form: Mapping[str, str]
    ) -> tuple[Mapping[str, Any], SaveResult | None]:
        """What it answered; where that is nothing that can be read, what to make of it."""
        head = [("Accept", "application/json"), ("Content-Type", "application/x-www-form-urlencoded")]
        if login := self._desk.settings.archives.login:
            head.append(("Authorization", f"LOW {login}"))
        async with self._desk.fetcher() as fetcher:
            visit = await fetcher.post(address, urlencode(form).encode(), head, _MOST_OF_ANSWER)
        last = visit.last
        if last is None or last.status >= 500:
            return {}, _unknown("The archive gave no answer that says so", None)
        if last.status == _TOO_MANY:
            return {}, SaveResult("unknown", _TOO_OFTEN, wait=_wait(visit))
        if last.status in (401, 403):
            return {}, SaveResult("refused", "The archive did not accept the desk's keys for it.")
        try:
            said = json.loads(last.body)
        except (ValueError, RecursionError):
            said = None
        return (said, None) if isinstance(said, dict) else ({}, _unknown("The answer cannot be read", None))

    def _ended(self, said: Mapping[str, Any], job: str) -> SaveResult:
        at, page = str(said.get("timestamp") or ""), str(said.get("original_url") or self._url)
        if said.get("status") != "success":
            return _refused(said, job)
        if not _TIMESTAMP.fullmatch(at):
            return _unknown("The archive says that it kept the page, and not of when", job)
        if page_key(page) != page_key(self._url):
            words = f"The archive says that it kept {_short(page)} instead of {self._url}."
            return SaveResult("refused", words, job)
        parts = urlsplit(self._service)
        copy = f"{parts.scheme}://{parts.netloc}/web/{at}/{self._url}"
        return SaveResult("kept", f"The archive says that it kept the page: {copy}", job, copy)


_TOO_OFTEN = "The archive was asked too often; whether it keeps the page is not known."


def _unknown(why: str, job: str | None) -> SaveResult:
    return SaveResult("unknown", f"{why}; whether it kept the page is not known.", job, wait=_FIRST_WAIT)


def _refused(said: Mapping[str, Any], job: str | None = None) -> SaveResult:
    why = _short(str(said.get("message") or said.get("status_ext") or "without a reason"))
    return SaveResult("refused", f"The archive says that it did not keep the page: {why}", job)


def _short(said: str) -> str:
    return " ".join(said.split())[:500]


def _wait(visit: Visit) -> int:
    """The seconds that it asks to wait, at most an hour."""
    said = visit.last.header("Retry-After") if visit.last else ""
    return min(int(said), _LONGEST_WAIT) if said.isascii() and said.isdigit() else _FIRST_WAIT
