"""Templates made into pages: what every template may use, and a policy that lets nothing else in."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from factcheck.phrase import (
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
from factcheck.reading.sentence.quotations import has_marks
from factcheck.report import outcomes, wording
from factcheck.report.accent import Accent
from factcheck.report.chart import tallied
from factcheck.report.edition import Edition, rating_anchor
from factcheck.report.fragment import live_link
from factcheck.report.frame import frame
from factcheck.report.translator import Translator, ends_sentence, escaped
from factcheck.report.urls import FROM_ROOT, Links

_HERE = Path(__file__).parent
_CONSTANT = re.compile(r'\{\{ say\("([^"\\{}<>]+)"\) \}\}')
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
    return render_framed(template, edition, to, {**parts, "frame": frame(edition, to, file)})


def render_framed(
    template: str, edition: Edition, to: Links, parts: Mapping[str, object], folder: Path | None = None
) -> str:
    """A page whose `parts` hold its frame; templates in `folder` go before those of the same name here.

    These are then found as `report/NAME` too.
    """
    return (
        _environment(edition.words, edition.accent, edition.logo is not None, folder)
        .get_template(f"{template}.html.jinja")
        .render(
            **parts,
            edition=edition,
            home=live_link(edition.base_url) if edition.base_url else None,
            to=to,
            h=2 if to.single else 1,
            public=edition.is_public,
        )
    )


def style_sheet(accent: Accent | None) -> str:
    """The style of the pages as a file, in the colour of the desk."""
    return _style("report.css", accent)


@lru_cache(maxsize=16)
def _environment(
    words: Translator, accent: Accent | None, has_logo: bool, folder: Path | None
) -> Environment:
    """The templates in one language and one colour: what they print of our sentences is said in it."""
    environment = _Environment(
        words,
        loader=_loader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_printer(words),
    )
    environment.code_generator_class = _CodeGenerator
    style, card_style = _style("report.css", accent), _style("embed.css", accent)
    script, icons = _asset("report.js"), _asset("icons.svg")
    environment.globals.update(
        _SENTENCES,
        style=Markup(style),
        card_style=Markup(card_style),
        script=Markup(script),
        icons=Markup(icons),
        shapes={icon: Markup(shape) for icon, shape in _SYMBOL.findall(icons)},
        csp=_policy(style, images=has_logo),
        csp_with_images=_policy(style, images=True),
        csp_of_card=_policy(card_style),
        csp_with_script=_policy(style, script, images=has_logo),
        words=words,
    )
    environment.filters["plain"] = lambda said: said if isinstance(said, str) else words.text(said)
    environment.filters["lang"] = _lang
    environment.filters["as_typed"] = _as_typed
    environment.filters["stop"] = lambda said: _stop_after(
        said if isinstance(said, str) else words.text(said)
    )
    parts = environment.get_template("parts.html.jinja").module
    for part in _PARTS:
        environment.globals[part] = lru_cache(maxsize=256, typed=True)(getattr(parts, part))
    return environment


def _loader(folder: Path | None) -> BaseLoader:
    ours = FileSystemLoader(_HERE / "templates")
    if folder is None:
        return ours
    return ChoiceLoader([FileSystemLoader(folder), ours, PrefixLoader({"report": ours})])


def _stop_after(text: str) -> str:
    return "" if ends_sentence(text) else "."


_PARTS = ("icon", "quoted", "badge", "anchored", "crumbs", "verdict_body")
"""The macros that every template may use; most pages call them with what other pages called them with."""


class _Environment(Environment):
    """Templates that are read in one language."""

    def __init__(self, words: Translator, **options: Any) -> None:
        super().__init__(**options)
        self._words = words

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """The template with its sentences that have no places said already; nothing in them is a template's code."""
        return _CONSTANT.sub(
            lambda found: str(self._words.html(say(found[1]))).replace("{", "&#123;"),
            super().preprocess(source, name, filename),
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template may use, in one dict: Jinja's chain of two is slow, and is gone through for each page."""
        return {**self.globals, **(d or {})}


class _CodeGenerator(CodeGenerator):
    """Leaves it to `finalize` to escape what a `{{ }}` prints; Jinja's own `escape` would copy it once more."""

    def _output_child_pre(self, node: object, frame: object, finalize: object) -> None:  # noqa: ARG002
        self.write("(environment.finalize(")


def _printer(words: Translator) -> Callable[[object], str]:
    """What every `{{ }}` prints: our sentences in the language of the page, text from outside without controls.

    All of it is markup: what is none already is escaped.
    """

    def printed(value: object) -> str:
        if type(value) is str:
            return escaped(visible(value))
        if isinstance(value, (Message, Run, Phrase, Listing)):
            return words.html(value)
        return escape(value)

    return printed


def _as_typed(text: object) -> str:
    """Text for a field of a form, with its controls: what comes back is what was shown."""
    return escape(text)


def _lang(tag: str) -> str:
    """The attribute for the language of text from outside; none where it is that of the page."""
    return Markup(' lang="{}"').format(visible(tag)) if tag else ""


def _style(file: str, accent: Accent | None) -> str:
    """A style sheet with the tokens that all of them share, and the colour of the desk."""
    own = f"\n{Template(_asset('accent.css')).substitute(asdict(accent))}" if accent else ""
    return f"{_asset('tokens.css')}{own}\n\n{_asset(file)}"


def _asset(file: str) -> str:
    return (_HERE / "assets" / file).read_text("utf-8").strip()


def _policy(style: str, script: str | None = None, *, images: bool = False) -> str:
    """A policy (CSP level 3) that lets nothing in but this very style and script, and what that loads of the site."""
    allowed = [
        "default-src 'none'",
        "img-src 'self' data:" if images else "img-src data:",
        f"style-src '{_hash(style)}'",
        *([f"script-src 'self' '{_hash(script)}'"] if script else ()),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(allowed)


def _hash(inline: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(inline.encode()).digest()).decode()}"
