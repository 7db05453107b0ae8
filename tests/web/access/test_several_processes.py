"""Four processes that serve one desk behind a balancer: one session, one limit, one desk, whichever answers."""

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from factcheck.desk import open_desk
from factcheck.model.roles import Role
from factcheck.settings import load
from factcheck.settings.web import WebDesk
from factcheck.web.access.logins import Logins
from factcheck.workflow.people.open_accounts import acting_as
from tests.conftest import NewDatabase
from tests.sites import signed
from tests.web.access.staff_served import StaffServed
from tests.web.balancer import Balancer, balanced
from tests.web.forms import hidden
from tests.workflow.people.staff import with_password

PROCESSES = 4


@pytest.fixture(scope="module")
def several(
    new_postgres: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[StaffServed, Balancer]]:
    """A desk on PostgreSQL with a claim that Ben signed, served by several processes, and requests to any of them."""
    folder = tmp_path_factory.mktemp("several") / "desk"
    folder.mkdir()
    with new_postgres() as url, closing(socket.create_server(("127.0.0.1", 0))) as listener:
        at = f"127.0.0.1:{listener.getsockname()[1]}"
        toml = f'name = "The Evening Desk"\ndatabase_url = "{url}"\n[web]\naddresses = ["http://{at}"]\n'
        (folder / "factcheck.toml").write_text(toml, "utf-8")
        with open_desk(load(folder, "Ana", {})) as desk:
            signed(desk, "The bridge is lit by four lamps.", "lamps")
            with_password(desk, "Ana", Role.ADMIN)
            with_password(acting_as(desk, "Ana"), "Zoe")
            with balanced(listener, folder, PROCESSES) as balancer:
                access = Logins(WebDesk((f"http://{at}",)))
                yield StaffServed(desk, balancer.port, access, at), balancer


def test_a_session_counts_at_each_of_them_and_ends_at_all(several: tuple[StaffServed, Balancer]) -> None:
    served, balancer = several
    cookie = served.cookie("Zoe")
    balancer.taken.clear()
    assert [served.page("/claims/lamps", cookie).status for _ in range(2 * PROCESSES)] == [
        200
    ] * 2 * PROCESSES
    assert {*balancer.taken.values()} == {2}
    served.send("/logout", {}, cookie)
    assert [served.page("/claims/lamps", cookie).status for _ in range(PROCESSES)] == [401] * PROCESSES


def test_what_an_act_brought_about_is_told_once_by_whichever_is_asked_next(
    several: tuple[StaffServed, Balancer],
) -> None:
    served, _ = several
    cookie = served.cookie("Ana")
    head = hidden(served.page("/claims/lamps/edit", cookie).body, "head")
    done = served.send(
        "/claims/lamps/edit", {"text": "It has five lamps.", "why": "Counted.", "head": head}, cookie
    )
    pages = [served.page("/claims/lamps", cookie).body for _ in range(PROCESSES)]
    assert done.status == 303
    assert ["The signature of Ben is void" in page for page in pages] == [True, False, False, False]


def test_one_that_is_killed_and_one_that_is_told_to_end_are_missed_by_nobody(
    several: tuple[StaffServed, Balancer],
) -> None:
    served, balancer = several
    cookie = served.cookie("Ana")
    first, second, *_ = balancer.ports
    balancer.kill(first, signal.SIGKILL)
    assert balancer.ends(first) == -signal.SIGKILL
    balancer.kill(second, signal.SIGTERM)
    assert balancer.ends(second) == 0
    assert [served.page("/claims", cookie).status for _ in range(PROCESSES)] == [200] * PROCESSES
    ready = served.ask("GET /readyz", "Host: balancer")
    assert (ready.status, json.loads(ready.body)) == (200, {"ready": True, "reasons": []})


def test_whoever_guesses_passwords_is_slowed_by_all_of_them_together(
    several: tuple[StaffServed, Balancer],
) -> None:
    served, _ = several
    answers = [served.log_in("Zoe", password="wrong wrong wrong").status for _ in range(7)]
    assert answers.count(401) == 5
    assert answers[-1] == 429
