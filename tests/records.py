"""Records told through real events, and text as hostile as it comes, for every test that needs them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

import pytest
from hypothesis import strategies as st

from factcheck.cli.remedies import finding_in_words
from factcheck.dossier.scales import scales_of
from factcheck.errors import BadInput, RuleRefused
from factcheck.model.decide import decide
from factcheck.model.event import Event, next_event
from factcheck.model.publishing import next_version
from factcheck.model.record import Record
from factcheck.model.signing import signing_digest
from factcheck.model.status import status
from factcheck.model.text import clean
from factcheck.model.vocabulary import Act, Status
from factcheck.person_names import visible

ANA, BEN = "Ana Ruiz", "Ben Osei"
SCALES = scales_of(())
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHA = "ab" * 32
PAGE: dict[str, Any] = {"text_digest": SHA, "requested_url": "https://example.org/"}
"""What a capture says of a page whose words were read."""
ANCHORED: dict[str, Any] = {
    "standing": "anchored",
    "capture": "c1",
    "position": {"start": 4, "end": 18},
    "match": "exact",
}
"""What a quote says that was found in the first capture."""


class Told:
    """One claim's history, told act by act; `record` is what it amounts to."""

    def __init__(self, text: str = "The bridge opened in 1932.", **claim: Any) -> None:
        self._at = AT
        self._last: Event | None = None
        body = {"id": str(UUID(int=7)), "claim": {"ref": "bridge", "text": text, **claim}}
        self._last = self.event(Act.ADD, body)
        self.record: Record = decide(None, self._last, SCALES)

    def event(self, act: Act, body: dict[str, Any], by: str = ANA) -> Event:
        """The next line, a minute later, not yet applied."""
        self._at += timedelta(minutes=1)
        return next_event(self._last, self._at, by, act, body)

    @property
    def status(self) -> Status:
        """Where the claim stands now."""
        return status(self.record, SCALES)

    def did(self, act: Act, body: dict[str, Any], by: str = ANA) -> Self:
        """Any act."""
        event = self.event(act, body, by)
        self.record = decide(self.record, event, SCALES)
        self._last = event
        return self

    def edit(self, why: str | None = None, **changes: Any) -> Self:
        """Other words in some fields of the claim."""
        return self.did(Act.EDIT, {"set": changes, **({"why": why} if why else {})})

    def source(self, why: Any = None, **more: Any) -> Self:
        """One more source, or with an id what is said anew of one, and why."""
        source = {"id": f"s{len(self.record.sources) + 1}", "title": "City archive", **more}
        return self.did(Act.SOURCE, {"source": source, **({"why": why} if why else {})})

    def capture(self, source: str = "s1", **more: Any) -> Self:
        """A document of a source, kept."""
        capture = {
            "id": f"c{len(self.record.captures) + 1}",
            "source": source,
            "outcome": "filed",
            "fetched_at": "2026-03-01T08:00:00Z",
            "content_type": "text/plain",
            "size": 12,
            "payload_digest": SHA,
            "record": SHA,
            **more,
        }
        return self.did(Act.CAPTURE, {"capture": capture})

    def cite(self, stance: str = "supports", why: str | None = None, **more: Any) -> Self:
        """A quote from the latest source, copied by hand unless `more` says otherwise."""
        evidence = {
            "id": self.record.next_evidence,
            "source": f"s{len(self.record.sources) or 1}",
            "stance": stance,
            "standing": "transcribed",
            "exact": "opened in 1932",
            "who": ANA,
            "when": "2026-03-01",
            **more,
        }
        return self.did(Act.CITE, {"evidence": evidence, **({"why": why} if why else {})})

    def anchor(self, evidence: str = "e1", **more: Any) -> Self:
        """A quote found in the latest capture."""
        found = {**ANCHORED, "capture": f"c{len(self.record.captures)}"}
        return self.did(Act.ANCHOR, {"evidence": self.record.quote(evidence).plain() | found | more})

    def amend(self, evidence: str = "e1", why: str = "A slip.", **more: Any) -> Self:
        """Something else said of a quote."""
        said = self.record.quote(evidence).plain() | more
        return self.did(Act.AMEND, {"evidence": said, **({"why": why} if why else {})})

    def drop(self, evidence: str = "e1", why: str = "A slip.") -> Self:
        """A quote taken back."""
        return self.did(Act.DROP, {"evidence": evidence, **({"why": why} if why else {})})

    def recheck(self, rung: str, evidence: str = "e1", outcome: str = "ok", **more: Any) -> Self:
        """The source of a quote captured again, and what that says of the quote."""
        drift = {
            "id": f"d{len(self.record.drift) + 1}",
            "evidence": evidence,
            "capture": f"c{len(self.record.captures) + 1}",
            "rung": rung,
            **({"verdict": self.record.verdict.id} if self.record.verdict else {}),
            **more,
        }
        capture = {
            "id": drift["capture"],
            "source": self.record.quote(evidence).source,
            "outcome": outcome,
            "fetched_at": f"{self._at:%Y-%m-%dT%H:%M:%SZ}",
            "payload_digest": SHA,
            "record": SHA,
            **PAGE,
        }
        return self.did(Act.CAPTURE, {"capture": capture, "drift": [drift]})

    def rate(self, rating: str = "true", by: str = ANA, **more: Any) -> Self:
        """A verdict on all evidence there is."""
        verdict = {
            "id": f"v{len(self.record.verdicts) + 1}",
            "rating": rating,
            "scale": "seven-step",
            "scale_version": 1,
            "wording": self.record.claim.text,
            "rationale": "The programme of the day is kept.",
            "cites": [one.id for one in self.record.evidence],
            "by": by,
            "at": f"{self._at:%Y-%m-%dT%H:%M:%SZ}",
            **more,
        }
        return self.did(Act.RATE, {"verdict": verdict}, by)

    def submit(self, reviewers: int = 1) -> Self:
        """The latest verdict passed on to so many people."""
        body = {"verdict": f"v{len(self.record.verdicts)}"}
        return self.did(Act.SUBMIT, {**body, "reviewers": reviewers} if reviewers > 1 else body)

    def decide(self, decision: str = "approve", by: str = BEN, **more: Any) -> Self:
        """A person's decision on the latest verdict, on what it says now."""
        review = {
            "id": f"r{len(self.record.reviews) + 1}",
            "verdict": f"v{len(self.record.verdicts) or 1}",
            "decision": decision,
            "digest": signing_digest(self.record, SCALES) if self.record.verdict else "none",
            "by": by,
            "at": f"{self._at:%Y-%m-%dT%H:%M:%SZ}",
            **more,
        }
        return self.did(Act(decision), {"review": review}, by)

    def comment(self, body: str = "Is it so?", by: str = BEN, **more: Any) -> Self:
        """Something said of it, or in reply."""
        comment = {"id": f"m{len(self.record.comments) + 1}", "body": body, **more}
        return self.did(Act.COMMENT, {"comment": comment}, by)

    def resolve(self, comment: str = "m1", by: str = ANA) -> Self:
        """A comment settled."""
        return self.did(Act.RESOLVE, {"resolved": comment}, by)

    def contact(self, who: str = "The mayor", **more: Any) -> Self:
        """Somebody asked to answer."""
        contact = {
            "id": f"q{len(self.record.contacts) + 1}",
            "who": who,
            "how": "by e-mail",
            "asked_on": "2026-03-01",
            **more,
        }
        return self.did(Act.CONTACT, {"contact": contact})

    def publish(self, **more: Any) -> Self:
        """A printing of the next version, or of the one that is out where nothing new is signed."""
        version = next_version(self.record, SCALES) or 1
        out = self.record.version
        again = out is not None and out.first.version == version
        publication = {
            "id": f"p{len(self.record.publications) + 1}",
            "version": version,
            "verdict": out.first.verdict if out and again else f"v{len(self.record.verdicts) or 1}",
            "digest": self._digest() if not (out and again) else out.first.digest,
            "url": "https://example.org/claims/bridge/",
            "pages": {"claims/bridge/index.html": SHA},
            **more,
        }
        return self.did(Act.PUBLISH, {"publication": publication})

    def _digest(self) -> str:
        return signing_digest(self.record, SCALES) if self.record.verdict else SHA

    def correct(self, kind: str = "major", **more: Any) -> Self:
        """A correction of what is published."""
        correction = {
            "id": f"k{len(self.record.corrections) + 1}",
            "kind": kind,
            "what": "The year was wrong.",
            "why": "We misread the log.",
            **more,
        }
        return self.did(Act.CORRECT, {"correction": correction})

    def withdraw(self) -> Self:
        """Taken out of the work."""
        return self.did(Act.WITHDRAW, {"why": "It was never said."})


def rated(**claim: Any) -> Told:
    """The shortest way to a verdict."""
    return Told(**claim).source().cite().rate()


def signed(**claim: Any) -> Told:
    """The shortest way to a signature."""
    return rated(**claim).submit().decide()


def held(**claim: Any) -> Told:
    """A claim rated on a quote that stands in a document of the desk."""
    return Told(**claim).source(kind="primary").capture().cite(standing="filed", capture="c1").rate()


def published(**claim: Any) -> Told:
    """The shortest way to the public."""
    return held(**claim).submit().decide().publish()


def whole_life() -> Told:
    """A claim to which everything but withdrawal has happened."""
    told = (
        Told(claimant="Nour Haddad", claimed_on="2022-03", tags=["bridges"]).source().cite().rate("half-true")
    )
    told.submit().decide("return", comment="Ask the builder.").source(
        title="The builder", kind="conversation"
    )
    told.cite("refutes", standing="told", how="by phone").source(title="Programme").capture("s3")
    told.cite(standing="filed", capture="c1").rate("true", resolves="The builder came later.")
    told.submit().comment("Which programme?", target="e3", to=ANA).comment(
        "The printed one.", ANA, reply_to="m1"
    )
    told.resolve().decide(comment="Read and agreed.").comment("A long one.", target="v2")
    return told.did(Act.NOTE, {"note": "Call again."})


def findings_of(give: Callable[[], object]) -> list[str]:
    """Everything BadInput finds wrong, as people read it."""
    with pytest.raises(BadInput) as refused:
        give()
    return [finding_in_words(finding) for finding in refused.value.findings]


def refusal(give: Callable[[], object]) -> RuleRefused:
    """The refusal by a rule."""
    with pytest.raises(RuleRefused) as refused:
        give()
    return refused.value


NASTY = (
    '"',
    '"""',
    "'''",
    "\\",
    "\\n",
    "\\u0041",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\x00",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\u200c",
    "\u202e",
    "\u2067",
    "e\u0301",
    "قال: «٤»",
    "שלום",
    "🧾👩🏽‍🔬",
    "[[sources]]",
    "# no comment",
    "=",
    "</script>",
    " ",
)

hostile = (
    st.lists(st.sampled_from(NASTY) | st.text(max_size=4), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: bool(visible(clean(text)).strip()))
)
"""Text that says something, made of all that breaks formats."""

instants = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - UTC is added
"""Times as they come, with microseconds."""

days = st.dates().map(str)
years = st.integers(1, 9999).map("{:04}".format)
months = st.tuples(years, st.integers(1, 12)).map("{0[0]}-{0[1]:02}".format)
partial_dates = days | months | years
"""Dates as EDTF has them: a day, a month, a year."""

links = st.sampled_from(
    ["https://example.org/", "http://пример.example/п?a=1&b=2#c", "https://[2001:db8::1]:8443/x'y"]
)


@st.composite
def told(draw: st.DrawFn) -> Told:
    """Any claim's history with hostile text wherever text may stand."""
    line = st.none() | hostile
    one = Told(
        draw(hostile), quote=draw(line), claimant=draw(line), note=draw(line), tags=draw(st.lists(hostile))
    )
    for _ in range(draw(st.integers(1, 3))):
        one.source(title=draw(hostile), url=draw(st.none() | links), published_on=draw(partial_dates))
        one.cite(
            draw(st.sampled_from(["supports", "refutes", "context"])), exact=draw(hostile), prefix=draw(line)
        )
    one.capture(content_type=draw(hostile))
    one.rate(draw(st.sampled_from(["true", "unverifiable"])), rationale=draw(hostile), resolves=draw(hostile))
    if draw(st.booleans()):
        one.submit().decide(draw(st.sampled_from(["approve", "return"])), comment=draw(hostile))
    return one
