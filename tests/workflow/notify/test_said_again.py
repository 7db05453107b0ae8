"""Whoever is in charge of a claim is told by mail once where it is said again."""

from pathlib import Path

from factcheck.desk import Desk
from factcheck.workflow.earlier.watch import watch
from tests.mail_servers import MailServer
from tests.workflow.earlier.test_watch import SAID, published_claim
from tests.workflow.notify.conftest import tell
from tests.workflow.notify.test_send import said, sent


def test_who_rated_it_is_told_once_with_the_page_of_the_claim(
    desk: Desk, mails: MailServer, tmp_path: Path
) -> None:
    published_claim(desk)
    tell(desk, "Ana", "Ben")
    sent(desk)
    before = len(mails.mails)
    (tmp_path / "news.txt").write_text(SAID, "utf-8")

    watch(desk, str(tmp_path / "news.txt"))
    watch(desk, str(tmp_path / "news.txt"))
    sent(desk)

    (mail,) = mails.mails[before:]
    assert mails.recipients[before:] == ["ana@courier.example"]
    assert "Said again somewhere" in said(mail)
    assert "https://desk.example/claims/bridge" in said(mail)
