"""All that is public as a table for a spreadsheet: one check a line."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from factcheck.model.cell import spreadsheet_cell
from factcheck.report.edition import Edition

_COLUMNS = (
    *("ref", "url", "state", "text", "claimant", "claimed_on", "said_in", "language", "tags"),
    *("article", "article_url", "verdict", "label", "scale", "scale_version", "summary"),
    *("published_at", "changed_at", "version", "corrections", "signed_with"),
)


def claims_csv(rows: Iterable[str]) -> Iterator[str]:
    """`claims.csv` (RFC 4180, UTF-8 with its mark, which Excel needs) line by line: headers, then `rows`.

    The rows are made by `check_row`.
    `text` to `tags` are the claim's own, tags apart with semicolons; `article` and `article_url` are title and
    link of the text it is from; `state`, `verdict` (the rating's id) and its `label` are as in `claims.json`;
    `published_at` is the first time, `changed_at` the last, in UTC; `corrections` is how many there are;
    `signed_with` says what stands behind the signatures, as `with` in `claims.json` does. What is not known is empty.
    No cell is a formula: one that looks like it has a `'` before it.
    """
    yield f"\ufeff{_line(_COLUMNS)}"
    yield from rows


def check_row(data: Mapping[str, Any], edition: Edition) -> str:
    """The line of one check, from its public data as `claims.json` has them."""
    article = data["article"] or {}
    own = {
        "tags": "; ".join(data["tags"]),
        "article": article.get("title"),
        "article_url": article.get("url"),
        "label": edition.badge(data["scale"], data["scale_version"], data["verdict"]).label,
        "corrections": len(data["corrections"]),
        "signed_with": "; ".join(dict.fromkeys(one["with"] for one in data["signed"])),
    }
    cells = (own[name] if name in own else data[name] for name in _COLUMNS)
    return _line("" if cell is None else str(cell) for cell in cells)


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(spreadsheet_cell, cells))
    return line.getvalue()
