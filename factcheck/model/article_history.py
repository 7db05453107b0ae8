"""An article's history: what each line did, and whether one more may be added."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial, reduce

from factcheck.errors import BadInput, RuleRefused
from factcheck.model.claim import Article, SkippedSentence
from factcheck.model.editions import HistoryStep, Rule, broken_since, hold
from factcheck.model.event import Event
from factcheck.model.event_body import expect_id, part_of, reason_of
from factcheck.model.evolve import DAMAGE, unreadable, uuid_of
from factcheck.model.publication import Contact
from factcheck.model.record import ArticleRecord, KeptText, next_id
from factcheck.model.rules.by_itself import only_captures
from factcheck.model.rules.names import refuse_hidden
from factcheck.model.rules.reasons import SAY_WHY, refuse_other_answers, refuse_other_asking
from factcheck.model.rules.words import refuse_unseen
from factcheck.model.stored import read
from factcheck.model.vocabulary import Act

ArticleStep = HistoryStep[ArticleRecord]


def decide_article(record: ArticleRecord | None, event: Event) -> ArticleRecord:
    """The article after a new line, the first where there is none yet; RuleRefused or BadInput where it may not be."""
    step = _step(record, event)
    hold(step, RULES)
    return step.after


def fold_article(events: Iterable[Event]) -> ArticleRecord:
    """The article a history tells; BadInput where a line cannot be read."""
    history = tuple(events)
    record = _some(reduce(_told, history, None))
    return replace(record, events=history)


def replay_article(events: Iterable[Event]) -> ArticleRecord:
    """The article a history tells, each line held to the rules of its edition; raises what `decide_article` does."""
    return _some(reduce(decide_article, events, None))


def older_article_lines(record: ArticleRecord) -> Iterator[tuple[Event, str]]:
    """Every line that breaks a rule of today which came after it, and what it breaks."""
    return broken_since(_steps(record.events), RULES)


def _some(record: ArticleRecord | None) -> ArticleRecord:
    if record is None:
        raise BadInput("A history without a line tells nothing.")
    return record


def _steps(events: Iterable[Event]) -> Iterator[ArticleStep]:
    record = None
    for event in events:
        step = _step(record, event)
        yield step
        record = step.after


def _step(record: ArticleRecord | None, event: Event) -> ArticleStep:
    return ArticleStep(event, record, partial(_evolve, record, event))


def _evolve(record: ArticleRecord | None, event: Event) -> ArticleRecord:
    return replace(_told(record, event), events=(*(record.events if record else ()), event))


def _told(record: ArticleRecord | None, event: Event) -> ArticleRecord:
    """The article as a line leaves it, the line itself not yet among its events."""
    try:
        return _ACTS[event.act](record, event) if record else _begun(event)
    except DAMAGE as wrong:
        raise unreadable(event, wrong) from wrong


def _begun(event: Event) -> ArticleRecord:
    if event.act is not Act.ARTICLE:
        raise BadInput(f'An article\'s history begins with "article", not with "{event.act}".')
    article = read(Article, event.body["article"])
    return ArticleRecord(uuid_of(event), article, texts=_texts(article))


def _revise(record: ArticleRecord, event: Event) -> ArticleRecord:
    """Each "article" line holds it as it stood then."""
    article = read(Article, event.body["article"])
    new = [text for text in _texts(article) if text not in record.texts]
    return replace(record, article=article, texts=(*record.texts, *new))


def _texts(article: Article) -> tuple[KeptText, ...]:
    if article.record is None or article.text_digest is None:
        return ()
    return (KeptText(article.record, article.text_digest),)


def _skip(record: ArticleRecord, event: Event) -> ArticleRecord:
    skip = read(SkippedSentence, event.body["skip"], by=event.by, at=event.at)
    return replace(record, skips=(*record.skips, skip))


def _unskip(record: ArticleRecord, event: Event) -> ArticleRecord:
    return replace(record, skips=tuple(one for one in record.skips if one.id != event.body["skip"]))


def _contact(record: ArticleRecord, event: Event) -> ArticleRecord:
    contact = read(Contact, event.body["contact"])
    known = {one.id: one for one in record.contacts}
    return replace(record, contacts=(*{**known, contact.id: contact}.values(),))


_ACTS: Mapping[Act, Callable[[ArticleRecord, Event], ArticleRecord]] = {
    Act.ARTICLE: _revise,
    Act.SKIP: _skip,
    Act.UNSKIP: _unskip,
    Act.CONTACT: _contact,
}


def _follows(step: ArticleStep) -> None:
    """An article's history holds nothing of claims."""
    if step.known and step.line.act not in _ACTS:
        raise BadInput(f'"{step.line.act}" cannot follow in the history of {step.known.article.ref}.')


def _article_fits(step: ArticleStep) -> None:
    """What the line holds is an article, under the ref it always had."""
    article = part_of(step.line, "article", Article)
    if step.known is None:
        uuid_of(step.line)
    elif article.ref != step.known.article.ref:
        raise BadInput(f"{step.known.article.ref}: an article's ref never changes.")


def _skip_fits(step: ArticleStep) -> None:
    """What the line sets aside has the next id."""
    skip = part_of(step.line, "skip", SkippedSentence, by=step.line.by, at=step.line.at)
    expect_id(skip.id, step.before.next_skip)


def _contact_fits(step: ArticleStep) -> None:
    """Whom the line says was asked has the next id, or is on record as it was asked, with every answer."""
    contact = part_of(step.line, "contact", Contact)
    before = next((one for one in step.before.contacts if one.id == contact.id), None)
    if before is None:
        expect_id(contact.id, next_id("q", step.before.contacts))
        refuse_hidden(contact.who)
    else:
        refuse_other_asking(step.before.article.ref, before, contact)
    refuse_other_answers(before, contact, step.line.by)


def _name_hides_nothing(step: ArticleStep) -> None:
    """Who acts has a name in which everything is seen."""
    refuse_hidden(step.line.by)


def _words_can_be_read(step: ArticleStep) -> None:
    """Why a sentence is set aside, or is not after all, can be read."""
    refuse_unseen(step.line)


def _taken_back_with_a_reason(step: ArticleStep) -> None:
    """Rule 5: what was set aside is there, and who takes it back says why."""
    step.before.skip(str(step.line.body.get("skip")))
    if not reason_of(step.line):
        raise RuleRefused(5, "what was set aside is taken back with a reason.", SAY_WHY)


RULES: tuple[Rule[ArticleStep], ...] = (
    Rule(1, tuple(Act), _follows),
    Rule(3, tuple(Act), _name_hides_nothing),
    Rule(3, tuple(Act), only_captures),
    Rule(3, (Act.SKIP, Act.UNSKIP), _words_can_be_read),
    Rule(1, (Act.ARTICLE,), _article_fits),
    Rule(1, (Act.SKIP,), _skip_fits),
    Rule(1, (Act.UNSKIP,), _taken_back_with_a_reason),
    Rule(1, (Act.CONTACT,), _contact_fits),  # no line before it held one
)
"""What a line is held to, in this order."""
