"""Where readers of the public site ask for a check: the form of the desk, or a mail that is begun for them."""

from urllib.parse import quote

from factcheck.phrase import say
from factcheck.report.translator import Translator
from factcheck.settings import Settings


def request_link(settings: Settings, words: Translator) -> str:
    """The address of the form or, where the desk has none, of a mail to it; blank where readers are not asked."""
    wanted = settings.requests
    if wanted.form and settings.web.addresses:
        return f"{settings.web.addresses[0]}/request"
    if wanted.mail is None:
        return ""
    body = (say("What is claimed, as you saw or heard it"), say("Where you saw or heard it"))
    asked = "".join(f"{words.text(one)}:\r\n\r\n\r\n" for one in body)
    subject = quote(words.text(say("Ask for a check")), safe="")
    return f"mailto:{quote(wanted.mail, safe='@')}?subject={subject}&body={quote(asked, safe='')}"
