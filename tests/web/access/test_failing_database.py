"""A database that fails right beside a page or an act: what is done is told as done, and each page is made."""

from typing import NoReturn

import pytest

from factcheck.errors import StorageFailed
from tests.web.access.staff_served import StaffServed


def _fail(*_: object) -> NoReturn:
    raise StorageFailed("The database is away.")


def test_what_cannot_be_told_on_a_page_keeps_back_neither_the_page_nor_the_act(
    staff: StaffServed, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = staff.cookie("Ed")
    monkeypatch.setattr("factcheck.web.access.access.take_told", _fail)
    monkeypatch.setattr("factcheck.web.access.access.tell_later", _fail)
    assert staff.page("/claims/tower", cookie).status == 200
    assert staff.send("/claims/tower/rename", {"new": "high-tower"}, cookie).status == 303
    monkeypatch.setattr("factcheck.web.pages.history.show_claim", _fail)
    answer = staff.page("/claims/high-tower/history", cookie)
    assert answer.status == 503
    assert "The database is away." in answer.body
    monkeypatch.undo()
    assert staff.send("/claims/high-tower/rename", {"new": "tower"}, cookie).status == 303
