"""A site, its data and its proof bundle once words of a published check were taken out for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.model.vocabulary import Act, Status
from factcheck.workflow.claims.edit import note_claim
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
    page = (desk.settings.site / "claims" / "lamps.html").read_text("utf-8")
    assert "Taken out of this check for good on" in page
    assert WHY in page
    assert [row["status"] for row in list_claims(desk, ("status",))] == [Status.PUBLISHED]
    assert verify(desk).findings == []
    assert out(desk).again == []


def test_a_link_that_is_gone_leads_nowhere(desk: Desk) -> None:
    line = next(one.seq for one in show_claim(desk, "lamps").events if one.act is Act.SOURCE)
    done = redact(desk, "lamps", [str(line)], WHY)
    redact(desk, "lamps", [one.where.rpartition(" ")[2] for one in done.elsewhere], WHY)

    out(desk)

    site = tree(desk.settings.site)
    assert [name for name, content in site.items() if b'href="https://redacted.invalid' in content] == []
    assert b"redacted.invalid" in site["claims/lamps.html"]
    assert [name for name, content in site.items() if b"https://example.org/lamps" in content] == []


def test_a_bundle_holds_and_says_that_words_were_taken_out(desk: Desk, tmp_path: Path) -> None:
    _take_out(desk)
    out(desk)

    assert prove(desk, tmp_path / "proof.zip").claims == 1

    said = verified(tmp_path / "proof.zip")
    files = unpacked(tmp_path / "proof.zip")
    assert said.code != 1, said.failed
    assert "Words of it were taken out for good" in said.out
    assert "  words were taken out of it for good by " in said.out
    assert f": {WHY}\n" in said.out
    assert [name for name, content in files.items() if NAME.encode() in content] == []
    assert [name for name in files if name.startswith("signed/")] == []


def test_a_bundle_holds_without_the_file_of_a_capture(desk: Desk, tmp_path: Path) -> None:
    redact(desk, "lamps", ["c1"], WHY)
    out(desk)

    assert prove(desk, tmp_path / "proof.zip").captures == 0
    said = verified(tmp_path / "proof.zip")

    assert said.code != 1, said.failed


def test_what_readers_never_saw_is_no_matter_of_the_site(desk: Desk, tmp_path: Path) -> None:
    note_claim(desk, "lamps", f"Ask {NAME} again.")
    line = len(show_claim(desk, "lamps").events)

    done = redact(desk, "lamps", [str(line)], "A private reason.")

    assert not done.was_public
    out(desk)
    prove(desk, tmp_path / "proof.zip")
    assert "A private reason." not in verified(tmp_path / "proof.zip").out
    assert out(desk).again == []
    assert [name for name, content in tree(desk.settings.site).items() if b"private reason" in content] == []


def test_a_file_that_is_gone_is_told_where_its_source_is_shown(desk: Desk) -> None:
    assert redact(desk, "lamps", ["c1"], WHY).was_public

    assert out(desk).again == ["lamps"]
    page = (desk.settings.site / "claims" / "lamps.html").read_text("utf-8")
    assert WHY in page
