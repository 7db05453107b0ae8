"""Acts on an article: claims made of its words, sentences set aside and taken back, its fields and its text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.errors import BadInput
from factcheck.model.article_history import fold_article
from factcheck.model.claim import Article
from factcheck.model.event import Event
from factcheck.model.record import ArticleRecord
from factcheck.phrase import say
from factcheck.web.acts.act import FilledIn, OneAct
from factcheck.web.acts.adding import adding_fields, entered
from factcheck.web.acts.article_fields import NAMES, article_fields, take_text, text_fields
from factcheck.web.acts.claim_fields import as_fields, claim_fields, given_values
from factcheck.web.forms import Choice, Field, folded, whole_number
from factcheck.web.links import LINKS
from factcheck.web.visit import Fields, Visit
from factcheck.web.wording import FIELD, WHY
from factcheck.workflow.articles.add import edit_article
from factcheck.workflow.articles.sentences import (
    article_record,
    sentences_of,
    show_article,
    skip_sentences,
    unskip_sentences,
)
from factcheck.workflow.articles.words import (
    OF_WORDS,
    PointedWords,
    claim_words,
    propose_claim,
    words_of_sentence,
)


@dataclass(frozen=True)
class ArticleSheet(FilledIn[ArticleRecord]):
    """An article and what was filled in for an act on it."""

    @property
    def ref(self) -> str:
        """The ref of the article."""
        return self.record.article.ref

    def told_by(self, events: tuple[Event, ...]) -> ArticleRecord:
        """The article as a history tells it."""
        return fold_article(events)

    @property
    def text_digest(self) -> str | None:
        """The digest of the text that places and numbers are of: the one that was shown, else that of today."""
        return self.text("text_digest") or self.record.article.text_digest

    def numbers(self) -> list[int]:
        """The numbers of the sentences that are named or ticked."""
        return [whole_number(one) for one in self.many("sentence")]

    def address(self, act: str) -> str:
        """Where the form of an act on the article is, and is sent to."""
        return LINKS.article_act(self.ref, act)


def article_sheet(visit: Visit) -> ArticleSheet:
    """The article of the address as it is, with what was filled in; NotFound suggests the near one."""
    return ArticleSheet(visit, article_record(visit.desk, visit.named["ref"]))


# A claim made of words


def _pointed(sheet: ArticleSheet) -> PointedWords:
    """The words that are meant: from one character to another, or a sentence by its number."""
    start, end = sheet.text("start"), sheet.text("end")
    if start and end:
        return PointedWords(whole_number(start), whole_number(end), sheet.text_digest)
    numbers = sheet.numbers()
    if len(numbers) != 1:
        raise BadInput(say("Say which words of the article the claim is made of."))
    return words_of_sentence(sheet.visit.desk, sheet.ref, numbers[0], sheet.text_digest)


def _claim_fields(sheet: ArticleSheet) -> Iterator[Field]:
    words = _pointed(sheet)
    proposed = propose_claim(sheet.visit.desk, sheet.ref, words)
    given = given_values(sheet.visit.given if sheet.is_sent else Fields(_as_text(proposed)))
    yield Field("words", FIELD["sentence"], "words", proposed["sentence"])
    yield from claim_fields(given, without=(*OF_WORDS, *_SELDOM))
    yield from adding_fields(sheet.visit.given, is_sent=sheet.is_sent)
    yield from folded(one for one in claim_fields(given, without=OF_WORDS) if one.name in _SELDOM)
    for name, value in (("start", words.start), ("end", words.end), ("text_digest", words.text)):
        yield Field(name, kind="hidden", value=str(value))


_SELDOM = ("appearances", "context", "would_settle", "tags", "deadline", "note")
"""What is filled in seldom where a claim is made of words."""


def _as_text(proposed: Mapping[str, Any]) -> dict[str, str]:
    return {"priority": "normal", **{name: one for name, one in proposed.items() if isinstance(one, str)}}


def _claim(sheet: ArticleSheet) -> str:
    desk, values = sheet.visit.desk, given_values(sheet.visit.given)
    fields: dict[str, Any] = {name: value for name, value in as_fields(values).items() if value}
    if ref := sheet.given("ref"):
        fields["ref"] = ref
    taken = claim_words(desk, sheet.ref, _pointed(sheet), {"text": "", **fields}, anyway=sheet.has("anyway"))
    made = entered(desk, taken)
    return f"{LINKS.article(sheet.ref, claim=made)}#t.{made}"


# Sentences set aside


def _sentence_choices(sheet: ArticleSheet, numbers: Iterable[int], ticked: Iterable[int]) -> Field:
    texts = sentences_of(sheet.visit.desk, sheet.ref, sheet.text_digest)
    chosen = {*ticked}
    shown = tuple(
        Choice(str(one), f"{one}: {texts[one - 1]}", one in chosen)
        for one in sorted({*numbers})
        if 1 <= one <= len(texts)
    )
    return Field("sentence", say("Sentences"), "many", choices=shown)


def _skip_fields(sheet: ArticleSheet) -> Iterator[Field]:
    numbers = sheet.numbers()
    yield _sentence_choices(sheet, numbers, numbers)
    yield sheet.prose("why", WHY, needed=True)
    yield sheet.hidden("text_digest", sheet.text_digest or "")
    yield sheet.hidden("left")


def _unskip_fields(sheet: ArticleSheet) -> Iterator[Field]:
    numbers = sheet.numbers()
    sentences = show_article(sheet.visit.desk, sheet.ref).coverage.sentences
    offered = numbers or [one.sentence.number for one in sentences if one.skip]
    yield _sentence_choices(sheet, offered, numbers)
    yield sheet.prose("why", WHY, needed=True)
    yield sheet.hidden("text_digest", sheet.text_digest or "")


def _skip(sheet: ArticleSheet) -> str:
    numbers = _some(sheet)
    skip_sentences(sheet.visit.desk, sheet.ref, numbers, sheet.text("why"), sheet.text_digest)
    return LINKS.article_act(sheet.ref, "left") if sheet.has("left") else _at(sheet, numbers)


def _unskip(sheet: ArticleSheet) -> str:
    numbers = _some(sheet)
    unskip_sentences(sheet.visit.desk, sheet.ref, numbers, sheet.text("why"), sheet.text_digest)
    return _at(sheet, numbers)


def _some(sheet: ArticleSheet) -> list[int]:
    if numbers := sheet.numbers():
        return numbers
    raise BadInput(say("Tick the sentences that are meant."))


def _at(sheet: ArticleSheet, numbers: list[int]) -> str:
    return f"{LINKS.article(sheet.ref, at=numbers[0])}#s{numbers[0]}"


# What is known of it, and its text


def _of_record(record: ArticleRecord) -> Article:
    return record.article


def _edit_fields(sheet: ArticleSheet) -> Iterator[Field]:
    yield from article_fields(sheet.values(_of_record, NAMES))


def _edit(sheet: ArticleSheet) -> str:
    changed = sheet.changed(_of_record, NAMES)
    edit_article(sheet.visit.desk, sheet.ref, {name: one.strip() or None for name, one in changed.items()})
    return LINKS.article(sheet.ref)


def _revise(sheet: ArticleSheet) -> str:
    return take_text(sheet.visit, {"ref": sheet.ref})


ARTICLE_ACTS = {
    "claim": OneAct(
        say("Make a claim of these words"),
        _claim_fields,
        _claim,
        lambda _: False,
        say("What the article says is filled in; change what it does not say for certain."),
    ),
    "skip": OneAct(
        say("Set sentences aside"),
        _skip_fields,
        _skip,
        lambda _: False,
        say("They need no check, for the reason that you give."),
    ),
    "unskip": OneAct(
        say("Take back that sentences were set aside"),
        _unskip_fields,
        _unskip,
        lambda sheet: bool(sheet.record.skips),
    ),
    "revise": OneAct(
        say("Give it a new text"),
        lambda sheet: text_fields(sheet.visit.given),
        _revise,
        lambda _: True,
        say("Claims stay with their words; what is no longer in the text is listed. Nothing is lost."),
    ),
    "edit": OneAct(say("Change what is known of it"), _edit_fields, _edit, lambda _: True),
}
"""Every act on an article, by the word that stands in its address; those on words are offered beside the words."""
