"""Publishing: what is signed goes out, is put on record with the digest of every page, and stands on the site.

The act comes first, then the files; of those about all checks, the SHA-256. What readers see was thus always on record
before; a crash in between leaves files of an earlier printing, or none yet, and the next publication puts them right.
"""

import hashlib
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import Finding, NotSoNow, Remedy
from factcheck.model.event import digest
from factcheck.model.public import PublicCheck, public_checks
from factcheck.model.publication import Publication
from factcheck.model.publishing import next_version, printed
from factcheck.model.record import Record, next_id
from factcheck.model.signing import signing_digest
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, CorrectionKind, Status
from factcheck.report.edition import Audience, Edition
from factcheck.report.frame import TEXTS
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.outputs.embed import embed_page
from factcheck.report.pages import Beside, check_file, claim_page
from factcheck.report.related import RelatedChecks, related_digest
from factcheck.report.share_card import SharedImage
from factcheck.report.urls import DATA_JSON, article_file, claim_file, embed_file, image_file, proof_file
from factcheck.store.turns import SITE
from factcheck.workflow.act import OpenClaim, OpenClaims, open_claims
from factcheck.workflow.claims.gate import blocking
from factcheck.workflow.site.build import BuildResult, PageBytes, SiteBuild, fingerprint
from factcheck.workflow.site.desk_logo import print_logo
from factcheck.workflow.site.desk_texts import read_texts
from factcheck.workflow.site.log_stamps import stamp_files, stamp_log
from factcheck.workflow.site.public_base import public_base
from factcheck.workflow.site.public_log import LogRequest, PublicLog
from factcheck.workflow.site.report import edition_of, plain_edition
from factcheck.workflow.site.share_images import ShareImages, can_draw
from factcheck.workflow.site.shared_data import SharedData
from factcheck.workflow.site.shared_pages import SharedPages
from factcheck.workflow.site.site_record import SiteRecord, alone_at

_LOG = logging.getLogger(__name__)
AT_ONCE = 200
"""Claims that go out in one transaction: others wait for it, and their pages are in memory until it is done."""


@dataclass(frozen=True)
class PublishRequest:
    """Where the site goes, and which claims alone may be newly published; every one where none is named.

    `log` is what is to be done about the public log beside bringing it up to date.
    """

    out: Path
    refs: tuple[str, ...] = ()
    log: LogRequest = field(default_factory=LogRequest)


@dataclass
class Published:
    """What came of one publication: versions that are new, checks printed anew, what was kept back and why.

    `waiting` are checks under a major correction whose verdict stands so far: named outright, they go out with it.
    `missing` are the texts of its own that the desk has not written yet, `unsigned` the claims that are rated and not
    signed, where none was named. `undrawn` counts checks without a share image, for want of the extra that draws them;
    `wordless` are those newly drawn without the claim's words, each with the script the font lacks, or "shaping".
    """

    printed: BuildResult = field(default_factory=BuildResult)
    versions: list[tuple[str, int]] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    kept_back: list[Finding] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    unsigned: list[tuple[str, Status]] = field(default_factory=list)
    undrawn: int = 0
    wordless: dict[str, str] = field(default_factory=dict)


def publish(desk: Desk, order: PublishRequest) -> Published:
    """Publish what is signed and let through, and bring the site up to date with all that is published.

    The whole run has one moment, which the pages and the acts show. BadInput where the desk has no public address,
    NotFound for a claim that is not there, RuleRefused for an author whose role may not publish.
    """
    desk.check_role(Act.PUBLISH)
    texts = read_texts(desk.settings.folder / "texts")
    with alone_at(order.out):
        run = _run_of(desk, order, texts)
        run.published.missing = tuple(name for name in TEXTS if name not in texts)
        run.log.bring_up_to_date()
        with closing(run.data), closing(run.press):
            for refs in chain(run.moved(), run.moved_beside()):
                run.go_out(refs)
            return run.finish(texts)


def preview(desk: Desk, ref: str) -> bytes:
    """The page of a check, byte for byte as its publication at this moment would write it; nothing is stored.

    NotSoNow with all that keeps it back; BadInput and NotFound as for `publish`.
    """
    texts, site = read_texts(desk.settings.folder / "texts"), desk.settings.site
    with TemporaryDirectory() as empty:
        order = PublishRequest(site if site.is_dir() else Path(empty), (ref,))
        run = _run_of(replace(desk, told=[]), order, texts)
        with closing(run.data), closing(run.press):
            return run.preview(ref)


def _run_of(desk: Desk, order: PublishRequest, texts: Collection[str]) -> "_Run":
    """A publication that has not begun; all of it has one moment."""
    edition = edition_of(desk.settings, desk.scales)
    base = public_base(desk.settings)
    public = replace(edition, audience=Audience.PUBLIC, base_url=base, texts=frozenset(texts))
    now = desk.clock()
    named = replace(order, refs=_refs_now(desk, order.refs))
    return _Run(replace(desk, clock=lambda: now), public, named)


def _refs_now(desk: Desk, refs: Sequence[str]) -> tuple[str, ...]:
    with desk.store.reading() as ledger:
        return tuple(ledger.ref_now(ref) for ref in refs)


class _Run:
    """One publication: claim by claim what is new, then what is about all of them."""

    def __init__(self, desk: Desk, edition: Edition, order: PublishRequest) -> None:
        self._desk, self._edition, self._order = desk, edition, order
        self.published = Published()
        self._record = SiteRecord(desk, order.out)
        self.press = SiteBuild(order.out, on_record=self._record.standing)
        self._images = ShareImages(self.press, edition, wanted=desk.settings.share_images)
        self.log = PublicLog(desk, order.out, edition.base_url or "", order.log)
        self._made_with = digest([fingerprint(), *plain_edition(edition)])
        self._related = RelatedChecks()
        self._heads: dict[str, str] = {}
        self._article_of: dict[str, str | None] = {}
        with desk.store.reading() as ledger:
            self._rows = ledger.listed(("ref", "head", "status", "article"))
            self._out = ledger.last_pages()
            articles = ledger.articles()
        if not order.refs:
            standing = ((row["ref"], row["status"]) for row in self._rows)
            self.published.unsigned = [(ref, where) for ref, where in standing if where.lacks_signature]
        self._articles = {one.article.ref: one.article for one in articles}
        self._article_heads = {one.article.ref: one.head for one in articles}
        self.data = SharedData(order.out, self._articles, edition)

    def moved(self) -> Iterator[Sequence[str]]:
        """The claims to look at, some at a time: what may go out, and what is not on the site as it should be."""
        moved = [row["ref"] for row in self._rows if self._is_to_be_seen(row)]
        self._desk.progress.begin(len(moved))
        if moved:
            self._complete_data(self._out)
        yield from (moved[at : at + AT_ONCE] for at in range(0, len(moved), AT_ONCE))

    def moved_beside(self) -> Iterator[Sequence[str]]:
        """The published claims whose page names related checks otherwise than it should, once all others went out."""
        checks = self.data.checks
        moved = [ref for ref in sorted(checks) if not self.press.shows(claim_file(ref), self._beside(ref)[1])]
        yield from (moved[at : at + AT_ONCE] for at in range(0, len(moved), AT_ONCE))

    def _beside(self, ref: str) -> tuple[Sequence[ListedCheck], str]:
        """The related checks of one that is out, and the digest of what its page says of them."""
        found = self._related.of(self.data.checks[ref].listed)
        return found, related_digest(found)

    def _is_to_be_seen(self, row: Mapping[str, Any]) -> bool:
        ref, head = row["ref"], row["head"]
        if row["status"] is Status.SIGNED_OFF or ref in self._order.refs:
            return True
        if ref not in self._out:
            return False
        if self._images.draws and image_file(ref) not in self._out[ref]:
            return True
        if not self.press.keeps_all(self._out[ref], self._key(head, row["article"])):
            return True
        self._heads[ref], self._article_of[ref] = head, row["article"]
        return False

    def go_out(self, refs: Sequence[str]) -> None:
        """Put on record what of these claims is new, then put their pages on the site."""
        with open_claims(self._desk, refs, SITE) as claims:
            went = [(claim, self._went_out(claim)) for claim in claims.each(refs)]
            coming = {name: page.digest for _, pages in went for name, page in (pages or {}).items()}
            self._record.announce(claims.ledger, coming)
        for claim, pages in went:
            if pages is None:
                continue
            key = self._key_of(claim.record)
            self._heads[claim.record.claim.ref] = claim.record.head
            for name, page in pages.items():
                self.press.print(name, key, page)
        self.press.put_in_place()

    def preview(self, ref: str) -> bytes:
        """The page that a claim would have after this; NotSoNow where it would be kept back."""
        self._complete_data(self._out)
        with self._desk.store.reading() as ledger:
            claim = OpenClaims(self._desk, ledger, ledger.places([ref])).on(ref)
            pages = self._went_out(claim)
        if pages is None:
            raise NotSoNow(f"{ref} would not be published as it stands.", self.published.kept_back)
        return pages[claim_file(claim.record.claim.ref)].content

    def _went_out(self, claim: OpenClaim) -> Mapping[str, PageBytes] | None:
        """The pages of a claim after its publication; None where nothing of it is public."""
        self._desk.progress.step()
        record = claim.record
        ref, out = record.claim.ref, record.version.first.version if record.version else None
        number = next_version(record, self._desk.scales)
        named = ref in self._order.refs
        if number and number != out and self._is_meant(record):
            found = blocking(self._desk, claim.ledger, record, self._desk.clock())
            findings = [one.finding for one in found]
            if not findings:
                return self._print(claim, number)
            self.published.kept_back += findings
        elif named and number == out and (out is None or record.under_correction):
            self.published.kept_back.append(_not_signed(record, status(record, self._desk.scales)))
        return self._print(claim, out) if out else None

    def _is_meant(self, record: Record) -> bool:
        """Whether this claim is to go out now, where others were named or a major correction may want a verdict.

        Until there is another one, the published verdict is still signed; that it stays is said by naming the claim.
        """
        named = record.claim.ref in self._order.refs
        same = record.version and record.verdict and record.version.first.verdict == record.verdict.id
        major = any(one.kind is CorrectionKind.MAJOR for one in record.corrections_since)
        if same and major and not named:
            self.published.waiting.append(record.claim.ref)
            return False
        return named or not self._order.refs

    def _print(self, claim: OpenClaim, number: int) -> Mapping[str, PageBytes]:
        """The pages of a version, put on record with their digests; unchanged pages make no new act."""
        record = claim.record
        ref, out = record.claim.ref, record.version
        draft = self._draft(record, number)
        checks = public_checks(printed(record, draft), self._desk.scales)
        image = self._images.of(checks[-1])
        self._take_in(checks[-1])
        related, named = self._beside(ref)
        pages = {check_file(one): PageBytes.of(self._page(one, None, ())) for one in checks[:-1]}
        page = self._page(checks[-1], image.told if image else None, related)
        pages[check_file(checks[-1])] = replace(PageBytes.of(page), shows=named)
        if image:
            pages[image_file(ref)] = image.file
        pages[embed_file(ref)] = PageBytes.of(embed_page(checks[-1], self._edition))
        digests = {name: page.digest for name, page in pages.items()}
        last = record.publications[-1] if out and number == out.first.version else None
        if last is None or digests != last.pages or not self.log.holds(last):
            leaf = self.log.next_leaf(claim.ledger)
            body = draft.model_copy(update={"pages": digests, "leaf": leaf}).plain()
            claim.act(Act.PUBLISH, {"publication": body})
            if last:
                self.published.again.append(ref)
            else:
                self.published.versions.append((ref, number))
        self._article_of[ref] = checks[-1].record.claim.article
        return pages

    def _take_in(self, check: PublicCheck) -> None:
        self.data.add(check)
        self._related.put(self.data.checks[check.record.claim.ref].listed)

    def _draft(self, record: Record, number: int) -> Publication:
        """A printing of this version, its pages not made yet."""
        same = record.version is not None and record.version.first.version == number
        binds = record.publications[-1] if same else None
        verdict = record.verdict.id if record.verdict else ""
        return Publication.of(
            {
                "id": next_id("p", record.publications),
                "version": number,
                "verdict": binds.verdict if binds else verdict,
                "digest": binds.digest if binds else signing_digest(record, self._desk.scales),
                "url": self._edition.urls.claim(record.claim.ref),
                "pages": {},
                "by": self._desk.author,
                "at": self._desk.clock(),
            },
            f"publication of {record.claim.ref}",
        )

    def _page(self, check: PublicCheck, image: SharedImage | None, related: Sequence[ListedCheck]) -> str:
        article = self._articles.get(check.record.claim.article or "")
        return claim_page(check, article, self._edition, Beside(image, related))

    def finish(self, texts: Mapping[str, str]) -> Published:
        """Print the files about all checks, and take away pages that are no more."""
        members: dict[str, list[str]] = {}
        for ref, article in sorted(self._article_of.items()):
            if article in self._articles:
                members.setdefault(article, []).append(ref)
        pages = SharedPages(self.data, self._articles, members, texts, self._edition)
        heads = [*sorted(self._heads.items()), *sorted(self._article_heads.items())]
        key = digest([self._made_with, heads, sorted(texts.items())])
        keys = {ref: self._key_of_article(ref, refs) for ref, refs in sorted(members.items())}
        moved = [ref for ref, key in keys.items() if not self.press.keeps(article_file(ref), key)]
        is_kept = self.press.keeps_all(self.press.listed_under(key), key)
        if moved or not is_kept:
            self._complete_data(self._heads)
        for ref in moved:
            pages.print_article(self.press, ref, keys[ref])
        if not is_kept:
            pages.print_all(self.press, key, self._checks)
        print_logo(self.press, self._desk.settings)
        self._prove()
        with self._record.of_all(self.press):
            self.published.printed = self.press.finish()
        self._tell_of_images()
        done = self.published
        counts = {name: len(getattr(done, name)) for name in ("versions", "again", "kept_back")}
        _LOG.info("published %(versions)d versions, %(again)d anew, %(kept_back)d kept back", counts)
        return done

    def _prove(self) -> None:
        """Put every leaf in the public log, beside each check the proof that its last one stands there, and stamps."""
        self.log.bring_up_to_date()
        keys = {
            proof_file(ref): (index, f"{self.log.id} {index}")
            for ref, index in self.log.last_leaves().items()
        }
        new = {index: (name, key) for name, (index, key) in keys.items() if not self.press.keeps(name, key)}
        for index, proof in self.log.proofs(new):
            self.press.print(*new[index], proof)
        stamp_log(self._desk, self.log.id)
        with self._desk.store.reading() as ledger:
            stamps = list(stamp_files(ledger.log))
        for name, content in stamps:
            file = PageBytes.of_bytes(content)
            if not self.press.keeps(name, file.digest):
                self.press.print(name, file.digest, file)

    def _tell_of_images(self) -> None:
        there, wanted = self.press.pages[0], self._desk.settings.share_images
        self.published.wordless = self._images.wordless
        if wanted and not can_draw():
            self.published.undrawn = sum(image_file(ref) not in there for ref in self._heads)

    def _complete_data(self, refs: Collection[str]) -> None:
        """Take in these checks as they were last: from the data of that publication, else from their records."""
        missing = set(refs) - self.data.checks.keys()
        if missing and self.press.is_unchanged(DATA_JSON):
            self.data.reuse(missing)
        for ref in missing & self.data.checks.keys():
            self._related.put(self.data.checks[ref].listed)
        for check in self._checks(missing - self.data.checks.keys()):
            self._take_in(check)

    def _checks(self, refs: Collection[str]) -> Iterator[PublicCheck]:
        """The version of each of these checks that is out."""
        with self._desk.store.reading() as ledger:
            for record in ledger.records(refs):
                yield public_checks(record, self._desk.scales)[-1]

    def _key_of(self, record: Record) -> str:
        """The key of a claim's pages; where a version names another article than the claim now, none that is kept."""
        named = {one.record.claim.article for one in record.versions}
        known = named == {record.claim.article}
        return self._key(record.head, record.claim.article) if known else ""

    def _key_of_article(self, ref: str, members: Sequence[str]) -> str:
        """What the page of an article is made from."""
        heads = [(member, self._heads[member]) for member in members]
        return digest([self._made_with, ref, self._article_heads[ref], heads])

    def _key(self, head: str, article: str | None) -> str:
        """What a claim's pages are made from: its history, its article, the desk and the program."""
        about = self._article_heads.get(article or "", "")
        return hashlib.sha256(f"{self._made_with}{head}{about}".encode()).hexdigest()


def _not_signed(record: Record, standing: Status) -> Finding:
    ref = record.claim.ref
    what = "the corrected version" if record.version else "it"
    show = Remedy.by("show", "See what it lacks.", ref=ref)
    return Finding("not-signed", ref, f"{what} is {standing}, not signed.", show)
