"""Filing what a person saved: a document as it is, of a web archive the page that is meant."""

from collections.abc import Sequence
from pathlib import Path

from factcheck.archive.outside_pages import web_archive_kind
from factcheck.archive.surt import page_key
from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, Remedy
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome
from factcheck.workflow.act import OpenClaim, for_each
from factcheck.workflow.evidence.make_capture import keep_read, read_document
from factcheck.workflow.evidence.record_capture import put_capture
from factcheck.workflow.evidence.sources import SourceEntry, document_of, filed_already, lost_files, of_one
from factcheck.workflow.evidence.web_archive_pages import attach_pages


def attach(
    desk: Desk, ref: str, path: Path, source_id: str | None = None, page: str | None = None
) -> tuple[str, str]:
    """File what a person saved of a source of one claim; returns the ids of the source and the capture."""
    return attach_each(desk, [ref], path, source_id, page)[0]


def attach_each(
    desk: Desk, refs: Sequence[str], path: Path, source_id: str | None = None, page: str | None = None
) -> list[tuple[str, str]]:
    """File on claims, on all or none, what a person saved once; returns the ids of the source and the capture of each.

    Without `source_id` it is filed under the claim's only link that has no capture yet; BadInput lists them when
    there are several; when there is none, the file becomes a source of its own. What was filed before is not
    filed twice, unless the archive has lost it; StorageFailed where nobody can tell.

    Of a web archive one page is filed: that of the source, or with the address `page`; raises what `attach_pages` does.
    """
    if source_id:
        of_one(refs, source_id)
    if path.is_file() and web_archive_kind(path):
        return attach_pages(desk, refs, path, source_id, page)
    if page:
        raise BadInput(f"{path.name} is no web archive, so there are no pages in it to choose from.")
    with desk.store.reading() as ledger:
        before = [ledger.record(ref) for ref in refs]
    document = document_of(path)
    reading = read_document(desk, document)
    said = reading.saved_from
    chosen = {one.claim.ref: one.source(source_id).id if source_id else _waiting(one, said) for one in before}
    own = SourceEntry({}, document=document, named=path.name)
    lost = lost_files(desk, before, document.digest)
    is_new = any(not filed_already(one, chosen[one.claim.ref], document.digest, lost) for one in before)
    caught = keep_read(desk, document, reading) if is_new else None

    def file(claim: OpenClaim) -> tuple[str, str]:
        into = chosen[claim.record.claim.ref] or own.on(claim, caught)
        _tell_address(claim, into, said)
        same = filed_already(claim.record, into, document.digest, lost)
        return into, same or put_capture(claim, into, caught or keep_read(desk, document, reading))

    return for_each(desk, refs, file)


def _tell_address(claim: OpenClaim, source_id: str, page: str) -> None:
    """Tell where a file says that it is another page than the source."""
    url = claim.record.source(source_id).url
    if page and url and page_key(page) != page_key(url):
        said = f"The file says that it is {page}, and {source_id} is {url}."
        claim.desk.told.append(Finding("other-address", claim.record.claim.ref, said))


def _waiting(record: Record, page: str) -> str | None:
    """The one source with a link of which nothing could be captured yet; of several that with the address `page`."""
    waiting = [
        one
        for one in record.sources
        if one.url and not any(_gave(capture) for capture in record.captures_of(one.id))
    ]
    if len(waiting) > 1 and page:
        waiting = [one for one in waiting if page_key(one.url or "") == page_key(page)] or waiting
    if len(waiting) > 1:
        ref = record.claim.ref
        raise BadInput(
            f"{ref} has {len(waiting)} sources without a capture.",
            [Finding("several-sources", one.id, one.url or "") for one in waiting],
            [Remedy.by("attach", "Say which one the file is of.", ref=ref, file=None, source=waiting[0].id)],
        )
    return waiting[0].id if waiting else None


def _gave(capture: Capture) -> bool:
    """Whether a capture is something to quote from; a page without words of its own is not."""
    return capture.outcome is Outcome.FILED or (
        capture.outcome.holds_words and capture.text_digest is not None
    )
