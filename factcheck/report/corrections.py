"""Corrections as readers meet them: what was wrong, why, and what the check said before and says after."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.public import PublicCheck, PublicState
from factcheck.model.publication import Correction, Stated
from factcheck.model.vocabulary import CorrectionKind
from factcheck.phrase import NOTHING, Message, Run, Said, figure, say
from factcheck.report.edition import Badge, Edition
from factcheck.report.wording import CORRECTION, day_of

ON_TOP = (CorrectionKind.MAJOR, CorrectionKind.VOID)
"""The kinds a reader must know of before anything else."""


@dataclass(frozen=True, slots=True)
class StatedView:
    """What a check said in short: the wording, the verdict, the summary."""

    wording: str
    badge: Badge
    summary: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One correction; `after` is what the check says since, None where nothing new is out or nothing changed.

    `carried` says which version carries it. `lang` is the language of the claim, `anchor` its place on the page.
    """

    kind: str
    word: Message
    anchor: str
    date: Run
    what: str
    why: str
    before: StatedView
    after: StatedView | None
    carried: Said
    lang: str

    @property
    def on_top(self) -> bool:
        """Whether the page says it before anything else."""
        return self.kind in ON_TOP

    @property
    def changed(self) -> tuple[bool, bool, bool]:
        """Whether wording, verdict and summary differ before and after; what was taken back says all it said."""
        if self.after is None:
            return (True, True, True)
        pairs = (
            (self.before.wording, self.after.wording),
            (self.before.badge, self.after.badge),
            (self.before.summary, self.after.summary),
        )
        wording, verdict, summary = (before != after for before, after in pairs)
        return wording, verdict, summary


def correction_views(check: PublicCheck, edition: Edition) -> tuple[CorrectionView, ...]:
    """What readers have been told of this version, and what is under way, newest first."""
    shown = [one for one in check.corrections if (one.version or 0) <= check.version]
    if not check.superseded:
        shown += check.pending
    newest = sorted(enumerate(shown), key=lambda placed: (placed[1].at, placed[0]), reverse=True)
    return tuple(_view(one, check, edition) for _, one in newest)


def _view(one: Correction, check: PublicCheck, edition: Edition) -> CorrectionView:
    after = _stated(one.after, edition) if one.after else None
    return CorrectionView(
        kind=one.kind,
        word=CORRECTION[one.kind],
        anchor=f"correction-{one.id}",
        date=day_of(one.at),
        what=one.what,
        why=one.why,
        before=_stated(one.before, edition),
        after=after,
        carried=_carried(one, check),
        lang=edition.lang(check.record.claim.language),
    )


def _stated(said: Stated, edition: Edition) -> StatedView:
    badge = edition.badge(said.scale, said.scale_version, said.rating)
    return StatedView(said.wording, badge, said.summary or "")


def _carried(one: Correction, check: PublicCheck) -> Said:
    """Where the correction stands: in a version that is out, or on its way."""
    if one.kind is CorrectionKind.VOID:
        return NOTHING
    out = dict(check.versions).get(one.version or 0)
    if out is None:
        return say("The corrected version is not out yet.")
    number = figure(one.version or 0)
    return say("Version {number} carries it, published on {day}.", number=number, day=day_of(out))


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction on the page of all corrections, with the check it belongs to."""

    href: str
    text: str
    correction: CorrectionView


def all_corrections(
    check: PublicCheck, edition: Edition, href: str
) -> Iterator[tuple[tuple[float, str, str], Corrected]]:
    """The corrections of one check, each with the key that puts the newest of all checks first."""
    if check.state is PublicState.SUPERSEDED:
        return
    text = check.record.claim.text
    moments = {f"correction-{one.id}": one.at for one in (*check.corrections, *check.pending)}
    for view in correction_views(check, edition):
        key = (-moments[view.anchor].timestamp(), check.record.claim.ref, view.anchor)
        yield key, Corrected(f"{href}#{view.anchor}", text, view)
