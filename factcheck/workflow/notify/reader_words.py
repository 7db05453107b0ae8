"""What a mail to a reader says whose question became a check that is published."""

from factcheck.desk import Desk
from factcheck.mail.message import Mail
from factcheck.phrase import say
from factcheck.store.outbox import Parcel
from factcheck.workflow.site.catalogues import translator


def reader_mail_of(desk: Desk, parcel: Parcel) -> Mail:
    """The mail of a parcel for a reader, in the desk's language: a link to the check on the public site."""
    words, name = translator(desk.settings.language), desk.settings.name
    with desk.store.reading() as ledger:
        url = ledger.record(parcel.notices[0]["ref"]).publications[-1].url
    body = (
        words.text(say("You asked {desk} to check something. The check is published:", desk=name)),
        url,
        words.text(say("Your mail address was kept for this mail alone, and is deleted now.")),
    )
    subject = words.text(say("{desk}: what you asked about is checked", desk=name))
    to = parcel.recipient.address
    return Mail(parcel.batch, to, "", subject, "\n\n".join([*body, ""]), name)
