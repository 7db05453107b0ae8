"""Working through an article: what is left, and sentences set aside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, Remedy
from factcheck.model.article_history import fold_article
from factcheck.model.claim import Article
from factcheck.model.moved import lines_seen
from factcheck.model.record import ArticleRecord
from factcheck.model.vocabulary import Act, SentenceState
from factcheck.reading.sentence.article_sentences import Sentence
from factcheck.reading.sentence.coverage import Coverage, SentenceCoverage
from factcheck.store.ledger import Ledger
from factcheck.store.turns import of_article
from factcheck.workflow.act import article_after, decided_anew
from factcheck.workflow.articles.add import AddedArticle, add_draft
from factcheck.workflow.articles.coverage import ArticleText, claims_of, read_earlier, read_kept
from factcheck.workflow.articles.read import read_draft
from factcheck.workflow.articles.words import chosen_of, numbers_now
from factcheck.workflow.articles.worth import MeaningScores, scores_by_meaning
from factcheck.workflow.evidence.fetch_result import FetchResult

if TYPE_CHECKING:
    from factcheck.matching.encoder import Encoder

COUNTED = ("checkable", "with_claim", "rated", "signed_off", "open", "set_aside")
LISTED = ("ref", *COUNTED, "title")
"""What a list of articles says."""
_WITHOUT_CLAIM = (SentenceState.OPEN, SentenceState.NONE, SentenceState.SKIPPED)


@dataclass(frozen=True)
class ArticleProgress:
    """An article with its coverage; `nearest` maps the words of each orphan to the wording most like them, or "".

    `find_encoder` gives what scores sentences by meaning, asked when ranks are.
    """

    record: ArticleRecord
    text: str
    coverage: Coverage
    nearest: Mapping[str, str]
    find_encoder: "Callable[[], Encoder | None]"

    @property
    def article(self) -> Article:
        """What is known of it."""
        return self.record.article

    @property
    def left(self) -> tuple[SentenceCoverage, ...]:
        """The sentences nobody has dealt with."""
        return tuple(one for one in self.coverage.sentences if one.state is SentenceState.OPEN)

    @property
    def ranked(self) -> tuple[SentenceCoverage, ...]:
        """The same, those most worth checking first."""
        return tuple(sorted(self.left, key=lambda one: -self._score(one.sentence)))

    @cached_property
    def by_meaning(self) -> MeaningScores:
        """The scores of its sentences by meaning, where they are scored so."""
        return scores_by_meaning(self.text, self.article.language, self.coverage.sentences, self.find_encoder)

    def _score(self, sentence: Sentence) -> float:
        return self.by_meaning.of.get(sentence.number, sentence.worthiness.score)

    @cached_property
    def ranks(self) -> Mapping[int, int]:
        """The place among them of each of these sentences, by its number: 1 is most worth checking."""
        return {one.sentence.number: place for place, one in enumerate(self.ranked, 1)}

    def as_json(self, sentences: Sequence[SentenceCoverage]) -> dict[str, Any]:
        """The words of the JSON contract, with these sentences."""
        return {
            "ref": self.article.ref,
            "title": self.article.title,
            "coverage": self.coverage.counts,
            "sentences": [_plain(one, self._score(one.sentence)) for one in sentences],
            "orphans": [
                {"claim": one.claim, "skip": one.skip, "text": one.words, "nearest": self.nearest[one.words]}
                for one in self.coverage.orphans
            ],
            **({"words_alone": str(alone)} if (alone := self.by_meaning.words_alone) else {}),
        }


def _plain(one: SentenceCoverage, score: float) -> dict[str, Any]:
    """A sentence as the JSON contract has it."""
    sentence = one.sentence
    return {
        "number": sentence.number,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "kind": str(sentence.worthiness.kind),
        "rank": score,
        "why": "; ".join(sentence.worthiness.why),
        "state": str(one.state),
        "claims": list(one.claims),
    }


def add_article(
    desk: Desk, location: str, content: bytes, fields: Mapping[str, Any], *, whole: bool = False
) -> AddedArticle | FetchResult:
    """Add a text, or return how the fetch ended of a URL that gave none; `content` is what the location "-" stands for.

    Raises what `read_draft` and `add_draft` raise.
    """
    draft = read_draft(desk, location, content, whole=whole)
    return draft if isinstance(draft, FetchResult) else add_draft(desk, draft, fields)


def list_articles(desk: Desk, limit: int | None = None, after: str | None = None) -> list[dict[str, Any]]:
    """Every article with its counts, by ref; with a `limit` the last that were added, as `newest_articles` has them.

    Those without a text have no counts.
    """
    if limit is None:
        with desk.store.reading() as ledger:
            counted = [(one.article, _counts(desk, ledger, one)) for one in ledger.articles()]
    else:
        counted = newest_articles(desk, limit, after)
    return [
        {"ref": one.ref, "title": one.title, **{name: counts.get(name) for name in COUNTED}}
        for one, counts in counted
    ]


def newest_articles(desk: Desk, limit: int, after: str | None = None) -> list[tuple[Article, dict[str, int]]]:
    """The articles that were added last, with what `Coverage.counts` says of each, nothing where it has no text.

    NotFound where there is none to go on `after`.
    """
    with desk.store.reading() as ledger:
        return [(one.article, _counts(desk, ledger, one)) for one in ledger.newest_articles(limit, after)]


def _counts(desk: Desk, ledger: Ledger, record: ArticleRecord) -> dict[str, int]:
    if record.article.record is None:
        return {}
    return read_kept(desk, record).covered_by(claims_of(ledger, record.article.ref)).counts


def show_article(desk: Desk, ref: str) -> ArticleProgress:
    """An article sentence by sentence, without sentences where it has no text; NotFound suggests the near ref."""
    with desk.store.reading() as ledger:
        record = ledger.article(ref)
        if record.article.record is None:
            return ArticleProgress(record, "", Coverage((), (), ()), {}, desk.find_encoder)
        read, coverage = _covered(desk, ledger, ref)
    nearest = {one.words: read.text.nearest(one.words) for one in coverage.orphans}
    return ArticleProgress(read.record, read.text.text, coverage, nearest, desk.find_encoder)


def article_record(desk: Desk, ref: str) -> ArticleRecord:
    """What is on record of an article; NotFound suggests the near ref."""
    with desk.store.reading() as ledger:
        return ledger.article(ref)


def sentences_of(desk: Desk, ref: str, text: str | None = None) -> list[str]:
    """The sentences of the text of this digest, or of the one that the article has; nothing where it has none."""
    record = article_record(desk, ref)
    if record.article.record is None:
        return []
    return [one.text for one in read_earlier(desk, record, text).sentences]


@decided_anew
def skip_sentences(
    desk: Desk, ref: str, numbers: Sequence[int], why: str, text: str | None = None
) -> list[int]:
    """Set sentences aside; returns the numbers of those that were not set aside before.

    They are numbered as in the `text` of this digest, which the article has or had. NotFound for a number that the
    article does not have, BadInput for a sentence that has a claim, MovedSince for one that is not in the text now, or
    that somebody set aside since the author saw it (`desk.seen`).
    """
    with desk.store.writing(of_article(ref)) as ledger:
        read, coverage = _covered(desk, ledger, ref)
        chosen = chosen_of(coverage.sentences, ref, numbers_now(desk, read, numbers, text))
        claimed = [one for one in chosen if one.state not in _WITHOUT_CLAIM]
        if claimed:
            raise BadInput.of(f"article {ref}", [_has_claim(one) for one in claimed])
        known = _skips_seen(desk, read.record)
        fresh = [one.sentence for one in chosen if one.skip is None or one.skip.id not in known]
        after = read.record
        for sentence in fresh:
            place = read.text.locate(sentence.start, sentence.end).plain()
            skip = {"id": after.next_skip, "exact": sentence.text, "place": place, "why": why}
            after = article_after(desk, after, Act.SKIP, {"skip": skip})
        ledger.save_article(read.record, after)
        return [sentence.number for sentence in fresh]


def _skips_seen(desk: Desk, record: ArticleRecord) -> set[str]:
    """The ids of what is set aside, as far as the author saw it."""
    if desk.seen in (None, record.head):
        return {one.id for one in record.skips}
    return {one.id for one in fold_article(record.events[: lines_seen(record, str(desk.seen))]).skips}


@decided_anew
def unskip_sentences(
    desk: Desk, ref: str, numbers: Sequence[int], why: str, text: str | None = None
) -> list[int]:
    """Take back that sentences were set aside; returns the numbers of those that were.

    They are numbered as for `skip_sentences`. NotFound for a number that the article does not have, RuleRefused without
    a reason, MovedSince as there.
    """
    with desk.store.writing(of_article(ref)) as ledger:
        read, coverage = _covered(desk, ledger, ref)
        numbered = numbers_now(desk, read, numbers, text)
        chosen = [one for one in chosen_of(coverage.sentences, ref, numbered) if one.skip]
        after = read.record
        for skip in dict.fromkeys(one.skip for one in chosen if one.skip):
            after = article_after(desk, after, Act.UNSKIP, {"skip": skip.id, "why": why})
        ledger.save_article(read.record, after)
        return [one.sentence.number for one in chosen]


def _covered(desk: Desk, ledger: Ledger, ref: str) -> tuple[ArticleText, Coverage]:
    read = read_kept(desk, ledger.article(ref))
    return read, read.covered_by(claims_of(ledger, ref))


def _has_claim(one: SentenceCoverage) -> Finding:
    message = f"has a claim: {', '.join(one.claims)}."
    withdraw = Remedy.by("withdraw", "Or withdraw the claim.", ref=one.claims[0], why=None)
    return Finding("has-claim", f"sentence {one.sentence.number}", message, "Leave it out.", withdraw)
