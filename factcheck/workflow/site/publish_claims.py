"""Claims on their way out: their pages made while nobody waits, then put on record in a short transaction, then placed.

What is decided of a claim, and its pages, are made of its history as it was read before the transaction. Where that has
moved when the transaction begins, they are made anew inside of it.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from factcheck.desk import Desk
from factcheck.errors import Finding, NotSoNow, Remedy
from factcheck.model.event import digest
from factcheck.model.public import PublicCheck, public_checks
from factcheck.model.publication import Publication
from factcheck.model.publishing import next_version, printed
from factcheck.model.record import Record, next_id
from factcheck.model.signing import signing_digest
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, CorrectionKind
from factcheck.report.edition import Audience, Edition
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.outputs.claims_json import check_data
from factcheck.report.outputs.embed import embed_page
from factcheck.report.pages import Beside, check_file, claim_page
from factcheck.report.related import related_digest
from factcheck.report.urls import embed_file, image_file
from factcheck.store.ledger import Ledger
from factcheck.store.turns import SITE
from factcheck.workflow.act import OpenClaim, decided_anew, open_claims
from factcheck.workflow.claims.gate import blocking
from factcheck.workflow.site.build import PageBytes, SiteBuild, fingerprint
from factcheck.workflow.site.public_base import public_base
from factcheck.workflow.site.public_log import LogRequest, PublicLog
from factcheck.workflow.site.quote_pictures import picture_files, quote_pictures, shown_pictures
from factcheck.workflow.site.report import edition_of, plain_edition
from factcheck.workflow.site.share_images import ShareImages
from factcheck.workflow.site.shared_data import SharedData
from factcheck.workflow.site.site_record import SiteRecord

AT_ONCE = 200
"""Claims that go out in one transaction; their pages are in memory until it is done."""


@dataclass(frozen=True)
class PublishRequest:
    """Where the site goes, and which claims alone may be newly published; every one where none is named.

    `log` is what is to be done about the public log beside bringing it up to date.
    """

    out: Path
    refs: tuple[str, ...] = ()
    log: LogRequest = field(default_factory=LogRequest)


@dataclass
class WentOut:
    """What came of some claims: versions that are new, checks printed anew, what was kept back and why.

    `waiting` are checks under a major correction whose verdict stands so far: named outright, they go out with it.
    `wordless` are those whose share image was drawn without the claim's words, each with the script that the font
    lacks, or "shaping". `heads`, `articles` and `keys` are those of every claim that is out, by
    ref.
    """

    versions: list[tuple[str, int]] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    kept_back: list[Finding] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    wordless: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    articles: dict[str, str | None] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def enter(self, ref: str, head: str, article: str | None, key: str) -> None:
        """Count a check that is out, with the key of what its pages are made from."""
        self.heads[ref], self.articles[ref], self.keys[ref] = head, article, key

    def add(self, more: "WentOut") -> None:
        """Count what came of others, too."""
        self.versions = sorted([*self.versions, *more.versions])
        self.again = sorted([*self.again, *more.again])
        self.kept_back = sorted([*self.kept_back, *more.kept_back], key=lambda one: one.where)
        self.waiting = sorted([*self.waiting, *more.waiting])
        self.wordless |= more.wordless
        self.heads |= more.heads
        self.articles |= more.articles
        self.keys |= more.keys


@dataclass(frozen=True)
class _Prepared:
    """A claim as it will go out: the record that was read, its next printing, the pages of that; none is public."""

    record: Record
    draft: Publication | None
    checks: Sequence[PublicCheck] = ()
    pages: Mapping[str, PageBytes] = field(default_factory=dict)
    kept_back: Sequence[Finding] = ()
    waits: bool = False

    @property
    def last(self) -> Publication | None:
        """The last printing of the same version; None where the version is not out yet."""
        same = self.draft and self.draft.version == _version_out(self.record)
        return self.record.publications[-1] if same else None


def public_edition(desk: Desk, texts: Collection[str]) -> Edition:
    """Whose pages are published; BadInput where the desk has no public address."""
    edition = edition_of(desk.settings, desk.scales)
    base = public_base(desk.settings)
    return replace(edition, audience=Audience.PUBLIC, base_url=base, texts=frozenset(texts))


class ClaimsOut:
    """Makes the pages of claims and puts them out; `beside` has the related checks of each by ref."""

    def __init__(
        self, desk: Desk, edition: Edition, order: PublishRequest, press: SiteBuild, record: SiteRecord
    ) -> None:
        self.desk, self.edition = desk, edition
        self.press, self.record = press, record
        self._named = order.refs
        self.images = ShareImages(press, edition, wanted=desk.settings.share_images)
        self.log = PublicLog(desk, order.out, edition.base_url or "", order.log)
        self.made_with = digest([fingerprint(), *plain_edition(edition)])
        with desk.store.reading() as ledger:
            articles = ledger.articles()
        self.article_of = {one.article.ref: one.article for one in articles}
        self.article_heads = {one.article.ref: one.head for one in articles}
        self.data = SharedData(order.out, self.article_of, edition)
        self.beside: Mapping[str, Sequence[ListedCheck]] = {}
        self.done = WentOut()

    def key(self, head: str, article: str | None) -> str:
        """What a claim's pages are made from: its history, its article, the desk and the program."""
        about = self.article_heads.get(article or "", "")
        return hashlib.sha256(f"{self.made_with}{head}{about}".encode()).hexdigest()

    def foreseen(self, refs: Collection[str]) -> dict[str, ListedCheck]:
        """What lists will show of these claims, of those that are out or go out now."""
        with self.desk.store.reading() as ledger:
            return {one.ref: one for one in self._foreseen(ledger, refs)}

    def _foreseen(self, ledger: Ledger, refs: Collection[str]) -> Iterator[ListedCheck]:
        for record in ledger.records(refs):
            number, *_ = self._decided(ledger, record)
            if number:
                check = public_checks(printed(record, self._draft(record, number)), self.desk.scales)[-1]
                yield ListedCheck.of_data(check_data(check, self.article_of, self.edition))

    def go_out(self, refs: Collection[str], turn: AbstractContextManager[None] | None = None) -> None:
        """Put on record what of these claims is new, in its turn, then put their pages on the site."""
        with self.desk.store.reading() as ledger:
            prepared = [self._prepared(ledger, record) for record in ledger.records(refs)]
        with turn or nullcontext():
            went = self._put_on_record(prepared)
        for record, one in went:
            self._print(record, one)
        self.press.put_in_place()
        self.done.wordless |= self.images.wordless

    @decided_anew
    def _put_on_record(self, prepared: Sequence[_Prepared]) -> list[tuple[Record, _Prepared]]:
        """Enter the acts and what the files are about to be, in one transaction; each claim as it is then."""
        refs, went = [one.record.claim.ref for one in prepared], list[tuple[Record, _Prepared]]()
        with open_claims(self.desk, refs, SITE) as claims:
            for one, claim in zip(prepared, claims.unmoved(one.record for one in prepared), strict=True):
                now = one if claim.record is one.record else self._prepared(claims.ledger, claim.record)
                self._enter(claim, now)
                went.append((claim.record, now))
            coming = {name: page.digest for _, one in went for name, page in one.pages.items()}
            self.record.announce(claims.ledger, coming)
        return went

    def preview(self, ref: str) -> bytes:
        """The page that a claim would have after this; NotSoNow where it would be kept back."""
        with self.desk.store.reading() as ledger:
            one = self._prepared(ledger, ledger.record(ref))
        if not one.checks:
            raise NotSoNow(f"{ref} would not be published as it stands.", one.kept_back)
        return one.pages[check_file(one.checks[-1])].content

    def _prepared(self, ledger: Ledger, record: Record) -> _Prepared:
        """A claim after its publication; nothing but what keeps it back where nothing of it is public."""
        self.desk.progress.step()
        number, kept_back, waits = self._decided(ledger, record)
        if not number:
            return _Prepared(record, None, (), {}, kept_back, waits)
        draft = self._draft(record, number)
        checks = public_checks(printed(record, draft), self.desk.scales)
        return _Prepared(record, draft, checks, self._pages(checks), kept_back, waits)

    def _decided(self, ledger: Ledger, record: Record) -> tuple[int | None, Sequence[Finding], bool]:
        """The version that is to be out, or none; what keeps a newer one back; whether one waits to be named."""
        number, out = next_version(record, self.desk.scales), _version_out(record)
        named = record.claim.ref in self._named
        is_new = number is not None and number != out
        if is_new and not named and _waits(record):
            return out, (), True
        if is_new and (named or not self._named):
            found = [one.finding for one in blocking(self.desk, ledger, record, self.desk.clock())]
            return (out, found, False) if found else (number, (), False)
        if named and number == out and (out is None or record.under_correction):
            return out, (self._not_signed(record),), False
        return out, (), False

    def _not_signed(self, record: Record) -> Finding:
        ref, standing = record.claim.ref, status(record, self.desk.scales)
        what = "the corrected version" if record.version else "it"
        show = Remedy.by("show", "See what it lacks.", ref=ref)
        return Finding("not-signed", ref, f"{what} is {standing}, not signed.", show)

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
                "digest": binds.digest if binds else signing_digest(record, self.desk.scales),
                "url": self.edition.urls.claim(record.claim.ref),
                "pages": {},
                "by": self.desk.author,
                "at": self.desk.clock(),
            },
            f"publication of {record.claim.ref}",
        )

    def _pages(self, checks: Sequence[PublicCheck]) -> Mapping[str, PageBytes]:
        """Every page of a check, by its file: earlier versions, the one that is out, its images and its card."""
        *earlier, last = checks
        ref = last.record.claim.ref
        image, related = self.images.of(last), self.beside.get(ref, ())
        pictures = {one.version: quote_pictures(one.record, [self.desk.archive]) for one in checks}
        shown = {version: shown_pictures(ref, some) for version, some in pictures.items()}
        pages = {one: file for some in pictures.values() for one, file in picture_files(ref, some).items()}
        for one in earlier:
            pages[check_file(one)] = PageBytes.of(self._page(one, Beside(pictures=shown[one.version])))
        beside = Beside(image.told if image else None, related, shown[last.version])
        page = PageBytes.of(self._page(last, beside))
        pages[check_file(last)] = replace(page, shows=related_digest(related))
        if image:
            pages[image_file(ref)] = image.file
        pages[embed_file(ref)] = PageBytes.of(embed_page(last, self.edition))
        return pages

    def _page(self, check: PublicCheck, beside: Beside) -> str:
        article = self.article_of.get(check.record.claim.article or "")
        return claim_page(check, article, self.edition, beside)

    def _enter(self, claim: OpenClaim, one: _Prepared) -> None:
        """Put a printing on record with the digests of its pages; unchanged pages make no new act."""
        if one.draft is None:
            return
        digests = {name: page.digest for name, page in one.pages.items()}
        last = one.last
        if last is None or digests != last.pages or not self.log.holds(last):
            leaf = self.log.next_leaf(claim.ledger)
            body = one.draft.model_copy(update={"pages": digests, "leaf": leaf}).plain()
            claim.act(Act.PUBLISH, {"publication": body})

    def _print(self, record: Record, one: _Prepared) -> None:
        """Count a claim that is on record now, and print its pages."""
        ref, done = record.claim.ref, self.done
        done.kept_back += one.kept_back
        done.waiting += [ref] if one.waits else []
        if one.draft is None:
            return
        if record is not one.record:
            done.again += [ref] if one.last else []
            done.versions += [] if one.last else [(ref, one.draft.version)]
        self.data.add(one.checks[-1])
        article = one.checks[-1].record.claim.article
        done.enter(ref, record.head, article, self.key(record.head, article))
        for name, page in one.pages.items():
            self.press.print(name, self._key_of(record), page)

    def _key_of(self, record: Record) -> str:
        """The key of a claim's pages; where a version names another article than the claim now, none that is kept."""
        named = {one.record.claim.article for one in record.versions}
        known = named == {record.claim.article}
        return self.key(record.head, record.claim.article) if known else ""


def _version_out(record: Record) -> int | None:
    return record.version.first.version if record.version else None


def _waits(record: Record) -> bool:
    """Whether a major correction may want a verdict: until there is another one, the published one is still signed.

    That it stays is said by naming the claim.
    """
    same = record.version and record.verdict and record.version.first.verdict == record.verdict.id
    major = any(one.kind is CorrectionKind.MAJOR for one in record.corrections_since)
    return bool(same and major)
