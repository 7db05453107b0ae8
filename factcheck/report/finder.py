"""The rows of a list as data, among which the script of a page finds and sorts: a file for each thousand rows."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factcheck.model.claim import Article
from factcheck.phrase import visible
from factcheck.report.edition import Edition
from factcheck.report.list_rows import FOUND_AT_ONCE, ListRows, in_reading_order
from factcheck.report.listed_claim import IndexedClaim, ListedCheck
from factcheck.report.parts import IsWanted, every_file, in_part, parts_of
from factcheck.report.urls import FROM_ROOT, find_file


def finder_files(
    claims: Sequence[IndexedClaim],
    articles: Mapping[str, Article],
    edition: Edition,
    is_wanted: IsWanted = every_file,
) -> Iterator[tuple[str, str]]:
    """`find/N.js` with its content: claims in reading order, or published checks, which are given newest first.

    Each calls `factcheckRows` with its number and its rows, in the words the list shows and links from its folder.
    A row has `href`, `text`, `verdict`, `colour` and `icon`, and what else there is of `lang`, `by`, `where`,
    `detail`, `alert`, `back` (taken back), `summary`; to narrow down `state`, `day`, `article`, `topic` (a list),
    and `sources`, which are found and not shown.
    """
    checks = [claim for claim in claims if isinstance(claim, ListedCheck)]
    ordered: Sequence[IndexedClaim] = checks if edition.is_public else in_reading_order(claims)
    for number in range(1, parts_of(len(ordered), FOUND_AT_ONCE) + 1):
        part = in_part(ordered, number, FOUND_AT_ONCE)
        if is_wanted(find_file(number), part, None):
            rows = ListRows(part, edition, FROM_ROOT)
            lines = ",\n".join(_json(_found(claim, rows, articles)) for claim in part)
            yield find_file(number), f"factcheckRows({number}, [\n{lines}\n]);\n"


def _found(claim: IndexedClaim, rows: ListRows, articles: Mapping[str, Article]) -> dict[str, Any]:
    row, said = rows.row(claim), rows.edition.words.text
    article = articles.get(claim.article or "")
    found = {
        "href": row.href,
        "text": row.text,
        "lang": row.lang,
        "by": row.claimant,
        "where": row.where,
        "verdict": row.badge.label,
        "colour": row.badge.colour,
        "icon": row.badge.icon,
        "detail": said(row.detail),
        "alert": said(row.alert) if row.alert else "",
        "back": row.taken_back,
        "summary": row.summary,
        "article": article.title if article else "",
    }
    if isinstance(claim, ListedCheck):
        found |= {"day": claim.published_on, "topic": list(claim.tags), "sources": claim.sources}
    else:
        found["state"] = said(claim.stage)
    return {name: value for name, value in found.items() if value}


def _json(row: Mapping[str, Any]) -> str:
    shown = {name: visible(value) if isinstance(value, str) else value for name, value in row.items()}
    return json.dumps(shown, ensure_ascii=False)
