"""Acts on what a claim rests on: source, fetch, attach, cite, drop."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import category

from factcheck.errors import BadInput
from factcheck.model.links import has_scheme
from factcheck.model.vocabulary import Stance, Standing
from factcheck.phrase import say
from factcheck.report.wording import KIND, STANCE, STANDING
from factcheck.web.acts.act import ClaimAct, Sheet
from factcheck.web.acts.on_claims import is_open
from factcheck.web.forms import Choice, Field, choices
from factcheck.web.links import LINKS
from factcheck.web.wording import DATES, SOURCE_FIELD, WHY
from factcheck.workflow.evidence.cite import QuoteChoice, cite
from factcheck.workflow.evidence.fetch_sources import to_fetch, visit
from factcheck.workflow.evidence.sources import SourceChange, add_source, attach, proposed_by_check
from factcheck.workflow.evidence.take_back import drop_evidence

_FLAGS = ("party_to_dispute", "confidential")
_WHY_SIGNED = say("Needed where it changes what was signed.")


def _source_fields(sheet: Sheet) -> Iterator[Field]:
    for name, label in SOURCE_FIELD.items():
        if name in _FLAGS:
            yield sheet.flag(name, label)
        elif name == "kind":
            yield Field(name, label, "choice", choices=choices(KIND, sheet.text(name)))
        elif name == "note":
            yield sheet.prose(name, label)
        elif name == "url":
            yield sheet.line(name, label, hint=say("Blank for a conversation alone."))
        elif name == "published_on":
            yield sheet.line(name, label, hint=DATES)
        else:
            yield sheet.line(name, label)
    yield sheet.line("why", WHY, hint=_WHY_SIGNED)


def _source(sheet: Sheet) -> str:
    url = sheet.given("url")
    if url is not None and not has_scheme(url):
        raise BadInput(f'"{url}" is no link. Copy it from the address bar; it begins with https://')
    given: dict[str, Any] = {name: sheet.given(name) for name in SOURCE_FIELD if name not in ("url", *_FLAGS)}
    fields = {name: value for name, value in given.items() if value}
    fields |= {name: True for name in _FLAGS if sheet.has(name)}
    known = proposed_by_check(sheet.visit.desk, [sheet.ref], url)
    how = SourceChange(why=sheet.given("why"), known=known)
    source = add_source(sheet.visit.desk, sheet.ref, url, fields, how)
    return f"{LINKS.claim(sheet.ref)}#{source}"


def _fetch(sheet: Sheet) -> str:
    visit(sheet.visit.desk, to_fetch(sheet.visit.desk, [sheet.ref]))
    return f"{LINKS.claim(sheet.ref)}#sources"


def _attach_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.file("file", say("The file"))
    hint = say("Blank where only one waits, or where it is a source of its own.")
    label = say("Which source it was saved from")
    yield Field("source", label, "choice", choices=choices(_named(sheet), sheet.text("source")), hint=hint)


def _attach(sheet: Sheet) -> str:
    sent = sheet.visit.files.get("file")
    if sent is None or not sent.filename:
        raise BadInput("Choose the file to keep.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / _safe_name(sent.filename)
        with path.open("wb") as kept:
            copyfileobj(sent.file, kept)
        attach(sheet.visit.desk, sheet.ref, path, sheet.given("source"))
    return f"{LINKS.claim(sheet.ref)}#sources"


def _safe_name(given: str) -> str:
    """The last part of a name that a browser gives, without what is no letter, figure or mark of a name."""
    last = re.split(r"[/\\\\]", given)[-1]
    kept = "".join(one for one in last if category(one)[0] in "LMN" or one in _MARKS_OF_NAMES).strip(". ")
    return kept[-_LONGEST_NAME:].encode()[-_MOST_BYTES:].decode(errors="ignore") or "file"


_MARKS_OF_NAMES = " ._()+-\u200c\u200d"
"""With the joiners, which words of Persian and of India are spelled with."""
_LONGEST_NAME = 100
_MOST_BYTES = 250
"""File systems take 255."""


def _named(sheet: Sheet) -> dict[str, str]:
    """What each source is called in a form."""
    return {one.id: f"{one.id}: {one.title or one.url or ''}" for one in sheet.record.sources}


def _cite_fields(sheet: Sheet) -> Iterator[Field]:
    captured = {one.id: one.source for one in sheet.record.captures}
    only = sheet.record.sources[0].id if len(sheet.record.sources) == 1 else ""
    shown = sheet.text("source", captured.get(sheet.text("capture"), only))
    yield sheet.prose("quote", say("The words, as they stand in the source"), needed=True)
    yield Field("source", say("Source"), "choice", choices=choices(_named(sheet), shown), needed=True)
    yield Field(
        "stance", say("Which way they bear on the claim"), "choice", needed=True, choices=_stances(sheet)
    )
    yield sheet.prose("note", say("What the source says, in your words"))
    yield sheet.hidden("capture")
    yield sheet.hidden("start")
    yield sheet.flag("nearest", say("Where the wording differs, quote what the source says"))
    yield sheet.line(
        "place", say("Which place, where the words stand in several"), hint=say("A number: 1 is the first.")
    )
    yield Field("standing", say("How the desk holds the words"), "choice", choices=_standings(sheet))
    yield sheet.line("who", say("Who read it, or who told it"))
    yield sheet.line("when", say("The day it was read or told"), hint=DATES)
    yield sheet.line("how", say("How it was told"))
    yield sheet.line("why", WHY, hint=_WHY_SIGNED)


def _stances(sheet: Sheet) -> tuple[Choice, ...]:
    return choices({one: STANCE[one] for one in Stance}, sheet.text("stance"))


def _standings(sheet: Sheet) -> tuple[Choice, ...]:
    return choices({one: STANDING[one] for one in Standing}, sheet.text("standing"))


def _cite(sheet: Sheet) -> str:
    names = ("stance", "note", "capture", "standing", "who", "when", "how")
    fields = {name: sheet.given(name) for name in names} | {"exact": sheet.text("quote").strip()}
    if fields["stance"] is None:
        raise BadInput("Say which way the words bear on the claim.")
    choice = QuoteChoice(
        nearest=sheet.has("nearest"),
        place=_number(sheet.given("place")),
        start=_number(sheet.given("start")),
        why=sheet.given("why"),
    )
    cite(sheet.visit.desk, sheet.ref, sheet.given("source"), fields, choice)
    return f"{LINKS.claim(sheet.ref)}#evidence"


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput(f'"{text}" is no number.')
    return int(text)


def _drop_fields(sheet: Sheet) -> Iterator[Field]:
    named = {one.id: f"{one.id}: {one.exact}" for one in sheet.record.evidence}
    quotes = choices(named, sheet.text("evidence"))
    yield Field("evidence", say("Quote"), "choice", choices=quotes, needed=True)
    yield sheet.line("why", WHY, needed=True)


def _drop(sheet: Sheet) -> str:
    drop_evidence(sheet.visit.desk, sheet.ref, sheet.text("evidence"), sheet.text("why"))
    return f"{LINKS.claim(sheet.ref)}#evidence"


SOURCE = ClaimAct(say("Add a source"), _source_fields, _source, is_open)
FETCH = ClaimAct(
    say("Fetch its sources"),
    lambda _: (),
    _fetch,
    lambda sheet: is_open(sheet) and any(one.url for one in sheet.record.sources),
    say("Each link is asked for what stands there now, and what comes is kept. That may take a minute."),
)
ATTACH = ClaimAct(
    say("File what you saved yourself"),
    _attach_fields,
    _attach,
    is_open,
    say("A page, PDF, picture or document. It is kept as it is, and marked as supplied by hand."),
)
CITE = ClaimAct(
    say("Quote a source"),
    _cite_fields,
    _cite,
    lambda sheet: is_open(sheet) and bool(sheet.record.sources),
    say("The words are looked for in what was captured of the source."),
)
DROP = ClaimAct(
    say("Take a quote back"),
    _drop_fields,
    _drop,
    lambda sheet: is_open(sheet) and bool(sheet.record.evidence),
    say("It stays on record, and counts no more."),
)
