"""Related checks on a page: which ones, and that what is new or corrected changes few other pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.workflow.claims.edit import edit_claim
from factcheck.workflow.site.publish import PublishRequest, publish
from tests.desks import opened, records, tree
from tests.sites import BASE, fix, out, sign, signed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path, base_url=BASE) as desk:
        yield desk


def related(desk: Desk, ref: str) -> list[str]:
    page = (desk.settings.site / f"claims/{ref}.html").read_text("utf-8")
    _, _, part = page.partition('id="related"')
    return re.findall(r'href="\.\./claims/([a-z0-9-]+)\.html"', part.partition("</section>")[0])


def test_a_check_names_the_earlier_ones_that_share_most_with_it(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "a-lamps", claimant="The mayor", tags=("bridge",))
    signed(desk, "The bridge is old.", "b-old", claimant="The builder", tags=("bridge",))
    signed(desk, "The ferry is slow.", "c-ferry", claimant="The mayor", tags=("ferry",))
    signed(desk, "The bridge is long.", "d-long", claimant="The mayor", tags=("bridge",))
    signed(desk, "The moon is far.", "e-moon", claimant="A poet")
    out(desk)
    assert related(desk, "a-lamps") == []
    assert related(desk, "d-long") == ["a-lamps", "c-ferry", "b-old"]
    assert related(desk, "e-moon") == []


def test_a_new_check_leaves_every_other_page_as_it_was_and_names_four_at_most(desk: Desk) -> None:
    for number in range(7):
        signed(desk, f"The bridge has {number} lamps.", f"n{number}", tags=("bridge",))
    out(desk)
    before, heads = tree(desk.settings.site), {one.claim.ref: one.head for one in records(desk)}
    signed(desk, "The bridge has seven lamps.", "n7", tags=("bridge",))
    published = out(desk)
    after = tree(desk.settings.site)
    assert related(desk, "n7") == ["n6", "n5", "n4", "n3"]
    assert published.again == []
    assert {name for name in before if name.startswith("claims/") and before[name] != after[name]} == set()
    assert {one.claim.ref: one.head for one in records(desk)}.items() >= heads.items()


def test_a_corrected_check_changes_the_pages_of_the_few_that_name_it(desk: Desk) -> None:
    for number in range(9):
        signed(desk, f"The bridge has {number} lamps.", f"n{number}", tags=("bridge",))
    out(desk)
    fix(desk, "n2", "major")
    edit_claim(desk, "n2", {"text": "The bridge has two red lamps."}, "It was misquoted.")
    sign(desk, "n2", "false", "They are green.")
    published = out(desk)
    assert published.again == ["n3", "n4", "n5", "n6"]
    for ref in published.again:
        assert "The bridge has two red lamps." in (desk.settings.site / f"claims/{ref}.html").read_text(
            "utf-8"
        )
    assert out(desk).printed.written == []


def test_a_check_that_was_taken_back_is_named_by_none(desk: Desk) -> None:
    for number in range(3):
        signed(desk, f"The bridge has {number} lamps.", f"n{number}", tags=("bridge",))
    out(desk)
    fix(desk, "n1", "void")
    out(desk)
    assert [related(desk, f"n{number}") for number in range(3)] == [[], ["n0"], ["n0"]]


def test_pages_are_the_same_whether_checks_went_out_one_by_one_or_were_printed_at_once(
    desk: Desk, tmp_path: Path
) -> None:
    for ref in ("n2", "n0", "n1"):
        signed(desk, f"The bridge has {ref} lamps.", ref, tags=("bridge",))
        out(desk)
    fix(desk, "n1", "void")
    out(desk)
    grown = tree(desk.settings.site)
    at_once = publish(desk, PublishRequest(tmp_path / "at-once"))
    assert at_once.again == []
    assert tree(tmp_path / "at-once") == grown
    assert [related(desk, ref) for ref in ("n0", "n1", "n2")] == [["n2"], ["n0", "n2"], []]
