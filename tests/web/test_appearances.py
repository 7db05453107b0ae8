"""Where claims are said again, in the browser: what a person sees of each place, and what they make of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import open_desk
from factcheck.model.earlier import EarlierCheck
from factcheck.settings import load
from factcheck.web.access.one_time_link import OneTimeLink
from factcheck.workflow.earlier.appearances import call_another
from factcheck.workflow.earlier.watch import watch
from tests.desks import records
from tests.report.test_in_browser import RULES
from tests.web.served import HOSTILE, Served, running
from tests.workflow.earlier.test_watch import CHECK, SAID, SRT, published_claim

THERE = "https://channel.example/debate"


@pytest.fixture
def served(_empty: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk whose claim "bridge" is said again in a debate (2), as is a check of others in the same (1)."""
    folder = Path(shutil.copytree(_empty, tmp_path / "desk"))
    with open_desk(load(folder, "Ana", {})) as desk, running(desk, OneTimeLink) as (port, access):
        published_claim(desk)
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK])
        (tmp_path / "debate.srt").write_text(SRT, "utf-8")
        watch(desk, str(tmp_path / "debate.srt"))
        yield Served(desk, port, access)


def _numbers(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('<li id="said-')[1:]]


def _own_and_theirs(served: Served) -> tuple[str, str]:
    """The numbers of the place of the desk's claim, and of that of the check of others."""
    numbers = _numbers(served.get("/appearances").body)
    (own,) = _numbers(served.get("/appearances?claim=bridge").body)
    (theirs,) = (one for one in numbers if one != own)
    return own, theirs


def test_the_list_tells_the_check_the_words_who_said_them_where_and_when(served: Served) -> None:
    page = served.get("/appearances").body
    assert len(_numbers(page)) == 2
    for told in ("You know, the harbour bridge cost", "MAYOR RUIZ", "0:01:01", "debate.srt", "found on"):
        assert told in page
    assert 'href="/claims/bridge"' in page
    assert f'href="{CHECK.url}"' in page
    assert "Others" in page


def test_what_differs_is_told_in_the_words_of_the_pages(served: Served, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(SAID.replace("five", "nine"), "utf-8")
    watch(served.desk, str(tmp_path / "news.txt"))
    page = served.get("/appearances").body
    assert "They differ:" in page
    assert "nine million" in page.partition("They differ:")[2].partition("</ul>")[0]


def test_the_claims_page_and_today_lead_there(served: Served) -> None:
    page, today = served.get("/claims/bridge").body, served.get("/").body
    assert _numbers(page) == [_own_and_theirs(served)[0]]
    assert 'href="/appearances?claim=bridge"' in today
    assert "In 1 place." in today
    assert SAID in today


def test_it_is_put_on_the_claims_record_with_the_address_that_a_person_gives(served: Served) -> None:
    own, _ = _own_and_theirs(served)
    refused = served.post(f"/appearances/{own}/add", claim="bridge")
    assert (refused.status, "Say at which address it can be found" in refused.body) == (422, True)
    wrong = served.post(f"/appearances/{own}/add", claim="bridge", url="debate at noon")
    assert (wrong.status, 'value="debate at noon"' in wrong.body) == (422, True)

    done = served.post(f"/appearances/{own}/add", claim="bridge", url=THERE)

    assert (done.status, done["location"]) == (303, "/appearances?claim=bridge")
    (claim,) = (one.claim for one in records(served.desk) if one.ref == "bridge")
    assert claim.appearances == (THERE,)
    assert _numbers(served.get("/appearances?claim=bridge").body) == []
    added = served.get("/appearances?state=added").body
    assert _numbers(added) == [own]
    assert "Ana" in added
    again = served.post(f"/appearances/{own}/another")
    assert (again.status, "put it on record already" in again.body) == (409, True)


def test_from_the_page_of_a_claim_a_person_goes_on_there(served: Served) -> None:
    own, _ = _own_and_theirs(served)
    done = served.post(f"/appearances/{own}/noted", claim="bridge", on_claim="1")
    assert done["location"] == "/claims/bridge#said-again"
    assert _numbers(served.get("/claims/bridge").body) == []


def test_what_others_checked_is_noted_or_entered_as_a_claim_and_never_added(served: Served) -> None:
    _, theirs = _own_and_theirs(served)
    page = served.get("/appearances").body
    assert f'action="/appearances/{theirs}/add"' not in page
    assert "/add?text=You+know" in page
    assert served.post(f"/appearances/{theirs}/add").status == 409
    assert served.post(f"/appearances/{theirs}/noted")["location"] == "/appearances"
    assert _numbers(served.get("/appearances?state=noted").body) == [theirs]


def test_what_is_another_claim_leaves_the_list(served: Served) -> None:
    own, theirs = _own_and_theirs(served)
    assert served.post(f"/appearances/{own}/another").status == 303
    assert _numbers(served.get("/appearances").body) == [theirs]
    assert _numbers(served.get("/appearances?state=another").body) == [own]


def test_a_long_list_goes_on_at_an_address_of_its_own(served: Served, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(CHECK.text, "utf-8")
        watch(served.desk, str(tmp_path / f"{number}.txt"))
    first = served.get("/appearances").body
    later = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    shown, further = _numbers(first), _numbers(served.get(later).body)
    assert (len(shown), len({*shown, *further})) == (50, len(shown) + len(further))


@pytest.mark.parametrize(
    ("path", "status"),
    [("/appearances/99/add", 404), ("/appearances/x/add", 422), ("/appearances/1/nothing", 404)],
)
def test_what_is_not_there_is_said(served: Served, path: str, status: int) -> None:
    assert served.post(path).status == status


def test_axe_finds_nothing_and_nothing_runs_or_runs_over_the_edge(
    page: Any, served: Served, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    words = f"{SAID} {HOSTILE} {'x' * 200}".replace("\n", " ")
    with served.desk.store.writing() as ledger:
        ledger.shelve([EarlierCheck(text=words, url=f"https://o.example/{'y' * 200}", rating=HOSTILE)])
    hostile = tmp_path / f"_b_i_{'z' * 150}.vtt"
    hostile.parent.mkdir(parents=True, exist_ok=True)
    hostile.write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v </b><i>>{words}\n", "utf-8")
    watch(served.desk, str(hostile))
    call_another(served.desk, 1)
    name, _, value = served.cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": served.address}])
    for path in ("/appearances", "/appearances?state=another", "/appearances?claim=bridge", "/claims/bridge"):
        page.goto(served.address + path)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.title() != "owned"
        for width in (320, 380, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width} px"
