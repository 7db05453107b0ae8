"""Rule 6 on the whole site: what is private, planted in every field that may hold it, is in no byte of the folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.model.vocabulary import Decision
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim, withdraw_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import SourceChange, add_source
from factcheck.workflow.evidence.take_back import amend_evidence, drop_evidence
from factcheck.workflow.site.report import ReportRequest, report_desk
from tests.desks import added, by, opened, records, take, tree
from tests.sites import BASE, PAGE, fix, held, out, sign

CANARY = "canary"
SECRET = f"https://{CANARY}.example/"
NAMED = {
    "title": f"{CANARY} title",
    "archived_url": f"{SECRET}copy",
    "publisher": f"{CANARY} publisher",
    "author": f"{CANARY} author",
    "origin": f"{CANARY} origin",
    "note": f"{CANARY} source note",
    "published_on": "1987-06-05",
    "confidential": True,
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path, base_url=BASE) as desk:
        yield desk


def plant(desk: Desk) -> None:
    """A signed claim in which everything that may be private is."""
    ref = held(
        desk, "The bridge has four lamps.", "lamps", note=f"{CANARY} note", assignee=f"{CANARY} assignee"
    )
    edit_claim(desk, ref, {"deadline": "1987-06-04"}, f"{CANARY} edit reason")
    assign_claim(desk, ref, f"{CANARY} somebody")
    note_claim(desk, ref, f"{CANARY} note act")
    add_source(desk, ref, SECRET, NAMED)
    take(desk, ref, PAGE.replace(b"says the plan", f"says the {CANARY}".encode()), source="s2")
    cite(desk, ref, "s2", {"exact": "lit by four lamps at night", "stance": "supports"})
    add_source(desk, ref, None, {"kind": "conversation", "title": f"{CANARY} talk", "confidential": True})
    who = {"who": f"{CANARY} who", "when": "1987-06-03", "how": f"{CANARY} how"}
    around = {"prefix": f"{CANARY} before", "suffix": f"{CANARY} after"}
    cite(desk, ref, "s3", {"exact": "It has four.", "stance": "supports", **who, **around})
    slip = cite(desk, ref, "s1", {"exact": "four lamps", "stance": "refutes", "note": f"{CANARY} slip"})
    drop_evidence(desk, ref, slip, f"{CANARY} reason of a slip")
    amend_evidence(desk, ref, "e1", {"note": "It is of the works."}, f"{CANARY} reason of a note")
    asked = {"who": f"{CANARY} asked", "how": f"{CANARY} how asked", "asked": f"{CANARY} question"}
    contact(desk, ref, None, {**asked, "answered": f"{CANARY} answer", "public": False})
    rate(
        desk, ref, "false", Reasons(f"{CANARY} draft", f"{CANARY} draft summary", None, f"{CANARY} resolves")
    )
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.RETURN, f"{CANARY} return reason", None)
    rate(desk, ref, "true", Reasons("The plan says so [e1].", "It has four."))
    submit(desk, ref)
    doubt = add_comment(by(desk, "Ben"), ref, f"{CANARY} comment", CommentPlace("e1"), f"{CANARY} asked")
    reply(desk, ref, doubt.id, f"{CANARY} reply")
    resolve(desk, ref, [doubt.id])
    add_comment(desk, ref, f"{CANARY} open", CommentPlace("v2", "The plan says so"))
    review(by(desk, "Ben"), ref, Decision.APPROVE, f"{CANARY} comment", None)


def plant_beside(desk: Desk) -> None:
    """Claims that are not public at all."""
    added(desk, f"{CANARY} claim nobody looked at.", ref="canary-new", tags=(f"{CANARY} tag",))
    rate(desk, held(desk, f"{CANARY} claim that is rated.", "canary-rated"), "true", Reasons(f"{CANARY} why"))
    withdraw_claim(desk, added(desk, f"{CANARY} claim.", ref="canary-gone"), f"{CANARY} withdrawn reason")


def _silent(desk: Desk) -> dict[str, bytes]:
    """The site, in which nothing is heard; the digests of what a confidential source gave are not there either."""
    made = tree(desk.settings.site)
    digests = {
        digest.encode()
        for record in records(desk)
        for capture in record.captures
        if record.source(capture.source).confidential
        for digest in (capture.record, capture.payload_digest, capture.text_digest)
        if digest
    }
    for name, content in made.items():
        assert CANARY not in name
        for secret in (CANARY.encode(), b"1987-06", *digests):
            at = content.lower().find(secret)
            assert at < 0, (name, content[max(0, at - 200) : at + 80])
    return made


def test_nothing_private_is_in_any_byte_of_the_site(desk: Desk) -> None:
    plant(desk)
    plant_beside(desk)
    out(desk)
    assert b"The bridge has four lamps." in _silent(desk)["claims/lamps.html"]


def test_nor_while_a_correction_is_under_way_nor_after_it(desk: Desk) -> None:
    plant(desk)
    out(desk)
    fix(desk, "lamps", "major")
    edit_claim(desk, "lamps", {"claimant": f"{CANARY} new claimant"}, f"{CANARY} reason")
    rate(desk, "lamps", "half-true", Reasons(f"{CANARY} unpublished draft", f"{CANARY} unpublished summary"))
    out(desk)
    assert b"being corrected" in _silent(desk)["claims/lamps.html"]
    edit_claim(desk, "lamps", {"claimant": "The mayor"}, f"{CANARY} reason")
    sign(desk, "lamps", "mostly-true")
    out(desk)
    assert "claims/lamps.1.html" in _silent(desk)
    fix(desk, "lamps", "void")
    note_claim(desk, "lamps", f"{CANARY} last note")
    add_comment(desk, "lamps", f"{CANARY} last comment")
    out(desk)
    _silent(desk)


def test_nor_after_a_source_became_confidential(desk: Desk) -> None:
    ref = added(desk, "The bridge has four lamps.", ref="lamps")
    source = add_source(desk, ref, SECRET, {**NAMED, "confidential": False})
    take(desk, ref, PAGE, source=source)
    cite(desk, ref, source, {"exact": "lit by four lamps at night", "stance": "supports"})
    sign(desk, ref)
    out(desk)
    assert CANARY.encode() in tree(desk.settings.site)["claims/lamps.html"]
    add_source(desk, ref, SECRET, {"confidential": True}, SourceChange(why=f"{CANARY} why"))
    out(desk)
    _silent(desk)


def test_the_canary_would_be_heard_in_the_working_report(desk: Desk) -> None:
    plant(desk)
    report_desk(desk, ReportRequest(desk.settings.reports))
    assert CANARY.encode() in tree(desk.settings.reports)["claims/lamps.html"]
