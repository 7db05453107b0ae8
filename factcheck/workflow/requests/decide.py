"""What the desk makes of what readers asked for: a claim, one that is here already, or nothing, for a reason."""

from dataclasses import dataclass
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, Remedy
from factcheck.model.reader_request import ReaderRequest, RequestState
from factcheck.model.text import clean
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act
from factcheck.phrase import say
from factcheck.store.ledger import Ledger
from factcheck.workflow.claims.add import AddChoices, take_claims
from factcheck.workflow.earlier.vectors import AT_ONCE, encode_new
from factcheck.workflow.requests.forget import forget_reader
from factcheck.workflow.requests.receive import tell_readers


@dataclass(frozen=True)
class RequestDetails:
    """A request with the messages of those who asked, oldest first."""

    request: ReaderRequest
    messages: list[dict[str, Any]]


def list_requests(desk: Desk, *states: RequestState, limit: int | None = None) -> list[ReaderRequest]:
    """The requests in these states, those that most asked for first."""
    with desk.store.reading() as ledger:
        return ledger.requests.listed(*states or (RequestState.OPEN,), limit=limit)


def request_details(desk: Desk, number: int) -> RequestDetails:
    """One request with its messages; NotFound."""
    with desk.store.reading() as ledger:
        return RequestDetails(_known(ledger, number), ledger.requests.messages(number))


def make_claim(desk: Desk, number: int, text: str | None = None) -> str:
    """Make a claim of a request, in these words or those of the first who asked; its ref.

    NotSoNow where the wording is here already, or the request was decided; BadInput, NotFound, RuleRefused.
    """
    with desk.store.writing() as ledger:
        request = _open(ledger, number)
        fields = {"text": text or " ".join(request.text.split())}
        taken = take_claims(desk, ledger, [("", fields)], "request", AddChoices())
        if taken.alike:
            ref = taken.alike[0].ref
            same = Remedy.by("request-link", say("Say that it is that claim."), number=str(number), ref=ref)
            raise NotSoNow(say("The claim {ref} has this wording already.", ref=ref), remedies=[same])
        _link(desk, ledger, number, taken.refs[0])
    encode_new(desk, AT_ONCE)
    return taken.refs[0]


def link_request(desk: Desk, number: int, ref: str) -> str:
    """Say that a request is a claim that is here already; its ref now. NotSoNow, NotFound, RuleRefused."""
    desk.check_role(Act.EDIT)
    with desk.store.writing() as ledger:
        _open(ledger, number)
        now = ledger.ref_now(ref)
        _link(desk, ledger, number, now)
        return now


def dismiss_request(desk: Desk, number: int, why: str) -> None:
    """Make nothing of a request, for a reason, which its readers are not told. BadInput, NotSoNow, NotFound."""
    desk.check_role(Act.EDIT)
    if is_blank(why):
        raise BadInput(say("Say why nothing is made of it."))
    with desk.store.writing() as ledger:
        _open(ledger, number)
        _decide(desk, ledger, number, state=RequestState.DISMISSED, why=clean(why).strip())
        _forget(ledger, number)


def forget_addresses(desk: Desk, number: int) -> int:
    """Forget the mail addresses of those who asked; how many there were. NotFound, RuleRefused."""
    desk.check_role(Act.EDIT)
    with desk.store.writing() as ledger:
        _known(ledger, number)
        return _forget(ledger, number)


def _link(desk: Desk, ledger: Ledger, number: int, ref: str) -> None:
    (claim,) = ledger.listed(("id",), ref=ref)
    _decide(desk, ledger, number, state=RequestState.CLAIMED, claim_id=claim["id"])
    tell_readers(ledger, number, now=desk.clock())


def _decide(desk: Desk, ledger: Ledger, number: int, **values: Any) -> None:
    by = desk.member(desk.author)
    ledger.requests.decide(number, **values, by=by, decided_at=desk.clock())


def _forget(ledger: Ledger, number: int) -> int:
    there = ledger.requests.addresses(number)
    for message in there:
        forget_reader(ledger, message)
    return len(there)


def _known(ledger: Ledger, number: int) -> ReaderRequest:
    if found := ledger.requests.get(number):
        return found
    see = Remedy.by("requests", say("See them all."))
    raise NotFound(say("There is no request {number}.", number=str(number)), remedies=[see])


def _open(ledger: Ledger, number: int) -> ReaderRequest:
    request = _known(ledger, number)
    if request.state is RequestState.OPEN:
        return request
    if request.ref:
        raise NotSoNow(say("It is the claim {ref} already.", ref=request.ref))
    raise NotSoNow(say("{person} dismissed it: {why}", person=request.by or "", why=request.why or ""))
