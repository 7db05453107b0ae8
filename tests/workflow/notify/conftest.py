"""A desk whose people are told by mail, with a mail server on loopback, and a webhook."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.model.notice import Frequency
from factcheck.settings import Fetching
from factcheck.settings.mail import MailServer as MailSettings
from factcheck.settings.web import WebDesk
from factcheck.workflow.notify.recipients import NoticeChoice, choose_notices
from tests.desks import opened
from tests.mail_servers import MailServer, mail_server
from tests.servers import ScriptedServer, answer

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def hook() -> Iterator[ScriptedServer]:
    with ScriptedServer({"/hook": answer(b"")}) as server:
        yield server


@pytest.fixture
def desk(database_url: str, tmp_path: Path, mails: MailServer, hook: ScriptedServer) -> Iterator[Desk]:
    server = MailSettings("127.0.0.1", "desk@courier.example", mails.port, "none")
    fetch = Fetching(allow=(f"127.0.0.1:{hook.port}",), delay=0)
    web = WebDesk(("https://desk.example",), ("127.0.0.1",))
    with opened(database_url, tmp_path, mail=server, fetch=fetch, web=web) as desk:
        yield desk


def tell(desk: Desk, *people: str, daily: bool = False) -> None:
    """Have people told by mail, each at an address of the name."""
    for name in people:
        when = Frequency.DAILY if daily else Frequency.AT_ONCE
        choose_notices(desk, name, NoticeChoice(f"{name.lower()}@courier.example", when))


def with_hook(desk: Desk, hook: ScriptedServer, path: str = "/hook") -> Desk:
    """The desk with a webhook of its settings, whose secret is in a file."""
    from factcheck.settings.mail import Webhook

    secret = desk.settings.folder / "webhook.key"
    secret.write_text(SECRET, "utf-8")
    hooks = (Webhook(hook.url(path), secret),)
    return replace(desk, settings=replace(desk.settings, webhooks=hooks))
