"""Checks of the claim's wording and its date: it says what was claimed, when, and nothing of what was found."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from factcheck.errors import Remedy
from factcheck.model.dates import earliest, in_words, latest_today
from factcheck.model.gate.context import CheckResult, GateContext
from factcheck.model.gate.remedies import write_otherwise
from factcheck.model.scale import Scales
from factcheck.phrase import on_day, say

LONGEST = 75
"""Characters of a wording that search pages show (Google, structured data for fact checks)."""

USUAL = (
    *("true", "mostly true", "half true", "partly true", "partially true", "correct", "accurate"),
    *("false", "mostly false", "partly false", "partially false", "incorrect", "inaccurate", "wrong"),
    *(
        "fake",
        "fake news",
        "hoax",
        "debunked",
        "pants on fire",
        "misleading",
        "missing context",
        "out of context",
    ),
    *("distorted", "altered", "satire", "unproven", "unsupported", "unverified", "verified", "no evidence"),
    *("faux", "vrai", "trompeur", "falsch", "irreführend", "falso", "engañoso", "verdadero", "enganoso"),
    *("نادرست", "درست", "گمراه کننده", "خطأ", "مضلل", "زائف", "ложь", "фейк", "правда", "yanlış", "doğru"),
)
"""Ratings as newsrooms give them, beside those of the desk's scales."""

_HEADLINE = re.compile(r"\W*(?:fact[ -]?check(?:ed|ing)?|faktencheck|verdict|our rating|rating)\s*:")


def rating_word(asked: GateContext) -> Iterator[CheckResult]:
    """The wording carries no rating: not as a label at its start or end, not as a whole, not as "fact check:".

    A label is a rating of a scale or a usual one, set off from the sentence: "False: …", "[FAKE] …", "… (hoax)",
    "… – true", "…. False." A word inside the sentence is the claim's own: "the true cost", "the report is false".
    """
    text = asked.record.claim.text
    if said := carried_rating(text, rating_labels(asked.scales)):
        yield CheckResult(
            ("text",),
            say('The wording carries "{said}", which is a rating and no part of the claim.', said=said),
            write_otherwise(asked.record, ("text",)),
        )


def rating_labels(scales: Scales) -> frozenset[str]:
    """Every label and id of every scale, and the usual ones, in lower case."""
    ratings = (rating for scale in scales.by_version.values() for rating in scale.ratings)
    own = {word for rating in ratings for word in (rating.label, rating.id.replace("-", " "))}
    return _folded_labels(frozenset(own.union(USUAL)))


@lru_cache(maxsize=8)
def _folded_labels(labels: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_folded, labels))


def carried_rating(text: str, labels: frozenset[str]) -> str:
    """The label that the wording carries in the role of a rating; empty where it carries none."""
    folded = _folded(text)
    headline = _HEADLINE.match(folded)
    if headline:
        return headline[0].strip()
    found = next(filter(None, (one.search(folded) for one in _roles(labels))), None)
    return found[1] if found else ""


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("\u200c", " ").split())


@lru_cache(maxsize=8)
def _roles(labels: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """The places in which a label is a rating: alone, set off at the start, set off at the end."""
    longest_first = sorted(labels, key=lambda label: (-len(label), label))
    label = "(" + "|".join(re.escape(one).replace(r"\ ", "[ -]") for one in longest_first) + ")"
    return (
        re.compile(rf"^\W*{label}\W*$"),
        re.compile(rf"^\W*{label} ?(?:[:!|\])»。]|[.](?=\s)|[-–—](?=\s))"),
        re.compile(rf"(?: [-–—] ?|[:|(\[«] ?|[.!?。؟] ){label}[.!?)\]»]*$"),
    )


def long_wording(asked: GateContext) -> Iterator[CheckResult]:
    """The wording fits where search pages show it."""
    text = asked.record.claim.text
    if len(text) > LONGEST:
        yield CheckResult(
            ("text",),
            say(
                "The wording has {count} characters; search pages show {longest}.",
                count=len(text),
                longest=LONGEST,
            ),
            write_otherwise(asked.record, ("text",)),
        )


def dated_after(asked: GateContext) -> Iterator[CheckResult]:
    """A claim was made before it was checked: no later than on the day it was then anywhere on earth."""
    claimed_on, verdict = asked.record.claim.claimed_on, asked.verdict
    if claimed_on and verdict and earliest(claimed_on) > latest_today(verdict.at):
        yield CheckResult(
            ("claimed_on",),
            say(
                "The claim is dated {date}, after the verdict of {day}.",
                date=in_words(claimed_on),
                day=on_day(asked.day_of(verdict.at)),
            ),
            write_otherwise(asked.record, ("claimed_on",)),
        )


def claimant_type(asked: GateContext) -> Iterator[CheckResult]:
    """Readers that are machines are told who made the claim only as the person or the organization it is."""
    claim = asked.record.claim
    if claim.claimant and not claim.claimant_type:
        yield CheckResult(
            ("claimant",),
            say("The record does not say whether the claimant is a person or an organization."),
            (Remedy.by("edit", say("Say which."), ref=claim.ref, claimant_type=("person", "organization")),),
        )
