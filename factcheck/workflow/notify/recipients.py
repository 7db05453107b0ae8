"""Who is told what waits: people as they or an admin choose, and the webhooks of the settings."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from factcheck.desk import Desk
from factcheck.errors import NotSoNow, Remedy
from factcheck.model.notice import Frequency, Recipient, RecipientKind
from factcheck.person_names import folded_name
from factcheck.phrase import say
from factcheck.settings.mail import mail_address
from factcheck.store.turns import PEOPLE
from factcheck.workflow.people.open_accounts import OpenAccounts


@dataclass(frozen=True)
class NoticeChoice:
    """What somebody chooses: where mails go, and how often; None leaves it as it is."""

    address: str | None = None
    frequency: Frequency | None = None


def notice_choice(desk: Desk, name: str) -> Recipient | None:
    """How somebody is told, None where they are not; for another than the author an admin may ask. RuleRefused."""
    with desk.store.reading() as ledger:
        return ledger.outbox.recipient(folded_name(_own_name(desk, name)))


def choose_notices(desk: Desk, name: str, choice: NoticeChoice) -> Recipient:
    """Tell somebody by mail from now on, as they choose; returns what holds.

    NotSoNow where the desk has no mail server, BadInput for an address that is none, RuleRefused for somebody else's.
    """
    if desk.settings.mail is None:
        first = say("Write [mail] with its host and sender into factcheck.toml first.")
        raise NotSoNow(say("This desk has no mail server."), remedies=[first])
    name = _own_name(desk, name)
    with desk.store.writing(PEOPLE) as ledger:
        known = ledger.outbox.recipient(folded_name(name))
        if choice.address is None and known is None:
            mend = Remedy.again(say("Say where mails go."), mail=None)
            raise NotSoNow(say("No mail address of {person} is known.", person=name), remedies=[mend])
        address = mail_address(choice.address) if choice.address is not None else known and known.address
        frequency = choice.frequency or (known.frequency if known else Frequency.AT_ONCE)
        chosen = Recipient.person(name, str(address), frequency)
        ledger.outbox.keep(chosen)
    return chosen


def stop_notices(desk: Desk, name: str) -> bool:
    """Tell somebody nothing more and forget the address; whether anything was told. RuleRefused as above."""
    one = folded_name(_own_name(desk, name))
    with desk.store.writing(PEOPLE) as ledger:
        was_told = ledger.outbox.recipient(one) is not None
        ledger.outbox.forget(one)
    return was_told


def list_recipients(desk: Desk) -> list[Recipient]:
    """Everybody who is told."""
    with desk.store.reading() as ledger:
        return ledger.outbox.recipients()


def register_webhooks(desk: Desk) -> None:
    """Have the webhooks of the settings told from now on, and no others."""
    wanted = {one.url for one in desk.settings.webhooks}
    there = {one.id for one in list_recipients(desk) if one.kind is RecipientKind.WEBHOOK}
    if wanted == there:
        return
    with desk.store.writing(PEOPLE) as ledger:
        for url in sorted(there - wanted):
            ledger.outbox.forget(url)
        for url in wanted - there:
            host = urlsplit(url).hostname or url
            said = {"id": url, "kind": RecipientKind.WEBHOOK, "name": host, "address": url}
            ledger.outbox.keep(Recipient.of(said))


def _own_name(desk: Desk, name: str) -> str:
    """Somebody's name as the desk has it, where the author may say how they are told; NotFound, RuleRefused."""
    if not desk.accounts:
        return desk.member(name)
    with desk.store.reading() as ledger:
        there = OpenAccounts(desk, ledger.accounts, ledger.accounts.all(), ledger.outbox)
        return there.own(name, "Saying how somebody else is told").name
