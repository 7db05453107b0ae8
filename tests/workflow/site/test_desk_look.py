"""The look of a desk: its colour and its logo, on the report and on the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.site.report import ReportRequest, report_desk
from tests.desks import opened, tree
from tests.sites import BASE, out, signed

PNG = b"\x89PNG\r\n\x1a\n and the rest"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path, base_url=BASE) as desk:
        signed(desk, "The bridge has four lamps.", "lamps")
        yield desk


def with_look(desk: Desk, **look: str) -> Desk:
    return replace(desk, settings=replace(desk.settings, **look))  # type: ignore[arg-type]


@contextmanager
def refused(said: str) -> Iterator[None]:
    with pytest.raises(BadInput) as wrong:
        yield
    (finding,) = wrong.value.findings
    assert finding.code == "bad-logo"
    assert said in finding.message


def test_the_colour_of_the_desk_is_that_of_links_on_every_page_of_report_and_site(desk: Desk) -> None:
    look = with_look(desk, accent="#7a1f3d")
    report_desk(look, ReportRequest(desk.settings.reports))
    out(look)
    for folder in (desk.settings.reports, desk.settings.site):
        pages = [page.decode() for name, page in tree(folder).items() if name.endswith(".html")]
        assert all("--link: #7a1f3d;" in page for page in pages)


def test_the_logo_is_a_file_of_the_site_that_each_page_shows_and_nothing_else_may_be_loaded(
    desk: Desk,
) -> None:
    (desk.settings.folder / "mark.png").write_bytes(PNG)
    look = with_look(desk, logo="mark.png")
    out(look)
    site = tree(desk.settings.site)
    assert site["images/desk.logo.png"] == PNG
    page = site["claims/lamps.html"].decode()
    assert '<img class="logo" src="../images/desk.logo.png" alt="">' in page
    assert "img-src &#39;self&#39; data:" in page or "img-src 'self' data:" in page
    assert f'src="{BASE}/images/desk.logo.png"' in site["404.html"].decode()
    assert out(look).printed.written == []
    out(desk)
    assert not (desk.settings.site / "images/desk.logo.png").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "neither PNG"),
        (b"GIF89a", "neither PNG"),
        (b"RIFF\0\0\0\0WAVE", "neither PNG"),
        (b"", "neither PNG"),
        (PNG + b"." * 200_000, "larger than 200,000 bytes"),
        (None, "is not there"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_refused_before_anything_goes_out(
    desk: Desk, content: bytes | None, said: str
) -> None:
    if content is not None:
        (desk.settings.folder / "mark.png").write_bytes(content)
    with refused(said):
        publish(with_look(desk, logo="mark.png"), PublishRequest(desk.settings.site))
    assert not desk.settings.site.exists()


@pytest.mark.parametrize("path", ["../mark.png", "/etc/hostname"])
def test_a_logo_outside_of_the_desk_is_refused(desk: Desk, path: str) -> None:
    (desk.settings.folder.parent / "mark.png").write_bytes(PNG)
    with refused("outside of the desk"):
        out(with_look(desk, logo=path))


def test_a_link_that_leads_out_of_the_desk_is_refused_too(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "mark.png"
    secret.write_bytes(PNG)
    (desk.settings.folder / "mark.png").symlink_to(secret)
    with refused("outside of the desk"):
        out(with_look(desk, logo="mark.png"))
