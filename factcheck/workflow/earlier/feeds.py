"""Feeds of others' checks that the desk's settings name, brought in again and again; only one that changed is read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from factcheck.desk import Desk
from factcheck.model.job import Job
from factcheck.store.turns import QUEUE
from factcheck.workflow.earlier.import_claimreview import import_feed
from factcheck.workflow.evidence.fetch_queue import FetchTask
from factcheck.workflow.evidence.fetch_result import FetchResult

FEED = "feed"
"""The task that brings in one feed."""


def ask_for_feeds(desk: Desk) -> Mapping[str, Any]:
    """Ask for each feed by itself, so that one that fails holds no other up; how many there are."""
    jobs = [Job(FEED, {"url": url}, lock=_key(url), once=_key(url)) for url in desk.settings.feeds]
    with desk.store.writing(QUEUE) as ledger:
        desk.enqueue(ledger, *jobs)
    return {"feeds": len(jobs)}


def run_feed(desk: Desk, url: str) -> Mapping[str, Any]:
    """Bring in what is new or changed in a feed; how the visit ended, and how many checks were new, changed or here.

    BadInput where it cannot be read.
    """
    with desk.store.reading() as ledger:
        before = ledger.task_memory.get(_key(url))
    brought = import_feed(desk, asked_since(url, before), before.get("digest"))
    seen, told = brought.seen, brought.as_json()
    if seen and seen.outcome.holds_words:
        with desk.store.writing(QUEUE) as ledger:
            ledger.task_memory.put(_key(url), memory_of(seen))
    ended = {"outcome": seen.outcome, "reason": seen.reason} if seen else {}
    return {**ended, **{word: told[word] for word in ("read", "new", "changed", "here")}}


def asked_since(url: str, before: Mapping[str, Any]) -> FetchTask:
    """What is asked for: only what changed since the last time, where there was one."""
    if not before:
        return FetchTask(url)
    seen_at = datetime.fromisoformat(before["seen_at"])
    return FetchTask(url, etag=before["etag"], last_modified=before["last_modified"], seen_at=seen_at)


def memory_of(seen: FetchResult) -> Mapping[str, Any]:
    """What is kept of a feed to ask for what changed the next time."""
    now = {"etag": seen.etag, "last_modified": seen.last_modified, "digest": seen.digest}
    return {**now, "seen_at": seen.fetched_at.isoformat()}


def _key(url: str) -> str:
    return f"{FEED} {url}"
