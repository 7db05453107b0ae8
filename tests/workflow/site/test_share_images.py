"""The share images of a site: which checks get one, when it is drawn anew, and what the pages say of it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.workflow.site import share_images
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened, records, tree
from tests.sites import BASE, fix, out, sign, signed

LAMPS = "images/lamps.png"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    url = f"sqlite:///{tmp_path / 'factcheck.db'}"
    with opened(url, tmp_path, base_url=BASE, share_images=True) as desk:
        signed(desk, "The bridge has four lamps.", "lamps")
        yield desk


def metas(desk: Desk, name: str = "claims/lamps.html") -> dict[str, str]:
    page = (desk.settings.site / name).read_text("utf-8")
    found = re.findall(r'<meta (?:name|property)="((?:og|twitter):[a-z:]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_a_check_that_goes_out_gets_an_image_which_its_page_names_in_words_too(desk: Desk) -> None:
    out(desk)
    told = metas(desk)
    assert re.fullmatch(rf"{BASE}/images/lamps\.png\?v=[0-9a-f]{{8}}", told["og:image"])
    assert told["og:image:alt"] == "True: The bridge has four lamps. — The test desk"
    assert told["twitter:card"] == "summary_large_image"
    assert (desk.settings.site / LAMPS).read_bytes().startswith(b"\x89PNG")


def test_an_image_is_on_record_like_a_page_and_a_changed_one_is_found(desk: Desk) -> None:
    out(desk)
    assert LAMPS in records(desk)[0].publications[-1].pages
    assert verify(desk).findings == []
    (desk.settings.site / LAMPS).write_bytes(b"another")
    assert [one.where for one in verify(desk).findings] == [f"site/{LAMPS}"]
    assert out(desk).printed.written == [LAMPS]
    assert verify(desk).findings == []


def test_an_image_is_drawn_anew_only_when_what_it_shows_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    out(desk)
    before, address = tree(desk.settings.site)[LAMPS], metas(desk)["og:image"]
    fix(desk, "lamps", "major")
    with monkeypatch.context() as patch:
        patch.setattr(share_images, "can_draw", lambda: True)
        out(desk)
    assert tree(desk.settings.site)[LAMPS] != before
    assert metas(desk)["og:image"] != address
    sign(desk, "lamps", "true", "Counted again.")
    out(desk, "lamps")
    assert tree(desk.settings.site)[LAMPS] == before
    assert metas(desk)["og:image"] == address
    assert "og:image" not in metas(desk, "claims/lamps.1.html")


def test_a_correction_of_the_reasons_leaves_the_image_as_it_was(desk: Desk) -> None:
    out(desk)
    fix(desk, "lamps", "minor")
    written = out(desk, "lamps").printed.written
    assert "claims/lamps.html" in written
    assert LAMPS not in written


def test_without_pillow_what_was_drawn_is_kept_and_the_rest_is_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    out(desk)
    monkeypatch.setattr("factcheck.workflow.site.share_images.can_draw", lambda: False)
    monkeypatch.setattr("factcheck.workflow.site.publish.can_draw", lambda: False)
    signed(desk, "The bridge is red.", "red")
    published = out(desk)
    assert published.undrawn == 1
    assert published.again == []
    assert "og:image" in metas(desk)
    assert "og:image" not in metas(desk, "claims/red.html")


def test_images_are_drawn_once_pillow_is_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("factcheck.workflow.site.share_images.can_draw", lambda: False)
        patch.setattr("factcheck.workflow.site.publish.can_draw", lambda: False)
        out(desk)
    assert not (desk.settings.site / LAMPS).exists()
    assert out(desk).again == ["lamps"]
    assert (desk.settings.site / LAMPS).exists()
    assert out(desk).printed.written == []


def test_a_claim_in_letters_that_the_font_lacks_is_named_with_its_script(desk: Desk) -> None:
    signed(desk, "桥上有四盏灯。", "deng")
    assert out(desk).wordless == {"deng": "CJK"}
    assert (desk.settings.site / "images/deng.png").exists()


def test_a_check_that_was_taken_back_shows_no_verdict(desk: Desk) -> None:
    out(desk)
    fix(desk, "lamps", "void")
    out(desk)
    assert metas(desk)["og:image:alt"] == "Taken back: The bridge has four lamps. — The test desk"
