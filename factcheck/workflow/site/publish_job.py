"""Publishing in the background: asked for in one transaction, done by whoever works off jobs, one at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.desk import Desk
from factcheck.model.job import Job
from factcheck.model.vocabulary import Act
from factcheck.store.queue import Enqueued
from factcheck.store.turns import QUEUE
from factcheck.workflow.site.publish import PublishRequest, publish

_MOST_TOLD = 20
"""Claims and reasons that the result of a job names."""


def enqueue_publish(desk: Desk, refs: Sequence[str] = ()) -> Enqueued:
    """Have what is signed published, all or the claims named, after every publication that was asked for before.

    NotFound for a ref that is not here, RuleRefused for an author whose role may not publish.
    """
    desk.check_role(Act.PUBLISH)
    with desk.store.writing(QUEUE) as ledger:
        wanted = sorted({ledger.ref_now(ref) for ref in refs})
        job = Job("publish", {"refs": wanted}, lock="publish", once=f"publish {' '.join(wanted)}")
        (entered,) = desk.enqueue(ledger, job)
    return entered


def run_publish(desk: Desk, refs: Sequence[str]) -> Mapping[str, Any]:
    """Publish to the desk's own site; the versions that went out, and what was kept back and why.

    Raises what kept the site from object storage, so that it is tried again.
    """
    done = publish(desk, PublishRequest(desk.settings.site, tuple(refs)))
    if done.not_uploaded:
        raise done.not_uploaded
    return {
        "published": [f"{ref} {version}" for ref, version in done.versions[:_MOST_TOLD]],
        "versions": len(done.versions),
        "kept_back": [one.as_json() for one in done.kept_back[:_MOST_TOLD]],
        "pages": done.printed.pages,
        "uploaded": done.uploaded.put if done.uploaded else 0,
    }
