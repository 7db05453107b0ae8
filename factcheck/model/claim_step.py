"""One more line of a claim's history as rules see it: the record before and after, and what it puts on record."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from factcheck.model.editions import HistoryStep
from factcheck.model.event_body import part_of
from factcheck.model.parts import PARTS_BY_ACT
from factcheck.model.publishing import is_new, stated
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.vocabulary import Act


@dataclass(frozen=True)
class ClaimStep(HistoryStep[Record]):
    """One more line of a claim's history, with the scales that verdicts are given on."""

    scales: Scales

    @cached_property
    def part(self) -> Any:
        """What the line puts on record, held to what is asked of such a thing."""
        part = PARTS_BY_ACT[self.line.act]
        return part_of(self.line, part.key, part.kind, **self._derived())

    def _derived(self) -> dict[str, Any]:
        """The fields that follow from the history and go before what the body says."""
        who = {"by": self.line.by, "at": self.line.at}
        if self.line.act is Act.CORRECT and self.before.version:
            return {**who, "before": stated(self.before.version.record), "after": None, "version": None}
        if self.line.act is Act.COMMENT:
            return {**who, "resolved_by": None, "resolved_at": None}
        return who if self.line.act is Act.PUBLISH else {}

    @property
    def said_before(self) -> Any:
        """What stands under the part's id already, if anything does."""
        known = getattr(self.before, PARTS_BY_ACT[self.line.act].list)
        return next((one for one in known if one.id == self.part.id), None)

    @property
    def prints_a_version(self) -> bool:
        """Whether the line publishes what was not out yet, rather than prints anew what is."""
        return is_new(self.before, self.part)
