"""What is said of an import of others' checks: how many there were, what was corrected in them, what was left out."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from factcheck.cli.app import ERROR, NOT_ALL_FETCHED, counted, leave, say, say_next

if TYPE_CHECKING:
    from factcheck.workflow.earlier.import_claimreview import ChecksImport

MENDED = {
    "address-of-page": "no address; that of the page is taken",
    "date-dropped": "a date that can be read in several ways or not at all; it is left out",
    "json-mended": "commas too many; they are passed over",
    "language-dropped": "a language that is no language tag; it is left out",
    "language-of-page": "no language; that of the page is taken",
    "letters-lost": "letters that cannot be read; they are shown as \ufffd",
    "link-dropped": "a link that leads to no page; it is left out",
    "link-mended": "a link that is not whole; it is completed",
    "list-cut": "a very long list; the first of it are kept",
    "markup-removed": "HTML among the words; the words are kept",
    "number-dropped": "a number without a scale; it is left out, the label stays",
    "publisher-elsewhere": "no author; the publisher is taken",
    "raw-dropped": "very long markup; it is not kept, what it says is",
    "text-cut": "a very long text; its beginning is kept",
    "wording-elsewhere": "the wording of the claim in another field; it is taken from there",
}
LEFT_OUT = {
    "does-not-fit": "something that no check can hold",
    "no-address": "no address at which the review can be read",
    "no-wording": "no word of which claim is reviewed",
    "not-json": "no JSON that can be read",
    "too-large": "more characters than one check has",
}
_SAVE = "Save it with a browser and import that file."


def tell_brought(brought: "ChecksImport", where: str) -> None:
    """Say what came of it, and leave with the exit code that says whether anything did."""
    seen, tally, shelved = brought.seen, brought.tally, brought.shelved
    if seen and not seen.outcome.holds_words:
        say(f"{seen.url}\n  {seen.outcome}: {seen.reason or ''}\n  {_SAVE}")
        leave(NOT_ALL_FETCHED)
    if seen and seen.reason:
        say(f"{seen.url}\n  {seen.outcome}, but: {seen.reason} {_SAVE}")
    for line in (*_in_words(tally.mended, MENDED, "Mended"), *_left_out(brought)):
        say(line)
    for cut_off in tally.cut_off:
        say(str(cut_off))
    if not tally.items:
        say(f"{where} holds no check of a claim (schema.org ClaimReview).")
        leave(ERROR)
    read = counted(tally.items, "check")
    say(
        f"{read} read: {shelved.added:,} new, {shelved.changed:,} changed, {shelved.unchanged:,} here already, "
        f"{tally.left_out.total():,} left out."
    )
    if not tally.taken:
        leave(ERROR)
    say_next("match REF")


def _in_words(counts: Mapping[str, int], words: Mapping[str, str], did: str) -> Iterator[str]:
    for code, count in sorted(counts.items()):
        yield f"{did}: {count:,} with {words.get(code, code)} ({code})."


def _left_out(brought: "ChecksImport") -> Iterator[str]:
    """Each reason with the first few places."""
    for code, count in sorted(brought.tally.left_out.items()):
        yield from _in_words({code: count}, LEFT_OUT, "Left out")
        yield from (f"  {one}" for one in brought.examples[code])
