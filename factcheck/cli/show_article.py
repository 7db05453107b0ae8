"""An article laid out for a person to read in a terminal: how much is checked, then sentence by sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck.cli.show import hanging

if TYPE_CHECKING:
    from factcheck.reading.sentence.coverage import SentenceCoverage
    from factcheck.workflow.articles.sentences import ArticleProgress


def layout(shown: "ArticleProgress", sentences: "Sequence[SentenceCoverage]", *, reasons: bool) -> str:
    """The article from top to bottom, with these of its sentences; `reasons` says why each is worth checking."""
    article = shown.article
    about = (article.ref, article.publisher, article.byline, article.published_on, article.url)
    return "\n".join(
        [
            article.title,
            " · ".join(filter(None, about)),
            _coverage(shown),
            "",
            *(_sentence(one, shown.ranks, reasons=reasons) for one in sentences),
            *_orphans(shown),
        ]
    )


def _coverage(shown: "ArticleProgress") -> str:
    counts = shown.coverage.counts
    return (
        f"{counts['with_claim']:,} of {counts['checkable']:,} checkable sentences have a claim: "
        f"{counts['rated']:,} rated, {counts['signed_off']:,} signed off. "
        f"{counts['open']:,} open, {counts['set_aside']:,} set aside."
    )


def _sentence(one: "SentenceCoverage", ranks: Mapping[int, int], *, reasons: bool) -> str:
    sentence, worth = one.sentence, one.sentence.worthiness
    said = [] if one.state == "none" else [one.state.replace("-", " ")]
    said += [] if worth.kind == "none" else [str(worth.kind)]
    said += [f"rank {ranks[sentence.number]:,} of {len(ranks):,}"] if sentence.number in ranks else []
    said += worth.why if reasons and one.state in ("open", "none") else []
    said += [f"{one.skip.why} ({one.skip.by})"] if one.skip and one.state == "skipped" else []
    about = " · ".join([*said, *one.claims])
    return hanging(f"{sentence.number}", "\n".join(filter(None, [sentence.text, about])))


def _orphans(shown: "ArticleProgress") -> Iterator[str]:
    if shown.coverage.orphans:
        yield "\nNo longer in the text"
    for orphan in shown.coverage.orphans:
        nearest = shown.nearest[orphan.words]
        now = f"now perhaps: {nearest}" if nearest else ""
        owner = orphan.claim or f"set aside as {orphan.skip}"
        yield hanging("", "\n".join(filter(None, [orphan.words, owner, now])))
