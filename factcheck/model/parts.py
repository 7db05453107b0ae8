"""What each act puts on record: under which key of its body, of which kind, in which list and with which ids."""

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.model.claim import Claim
from factcheck.model.comment import Comment
from factcheck.model.earlier import Distinction, EarlierMatch, TakenOver
from factcheck.model.evidence import Evidence
from factcheck.model.publication import Contact, Correction, Publication
from factcheck.model.source import Capture, Source
from factcheck.model.value import Value
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Act


@dataclass(frozen=True, slots=True)
class RecordPart:
    """Its key in the body and its kind; the list of the record it goes to and the letter of the ids there, if any."""

    key: str
    kind: type[Value]
    list: str = ""
    letter: str = ""


_EVIDENCE = RecordPart("evidence", Evidence, "evidence", "e")
_REVIEW = RecordPart("review", Review, "reviews", "r")

PARTS_BY_ACT: Mapping[Act, RecordPart] = {
    Act.ADD: RecordPart("claim", Claim),
    Act.SOURCE: RecordPart("source", Source, "sources", "s"),
    Act.CAPTURE: RecordPart("capture", Capture, "captures", "c"),
    Act.CITE: _EVIDENCE,
    Act.ANCHOR: _EVIDENCE,
    Act.AMEND: _EVIDENCE,
    Act.RATE: RecordPart("verdict", Verdict, "verdicts", "v"),
    Act.APPROVE: _REVIEW,
    Act.RETURN: _REVIEW,
    Act.CONTACT: RecordPart("contact", Contact, "contacts", "q"),
    Act.LINK: RecordPart("link", EarlierMatch, "links", "l"),
    Act.DISTINGUISH: RecordPart("distinction", Distinction, "distinctions", "n"),
    Act.TAKE_OVER: RecordPart("from", TakenOver),
    Act.PUBLISH: RecordPart("publication", Publication, "publications", "p"),
    Act.CORRECT: RecordPart("correction", Correction, "corrections", "k"),
    Act.COMMENT: RecordPart("comment", Comment, "comments", "m"),
}

TOLD_ANEW = (Act.SOURCE, Act.CONTACT)
"""Acts that may tell anew of a thing that is on record, field by field."""
