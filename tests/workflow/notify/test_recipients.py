"""Who may say who is told, and whom a desk with accounts tells: by their roles, and only as long as they are here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, RuleRefused
from factcheck.model.notice import Frequency, NoticeState
from factcheck.settings.mail import MailServer
from factcheck.workflow.claims.edit import assign_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.notify.recipients import (
    NoticeChoice,
    choose_notices,
    list_recipients,
    notice_choice,
    stop_notices,
)
from factcheck.workflow.people.accounts import end_account
from factcheck.workflow.people.open_accounts import acting_as
from factcheck.workflow.transfer.backup import back_up, restore
from tests.desks import added, opened
from tests.workflow.notify.conftest import tell
from tests.workflow.people.staff import staffed

MAIL = MailServer("127.0.0.1", "desk@courier.example", 1, "none")


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with staffed(database_url, tmp_path, mail=MAIL) as desk:
        yield desk


def _told(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.reading() as ledger:
        rows = ledger.outbox.listed(*NoticeState)
    return [(one["recipient"], one["said"]["step"]) for one in rows]


def test_one_chooses_for_oneself_and_an_admin_for_everybody(desk: Desk) -> None:
    rae = acting_as(desk, "Rae")
    choose_notices(rae, "rae", NoticeChoice("rae@courier.example", Frequency.DAILY))
    choose_notices(desk, "Cy", NoticeChoice("cy@courier.example"))

    chosen = notice_choice(rae, "Rae")
    assert chosen
    assert (chosen.name, chosen.address, chosen.frequency) == ("Rae", "rae@courier.example", "daily")
    for refused in (notice_choice, stop_notices):
        with pytest.raises(RuleRefused, match="Saying how somebody else is told is for an admin"):
            refused(rae, "Cy")
    with pytest.raises(RuleRefused, match="is for an admin"):
        choose_notices(rae, "Cy", NoticeChoice("rae@courier.example"))
    with pytest.raises(NotFound, match="Nobody with an account"):
        choose_notices(desk, "Zoe", NoticeChoice("zoe@courier.example"))
    assert [one.name for one in list_recipients(desk)] == ["Cy", "Rae"]


def test_what_cannot_be_chosen_is_refused(desk: Desk, database_url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no mail address"):
        choose_notices(desk, "Ada", NoticeChoice("Ada <ada@courier.example>"))
    with pytest.raises(NotSoNow, match="No mail address of Ada is known"):
        choose_notices(desk, "Ada", NoticeChoice(frequency=Frequency.DAILY))
    with opened(database_url, tmp_path) as without, pytest.raises(NotSoNow, match="no mail server"):
        choose_notices(without, "Ada", NoticeChoice("ada@courier.example"))


def test_a_verdict_for_anybody_is_told_to_those_whose_role_may_sign(desk: Desk) -> None:
    tell(desk, "Ada", "Rae", "Cy", "Ed", "Gus")
    ref = added(acting_as(desk, "Rae"), "The bridge opened in 1932.")
    cy = acting_as(desk, "Cy")
    add_source(cy, ref, None, {"kind": "conversation", "title": "A clerk"})
    told = {"standing": "told", "who": "The clerk", "when": "2026-10-30", "how": "by phone"}
    cite(cy, ref, "s1", {"exact": "It was open.", "stance": "supports", **told})
    rate(cy, ref, "true", Reasons("The clerk said so."))
    submit(cy, ref)

    assert sorted(_told(desk)) == [("ada", "review"), ("ed", "review")]


def test_whoever_leaves_is_told_nothing_more_and_their_address_is_forgotten(desk: Desk) -> None:
    tell(desk, "Ed", "Cy")
    ref = added(desk, "The bridge opened in 1932.")
    assign_claim(desk, ref, "Ed")
    end_account(desk, "Ed")

    assert [one.name for one in list_recipients(desk)] == ["Cy"]
    assert _told(desk) == []


def test_a_backup_that_is_brought_back_tells_nothing_that_waited(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "factcheck.toml").write_text('name = "The desk"\nauthor = "Ana"\n', "utf-8")
    with opened(f"sqlite:///{folder}/factcheck.db", folder, mail=MAIL) as desk:
        tell(desk, "Ben")
        assign_claim(desk, added(desk, "The bridge opened in 1932."), "Ben")
        back_up(desk, tmp_path / "desk.zip")
    restore(tmp_path / "desk.zip", tmp_path / "again")

    with opened(f"sqlite:///{tmp_path}/again/factcheck.db", tmp_path / "again") as again:
        assert [one.address for one in list_recipients(again)] == ["ben@courier.example"]
        assert _told(again) == []
