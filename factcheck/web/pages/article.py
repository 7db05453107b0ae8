"""One article: its text with every sentence marked by its state, and what is left of it, most worth checking first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from starlette.responses import Response

from factcheck.errors import FactcheckError, NotFound
from factcheck.model.vocabulary import SentenceState
from factcheck.phrase import Message, say
from factcheck.reading.sentence.coverage import Coverage, SentenceCoverage
from factcheck.report.article_view import Annotated, ArticleView, article_view, bare_view
from factcheck.report.margin import margin_of
from factcheck.report.wording import CLAIM_KIND
from factcheck.web.acts.on_articles import ARTICLE_ACTS, ArticleSheet, article_sheet
from factcheck.web.errors import status_of
from factcheck.web.forms import ActForm, whole_number
from factcheck.web.links import LINKS
from factcheck.web.pages.act import ActPages
from factcheck.web.pages.captured import TextRun, runs_of
from factcheck.web.pages.outside import TITLE
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.articles.sentences import ArticleProgress, show_article
from factcheck.workflow.claims.list import claims_of_refs

PART = 300
"""Sentences of a long text that a page shows, and then to the end of the paragraph."""
LEFT = 100
"""Sentences that are left, of which a page shows the first."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a long text: its first and last sentence by number, and where it is."""

    first: int
    last: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class LeftSentence:
    """A sentence that is left: what kind of thing it says, why that is thought, and where a claim is made of it.

    `rank` is its place among all that are left: 1 is most worth checking.
    """

    number: int
    rank: int
    text: str
    kind: Message | None
    why: str
    href: str


def article(visit: Visit) -> Response:
    """`/articles/REF`; of a long text the part with the sentence `?at=4` or the claim `?claim=REF`, else the first."""
    shown = show_article(visit.desk, visit.named["ref"])
    ref, digest = shown.article.ref, shown.article.text_digest or ""
    bounds = parts_of(shown.coverage.sentences, shown.text)
    at = _wanted(visit, shown.coverage)
    first, last = next((one for one in bounds if one[0] <= at < one[1]), (0, 0))
    sheet = ArticleSheet(visit, shown.record)
    acts = [
        (LINKS.article_act(ref, name), act.title)
        for name, act in ARTICLE_ACTS.items()
        if visit.may(name) and act.is_offered(sheet)
    ]
    if visit.may("contact"):
        acts.append((LINKS.article_act(ref, "ask"), TITLE))
    return visit.page(
        "article",
        article=_view(visit, shown, first, last),
        ref=ref,
        acts=acts,
        left=len(shown.left),
        digest=digest,
        parts=[
            TextPart(start + 1, end, f"{LINKS.article(ref, at=start + 1)}#s{start + 1}", start == first)
            for start, end in bounds
        ],
        runs=_runs,
        act_of=partial(_act_of, ref, digest),
    )


def _wanted(visit: Visit, coverage: Coverage) -> int:
    """Which sentence the part that is shown has, from 0."""
    claim = visit.query.get("claim")
    if claim:
        return next((at for at, one in enumerate(coverage.sentences) if claim in one.claims), 0)
    at = whole_number(visit.query.get("at") or "1") - 1
    if not 0 <= at < max(len(coverage.sentences), 1):
        raise NotFound(f"{visit.named['ref']} has no sentence {at + 1}.")
    return at


def parts_of(sentences: Sequence[SentenceCoverage], text: str) -> list[tuple[int, int]]:
    """The first sentence of each part, from 0, and the one after its last: at least PART, to the end of a paragraph.

    A paragraph without end is cut at twice as many.
    """
    bounds = [0]
    for at, (one, after) in enumerate(pairwise(sentences), 1):
        ends = "\n" in text[one.sentence.end : after.sentence.start]
        if at - bounds[-1] >= (PART if ends else 2 * PART):
            bounds.append(at)
    return list(zip(bounds, [*bounds[1:], len(sentences)], strict=True)) if sentences else []


def _view(visit: Visit, shown: ArticleProgress, first: int, last: int) -> ArticleView:
    if shown.article.record is None:
        return bare_view(shown.article, visit.site.edition)
    coverage = shown.coverage
    refs = {ref for one in coverage.sentences[first:last] for ref in one.claims}
    refs |= {one.claim for one in coverage.orphans if one.claim}
    records = claims_of_refs(visit.desk, refs)
    margins = {one.claim.ref: margin_of(one, visit.site.edition, LINKS) for one in records}
    return article_view(
        Annotated(shown.article, shown.text, coverage, first, last), margins, visit.site.edition
    )


def _runs(text: str, start: int) -> Iterator[TextRun]:
    return (replace(one, start=one.start + start) for one in runs_of(text, []))


def _act_of(ref: str, digest: str, one: SentenceCoverage) -> str:
    """Where a claim is made of a sentence, or that it was set aside is taken back."""
    name = "unskip" if one.state is SentenceState.SKIPPED else "claim"
    return LINKS.article_act(ref, name, sentence=one.sentence.number, text_digest=digest)


def left(visit: Visit) -> Response:
    """`/articles/REF/left`: the sentences nobody has dealt with, to be set aside several at once."""
    return _left_page(article_sheet(visit))


def _left_page(sheet: ArticleSheet) -> Response:
    visit = sheet.visit
    if sheet.text_digest is None:
        return go_to(LINKS.article(sheet.ref))
    shown = show_article(visit.desk, sheet.ref)
    return visit.page(
        "article_left",
        article=bare_view(shown.article, visit.site.edition),
        ref=sheet.ref,
        rows=[_row(sheet, one, rank) for rank, one in enumerate(shown.ranked[:LEFT], 1)],
        total=len(shown.left),
        words_alone=shown.by_meaning.words_alone,
        checkable=shown.coverage.counts["checkable"],
        skip=replace(ARTICLE_ACTS["skip"].form(sheet, "skip"), fields=()),
        digest=sheet.text_digest,
    )


def _row(sheet: ArticleSheet, one: SentenceCoverage, rank: int) -> LeftSentence:
    kinds = {str(kind): label for kind, label in CLAIM_KIND.items()}
    worth = one.sentence.worthiness
    return LeftSentence(
        one.sentence.number,
        rank,
        one.sentence.text,
        kinds.get(str(worth.kind)),
        "; ".join(worth.why),
        _act_of(sheet.ref, sheet.text_digest or "", one),
    )


def _act_page(sheet: ArticleSheet, name: str, wrong: FactcheckError | None) -> Response:
    """The form of an act on an article; which sentences are set aside is chosen among those that are left."""
    if name == "skip" and wrong is None and not sheet.numbers():
        return go_to(LINKS.article_act(sheet.ref, "left"))
    form: ActForm = ARTICLE_ACTS[name].form(sheet, name, wrong)
    instead = None
    if name == "claim":  # at an address of its own for each words, by which what was filled in is told apart
        words = {one.name: one.value for one in form.fields if one.name in ("start", "end", "text_digest")}
        form = replace(form, action=LINKS.article_act(sheet.ref, name, **words))
        if numbers := sheet.many("sentence"):
            aside = LINKS.article_act(
                sheet.ref, "skip", sentence=numbers[0], text_digest=words["text_digest"]
            )
            instead = (aside, say("Set this sentence aside instead"))
    about = (LINKS.article(sheet.ref), sheet.record.article.title)
    shown = {"form": form, "about": about, "ref": sheet.ref, "instead": instead}
    return sheet.visit.page("act", status_of(wrong), **shown, of=None, others={})


ON_ARTICLES = ActPages(ARTICLE_ACTS, article_sheet, _act_page)


def revise(visit: Visit) -> Response:
    """`POST /articles/REF/revise`: for the one form of an article that has a file."""
    return ON_ARTICLES.done(visit, "revise")
