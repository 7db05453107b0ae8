"""Templates made into pages: what every template may use, and a policy that lets nothing else in."""

import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from factcheck.reading.sentence.quotations import has_marks
from factcheck.report import outcomes, wording
from factcheck.report.chart import tallied
from factcheck.report.edition import Edition, rating_anchor
from factcheck.report.fragment import live_link
from factcheck.report.frame import frame
from factcheck.report.phrase import (
    Listing,
    Message,
    Phrase,
    Run,
    code,
    comma,
    figure,
    link,
    name,
    say,
    say_count,
    visible,
)
from factcheck.report.translator import Translator
from factcheck.report.urls import FROM_ROOT, Links

_HERE = Path(__file__).parent
_SYMBOL = re.compile(r'<symbol id="i-([a-z-]+)"[^>]*>(.*?)</symbol>')

_SENTENCES: dict[str, object] = {
    "wording": wording,
    "outcomes": outcomes,
    "rating_anchor": rating_anchor,
    "say": say,
    "say_count": say_count,
    "comma": comma,
    "code": code,
    "figure": figure,
    "link": link,
    "name": name,
    "run": Run,
    "hidden": Run("", "hidden"),
    "strong": Run("", "strong"),
    "tallied": tallied,
    "has_marks": has_marks,
}
"""What templates make sentences with."""


def render(template: str, file: str, edition: Edition, to: Links = FROM_ROOT, **parts: object) -> str:
    """The page that is this file, in its frame; `h` is the level its headings begin at."""
    return (
        _environment(edition.words)
        .get_template(f"{template}.html.jinja")
        .render(
            **parts,
            edition=edition,
            home=live_link(edition.base_url) if edition.base_url else None,
            to=to,
            h=2 if to.single else 1,
            public=edition.is_public,
            frame=frame(edition, to, file),
        )
    )


@lru_cache(maxsize=16)
def _environment(words: Translator) -> Environment:
    """The templates in one language: what they print of our sentences is said in it."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=lambda value: _shown(value, words),
    )
    style, card_style = _style("report.css"), _style("embed.css")
    script, icons = _asset("report.js"), _asset("icons.svg")
    environment.globals.update(
        _SENTENCES,
        style=Markup(style),
        card_style=Markup(card_style),
        script=Markup(script),
        icons=Markup(icons),
        shapes={icon: Markup(shape) for icon, shape in _SYMBOL.findall(icons)},
        csp=_policy(style),
        csp_of_card=_policy(card_style),
        csp_with_script=_policy(style, script),
        words=words,
    )
    environment.filters["plain"] = lambda said: said if isinstance(said, str) else words.text(said)
    return environment


def _shown(value: object, words: Translator) -> object:
    """What every `{{ }}` prints: our sentences in the language of the page, text from outside without controls."""
    if type(value) is str:
        return visible(value)
    return words.html(value) if isinstance(value, (Message, Run, Phrase, Listing)) else value


def _style(file: str) -> str:
    """A style sheet with the tokens that all of them share."""
    return f"{_asset('tokens.css')}\n\n{_asset(file)}"


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
