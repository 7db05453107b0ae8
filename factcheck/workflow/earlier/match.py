"""Looking up earlier checks for a claim, the desk's own and those of others; a person decides what is the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, Remedy
from factcheck.matching.earlier import RankedMatch, rank_candidates, to_match
from factcheck.model.claim import Claim
from factcheck.model.lookup import NO_CONTEXT, Context
from factcheck.model.text import clean
from factcheck.model.vocabulary import Band
from factcheck.phrase import Message, say
from factcheck.store.ledger import Ledger
from factcheck.workflow.articles.coverage import words_before
from factcheck.workflow.earlier.tell_apart import place_of_check
from factcheck.workflow.earlier.vectors import by_meaning

LIMIT = 5

SHOWN_IN_ANY_CASE = 3
"""So many are shown however little they share: what is the same claim in other words is often among them."""


@dataclass(frozen=True, slots=True)
class MatchAnswer:
    """The matches for one wording, at most as many as were asked for; `folded` says whether others were left out.

    `words_alone` says why meanings were not compared, where an encoder is installed that could not.
    """

    text: str
    matches: tuple[RankedMatch, ...]
    folded: bool
    words_alone: Message | None = None

    def as_json(self) -> dict[str, Any]:
        """The wording with its matches, in the words of the JSON contract."""
        return {
            "text": self.text,
            "matches": [to_json(match) for match in self.matches],
            **self.about_all(),
        }

    def about_all(self) -> dict[str, str]:
        """What the contract has beside the matches: why meanings were not compared, where they were not."""
        return {"words_alone": str(self.words_alone)} if self.words_alone else {}


def to_json(match: RankedMatch) -> dict[str, Any]:
    """A match in the words of the JSON contract; only what is known of the earlier claim."""
    earlier = match.earlier
    said = {name: getattr(earlier, name) for name in _SAID}
    return {
        **({"ref": earlier.ref} if earlier.ref else {"url": earlier.url}),
        "text": earlier.text,
        "score": match.score,
        "band": str(match.band),
        "why": match.why,
        "differs": [one.as_json() for one in match.differs],
        **({} if match.closeness is None else {"closeness": match.closeness}),
        **{name: str(value) for name, value in said.items() if value is not None},
    }


_SAID = ("title", "claimant", "claimed_on", "status", "rating", "publisher", "published_on")


def match_words(
    desk: Desk, words: str, limit: int = LIMIT, *, folded: bool = False, of: str | None = None
) -> MatchAnswer:
    """Earlier claims like these words, or like the desk's claim of this ref.

    That claim, or the one that the words are looked up for (`of`), is left out, and what is on record as another claim
    than it. BadInput where the words cannot be used.
    """
    wording = _checked(words)
    with desk.store.reading() as ledger:
        if wording not in ledger.called_now([wording]):
            return _answer(desk, ledger, wording, _Wish(limit, folded, of))
        claim = ledger.record(wording).claim
        return _answer(
            desk, ledger, claim.text, _Wish(limit, folded, claim.ref, _context(desk, ledger, claim))
        )


def match_lines(
    desk: Desk, lines: Iterable[str], limit: int = LIMIT, *, folded: bool = False
) -> Iterator[MatchAnswer]:
    """An answer for each line, in order; blank lines have none."""
    return (match_said(desk, line, NO_CONTEXT, limit, folded=folded) for line in lines if line.strip())


def match_said(
    desk: Desk, words: str, context: Context, limit: int = LIMIT, *, folded: bool = False
) -> MatchAnswer:
    """Earlier claims like these words, of which that is known beside. BadInput where they cannot be used."""
    with desk.store.reading() as ledger:
        return _answer(desk, ledger, _checked(words), _Wish(limit, folded, context=context))


def likely_findings(desk: Desk, refs: Sequence[str]) -> list[Finding]:
    """Of claims just entered, the earlier ones that are likely the same; nothing where many are entered at once."""
    if len(refs) > _MANY:
        return []
    found = {ref: match_words(desk, ref) for ref in refs}
    likely = [
        _likely(ref, one)
        for ref, answer in found.items()
        for one in answer.matches
        if one.band is Band.LIKELY
    ]
    alone = next((answer.words_alone for answer in found.values() if answer.words_alone), None)
    return [*likely, Finding("words-alone", "", alone)] if alone else likely


_MANY = 20


def _likely(ref: str, match: RankedMatch) -> Finding:
    earlier = match.earlier
    place = earlier.ref or f"{earlier.publisher or 'another desk'}, {earlier.url}"
    told = {
        "ref": ref,
        "place": f"{place}, {earlier.rating}" if earlier.rating else place,
        "claim": earlier.text,
    }
    said = say("Like {ref} ({place}): {claim}", **told)
    if match.differs:
        differs = "; ".join(map(str, match.differs))
        said = say("Like {ref} ({place}): {claim} But they differ: {differs}.", **told, differs=differs)
    return Finding("like-earlier", "", said, Remedy.by("match", say("Compare them."), ref=ref))


@dataclass(frozen=True, slots=True)
class _Wish:
    """How many are wanted, folded ones too or not, which claim is asked about, and what is known of it."""

    limit: int
    folded: bool
    ref: str | None = None
    context: Context = NO_CONTEXT


def _context(desk: Desk, ledger: Ledger, claim: Claim) -> Context:
    """What the desk knows of a claim: the day it was made, its context, and what stands before it in its article."""
    before = words_before(desk.archive, ledger.article(claim.article), claim) if claim.article else ()
    return Context((*before, *filter(None, [claim.context])), claim.claimed_on)


def _answer(desk: Desk, ledger: Ledger, wording: str, wish: _Wish) -> MatchAnswer:
    known = by_meaning(desk, ledger, wording)
    candidates = ledger.candidates(wording, known.near, wish.context)
    best = rank_candidates(wording, candidates, ledger.how_common, known.closeness)
    apart = ledger.told_apart(wish.ref) | {(wish.ref, "")} if wish.ref else frozenset()
    earlier = ledger.shown([one.key for one in best]) if apart else {}
    left = [
        one
        for one in best
        if not apart or (one.key in earlier and place_of_check(earlier[one.key]) not in apart)
    ]
    near = [
        one
        for place, one in enumerate(left)
        if wish.folded or place < SHOWN_IN_ANY_CASE or one.band is not Band.FOLDED
    ]
    first = near[: wish.limit]
    if all(one.band is Band.FOLDED for one in first):  # the best of what shares more is not left out for them
        first[-1:] = [one for one in near[wish.limit - 1 :] if one.band is not Band.FOLDED][:1] or first[-1:]
    shown = earlier or ledger.shown([one.key for one in first])
    matches = tuple(to_match(wording, one, shown[one.key]) for one in first if one.key in shown)
    return MatchAnswer(wording, matches, len(near) < len(left), known.why_not)


def _checked(words: str) -> str:
    try:
        return " ".join(clean(words).split())
    except ValueError as wrong:
        raise BadInput(f"The words to look up cannot be used: {wrong}.") from wrong
