"""Looking up earlier checks: what is looked through, what may bear on a claim, and how one is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a claim beside its words: the sentences before it, in order, and its day (EDTF)."""

    before: tuple[str, ...] = ()
    day: str | None = None


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How common words are in all that can be looked up.

    `claims` is how many can be found, `words` how many words they have together, `holders` how many have each of the
    words that were asked about; a word that none has is left out.
    """

    claims: int
    words: int
    holders: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may bear on a claim: each with a key that means something to the store alone, and its words.

    The words are stems with spaces between, first those of the wording, then after a line end those of the title.
    `same` are the keys of those with the same normalised wording, `near` those nearest in meaning, the nearest first.
    `context` is that of the claim which is looked up. `days` (EDTF) are those on which they were claimed or checked, by
    key, where the claim has a day and they have one.
    """

    counts: WordCounts
    found: Sequence[tuple[int, str]]
    same: frozenset[int] = frozenset()
    near: tuple[int, ...] = ()
    context: Context = NO_CONTEXT
    days: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A claim that was looked at before: one of the desk's own (`ref`) or one that others checked (`url`).

    `rating` is the desk's rating in force, or the others' own word for it. `status` is the desk's.
    """

    text: str
    ref: str | None = None
    url: str | None = None
    title: str | None = None
    claimant: str | None = None
    claimed_on: str | None = None
    status: str | None = None
    rating: str | None = None
    publisher: str | None = None
    published_on: str | None = None
