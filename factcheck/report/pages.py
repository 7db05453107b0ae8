"""The pages of a report; each is one file that needs nothing else: no network, no script, no clock."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from factcheck.model.claim import Article
from factcheck.model.record import Record
from factcheck.model.scale import Scale
from factcheck.model.signing import scale_of
from factcheck.report import outcomes, wording
from factcheck.report.address import FROM_CLAIM, FROM_ROOT, IN_ONE_FILE, Addresses
from factcheck.report.edition import UNVERIFIED, Edition, rating_anchor
from factcheck.report.fragment import live_link
from factcheck.report.index import IndexRow, in_reading_order, index_view
from factcheck.report.phrase import visible
from factcheck.report.view import claim_view

__all__ = ["Edition", "IndexRow", "claim_page", "guide_page", "index_page", "scale_page", "single_page"]

_HERE = Path(__file__).parent


def claim_page(record: Record, article: Article | None, edition: Edition) -> str:
    """`claims/REF.html`: one claim with all that it rests on."""
    claim = claim_view(record, article, edition, FROM_CLAIM)
    return _render("claim", edition, FROM_CLAIM, claim=claim)


def index_page(rows: Sequence[IndexRow], articles: Mapping[str, Article], edition: Edition) -> str:
    """`index.html`: every claim, counted and in reading order."""
    index = index_view(rows, articles, edition, FROM_ROOT)
    return _render("index", edition, FROM_ROOT, index=index)


def scale_page(edition: Edition, used: Sequence[Scale]) -> str:
    """`scale.html`: what each verdict means, on the current scale and on every other that verdicts use."""
    return _render("scale", edition, FROM_ROOT, scales=_scales(edition, used))


def guide_page(edition: Edition) -> str:
    """`how-to-read.html`: the words of the report, each explained in a sentence."""
    return _render("guide", edition, FROM_ROOT)


def single_page(records: Sequence[Record], articles: Mapping[str, Article], edition: Edition) -> str:
    """The whole report in one file, linked by anchors."""
    rows = [IndexRow.of(record, edition.scales) for record in records]
    index = index_view(rows, articles, edition, IN_ONE_FILE)
    by_ref = {record.claim.ref: record for record in records}
    order = [by_ref[row.ref] for row in in_reading_order(rows)]
    used = [scale_of(verdict, edition.scales) for record in order for verdict in record.verdicts]
    claims = (claim_view(one, articles.get(one.claim.article or ""), edition, IN_ONE_FILE) for one in order)
    return _render("single", edition, IN_ONE_FILE, index=index, claims=claims, scales=_scales(edition, used))


def _render(page: str, edition: Edition, to: Addresses, **parts: object) -> str:
    """One page; `h` is the level its headings begin at."""
    return _template(page).render(
        **parts,
        edition=edition,
        site=live_link(edition.base_url) if edition.base_url else None,
        desk_lang=edition.lang(None),
        to=to,
        h=2 if to.single else 1,
        here=page,
    )


def _scales(edition: Edition, used: Sequence[Scale]) -> list[Scale]:
    """The current scale first, each version once."""
    others = {(scale.id, scale.version): scale for scale in used}
    others.pop((edition.scale.id, edition.scale.version), None)
    return [edition.scale, *(others[key] for key in sorted(others))]


@cache
def _template(page: str) -> Template:
    return _environment().get_template(f"{page}.html.jinja")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )
    style, script = _asset("report.css"), _asset("report.js")
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        icons=Markup(_asset("icons.svg")),
        csp=_policy(style),
        csp_with_script=_policy(style, script),
        wording=wording,
        outcomes=outcomes,
        unverified=UNVERIFIED,
        rating_anchor=rating_anchor,
    )
    return environment


def _shown(value: object) -> object:
    """What every `{{ }}` prints: outside text with its bidirectional controls spelled out."""
    return visible(value) if type(value) is str else value


def _asset(file: str) -> str:
    return (_HERE / "assets" / file).read_text("utf-8").strip()


def _policy(style: str, script: str | None = None) -> str:
    """A policy (CSP level 3) that lets nothing in but this very style and script."""
    allowed = [
        "default-src 'none'",
        "img-src data:",
        f"style-src '{_hash(style)}'",
        *([f"script-src '{_hash(script)}'"] if script else ()),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(allowed)


def _hash(inline: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(inline.encode()).digest()).decode()}"
