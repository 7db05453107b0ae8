"""Working through an article: what is left, sentences made claims, sentences set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, NotFound, Remedy
from factcheck.model.claim import Article
from factcheck.model.record import ArticleRecord
from factcheck.model.vocabulary import Act, ClaimKind, SentenceState
from factcheck.reading.sentence.article_sentences import Sentence
from factcheck.reading.sentence.coverage import Coverage, SentenceCoverage
from factcheck.reading.sentence.quotations import words_spoken
from factcheck.store.ledger import Ledger
from factcheck.workflow.act import article_after
from factcheck.workflow.articles.add import AddedArticle, add_draft
from factcheck.workflow.articles.coverage import ArticleText, claims_of, read_kept
from factcheck.workflow.articles.read import read_draft
from factcheck.workflow.claims.add import AddResult, add_claims
from factcheck.workflow.evidence.fetch_result import FetchResult

COUNTED = ("checkable", "with_claim", "rated", "signed_off", "open", "set_aside")
LISTED = ("ref", *COUNTED, "title")
"""What a list of articles says."""
_Sentence = TypeVar("_Sentence", Sentence, SentenceCoverage)
_WITHOUT_CLAIM = (SentenceState.OPEN, SentenceState.NONE, SentenceState.SKIPPED)


@dataclass(frozen=True)
class ArticleProgress:
    """An article with its coverage; `nearest` maps the words of each orphan to the wording most like them, or ""."""

    article: Article
    coverage: Coverage
    nearest: Mapping[str, str]

    @property
    def left(self) -> tuple[SentenceCoverage, ...]:
        """The sentences nobody has dealt with."""
        return tuple(one for one in self.coverage.sentences if one.state is SentenceState.OPEN)

    @property
    def ranked(self) -> tuple[SentenceCoverage, ...]:
        """The same, those most worth checking first."""
        return tuple(sorted(self.left, key=lambda one: -one.sentence.worthiness.score))

    def as_json(self, sentences: Sequence[SentenceCoverage]) -> dict[str, Any]:
        """The words of the JSON contract, with these sentences."""
        return {
            "ref": self.article.ref,
            "title": self.article.title,
            "coverage": self.coverage.counts,
            "sentences": [_plain(one) for one in sentences],
            "orphans": [
                {"claim": one.claim, "skip": one.skip, "text": one.words, "nearest": self.nearest[one.words]}
                for one in self.coverage.orphans
            ],
        }


def _plain(one: SentenceCoverage) -> dict[str, Any]:
    """A sentence as the JSON contract has it."""
    sentence = one.sentence
    return {
        "number": sentence.number,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "kind": str(sentence.worthiness.kind),
        "rank": sentence.worthiness.score,
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


def list_articles(desk: Desk) -> list[dict[str, Any]]:
    """Every article with its counts, by ref; those without a text have none."""
    with desk.store.reading() as ledger:
        return [_listed(desk, ledger, record) for record in ledger.articles()]


def _listed(desk: Desk, ledger: Ledger, record: ArticleRecord) -> dict[str, Any]:
    article = record.article
    counts: dict[str, int] = {}
    if article.record:
        counts = read_kept(desk, record).covered_by(claims_of(ledger, article.ref)).counts
    return {"ref": article.ref, "title": article.title, **{name: counts.get(name) for name in COUNTED}}


def show_article(desk: Desk, ref: str) -> ArticleProgress:
    """An article sentence by sentence, without sentences where it has no text; NotFound suggests the near ref."""
    with desk.store.reading() as ledger:
        record = ledger.article(ref)
        if record.article.record is None:
            return ArticleProgress(record.article, Coverage((), (), ()), {})
        read, coverage = _covered(desk, ledger, ref)
    nearest = {one.words: read.text.nearest(one.words) for one in coverage.orphans}
    return ArticleProgress(read.record.article, coverage, nearest)


def skip_sentences(desk: Desk, ref: str, numbers: Sequence[int], why: str) -> list[int]:
    """Set sentences aside; returns the numbers of those that were not set aside before.

    NotFound for a number that the article does not have, BadInput for a sentence that has a claim.
    """
    with desk.store.writing() as ledger:
        read, coverage = _covered(desk, ledger, ref)
        chosen = _chosen(coverage.sentences, ref, numbers)
        claimed = [one for one in chosen if one.state not in _WITHOUT_CLAIM]
        if claimed:
            raise BadInput.of(f"article {ref}", [_has_claim(one) for one in claimed])
        fresh = [one.sentence for one in chosen if one.skip is None]
        after = read.record
        for sentence in fresh:
            place = read.text.locate(sentence.start, sentence.end).plain()
            skip = {"id": after.next_skip, "exact": sentence.text, "place": place, "why": why}
            after = article_after(desk, after, Act.SKIP, {"skip": skip})
        ledger.save_article(read.record, after)
        return [sentence.number for sentence in fresh]


def unskip_sentences(desk: Desk, ref: str, numbers: Sequence[int], why: str) -> list[int]:
    """Take back that sentences were set aside; returns the numbers of those that were.

    NotFound for a number that the article does not have, RuleRefused without a reason.
    """
    with desk.store.writing() as ledger:
        read, coverage = _covered(desk, ledger, ref)
        chosen = [one for one in _chosen(coverage.sentences, ref, numbers) if one.skip]
        after = read.record
        for skip in dict.fromkeys(one.skip for one in chosen if one.skip):
            after = article_after(desk, after, Act.UNSKIP, {"skip": skip.id, "why": why})
        ledger.save_article(read.record, after)
        return [one.sentence.number for one in chosen]


def claim_sentences(
    desk: Desk, ref: str, numbers: Sequence[int], fields: Mapping[str, Any], *, anyway: bool = False
) -> AddResult:
    """Make claims of sentences; `fields` take precedence over what each sentence proposes.

    NotFound for a number that the article does not have; BadInput as `add_claims` has it.
    """
    with desk.store.reading() as ledger:
        read = read_kept(desk, ledger.article(ref))
    claims = [
        (f"sentence {one.number}", {**_proposed(read, one), **fields})
        for one in _chosen(read.sentences, ref, numbers)
    ]
    return add_claims(desk, claims, f"article {ref}", anyway=anyway)


def _covered(desk: Desk, ledger: Ledger, ref: str) -> tuple[ArticleText, Coverage]:
    read = read_kept(desk, ledger.article(ref))
    return read, read.covered_by(claims_of(ledger, ref))


def _chosen(sentences: Sequence[_Sentence], ref: str, numbers: Sequence[int]) -> list[_Sentence]:
    """The sentences of these numbers in the order of the text, each once; NotFound for a number there is not."""
    most = len(sentences)
    wrong = [number for number in numbers if not 1 <= number <= most]
    if wrong:
        raise NotFound(
            f"{ref} has no sentence {wrong[0]}; they are numbered 1 to {most}.",
            remedies=[Remedy.by("article-show", "See them.", article=ref)],
        )
    return [sentences[number - 1] for number in sorted(set(numbers))]


def _has_claim(one: SentenceCoverage) -> Finding:
    message = f"has a claim: {', '.join(one.claims)}."
    withdraw = Remedy.by("withdraw", "Or withdraw the claim.", ref=one.claims[0], why=None)
    return Finding("has-claim", f"sentence {one.sentence.number}", message, "Leave it out.", withdraw)


def _proposed(read: ArticleText, sentence: Sentence) -> dict[str, Any]:
    """What a sentence says of the claim that it makes; only words within quotation marks are the claimant's own."""
    article = read.record.article
    kinds = [kind.value for kind in ClaimKind]
    return {
        "text": sentence.text,
        "sentence": sentence.text,
        "quote": words_spoken(read.text.text, sentence.start, sentence.end) or None,
        "claimant": sentence.worthiness.speaker,
        "kind": kind if (kind := sentence.worthiness.kind.value) in kinds else None,
        "language": article.language,
        "article": article.ref,
        "locator": f"sentence {sentence.number}",
        "place": read.text.locate(sentence.start, sentence.end).plain(),
    }
