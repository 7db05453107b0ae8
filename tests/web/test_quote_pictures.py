"""The pictures of quotes at the desk: on the pages of a claim, at addresses of their own, and ahead of publication."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from factcheck.desk import open_desk
from factcheck.settings import load
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, submit
from factcheck.workflow.evidence.sources import SourceChange, change_source
from tests.cli.conftest import Program
from tests.pictured import pictured
from tests.sites import sign
from tests.web.served import Served, serving


@pytest.fixture
def ana(program: Program) -> Iterator[Served]:
    with open_desk(load(program.folder, "Ana")) as desk:
        pictured(desk)
        rate(desk, "lamps", "true", Reasons("The plan says so [e1].", "As planned."))
        submit(desk, "lamps")
    with serving(program.folder) as ana:
        yield ana


def shown(page: str) -> str:
    (found,) = re.findall(r'<figure class="passage">.*?<img src="([^"]*)"', page)
    return unescape(found)


def digest(folder: Path) -> str:
    with open_desk(load(folder, "Ana")) as desk:
        return show_claim(desk, "lamps").evidence[0].picture or ""


@pytest.mark.parametrize("page", ["/claims/lamps", "/claims/lamps/review", "/claims/lamps/history?at=4"])
def test_the_pages_of_a_claim_show_the_picture(program: Program, ana: Served, page: str) -> None:
    answer = ana.get(page)
    assert "img-src 'self' data:" in answer["content-security-policy"]
    assert shown(answer.body) == f"/claims/lamps/pictures/{digest(program.folder)}"
    picture = ana.get(shown(answer.body))
    assert (picture.status, picture["content-type"]) == (200, "image/png")
    assert picture["x-content-type-options"] == "nosniff"


def test_only_pictures_of_quotes_of_that_claim_are_given(program: Program, ana: Served) -> None:
    with open_desk(load(program.folder, "Ana")) as desk:
        capture = show_claim(desk, "lamps").captures[0].record
    for name in (capture, "0" * 64, "..%2f..", "x"):
        assert ana.get(f"/claims/lamps/pictures/{name}").status == 404
    assert ana.get(f"/claims/other/pictures/{digest(program.folder)}").status == 404


def test_of_a_source_that_became_confidential_none_is_given(program: Program, ana: Served) -> None:
    there = shown(ana.get("/claims/lamps").body)
    with open_desk(load(program.folder, "Ana")) as desk:
        change_source(desk, "lamps", "s1", {"confidential": True}, SourceChange(why="They asked for it."))
    assert ana.get(there).status == 404
    assert 'class="passage"' not in ana.get("/claims/lamps").body


def test_the_page_ahead_shows_its_picture_and_can_run_nothing(program: Program) -> None:
    with open_desk(load(program.folder, "Ana")) as desk:
        sign(desk, pictured(desk))
    with serving(program.folder) as served:
        page = served.get("/preview/claims/lamps.html")
        assert (page.status, shown(page.body)) == (200, f"../images/lamps.{digest(program.folder)[:16]}.png")
        assert "; sandbox allow-same-origin; frame-ancestors 'none'" in page["content-security-policy"]
        assert "script-src" not in page["content-security-policy"]
        picture = served.get(f"/preview/images/lamps.{digest(program.folder)[:16]}.png")
        assert (picture.status, picture["content-type"]) == (200, "image/png")
        assert served.get("/preview/images/lamps.0123456789abcdef.png").status == 404
