"""Pictures as they came and what they say of themselves: nothing of it is in a bundle, on a page or in a feed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from factcheck.archive.storage import path_of
from factcheck.desk import Desk
from factcheck.workflow.act import open_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.evidence.cite import QuoteChoice, cite
from factcheck.workflow.evidence.make_capture import NewCapture
from factcheck.workflow.evidence.record_capture import put_capture
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.other_forms import export_form
from factcheck.workflow.transfer.proof_bundle import prove
from tests.desks import added, opened, tree
from tests.pictured import QUOTE, TEXT, URL, drawn, pictured
from tests.proofs import Lines, failed, of, rechained, unlogged, unpacked, verified, without
from tests.reading.pictures import LINES, PLACE, camera_exif, encoded, page_image
from tests.sites import BASE, out, sign

SECRETS = (b"Canon", b"EOS 5", b"2026:01:02", b"48.858", b"Canary Wharf", PLACE.encode())
"""What the picture says of itself, as it stands in its file and in words."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk that has published a check which rests on a picture that says where it was taken, and by what."""
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path / "desk", base_url=BASE) as desk:
        ref = added(desk, "The bridge has 9 lamps.", ref="lamps")
        taken = encoded(page_image(), "JPEG", exif=camera_exif(), comment=b"Canary Wharf")
        (tmp_path / "taken.jpg").write_bytes(taken)
        add_source(desk, ref, str(tmp_path / "taken.jpg"), {"title": "A notice"})
        for line, region in zip(LINES, ("xywh=40,50,1200,70", "xywh=40,150,800,70"), strict=True):
            cite(desk, ref, "s1", {"exact": line, "stance": "supports"}, QuoteChoice(region=region))
        sign(desk, ref)
        out(desk)
        yield desk


def test_nothing_that_a_picture_says_of_itself_leaves_the_desk(desk: Desk, tmp_path: Path) -> None:
    kept = desk.archive.get(show_claim(desk, "lamps").captures[0].record)
    with kept as original:
        assert original.read(4)  # it is in the archive all the same
    prove(desk, tmp_path / "proof.zip")
    leaving = {**tree(desk.settings.site), **unpacked(tmp_path / "proof.zip")}
    for form in ("annotations", "csl-json", "markdown", "sqlite"):
        export_form(desk, tmp_path / form, form)
        leaving |= {f"{form}/{name}": content for name, content in _written(tmp_path / form).items()}
    assert any(name.endswith(".png") for name in leaving)
    for name, content in leaving.items():
        assert [one for one in SECRETS if one in content] == [], name
        if content.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            assert not Image.open(BytesIO(content)).getexif(), name


def _written(path: Path) -> dict[str, bytes]:
    return tree(path) if path.is_dir() else {"": path.read_bytes()}


def test_a_bundle_without_the_original_says_so_and_proves_the_rest(desk: Desk, tmp_path: Path) -> None:
    proven = prove(desk, tmp_path / "proof.zip")
    file = f"archive/{path_of(show_claim(desk, 'lamps').captures[0].record)}"
    assert (proven.withheld, file in unpacked(tmp_path / "proof.zip")) == (1, False)
    said = verified(tmp_path / "proof.zip")
    assert (said.code, said.proved["Pictures of quotes"]) == (3, 2), said.out
    for quote in ("e1", "e2"):
        assert f"{file}: is withheld, so {quote} was not held against it" in said.out


def test_a_page_got_with_a_persons_cookies_is_given_on_request_alone(desk: Desk, tmp_path: Path) -> None:
    ref = added(desk, "The bridge has four lamps.", ref="cookies")
    add_source(desk, ref, URL, {"title": "The plan of the lamps", "kind": "primary"})
    caught = drawn(desk)
    with open_claim(desk, ref) as claim:
        browser = {**caught.fields["browser"], "logged_in": True}
        capture = put_capture(claim, "s1", NewCapture({**caught.fields, "browser": browser}, TEXT))
    cite(desk, ref, "s1", {"exact": QUOTE, "stance": "supports"})
    sign(desk, ref)
    out(desk)
    file = f"archive/{path_of(show_claim(desk, ref).capture(capture).record)}"
    assert prove(desk, tmp_path / "proof.zip").withheld == 2
    assert file not in unpacked(tmp_path / "proof.zip")
    assert f"{file}: is withheld, so e1 was not held against it" in verified(tmp_path / "proof.zip").out
    prove(desk, tmp_path / "proof.zip", originals=True)
    assert file in unpacked(tmp_path / "proof.zip")


def test_a_bundle_with_the_original_proves_all_of_it(desk: Desk, tmp_path: Path) -> None:
    assert prove(desk, tmp_path / "proof.zip", originals=True).withheld == 0
    said = verified(tmp_path / "proof.zip")
    assert (said.code, said.proved["Quotes of documents"]) == (0, 2), said.out
    with ZipFile(tmp_path / "proof.zip") as zipped:
        assert zipped.testzip() is None


def _unseen(lines: Lines) -> Lines:
    quote = of(lines, "cite")["body"]["evidence"]
    quote["machine_read"] = "tesseract 5.3.0"
    del quote["who"]
    return lines


def test_words_of_a_program_that_nobody_looked_at_are_named(desk: Desk, tmp_path: Path) -> None:
    prove(desk, tmp_path / "proof.zip", originals=True)
    files = without(unlogged(unpacked(tmp_path / "proof.zip")), "signed/")
    found = failed(rechained(files, _unseen, "claims/lamps.history.jsonl"), tmp_path / "forged.zip")
    assert [line for line in found if "cites e1, at which nobody has looked" in line], found


def _without_position(lines: Lines) -> Lines:
    del of(lines, "cite")["body"]["evidence"]["position"]
    return lines


def test_a_place_on_a_drawn_page_stands_for_no_position_in_its_text(desk: Desk, tmp_path: Path) -> None:
    ref = pictured(desk, "drawn")
    sign(desk, ref)
    out(desk)
    prove(desk, tmp_path / "proof.zip")
    files = without(unlogged(unpacked(tmp_path / "proof.zip")), "signed/")
    found = failed(
        rechained(files, _without_position, f"claims/{ref}.history.jsonl"), tmp_path / "forged.zip"
    )
    assert [line for line in found if "position" in line], found
