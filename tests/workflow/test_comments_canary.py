"""Comments on a published claim are in nothing that leaves the desk: site, forms for others, bundle, draft, log."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve
from factcheck.workflow.claims.gate import as_sarif, check
from factcheck.workflow.outside.answer import open_draft
from factcheck.workflow.outside.ask import Asking, ask
from factcheck.workflow.transfer.other_forms import FORMS, export_form
from factcheck.workflow.transfer.proof_bundle import prove
from tests.desks import by, opened, tree
from tests.proofs import unpacked
from tests.sites import BASE, held, out, sign

CANARY = "canary"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path, base_url=BASE) as desk:
        yield desk


def _comment(desk: Desk, ref: str) -> None:
    """Say something of each thing, answer it, resolve one and leave the others open."""
    ben = by(desk, "Ben")
    words = CommentPlace("v1", "The plan says so")
    for place in (CommentPlace(), CommentPlace("e1"), CommentPlace("c1", "four lamps"), words):
        add_comment(ben, ref, f"The {CANARY} sang.", place, f"{CANARY} bird")
    reply(desk, ref, "m1", f"It was the {CANARY}.")
    resolve(desk, ref, [add_comment(desk, ref, f"No {CANARY}.").id])


def test_no_word_of_a_comment_leaves_the_desk(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ref = held(desk, "The bridge has four lamps.", "lamps")
    sign(desk, ref)
    _comment(desk, ref)
    out(desk)
    _comment(desk, ref)
    out(desk)

    left = tmp_path / "left"
    left.mkdir()
    for form in FORMS:
        export_form(desk, left / form, form)
    prove(desk, tmp_path / "proof.zip")
    found = {**tree(desk.settings.site), **tree(left), **unpacked(tmp_path / "proof.zip")}
    assert [name for name, content in found.items() if CANARY.encode() in content] == []
    assert len(found) > 20
    secret = ask(by(desk, "Cem"), ref, Asking("The engineer")).secret
    assert CANARY not in str(open_draft(desk, secret))
    findings = check(desk, [ref]).findings
    assert "comments-open" in [one.finding.code for one in findings]
    assert CANARY not in json.dumps(as_sarif(desk, findings, lambda remedies: str([*remedies])))
    assert CANARY not in caplog.text
