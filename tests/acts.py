"""Random work on a desk for properties: what an editor may do, in any order, most of it refused."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from factcheck.desk import Desk
from factcheck.errors import FactcheckError
from factcheck.model.vocabulary import (
    ClaimKind,
    CorrectionKind,
    Decision,
    Outcome,
    Priority,
    SourceKind,
    Stance,
    Standing,
)
from factcheck.workflow.articles.sentences import add_article, skip_sentences, unskip_sentences
from factcheck.workflow.articles.words import claim_sentences
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import (
    assign_claim,
    edit_claim,
    note_claim,
    rename_claim,
    withdraw_claim,
)
from factcheck.workflow.claims.list import list_claims
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.earlier.tell_apart import take_back_apart, tell_apart
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.evidence.take_back import amend_evidence, drop_evidence
from tests.desks import by, printed, take

Done = tuple[str, int, dict[str, Any]]
"""An act: its name, which claim it is on, and what it is told."""

PEOPLE = ("Ana", "Ben")
TEXT = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    [
        'say """so"""',
        "two\nlines\n",
        "back\\slash '''",
        "e\u0301\u00e9",
        "a\r\nb\u2028c",
        "سلام ۱۲۳",
        "#[[x]]",
    ]
)
SAID = TEXT | st.sampled_from(["one", "two", "three"])
WHAT = st.sampled_from(["1", "2", "3", "5", "8", "c1"])
REFS = st.sampled_from(["one", "two", "three", "four", "Four", ""])
DATES = st.sampled_from(["2011", "2011-12", "2011-12-25", "1997/2012", "2011-13", ""])
WORDS = "It rained 52 millimetres in the delta on Monday"
LINKS = st.sampled_from(["https://a.example/1", "https://a.example/2", "http://b.example/?q=é", "nowhere"])
CLAIM = st.fixed_dictionaries(
    {"text": SAID},
    optional={
        "quote": TEXT,
        "claimant": TEXT,
        "claimed_on": DATES,
        "said_in": LINKS | TEXT,
        "appearances": st.lists(LINKS, max_size=2).map(tuple),
        "kind": st.sampled_from([kind.value for kind in ClaimKind]),
        "context": TEXT,
        "tags": st.lists(TEXT, max_size=2).map(tuple),
        "priority": st.sampled_from([one.value for one in Priority]),
        "language": st.sampled_from(["en", "fa", "??"]),
    },
)
SOURCE = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXT,
        "publisher": TEXT,
        "published_on": DATES,
        "kind": st.sampled_from([kind.value for kind in SourceKind]),
        "origin": TEXT,
        "party_to_dispute": st.booleans(),
        "confidential": st.booleans(),
        "note": TEXT,
    },
)
QUOTE = st.fixed_dictionaries(
    {"exact": SAID | st.just(WORDS), "stance": st.sampled_from([one.value for one in Stance])},
    optional={
        "source": st.sampled_from(["s1", "s2", "s3"]),
        "standing": st.sampled_from([one.value for one in Standing]),
        "prefix": TEXT,
        "who": TEXT,
        "when": DATES,
        "how": TEXT,
        "note": TEXT,
    },
)
EVIDENCE = st.sampled_from(["e1", "e2", "e3"])
AMENDED = st.fixed_dictionaries(
    {},
    optional={
        "stance": st.sampled_from([one.value for one in Stance]),
        "standing": st.sampled_from([one.value for one in Standing]),
        "note": TEXT,
        "who": TEXT,
        "when": DATES,
        "how": TEXT,
    },
)
PAGE = st.fixed_dictionaries(
    {
        "body": st.sampled_from(
            [f"<p>{WORDS}.", f"<p>Yes. {WORDS}!", f"<p>{WORDS.replace('52', '25')}.", "<p>Dry.", ""]
        )
        | st.binary(max_size=8),
        "outcome": st.sampled_from(
            ["ok", "ok", "partial", "unchanged", "error:not-found", "blocked:by-site"]
        ),
    },
    optional={"source": st.sampled_from(["s1", "s2", "s3"])},
)
RATING = st.fixed_dictionaries(
    {"rating": st.sampled_from(["true", "half-true", "false", "unverifiable", "sound"]), "rationale": SAID},
    optional={"summary": TEXT, "resolves": SAID, "cites": st.sampled_from([(), ("e1",), ("e2", "e1")])},
)
CONTACT = st.fixed_dictionaries(
    {"who": SAID},
    optional={
        "id": st.sampled_from(["q1", "q2"]),
        "how": SAID,
        "asked_on": DATES,
        "asked": TEXT,
        "answered_on": DATES,
        "answered": TEXT,
        "no_answer": st.booleans(),
        "public": st.booleans(),
    },
)
DRAFTS = (
    f"{WORDS}. He said so. Nobody saw 3 of them. He said so.",
    f"He said so.\n\n{WORDS}. Nobody saw 4 of them. {WORDS}.",
    "سلام ۱۲۳. Two\u200b people.",
    "",
)
COMMENTS = st.sampled_from(["m1", "m2", "m3"])
NUMBERS = st.lists(st.integers(1, 5), min_size=1, max_size=3)
TOLD = {"kind": st.just("conversation"), "title": SAID}
STRATEGIES: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "add": CLAIM,
    "edit": st.fixed_dictionaries({"changes": CLAIM | SOURCE, "why": st.none() | SAID}),
    "rename": st.fixed_dictionaries({"new": REFS}),
    "redact": st.fixed_dictionaries({"what": st.lists(WHAT, min_size=1, max_size=2), "why": SAID}),
    "assign": st.fixed_dictionaries({"who": SAID}),
    "note": st.fixed_dictionaries({"note": SAID}),
    "link": st.fixed_dictionaries({"url": LINKS, "fields": SOURCE}),
    "file": st.fixed_dictionaries({"content": st.binary(max_size=4), "fields": SOURCE}),
    "conversation": st.fixed_dictionaries({"fields": st.fixed_dictionaries(TOLD)}),
    "page": PAGE,
    "cite": QUOTE,
    "amend": st.fixed_dictionaries({"evidence": EVIDENCE, "fields": AMENDED, "why": st.none() | SAID}),
    "drop": st.fixed_dictionaries({"evidence": EVIDENCE, "why": st.none() | SAID}),
    "rate": RATING,
    "submit": st.fixed_dictionaries({}, optional={"to": SAID | st.sampled_from(PEOPLE)}),
    "approve": st.fixed_dictionaries({"who": st.sampled_from(PEOPLE)}),
    "return": st.fixed_dictionaries({"who": st.sampled_from(PEOPLE), "why": st.none() | SAID}),
    "withdraw": st.fixed_dictionaries({"why": st.none() | SAID}),
    "contact": CONTACT,
    "comment": st.fixed_dictionaries(
        {"who": st.sampled_from(PEOPLE), "body": SAID},
        optional={"on": st.sampled_from(["e1", "c1", "v1", "article", "s1"]), "quote": SAID, "to": SAID},
    ),
    "reply": st.fixed_dictionaries({"who": st.sampled_from(PEOPLE), "comment": COMMENTS, "body": SAID}),
    "resolve": st.fixed_dictionaries({"comments": st.lists(COMMENTS, min_size=1, max_size=2)}),
    "same": st.fixed_dictionaries(
        {"other": st.integers(0, 1) | LINKS, "take_over": st.booleans()},
    ),
    "apart": st.fixed_dictionaries({"other": st.integers(0, 1) | LINKS, "back": st.booleans()}),
    "publish": st.just({}),
    "correct": st.fixed_dictionaries(
        {"kind": st.sampled_from([*CorrectionKind]), "what": SAID, "why": SAID},
    ),
    "draft": st.fixed_dictionaries(
        {"text": st.sampled_from(DRAFTS)}, optional={"title": TEXT, "language": TEXT}
    ),
    "sentences": st.fixed_dictionaries({"numbers": NUMBERS}),
    "skip": st.fixed_dictionaries({"numbers": NUMBERS, "why": SAID}),
    "unskip": st.fixed_dictionaries({"numbers": NUMBERS, "why": SAID}),
}


def _done(name: str) -> st.SearchStrategy[Done]:
    return st.tuples(st.just(name), st.integers(0, 1), STRATEGIES[name])


ANY = st.one_of([_done(name) for name in STRATEGIES])
WORK = st.lists(ANY, max_size=14).map(lambda rest: [("add", 0, {"text": "one"}), *rest])
"""Some acts, the first of which adds a claim."""

WHOLE_LIFE: list[Done] = [
    ("add", 0, {"text": "one", "quote": "two\nlines", "tags": ("a", "b"), "kind": "figure"}),
    ("add", 0, {"text": "two"}),
    ("assign", 0, {"who": "Cem"}),
    ("note", 0, {"note": 'say """so"""\nand \\ so'}),
    ("link", 0, {"url": "https://a.example/1", "fields": {"title": "One", "party_to_dispute": True}}),
    ("file", 0, {"content": b"\x00words", "fields": {"kind": "primary"}}),
    ("conversation", 0, {"fields": {"kind": "conversation", "title": "A talk"}}),
    ("cite", 0, {"exact": "read", "stance": "supports"}),
    ("cite", 0, {"exact": "held", "stance": "refutes", "source": "s2"}),
    ("cite", 0, {"exact": "no", "stance": "context", "source": "s2", "standing": "anchored"}),
    ("cite", 0, {"exact": "t", "stance": "context", "source": "s3", "who": "A", "when": "2011", "how": "b"}),
    ("cite", 0, {"exact": WORDS, "stance": "context"}),
    ("page", 0, {"body": f"<p>{WORDS}.", "outcome": "ok"}),
    ("cite", 0, {"exact": "slip", "stance": "refutes", "source": "s2"}),
    ("amend", 0, {"evidence": "e3", "fields": {"stance": "supports", "note": "so"}, "why": "a slip"}),
    ("drop", 0, {"evidence": "e4", "why": "another"}),
    ("rate", 0, {"rating": "half-true", "rationale": "so", "resolves": "thus", "summary": "half"}),
    ("page", 0, {"body": f"<p>{WORDS.replace('52', '25')}.", "outcome": "ok"}),
    ("page", 0, {"body": "", "outcome": "unchanged"}),
    ("comment", 0, {"who": "Ben", "body": 'say """so"""', "on": "v1", "quote": "so", "to": "Cem"}),
    ("comment", 0, {"who": "Ben", "body": "two\nlines", "on": "e1"}),
    ("comment", 0, {"who": "Ana", "body": "so", "on": "e4"}),
    ("reply", 0, {"who": "Ana", "comment": "m1", "body": "thus"}),
    ("resolve", 0, {"comments": ["m1", "m3"]}),
    ("reply", 0, {"who": "Ben", "comment": "m4", "body": "no"}),
    ("submit", 0, {}),
    ("return", 0, {"who": "Ben", "why": "more"}),
    ("rate", 0, {"rating": "true", "rationale": "so", "resolves": "thus", "cites": ("e2", "e1")}),
    ("submit", 0, {}),
    ("rename", 0, {"new": "rain"}),
    ("rename", 0, {"new": "wet"}),
    ("approve", 0, {"who": "Ana"}),
    ("approve", 0, {"who": "Ben"}),
    ("edit", 0, {"changes": {"claimant": "Eve", "kind": ""}, "why": "she said it"}),
    ("add", 0, {"text": "one"}),
    ("same", 2, {"other": 0, "take_over": True}),
    ("same", 2, {"other": 0, "take_over": False}),
    ("same", 0, {"other": 1, "take_over": False}),
    ("apart", 2, {"other": 0, "back": False}),
    ("apart", 0, {"other": 1, "back": False}),
    ("apart", 0, {"other": 1, "back": True}),
    ("withdraw", 1, {"why": "never said"}),
    ("contact", 0, {"who": "Eve", "how": "by letter", "asked": "so?"}),
    ("contact", 0, {"who": "Eve", "answered": "no", "public": True}),
    ("rate", 0, {"rating": "true", "rationale": "so", "resolves": "thus", "cites": ("e2", "e1")}),
    ("submit", 0, {}),
    ("approve", 0, {"who": "Ben"}),
    ("publish", 0, {}),
    ("publish", 0, {}),
    ("edit", 0, {"changes": {"claimant": "Ada"}, "why": "frozen"}),
    ("rename", 0, {"new": "late"}),
    ("redact", 0, {"what": ["1", "5"], "why": "a court"}),
    ("redact", 0, {"what": ["3", "c1"], "why": "another"}),
    ("rename", 2, {"new": "rain"}),
    ("rename", 2, {"new": "other"}),
    ("rename", 2, {"new": "again"}),
    ("rename", 2, {"new": "other"}),
    ("correct", 0, {"kind": CorrectionKind.MAJOR, "what": "wrong", "why": "misread"}),
    (
        "rate",
        0,
        {"rating": "false", "rationale": "so", "resolves": "thus", "summary": "no", "cites": ("e2",)},
    ),
    ("submit", 0, {}),
    ("approve", 0, {"who": "Ben"}),
    ("publish", 0, {}),
    ("correct", 0, {"kind": CorrectionKind.VOID, "what": "all of it", "why": "misread"}),
    ("publish", 0, {}),
    ("draft", 0, {"text": DRAFTS[0], "title": "Rain", "language": "en"}),
    ("sentences", 0, {"numbers": [1, 3]}),
    ("skip", 0, {"numbers": [2, 4], "why": "no news"}),
    ("unskip", 0, {"numbers": [4], "why": "news"}),
    ("draft", 0, {"text": DRAFTS[1]}),
    ("skip", 0, {"numbers": [3], "why": "unknown"}),
]
"""One claim through every act, and one withdrawn; an article worked through and revised."""


def perform(desk: Desk, done: list[Done], folder: Path) -> None:
    """Do the acts one after another; one that is refused leaves nothing."""
    for name, which, told in done:
        before = _heads(desk)
        try:
            _ACTS[name](desk, _ref(desk, which), dict(told), folder)
        except FactcheckError:
            assert _heads(desk) == before


def _heads(desk: Desk) -> list[dict[str, Any]]:
    return list_claims(desk, ("ref", "head"))


def _ref(desk: Desk, which: int) -> str:
    refs = [row["ref"] for row in list_claims(desk, ("ref",))]
    return refs[which % len(refs)] if refs else "none"


def _file(desk: Desk, ref: str, told: dict[str, Any], folder: Path) -> None:
    path = folder / "document.bin"
    path.write_bytes(told["content"])
    add_source(desk, ref, str(path), told["fields"])


def _bytes(body: str | bytes) -> bytes:
    return body.encode() if isinstance(body, str) else body


def _draft(desk: Desk, _ref: str, told: dict[str, Any], _folder: Path) -> None:
    text = told.pop("text")
    add_article(desk, "-", text.encode(), {"ref": "draft", **told})


def _rate(desk: Desk, ref: str, told: dict[str, Any], _folder: Path) -> None:
    rating = told.pop("rating")
    rate(desk, ref, rating, Reasons(**told))


def _same(desk: Desk, ref: str, told: dict[str, Any], _folder: Path) -> None:
    other = told["other"]
    confirm(desk, ref, other if isinstance(other, str) else _ref(desk, other), take_over=told["take_over"])


def _apart(desk: Desk, ref: str, told: dict[str, Any], _folder: Path) -> None:
    other = told["other"]
    place = other if isinstance(other, str) else _ref(desk, other)
    if told["back"]:
        take_back_apart(desk, ref, place, "no")
    else:
        tell_apart(desk, ref, place, "so")


_ACTS: Mapping[str, Callable[[Desk, str, dict[str, Any], Path], object]] = {
    "add": lambda desk, _ref, told, _folder: add_claims(desk, [("here", told)], "here", anyway=True),
    "edit": lambda desk, ref, told, _folder: edit_claim(desk, ref, told["changes"], told["why"]),
    "rename": lambda desk, ref, told, _folder: rename_claim(desk, ref, told["new"]),
    "redact": lambda desk, ref, told, _folder: redact(desk, ref, told["what"], told["why"]),
    "assign": lambda desk, ref, told, _folder: assign_claim(desk, ref, told["who"]),
    "note": lambda desk, ref, told, _folder: note_claim(desk, ref, told["note"]),
    "link": lambda desk, ref, told, _folder: add_source(desk, ref, told["url"], told["fields"]),
    "file": _file,
    "conversation": lambda desk, ref, told, _folder: add_source(desk, ref, None, told["fields"]),
    "page": lambda desk, ref, told, _folder: take(
        desk, ref, _bytes(told["body"]), Outcome(told["outcome"]), told.get("source", "s1")
    ),
    "cite": lambda desk, ref, told, _folder: cite(desk, ref, told.pop("source", "s1"), told),
    "amend": lambda desk, ref, told, _folder: amend_evidence(
        desk, ref, told["evidence"], told["fields"], told["why"]
    ),
    "drop": lambda desk, ref, told, _folder: drop_evidence(desk, ref, told["evidence"], told["why"]),
    "rate": _rate,
    "submit": lambda desk, ref, told, _folder: submit(desk, ref, to=told.get("to")),
    "approve": lambda desk, ref, told, _folder: review(
        by(desk, told["who"]), ref, Decision.APPROVE, None, None
    ),
    "return": lambda desk, ref, told, _folder: review(
        by(desk, told["who"]), ref, Decision.RETURN, told["why"], None
    ),
    "withdraw": lambda desk, ref, told, _folder: withdraw_claim(desk, ref, told["why"] or ""),
    "contact": lambda desk, ref, told, _folder: contact(desk, ref, told.pop("id", None), told),
    "comment": lambda desk, ref, told, _folder: add_comment(
        by(desk, told["who"]),
        ref,
        told["body"],
        CommentPlace(told.get("on"), told.get("quote")),
        told.get("to"),
    ),
    "reply": lambda desk, ref, told, _folder: reply(
        by(desk, told["who"]), ref, told["comment"], told["body"]
    ),
    "resolve": lambda desk, ref, told, _folder: resolve(desk, ref, told["comments"]),
    "same": _same,
    "apart": _apart,
    "publish": lambda desk, ref, _told, _folder: printed(desk, ref),
    "correct": lambda desk, ref, told, _folder: correct(desk, ref, **told),
    "draft": _draft,
    "sentences": lambda desk, _ref, told, _folder: claim_sentences(
        desk, "draft", told["numbers"], {}, anyway=True
    ),
    "skip": lambda desk, _ref, told, _folder: skip_sentences(desk, "draft", **told),
    "unskip": lambda desk, _ref, told, _folder: unskip_sentences(desk, "draft", **told),
}
