"""One transaction on the desk: histories read and folded, acts appended, rows kept in step."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Select,
    String,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from factcheck.errors import Mend, NotFound, Remedy, did_you_mean
from factcheck.model.event import Event
from factcheck.model.evolve import fold
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.scale import Scales
from factcheck.model.vocabulary import Act
from factcheck.store.ledger_parts import LedgerParts
from factcheck.store.listing import ListPage, Narrowed, read_list, values_of
from factcheck.store.log_rows import enter_leaves
from factcheck.store.notice_entry import enter_article_notices, enter_notices
from factcheck.store.redacted_rows import changed_lines, holders_of, lines_with
from factcheck.store.refs import ClaimPlace, called_now, hold_refs, places, refs_like
from factcheck.store.rows import (
    ARTICLES,
    CLAIMS,
    EVENTS,
    HISTORY_AT,
    HISTORY_OF,
    LINE,
    PUBLICATIONS,
    VERDICTS,
    Row,
    damage_in_words,
    from_event_rows,
    gone_child_keys,
    new_child_rows,
    some,
    table_of,
    to_article_row,
    to_claim_row,
    to_event_row,
)

if TYPE_CHECKING:
    from factcheck.store.next_steps import StepGroup


class Ledger(LedgerParts):
    """The desk inside one open transaction."""

    def __init__(self, connection: Connection, scales: Scales) -> None:
        super().__init__(connection, scales)
        self.acts: list[tuple[str, str]] = []
        """What this transaction appends: each act with the ref of its claim or article."""

    def record(self, ref: str) -> Record:
        """The whole record of the claim that has this ref or had it; NotFound suggests the near ref."""
        with damage_in_words(ref):
            lines = self._connection.execute(HISTORY_OF, {"ref": ref}).all()
        if not lines and not self._scalars(select(CLAIMS.c.ref).where(CLAIMS.c.ref == ref)):
            return self.record(self.ref_now(ref))
        return self._told(ref, lines)

    def find(self, ref: str) -> Record | None:
        """The same, if there is one."""
        return self.record(ref) if self.called_now([ref]) else None

    def find_by_id(self, record_id: UUID) -> Record | None:
        """The whole record of the claim with this key, if there is one."""
        refs = self._scalars(select(CLAIMS.c.ref).where(CLAIMS.c.id == record_id))
        return self.record_at(record_id, refs[0]) if refs else None

    def record_at(self, key: UUID, ref: str) -> Record:
        """The whole record of the claim with this key, which is there; `ref` is for what is said of a damaged one."""
        with damage_in_words(ref):
            return fold(from_event_rows(self._connection.execute(HISTORY_AT, {"key": key}).all()))

    def records(self, refs: Iterable[str] | None = None) -> Iterator[Record]:
        """Records by ref, all or those asked for by the refs they have now, a bounded number in memory at a time."""
        query = select(CLAIMS.c.ref, CLAIMS.c.id)
        asked = [query] if refs is None else (query.where(CLAIMS.c.ref.in_(few)) for few in some(set(refs)))
        named = sorted((ref, key) for one in asked for ref, key in self._connection.execute(one))
        for batch in some(named):
            histories = self._histories([key for _, key in batch])
            yield from (self._told(ref, histories.get(key, ())) for ref, key in batch)

    def articles(self) -> list[ArticleRecord]:
        """All articles by ref."""
        return list(self._articles())

    def newest_articles(self, limit: int, after: str | None = None) -> list[ArticleRecord]:
        """The articles that were added last, newest first; NotFound where there is none to go on `after`."""
        query = select(ARTICLES.c.ref, ARTICLES.c.id).order_by(ARTICLES.c.id.desc()).limit(limit)
        if after is not None:
            query = query.where(ARTICLES.c.id < self.article(after).id)
        return sorted(self._articles_in(query), key=lambda one: one.id, reverse=True)

    def article(self, ref: str) -> ArticleRecord:
        """One article; NotFound suggests the near ref."""
        if lacking := self.no_article(ref):
            raise lacking
        return next(self._articles(ref=ref))

    def no_article(self, ref: str | None) -> NotFound | None:
        """The error that names the near ref where this article is not here; None where it is, or none is named."""
        if ref is None or self._scalars(select(ARTICLES.c.ref).where(ARTICLES.c.ref == ref)):
            return None
        near = did_you_mean(ref, self.article_refs())
        mend = near or Remedy.by("article-add", "Add it first.", file=None)
        return NotFound(f'There is no article "{ref}".', remedies=[mend])

    def article_refs(self) -> list[str]:
        """The ref of every article, in order."""
        return sorted(self._scalars(select(ARTICLES.c.ref)))

    def find_article(self, **where: str | None) -> ArticleRecord | None:
        """The first article by ref whose fields have these values; None where there is none, or a value is None."""
        if None in where.values():
            return None
        return next(self._articles(**where), None)

    def find_article_by_id(self, article_id: UUID) -> ArticleRecord | None:
        """The article with this key, if there is one."""
        refs = self._scalars(select(ARTICLES.c.ref).where(ARTICLES.c.id == article_id))
        return self.article(refs[0]) if refs else None

    def articles_asked_about(self) -> Iterator[ArticleRecord]:
        """The articles on which somebody outside was asked to answer; only lines of articles are looked at."""
        asked = exists().where(EVENTS.c.subject == ARTICLES.c.id, EVENTS.c.act == Act.CONTACT)
        for ref in self._scalars(select(ARTICLES.c.ref).where(asked).order_by(ARTICLES.c.ref)):
            yield self.article(ref)

    def scales_in_use(self) -> set[tuple[str, int]]:
        """Every version of every scale that a verdict was ever given on."""
        query = select(VERDICTS.c.scale, VERDICTS.c.scale_version).distinct()
        return {(scale, version) for scale, version in self._connection.execute(query)}

    def published(self) -> set[str]:
        """The ref of every claim that was ever published."""
        query = select(CLAIMS.c.ref).join(PUBLICATIONS, PUBLICATIONS.c.claim_id == CLAIMS.c.id).distinct()
        return set(self._scalars(query))

    def printed_pages(self) -> dict[str, list[str]]:
        """For each page of a claim every SHA-256 it was published with, the last one last."""
        query = select(PUBLICATIONS.c.pages).order_by(func.length(PUBLICATIONS.c.id), PUBLICATIONS.c.id)
        printed: dict[str, list[str]] = {}
        for pages in self._connection.execute(query).scalars():
            for name, digest in pages.items():
                printed.setdefault(name, []).append(digest)
        return printed

    def first_published(self) -> dict[UUID, datetime]:
        """When each claim that was ever published went out for the first time, by its key."""
        query = select(PUBLICATIONS.c.claim_id, func.min(PUBLICATIONS.c.at)).group_by(PUBLICATIONS.c.claim_id)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def listed(self, words: Sequence[str], limit: int | None = None, **where: str) -> list[Row]:
        """These words of every claim's row, or of the first `limit`, in the order of entry.

        `where` narrows by the value of a word.
        """
        return self.list_page(words, Narrowed(equal=where), ListPage(limit=limit))

    def list_page(self, words: Sequence[str], narrowed: Narrowed, page: ListPage) -> list[Row]:
        """These words of the claims that a list has; NotFound where there is none to go on after."""
        return read_list(self._connection, words, narrowed, page)

    def values_of(self, word: str) -> list[str]:
        """Every value that a word has in some claim, each once."""
        return values_of(self._connection, word)

    def step_groups(self, today: str) -> "list[StepGroup]":
        """What is to be done next, counted by who does it and how; overdue is what was due before this day."""
        from factcheck.store.next_steps import step_groups

        return step_groups(self._connection, today)

    def next_steps(self, groups: "Iterable[StepGroup]", limit: int | None = None) -> list[Row]:
        """The first `limit` steps of these groups, the most pressing first."""
        from factcheck.store.next_steps import read_steps

        return read_steps(self._connection, groups, limit)

    def names_on_record(self) -> list[str]:
        """Everybody who ever acted, or was given something to do."""
        from factcheck.store.next_steps import names_on_record

        return names_on_record(self._connection)

    def count_claims(self) -> int:
        """How many claims there are, withdrawn ones among them."""
        return self._connection.execute(select(func.count()).select_from(CLAIMS)).scalar_one()

    def called_now(self, refs: Iterable[str]) -> dict[str, str]:
        """Each of the refs that a claim has or had, with the ref of that claim now; withdrawn claims keep theirs."""
        return called_now(self._connection, refs)

    def places(self, refs: Iterable[str]) -> dict[str, ClaimPlace]:
        """The claim behind each of the refs that one has or had: key, ref and head now."""
        return places(self._connection, refs)

    def refs_like(self, start: str) -> dict[str, str]:
        """The same for every ref that begins with `start`."""
        return refs_like(self._connection, start)

    def ref_now(self, ref: str) -> str:
        """The ref now of the claim that has this one or had it; NotFound suggests the near ref."""
        now = self.called_now([ref]).get(ref)
        if now is None:
            raise self.no_claim(ref)
        return now

    def no_claim(self, ref: str) -> NotFound:
        """The error that says there is no such claim, and names the near ref."""
        return NotFound(f'There is no claim "{ref}".', remedies=[self._near(ref)])

    def worded_alike(self, digests: Iterable[str]) -> dict[str, str]:
        """For each wording digest that is stored, the ref of the oldest claim that has it."""
        found: dict[str, str] = {}
        for batch in some(digests):
            query = select(CLAIMS.c.wording_digest, CLAIMS.c.ref).where(CLAIMS.c.wording_digest.in_(batch))
            for digest, ref in self._connection.execute(query.order_by(CLAIMS.c.id)):
                found.setdefault(digest, ref)
        return found

    def lines_with(self, words: Iterable[str]) -> list[tuple[str, int]]:
        """The ref of a claim or an article and the number of every line in which one of these texts stands."""
        return lines_with(self._connection, words)

    def holders_of(self, record: str) -> list[tuple[str, str]]:
        """Every capture of the file of this SHA-256: ref and id; "" stands for the text of an article."""
        return holders_of(self._connection, record)

    def append(self, before: Record | None, after: Record) -> None:
        """Store the acts that lead from `before` to `after`, and the rows they changed."""
        self.append_all([(before, after)])

    def append_all(self, changes: Sequence[tuple[Record | None, Record]]) -> None:
        """The same of many claims at once, each with what it was before, or None where it is new.

        BadInput where a claim would get a ref that another has or had.
        """
        hold_refs(self._connection, changes)
        known = [len(before.events) if before else 0 for before, _ in changes]
        self._update(
            EVENTS, [row for before, after in changes if before for row in changed_lines(before, after)]
        )
        self._insert(CLAIMS, [to_claim_row(after, self._scales) for before, after in changes if not before])
        self._update(CLAIMS, [to_claim_row(after, self._scales) for before, after in changes if before])
        self._enter(
            [
                (after.id, after.claim.ref, event)
                for (_, after), first in zip(changes, known, strict=True)
                for event in after.events[first:]
            ]
        )
        new: dict[Table, list[Row]] = {}
        changed: dict[Table, list[Row]] = {}
        for before, after in changes:
            for row_class, row, is_new in new_child_rows(before, after, self._scales):
                (new if is_new else changed).setdefault(table_of(row_class), []).append(row)
        for before, after in changes:
            for row_class, key in gone_child_keys(before, after, self._scales):
                self._connection.execute(delete(table_of(row_class)).filter_by(**key))
        for table, rows in new.items():
            self._insert(table, rows)
        for table, rows in changed.items():
            self._update(table, rows)
        enter_leaves(self._connection, changes)
        enter_notices(self._connection, changes, self._scales)
        self._keep_searchable(changes)

    def save_article(self, before: ArticleRecord | None, after: ArticleRecord) -> None:
        """Store an article's new acts and its row."""
        known = len(before.events) if before else 0
        if before is None:
            self._connection.execute(insert(ARTICLES), to_article_row(after))
        else:
            self._connection.execute(update(ARTICLES).where(ARTICLES.c.id == after.id), to_article_row(after))
        self._enter([(after.id, after.article.ref, event) for event in after.events[known:]])
        enter_article_notices(self._connection, before, after)

    def _enter(self, lines: list[tuple[UUID, str, Event]]) -> None:
        """Append lines to the histories of claims or articles, each with the key and the ref of what it is about."""
        self._insert(EVENTS, [to_event_row(key, event) for key, _, event in lines])
        self.acts += [(event.act.value, ref) for _, ref, event in lines]

    def _keep_searchable(self, changes: Iterable[tuple[Record | None, Record]]) -> None:
        from factcheck.store.indexing import enter_all, keep_in_step

        enter_all(self._connection, [after for before, after in changes if before is None])
        for before, after in changes:
            if before and (before.claim.text, before.withdrawal) != (after.claim.text, after.withdrawal):
                keep_in_step(self._connection, before, after)

    def _scalars(self, query: Select[Any]) -> list[str]:
        return list(self._connection.execute(query).scalars())

    def _insert(self, table: Table, rows: list[Row]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _update(self, table: Table, rows: list[Row]) -> None:
        """Write rows over those of the same key."""
        if rows:
            keys = [column.name for column in table.primary_key]
            same = and_(*(table.c[key] == bindparam(f"its_{key}") for key in keys))
            named = [{**row, **{f"its_{key}": row[key] for key in keys}} for row in rows]
            self._connection.execute(update(table).where(same), named)

    def _near(self, ref: str) -> Mend:
        """A ref worth suggesting, among those that begin alike."""
        typed = ref.casefold()
        alike = select(CLAIMS.c.ref).where(CLAIMS.c.ref.startswith(typed[:3], autoescape=True)).limit(1000)
        near = difflib.get_close_matches(typed, self._scalars(alike), n=1)
        return f'Did you mean "{near[0]}"?' if near else Remedy.by("list", "See them all.")

    def _histories(self, keys: Sequence[UUID]) -> dict[UUID, list[Sequence[Any]]]:
        """The lines of each history as rows that begin with `LINE`."""
        query = select(*LINE, type_coerce(EVENTS.c.subject, String)).where(EVENTS.c.subject.in_(keys))
        with damage_in_words("one of the claims"):
            rows = self._connection.execute(query.order_by(EVENTS.c.subject, EVENTS.c.seq)).all()
        return {UUID(str(key)): list(lines) for key, lines in groupby(rows, itemgetter(-1))}

    def _told(self, ref: str, lines: Sequence[Sequence[Any]]) -> Record:
        with damage_in_words(ref):
            return fold(from_event_rows(lines))

    def _articles(self, **where: str | None) -> Iterator[ArticleRecord]:
        query = select(ARTICLES.c.ref, ARTICLES.c.id)
        for word, value in where.items():
            query = query.where(ARTICLES.c[word] == value)
        return self._articles_in(query)

    def _articles_in(self, query: Select[Any]) -> Iterator[ArticleRecord]:
        """The articles whose refs and keys a query gives, by ref."""
        for batch in some(sorted((ref, key) for ref, key in self._connection.execute(query))):
            histories = self._histories([key for _, key in batch])
            yield from (self._article_told(ref, histories.get(key, ())) for ref, key in batch)

    def _article_told(self, ref: str, lines: Sequence[Sequence[Any]]) -> ArticleRecord:
        from factcheck.model.article_history import fold_article

        with damage_in_words(ref):
            return fold_article(from_event_rows(lines))
