"""The words the pages use for the closed sets of the model, and for numbers, dates and sizes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from factcheck.model.vocabulary import ClaimKind, SourceKind, Stance, Standing, Status
from factcheck.report.phrase import Message, Run, Said, say

STATUS = {
    Status.UNVERIFIED: "Not started",
    Status.CHECKING: "Being checked",
    Status.RATED: "Rated, not signed",
    Status.IN_REVIEW: "In review, not signed",
    Status.SIGNED_OFF: "Signed off",
    Status.PUBLISHED: "Published",
    Status.NEEDS_RECHECK: "Needs a recheck, not signed",
    Status.WITHDRAWN: "Withdrawn",
}
SENT_BACK = "Sent back, not signed"

STATUS_MEANING = {
    Status.UNVERIFIED: "The claim is entered. Nobody has recorded a source for it yet.",
    Status.CHECKING: "Somebody is collecting sources and quotes, or a verdict was sent back for more.",
    Status.RATED: "A verdict was given. Nobody has yet passed it on to a second person.",
    Status.IN_REVIEW: "A second person has been asked to read the verdict and everything it rests on.",
    Status.SIGNED_OFF: "A second person read exactly what this page shows and signed it. "
    "At a desk of one, the page says so instead.",
    Status.PUBLISHED: "The signed verdict is on the desk’s public pages. It changes only by a correction.",
    Status.NEEDS_RECHECK: "Something the verdict rests on changed after it was given or signed. "
    "An earlier signature no longer counts.",
    Status.WITHDRAWN: "The desk took the claim out of its work and says why. Nothing is deleted.",
}

STANCE = {
    Stance.SUPPORTS: "Supports the claim",
    Stance.REFUTES: "Speaks against the claim",
    Stance.CONTEXT: "Gives context",
}
STANCE_MEANING = {
    Stance.SUPPORTS: "If the quote is right, the claim is more likely to be right.",
    Stance.REFUTES: "If the quote is right, the claim, or a part of it, is more likely to be wrong.",
    Stance.CONTEXT: "The quote helps to understand the claim and does not decide it.",
}

STANDING = {
    Standing.ANCHORED: "Found in a page the desk captured",
    Standing.FILED: "In a document supplied by hand",
    Standing.TOLD: "Told to the desk",
    Standing.TRANSCRIBED: "Copied by hand",
}
STANDING_MEANING = {
    Standing.ANCHORED: "The desk fetched and kept the page, and its program found the quote there, word for word "
    "or but for quotation marks, spaces and the like.",
    Standing.FILED: "A person gave the desk the document, and the desk keeps it with its fingerprint (SHA-256): "
    "if one byte changes, the fingerprint no longer fits.",
    Standing.TOLD: "Somebody said it to the desk. The page says who, when and how, "
    "unless the source is confidential.",
    Standing.TRANSCRIBED: "Somebody read the source and copied the words. No copy the desk holds has them, "
    "so only the source itself can confirm them. This is the weakest standing.",
}

KIND = {
    SourceKind.PRIMARY: "Primary source",
    SourceKind.OFFICIAL: "Official statement",
    SourceKind.NEWS: "News report",
    SourceKind.REFERENCE: "Reference work",
    SourceKind.EXPERT: "Expert",
    SourceKind.PARTY: "Party to the dispute",
    SourceKind.CONVERSATION: "Conversation",
    SourceKind.OTHER: "Other source",
}
KIND_MEANING = {
    SourceKind.PRIMARY: "The document, data, recording or law itself.",
    SourceKind.OFFICIAL: "What an institution states in its own name.",
    SourceKind.NEWS: "What a newsroom reports.",
    SourceKind.REFERENCE: "An encyclopedia, a register, a handbook.",
    SourceKind.EXPERT: "Somebody who knows the field.",
    SourceKind.PARTY: "Somebody with a stake in the answer. Their word is quoted, and marked as theirs.",
    SourceKind.CONVERSATION: "Somebody who spoke with the desk.",
    SourceKind.OTHER: "Anything else.",
}

CLAIM_KIND = {
    ClaimKind.FIGURE: "a figure",
    ClaimKind.DATE: "a date",
    ClaimKind.QUOTE: "a quote",
    ClaimKind.ATTRIBUTION: "who did or said something",
    ClaimKind.EVENT: "an event",
    ClaimKind.TITLE: "a title or an office",
    ClaimKind.STATUS: "how things stand",
    ClaimKind.OPINION: "an opinion",
    ClaimKind.OTHER: "something else",
}

_LANGUAGES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "ku": "Kurdish",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "sw": "Swahili",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "zh": "Chinese",
}
_MEDIA = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "text/html": "web page",
    "application/xhtml+xml": "web page",
    "text/plain": "plain text",
    "image/jpeg": "picture",
    "image/png": "picture",
    "application/json": "data",
    "text/csv": "table",
}


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 claim`, `18 claims`, `10,000 claims`; `no claims` for none."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural or noun + 's'}" if number else f"no {plural or noun + 's'}"


def listed(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: `Mostly true` becomes `mostly true`, `EU` stays."""
    return label[0].lower() + label[1:] if label[1:].islower() else label


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


def on(edtf: str) -> tuple[Run, Message]:
    """The same after a space."""
    return Run(" "), when(edtf)


def on_day(at: datetime) -> tuple[Run, Message]:
    """The day of a moment, in UTC, after a space."""
    return on(at.date().isoformat())


def day_of(at: datetime) -> Run:
    """The day of a moment, in UTC."""
    return Run(at.date().isoformat(), "day")


def moment(at: datetime) -> Run:
    """A moment to the minute, its zone said."""
    return Run(utc(at), "moment")


def clock(at: datetime) -> Run:
    """The time of day of a moment, in UTC; its machine form carries the day and the zone."""
    return Run(utc(at), "clock")


def utc(at: datetime) -> str:
    """A moment for machines (RFC 3339), in UTC to the second."""
    return f"{at.isoformat()[:19]}Z"


def language_name(tag: str) -> str:
    """The language in English, or its tag."""
    return _LANGUAGES.get(tag.partition("-")[0].lower(), tag)


def file_words(content_type: str, size: int) -> str:
    """What a held file is: `PDF, 1.2 MB`."""
    media = _media(content_type)
    return f"{_MEDIA.get(media, media)}, {_size(size)}"


def is_page(content_type: str) -> bool:
    """Whether what came is a page of the web rather than a document; what is not known is taken for one."""
    return not content_type or _MEDIA.get(_media(content_type)) == "web page"


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _size(size: int) -> str:
    for unit, bytes_in in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_in:
            return f"{size / bytes_in:.1f} {unit}"
    return counted(size, "byte") if size else "empty"
