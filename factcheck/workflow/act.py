"""The one way to act on claims: read, decide and append in one transaction, and never over what nobody saw (law 9)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from random import uniform
from time import sleep
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from factcheck.desk import Desk
from factcheck.errors import (
    BadInput,
    Finding,
    MovedSince,
    NotSoNow,
    Remedy,
    RuleRefused,
    Versions,
    WriteConflict,
)
from factcheck.model.article_history import decide_article
from factcheck.model.article_moved import moved_in_article
from factcheck.model.claim import Article
from factcheck.model.consequences import consequences
from factcheck.model.moved import Moved, lines_seen, moved_under
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.value import in_quotes
from factcheck.model.vocabulary import Act
from factcheck.store.ledger import Ledger
from factcheck.store.refs import ClaimPlace
from factcheck.store.turns import of_claim
from factcheck.workflow.claims.quote_reading import quote_findings

Done = TypeVar("Done")
Given = ParamSpec("Given")


class OpenClaim:
    """A claim in a transaction that writes: `record` is as the acts so far leave it, and `store` appends them.

    `before` is what is stored, None for a claim that is new; `record` may hold lines beyond that already. `seen` is
    the head on which the acts were decided; None where they are decided on the record as it is here.
    """

    def __init__(
        self, desk: Desk, ledger: Ledger, before: Record | None, record: Record, seen: str | None = None
    ) -> None:
        self.desk = desk
        self.ledger = ledger
        self.before = before
        self.record = record
        self._found = record.events
        self._lines = lines_seen(record, seen) if seen not in (None, record.head) else len(record.events)

    def act(self, act: Act, body: Mapping[str, Any]) -> Record:
        """One more act; returns the record after it.

        MovedSince where the claim moved, since the head that was seen, in what the act touches; RuleRefused and
        BadInput as the rules have it.
        """
        if moved := moved_under(self._found, self._lines, act, body):
            show = Remedy.by("show", "See it as it is now.", ref=self.record.claim.ref)
            raise _refused(self.record.claim.ref, self.record.head, moved, show)
        self.record = self.desk.after(self.record, act, dict(body))
        return self.record

    def store(self) -> None:
        """Append the acts, if there are any."""
        store_acts(self.desk, self.ledger, [self])


class OpenClaims:
    """Claims in one transaction that writes, each read once; all that was done to them is stored on leaving.

    `places` are those that this transaction may change, by each ref they are asked for by.
    """

    def __init__(self, desk: Desk, ledger: Ledger, places: Mapping[str, ClaimPlace]) -> None:
        self._desk = desk
        self._places = places
        self.ledger = ledger
        self._open: dict[UUID, OpenClaim] = {}

    def on(self, ref: str, seen: str | None = None) -> OpenClaim:
        """The claim that has this ref or had it; NotFound suggests the near one."""
        if ref not in self._places:
            raise self.ledger.no_claim(ref)
        key, *_ = self._places[ref]
        if key not in self._open:
            record = self.ledger.record_at(key, ref)
            self._open[key] = OpenClaim(self._desk, self.ledger, record, record, seen)
        return self._open[key]

    def each(self, refs: Iterable[str]) -> Iterator[OpenClaim]:
        """The claims of these refs, by ref; one that is not there is passed over."""
        for record in self.ledger.records(refs):
            self._open[record.id] = claim = OpenClaim(self._desk, self.ledger, record, record)
            yield claim

    def unmoved(self, records: Iterable[Record]) -> Iterator[OpenClaim]:
        """The claims of records that were read before this transaction; each read anew where it moved since."""
        known = [*records]
        now_at = self.ledger.places([one.claim.ref for one in known])
        for record in known:
            ref = record.claim.ref
            is_same = ref in now_at and now_at[ref].head == record.head
            now = record if is_same else self.ledger.record_at(record.id, ref)
            self._open[record.id] = claim = OpenClaim(self._desk, self.ledger, now, now)
            yield claim

    def store(self) -> None:
        """Append the acts on all of them."""
        store_acts(self._desk, self.ledger, self._open.values())


def store_acts(desk: Desk, ledger: Ledger, claims: Iterable[OpenClaim]) -> None:
    """Append the acts on claims, and tell what they bring about."""
    changes = [(one.before, one.record) for one in claims if one.record is not one.before]
    ledger.append_all(changes)
    for before, after in changes:
        tell(desk, before, after)


def tell(desk: Desk, before: Record | None, after: Record) -> None:
    """What acts bring about that has to be said at once, and words that are given as the claimant's and are not."""
    desk.told.extend(consequences(before, after, desk.scales))
    if after.claim.quote != (before and before.claim.quote):
        desk.told.extend(quote_findings(after))


@contextmanager
def open_claims(desk: Desk, refs: Iterable[str], *turns: str) -> Iterator[OpenClaims]:
    """Several claims in one transaction, for acts that are decided on them as they are in it.

    `turns` name what else is changed in it.
    """
    with desk.store.reading() as ledger:
        places = ledger.places(dict.fromkeys(refs))
    with _open(desk, places, turns) as claims:
        yield claims


@contextmanager
def _open(desk: Desk, places: Mapping[str, ClaimPlace], turns: Iterable[str]) -> Iterator[OpenClaims]:
    with desk.store.writing(*(of_claim(place.key) for place in places.values()), *turns) as ledger:
        claims = OpenClaims(desk, ledger, places)
        yield claims
        claims.store()


@contextmanager
def open_each(
    desk: Desk, refs: Iterable[str], seen: str | None = None, turns: Iterable[str] = ()
) -> Iterator[list[OpenClaim]]:
    """Claims in one transaction, in this order: all acts are stored on leaving or, on an exception, none.

    They are decided on the head that the desk's author names (`desk.seen`), else on `seen`, else on the head that each
    has before this transaction gets its turn. BadInput where a head is named for several claims, NotFound where there
    is no such claim, or it never had that head.
    """
    wanted = [*dict.fromkeys(refs)]
    named = seen if desk.seen is None else desk.seen
    if named is not None and len(wanted) > 1:
        raise BadInput(f"A head is of one claim, and {len(wanted)} are named. Act on each by itself.")
    with desk.store.reading() as ledger:
        places = ledger.places(wanted)
        for ref in wanted:
            if ref not in places:
                raise ledger.no_claim(ref)
    with _open(desk, places, turns) as claims:
        yield [claims.on(ref, places[ref].head if named is None else named) for ref in wanted]


@contextmanager
def open_claim(desk: Desk, ref: str, seen: str | None = None) -> Iterator[OpenClaim]:
    """The same for one claim."""
    with open_each(desk, [ref], seen) as (claim,):
        yield claim


def decided_anew(act: Callable[Given, Done]) -> Callable[Given, Done]:
    """An act that is decided anew, a few times, where another writer was in the way, so that nothing was stored."""

    @wraps(act)
    def until_it_is(*args: Given.args, **kwargs: Given.kwargs) -> Done:
        for pause in _PAUSES:
            try:
                return act(*args, **kwargs)
            except WriteConflict:
                sleep(uniform(pause / 2, pause))  # noqa: S311 - so that two do not meet again
        return act(*args, **kwargs)

    return until_it_is


_PAUSES = (0.1, 0.4, 1.6)
"""Seconds at most from each try to the next."""


@decided_anew
def for_each(desk: Desk, refs: Iterable[str], act: Callable[[OpenClaim], Done], *turns: str) -> list[Done]:
    """Do the same on each claim, in one transaction; what came of it, in the order of the refs.

    Where it is refused on one, nothing is stored of any: NotSoNow names each, with the reason. `turns` name what else
    is changed.
    """
    with open_each(desk, refs, turns=turns) as claims:
        if len(claims) == 1:
            return [act(claims[0])]
        done: list[Done] = []
        refused: list[Finding] = []
        for claim in claims:
            try:
                done.append(act(claim))
            except (RuleRefused, NotSoNow) as wrong:
                refused.append(Finding("refused", claim.record.claim.ref, wrong.said, *wrong.remedies))
        if refused:
            raise NotSoNow(f"Refused on {len(refused)} of {len(claims)} claims; nothing was stored.", refused)
        return done


def act_on(desk: Desk, ref: str, act: Act, body: Mapping[str, Any]) -> Record:
    """One act on one claim in one transaction; returns the record after it, raises what `OpenClaim.act` does."""
    return act_on_each(desk, [ref], act, body)[0]


def act_on_each(desk: Desk, refs: Iterable[str], act: Act, body: Mapping[str, Any]) -> list[Record]:
    """The same act on each claim in one transaction; raises what `for_each` does."""
    return for_each(desk, refs, lambda claim: claim.act(act, body))


def article_after(desk: Desk, record: ArticleRecord | None, act: Act, body: dict[str, Any]) -> ArticleRecord:
    """An article's record after one more act by the desk's author; None where the act begins it.

    MovedSince where it moved, since the head that the author saw (`desk.seen`), in what the act touches.
    """
    before = record.events if record else ()
    if record and desk.seen and (moved := moved_in_article(record, lines_seen(record, desk.seen), act, body)):
        ref = record.article.ref
        show = Remedy.by("article-show", "See it as it is now.", article=ref)
        raise _refused(ref, record.head, moved, show)
    line = desk.event(before[-1] if before else None, act, body)
    after = decide_article(record, line)
    desk.tell_of(line, before)
    return after


def article_with(desk: Desk, record: ArticleRecord | None, article: Article) -> ArticleRecord:
    """An article's record that says `article`, by one more act of the desk's author where it does not yet."""
    if record and record.article == article:
        return record
    body = {"id": str(record.id if record else desk.new_id()), "article": article.plain()}
    return article_after(desk, record, Act.ARTICLE, body)


def _refused(ref: str, head: str, moved: list[Moved], show: Remedy) -> MovedSince:
    return MovedSince(
        f"{ref} has moved since you saw it, in what you act on; nothing was stored.",
        [Finding("moved", f"{ref}: {' '.join(one.place)}", _in_words(one)) for one in moved],
        [
            show,
            Remedy.again("Then act on that.", head=head[:12]),
        ],
        [_versions(one) for one in moved],
    )


def _versions(moved: Moved) -> Versions:
    then, now, yours = (
        None if one is None else telling(one) for one in (moved.then, moved.now, moved.proposed)
    )
    return Versions(moved.place, then, now, yours, moved.changed.by, moved.changed.at)


def _in_words(moved: Moved) -> str:
    """Both versions, who changed it and when; and what the act would make of it, where that is a field."""
    changed = moved.changed
    who = f"by {changed.by}, {changed.at:%Y-%m-%d %H:%M} UTC"
    yours = f" Yours: {_short(moved.proposed)}." if moved.proposed is not None else ""
    return f"was {_short(moved.then)}, is {_short(moved.now)} ({who}).{yours}"


def _short(value: Any) -> str:
    return "blank" if value is None else in_quotes(telling(value))


def telling(value: Any) -> str:
    """A value of a record in a line; of a thing with many fields, the one that tells most."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in _TELLING if value.get(key)), value.get("id"))
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return str(value)


_TELLING = ("rating", "decision", "exact", "rung", "what", "version", "body", "resolved")
