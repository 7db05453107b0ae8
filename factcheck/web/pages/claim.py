"""One claim: left what its page says and the form of a verdict, right what its sources gave and the form of a quote."""

from dataclasses import replace

from starlette.responses import Response

from factcheck.errors import BadInput
from factcheck.model.claim import Article
from factcheck.model.next_step import next_steps
from factcheck.model.record import Record
from factcheck.model.roles import TAKEN_BY
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Act, Step
from factcheck.phrase import Message, say
from factcheck.report.view import ClaimView, claim_view
from factcheck.web.acts.act import Sheet
from factcheck.web.acts.on_evidence import ATTACH, CITE, FETCH, SOURCE
from factcheck.web.acts.on_verdicts import RATE, SUBMIT
from factcheck.web.acts.table import form_of, offered, sheet_of
from factcheck.web.links import LINKS
from factcheck.web.pages.appearances import said_again
from factcheck.web.pages.captured import ShownText, captured, named_source, shown_capture, source_links
from factcheck.web.pages.captured_picture import PicturedPage, seen_page
from factcheck.web.pages.comments import ShownThreads, places_in, shown_threads
from factcheck.web.pages.contacts import contact_rows
from factcheck.web.pages.jobs import jobs_beside
from factcheck.web.pages.outside import ANSWERS, TITLE
from factcheck.web.pages.pictures import with_their_pictures
from factcheck.web.visit import Fields, Visit, go_to
from factcheck.workflow.claims.list import claim_and_article
from factcheck.workflow.evidence.find import capture_text

OF_SOURCES = ("source", "fetch", "attach", "recheck", "save-page", "edit-source")
"""Acts whose links stand with the sources."""
SELDOM = ("rename", "amend", "drop", "withdraw", "redact")
"""Acts whose links are folded away."""


def claim(visit: Visit) -> Response:
    """`/claims/REF`; `?capture=c2` shows the text of that capture, else that of the newest which has one.

    `start` is the code point of a long text that is to be seen; with `end` the words between go into the form.
    """
    record, article = claim_and_article(visit.desk, visit.named["ref"])
    ref = record.claim.ref
    if ref != visit.named["ref"]:
        return go_to(LINKS.claim(ref))
    shown = shown_capture(record, visit.query.get("capture", ""))
    sheet = sheet_of(_with_words(visit, ref), record)
    said = shown_threads(sheet, visit.query.get("comment", ""))
    is_seen = shown is not None and shown.is_pictured and ("page" in visit.query or not shown.text_digest)
    seen = _seen(visit, record, shown) if shown and is_seen else None
    acts = offered(sheet)
    here = [name for name, _ in acts if name in ("cite", "comment") or (name == "rate" and record.evidence)]
    next_act = _next_act(sheet)
    links = {name: (LINKS.act(ref, name), act.title) for name, act in acts if name not in here}
    if visit.desk.may(Act.CONTACT):
        links["ask"] = (LINKS.act(ref, "ask"), TITLE)
    links = {name: link for name, link in links.items() if link != next_act}
    return visit.page(
        "claim",
        claim=_shown(visit, record, article),
        acts=[link for name, link in links.items() if name not in (*OF_SOURCES, *SELDOM)],
        seldom=[links[name] for name in SELDOM if name in links],
        source_acts=[links[name] for name in OF_SOURCES if name in links],
        forms={name: form_of(sheet, name) for name in here},
        next_act=next_act,
        ref=ref,
        threads=said,
        commented=said.on,
        contacts=list(contact_rows(record)),
        jobs=jobs_beside(visit, ref),
        **said_again(visit, ref),
        sources=list(source_links(visit, record, shown)),
        seen=None if isinstance(seen, str) else seen,
        unseen=seen if isinstance(seen, str) else "",
        captured=_captured(visit, record, shown, said) if shown and not is_seen else None,
    )


def _seen(visit: Visit, record: Record, shown: Capture) -> PicturedPage | str:
    """A page of a picture or scan, or why it cannot be seen."""
    return seen_page(visit, record, shown, named_source(visit, record.source(shown.source)))


def _captured(visit: Visit, record: Record, shown: Capture, said: ShownThreads) -> ShownText:
    """The text of a capture, with the comments marked that the page shows."""
    return captured(visit, record, shown, _place(visit, "start"), [*places_in(record, shown.id, said)])


def _shown(visit: Visit, record: Record, article: Article | None) -> ClaimView:
    """The claim as its page says it, with the link to its article leading to its words there."""
    view = with_their_pictures(visit, record, claim_view(record, article, visit.site.edition, LINKS))
    if article is None:
        return view
    ref = record.claim.ref
    return replace(view, article=(f"{LINKS.article(article.ref, claim=ref)}#n.{ref}", article.title))


def _with_words(visit: Visit, ref: str) -> Visit:
    """The visit, with the words of the text that its address names as what is to be quoted."""
    if not visit.query.keys() >= {"capture", "start", "end"}:
        return visit
    words = capture_text(visit.desk, ref, visit.query["capture"])[
        _place(visit, "start") : _place(visit, "end")
    ]
    return replace(visit, query=Fields({**visit.query, "quote": words}))


def _place(visit: Visit, name: str) -> int:
    given = visit.query.get(name, "0")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise BadInput(f'"{given}" is no place in a text.')
    return int(given)


def _next_act(sheet: Sheet) -> tuple[str, Message] | None:
    """Where whoever is here moves the claim on, and what that is called; None where it is for others to do so."""
    steps = next_steps(sheet.record, sheet.visit.desk.scales)
    step = next((one for one in steps if one.step not in (Step.ASK, Step.COMMENT)), None)
    if (
        step is None
        or sheet.visit.desk.author in step.but_not
        or not sheet.visit.desk.may(TAKEN_BY[step.step])
    ):
        return None
    ref = sheet.ref
    match step.step:
        case Step.CHECK:
            return _towards_a_quote(sheet)
        case Step.RATE | Step.RETURNED:
            return "#give-verdict", RATE.title
        case Step.SUBMIT:
            return LINKS.act(ref, "submit"), SUBMIT.title
        case Step.REVIEW:
            return LINKS.act(ref, "review"), say("Read and sign")
        case Step.PUBLISH:
            return LINKS.act(ref, "publish"), say("Publish")
        case Step.ANSWERED:
            return LINKS.act(ref, "ask"), ANSWERS
    return None


def _towards_a_quote(sheet: Sheet) -> tuple[str, Message]:
    record, ref = sheet.record, sheet.ref
    if not record.sources:
        return LINKS.act(ref, "source"), SOURCE.title
    if any(one.text_digest for one in record.captures):
        return "#quote", CITE.title
    if FETCH.is_offered(sheet) and not record.captures:
        return LINKS.act(ref, "fetch"), FETCH.title
    return LINKS.act(ref, "attach"), ATTACH.title
