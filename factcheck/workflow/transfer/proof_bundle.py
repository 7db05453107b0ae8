"""A proof bundle of all that is published, put together from the desk, its site and its archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from factcheck.archive.storage import path_of
from factcheck.desk import Desk
from factcheck.dossier.form import to_toml
from factcheck.errors import BadInput, Finding, NotFound, NotSoNow, Remedy
from factcheck.exchange.proof import BundledCheck, ProofBundle, exhibit
from factcheck.files import disk_errors_explained, writing_whole
from factcheck.model.public import public_checks
from factcheck.store.ledger import Ledger
from factcheck.workflow.site.log_stamps import stamp_files
from factcheck.workflow.site.public_log import signed_files
from factcheck.workflow.stamping import ask_for_stamp


@dataclass
class BundleSummary:
    """What a bundle holds, counted; `missing` are pages that were published and are no longer in the site.

    `withheld` are files that may tell of people what readers are not shown, which are given on request alone.
    """

    claims: int = 0
    pages: int = 0
    captures: int = 0
    missing: int = 0
    withheld: int = 0
    stamped_at: str | None = None


def prove(desk: Desk, out: Path, authority: str | None = None, *, originals: bool = False) -> BundleSummary:
    """Write the proof bundle of everything published; the same desk gives the same bytes.

    With `originals` pictures and scans are in it as they came, and pages that were asked for with a person's cookies.
    `authority` is the address of a time-stamp authority (RFC 3161) that is asked to vouch for it; its answer makes
    the bytes new each time. NotFound where nothing is published, NotSoNow where a page in the site is not what was
    published, StorageFailed for a capture that is missing or changed, BadInput where the authority gives no stamp:
    then nothing is written.
    """
    with writing_whole(out) as file, ZipFile(file, "w") as zipped:
        bundle = ProofBundle(zipped)
        with desk.store.reading() as ledger:
            proven = _filled(desk, ledger, bundle, originals=originals)
        manifest = bundle.finish(desk.settings.name)
        if authority:
            reply, proven.stamped_at = _stamped(desk, authority, manifest)
            bundle.stamp(reply)
        return proven


def _filled(desk: Desk, ledger: Ledger, bundle: ProofBundle, *, originals: bool) -> BundleSummary:
    proven, captures, withheld, changed = BundleSummary(), set[str](), set[str](), list[Finding]()
    for record in ledger.records():
        if record.version is None:
            continue
        checks = public_checks(record, desk.scales)
        shown = exhibit(record, checks, desk.scales, desk.keys)
        bundle.add(shown)
        bundle.put(f"claims/{shown.ref}.toml", to_toml(checks[-1].record).encode())
        changed += _add_pages(desk, shown, bundle, proven)
        captures.update(shown.captures)
        withheld.update(() if originals else shown.originals)
        proven.claims += 1
    if not proven.claims:
        first = Remedy.by("publish", "Publish first.")
        raise NotFound("Nothing is published yet, so there is nothing to prove.", remedies=[first])
    for path, content in chain(signed_files(ledger.log), stamp_files(ledger.log)):
        bundle.put(path, content)
    if changed:
        raise NotSoNow("The site is not what was published; no bundle was written.", changed)
    for record_digest in sorted(captures & withheld):
        bundle.leave_out(f"archive/{path_of(record_digest)}", _WITHHELD)
    captures, proven.withheld = captures - withheld, len(captures & withheld)
    for record_digest in sorted(captures):
        with desk.archive.get(record_digest) as capture:
            bundle.copy(f"archive/{path_of(record_digest)}", capture)
    proven.captures = len(captures)
    return proven


_WITHHELD = (
    "a picture as it came may say by whom, where and when it was made, and a page that was asked for with a person's "
    "cookies who that is, so it is given on request alone; its digests are in the history"
)


def _add_pages(
    desk: Desk, shown: BundledCheck, bundle: ProofBundle, proven: BundleSummary
) -> Iterator[Finding]:
    """Put in the pages that are as they were published; a finding for each that is not."""
    for path, digest in sorted(shown.pages.items()):
        page = desk.settings.site / path
        with disk_errors_explained(page):
            content = page.read_bytes() if page.is_file() else None
        if content is None:
            proven.missing += 1
            bundle.leave_out(f"pages/{path}", "the page is no longer in the desk's site")
        elif sha256(content).hexdigest() == digest:
            proven.pages += 1
            bundle.put(f"pages/{path}", content)
        else:
            again = Remedy.by("publish", "Or publish again.")
            said = "is not the page that was published."
            yield Finding("page-changed", str(page), said, "Restore the page.", again)


def _stamped(desk: Desk, authority: str, manifest: bytes) -> tuple[bytes, str]:
    """What the authority answers, and when it says it saw the manifest."""
    try:
        reply, at = ask_for_stamp(desk, authority, manifest)
    except ValueError as wrong:
        raise BadInput(
            f"There is no time stamp: {wrong}. No bundle was written.", remedies=[_OTHERWISE]
        ) from wrong
    return reply, f"{at:%Y-%m-%d %H:%M:%SZ}"


_OTHERWISE = Remedy.by(
    "export", "Try again, ask another authority, or leave out the time stamp.", format="proof", timestamp=None
)
