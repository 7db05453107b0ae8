"""Sending what is to be told: after the acts that brought it about are on record, at least once, and never for ever."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from factcheck.desk import Desk
from factcheck.errors import FactcheckError, NotSoNow
from factcheck.mail.message import Mail, message_of
from factcheck.mail.smtp import MailRefused, send
from factcheck.model.notice import NoticeState, Recipient, RecipientKind
from factcheck.phrase import say
from factcheck.store.outbox import Parcel, Sending
from factcheck.store.reader_requests import message_id
from factcheck.store.turns import PEOPLE
from factcheck.workflow.notify.mail_words import mail_of, test_mail_of
from factcheck.workflow.notify.reader_words import reader_mail_of
from factcheck.workflow.notify.recipients import notice_choice, register_webhooks
from factcheck.workflow.notify.webhooks import Webhooks
from factcheck.workflow.requests.forget import forget_old, forget_reader

_LOG = logging.getLogger(__name__)
_PAUSE = 5.0
"""Seconds from one look at what is to be sent to the next."""
_ENDS_IN = 30.0
"""Seconds that whoever ends the program waits for a mail that is being sent."""


@dataclass(frozen=True)
class Delivery:
    """What became of one try: to whom, how many notices, and why it failed, if so; `is_last` if it was given up."""

    recipient: Recipient
    count: int
    why: str = ""
    is_last: bool = False


def send_due(desk: Desk, is_ended: Callable[[], bool] = lambda: False) -> Iterator[Delivery]:
    """Send all that is due, once, until `is_ended`; what fails is put off, and so is all else for the same recipient.

    Where the mail server itself fails, all mails are put off. No transaction is open meanwhile.
    """
    register_webhooks(desk)
    _enter_due(desk)
    kinds = set() if desk.settings.mail else {RecipientKind.PERSON, RecipientKind.READER}
    out: set[str] = set()
    with Webhooks(desk) as webhooks:
        while not is_ended():
            parcel = _take(desk, Sending(desk.clock(), _last_digest(desk), kinds, out))
            if parcel is None:
                return
            try:
                _send(desk, webhooks, parcel)
            except Exception as error:  # noqa: BLE001 - whatever it is, one notice never holds all others up for good
                wrong = _explained(error)
                out.add(parcel.recipient.id)
                if parcel.recipient.kind is not RecipientKind.WEBHOOK and getattr(wrong, "of_server", True):
                    kinds |= {RecipientKind.PERSON, RecipientKind.READER}
                yield _put_off(desk, parcel, wrong)
            else:
                yield _done(desk, parcel)


def _explained(error: Exception) -> FactcheckError:
    """The error as one of ours; of what nobody foresaw the log has the kind and the place."""
    if isinstance(error, FactcheckError):
        return error
    at = traceback.extract_tb(error.__traceback__)[-1]
    said = {"error": type(error).__name__, "file": Path(at.filename).name, "line": at.lineno}
    _LOG.error("a notice failed with %(error)s at %(file)s:%(line)s", said)
    return MailRefused(f"Something in the program itself went wrong ({said['error']}).")


def send_test(desk: Desk, name: str) -> Recipient:
    """Write to somebody who is told, now; raises what `notice_choice` and `send` do, NotSoNow where nobody is told."""
    to = notice_choice(desk, name)
    if to is None or desk.settings.mail is None:
        raise NotSoNow(say("No mail address of {person} is known.", person=name))
    _mail(desk, test_mail_of(desk, to))
    return to


def send_until(desk: Desk, end: Event, tell: Callable[[Delivery], None] = lambda _: None) -> None:
    """Send what becomes due, every few seconds, until `end` is set; a database that cannot be used is tried again."""
    while not end.is_set():
        try:
            for delivery in send_due(desk, end.is_set):
                tell(delivery)
        except FactcheckError as wrong:
            _LOG.error("notices cannot be sent: %(error)s", {"error": type(wrong).__name__})
        end.wait(_PAUSE)


@contextmanager
def sending(desk: Desk) -> Iterator[None]:
    """Have a thread send what becomes due while the block lasts, at a desk that has a mail server or webhooks."""
    if not (desk.settings.mail or desk.settings.webhooks):
        yield
        return
    end = Event()
    thread = Thread(target=send_until, args=(desk, end), name="notices", daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join(_ENDS_IN)


def _enter_due(desk: Desk) -> None:
    """Enter what is due soon or overdue, where anybody is told, and forget the readers of long ago."""
    now, days = desk.clock(), desk.settings.requests.keep_days
    with desk.store.reading() as ledger:
        rows = ledger.outbox.new_due(desk.today(), now)
        old = ledger.requests.addresses(before=now - timedelta(days=days))
    if rows or old:
        with desk.store.writing(PEOPLE) as ledger:
            ledger.outbox.enter_new(rows)
            forget_old(ledger, now, days)


def _take(desk: Desk, wanted: Sending) -> Parcel | None:
    """The next parcel, without what was done meanwhile; None where nothing is due."""
    while True:
        with desk.store.reading() as ledger:
            if not ledger.outbox.has_due(wanted):
                return None
        with desk.store.writing(PEOPLE) as ledger:
            ledger.outbox.sweep(wanted.now)
            parcel = ledger.outbox.take(wanted, desk.new_id().hex)
            if parcel is None or parcel.recipient.kind is RecipientKind.WEBHOOK:
                return parcel
            waiting = ledger.outbox.still_waits(parcel.notices)
            past = [one["id"] for one in parcel.notices if one["id"] not in waiting]
            ledger.outbox.done(past, NoticeState.PAST, wanted.now)
        if waiting:
            left = [one for one in parcel.notices if one["id"] in waiting]
            return Parcel(parcel.batch, parcel.recipient, left)


def _send(desk: Desk, webhooks: Webhooks, parcel: Parcel) -> None:
    if parcel.recipient.kind is RecipientKind.WEBHOOK:
        webhooks.post(parcel)
        return
    _mail(desk, (mail_of if parcel.recipient.kind is RecipientKind.PERSON else reader_mail_of)(desk, parcel))


def _mail(desk: Desk, mail: Mail) -> None:
    server = desk.settings.mail
    assert server is not None  # noqa: S101 - without one nothing for people is taken
    send(server, message_of(mail, server.sender, desk.clock(), desk.settings.language))


def _done(desk: Desk, parcel: Parcel) -> Delivery:
    ids = [one["id"] for one in parcel.notices]
    with desk.store.writing(PEOPLE) as ledger:
        ledger.outbox.done(ids, NoticeState.SENT, desk.clock())
        if parcel.recipient.kind is RecipientKind.READER:
            forget_reader(ledger, message_id(parcel.recipient.id))
    said = {"count": len(ids), "kind": str(parcel.recipient.kind), "batch": parcel.batch[:12]}
    _LOG.info("told a %(kind)s of %(count)d things (%(batch)s)", said)
    return Delivery(parcel.recipient, len(ids))


def _put_off(desk: Desk, parcel: Parcel, wrong: FactcheckError) -> Delivery:
    for_good = bool(getattr(wrong, "for_good", False))
    with desk.store.writing(PEOPLE) as ledger:
        is_last = ledger.outbox.failed(parcel, str(wrong), desk.clock(), for_good=for_good)
    said = {"kind": str(parcel.recipient.kind), "batch": parcel.batch[:12], "last": is_last}
    _LOG.warning("could not tell a %(kind)s (%(batch)s); last try: %(last)s", said)
    return Delivery(parcel.recipient, len(parcel.notices), str(wrong), is_last)


def _last_digest(desk: Desk) -> datetime:
    """The last moment at which daily mails went out, by the clocks where the desk is."""
    now = desk.clock().astimezone(desk.settings.zone)
    at = desk.settings.mail.digest_at if desk.settings.mail else now.time()
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return (today if today <= now else today - timedelta(days=1)).astimezone(UTC)
