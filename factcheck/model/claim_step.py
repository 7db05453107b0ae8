"""One more line of a claim's history as rules see it: the record before and after, and what it puts on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from factcheck.model.claim import Claim
from factcheck.model.earlier import EarlierMatch, TakenOver
from factcheck.model.editions import Step
from factcheck.model.event_body import part_of
from factcheck.model.evidence import Evidence
from factcheck.model.publication import Contact, Correction, Publication
from factcheck.model.publishing import is_new, stated
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.source import Capture, Source
from factcheck.model.value import Value
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Act

_KINDS: Mapping[Act, tuple[str, type[Value]]] = {
    Act.ADD: ("claim", Claim),
    Act.SOURCE: ("source", Source),
    Act.CAPTURE: ("capture", Capture),
    Act.CITE: ("evidence", Evidence),
    Act.ANCHOR: ("evidence", Evidence),
    Act.RATE: ("verdict", Verdict),
    Act.APPROVE: ("review", Review),
    Act.RETURN: ("review", Review),
    Act.CONTACT: ("contact", Contact),
    Act.LINK: ("link", EarlierMatch),
    Act.TAKE_OVER: ("from", TakenOver),
    Act.PUBLISH: ("publication", Publication),
    Act.CORRECT: ("correction", Correction),
}
"""Acts that put something on record: its key in the body, and what it is."""

LISTS: Mapping[Act, tuple[str, str]] = {
    Act.SOURCE: ("sources", "s"),
    Act.CAPTURE: ("captures", "c"),
    Act.CITE: ("evidence", "e"),
    Act.RATE: ("verdicts", "v"),
    Act.APPROVE: ("reviews", "r"),
    Act.RETURN: ("reviews", "r"),
    Act.CONTACT: ("contacts", "q"),
    Act.LINK: ("links", "l"),
    Act.PUBLISH: ("publications", "p"),
    Act.CORRECT: ("corrections", "k"),
}
"""The list it goes to, and the letter of the ids there."""

TOLD_ANEW = (Act.SOURCE, Act.CONTACT)
WITH_A_PART = tuple(_KINDS)


@dataclass(frozen=True)
class ClaimStep(Step[Record]):
    """One more line of a claim's history, with the scales that verdicts are given on."""

    scales: Scales

    @cached_property
    def part(self) -> Any:
        """What the line puts on record, held to what is asked of such a thing."""
        key, kind = _KINDS[self.line.act]
        return part_of(self.line, key, kind, **self._derived())

    def _derived(self) -> dict[str, Any]:
        """The fields that follow from the history and go before what the body says."""
        who = {"by": self.line.by, "at": self.line.at}
        if self.line.act is Act.CORRECT and self.before.version:
            return {**who, "before": stated(self.before.version.record), "after": None, "version": None}
        return who if self.line.act is Act.PUBLISH else {}

    @property
    def said_before(self) -> Any:
        """What stands under the part's id already, if anything does."""
        name, _ = LISTS[self.line.act]
        return next((one for one in getattr(self.before, name) if one.id == self.part.id), None)

    @property
    def prints_a_version(self) -> bool:
        """Whether the line publishes what was not out yet, rather than prints anew what is."""
        return is_new(self.before, self.part)
