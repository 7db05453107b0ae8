"""Where readers of the public site ask for a check, if the desk lets them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from factcheck.desk import Desk
from factcheck.settings.requests import Requests
from factcheck.settings.web import WebDesk
from factcheck.workflow.site.catalogues import translator
from factcheck.workflow.site.request_link import request_link
from tests.desks import opened
from tests.sites import BASE, out

WEB = WebDesk(("https://desk.example",))


@pytest.fixture
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    said = {"base_url": BASE, **request.param}
    with opened(f"sqlite:///{tmp_path}/desk.db", tmp_path, **said) as desk:
        yield desk


FORM = {"requests": Requests(form=True, mail="checks@courier.example"), "web": WEB}
MAIL = {"requests": Requests(mail="checks@courier.example")}
NOTHING = {"web": WEB}


@pytest.mark.parametrize("asked", [FORM], indirect=True)
def test_every_page_of_the_site_leads_to_the_form(asked: Desk) -> None:
    out(asked)

    for page in ("index.html", "corrections.html"):
        assert '<a href="https://desk.example/request">Ask for a check</a>' in (
            asked.settings.site / page
        ).read_text("utf-8")


@pytest.mark.parametrize("asked", [NOTHING], indirect=True)
def test_a_desk_that_asks_readers_nothing_leads_nowhere(asked: Desk) -> None:
    out(asked)

    assert "Ask for a check" not in (asked.settings.site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("asked", [MAIL], indirect=True)
def test_without_a_form_a_mail_is_begun_for_them_in_the_language_of_the_desk(asked: Desk) -> None:
    link = urlsplit(request_link(asked.settings, translator("de")))
    said = parse_qs(link.query)

    assert (link.scheme, link.path) == ("mailto", "checks@courier.example")
    assert said["subject"] == ["Um eine Prüfung bitten"]
    assert said["body"][0].startswith("Was behauptet wird, so wie Sie es gesehen oder gehört haben:\r\n")
    out(asked)
    page = (asked.settings.site / "index.html").read_text("utf-8")
    assert "mailto:checks@courier.example?subject=" in page
