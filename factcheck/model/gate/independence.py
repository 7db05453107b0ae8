"""How many sources a desk asks for, and how many a verdict has: copies of one report count as one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factcheck.model.source import Source
from factcheck.model.text import normalised_wording
from factcheck.model.vocabulary import SourceKind

INDEPENDENT = "independent"
KINDS = (INDEPENDENT, *(kind.value for kind in SourceKind))
"""What a rule may ask for."""
_ONE = re.compile(r"([1-9][0-9]?) ([a-z]+)(?: sources?)?")


@dataclass(frozen=True)
class SourcesRule:
    """Alternatives, one of which is enough: so many sources of such a kind."""

    alternatives: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, text: str) -> "SourcesRule":
        """The rule a text says: alternatives joined by "or", each a number and a kind of source or "independent".

        ValueError with what is wrong and what to write.
        """
        found = []
        for part in re.split(r"\bor\b", " ".join(text.casefold().split())):
            one = _ONE.fullmatch(part.strip())
            if not one or one[2] not in KINDS:
                raise ValueError(
                    f'"{part.strip() or text}" is no rule.',
                    f'Write such as "1 primary or 2 independent"; a kind is one of: {", ".join(KINDS)}.',
                )
            found.append((int(one[1]), one[2]))
        return cls(tuple(found))

    def __str__(self) -> str:
        return " or ".join(f"{number} {kind}" for number, kind in self.alternatives)

    def counts(self, sources: Sequence[Source]) -> dict[str, int]:
        """How many of each kind that is asked for there are."""
        return {kind: count(sources, kind) for _, kind in self.alternatives}

    def is_met(self, sources: Sequence[Source]) -> bool:
        """Whether one of the alternatives holds."""
        counts = self.counts(sources)
        return any(counts[kind] >= number for number, kind in self.alternatives)


def count(sources: Sequence[Source], kind: str) -> int:
    """How many origins there are of a kind; independent is an origin of which no source is a party to the dispute."""
    groups = by_origin(sources).values()
    if kind == INDEPENDENT:
        return sum(not any(map(is_party, group)) for group in groups)
    return sum(any(one.kind == kind for one in group) for group in groups)


def by_origin(sources: Iterable[Source]) -> Mapping[str, list[Source]]:
    """The sources grouped with those that copy the same report, press release or address."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        origin = normalised_wording(source.origin or "") or source.url or source.id
        groups.setdefault(origin, []).append(source)
    return groups


def is_party(source: Source) -> bool:
    """Whether it is a side of the dispute."""
    return source.party_to_dispute or source.kind is SourceKind.PARTY
