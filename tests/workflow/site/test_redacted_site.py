"""A site, its data and its proof bundle once words of a published check were taken out for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.model.vocabulary import Act, Status
from factcheck.workflow.claims.list import list_claims, show_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened, tree
from tests.proofs import unpacked, verified
from tests.sites import BASE, fix, held, out, sign

NAME = "Zebedaios Quillfeather"
WHY = "A court asked for it."


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a published check of somebody's words, corrected once."""
    with opened(database_url, tmp_path / "desk", base_url=BASE) as desk:
        held(desk, f"{NAME} hung four lamps.", "lamps", claimant=NAME, tags=("light",))
        sign(desk, "lamps", summary=f"{NAME} did.")
        out(desk)
        fix(desk, "lamps", "major", f"It was not {NAME} alone.")
        sign(desk, "lamps", "mostly-true", "Most of them.")
        out(desk)
        yield desk


def _take_out(desk: Desk) -> None:
    lines = [one.seq for one in show_claim(desk, "lamps").events if NAME in str(one.body)]
    assert redact(desk, "lamps", [str(line) for line in lines], WHY).was_public


def _named(desk: Desk) -> list[str]:
    site = tree(desk.settings.site)
    return [name for name, content in site.items() for word in NAME.split() if word.encode() in content]


def test_the_next_publication_has_none_of_the_words(desk: Desk) -> None:
    assert _named(desk)
    _take_out(desk)

    published = out(desk)

    assert (_named(desk), published.again) == ([], ["lamps"])
    assert [row["status"] for row in list_claims(desk, ("status",))] == [Status.PUBLISHED]
    assert verify(desk).findings == []
    assert out(desk).again == []


def test_a_bundle_holds_and_says_that_words_were_taken_out(desk: Desk, tmp_path: Path) -> None:
    _take_out(desk)
    out(desk)

    assert prove(desk, tmp_path / "proof.zip").claims == 1

    said = verified(tmp_path / "proof.zip")
    files = unpacked(tmp_path / "proof.zip")
    assert said.code != 1, said.failed
    assert "Words of it were taken out for good" in said.out
    assert [name for name, content in files.items() if NAME.encode() in content] == []
    assert [name for name in files if name.startswith("signed/")] == []


def test_a_bundle_holds_without_the_file_of_a_capture(desk: Desk, tmp_path: Path) -> None:
    redact(desk, "lamps", ["c1"], WHY)
    out(desk)

    assert prove(desk, tmp_path / "proof.zip").captures == 0
    said = verified(tmp_path / "proof.zip")

    assert said.code != 1, said.failed


def test_what_was_private_is_no_matter_of_the_site(desk: Desk) -> None:
    events = show_claim(desk, "lamps").events
    line = next(one.seq for one in events if one.act is Act.RATE)
    before = tree(desk.settings.site)

    done = redact(desk, "lamps", [str(line)], WHY)

    assert done.was_public
    assert tree(desk.settings.site) == before
