"""A public check as Markdown with footnotes, to paste into what a newsroom writes in."""

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from factcheck.model.verdict import MARKS
from factcheck.report.wording import run_on

_MARKS = re.compile(r"([\\`*_\[\]<>#|~^])")
_ESCAPE = r"\\\1"
_BEGINS = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))(.)", re.MULTILINE)
"""What makes a list or a heading of a line that begins with it."""


def check_as_markdown(data: Mapping[str, Any]) -> str:
    """The check of these public data: claim, verdict, reasons with a footnote for each quote, corrections.

    Marks that Markdown knows stand for themselves in what comes from claims and sources. `label`, dates and links are
    as in `claims.json`.
    """
    quotes = {one["id"]: one for one in data["evidence"]}
    return "\n\n".join(part for part in _parts(data, quotes) if part) + "\n"


def _parts(data: Mapping[str, Any], quotes: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"# {_line(data['text'])}"
    said = [_line(data["claimant"]), data["claimed_on"], _link(data["said_in"])]
    yield ", ".join(filter(None, said))
    summary = _line(data["summary"])
    yield f"**{_line(data['label'])}.** {summary}".rstrip()
    yield _with_footnotes(data["rationale"], quotes)
    yield _with_footnotes(data["resolves"], quotes)
    for one in reversed(data["corrections"]):
        yield f"**{one['kind']}, {one['at'][:10]}:** {_line(one['what'])}"
    yield f"<{data['url']}>, {data['changed_at'][:10]}"
    sources = {one["id"]: one for one in data["sources"]}
    drawn = {one["id"] for one in data["captures"] if one.get("browser")}
    for key, quote in quotes.items():
        yield f"[^{key}]: {_footnote(quote, sources[quote['source']], drawn)}"


def _with_footnotes(reasons: str | None, quotes: Mapping[str, Any]) -> str:
    """The reasons, with every `[e1, e2]` in them as marks of footnotes."""
    given, written, done = reasons or "", "", 0
    for mark in MARKS.finditer(given):
        keys = re.findall(r"e\d+", mark[1])
        if all(key in quotes for key in keys):
            written += _MARKS.sub(_ESCAPE, given[done : mark.start()]) + "".join(f"[^{key}]" for key in keys)
            done = mark.end()
    return _no_lists(written + _MARKS.sub(_ESCAPE, given[done:]))


def _footnote(quote: Mapping[str, Any], source: Mapping[str, Any], drawn: Set[str]) -> str:
    """The quote and where it stands; of one in a page that a browser drew (`drawn` are such captures) also that."""
    about = (source.get(name) for name in ("title", "publisher", "author", "published_on"))
    where = ", ".join(_line(one) for one in about if one)
    link = _link(source.get("url"))
    shown = f"[The words on the page]({_link(quote.get('picture'))})" if quote.get("picture") else ""
    by_browser = "As a browser drew the page." if quote.get("capture") in drawn else ""
    said = (f"“{_line(quote['exact'])}”", f"{where}." if where else "", by_browser, link, shown)
    return " ".join(filter(None, said))


def _link(url: str | None) -> str:
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>" if url else ""


def _line(words: str | None) -> str:
    return _no_lists(_MARKS.sub(_ESCAPE, " ".join(run_on(words or "").split())))


def _no_lists(words: str) -> str:
    lines = "\n".join(line.strip() for line in words.splitlines())
    return _BEGINS.sub(r"\1\\\2", lines)
