"""A claim or an article on which somebody outside is asked: its contacts in a transaction, and the draft of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from factcheck.desk import Desk
from factcheck.model.article_history import fold_article
from factcheck.model.claim import article_words
from factcheck.model.event import Event
from factcheck.model.evolve import fold
from factcheck.model.outside_draft import OutsideDraft, article_shown, claim_shown
from factcheck.model.publication import Contact
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.status import status
from factcheck.model.vocabulary import Act
from factcheck.reading.sentence.coverage import AnchoredClaim
from factcheck.store.ledger import Ledger
from factcheck.store.turns import of_article
from factcheck.workflow.act import OpenClaim, article_after, open_claims
from factcheck.workflow.articles.coverage import read_kept


class OpenSubject(Protocol):
    """A claim or an article in a transaction that writes; `put` records a contact as it is from now on."""

    ledger: Ledger

    @property
    def record(self) -> Record | ArticleRecord:
        """It as the acts so far leave it."""

    def put(self, contact: Contact) -> None:
        """Record it; raises what the rules have."""


class _OpenClaim:
    def __init__(self, claim: OpenClaim) -> None:
        self._claim, self.ledger = claim, claim.ledger

    @property
    def record(self) -> Record:
        return self._claim.record

    def put(self, contact: Contact) -> None:
        self._claim.act(Act.CONTACT, {"contact": contact.plain()})


class _OpenArticle:
    def __init__(self, desk: Desk, ledger: Ledger, record: ArticleRecord) -> None:
        self._desk, self.ledger, self.record = desk, ledger, record

    def put(self, contact: Contact) -> None:
        self.record = article_after(self._desk, self.record, Act.CONTACT, {"contact": contact.plain()})


@contextmanager
def open_subject(desk: Desk, ref: str, *, is_article: bool) -> Iterator[OpenSubject]:
    """The claim or the article of this ref; all is stored on leaving or, on an exception, nothing. NotFound.

    Acts are decided on it as it is in the transaction.
    """
    if not is_article:
        with open_claims(desk, [ref]) as claims:
            yield _OpenClaim(claims.on(ref))
        return
    with desk.store.writing(of_article(ref)) as ledger:
        before = ledger.article(ref)
        article = _OpenArticle(desk, ledger, before)
        yield article
        ledger.save_article(before, article.record)


def read_subject(ledger: Ledger, ref: str, *, is_article: bool) -> Record | ArticleRecord:
    """The same, to be read; NotFound."""
    return ledger.article(ref) if is_article else ledger.record(ref)


def subject_by_id(ledger: Ledger, key: UUID) -> Record | ArticleRecord | None:
    """The claim or the article with this key, if there is one."""
    return ledger.find_by_id(key) or ledger.find_article_by_id(key)


def draft_of(
    desk: Desk, ledger: Ledger, record: Record | ArticleRecord, at: datetime | None = None
) -> OutsideDraft | None:
    """The draft as it is, or as it was at a moment; None where there was none yet.

    StorageFailed where the archive does not hold the text of an article.
    """
    if isinstance(record, ArticleRecord):
        return _article_draft(desk, ledger, record, at)
    then = _claim_at(record, at)
    return OutsideDraft((claim_shown(then, desk.scales, record),)) if then else None


def _article_draft(
    desk: Desk, ledger: Ledger, record: ArticleRecord, at: datetime | None
) -> OutsideDraft | None:
    lines = _lines_until(record.events, at)
    if not lines:
        return None
    then, ref = fold_article(lines), record.article.ref
    refs = [row["ref"] for row in ledger.listed(("ref",), article=ref)]
    records = sorted(ledger.records(refs), key=lambda one: one.id)
    pairs = [(was, now) for now in records if (was := _claim_at(now, at))]
    pairs = [(was, now) for was, now in pairs if was.claim.article == ref and not was.withdrawal]
    shown = tuple(claim_shown(was, desk.scales, now, in_article=True) for was, now in pairs)
    return OutsideDraft(shown, article_shown(then.article, _sentences(desk, then, [was for was, _ in pairs])))


def _sentences(desk: Desk, record: ArticleRecord, claims: Sequence[Record]) -> list[dict[str, object]]:
    if record.article.record is None:
        return []
    anchored = [
        AnchoredClaim(one.claim.ref, article_words(one.claim), one.claim.place, status(one, desk.scales))
        for one in claims
    ]
    return [
        {"number": one.sentence.number, "text": one.sentence.text, "claims": list(one.claims)}
        for one in read_kept(desk, record).covered_by(anchored).sentences
    ]


def _claim_at(record: Record, at: datetime | None) -> Record | None:
    lines = _lines_until(record.events, at)
    if len(lines) == len(record.events):
        return record
    return fold(lines) if lines else None


def _lines_until(events: tuple[Event, ...], at: datetime | None) -> tuple[Event, ...]:
    return events if at is None else tuple(event for event in events if event.at <= at)
