"""Bringing dossiers in: everything is checked first, and nothing is half-imported."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck.archive.archive import Archive, copy_missing
from factcheck.archive.folder import FolderStorage
from factcheck.archive.integrity import RecordedDigests, check_contents
from factcheck.desk import Desk
from factcheck.dossier.difference import DossierChanges
from factcheck.dossier.folder import ARTICLES, DossierFiles, read_folder, read_one, refs_in
from factcheck.dossier.form import article_to_toml, to_toml
from factcheck.dossier.history import divergence
from factcheck.errors import (
    BadInput,
    FactcheckError,
    Finding,
    MovedSince,
    NotFound,
    NotSoNow,
    Remedy,
)
from factcheck.model.article_history import fold_article, replay_article
from factcheck.model.decide import replay
from factcheck.model.event import backward_lines
from factcheck.model.pictures import held_pictures
from factcheck.model.record import Record
from factcheck.model.redaction import is_less, signs_otherwise
from factcheck.model.vocabulary import Act
from factcheck.store.ledger import Ledger
from factcheck.workflow.act import OpenClaim, article_with
from factcheck.workflow.claims.add import AlreadyHere
from factcheck.workflow.claims.redact import clear_away
from factcheck.workflow.earlier.vectors import encode_new
from factcheck.workflow.evidence.passage_picture import foreign_pictures

_LOG = logging.getLogger(__name__)


@dataclass
class ImportResult:
    """What came in: refs new and grown, claims here already, and articles new or grown.

    `backward` are lines of histories that came in and are dated before the line above them.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    articles: int = 0
    alike: list[AlreadyHere] = field(default_factory=list)
    backward: list[Finding] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to bring in."""
        return not (self.added or self.changed or self.unchanged or self.articles or self.alike)

    def as_json(self) -> dict[str, Any]:
        """What came in, in the words of the JSON contract."""
        return {
            "added": self.added,
            "changed": self.changed,
            "here": self.unchanged + len(self.alike),
            "articles": self.articles,
        }


_WITH_A_REASON = (Act.EDIT, Act.SOURCE, Act.CITE)
"""Acts of a form that may change what a verdict or a signature rests on."""


def import_dossiers(desk: Desk, path: Path, why: str | None = None) -> ImportResult:
    """A folder of dossiers, or one of them, in one transaction.

    A dossier with a history continues it; one written by hand begins one. `why` is the reason of what a form changes
    beyond its history. BadInput carries every finding with file and key; NotSoNow says where two copies of a history
    went apart, MovedSince what was changed both in a dossier and on the desk since it was exported; nothing is stored
    then.
    """
    if not path.exists():
        raise NotFound(f"There is nothing at {path}.")
    with desk.store.writing() as ledger:
        importing = Importing(desk, ledger, why)
        if path.is_dir():
            desk.progress.begin(len(refs_in(path)))
            if (path / ARTICLES).is_dir():
                importing.articles(path / ARTICLES)
            importing.claims(read_folder(path, importing.findings), path)
        else:
            importing.claims(read_one(path, importing.findings), path.parent)
        brought = importing.finish(str(path))
    if importing.redacted:
        clear_away(desk, importing.redacted)
    encode_new(desk)
    said = {"new": len(brought.added), "grown": len(brought.changed), "here": brought.unchanged}
    _LOG.info("imported dossiers: %(new)d new, %(grown)d grown, %(here)d here already", said)
    return brought


_OTHERS_LINES = "Taking in lines of a history that were not made at this desk"
"""What only an admin may do where people have accounts: such lines say by themselves who signed."""


class Importing:
    """One import under way: what it found, and what it brought."""

    def __init__(self, desk: Desk, ledger: Ledger, why: str | None = None) -> None:
        self.findings: list[Finding] = []
        self._reason = {"why": why} if why else {}
        self._desk = desk
        self._ledger = ledger
        self._imported = ImportResult()
        self._diverged: list[Finding] = []
        self._moved: list[Finding] = []
        self._brought: set[str] = set()
        self.redacted: list[Record] = []

    def articles(self, folder: Path) -> None:
        """Take every article of a folder in, each with its texts, before the claims that name them."""
        for kept in read_folder(folder, self.findings):
            try:
                self._article(kept)
            except FactcheckError as wrong:
                self._note(kept, wrong)

    def claims(self, kept_claims: Iterator[DossierFiles], folder: Path) -> None:
        """Take claims in, each with the captures it rests on."""
        for kept in kept_claims:
            self._desk.progress.step()
            try:
                self._claim(kept, folder)
            except FactcheckError as wrong:
                self._note(kept, wrong)

    def finish(self, what: str) -> ImportResult:
        """What came in, or an error that carries everything found."""
        if self.findings:
            raise BadInput.of(what, [*self.findings, *self._diverged, *self._moved])
        if self._diverged:
            raise NotSoNow(
                f"{what}: two copies of a history went apart; nothing was imported.", self._diverged
            )
        if self._moved:
            raise MovedSince(
                f"{what}: the desk changed since these were exported, in what was changed here too; nothing was "
                "imported. Settle which holds, take the other out, and import again.",
                self._moved,
            )
        return self._imported

    def _note(self, kept: DossierFiles, wrong: FactcheckError) -> None:
        found = self._moved if isinstance(wrong, MovedSince) else self.findings
        found += kept.refused(wrong)

    def _claim(self, kept: DossierFiles, folder: Path) -> None:
        theirs = replay(kept.events, self._desk.scales) if kept.events else None
        before = (self._ledger.find_by_id(theirs.id) if theirs else None) or self._ledger.find(kept.ref)
        if not self._fits(kept, before, theirs):
            return
        longer = theirs if theirs and (not before or len(theirs.events) > len(before.events)) else before
        if longer is theirs and theirs:
            self._desk.check_admin(_OTHERS_LINES)
        claim = self._with_form(kept, before, longer, theirs or before)
        if claim.record is before:
            self._imported.unchanged += 1
            return
        self._check_article(kept, claim.record)
        files = ((one, f"{kept.ref}: captures: {one.id}") for one in claim.record.held_captures)
        pictures = held_pictures(claim.record)
        self._bring(files, folder)
        self._bring(((one, f"{kept.ref}: evidence: {one.evidence}: picture") for one in pictures), folder)
        self.findings += foreign_pictures(self._desk.archive, claim.record)
        if not self.findings:
            claim.store()
            if before and _lost_words(before, claim.record):
                self.redacted.append(claim.record)
            came_in = backward_lines(kept.events, f"{kept.folder}/{kept.ref} history")
            self._imported.backward += came_in
            (self._imported.changed if before else self._imported.added).append(claim.record.claim.ref)

    def _fits(self, kept: DossierFiles, ours: Record | None, theirs: Record | None) -> bool:
        if theirs and (forged := list(self._forged(kept, ours, theirs))):
            self.findings += forged
            return False
        if theirs and theirs.claim.ref != kept.ref:
            self.findings.append(_misnamed(kept, theirs.claim.ref))
            return False
        if ours and theirs and (apart := divergence(ours.events, theirs.events, f"{kept.folder}/{kept.ref}")):
            self._diverged.append(apart)
            return False
        return True

    def _forged(self, kept: DossierFiles, ours: Record | None, theirs: Record) -> Iterator[Finding]:
        """What passes for a redaction and is none; of a claim that is new here, what is left cannot be compared."""
        where = f"{kept.folder}/{kept.ref} history"
        yield from signs_otherwise(theirs.events, where, self._desk.scales)
        if ours and not is_less(ours.events, theirs.events):
            said = "has other words where some were taken out for good than this desk has."
            yield Finding("history-redacted", where, said, "Ask for a copy of what they have.")
        if not ours and theirs.stand_ins:
            told = "Words were taken out elsewhere; what is left of those lines cannot be held to what was signed."
            self._desk.told.append(Finding("redacted", kept.ref, told))

    def _with_form(
        self, kept: DossierFiles, before: Record | None, longer: Record | None, base: Record | None
    ) -> OpenClaim:
        """The claim with what the form says beyond the history it was written beside, which ends with `base`."""
        says_more = kept.form is not None and (base is None or kept.form != to_toml(base))
        if says_more and before and (older := _has_words_again(kept, before)):
            raise older
        dossier = kept.dossier() if says_more else None
        if dossier and dossier.claim.ref != kept.ref:
            raise BadInput.of(kept.where, [_misnamed(kept, dossier.claim.ref)])
        if base is None or longer is None:
            assert dossier is not None  # noqa: S101 - a dossier has a form, a history, or both
            base = longer = self._desk.begun(dossier.claim.plain())
        claim = OpenClaim(self._desk, self._ledger, before, longer, seen=base.head)
        if dossier:
            author, now = self._desk.author, self._desk.clock()
            for act, body in DossierChanges(base, dossier, kept.where).steps(self._desk.scale, author, now):
                claim.act(act, {**body, **(self._reason if act in _WITH_A_REASON else {})})
        return claim

    def _check_article(self, kept: DossierFiles, record: Record) -> None:
        article = record.claim.article
        lacking = None if article in self._brought else self._ledger.no_article(article)
        if lacking:
            mend = f"Add {kept.folder / ARTICLES / str(article)}.toml"
            self.findings.append(Finding("no-article", f"{kept.where}: article", lacking.said, mend))

    def _bring(self, files: Iterable[tuple[RecordedDigests, str]], folder: Path) -> None:
        """Files of the archive travel in a folder beside the dossiers; those the desk lacks are taken from it."""
        ours, brought = self._desk.archive, Archive(FolderStorage(folder / "archive"))
        for one, where in files:
            if brought.has(one.record):
                copy_missing(one.record, brought, ours)
            self.findings.extend(check_contents(ours, one, where))

    def _article(self, kept: DossierFiles) -> None:
        before = self._ledger.find_article(ref=kept.ref)
        events = kept.events
        ours = before.events if before else ()
        if apart := divergence(ours, events, f"{kept.folder}/{kept.ref}") if before and events else None:
            self._diverged.append(apart)
            return
        if len(events) > len(ours):
            self._desk.check_admin(_OTHERS_LINES)
        after = replay_article(events) if len(events) > len(ours) else before
        if kept.form is not None and not (
            events and kept.form == article_to_toml(fold_article(events).article)
        ):
            after = article_with(self._desk, after, kept.article())
        assert after is not None  # noqa: S101 - a dossier has a form, a history, or both
        if after.article.ref != kept.ref:
            raise BadInput.of(kept.where, [_misnamed(kept, after.article.ref)])
        texts = ((one, f"article {kept.ref}: text {number}") for number, one in enumerate(after.texts, 1))
        self._bring(texts, kept.folder.parent)
        if after is not before and not self.findings:
            self._ledger.save_article(before, after)
            self._imported.backward += backward_lines(events, f"{kept.folder}/{kept.ref} history")
            self._imported.articles += 1
        self._brought.add(kept.ref)


def _lost_words(before: Record, after: Record) -> bool:
    """Whether words were taken out, or files, that were here until now."""
    return (before.stand_ins, before.gone_captures) != (after.stand_ins, after.gone_captures)


def _has_words_again(kept: DossierFiles, ours: Record) -> NotSoNow | None:
    """Why a form that was changed is not taken: it has words where this desk took some out for good."""
    now = to_toml(ours)
    if any(one in now and one not in (kept.form or "") for one in ours.stand_ins):
        return NotSoNow(
            f"{kept.where} was written before words of {ours.claim.ref} were taken out here for good, so what was "
            "changed in it is not taken.",
            remedies=[Remedy.by("export", "Make the change in a new copy.", path=None)],
        )
    return None


def _misnamed(kept: DossierFiles, ref: str) -> Finding:
    return Finding(
        "bad-ref", f"{kept.where}: ref", f'is "{ref}".', f"Name the file {ref}.toml, or mend the ref."
    )
