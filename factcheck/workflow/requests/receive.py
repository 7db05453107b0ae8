"""Taking in what a reader sent: as one more of those who ask the same, or as a request of its own."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow
from factcheck.matching.earlier import rank_candidates, to_match
from factcheck.model.lookup import Candidates, WordCounts
from factcheck.model.notice import Notice, NoticeKind
from factcheck.model.reader_request import ReaderMessage
from factcheck.model.text import wording_digest
from factcheck.model.vocabulary import Band, Status
from factcheck.phrase import say
from factcheck.reading.sentence.stemming import index_stems
from factcheck.settings.mail import mail_address
from factcheck.store.ledger import Ledger
from factcheck.store.notice_entry import notice_rows
from factcheck.workflow.requests.forget import forget_old

MOST_LINKS = 2
_LINK = re.compile(r"https?:|www\.|\[url", re.IGNORECASE)


@dataclass(frozen=True)
class ReaderForm:
    """What stands in the fields of the form."""

    text: str
    seen_in: str = ""
    address: str = ""


def receive(desk: Desk, form: ReaderForm) -> None:
    """Take in what a reader sent; it is told to nobody whether others asked the same.

    BadInput for what cannot be used, NotSoNow where no more is taken for now.
    """
    message = _message(desk, form)
    with desk.store.writing() as ledger:
        requests, now = ledger.requests, desk.clock()
        forget_old(ledger, now, desk.settings.requests.keep_days)
        if requests.is_full():
            raise NotSoNow(say("So many have asked that nothing more is taken for now."))
        stems = index_stems(message.text)
        like = _likely_claim(ledger, message.text)
        number = _same_request(ledger, message.text, stems, like)
        if number is None:
            number = requests.begin(message, " ".join(stems), like, now)
        row = {"id": desk.new_id().hex, "at": now, "digest": wording_digest(message.text)}
        requests.add(number, message, row)
        tell_readers(ledger, number, now=now)


def tell_readers(ledger: Ledger, number: int, *, now: datetime) -> None:
    """Have those who asked be told, where the request became a claim: now, if that is published."""
    request = ledger.requests.get(number)
    if request is None or request.ref is None:
        return
    (claim,) = ledger.listed(("id", "status"), ref=request.ref)
    readers = ledger.requests.readers_of(claim["id"])
    for one in readers:
        ledger.outbox.keep(one)
    if claim["status"] is Status.PUBLISHED:
        notice = Notice(NoticeKind.STATUS, "", now, status=Status.PUBLISHED)
        ledger.outbox.enter_new(notice_rows(claim["id"], notice, [one.id for one in readers]))


def _message(desk: Desk, form: ReaderForm) -> ReaderMessage:
    if len(_LINK.findall(form.text)) > MOST_LINKS:
        raise BadInput(say("There are too many links in it; leave those that matter."))
    wants_answer = form.address.strip() and desk.settings.mail is not None
    address = mail_address(form.address) if wants_answer else None
    return ReaderMessage.of({"text": form.text, "seen_in": form.seen_in, "address": address})


def _likely_claim(ledger: Ledger, text: str) -> UUID | None:
    """The claim of the desk that is likely the same."""
    best = rank_candidates(text, ledger.candidates(text), ledger.how_common)
    likely = [one for one in best if one.band is Band.LIKELY or one.if_alike]
    shown = ledger.shown([one.key for one in likely])
    matches = (to_match(text, one, shown[one.key]) for one in likely if one.key in shown)
    ref = next((one.earlier.ref for one in matches if one.earlier.ref and one.band is Band.LIKELY), None)
    return next((row["id"] for row in ledger.listed(("id",), ref=ref)), None) if ref else None


def _same_request(ledger: Ledger, text: str, stems: Sequence[str], like: UUID | None) -> int | None:
    """The request that is the same: worded so, about the same claim, or likely by the words that they share."""
    requests = ledger.requests
    same = requests.worded(wording_digest(text))
    if same is None and like is not None:
        same = requests.about(like)
    return same if same is not None else _likely_request(text, stems, requests.newest())


def _likely_request(text: str, stems: Sequence[str], newest: Sequence[tuple[int, str]]) -> int | None:
    held = [set(words.split()) for _, words in newest]
    holders = Counter(word for words in held for word in words)
    counts = WordCounts(len(held), sum(map(len, held)), {word: holders[word] for word in stems})
    if not held:
        return None
    best = rank_candidates(
        text, Candidates(counts, newest), lambda words: {word: holders[word] for word in words}
    )
    return next((one.key for one in best if one.band is Band.LIKELY), None)
