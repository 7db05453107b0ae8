"""Signatures by people's own keys in a proof bundle: checked by its own program, and by OpenSSH alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.settings.keys import KeyEntry
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.verdicts import Reasons, approve, rate, submit, text_to_sign
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.desks import by, opened
from tests.proofs import unpacked, verified
from tests.sites import BASE, held
from tests.sites import out as publish
from tests.ssh import make_key, openssh_finds, public, signature

REF = "lamps"
NAME = "José, *Ben? !"
"""A name that would be a pattern in a file of allowed signers."""


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a check that Ben signed with his key and published; Cem has a key too, and signed nothing."""
    bens, cems = make_key(tmp_path, "ben"), make_key(tmp_path, "cem")
    keys = (
        KeyEntry(NAME, public(bens), date(2026, 1, 1), date(2026, 11, 30)),
        KeyEntry("Cem", public(cems)),
    )
    (tmp_path / "desk").mkdir()
    with opened(database_url, tmp_path / "desk", base_url=BASE, keys=keys) as desk:
        held(desk, "The bridge has four lamps.", REF)
        rate(desk, REF, "true", Reasons("The plan says so [e1].", "As planned."))
        submit(desk, REF)
        ben = by(desk, NAME)
        approve(ben, REF, None, None, signature(bens, text_to_sign(ben, REF).text))
        publish(desk)
        yield desk


def test_a_stranger_checks_who_signed_with_openssh_alone(desk: Desk, tmp_path: Path) -> None:
    prove(desk, tmp_path / "proof.zip")

    files = unpacked(tmp_path / "proof.zip")
    (line,) = [one for one in show_claim(desk, REF).events if one.act.value == "approve"]
    text, signed = (files[f"signatures/{REF}.{line.seq}.{ending}"].decode() for ending in ("json", "sig"))
    (key,) = json.loads(files["keys.json"])
    ben = desk.keys[0]
    assert key == {
        "principal": ben.principal,
        "name": NAME,
        "key": ben.key.line,
        "from": "2026-01-01T00:00:00Z",
        "until": "2026-12-01T00:00:00Z",
        "lost": False,
    }
    assert json.loads(text)["previous"] == line.previous
    allowed = files["allowed_signers"].decode()
    folder = tmp_path / "stranger"
    folder.mkdir()

    def finds(principal: str = ben.principal, text: str = text, at: str = f"{line.at:%Y%m%d%H%M%SZ}") -> bool:
        return openssh_finds(folder, allowed, principal, signed, text, at)

    assert finds()
    assert finds(at="20261130235959Z")
    assert not finds(at="20261201000000Z")
    assert not finds(at="20251231235959Z")
    assert not finds(principal="person-0000000000000000")
    assert not finds(principal=NAME)
    assert not finds(text=text.replace("approve", "return"))
    said = verified(tmp_path / "proof.zip")
    assert (said.code, said.failed, said.proved["Approvals signed with"]) == (0, [], 1)


def test_what_a_lost_key_signed_before_counts_since_the_public_log_shows_it(
    desk: Desk, tmp_path: Path
) -> None:
    ben = KeyEntry(NAME, desk.settings.keys[0].key, lost=date(2026, 11, 20))
    lost = replace(desk, settings=replace(desk.settings, keys=(ben,)))
    publish(lost)

    prove(lost, tmp_path / "proof.zip")

    (key,) = json.loads(unpacked(tmp_path / "proof.zip")["keys.json"])
    assert verified(tmp_path / "proof.zip").proved["Approvals signed with"] == 1
    assert (key["from"], key["until"], key["lost"]) == (None, "2026-11-20T00:00:00Z", True)
    assert (verify(lost).unproved, verify(lost).signed) == ([], 1)
    page = (desk.settings.site / "claims" / f"{REF}.html").read_text("utf-8")
    assert f"The signature was made with <bdi>{NAME}</bdi>’s own key; anybody can check it." in page


def test_without_signatures_a_bundle_holds_nothing_of_keys(
    database_url: str, tmp_path: Path, desk: Desk
) -> None:
    stranger = replace(desk, settings=replace(desk.settings, keys=desk.settings.keys[1:]))
    publish(stranger)

    prove(stranger, tmp_path / "proof.zip")

    assert not {"keys.json", "allowed_signers"} & unpacked(tmp_path / "proof.zip").keys()
    assert database_url


def test_verify_names_what_cannot_be_told_of_a_signature(desk: Desk) -> None:
    assert (verify(desk).findings, verify(desk).unproved) == ([], [])

    without = verify(replace(desk, settings=replace(desk.settings, keys=())))

    assert without.findings == []
    (found,) = without.unproved
    assert (found.code, found.where) == ("signature-unproved", f"{REF} review r1")
    assert found.message == f"{NAME} signed with a key that the settings do not give as theirs."
