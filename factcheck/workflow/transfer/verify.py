"""Checking the whole desk: every chain, every status, every archived file, every quote, every file of the site."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from itertools import chain

from factcheck.archive.integrity import RecordedDigests, check_captures, check_unrecorded
from factcheck.desk import Desk
from factcheck.errors import Finding, Remedy, StorageFailed
from factcheck.model.evidence import Evidence
from factcheck.model.key_signatures import IN_WORDS, PersonKey, SignedWith, unproved
from factcheck.model.pictures import gone_pictures, held_pictures
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Act
from factcheck.reading.quote.quote_check import is_quote_at
from factcheck.store.audit import Audit
from factcheck.store.ledger import Ledger
from factcheck.store.site_files import FileStates
from factcheck.workflow.evidence.passage_picture import foreign_pictures
from factcheck.workflow.evidence.record_capture import text_of
from factcheck.workflow.site.log_check import LogCheck, check_log
from factcheck.workflow.site.log_stamps import StampCheck, check_stamps
from factcheck.workflow.site.site_check import SiteOnRecord, check_folder

_LOG = logging.getLogger(__name__)
_TEXTS = 16
"""Texts of captures that are kept at hand: the quotes of one claim often stand in few."""


@dataclass
class Verified:
    """What was walked, everything that does not hold, and what holds and is to be known all the same.

    `redacted` says of lines and captures what was taken out of them for good. `older` are lines that a rule of today
    would refuse, `backward` those that are dated before the line above them, `unproved` are signatures by keys of which
    it cannot be told whose they were, `signed` counts those by people's own, `behind` what the next publication puts
    right on the site, `uncovered` what could not be looked at. `unchecked` counts quotes from documents of which no
    words, or not these, could be read, `pictures` those of quotes, `files` those of the site that are as they are on
    record, `own` those that the desk put there itself.
    `stamps` are the time stamps that hold, `stamped_at` is when the last of them is from.
    """

    claims: int = 0
    captures: int = 0
    quotes: int = 0
    pictures: int = 0
    unchecked: int = 0
    findings: list[Finding] = field(default_factory=list)
    older: list[Finding] = field(default_factory=list)
    backward: list[Finding] = field(default_factory=list)
    behind: list[Finding] = field(default_factory=list)
    uncovered: list[Finding] = field(default_factory=list)
    files: int = 0
    own: int = 0
    unproved: list[Finding] = field(default_factory=list)
    signed: int = 0
    redacted: list[Finding] = field(default_factory=list)
    stamps: int = 0
    stamped_at: datetime | None = None

    @property
    def told(self) -> tuple[Finding, ...]:
        """All that is named: what does not hold first, then what is no damage."""
        named = (self.findings, self.older, self.backward, self.behind, self.unproved, self.uncovered)
        return tuple(chain.from_iterable(named))

    def take(self, audit: Audit) -> None:
        """What a walk over everything stored has found."""
        self.findings += audit.findings
        self.older += audit.older
        self.backward += audit.backward
        self.uncovered += audit.uncovered

    def take_log(self, log: LogCheck, check: StampCheck) -> None:
        """What came of the public log, and of the time stamps on it."""
        self.findings += [*log.findings, *check.findings]
        self.backward += check.backward
        self.uncovered += check.unknown
        self.stamps, self.stamped_at = check.held, check.last


@dataclass
class _Named:
    """What the records name, gathered as they are walked: quotes, files of the archive, pages of the site.

    `gone` are files that were taken out for good, each with where it was; `left` pages that the last publication of
    their check has no more; `foreign` says which pictures are of something else than their quotes.
    """

    quoted: list[tuple[Capture, Evidence, str]] = field(default_factory=list)
    captures: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    gone: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    printed: dict[str, list[str]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    foreign: list[Finding] = field(default_factory=list)

    def files(self, desk: Desk, record: Record) -> Iterator[tuple[RecordedDigests, str]]:
        """Take in a claim; its files in the archive, each with where it is recorded."""
        ref, pictures = record.claim.ref, held_pictures(record)
        for publication in record.publications:
            for name, digest in publication.pages.items():
                self.printed.setdefault(name, []).append(digest)
                self.left.add(name)
        self.left.difference_update(record.publications[-1].pages if record.publications else ())
        self.foreign += foreign_pictures(desk.archive, record) if pictures else ()
        self.captures.update(one.record for one in record.held_captures)
        self.pictures.update(one.record for one in pictures)
        yield from ((one, f"{ref} captures {one.id}") for one in record.held_captures)
        yield from ((one, f"{ref} evidence {one.evidence} picture") for one in pictures)


def verify(desk: Desk) -> Verified:
    """Check the histories, the rows made of them, the archive, the quotes found in it, and the public site."""
    verified, named = Verified(), _Named()

    def kept(audit: Audit) -> Iterator[tuple[RecordedDigests, str]]:
        for record in audit.records():
            verified.claims += 1
            desk.progress.step()
            _check_signatures(record, desk.keys, verified)
            in_captures = list(_in_captures(record))
            named.quoted += (one for one in in_captures if one[1].position)
            verified.unchecked += sum(one[1].position is None for one in in_captures)
            verified.redacted += _taken_out(record, named.gone)
            yield from named.files(desk, record)
        for article in audit.articles:
            named.captures.update(one.record for one in article.texts)
            yield from ((one, f"article {article.article.ref} text") for one in article.texts)

    with desk.store.reading() as ledger:
        audit = ledger.audit()
        desk.progress.begin(ledger.count_claims())
        in_archive = list(check_captures(desk.archive, kept(audit)))
        verified.take(audit)
        log, stamps = _log(desk, ledger, audit)
    verified.take_log(log, stamps)
    known = named.captures | named.pictures
    verified.captures, verified.quotes = len(named.captures), len(named.quoted)
    verified.pictures = len(named.pictures)
    verified.findings += chain(in_archive, named.foreign, check_unrecorded(desk.archive, known))
    verified.findings += chain(_back_again(desk, named.gone, known), _quotes(desk, named.quoted))
    states, printed = {**audit.site_files, **log.states} if audit.site_files else {}, named.printed
    on_record = SiteOnRecord(states, printed | stamps.files, desk.settings.site_own, named.left)
    _check_site(desk, on_record, verified)
    _leave_out(desk, audit.site_files, verified)
    _tell_logging(verified)
    return verified


def _log(desk: Desk, ledger: Ledger, audit: Audit) -> tuple[LogCheck, StampCheck]:
    """What the public log and its time stamps hold, also where words on record are no text any more."""
    with audit.any_bytes():
        log = check_log(desk, ledger.log, desk.settings.site, audit.site_files)
        return log, check_stamps(desk, ledger.log)


def _check_site(desk: Desk, on_record: SiteOnRecord, verified: Verified) -> None:
    site = check_folder(desk.settings.site, on_record)
    verified.findings += site.findings
    verified.behind += site.behind
    verified.files, verified.own = len(site.held), site.own


def _leave_out(desk: Desk, before: FileStates, verified: Verified) -> None:
    """Say nothing of a site that somebody published to since its record was read, but that it was not checked."""
    rest = [one for one in verified.findings if not one.code.startswith(_OF_THE_SITE)]
    if len(rest) == len(verified.findings):
        return
    with suppress(StorageFailed), desk.store.reading() as ledger:  # what cannot be read was told of above
        if ledger.site_files().states() != before:
            said = "was published to while it was looked at, and was not checked."
            again = Remedy.by("verify", "Verify again.")
            verified.uncovered.append(Finding("site-unchecked", desk.settings.site.name, said, again))
            verified.findings, verified.behind, verified.files = rest, [], 0


_OF_THE_SITE = ("page-", "site-", "log-proof")


_SIGN_AGAIN = "Rate it again, and have it signed with another key."
_GIVE_IT = "Where it was theirs, give it with its days under [[keys]] in factcheck.toml."


def _check_signatures(record: Record, keys: Sequence[PersonKey], verified: Verified) -> None:
    """Whose keys made the signatures; that each holds, a rule saw to."""
    verified.signed += sum(one.signature is not None for one in record.reviews)
    for review, stands in unproved(record, keys):
        verified.signed -= 1
        where, said = f"{record.claim.ref} review {review.id}", f"{review.by} signed with {IN_WORDS[stands]}."
        mend = _SIGN_AGAIN if stands is SignedWith.LOST_KEY else _GIVE_IT
        verified.unproved.append(Finding("signature-unproved", where, said, mend))


def _in_captures(record: Record) -> Iterator[tuple[Capture, Evidence, str]]:
    """The evidence of a claim that names a capture, with it and where it is; none of which words were taken out."""
    by_id = {one.id: one for one in record.held_captures}
    for one in record.evidence:
        if one.capture in by_id and one.exact not in record.stand_ins:
            yield by_id[one.capture], one, f"{record.claim.ref} evidence {one.id}"


def _taken_out(record: Record, gone: dict[str, tuple[str, str, str]]) -> Iterator[Finding]:
    """What was taken out of a claim for good, when, why and by whom; `gone` gets the files, each with where it was."""
    ref = record.claim.ref
    for one in record.captures:
        if one.id in record.gone_captures:
            gone[one.record] = f"{ref} captures {one.id}", ref, one.id
    for event in record.events:
        if event.act is Act.REDACT:
            named = (*event.body.get("lines", ()), *event.body.get("captures", ()))
            gone |= {one: (f"{ref} picture {one[:12]}", ref, named[0]) for one in gone_pictures(record)}
            who = f"taken out on {event.at:%Y-%m-%d} by {event.by}: {event.body['why']}"
            for line in event.body.get("lines", {}):
                yield Finding("redacted", f"{record.claim.ref} line {line}", f"lacks its words, {who}")
            for capture in event.body.get("captures", ()):
                yield Finding("redacted", f"{record.claim.ref} captures {capture}", f"lacks its file, {who}")


def _back_again(
    desk: Desk, gone: Mapping[str, tuple[str, str, str]], held: Collection[str]
) -> Iterator[Finding]:
    """A finding for every file that was taken out for good and is there again, though nothing `held` names it."""
    for file, (where, ref, what) in gone.items():
        if file not in held and desk.archive.has(file):
            again = Remedy.by("redact", "Take it out again.", ref=ref, what=what, why=None)
            yield Finding("capture-redacted", where, "was taken out and is there again.", again)


def _quotes(desk: Desk, quoted: Iterable[tuple[Capture, Evidence, str]]) -> Iterator[Finding]:
    read = lru_cache(maxsize=_TEXTS)(partial(text_of, desk))
    for capture, evidence, where in quoted:
        with suppress(StorageFailed):  # a file that cannot be read was told of above
            yield from _quote(read(capture), capture, evidence, where)


def _tell_logging(verified: Verified) -> None:
    for one in verified.findings:
        _LOG.warning("found %(code)s at %(where)s", {"code": one.code, "where": one.where})
    walked = {name: getattr(verified, name) for name in ("claims", "captures", "quotes")}
    said = {**walked, "findings": len(verified.findings)}
    _LOG.info(
        "verified %(claims)d claims, %(captures)d captures, %(quotes)d quotes: %(findings)d findings", said
    )


def _quote(text: str | None, capture: Capture, evidence: Evidence, where: str) -> Iterator[Finding]:
    """Whether the words stand where the evidence says."""
    if text is None or evidence.position is None or not is_quote_at(text, evidence.position, evidence.exact):
        yield Finding(
            "quote-not-there",
            where,
            f"does not stand in {capture.id} where it is said to.",
            "Look at both, and cite it anew from what the capture says.",
        )
