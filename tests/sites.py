"""A desk whose checks are published: signed claims, corrections of every kind, a check taken back, one that drifted."""

from pathlib import Path

from factcheck.desk import Desk
from factcheck.model.vocabulary import CorrectionKind, Decision
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import edit_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.site.publish import Published, PublishRequest, publish
from tests.desks import added, by, take, with_article

BASE = "https://example.org/checks"
WORDS = "The bridge is lit by four lamps at night"
PAGE = f"<html><title>Lamps</title><p>{WORDS}, says the plan.</p></html>".encode()
PLACED = {
    "article": "bridges",
    "claimant": "The mayor",
    "claimed_on": "2026-10-01",
    "said_in": "https://example.org/speech",
}


def held(desk: Desk, text: str, ref: str, **claim: object) -> str:
    """A claim with a quote that stands in a page the desk captured."""
    added(desk, text, ref=ref, **claim)
    described = {"title": "The plan of the lamps", "publisher": "City archive", "kind": "primary"}
    add_source(desk, ref, "https://example.org/lamps", described)
    take(desk, ref, PAGE)
    cite(desk, ref, "s1", {"exact": WORDS, "stance": "supports"})
    return ref


def sign(desk: Desk, ref: str, rating: str = "true", summary: str = "As planned.") -> str:
    """The claim rated, read and signed."""
    rate(desk, ref, rating, Reasons("The plan says so [e1].", summary))
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, None, None)
    return ref


def signed(desk: Desk, text: str, ref: str, rating: str = "true", **claim: object) -> str:
    """The shortest way to what can be published."""
    return sign(desk, held(desk, text, ref, **claim), rating)


def out(desk: Desk, *refs: str) -> Published:
    """What is signed, published on the desk's own site."""
    return publish(desk, PublishRequest(desk.settings.site, refs))


def fix(desk: Desk, ref: str, kind: str = "minor", what: str = "A slip.") -> None:
    """A correction begun."""
    correct(desk, ref, CorrectionKind(kind), what, "Nobody saw it.")


def tell_site(desk: Desk, folder: Path) -> None:
    """Checks in every state a reader can meet them in, all published."""
    with_article(desk, folder / "told")
    signed(
        desk,
        "The bridge has four lamps.",
        "lamps",
        locator="paragraph 12",
        tags=("light", "bridge"),
        **PLACED,
    )
    signed(desk, "The lamps cost a million.", "cost", "half-true", locator="paragraph 3", **PLACED)
    signed(desk, "The lamps are the oldest in the delta.", "oldest", "mostly-true", **PLACED)
    signed(desk, "پل چهار چراغ دارد.", "persian", "false", language="fa", claimant="نور حداد", tags=("پل",))
    signed(desk, "It will have six lamps next year.", "six", "unverifiable", claimant="The council")
    signed(desk, "The plan of the lamps is kept.", "plan")
    contact(
        desk, "cost", None, {"who": "The builder", "how": "By telephone", "no_answer": True, "public": True}
    )
    told = {"who": "The mayor’s office", "how": "by e-mail", "asked": "What did they cost?", "public": True}
    contact(desk, "cost", None, {**told, "answered": "Half a million."})
    out(desk)
    fix(desk, "cost", "major", "We took the price of the bridge for that of its lamps.")
    edit_claim(desk, "cost", {"text": "The lamps cost half a million."}, "It was misquoted.")
    sign(desk, "cost", "mostly-true", "They cost about half a million.")
    fix(desk, "lamps", "minor", "The plan is of 1931, not of 1913.")
    fix(desk, "oldest", "void", "The source is a novel.")
    fix(desk, "persian", "major", "The city has put up a fifth lamp.")
    take(desk, "six", PAGE.replace(b"four", b"five"))
    out(desk, "lamps", "cost")
