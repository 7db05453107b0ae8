"""Publishing: what is signed goes out, is put on record with the digest of every page, and stands on the site.

The act comes first, then the files; of those about all checks, the SHA-256. What readers see was thus always on record
before; a crash in between leaves files of an earlier printing, or none yet, and the next publication puts them right.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, Finding, NotSoNow, Remedy, StorageFailed
from factcheck.model.event import digest
from factcheck.model.public import PublicCheck, public_checks
from factcheck.model.vocabulary import Act, Status
from factcheck.report.frame import TEXTS
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.related import RelatedChecks, as_related, groups_of, related_digest
from factcheck.report.urls import DATA_CSV, DATA_JSON, article_file, claim_file, image_file, proof_file
from factcheck.workflow.site.build import BuildResult, PageBytes
from factcheck.workflow.site.desk_logo import print_logo
from factcheck.workflow.site.desk_texts import read_texts
from factcheck.workflow.site.log_stamps import stamp_files, stamp_log
from factcheck.workflow.site.page_list import part_key, part_of_ref
from factcheck.workflow.site.parallel import collecting_seldom
from factcheck.workflow.site.publish_claims import (
    AT_ONCE,
    ClaimsOut,
    PublishRequest,
    WentOut,
    public_edition,
)
from factcheck.workflow.site.publish_shares import foresee, go_out_in_shares
from factcheck.workflow.site.share_images import can_draw
from factcheck.workflow.site.shared_data import SharedCheck
from factcheck.workflow.site.shared_pages import SharedPages
from factcheck.workflow.site.site_memory import SiteMemory
from factcheck.workflow.site.site_record import SiteRecord, alone_at
from factcheck.workflow.site.upload import Uploaded, upload_site

__all__ = ["PublishRequest", "Published", "preview", "publish"]

_LOG = logging.getLogger(__name__)
_OF_EACH = ("claims", "embed", "images", "articles", "log")
"""The folders whose files are about one check or article each, or of the log."""


@dataclass
class Published(WentOut):
    """What came of one publication: what went out, and what was printed.

    `uploaded` is what came of putting it on object storage, `not_uploaded` why that could not be done.
    `missing` are the texts of its own that the desk has not written yet, `unsigned` the claims that are rated and not
    signed, where none was named. `undrawn` counts checks without a share image, for want of the extra that draws them.
    """

    printed: BuildResult = field(default_factory=BuildResult)
    missing: tuple[str, ...] = ()
    unsigned: list[tuple[str, Status]] = field(default_factory=list)
    undrawn: int = 0
    uploaded: Uploaded | None = None
    not_uploaded: FactcheckError | None = None


def publish(desk: Desk, order: PublishRequest) -> Published:
    """Publish what is signed and let through, and bring the site up to date with all that is published.

    The whole run has one moment, which the pages and the acts show. Where claims are named, files that stay as they are
    on record are not looked at; else each is read. BadInput where the desk has no public address, NotFound for a claim
    that is not there, RuleRefused for an author whose role may not publish.
    """
    desk.check_role(Act.PUBLISH)
    texts = read_texts(desk.settings.folder / "texts")
    with alone_at(order.out), collecting_seldom() if order.refs else nullcontext():
        run = _run_of(desk, order, texts)
        run.published.missing = tuple(name for name in TEXTS if name not in texts)
        run.out.log.bring_up_to_date()
        with closing(run.out.data), closing(run.press), closing(run.memory):
            run.go_out()
            published = run.finish()
        if desk.settings.upload and order.out.resolve() == desk.settings.site.resolve():
            _upload(desk, desk.settings.upload, published, run)
        return published


def _upload(desk: Desk, url: str, published: Published, run: "_Run") -> None:
    """Put the site on object storage; where that fails it is told, and the next publication completes it."""
    try:
        published.uploaded = upload_site(desk, url, run.press.standing(), looks=run.press.looks)
    except (StorageFailed, NotSoNow, BadInput) as wrong:
        published.not_uploaded = wrong
        again = Remedy.by("publish", "The next publication completes it.")
        desk.told.append(Finding("not-uploaded", url, wrong.said, *wrong.remedies, again))


def preview(desk: Desk, ref: str) -> bytes:
    """The page of a check, byte for byte as its publication at this moment would write it; nothing is stored.

    NotSoNow with all that keeps it back; BadInput and NotFound as for `publish`.
    """
    texts, site = read_texts(desk.settings.folder / "texts"), desk.settings.site
    with TemporaryDirectory() as empty:
        order = PublishRequest(site if site.is_dir() else Path(empty), (ref,))
        run = _run_of(replace(desk, told=[]), order, texts)
        with closing(run.out.data), closing(run.press), closing(run.memory):
            return run.preview()


def _run_of(desk: Desk, order: PublishRequest, texts: Mapping[str, str]) -> "_Run":
    """A publication that has not begun; all of it has one moment."""
    now = desk.clock()
    named = replace(order, refs=_refs_now(desk, order.refs))
    return _Run(replace(desk, clock=lambda: now), named, texts)


def _refs_now(desk: Desk, refs: Sequence[str]) -> tuple[str, ...]:
    with desk.store.reading() as ledger:
        return tuple(ledger.ref_now(ref) for ref in refs)


class _Run:
    """One publication: claim by claim what is new, then what is about all of them."""

    def __init__(self, desk: Desk, order: PublishRequest, texts: Mapping[str, str]) -> None:
        self._desk, self._order, self._texts = desk, order, texts
        self.published = Published()
        record = SiteRecord(desk, order.out, believes=bool(order.refs))
        self.press = record.press()
        self.out = ClaimsOut(desk, public_edition(desk, texts), order, self.press, record)
        self.memory = SiteMemory(desk, order.out, self._anew)
        self._remembered: set[str] = set()
        self._drawn: dict[str, bool] = {}
        self._in_kept: dict[str, list[str]] = {}
        self._related = RelatedChecks()
        self._moved: set[str] = set()
        with desk.store.reading() as ledger:
            self._claims = ledger.site_files().claims()
        if not order.refs:
            self.published.unsigned = [
                (one.ref, one.status) for one in self._claims.values() if one.status.lacks_signature
            ]

    def go_out(self) -> None:
        """Put out what may go out and what is not on the site as it should be, then whatever names that otherwise."""
        moved = self._to_be_seen()
        self._desk.progress.begin(len(moved))
        if not moved:
            return
        self._relate(moved)
        go_out_in_shares(self.out, self._order, moved)
        beside = self._shown_otherwise(moved)
        self._moved = {*moved, *beside}
        for at in range(0, len(beside), AT_ONCE):
            self.out.go_out(beside[at : at + AT_ONCE])

    def _to_be_seen(self) -> list[str]:
        """The claims that may go out, and those that are out and whose pages are not on the site as they should be."""
        asked = {ref for ref, one in self._claims.items() if one.status is Status.SIGNED_OFF} | {
            *self._order.refs
        }
        keys = {ref: self.out.key(one.head, one.article) for ref, one in self._claims.items() if one.is_out}
        stay = self._staying(keys) - asked
        staying, done = [one for one in self._claims.values() if one.ref in stay], self.out.done
        done.heads |= {one.ref: one.head for one in staying}
        done.articles |= {one.ref: one.article for one in staying}
        done.keys |= {one.ref: keys[one.ref] for one in staying}
        return [ref for ref in self._claims if ref not in stay and (ref in asked or ref in keys)]

    def _staying(self, keys: Mapping[str, str]) -> set[str]:
        """Those of the checks that are out that are on the site as they should be; `keys` are by ref."""
        draws, stay, parts = self.out.images.draws, set[str](), dict[str, list[str]]()
        for ref in keys:
            parts.setdefault(part_of_ref(ref, self.press.old.digits), []).append(ref)
        for part, refs in parts.items():
            if self._keeps_part(part, [keys[ref] for ref in refs]):
                self._in_kept[part] = refs
                stay.update(refs)
                continue
            there = (ref for ref in refs if not draws or self.press.is_listed(image_file(ref)))
            stay.update(ref for ref in there if self.press.keeps_all_of(ref, keys[ref]))
        return stay

    def _keeps_part(self, part: str, keys: Sequence[str]) -> bool:
        """Whether a part of the list is just that of these keys."""
        for drawn in (True,) if self.out.images.draws else (True, False):
            if self.press.keeps_part(part, part_key(keys, drawn=drawn)):
                self._drawn[part] = drawn
                return True
        return False

    def _relate(self, moved: Sequence[str]) -> None:
        """Find what each of these claims is related to, once all of them are out."""
        self._complete(self.out.done.heads)
        heads = {ref: self._claims[ref].head for ref in moved}
        known = {ref: one for ref, head in heads.items() if (one := self.memory.listed(ref, head))}
        known |= foresee(self.out, self._order, [ref for ref in moved if ref not in known])
        self._fill(known.values())
        for one in known.values():
            self._related.put(one)
        self.out.beside = {ref: self._related.of(one) for ref, one in known.items()}

    def _fill(self, checks: Iterable[ListedCheck]) -> None:
        """Take in all that is out and in a group with one of these checks."""
        groups = {group for check in checks for group in groups_of(check)}
        self._related.fill(groups, (one.listed for one in self.out.data.checks.values()))

    def _shown_otherwise(self, moved: Sequence[str]) -> list[str]:
        """The published checks whose page names related checks otherwise than it should, now that these went out."""
        checks, near = self.out.data.checks, set[str]()
        changed = [checks[ref].listed for ref in moved if ref in checks]
        for one in changed:
            self._related.put(one)
        for one in changed:
            before = self.memory.before(one.ref)
            if before is None or as_related(before) != as_related(one):
                near |= self._related.after(one) | (self._related.after(before) if before else set())
        self._fill(checks[ref].listed for ref in near)
        found = {ref: self._related.of(checks[ref].listed) for ref in sorted(near)}
        self.out.beside = {
            ref: one
            for ref, one in found.items()
            if not self.press.shows(claim_file(ref), related_digest(one))
        }
        return list(self.out.beside)

    def preview(self) -> bytes:
        """The page that the claim named would have after this; NotSoNow where it would be kept back."""
        (ref,) = self._order.refs
        self._to_be_seen()
        self._relate([ref])
        return self.out.preview(ref)

    def finish(self) -> Published:
        """Print the files about all checks, and take away pages that are no more."""
        self._print_shared()
        print_logo(self.press, self._desk.settings)
        self._prove()
        with self.out.record.of_all(self.press):
            self.published.printed = self.press.finish()
        self.published.add(self.out.done)
        self._tell_of_images()
        done = self.published
        counts = {name: len(getattr(done, name)) for name in ("versions", "again", "kept_back")}
        _LOG.info("published %(versions)d versions, %(again)d anew, %(kept_back)d kept back", counts)
        return done

    def _print_shared(self) -> None:
        """Print what is about all checks, each file where what it is made of has changed."""
        done, members = self.out.done, dict[str, list[str]]()
        for ref, article in sorted(done.articles.items()):
            if article in self.out.article_of:
                members.setdefault(article, []).append(ref)
        heads = [*sorted(done.heads.items()), *sorted(self.out.article_heads.items())]
        key = digest([self.out.made_with, heads, sorted(self._texts.items())])
        keys = {ref: self._key_of_article(ref, refs) for ref, refs in sorted(members.items())}
        moved = [ref for ref, one in keys.items() if not self.press.keeps(article_file(ref), one)]
        if not moved and self.press.keeps(DATA_CSV, key) and self.press.keeps_others(_OF_EACH):
            return
        self._complete(done.heads)
        pages = SharedPages(self.press, self.out, members, self._texts, key)
        for ref in moved:
            pages.print_article(ref, keys[ref])
        pages.print_all(self._checks, self._find_lines)
        self._remember()

    def _remember(self) -> None:
        done = self.out.done
        new = {ref: one for ref, one in self.out.data.checks.items() if ref not in self._remembered}
        self.memory.keep(done.heads, done.keys, new)

    def _prove(self) -> None:
        """Put every leaf in the public log, beside each check the proof that its last one stands there, and stamps."""
        log = self.out.log
        log.bring_up_to_date()
        asked = None if self.press.looks else self._proved_anew()
        leaves = log.last_leaves(asked)
        keys = {proof_file(ref): (index, f"{log.id} {index}") for ref, index in leaves.items()}
        new = {index: (name, key) for name, (index, key) in keys.items() if not self.press.keeps(name, key)}
        for index, proof in log.proofs(new):
            self.press.print(*new[index], proof)
        stamp_log(self._desk, log.id)
        with self._desk.store.reading() as ledger:
            stamps = list(stamp_files(ledger.log))
        for name, content in stamps:
            file = PageBytes.of_bytes(content)
            if not self.press.keeps(name, file.digest):
                self.press.print(name, file.digest, file)

    def _proved_anew(self) -> set[str]:
        """The checks whose proof may be another one now; those of all others stay as they are listed."""
        kept = {ref for part, refs in self._in_kept.items() if part in self.press.kept_parts for ref in refs}
        done = self.out.done.heads.keys() - kept
        anew = {ref for ref in done if ref in self._moved or not self.press.is_listed(proof_file(ref))}
        self.press.keep_listed(proof_file(ref) for ref in done - anew)
        return anew

    def _tell_of_images(self) -> None:
        if self._desk.settings.share_images and not can_draw():
            kept = self.press.kept_parts
            listed, there = self.press.pages[0], {part for part in kept if self._drawn[part]}
            drawn = {ref for part in there for ref in self._in_kept[part]}
            rest = self.out.done.heads.keys() - drawn
            self.published.undrawn = sum(image_file(ref) not in listed for ref in rest)

    def _complete(self, refs: Collection[str]) -> None:
        """Take in these checks as they were last: remembered, from the data on the site, else from their records."""
        done, data = self.out.done, self.out.data
        known = dict(self.memory.checks((ref, done.keys[ref]) for ref in refs if ref not in data.checks))
        data.checks |= known
        self._remembered |= known.keys()
        if missing := refs - data.checks.keys():
            for name in filter(self.press.is_unchanged, self.press.listed_data()):
                data.read(name)
            data.reuse(missing)
        for check in self._checks(refs - data.checks.keys()):
            data.add(check)

    def _anew(self, ref: str) -> SharedCheck:
        """A check as it is out, from its record."""
        (check,) = self._checks([ref])
        return self.out.data.check(check)

    def _find_lines(self, name: str, refs: Sequence[str]) -> None:
        """Have the line of each of these checks at hand, which are to stand in the data of this name."""
        data = self.out.data
        for old in (name, DATA_JSON):
            if data.without_line(refs) and self.press.is_unchanged(old):
                data.read(old)
        for check in self._checks(data.without_line(refs)):
            data.add(check)

    def _checks(self, refs: Collection[str]) -> Iterator[PublicCheck]:
        """The version of each of these checks that is out."""
        with self._desk.store.reading() as ledger:
            for record in ledger.records(refs):
                yield public_checks(record, self._desk.scales)[-1]

    def _key_of_article(self, ref: str, members: Sequence[str]) -> str:
        """What the page of an article is made from."""
        heads = [(member, self.out.done.heads[member]) for member in members]
        return digest([self.out.made_with, ref, self.out.article_heads[ref], heads])
