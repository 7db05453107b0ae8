"""The life of a claim: one function applies one event to a record, and holds it to the rules.

Every way in (command, import, web) makes events and applies them here, so no way in can avoid a rule.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from factcheck.errors import BadInput, Mend, NotFound, Remedy, RuleRefused
from factcheck.model import publishing, rules
from factcheck.model.claim import Article, Claim, Skip
from factcheck.model.drift import Drift
from factcheck.model.earlier import EarlierMatch, TakenOver
from factcheck.model.event import Event
from factcheck.model.event_body import expect_id, part_of, reason_of
from factcheck.model.evidence import Evidence
from factcheck.model.record import ArticleRecord, KeptText, Record, next_id, status
from factcheck.model.scale import Scales
from factcheck.model.signing import scale_of
from factcheck.model.source import Capture, Source
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Act, Decision, Status

_SAY_WHY = Remedy.again("Say why.", why=None)


def begin(event: Event) -> Record:
    """The record that an `add` event starts."""
    if event.act is not Act.ADD:
        raise BadInput(f'A claim\'s history begins with "add", not with "{event.act}".')
    return Record(id=_uuid(event), claim=part_of(event, "claim", Claim), events=(event,))


def apply(record: Record, event: Event, scales: Scales) -> Record:
    """The record after one more event; RuleRefused or BadInput when it may not happen."""
    if record.withdrawal and event.act not in (Act.NOTE, Act.PUBLISH):
        raise RuleRefused(
            5,
            f"{record.claim.ref} was withdrawn, so it takes no more work.",
            "Add the claim anew under another ref if it is to be checked after all.",
        )
    if event.act not in _ACTS:
        raise BadInput(f'"{event.act}" cannot follow in the history of {record.claim.ref}.')
    changed = _ACTS[event.act](record, event, scales)
    return replace(changed, events=(*record.events, event))


def fold(events: Iterable[Event], scales: Scales) -> Record:
    """The record a history tells, every rule checked again on the way."""
    history = iter(events)
    first = next(history, None)
    if first is None:
        raise BadInput("A history without a line tells nothing.")
    record = begin(first)
    for event in history:
        record = apply(record, event, scales)
    return record


def begin_article(event: Event) -> ArticleRecord:
    """The record that the first line of an article's history starts."""
    if event.act is not Act.ARTICLE:
        raise BadInput(f'An article\'s history begins with "article", not with "{event.act}".')
    article = part_of(event, "article", Article)
    return ArticleRecord(_uuid(event), article, texts=_texts(article), events=(event,))


def apply_to_article(record: ArticleRecord, event: Event) -> ArticleRecord:
    """An article's record after one more event; RuleRefused or BadInput when it may not happen."""
    if event.act not in _ARTICLE_ACTS:
        raise BadInput(f'"{event.act}" cannot follow in the history of {record.article.ref}.')
    return replace(_ARTICLE_ACTS[event.act](record, event), events=(*record.events, event))


def fold_article(events: Iterable[Event]) -> ArticleRecord:
    """The article a history tells."""
    history = iter(events)
    first = next(history, None)
    if first is None:
        raise BadInput("A history without a line tells nothing.")
    record = begin_article(first)
    for event in history:
        record = apply_to_article(record, event)
    return record


def _revise(record: ArticleRecord, event: Event) -> ArticleRecord:
    """Each "article" line holds it as it stood then."""
    article = part_of(event, "article", Article)
    if article.ref != record.article.ref:
        raise BadInput(f"{record.article.ref}: an article's ref never changes.")
    new = [text for text in _texts(article) if text not in record.texts]
    return replace(record, article=article, texts=(*record.texts, *new))


def _texts(article: Article) -> tuple[KeptText, ...]:
    if article.record is None or article.text_digest is None:
        return ()
    return (KeptText(article.record, article.text_digest),)


def _skip(record: ArticleRecord, event: Event) -> ArticleRecord:
    skip = part_of(event, "skip", Skip, by=event.by, at=event.at)
    expect_id(skip.id, record.next_skip)
    return replace(record, skips=(*record.skips, skip))


def _unskip(record: ArticleRecord, event: Event) -> ArticleRecord:
    """Taking back needs a reason (rule 5)."""
    taken_back = record.skip(str(event.body.get("skip")))
    if not reason_of(event):
        raise RuleRefused(5, "what was set aside is taken back with a reason.", _SAY_WHY)
    return replace(record, skips=tuple(one for one in record.skips if one is not taken_back))


_ARTICLE_ACTS: dict[Act, Callable[[ArticleRecord, Event], ArticleRecord]] = {
    Act.ARTICLE: _revise,
    Act.SKIP: _skip,
    Act.UNSKIP: _unskip,
}


def _edit(record: Record, event: Event, scales: Scales) -> Record:
    changes = event.body.get("set")
    if not isinstance(changes, dict) or not changes:
        raise BadInput(f"{record.claim.ref}: an edit names at least one field.")
    if "ref" in changes:
        raise RuleRefused(5, "a ref never changes.", "Withdraw the claim and add it under the other ref.")
    rules.wording_is_not_published(record, changes.keys())
    rules.taking_back_has_a_reason(record, changes.keys(), reason_of(event))
    return replace(record, claim=_claim_with(record, changes))


def _assign(record: Record, event: Event, scales: Scales) -> Record:
    who = event.body.get("assignee")
    if not isinstance(who, str) or not who.strip():
        raise BadInput(f"Say who is to check {record.claim.ref}; the name is blank.")
    return replace(record, claim=_claim_with(record, {"assignee": who}))


def _note(record: Record, event: Event, scales: Scales) -> Record:
    added = event.body.get("note")
    if not isinstance(added, str) or not added.strip():
        raise BadInput("A note is empty; say it in words.")
    note = f"{record.claim.note}\n{added}" if record.claim.note else added
    return replace(record, claim=_claim_with(record, {"note": note}))


def _source(record: Record, event: Event, scales: Scales) -> Record:
    source = part_of(event, "source", Source)
    known = {one.id for one in record.sources}
    if source.id in known:
        updated = tuple(source if one.id == source.id else one for one in record.sources)
        after = replace(record, sources=updated)
        for evidence in (one for one in record.evidence if one.source == source.id):
            rules.standing_is_true(after, evidence)
        return after
    expect_id(source.id, next_id("s", record.sources))
    return replace(record, sources=(*record.sources, source))


def _capture(record: Record, event: Event, scales: Scales) -> Record:
    capture = part_of(event, "capture", Capture)
    expect_id(capture.id, next_id("c", record.captures))
    record.source(capture.source)
    after = replace(record, captures=(*record.captures, capture))
    for number, body in enumerate(_drift_of(event), 1):
        drift = Drift.of(body, f"drift {number}")
        expect_id(drift.id, next_id("d", after.drift))
        if drift.capture != capture.id or not any(one.id == drift.evidence for one in record.evidence):
            raise BadInput(
                f"{record.claim.ref}: {drift.id} speaks of a capture or a quote that is not there."
            )
        after = replace(after, drift=(*after.drift, drift))
    return after


def _drift_of(event: Event) -> list[Mapping[str, Any]]:
    found = event.body.get("drift", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadInput('What a capture says of drift is a list under "drift".')
    return found


def _cite(record: Record, event: Event, scales: Scales) -> Record:
    evidence = part_of(event, "evidence", Evidence)
    expect_id(evidence.id, next_id("e", record.evidence))
    rules.standing_is_true(record, evidence)
    return replace(record, evidence=(*record.evidence, evidence))


def _anchor(record: Record, event: Event, scales: Scales) -> Record:
    evidence = part_of(event, "evidence", Evidence)
    before = record.quote(evidence.id)
    rules.only_the_standing_rises(before, evidence)
    rules.standing_is_true(record, evidence)
    changed = tuple(evidence if one.id == evidence.id else one for one in record.evidence)
    return replace(record, evidence=changed)


def _rate(record: Record, event: Event, scales: Scales) -> Record:
    verdict = part_of(event, "verdict", Verdict)
    expect_id(verdict.id, next_id("v", record.verdicts))
    rules.verdict_is_not_published(record)
    rating = scale_of(verdict, scales).rating(verdict.rating)
    known = {one.id for one in record.evidence}
    if unknown := set(verdict.cites) - known:
        raise NotFound(
            f"{record.claim.ref} has no evidence {_listed(unknown)}; it has {_listed(known) or 'none yet'}."
        )
    rules.wording_is_the_claims(record, verdict)
    rules.has_grounds(record, verdict, rating)
    rules.conflict_is_resolved(record, verdict)
    taken_over = record.taken_over if record.events[-1].act is Act.TAKE_OVER else None
    rated = replace(record, verdicts=(*record.verdicts, verdict), taken_over=taken_over)
    return replace(rated, rated_as=record.claim, read_as=None)


def _submit(record: Record, event: Event, scales: Scales) -> Record:
    ref, verdict = record.claim.ref, record.verdict
    standing = status(record, scales)
    if verdict is None or standing is not Status.RATED:
        raise RuleRefused(
            3,
            f"only a rated claim can be read by a second person, and {ref} is {standing}.",
            *_towards_review(ref, standing),
        )
    if event.body.get("verdict") != verdict.id:
        raise BadInput(f"{ref}: the verdict submitted is not the one in force, {verdict.id}.")
    reviewers = event.body.get("reviewers", 1)
    if not isinstance(reviewers, int) or reviewers < 1:
        raise BadInput(f"{ref}: a verdict is read by at least one reviewer, not by {reviewers!r}.")
    return replace(record, submission=event)


def _towards_review(ref: str, standing: Status) -> Iterable[Mend]:
    """What brings a claim that is not there yet before a second person."""
    match standing:
        case Status.RATED:
            yield Remedy.by("submit", "Submit it first.", ref=ref)
        case Status.IN_REVIEW:
            yield Remedy.by("approve", "It is with the reviewer already; sign it.", ref=ref)
            yield Remedy.by("return", "Or send it back.", ref=ref, why=None)
        case Status.SIGNED_OFF:
            yield Remedy.by("publish", "It is signed already. Publish it.", ref=ref)
        case Status.PUBLISHED:
            yield Remedy.by("correct", "It is published already. Correct it.", ref=ref)
        case _:
            yield Remedy.by("rate", "Rate it first.", ref=ref, rating=None, because=None)


def _review(record: Record, event: Event, scales: Scales) -> Record:
    ref, review = record.claim.ref, part_of(event, "review", Review)
    expect_id(review.id, next_id("r", record.reviews))
    if review.decision.value != event.act.value or review.by != event.by:
        raise BadInput(f"{ref}: the review says otherwise than the line of history that holds it.")
    standing = status(record, scales)
    if standing is not Status.IN_REVIEW:
        raise RuleRefused(3, f"{ref} is {standing}, not in review.", *_towards_review(ref, standing))
    if not record.verdict or review.verdict != record.verdict.id:
        raise RuleRefused(
            3,
            f"another verdict on {ref} was read than the one in force.",
            Remedy.by("show", "Read it again.", ref=ref),
        )
    if review.decision is Decision.RETURN and not review.comment:
        raise RuleRefused(5, "a verdict is returned with a reason.", _SAY_WHY)
    rules.reader_is_a_second_person(record, review)
    rules.nobody_signs_twice(record, review)
    approved = review.decision is Decision.APPROVE
    read_as = record if approved and record.read_as is None else record.read_as
    return replace(record, reviews=(*record.reviews, review), read_as=read_as)


def _link(record: Record, event: Event, scales: Scales) -> Record:
    link = part_of(event, "link", EarlierMatch)
    expect_id(link.id, next_id("l", record.links))
    if link.ref == record.claim.ref:
        raise BadInput(f"{link.ref} is this claim itself; name another that says the same.")
    if link.place in {one.place for one in record.links}:
        raise BadInput(f"{record.claim.ref}: {link.place} is linked already.")
    return replace(record, links=(*record.links, link))


def _take_over(record: Record, event: Event, scales: Scales) -> Record:
    """The verdict that comes next is that of another claim of the desk."""
    return replace(record, taken_over=part_of(event, "from", TakenOver))


def _withdraw(record: Record, event: Event, scales: Scales) -> Record:
    if not reason_of(event):
        raise RuleRefused(5, "a claim is withdrawn with a reason.", _SAY_WHY)
    rules.taken_back_in_the_open(record)
    return replace(record, withdrawal=event)


_ACTS: Mapping[Act, Callable[[Record, Event, Scales], Record]] = {
    Act.EDIT: _edit,
    Act.ASSIGN: _assign,
    Act.NOTE: _note,
    Act.SOURCE: _source,
    Act.CAPTURE: _capture,
    Act.CITE: _cite,
    Act.ANCHOR: _anchor,
    Act.RATE: _rate,
    Act.SUBMIT: _submit,
    Act.APPROVE: _review,
    Act.RETURN: _review,
    Act.CONTACT: publishing.contact,
    Act.LINK: _link,
    Act.TAKE_OVER: _take_over,
    Act.PUBLISH: publishing.publish,
    Act.CORRECT: publishing.correct,
    Act.WITHDRAW: _withdraw,
}


def _claim_with(record: Record, changes: Mapping[str, Any]) -> Claim:
    return Claim.of({**record.claim.plain(), **changes}, record.claim.ref)


def _uuid(event: Event) -> UUID:
    try:
        return UUID(event.body["id"])
    except (KeyError, TypeError, AttributeError, ValueError):
        raise BadInput('The first line of a history holds the UUID it belongs to under "id".') from None


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
