"""The working report of a desk's database or of a folder of dossiers."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

from factcheck.archive.archive import Archive
from factcheck.archive.places import archive_at
from factcheck.desk import Desk, keys_of_people, open_desk
from factcheck.dossier.folder import ARTICLES, FORM, DossierFiles, read_folder
from factcheck.dossier.form import article_to_toml, to_toml
from factcheck.dossier.scales import own_words, scales_of
from factcheck.errors import BadInput, FactcheckError, Finding, NotFound, NotSoNow, Remedy
from factcheck.model.article_history import replay_article
from factcheck.model.decide import replay
from factcheck.model.event import Event, digest
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.scale import Scales
from factcheck.report.accent import accent_of
from factcheck.report.edition import Edition
from factcheck.report.finder import finder_files
from factcheck.report.listed_claim import IndexedClaim
from factcheck.report.pages import (
    Beside,
    annotated_page,
    claim_page,
    desk_index,
    guide_page,
    scale_page,
    single_page,
)
from factcheck.report.passage import Pictures
from factcheck.report.urls import GUIDE, INDEX, SCALE, SINGLE, article_file, claim_file
from factcheck.settings import Settings
from factcheck.store.ledger import Ledger
from factcheck.workflow.site.annotated_articles import annotated_copy, text_at_hand
from factcheck.workflow.site.build import BuildResult, Pages, SiteBuild, fingerprint
from factcheck.workflow.site.catalogues import translator
from factcheck.workflow.site.desk_logo import print_logo, read_logo
from factcheck.workflow.site.parallel import begun, split
from factcheck.workflow.site.quote_pictures import picture_files, quote_pictures, shown_pictures
from factcheck.workflow.site.request_link import request_link

_INDEXED = tuple(field.name for field in fields(IndexedClaim))
Articles = Mapping[str, ArticleRecord]
ScaleVersions = Iterable[tuple[str, int]]


@dataclass(frozen=True)
class ReportRequest:
    """How a report is asked for: where to, in one file or many, and whether only to look."""

    out: Path
    single: bool = False
    check: bool = False


def report_desk(desk: Desk, order: ReportRequest) -> BuildResult:
    """Render the desk's claims; pages of claims whose history has not moved are left as they are."""
    edition = edition_of(desk.settings, desk.scales)
    with desk.store.reading() as ledger:
        articles = {one.article.ref: one for one in ledger.articles()}
        if order.single:
            return _print_single(list(ledger.records()), articles, edition, order, [desk.archive])
        report = _Report(articles, edition, order, [desk.archive])
        rows = ledger.listed([*_INDEXED, "head"])
        if not rows and any(desk.settings.claims.glob(f"*{FORM}")):
            raise NotSoNow(
                "The database of this desk is empty, but its claims folder is not.",
                remedies=[
                    Remedy.by("import", "Import it first.", path="claims"),
                    Remedy.by("report", "Or render the folder itself.", folder="claims"),
                ],
            )
        moved = [row["ref"] for row in rows if not report.keeps(row["ref"], row["head"], row["article"])]
        _print_moved(desk, ledger, report, order, moved)
        heads = {row["ref"]: (row["head"], row["article"]) for row in rows}
        report.copies(heads, ledger.records)
        print_logo(report.press, desk.settings)
        return report.finish([_index_row(row) for row in rows], ledger.scales_in_use())


def _print_moved(
    desk: Desk, ledger: Ledger, report: "_Report", order: ReportRequest, moved: Sequence[str]
) -> None:
    """Print the pages of these claims, a share of them here and the others in processes of their own."""
    desk.progress.begin(len(moved))
    first, *others = split(moved)
    with begun(_print_share, [(desk.settings, order, refs) for refs in others]) as shares:
        for record in ledger.records(first):
            report.claim(record)
            desk.progress.step()
        for share, refs in zip(shares, others, strict=True):
            report.press.take_in(share.result())
            for _ in refs:
                desk.progress.step()


def _print_share(share: tuple[Settings, ReportRequest, Sequence[str]]) -> Pages:
    """Print the pages of some claims, in a process of its own; what is about all claims is left to the first."""
    settings, order, refs = share
    with open_desk(settings) as desk, desk.store.reading() as ledger:
        articles = {one.article.ref: one for one in ledger.articles()}
        report = _Report(articles, edition_of(settings, desk.scales), order, [desk.archive])
        for record in ledger.records(refs):
            report.claim(record)
        return report.press.pages


def report_folder(settings: Settings, folder: Path, order: ReportRequest) -> BuildResult:
    """Render the dossiers of a folder, without a database; BadInput carries every finding."""
    scales = scales_of(settings.scales)
    edition = edition_of(settings, scales)
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}. Give the folder that holds the dossiers.")
    findings: list[Finding] = []
    articles = {one.article.ref: one for one in _articles_of(folder / ARTICLES, findings)}
    records = list(_records_of(folder, scales, articles, findings))
    if findings:
        raise BadInput.of(str(folder), findings)
    archives = [archive_at(one) for one in (str(folder / "archive"), settings.archive)]
    if order.single:
        return _print_single(records, articles, edition, order, archives)
    report = _Report(articles, edition, order, archives)
    for record in records:
        if not report.keeps(record.claim.ref, record.head, record.claim.article):
            report.claim(record)
    heads = {one.claim.ref: (one.head, one.claim.article) for one in records}
    by_ref = {one.claim.ref: one for one in records}
    report.copies(heads, lambda refs: map(by_ref.__getitem__, refs))
    used = {(one.scale, one.scale_version) for record in records for one in record.verdicts}
    print_logo(report.press, settings)
    return report.finish([IndexedClaim.of(record, scales) for record in records], used)


class _Report:
    """One report being printed: claim by claim, then what is about all of them."""

    def __init__(
        self, articles: Articles, edition: Edition, order: ReportRequest, archives: Sequence[Archive]
    ) -> None:
        self._articles = articles
        self._archives = archives
        self._edition = edition
        self.press = SiteBuild(order.out, dry=order.check)
        self._made_with = digest([fingerprint(), *plain_edition(edition)]).encode()

    def keeps(self, ref: str, head: str, article: str | None) -> bool:
        """Whether the claim's page is there already, with its pictures, made of this very history."""
        key = self._key(head, article)
        return self.press.is_listed(claim_file(ref)) and self.press.keeps_all_of(ref, key)

    def claim(self, record: Record) -> None:
        """Print one claim's page, and the pictures of its quotes."""
        ref, of = record.claim.ref, record.claim.article
        article = self._articles[of].article if of else None
        key, pictures = self._key(record.head, of), quote_pictures(record, self._archives)
        beside = Beside(pictures=shown_pictures(ref, pictures))
        self.press.print(claim_file(ref), key, claim_page(record, article, self._edition, beside))
        for name, picture in picture_files(ref, pictures).items():
            self.press.print(name, key, picture)

    def copies(
        self,
        heads: Mapping[str, tuple[str, str | None]],
        records: Callable[[Collection[str]], Iterable[Record]],
    ) -> None:
        """Print each article's annotated copy; `heads` has the history's head and the article of every claim."""
        taken: dict[str | None, list[str]] = {}
        for claim, (_, of) in heads.items():
            taken.setdefault(of, []).append(claim)
        for ref, article in sorted(self._articles.items()):
            refs, archive = sorted(taken.get(ref, ())), text_at_hand(article, self._archives)
            made_of = [article.head, archive is not None, *(heads[one][0] for one in refs if archive)]
            key = self._key(digest(made_of), None)
            if not self.press.keeps(article_file(ref), key):
                view = annotated_copy(article, archive, partial(records, refs), self._edition)
                self.press.print(article_file(ref), key, annotated_page(ref, view, self._edition))

    def finish(self, rows: list[IndexedClaim], used: ScaleVersions) -> BuildResult:
        """Print the pages about all claims, and take away those of claims that are no more."""
        scales = [self._edition.scales.get(*version) for version in sorted(used)]
        articles = {ref: one.article for ref, one in self._articles.items()}
        self.press.print(INDEX, "", desk_index(rows, articles, self._edition))
        for name, part in finder_files(rows, articles, self._edition):
            self.press.print(name, "", part)
        self.press.print(SCALE, "", scale_page(self._edition, scales))
        self.press.print(GUIDE, "", guide_page(self._edition))
        return self.press.finish()

    def _key(self, head: str, article: str | None) -> str:
        """What a claim's page is made from: its history, its article, the desk and the program."""
        about = self._articles[article].head if article else ""
        return hashlib.sha256(self._made_with + head.encode() + about.encode()).hexdigest()


def _print_single(
    records: list[Record],
    articles: Articles,
    edition: Edition,
    order: ReportRequest,
    archives: Sequence[Archive],
) -> BuildResult:
    def pictures(record: Record) -> Pictures:
        return shown_pictures(record.claim.ref, quote_pictures(record, archives), inside=True)

    press = SiteBuild(order.out, dry=order.check, listed=False)
    about = {ref: one.article for ref, one in articles.items()}
    press.print(SINGLE, "", single_page(records, about, edition, pictures))
    return press.finish()


def edition_of(settings: Settings, scales: Scales) -> Edition:
    """Whose pages are rendered, on which scales."""
    words = translator(settings.language, own_words(settings.scales, settings.language), settings.page_zone)
    return Edition(
        desk=settings.name,
        scales=scales,
        scale=scales.get(settings.scale),
        solo=settings.solo,
        words=words,
        base_url=settings.base_url,
        fictional=settings.fictional,
        keys=keys_of_people(settings),
        accent=accent_of(settings.accent) if settings.accent else None,
        logo=logo[0] if (logo := read_logo(settings)) else None,
        ask=request_link(settings, words),
    )


def plain_edition(edition: Edition) -> list[Any]:
    """All that pages take from an edition, to be digested."""
    scales = [scale.plain() for _, scale in sorted(edition.scales.by_version.items())]
    texts = [str(edition.audience), *sorted(edition.texts)]
    words = sorted(edition.words.words.items())
    zone = str(edition.words.zone or "")
    keys = [[one.name, one.key.line, str(one.start), str(one.until), one.is_lost] for one in edition.keys]
    about = [
        edition.desk,
        edition.scale.id,
        edition.solo,
        edition.language,
        zone,
        edition.base_url,
        edition.fictional,
        astuple(edition.accent) if edition.accent else (),
        astuple(edition.logo) if edition.logo else (),
        edition.ask,
    ]
    return [*about, texts, scales, words, keys]


def _index_row(row: Mapping[str, Any]) -> IndexedClaim:
    return IndexedClaim(**{name: row[name] for name in _INDEXED})


def _records_of(
    folder: Path, scales: Scales, articles: Articles, findings: list[Finding]
) -> Iterator[Record]:
    for kept in read_folder(folder, findings):
        try:
            record = replay(_history(kept), scales)
        except FactcheckError as wrong:
            findings += kept.refused(wrong)
            continue
        if kept.form != to_toml(record):
            findings.append(_edited(kept))
        if record.claim.article and record.claim.article not in articles:
            message = f'there is no article "{record.claim.article}".'
            findings.append(Finding("no-article", f"{kept.where}: article", message, "Put its dossier back."))
        yield record


def _articles_of(folder: Path, findings: list[Finding]) -> Iterator[ArticleRecord]:
    for kept in read_folder(folder, findings) if folder.is_dir() else ():
        try:
            record = replay_article(_history(kept))
        except FactcheckError as wrong:
            findings += kept.refused(wrong)
            continue
        if kept.form != article_to_toml(record.article):
            findings.append(_edited(kept))
        yield record


def _history(kept: DossierFiles) -> tuple[Event, ...]:
    """The history; a report shows what is on record, so a form without one is not shown yet."""
    if kept.events:
        return kept.events
    if kept.form is not None and kept.folder.name != ARTICLES:
        kept.dossier()
    raise BadInput.of(kept.where, [_edited(kept)])


def _edited(kept: DossierFiles) -> Finding:
    return Finding(
        "not-imported",
        kept.where,
        "says more than is on record.",
        Remedy.by("import", "Put it on record.", path=str(kept.folder)),
        Remedy.by("export", "Then export it."),
    )
