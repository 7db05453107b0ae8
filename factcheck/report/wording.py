"""The words the pages use for the closed sets of the model, and for numbers, dates and sizes."""

import re
from collections.abc import Sequence
from datetime import datetime

from factcheck.model.public import PublicState
from factcheck.model.vocabulary import (
    ClaimKind,
    CorrectionKind,
    SourceKind,
    Stance,
    Standing,
    Status,
    Step,
)
from factcheck.phrase import Message, Run, Said, comma, say, say_count

STEP: dict[Step, Message] = {
    Step.RETURNED: say("Sent back to be mended"),
    Step.RECHECK: say("To be checked again"),
    Step.REVIEW: say("To be read by a second person"),
    Step.PUBLISH: say("To be published"),
    Step.SUBMIT: say("To be given to a second person"),
    Step.RATE: say("To be rated"),
    Step.CHECK: say("To be checked"),
    Step.ANSWERED: say("Answered from outside, to be read"),
    Step.COMMENT: say("Comments to answer"),
    Step.ASK: say("Asked outside the desk"),
    Step.REPEATED: say("Said again somewhere"),
}
"""The headings of what is to be done, in the order in which they are shown."""

STATUS = {
    Status.UNVERIFIED: say("Not started"),
    Status.CHECKING: say("Being checked"),
    Status.RETURNED: say("Sent back, not signed"),
    Status.RATED: say("Rated, not signed"),
    Status.IN_REVIEW: say("In review, not signed"),
    Status.SIGNED_OFF: say("Signed off"),
    Status.PUBLISHED: say("Published"),
    Status.NEEDS_RECHECK: say("Needs a recheck, not signed"),
    Status.WITHDRAWN: say("Withdrawn"),
}

STATUS_MEANING = {
    Status.UNVERIFIED: say("The claim is entered. Nobody has recorded a source for it yet."),
    Status.CHECKING: say("Somebody is collecting sources and quotes."),
    Status.RETURNED: say("A second person read the verdict and sent it back, and says why."),
    Status.RATED: say("A verdict was given. Nobody has yet passed it on to a second person."),
    Status.IN_REVIEW: say("A second person has been asked to read the verdict and everything it rests on."),
    Status.SIGNED_OFF: say(
        "A second person read exactly what this page shows and signed it. "
        "At a desk of one, the page says so instead."
    ),
    Status.PUBLISHED: say(
        "The signed verdict is on the desk’s public pages. It changes only by a correction."
    ),
    Status.NEEDS_RECHECK: say(
        "Something the verdict rests on changed after it was given or signed. "
        "An earlier signature no longer counts."
    ),
    Status.WITHDRAWN: say("The desk took the claim out of its work and says why. Nothing is deleted."),
}

STANCE = {
    Stance.SUPPORTS: say("Supports the claim"),
    Stance.REFUTES: say("Speaks against the claim"),
    Stance.CONTEXT: say("Gives context"),
}
STANCE_MEANING = {
    Stance.SUPPORTS: say("If the quote is right, the claim is more likely to be right."),
    Stance.REFUTES: say("If the quote is right, the claim, or a part of it, is more likely to be wrong."),
    Stance.CONTEXT: say("The quote helps to understand the claim and does not decide it."),
}

STANDING = {
    Standing.ANCHORED: say("Found in a page the desk captured"),
    Standing.FILED: say("In a document supplied by hand"),
    Standing.TOLD: say("Told to the desk"),
    Standing.TRANSCRIBED: say("Copied by hand"),
}
STANDING_MEANING = {
    Standing.ANCHORED: say(
        "The desk fetched and kept the page, and its program found the quote there, word for word "
        "or but for quotation marks, spaces and the like."
    ),
    Standing.FILED: say(
        "A person gave the desk the document, and the desk keeps it with its fingerprint (SHA-256): "
        "if one byte changes, the fingerprint no longer fits."
    ),
    Standing.TOLD: say(
        "Somebody said it to the desk. The page says who, when and how, unless the source is confidential."
    ),
    Standing.TRANSCRIBED: say(
        "Somebody read the source and copied the words. No copy the desk holds has them, "
        "so only the source itself can confirm them. This is the weakest standing."
    ),
}

KIND = {
    SourceKind.PRIMARY: say("Primary source"),
    SourceKind.OFFICIAL: say("Official statement"),
    SourceKind.NEWS: say("News report"),
    SourceKind.REFERENCE: say("Reference work"),
    SourceKind.EXPERT: say("Expert"),
    SourceKind.PARTY: say("Party to the dispute"),
    SourceKind.CONVERSATION: say("Conversation"),
    SourceKind.OTHER: say("Other source"),
}
KIND_MEANING = {
    SourceKind.PRIMARY: say("The document, data, recording or law itself."),
    SourceKind.OFFICIAL: say("What an institution states in its own name."),
    SourceKind.NEWS: say("What a newsroom reports."),
    SourceKind.REFERENCE: say("An encyclopedia, a register, a handbook."),
    SourceKind.EXPERT: say("Somebody who knows the field."),
    SourceKind.PARTY: say("Somebody with a stake in the answer. Their word is quoted, and marked as theirs."),
    SourceKind.CONVERSATION: say("Somebody who spoke with the desk."),
    SourceKind.OTHER: say("Anything else."),
}

CLAIM_KIND = {
    ClaimKind.FIGURE: say("a figure"),
    ClaimKind.DATE: say("a date"),
    ClaimKind.QUOTE: say("a quote"),
    ClaimKind.ATTRIBUTION: say("who did or said something"),
    ClaimKind.EVENT: say("an event"),
    ClaimKind.TITLE: say("a title or an office"),
    ClaimKind.STATUS: say("how things stand"),
    ClaimKind.OPINION: say("an opinion"),
    ClaimKind.OTHER: say("something else"),
}

STATE = {
    PublicState.CURRENT: say("Published"),
    PublicState.RECHECK: say("Published, being looked at again"),
    PublicState.UNDER_CORRECTION: say("Published, being corrected"),
    PublicState.VOID: say("Taken back"),
    PublicState.SUPERSEDED: say("An earlier version"),
}
STATE_MEANING = {
    PublicState.CURRENT: say("The check stands as it was signed."),
    PublicState.RECHECK: say(
        "Something the check rests on changed after it was published. It may still hold."
    ),
    PublicState.UNDER_CORRECTION: say(
        "The desk found something to correct. The page says what; a new version follows."
    ),
    PublicState.VOID: say("The desk no longer stands by the check. It stays readable, with the reason."),
    PublicState.SUPERSEDED: say("A later version has replaced it. It stays readable at its own address."),
}

CORRECTION = {
    CorrectionKind.MAJOR: say("Correction"),
    CorrectionKind.MINOR: say("Minor correction"),
    CorrectionKind.UPDATE: say("Update"),
    CorrectionKind.VOID: say("Taken back"),
}
CORRECTION_MEANING = {
    CorrectionKind.MAJOR: say(
        "The verdict, or something it rests on, was wrong. It stands on top of the check."
    ),
    CorrectionKind.MINOR: say(
        "A slip that leaves the verdict as it was. It stands at the foot of the check."
    ),
    CorrectionKind.UPDATE: say("Something new came up after the check was published."),
    CorrectionKind.VOID: say("The check should not have been published, or no longer holds at all."),
}

_PDF = "application/pdf"
_BROKEN_WORD = re.compile(r"\u00ad[ \t]*\n\s*")
_LINE_END = re.compile(r"[ \t]*\n\s*")

_WEB_PAGE = say("web page")
_MEDIA = {
    _PDF: say("PDF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": say("Word document"),
    "text/html": _WEB_PAGE,
    "application/xhtml+xml": _WEB_PAGE,
    "text/plain": say("plain text"),
    "image/jpeg": say("picture"),
    "image/png": say("picture"),
    "application/json": say("data"),
    "text/csv": say("table"),
}


def shortened(text: str, limit: int) -> str:
    """The text up to a word's end, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    return f"{cut.rpartition(' ')[0] or cut}…"


def paragraphs(prose: str) -> Sequence[str]:
    """The paragraphs of a prose field, which blank lines part."""
    return [part.strip() for part in prose.split("\n\n") if part.strip()]


def day(edtf: str) -> Said:
    """A date in words, with its machine form where HTML has one (a span has none)."""
    start, _, end = edtf.partition("/")
    if end:
        return say("{start} to {end}", start=Run(start, "date"), end=Run(end, "date"))
    return Run(edtf, "day")


def when(edtf: str) -> Message:
    """The date as a sentence tells it: on a day, in a month or year, from one to another."""
    start, _, end = edtf.partition("/")
    if end:
        return say("from {start} to {end}", start=Run(start, "date"), end=Run(end, "date"))
    match edtf.count("-"):
        case 2:
            return say("on {day}", day=Run(edtf, "day"))
        case 1:
            return say("in {month}", month=Run(edtf, "day"))
    return say("in {year}", year=Run(edtf, "day"))


def day_of(at: datetime) -> Run:
    """The day of a moment, in the time zone of the pages."""
    return Run(utc(at), "day")


def moment(at: datetime) -> Run:
    """A moment to the minute, its zone said."""
    return Run(utc(at), "moment")


def clock(at: datetime) -> Run:
    """The time of day of a moment, in the time zone of the pages; its machine form carries the day and the zone."""
    return Run(utc(at), "clock")


def utc(at: datetime) -> str:
    """A moment for machines (RFC 3339), in UTC to the second."""
    return f"{at.isoformat()[:19]}Z"


def file_words(content_type: str, size: int) -> Said:
    """What a held file is: `PDF, 1.2 MB`."""
    media = _media(content_type)
    return comma([_MEDIA.get(media, media), _size(size)])


def is_page(content_type: str) -> bool:
    """Whether what came is a page of the web rather than a document; what is not known is taken for one."""
    return not content_type or _MEDIA.get(_media(content_type)) is _WEB_PAGE


def in_prose(words: str, content_type: str) -> str:
    """Words as a reader sees them: of a PDF, which has lines and no paragraphs, without the line breaks."""
    return run_on(words) if _media(content_type) == _PDF else words


def run_on(words: str) -> str:
    """Words without line breaks; one in a word goes with the hyphen that is only seen there."""
    return _LINE_END.sub(" ", _BROKEN_WORD.sub("", words))


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _size(size: int) -> Message:
    for unit, bytes_in in _UNITS:
        if size >= bytes_in:
            return unit.at(number=Run(f"{size / bytes_in:.1f}", "decimal"))
    return say_count(size, "{count} byte", "{count} bytes") if size else say("empty")


_UNITS = ((say("{number} GB"), 10**9), (say("{number} MB"), 10**6), (say("{number} kB"), 10**3))
