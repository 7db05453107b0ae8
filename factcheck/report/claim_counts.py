"""How many claims have which verdict and state: in sentences, in a bar and in tables, each number with its total."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.model.public import PublicState
from factcheck.model.vocabulary import Status
from factcheck.phrase import NOTHING, Listing, Message, Run, Said, listed, lowered, say, say_count, sentences
from factcheck.report.chart import Segment, Tally, segments, share
from factcheck.report.edition import Badge, Edition
from factcheck.report.listed_claim import STAGES, IndexedClaim, ListedCheck, VerdictName


@dataclass(frozen=True, slots=True)
class CountRow:
    """One number of a table, of a verdict or of a stage of the work; `in_bar` where the bar has a part for it."""

    count: int
    badge: Badge | None = None
    label: Message | None = None
    share: Message | None = None
    in_bar: bool = False


@dataclass(frozen=True, slots=True)
class CountTable:
    """Numbers under a caption."""

    caption: Message
    heads: tuple[Message, ...]
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """What was checked and what was found; `aside` are sentences of less weight than the `lead`."""

    lead: Said
    aside: Said
    bar: tuple[Segment, ...]
    tables: tuple[CountTable, ...]


NO_COUNTS = ClaimCounts(NOTHING, NOTHING, (), ())

Badges = Mapping[VerdictName, Badge]


def counted_claims(
    claims: Sequence[IndexedClaim], badges: Badges, order: Sequence[Badge], edition: Edition
) -> ClaimCounts:
    """The numbers of the desk; the bar leaves out what is withdrawn."""
    active = [claim for claim in claims if claim.status is not Status.WITHDRAWN]
    tallies = _tallies(Counter(claim.verdict for claim in active), badges, order)
    bar = tuple(segments(tallies))
    heads = (say("Claims"), say("Share"))
    stages = Counter(claim.stage for claim in claims)
    by_stage = [
        CountRow(stages[stage], label=stage, share=share(stages[stage], len(claims)))
        for stage in STAGES
        if stage in stages
    ]
    by_verdict = CountTable(say("By verdict"), (say("Verdict"), *heads), tuple(map(_in_bar, bar)))
    by_state = CountTable(say("By state of the work"), (say("State"), *heads), tuple(by_stage))
    return ClaimCounts(
        lead=sentences(_claims_found(claims, tallies), _signed(active, edition)),
        aside=NOTHING,
        bar=bar,
        tables=(by_verdict, by_state) if bar else (),
    )


def counted_checks(
    checks: Sequence[ListedCheck], badges: Badges, order: Sequence[Badge], edition: Edition
) -> ClaimCounts:
    """The numbers of the site; checks that were taken back are told of and counted nowhere."""
    valid = [check for check in checks if check.state is not PublicState.VOID]
    verdicts = Counter(check.verdict for check in valid)
    tallies = _tallies(verdicts, badges, order)
    ordered = {badges[verdict] for verdict in verdicts if _has_order(verdict, edition)}
    rated = [one for one in tallies if one.badge in ordered]
    outside = [one for one in tallies if one.badge not in ordered]
    bar = tuple(segments(rated))
    return ClaimCounts(
        lead=_checks_found(len(valid), rated, outside),
        aside=sentences(*_changed(checks, valid)),
        bar=bar,
        tables=tuple(_check_tables(len(valid), bar, outside)),
    )


def _tallies(verdicts: Mapping[VerdictName, int], badges: Badges, order: Sequence[Badge]) -> list[Tally]:
    counts = Counter[Badge]()
    for verdict, count in verdicts.items():
        counts[badges[verdict]] += count
    return [Tally(badge, counts[badge]) for badge in order if counts[badge]]


def _in_bar(part: Segment) -> CountRow:
    return CountRow(part.count, part.badge, share=part.share, in_bar=True)


def _has_order(verdict: VerdictName, edition: Edition) -> bool:
    """Whether a verdict has a place in the order from true to false."""
    if verdict is None:
        return False
    scale, version, rating = verdict
    return edition.scales.get(scale, version).rating(rating).order is not None


def _check_tables(total: int, bar: Sequence[Segment], outside: Sequence[Tally]) -> Iterator[CountTable]:
    verdict, checks = say("Verdict"), say("Checks")
    rated = sum(part.count for part in bar)
    if bar:
        caption = say("From true to false: {rated} of {total}", rated=rated, total=total)
        shares = say("Share of {total}", total=rated)
        yield CountTable(caption, (verdict, checks, shares), tuple(map(_in_bar, bar)))
    if outside:
        caption = say("Outside that order: {rest} of {total}", rest=total - rated, total=total)
        yield CountTable(caption, (verdict, checks), tuple(CountRow(one.count, one.badge) for one in outside))


def _found(tallies: Iterable[Tally]) -> Listing:
    """`8 true, 5 mostly true and 1 false`; a number stays with its verdict."""
    return listed(
        [
            say("{count}\u00a0{verdict}", count=one.count, verdict=Run(lowered(one.badge.label)))
            for one in tallies
        ]
    )


def _claims_found(claims: Sequence[IndexedClaim], tallies: Sequence[Tally]) -> Said:
    """What was checked and what was found, in one sentence, and what was withdrawn."""
    active = sum(tally.count for tally in tallies)
    withdrawn = len(claims) - active
    found = _where(claims).at(
        claims=say_count(active, "{count} claim", "{count} claims"),
        articles=say_count(_articles(claims), "one article", "{count} articles"),
        found=_found(tallies),
    )
    more = say_count(withdrawn, "{count} more was withdrawn.", "{count} more were withdrawn.")
    return sentences(found if active else NOTHING, more if withdrawn else NOTHING)


def _articles(claims: Sequence[IndexedClaim]) -> int:
    return len({claim.article for claim in claims if claim.article})


def _where(claims: Sequence[IndexedClaim]) -> Message:
    if not _articles(claims):
        return say("{claims}: {found}.")
    if any(claim.article is None for claim in claims):
        return say("{claims} from {articles} and from outside any article: {found}.")
    return say("{claims} from {articles}: {found}.")


def _signed(active: Sequence[IndexedClaim], edition: Edition) -> Said:
    """How many are signed."""
    if not active:
        return NOTHING
    signed = sum(claim.status.is_signed for claim in active)
    claims = say_count(len(active), "{count} claim", "{count} claims")
    if not signed:
        none = say("None of {claims} is signed by a second person.")
        return (say("None of {claims} is signed at a desk of one.") if edition.solo else none).at(
            claims=claims
        )
    if edition.solo:
        return say_count(
            signed,
            "{count} of {claims} is signed at a desk of one.",
            "{count} of {claims} are signed at a desk of one.",
            claims=claims,
        )
    return say_count(
        signed,
        "{count} of {claims} is signed by a second person.",
        "{count} of {claims} are signed by a second person.",
        claims=claims,
    )


def _checks_found(total: int, rated: Sequence[Tally], outside: Sequence[Tally]) -> Said:
    """What was checked and what was found, in a sentence or three."""
    if not total:
        return NOTHING
    checks = say_count(total, "{count} published check", "{count} published checks")
    number = sum(one.count for one in rated)
    if not outside:
        return say("{checks}: {found}.", checks=checks, found=_found(rated))
    if not rated:
        return say(
            "{checks}, none of them rated from true to false: {found}.", checks=checks, found=_found(outside)
        )
    return sentences(
        say("{checks}.", checks=checks),
        say_count(
            number,
            "{count} of {total} is rated from true to false: {found}.",
            "{count} of {total} are rated from true to false: {found}.",
            total=total,
            found=_found(rated),
        ),
        say_count(
            total - number,
            "{count} of {total} is not: {found}.",
            "{count} of {total} are not: {found}.",
            total=total,
            found=_found(outside),
        ),
    )


def _changed(checks: Sequence[ListedCheck], valid: Sequence[ListedCheck]) -> Iterator[Message]:
    """How many were corrected, are looked at again, or were taken back."""
    total = len(valid)
    if corrected := sum(check.is_corrected for check in valid):
        yield say_count(
            corrected,
            "{count} of {total} was corrected since publication.",
            "{count} of {total} were corrected since publication.",
            total=total,
        )
    elif valid:
        yield say("None of {total} was corrected since publication.", total=total)
    if open_again := sum(check.is_open_again for check in valid):
        yield say_count(
            open_again,
            "{count} of {total} is being looked at again.",
            "{count} of {total} are being looked at again.",
            total=total,
        )
    if void := len(checks) - total:
        yield say_count(
            void,
            "{count} more was taken back and is not counted.",
            "{count} more were taken back and are not counted.",
        )
