"""A person's word that an earlier claim says the same; and taking over the verdict on it, as acts of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, NotFound, NotSoNow, Remedy
from factcheck.matching.differences import differences
from factcheck.matching.earlier import RankedMatch, rank_candidates, to_match
from factcheck.model.earlier import EarlierMatch, TakenOver
from factcheck.model.evidence import Evidence
from factcheck.model.links import has_scheme
from factcheck.model.lookup import Candidates, Earlier
from factcheck.model.record import Record, next_id
from factcheck.model.source import Capture, Source
from factcheck.model.status import status
from factcheck.model.text import wording_digest
from factcheck.model.verdict import Verdict, marked, marked_anew
from factcheck.model.vocabulary import Act, Status
from factcheck.store.indexing import words_of
from factcheck.store.ledger import Ledger
from factcheck.workflow.act import OpenClaim, decided_anew, open_claim
from factcheck.workflow.evidence.make_capture import NewCapture
from factcheck.workflow.evidence.record_capture import put_capture, text_of

_STANDS = (Status.RATED, Status.IN_REVIEW, Status.SIGNED_OFF, Status.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person confirmed, whether that is new, and the verdict that was taken over with it, if one was."""

    link: EarlierMatch
    is_new: bool
    verdict: Verdict | None = None


@decided_anew
def confirm(desk: Desk, ref: str, other: str, *, take_over: bool = False) -> Confirmed:
    """Put on record that `other`, a claim of this desk or the address of a check of others, says the same.

    What was confirmed before stays as it was. With `take_over` the verdict on `other` is given to the claim too, with
    copies of what it rests on, in the same transaction. NotFound where there is no `other`, BadInput where it is the
    claim itself, NotSoNow with every reason why the verdict cannot be taken over.
    """
    with open_claim(desk, ref) as claim:
        ledger = claim.ledger
        earlier = earlier_at(ledger, other)
        if earlier[0].ref == claim.record.claim.ref:
            raise BadInput(f"{ref} is this claim itself; name another that says the same.")
        match = nearest(ledger, claim.record.claim.text, earlier)
        link, is_new = _link(claim, match)
        if take_over:
            _take_over(claim, _of_this_desk(ledger, ref, match.earlier))
        return Confirmed(link, is_new, claim.record.verdict if take_over else None)


def earlier_at(ledger: Ledger, place: str) -> list[Earlier]:
    """The claim of this desk with this ref, or others' checks at this address; NotFound where there is none."""
    return _others_like(ledger, place) if has_scheme(place) else [_own(ledger, place)]


def _own(ledger: Ledger, ref: str) -> Earlier:
    claim = ledger.record(ref).claim
    return Earlier(text=claim.text, ref=claim.ref)


def _others_like(ledger: Ledger, url: str) -> list[Earlier]:
    checks = ledger.checks_at(url)
    if not checks:
        raise NotFound(
            f"There is no check of others from {url}.",
            remedies=[Remedy.by("import", "Bring it in first.", path=url, format="claimreview")],
        )
    return [Earlier(one.text, url=one.url, title=one.title, publisher=one.publisher) for one in checks]


def nearest(ledger: Ledger, wording: str, earlier: list[Earlier]) -> RankedMatch:
    """The one most like the wording, with its score: several claims may be checked at one URL."""
    found = [(number, words_of(one.text, one.title)) for number, one in enumerate(earlier)]
    digest = wording_digest(wording)
    same = {number for number, one in enumerate(earlier) if wording_digest(one.text) == digest}
    counts = ledger.candidates(wording).counts

    def how_common(words: Iterable[str]) -> dict[str, int]:
        asked = list(words)  # a withdrawn claim is not found any more, so nothing may have its words
        return dict.fromkeys(asked, 0) | ledger.how_common(asked)

    (best, *_) = rank_candidates(wording, Candidates(counts, found, frozenset(same)), how_common)
    return to_match(wording, best, earlier[best.key])


def _link(claim: OpenClaim, match: RankedMatch) -> tuple[EarlierMatch, bool]:
    """The link to what says the same, and whether it is new."""
    record, earlier = claim.record, match.earlier
    called_now = claim.ledger.called_now(one.ref for one in record.links if one.ref)
    for known in record.links:
        if called_now.get(known.place, known.place) in (earlier.ref, earlier.url):
            return known, False
    said = {
        "id": next_id("l", record.links),
        "ref": earlier.ref,
        "url": earlier.url,
        "text": earlier.text,
        "score": str(match.score),
        "band": match.band,
        "differs": tuple(map(str, match.differs)),
    }
    link = EarlierMatch.of(said, f"match {record.claim.ref}")
    claim.act(Act.LINK, {"link": link.plain()})
    return link, True


# Taking over a verdict


def _of_this_desk(ledger: Ledger, ref: str, earlier: Earlier) -> Record:
    if earlier.ref is None:
        raise NotSoNow(
            f"{earlier.url} is a check of {earlier.publisher or 'others'}, and its label is no verdict of this desk; "
            "nothing was stored.",
            remedies=[Remedy.by("source", "Cite it as a source.", ref=ref, url=earlier.url)],
        )
    return ledger.record(earlier.ref)


def _hindrances(desk: Desk, record: Record, other: Record) -> Iterator[Finding]:
    """Every reason why a verdict on one claim is none on another."""
    ref, there = record.claim.ref, other.claim.ref
    if record.verdict:
        mend = Remedy.by("rate", "Rate it anew yourself.", ref=ref, rating=None, because=None)
        yield Finding("rated-already", ref, f"is rated {record.verdict.rating} already.", mend)
    standing = status(other, desk.scales)
    if standing not in _STANDS:
        yield Finding("no-verdict", there, f"is {standing}, so no verdict stands there to take over.")
    elif _is_in_doubt(other):
        yield Finding(
            "in-doubt", there, "is under correction.", "Take its verdict over once it is rated anew."
        )
    given, scale = other.verdict, desk.scale
    if given and (given.scale, given.scale_version) != (scale.id, scale.version):
        said = f"is rated on {given.scale} {given.scale_version}; the desk rates on {scale.id} {scale.version} now."
        yield Finding("other-scale", there, said, "Rate it anew yourself.")
    for one in differences(record.claim.text, other.claim.text):
        yield Finding("differs", ref, f"is another claim ({one}).", "Give it a verdict of its own.")


def _is_in_doubt(other: Record) -> bool:
    """Whether the verdict is the one that a correction under way is about."""
    out = other.version
    return bool(out and other.under_correction and other.verdict and out.first.verdict == other.verdict.id)


def _take_over(claim: OpenClaim, other: Record) -> None:
    """Give a claim the verdict on another, with copies of what that rests on."""
    desk, record = claim.desk, claim.record
    ref, there, given = record.claim.ref, other.claim.ref, other.verdict
    found = list(_hindrances(desk, record, other))
    if found or given is None:
        raise NotSoNow(f"{ref} cannot take over the verdict on {there}; nothing was stored.", found)
    copies = _Copies(claim, other)
    said = (given.rationale, given.summary, given.resolves)
    needed = {*given.cites, *(one for text in said for one in marked(text or ""))}
    evidence = [one for one in other.evidence if one.id in needed]
    for source in other.sources:
        if not evidence or source.id in {one.source for one in evidence}:
            copies.take_source(source)
    ids = {one.id: copies.take_evidence(one) for one in evidence}
    rationale, summary, resolves = (marked_anew(text, ids) if text else None for text in said)
    changed = {
        "id": next_id("v", record.verdicts),
        "wording": record.claim.text,
        "rationale": rationale,
        "summary": summary,
        "resolves": resolves,
        "cites": tuple(ids[one] for one in given.cites),
        "by": desk.author,
        "at": desk.clock(),
    }
    verdict = Verdict.of({**given.model_dump(), **changed}, f"verdict on {record.claim.ref}")
    origin = TakenOver(ref=other.claim.ref, verdict=given.id, by=given.by)
    claim.act(Act.TAKE_OVER, {"from": origin.plain()})
    claim.act(Act.RATE, {"verdict": verdict.plain()})


class _Copies:
    """What is copied from one claim to another, with the ids it has there; what is there already is not copied."""

    def __init__(self, claim: OpenClaim, other: Record) -> None:
        self._claim = claim
        self._other = other
        self._sources: dict[str, str] = {}

    def take_source(self, source: Source) -> str:
        there = self._claim.record.sources
        known = next((one for one in there if _same_source(one, source)), None)
        copy = known or source.model_copy(update={"id": next_id("s", there), "salt": None})
        if known is None:
            self._claim.act(Act.SOURCE, {"source": copy.plain()})
        self._sources[source.id] = copy.id
        return copy.id

    def take_evidence(self, evidence: Evidence) -> str:
        source = self._sources[evidence.source]
        capture = (
            self._take_capture(self._other.capture(evidence.capture), source) if evidence.capture else None
        )
        placed = evidence.model_copy(update={"source": source, "capture": capture})
        there = self._claim.record.evidence
        known = next((one for one in there if one == placed.model_copy(update={"id": one.id})), None)
        copy = known or placed.model_copy(update={"id": self._claim.record.next_evidence})
        if known is None:
            self._claim.act(Act.CITE, {"evidence": copy.plain()})
        return copy.id

    def _take_capture(self, capture: Capture, source: str) -> str:
        """The same file of the archive, as a capture of the copied source."""
        for one in self._claim.record.captures_of(source):
            if one.record == capture.record:
                return one.id
        fields = {name: said for name, said in capture.plain().items() if name not in ("id", "source")}
        return put_capture(self._claim, source, NewCapture(fields, text_of(self._claim.desk, capture)))


def _same_source(one: Source, other: Source) -> bool:
    """Whether all they say is the same; the salt says nothing, and each claim's source has its own."""
    return one == other.model_copy(update={"id": one.id, "salt": one.salt})
