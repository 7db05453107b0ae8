"""All that is public as a table for a spreadsheet: one check a line."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from factcheck.model.cell import spreadsheet_cell
from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck, published_verdict
from factcheck.model.signing import scale_of
from factcheck.report.edition import Edition
from factcheck.report.outputs.claims_json import Articles
from factcheck.report.wording import utc

_COLUMNS = (
    *("ref", "url", "state", "text", "claimant", "claimed_on", "said_in", "language", "tags"),
    *("article", "article_url", "verdict", "label", "scale", "scale_version", "summary"),
    *("published_at", "changed_at", "version", "corrections"),
)


def claims_csv(checks: Iterable[PublicCheck], articles: Articles, edition: Edition) -> Iterator[str]:
    """`claims.csv` (RFC 4180, UTF-8) line by line: headers, then every check that no later version replaces.

    `text` to `tags` are the claim's own, tags apart with semicolons; `article` and `article_url` are title and
    link of the text it is from; `state`, `verdict` (the rating's id) and its `label` are as in `claims.json`;
    `published_at` is the first time, `changed_at` the last, in UTC; `corrections` is how many there are. What is not
    known is empty. No cell is a formula: one that looks like it has a `'` before it.
    """
    yield _line(_COLUMNS)
    for check in checks:
        if not check.superseded:
            yield _line(_cells(check, articles.get(check.record.claim.article or ""), edition))


def _cells(check: PublicCheck, article: Article | None, edition: Edition) -> Iterator[str]:
    claim, verdict = check.record.claim, published_verdict(check)
    label = scale_of(verdict, edition.scales).rating(verdict.rating).label
    yield from (claim.ref, edition.urls.claim(claim.ref), check.state, claim.text, claim.claimant or "")
    yield from (claim.claimed_on or "", claim.said_in or "", claim.language or "", "; ".join(claim.tags))
    yield from (article.title, article.url or "") if article else ("", "")
    yield from (verdict.rating, label, verdict.scale, str(verdict.scale_version), verdict.summary or "")
    yield from (utc(check.first_at), utc(check.changed_at), str(check.version))
    yield str(len(check.corrections) + len(check.pending))


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(spreadsheet_cell, cells))
    return line.getvalue()
