"""Acts on what a claim rests on, each with what it is given."""

from collections.abc import Sequence
from typing import ClassVar

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.field_help import SOURCE_FIELDS
from factcheck.model.links import has_scheme
from factcheck.model.source import Source
from factcheck.model.vocabulary import Act, Stance, Standing
from factcheck.web.api.call import ActBody, Call, Told
from factcheck.web.api.sent import Number, Word, Words, with_fields
from factcheck.web.uploads import written
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.by_browser import drawn
from factcheck.workflow.evidence.cite import QuoteChoice, cite
from factcheck.workflow.evidence.fetch_job import enqueue_fetch
from factcheck.workflow.evidence.fetch_queue import ByBrowser, FetchTask
from factcheck.workflow.evidence.fetch_sources import to_fetch, to_recheck, visit
from factcheck.workflow.evidence.save_page import ask_to_save
from factcheck.workflow.evidence.sources import SourceChange, add_source, change_source, proposed_by_check
from factcheck.workflow.evidence.take_back import amend_evidence, drop_evidence


class RecordSource(ActBody):
    """Record a source: a link, or with the kind "conversation" none; or change one that is on record."""

    act: ClassVar = Act.SOURCE
    source: Word | None = None
    """The id of a source on record whose fields are changed, such as s1."""
    proposed: bool = False
    """Fill what is blank with what the captured page says of itself."""
    why: Words | None = None
    """The reason; needed where what was signed changes."""

    def _do(self, call: Call) -> Told:
        fields = self.given("source", "proposed", "why")
        if self.source:
            how = SourceChange(self.proposed, self.why)
            change_source(call.desk, call.ref, self.source, fields, how)
            return {"source": self.source}
        url = fields.pop("url", None) or None
        if url is not None and not has_scheme(url):
            raise BadInput(f'"{url}" is no link; it begins with https://')
        how = SourceChange(self.proposed, self.why, proposed_by_check(call.desk, [call.ref], url))
        return {"source": add_source(call.desk, call.ref, url, fields, how)}


class Attach(ActBody):
    """File a page, PDF, picture or document that was saved by hand."""

    act: ClassVar = Act.CAPTURE
    needs_head: ClassVar = False
    has_file: ClassVar = True
    needs_file: ClassVar = True
    source: Word | None = None
    """The source it was saved from; else the only one that waits for it, or the file becomes one."""
    page: Word | None = None
    """Which page of a web archive (WARC, WACZ), by its address; else that of the source."""

    def _do(self, call: Call) -> Told:
        if call.file is None:
            raise BadInput('The file is missing; it is called "file".')
        with written(call.file) as path:
            source, capture = attach(call.desk, call.ref, path, self.source, self.page)
        return {"source": source, "capture": capture}


class SavePage(ActBody):
    """Ask an archive to keep the page of a source, where the desk's settings let it; others learn which page it is."""

    act: ClassVar = Act.SOURCE
    needs_head: ClassVar = False
    source: Word
    """The id of the source, such as s1."""
    job: Word | None = None
    """What to ask about: the archive's own id of an earlier request of which nobody knew what became."""

    def _do(self, call: Call) -> Told:
        entered = ask_to_save(call.desk, call.ref, self.source, self.job)
        return {"job": entered.number} if entered.number is not None else {"saved": entered.result}


class Fetch(ActBody):
    """Fetch and keep what the claim's links give now. It takes as long as the slowest of them."""

    act: ClassVar = Act.CAPTURE
    needs_head: ClassVar = False
    later: bool = False
    """Answer at once and have a worker do it, where the desk has a queue of jobs."""
    browser: bool = False
    """Have a browser draw the pages, with what their scripts fetch."""
    accept_cookies: bool = False
    """Let it press the button that accepts cookies where a page asks. Cookies of a person are given nowhere here."""

    def _do(self, call: Call) -> Told:
        desk, way = call.desk, ByBrowser(self.accept_cookies) if self.browser else None
        if self.later and desk.store.has_queue:
            return {"job": enqueue_fetch(desk, [call.ref], way).number}
        return _seen(desk, drawn(desk, to_fetch(desk, [call.ref]), way))


class Recheck(ActBody):
    """Fetch again what the claim quotes, and say what became of each quote."""

    act: ClassVar = Act.CAPTURE
    needs_head: ClassVar = False

    def _do(self, call: Call) -> Told:
        return _seen(call.desk, to_recheck(call.desk, [call.ref]))


def _seen(desk: Desk, wanted: Sequence[FetchTask]) -> Told:
    return {"captures": [one.as_json() for one in visit(desk, wanted)]}


class _Held(ActBody):
    """How the desk holds a quote."""

    note: Words | None = None
    """What the source reports, in the desk's words; shown on pages."""
    standing: Standing | None = None
    """How the desk holds the words; else what the source allows."""
    who: Word | None = None
    """Who read it, or who told it."""
    when: Word | None = None
    """The day it was read or told."""
    how: Word | None = None
    """How it was told, such as by phone."""
    why: Words | None = None
    """The reason; needed where it changes what was signed."""


class Cite(_Held):
    """Quote a source as evidence; the words are looked for in what was captured of it."""

    act: ClassVar = Act.CITE
    stance: Stance
    """Which way the words bear on the claim."""
    source: Word | None = None
    """The id of the source; a passage names its own."""
    quote: Words | None = None
    """The words, as they stand in the source."""
    passage: Number | None = None
    """The number of a passage of the claim's, instead of a quote."""
    nearest: bool = False
    """Where the wording differs, quote what the source says."""
    place: Number | None = None
    """Which place, where the words stand in several."""
    capture: Word | None = None
    """Look in this capture alone."""
    region: Word | None = None
    """Where on a picture they stand, as a media fragment: xywh=10,20,300,40 or page=2&xywh=…"""
    page: Number | None = None
    """The page of a scan on which a program looks for them."""
    looked: bool = False
    """What a program read there was held against the picture by whoever quotes."""
    prefix: Words | None = None
    """The words just before."""
    suffix: Words | None = None
    """The words just after."""

    def _do(self, call: Call) -> Told:
        if (self.quote is None) == (self.passage is None):
            raise BadInput("Give the quote, or the number of a passage; one of them.")
        names = {"stance", "capture", "standing", "prefix", "suffix", "who", "when", "how", "note"}
        fields = self.model_dump(mode="json", include=names) | {"exact": self.quote}
        choice = QuoteChoice(
            self.nearest,
            self.place,
            self.passage,
            why=self.why,
            region=self.region,
            page=self.page,
            looked=self.looked,
        )
        return {"evidence": cite(call.desk, call.ref, self.source, fields, choice)}


class Amend(_Held):
    """Correct what is said of a quote: its stance, its note, how the desk holds it. The words stay."""

    act: ClassVar = Act.AMEND
    evidence: Word
    """The id of the quote, such as e1."""
    stance: Stance | None = None
    """Which way the words bear on the claim."""
    looked: bool = False
    """What a program read on a picture was held against it by whoever acts."""
    quote: Words | None = None
    """With `looked`: the words as they stand on the picture, where the program misread them."""

    def _do(self, call: Call) -> Told:
        changed = self.given("evidence", "why", "quote") | {"exact": self.quote}
        return {"evidence": amend_evidence(call.desk, call.ref, self.evidence, changed, self.why).id}


class Drop(ActBody):
    """Take back a quote that was entered by mistake; it stays on record and counts no more."""

    act: ClassVar = Act.DROP
    evidence: Word
    """The id of the quote, such as e1."""
    why: Words
    """The reason."""

    def _do(self, call: Call) -> Told:
        drop_evidence(call.desk, call.ref, self.evidence, self.why)
        return {"evidence": self.evidence}


ON_EVIDENCE: dict[str, type[ActBody]] = {
    "source": with_fields(RecordSource, Source, SOURCE_FIELDS),
    "attach": Attach,
    "save-page": SavePage,
    "fetch": Fetch,
    "recheck": Recheck,
    "cite": Cite,
    "amend": Amend,
    "drop": Drop,
}
"""From the last word of the address to the act."""
