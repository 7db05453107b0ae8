"""A row that somebody changed puts no other scheme on a page: links are checked again where pages show them."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck.store.engine import make_engine
from factcheck.workflow.site.report import ReportRequest, report_desk
from tests.desks import opened, tree
from tests.sites import BASE, out, tell_site

LINK = re.compile(rb"""(?:href|src|action|poster)\s*=\s*["']?\s*(data:\w*|[a-z][a-z0-9+.-]*(?=:))""", re.I)
"""The scheme of each link of a page, and what kind of thing a data link holds: the pages' own icons are images."""
REPLACE = text("UPDATE event SET body = replace(body, :place, :instead)")
COUNT = text("SELECT count(*) FROM event WHERE replace(body, :instead, '') <> body")


@pytest.mark.parametrize(
    "instead", ["javascript:alert(1)//", "data:text/html,", "vbscript:x ", "JavaScript\\t:x"]
)
def test_no_page_links_to_another_scheme_whatever_a_row_says(tmp_path: Path, instead: str) -> None:
    url = f"sqlite:///{tmp_path / 'factcheck.db'}"
    with opened(url, tmp_path, base_url=BASE) as desk:
        tell_site(desk, tmp_path)
    engine = make_engine(desk.settings.database_url)
    with engine.begin() as rows:
        for place in (
            "https://example.org/lamps",
            "https://example.org/speech",
            "https://example.org/bridges",
        ):
            rows.execute(REPLACE, {"place": place, "instead": instead})
        assert rows.execute(COUNT, {"instead": instead}).scalar_one()
    engine.dispose()

    with opened(url, tmp_path, base_url=BASE) as desk:
        report_desk(desk, ReportRequest(tmp_path / "report", single=False))
        out(desk)
    made = {**tree(tmp_path / "report"), **tree(desk.settings.site)}
    schemes = {
        one.lower() for name, page in made.items() for one in LINK.findall(page) if name.endswith("ml")
    }
    assert schemes <= {b"http", b"https", b"data:image"}
