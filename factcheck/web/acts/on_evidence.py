"""Acts on what a claim rests on: source, fetch, recheck, attach, cite, amend, drop."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from factcheck.errors import BadInput, Finding
from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.source import Source
from factcheck.phrase import NOTHING, say
from factcheck.report.wording import KIND, STANCE, STANDING, shortened
from factcheck.settings.fetching import NEVER
from factcheck.web.acts.act import ClaimAct, Sheet, Things
from factcheck.web.acts.on_claims import is_open
from factcheck.web.acts.visits_told import told_of_visits
from factcheck.web.forms import Field, choices, folded, whole_link, whole_number
from factcheck.web.links import LINKS
from factcheck.web.uploads import written
from factcheck.web.wording import DATES, SOURCE_FIELD, WHY
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.by_browser import drawn
from factcheck.workflow.evidence.cite import QuoteChoice, cite
from factcheck.workflow.evidence.fetch_job import enqueue_fetch
from factcheck.workflow.evidence.fetch_queue import ByBrowser
from factcheck.workflow.evidence.fetch_sources import to_fetch, to_recheck, visit
from factcheck.workflow.evidence.save_page import ask_to_save
from factcheck.workflow.evidence.sources import SourceChange, add_source, change_source, proposed_by_check
from factcheck.workflow.evidence.take_back import amend_evidence, drop_evidence

_FLAGS = ("party_to_dispute", "confidential")
_WHY_SIGNED = say("Needed where it changes what was signed.")


def _source_fields(sheet: Sheet) -> Iterator[Field]:
    yield from _fields_of_source(sheet, {})
    yield sheet.line("why", WHY, hint=_WHY_SIGNED)


def _fields_of_source(sheet: Sheet, shown: Mapping[str, str]) -> Iterator[Field]:
    for name, label in SOURCE_FIELD.items():
        value = shown.get(name, "")
        if name in _FLAGS:
            yield sheet.flag(name, label, value)
        elif name == "kind":
            yield Field(name, label, "choice", choices=choices(KIND, sheet.text(name, value)))
        elif name == "note":
            yield sheet.prose(name, label, value)
        else:
            yield sheet.line(name, label, value, hint=_HINTS.get(name, NOTHING))


_HINTS = {"url": say("Blank for a conversation alone."), "published_on": DATES}


def _source(sheet: Sheet) -> str:
    url = whole_link(given) if (given := sheet.given("url")) else None
    told: dict[str, Any] = {name: sheet.given(name) for name in SOURCE_FIELD if name not in ("url", *_FLAGS)}
    fields = {name: value for name, value in told.items() if value}
    fields |= {name: True for name in _FLAGS if sheet.has(name)}
    known = proposed_by_check(sheet.visit.desk, [sheet.ref], url)
    how = SourceChange(why=sheet.given("why"), known=known)
    add_source(sheet.visit.desk, sheet.ref, url, fields, how)
    return LINKS.go_on(sheet.ref)


def _chosen_source(sheet: Sheet) -> Callable[[Record], Source]:
    source = sheet.text("source")
    return lambda record: record.source(source)


def _edit_source_fields(sheet: Sheet) -> Iterator[Field]:
    yield from _fields_of_source(sheet, sheet.values(_chosen_source(sheet), [*SOURCE_FIELD]))
    yield sheet.flag("proposed", say("Fill what is blank with what the captured page says of itself"))
    yield sheet.line("why", WHY, hint=_WHY_SIGNED)


def _edit_source(sheet: Sheet) -> str:
    changed = sheet.changed(_chosen_source(sheet), [*SOURCE_FIELD])
    fields = {name: bool(one) if name in _FLAGS else one.strip() or None for name, one in changed.items()}
    how = SourceChange(proposed=sheet.has("proposed"), why=sheet.given("why"))
    change_source(sheet.visit.desk, sheet.ref, sheet.text("source"), fields, how)
    return f"{LINKS.claim(sheet.ref)}#sources"


def _fetch_fields(sheet: Sheet) -> Iterator[Field]:
    if sheet.visit.desk.settings.fetch.browser == NEVER:
        return
    yield sheet.flag("browser", say("Have a browser draw the pages, with what their scripts fetch"))
    terminal = say("Your own cookies, for a page behind a login, are given at a terminal alone.")
    accept = say("Let it press the button that accepts cookies where a page asks; the capture says so")
    yield sheet.flag("accept_cookies", accept, hint=terminal)


def _fetch(sheet: Sheet) -> str:
    desk = sheet.visit.desk
    way = ByBrowser(sheet.has("accept_cookies")) if sheet.has("browser") else None
    if desk.store.has_queue:
        enqueue_fetch(desk, [sheet.ref], way)
        asked = say("Its pages are fetched in the background, and stand here once they came.")
        desk.told.append(Finding("asked-for", sheet.ref, asked))
        return LINKS.go_on(sheet.ref)
    desk.told.extend(told_of_visits(visit(desk, drawn(desk, to_fetch(desk, [sheet.ref]), way))))
    return LINKS.go_on(sheet.ref)


def _recheck(sheet: Sheet) -> str:
    desk = sheet.visit.desk
    desk.told.extend(told_of_visits(visit(desk, to_recheck(desk, [sheet.ref]))))
    return LINKS.go_on(sheet.ref)


def _attach_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.file("file", say("The file"))
    hint = say("Blank where only one waits, or where it is a source of its own.")
    label = say("Which source it was saved from")
    yield Field("source", label, "choice", choices=choices(_named(sheet), sheet.text("source")), hint=hint)
    hint = say("Only for a web archive (WARC, WACZ); blank takes the page that a source has as its address.")
    yield sheet.line("page", say("The address of the page in it"), hint=hint)


def _attach(sheet: Sheet) -> str:
    sent = sheet.visit.files.get("file")
    if sent is None or not sent.filename:
        raise BadInput("Choose the file to keep.")
    with written(sent) as path:
        attach(sheet.visit.desk, sheet.ref, path, sheet.given("source"), sheet.given("page"))
    return LINKS.go_on(sheet.ref)


def _named(sheet: Sheet) -> dict[str, str]:
    """What each source is called in a form."""
    return {one.id: f"{one.id}: {one.title or one.url or ''}" for one in sheet.record.sources}


def _to_save(sheet: Sheet) -> dict[str, str]:
    """The sources whose page an archive may be asked to keep."""
    there = {one.id for one in sheet.record.sources if one.url and not one.confidential}
    return {name: said for name, said in _named(sheet).items() if name in there}


def _cite_fields(sheet: Sheet) -> Iterator[Field]:
    captured = {one.id: one.source for one in sheet.record.captures}
    only = sheet.record.sources[0].id if len(sheet.record.sources) == 1 else ""
    shown = sheet.text("source", captured.get(sheet.text("capture"), only))
    yield sheet.prose("quote", say("The words, as they stand in the source"), needed=True)
    if only:
        yield Field("source", kind="hidden", value=only)
    else:
        yield Field("source", say("Source"), "choice", choices=choices(_named(sheet), shown), needed=True)
    yield sheet.prose("note", _NOTE)
    yield sheet.hidden("capture")
    yield sheet.hidden("start")
    if any(one.is_pictured for one in sheet.record.captures):
        yield sheet.line("region", say("Where on a picture"), hint=_PLACE)
        yield sheet.hidden("page")
        yield sheet.flag("looked", say("What a program read there, I have held against the picture"))
    yield Field("stance", _STANCE, "stance", choices=choices({**STANCE}))
    has_text = any(one.text_digest for one in sheet.record.captures)
    yield from folded(_held_fields(sheet)) if has_text else _held_fields(sheet)


def _held_fields(sheet: Sheet) -> Iterator[Field]:
    """What is said of words that the program does not find in one place as they are, or that nobody captured."""
    yield sheet.flag("nearest", say("Where the wording differs, quote what the source says"))
    yield sheet.line(
        "place", say("Which place, where the words stand in several"), hint=say("A number: 1 is the first.")
    )
    yield Field("standing", _STANDING, "choice", choices=choices({**STANDING}, sheet.text("standing")))
    yield from _who_told(sheet, {})
    yield sheet.line("why", WHY, hint=_WHY_SIGNED)


def _who_told(sheet: Sheet, shown: Mapping[str, str]) -> Iterator[Field]:
    yield sheet.line("who", say("Who read it, or who told it"), shown.get("who", ""))
    yield sheet.line("when", say("The day it was read or told"), shown.get("when", ""), hint=DATES)
    yield sheet.line("how", say("How it was told"), shown.get("how", ""))


_PLACE = say(
    "From the left, from the top, width, height: xywh=10,20,300,40, on page 2: page=2&xywh=… "
    "Blank has a program look for the words."
)
_STANCE = say("Which way they bear on the claim")
_NOTE = say("What the source says, in your words")
_STANDING = say("How the desk holds the words")


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
        region=sheet.given("region"),
        page=_number(sheet.given("page")),
        looked=sheet.has("looked"),
    )
    quoted = cite(sheet.visit.desk, sheet.ref, sheet.given("source"), fields, choice)
    return _where_it_stands(show_claim(sheet.visit.desk, sheet.ref).quote(quoted), sheet.ref)


def _where_it_stands(quoted: Evidence, ref: str) -> str:
    """Where one goes on: at the place in the text it was taken from, else at the evidence."""
    if quoted.capture and quoted.region and quoted.position is None:
        return LINKS.page(ref, quoted.capture, quoted.region.page)
    if quoted.capture is None or quoted.position is None:
        return f"{LINKS.claim(ref)}#{quoted.id}"
    return f"{LINKS.capture(ref, quoted.capture, quoted.position.start)}#at-{quoted.id}"


def _number(text: str | None) -> int | None:
    return None if text is None else whole_number(text)


_AMENDED = ("stance", "note", "standing", "who", "when", "how", "exact")


def _chosen_quote(sheet: Sheet) -> Callable[[Record], Evidence]:
    evidence = sheet.text("evidence")
    return lambda record: record.quote(evidence)


def _amend_fields(sheet: Sheet) -> Iterator[Field]:
    shown = sheet.values(_chosen_quote(sheet), _AMENDED)
    yield Field("stance", _STANCE, "choice", needed=True, choices=choices({**STANCE}, shown.get("stance")))
    yield sheet.prose("note", _NOTE, shown.get("note", ""))
    yield Field(
        "standing", _STANDING, "choice", needed=True, choices=choices({**STANDING}, shown.get("standing"))
    )
    yield from _who_told(sheet, shown)
    evidence = sheet.text("evidence")
    awaits = any(one.awaits_a_look for one in sheet.record.evidence if one.id == evidence)
    if awaits:
        yield sheet.prose("exact", _ON_PICTURE, shown.get("exact", ""))
        yield sheet.flag("looked", say("I have held the words against the picture"))
    yield sheet.line("why", WHY, needed=not awaits)


_ON_PICTURE = say("The words as they stand on the picture")


def _amend(sheet: Sheet) -> str:
    changed: dict[str, Any] = {**sheet.changed(_chosen_quote(sheet), _AMENDED)}
    if sheet.has("looked"):
        changed["looked"] = True
    amend_evidence(sheet.visit.desk, sheet.ref, sheet.text("evidence"), changed, sheet.given("why"))
    return f"{LINKS.claim(sheet.ref)}#evidence"


def _quotes(sheet: Sheet) -> dict[str, str]:
    """What each quote is called in a form."""
    return {one.id: f"{one.id}: {shortened(one.exact, 200)}" for one in sheet.record.evidence}


def _drop_fields(sheet: Sheet) -> Iterator[Field]:
    yield sheet.line("why", WHY, needed=True)


def _drop(sheet: Sheet) -> str:
    drop_evidence(sheet.visit.desk, sheet.ref, sheet.text("evidence"), sheet.text("why"))
    return f"{LINKS.claim(sheet.ref)}#evidence"


SOURCE = ClaimAct(say("Add a source"), _source_fields, _source, is_open)
FETCH = ClaimAct(
    say("Fetch its sources"),
    _fetch_fields,
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


def _save_page(sheet: Sheet) -> str:
    desk = sheet.visit.desk
    entered = ask_to_save(desk, sheet.ref, sheet.text("source"))
    if entered.number is not None:
        desk.told.append(Finding("asked-for", sheet.ref, _SAVE_ASKED))
    elif entered.result:
        desk.told.append(Finding("asked-for", sheet.ref, _SAVED[entered.result["state"]]))
    return LINKS.go_on(sheet.ref)


_SAVE_ASKED = say(
    "An archive is asked in the background to keep the page; its address stands here once it says so."
)
_SAVED = {
    "kept": say("The archive says that it kept the page; the address of its copy stands with the source."),
    "unknown": say("Whether the archive kept the page is not known. Ask again in a few minutes."),
}
SAVE_PAGE = ClaimAct(
    say("Ask an archive to keep a page"),
    lambda _: (),
    _save_page,
    lambda sheet: is_open(sheet) and sheet.visit.desk.settings.archives.save and bool(_to_save(sheet)),
    say("The archive learns which page the desk looks at, and shows its copy to everybody."),
    Things("source", say("Source"), _to_save),
)
CITE = ClaimAct(
    say("Quote a source"),
    _cite_fields,
    _cite,
    lambda sheet: is_open(sheet) and bool(sheet.record.sources),
    say("The words are looked for in what was captured of the source."),
)
_QUOTES = Things("evidence", say("Quote"), _quotes)


def _is_quoted(sheet: Sheet) -> bool:
    return is_open(sheet) and bool(sheet.record.evidence)


EDIT_SOURCE = ClaimAct(
    say("Edit the details of a source"),
    _edit_source_fields,
    _edit_source,
    lambda sheet: is_open(sheet) and bool(sheet.record.sources),
    of=Things("source", say("Source"), _named),
)
RECHECK = ClaimAct(
    say("Look at its sources again"),
    lambda _: (),
    _recheck,
    lambda sheet: any(one.url for one in sheet.record.sources) and bool(sheet.record.evidence),
    say("Each link that is quoted is asked for again, and each quote looked for in what comes."),
)
AMEND = ClaimAct(
    say("Correct what is said of a quote"),
    _amend_fields,
    _amend,
    _is_quoted,
    say("The words of the quote stay, and what was said of it before stays on record."),
    _QUOTES,
)
DROP = ClaimAct(
    say("Take a quote back"),
    _drop_fields,
    _drop,
    _is_quoted,
    say("It stays on record, and counts no more."),
    _QUOTES,
)
