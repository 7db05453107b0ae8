"""A draft handed over by a desk with accounts: its link is all that somebody outside needs, and leads nowhere else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.workflow.claims.list import show_claim
from tests.web.access.staff_served import StaffServed, serving_staff, with_staff

HIDDEN = re.compile(r'type="hidden" name="(digest|read_at)" value="([^"]*)"')


@pytest.fixture(scope="module")
def desk(_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffServed]:
    folder = with_staff(_made, tmp_path_factory.mktemp("outside") / "desk")
    with serving_staff(folder, "https://desk.example", proxies=("127.0.0.1",)) as one:
        yield one


@pytest.fixture(scope="module")
def link(desk: StaffServed) -> str:
    """The path of a link that a reporter gave."""
    cookie = desk.cookie("Rae")
    given = desk.send("/claims/bridge/ask", {"do": "ask", "who": "Dr. López", "me": "Rae"}, cookie)
    found = re.search(r'id="given-link" value="https://desk\.example(/draft/[^"]*)"', given.body)
    assert found
    return found[1]


def test_nobody_has_to_log_in_to_read_and_to_answer(desk: StaffServed, link: str) -> None:
    page = desk.page(link)
    assert (page.status, "set-cookie" in page) == (200, False)
    assert "The bridge opened in 1932." in page.body
    for name in ("Rae", "Ada", "Ana", "Cy"):
        assert not re.search(rf"\b{name}\b", page.body)
    sent = desk.send(link, {**dict(HIDDEN.findall(page.body)), "verdict": "agreed"})
    assert sent.status == 303
    record = show_claim(desk.desk, "bridge")
    assert (record.events[-1].by, record.contacts[-1].answers[-1].agreed) == ("guest", True)


def test_whoever_has_the_link_and_no_account_is_sent_to_log_in_everywhere_else(
    desk: StaffServed, link: str
) -> None:
    secret = link.rpartition("/")[2]
    for path in (
        "/",
        "/claims",
        "/claims/bridge",
        "/claims/bridge/ask",
        "/people",
        "/account",
        "/next",
        "/match",
    ):
        for fields in ((), (f"Cookie: __Host-factcheck={secret}",), (f"Authorization: Bearer {secret}",)):
            told = desk.page(path, "", *fields)
            assert told.status in (303, 401), path
            assert "1932" not in told.body


def test_a_guest_of_the_desk_neither_sees_who_was_asked_nor_asks(desk: StaffServed, link: str) -> None:
    cookie = desk.cookie("Gus")
    assert desk.page("/claims/bridge/ask", cookie).status == 403
    assert desk.send("/claims/tower/ask", {"do": "ask", "who": "X", "me": "Gus"}, cookie).status == 403
    assert not show_claim(desk.desk, "tower").contacts
    assert desk.page(link, cookie).status == 200


def test_a_proxy_that_names_people_needs_to_name_nobody_for_a_draft(desk: StaffServed, link: str) -> None:
    header = {"proxies": ("127.0.0.1",), "person_header": "X-Person"}
    with serving_staff(desk.desk.settings.folder, "https://desk.example", **header) as named:
        assert named.page(link).status == 200
        assert named.page("/claims").status == 401
