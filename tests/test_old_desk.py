"""A desk that an earlier version made stays good: its database, its dossiers, its proof bundle, its signatures.

`old_desk/edition-1.tar.xz` was made by the last version that knew no editions: claims in every state, published,
corrected, taken over and withdrawn, their captures, an article, the public site, and in `known.json` each claim as
`show --json` told it then.
"""

import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk, open_desk
from factcheck.model.event import EDITION
from factcheck.model.status import as_json
from factcheck.settings import load
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened, records, tree
from tests.proofs import unpacked, verified

MADE = Path(__file__).parent / "old_desk" / "edition-1.tar.xz"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the old desk, as it was left."""
    with tarfile.open(MADE) as packed:
        packed.extractall(tmp_path / "old", filter="data")
    return tmp_path / "old"


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """The old desk, opened by this program."""
    with open_desk(load(folder)) as desk:
        yield desk


def _known(folder: Path) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((folder / "known.json").read_text("utf-8"))
    return known


def _told(desk: Desk) -> dict[str, Any]:
    """Each claim in the words that there were then; of a field that came later nothing is said."""
    told = {one.claim.ref: as_json(one, desk.scales) for one in records(desk)}
    assert [one.pop("sentence") for one in told.values()] == [None] * len(told)
    assert [one.pop("comments") for one in told.values()] == [[]] * len(told)
    assert [one.pop("distinctions") for one in told.values()] == [[]] * len(told)
    for review in (review for one in told.values() for review in one["reviews"]):
        by_name = "name" if review["decision"] == "approve" else None
        assert [review.pop(name) for name in ("desk", "signature", "key")] == [None] * 3
        assert review.pop("signed_with") == by_name
    for quote in (quote for one in told.values() for quote in one["evidence"]):
        assert [quote.pop(name) for name in ("region", "picture", "machine_read")] == [None] * 3
    for capture in (capture for one in told.values() for capture in one["captures"]):
        assert [capture.pop(name) for name in ("browser", "memento")] == [None] * 2
    assert {out.pop("leaf") for one in told.values() for out in one["publications"]} == {None}
    for contact in (contact for one in told.values() for contact in one["contacts"]):
        assert [contact.pop(name) for name in ("wanted_by", "answers", "noted")] == [None, [], 0]
    return dict(json.loads(json.dumps(told)))


def test_every_claim_is_what_it_was_and_every_signature_still_holds(desk: Desk, folder: Path) -> None:
    told = _told(desk)

    assert told == _known(folder)
    assert {one["status"] for one in told.values()} == {
        *("unverified", "checking", "rated", "signed-off", "published", "needs-recheck", "withdrawn")
    }
    assert [one["in_force"] for one in told["cranes"]["reviews"]] == [True]


def test_everything_in_it_verifies(desk: Desk) -> None:
    found = verify(desk)

    assert (found.claims, found.findings, found.older) == (12, [], [])


def test_work_goes_on_under_the_edition_of_today(desk: Desk, folder: Path) -> None:
    note_claim(desk, "cranes", "Still there.")

    [record] = (one for one in records(desk) if one.claim.ref == "cranes")
    assert {one.edition for one in record.events[:-1]} == {1}
    assert record.events[-1].edition == EDITION
    assert record.events[-2].hash == _known(folder)["cranes"]["head"]
    assert verify(desk).findings == []


def test_its_dossiers_come_in_and_go_out_as_they_were(
    folder: Path, tmp_path: Path, database_url: str
) -> None:
    shutil.copytree(folder / "archive", folder / "claims" / "archive")
    with opened(database_url, tmp_path) as today:
        import_dossiers(today, folder / "claims")
        export_dossiers(today, tmp_path / "again")

        assert _told(today) == _known(folder)
        assert verify(today).findings == []
    assert tree(tmp_path / "again") == tree(folder / "claims")


def test_its_proof_bundle_holds_by_its_own_program_and_by_the_one_of_today(folder: Path) -> None:
    own = folder / "verify.py"
    own.write_bytes(unpacked(folder / "proof.zip")["verify.py"])

    for program in ({"program": own}, {}):
        said = verified(folder / "proof.zip", **program)
        assert (said.code, said.failed) == (0, [])


def test_a_bundle_made_of_it_today_holds(desk: Desk, tmp_path: Path) -> None:
    prove(desk, tmp_path / "new.zip")

    said = verified(tmp_path / "new.zip")
    assert (said.code, said.failed) == (0, [])
