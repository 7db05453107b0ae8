"""A newsroom's ratings as versioned data, and the checks that a scale makes sense."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from factcheck.errors import BadInput, Finding, NotFound, ScaleGone, did_you_mean
from factcheck.model.text import Line, Prose, Ref
from factcheck.model.value import Value


class Colour(StrEnum):
    """The tokens a rating may wear; each has a light and a dark value that pass WCAG AA."""

    TEAL = "teal"
    GREEN = "green"
    OLIVE = "olive"
    OCHRE = "ochre"
    ORANGE = "orange"
    VERMILION = "vermilion"
    VIOLET = "violet"
    GREY = "grey"


class Icon(StrEnum):
    """The shapes a rating may wear, so that colour never speaks alone."""

    CHECK = "check"
    CHECK_PART = "check-part"
    HALF = "half"
    BEND = "bend"
    CROSS_PART = "cross-part"
    CROSS = "cross"
    QUESTION = "question"
    DASH = "dash"


class Rating(Value):
    """One step. `order` 1 is the truest, none stands outside the truth order; nearer the best `number` is truer."""

    id: Ref
    label: Line
    meaning: Prose
    order: int | None = None
    number: int | None = None
    colour: Colour
    icon: Icon


class Scale(Value):
    """The ratings of one version; once used, a version is kept and a change makes the next one."""

    id: Ref
    version: int
    title: Line
    ratings: tuple[Rating, ...]

    def rating(self, rating_id: str) -> Rating:
        """The rating by id; NotFound suggests the near one."""
        for rating in self.ratings:
            if rating.id == rating_id:
                return rating
        known = [rating.id for rating in self.ratings]
        raise NotFound(f'"{rating_id}" is not a rating of {self.title}. {did_you_mean(rating_id, known)}')


def scale_findings(scale: Scale) -> Iterator[Finding]:
    """Everything that keeps a scale from being used: ids twice, gaps in the order, numbers not monotone."""
    where = f"scale {scale.id} version {scale.version}"
    ids = [rating.id for rating in scale.ratings]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield Finding("scale-twice", where, f'rating "{twice}" stands twice.', "Rename one of them.")
    ordered = sorted((r for r in scale.ratings if r.order is not None), key=lambda r: r.order or 0)
    if len(ordered) < 2 or [r.order for r in ordered] != list(range(1, len(ordered) + 1)):
        yield Finding(
            "scale-order",
            where,
            "the orders are not 1, 2, 3 … from truest to falsest.",
            "Number at least two.",
        )
    yield from _number_findings(scale, ordered, where)


def _number_findings(scale: Scale, ordered: list[Rating], where: str) -> Iterator[Finding]:
    for rating in scale.ratings:
        if rating.order is None and rating.number is not None:
            yield Finding(
                "scale-number",
                where,
                f'"{rating.id}" has a number but no order.',
                "Take one out or give both.",
            )
    numbers = [rating.number for rating in ordered if rating.number is not None]
    if not numbers:
        return
    if len(numbers) != len(ordered):
        yield Finding(
            "scale-number", where, "some ordered ratings have a number and some none.", "All or none."
        )
    elif numbers != sorted(set(numbers), reverse=True) or numbers[-1] < 1:
        yield Finding(
            "scale-number",
            where,
            f"the numbers {', '.join(map(str, numbers))} do not fall from truest to falsest.",
            "Give the truest the highest and the falsest the lowest, at least 1, none twice.",
        )


@dataclass(frozen=True)
class Scales:
    """All versions of all scales a desk knows."""

    by_version: Mapping[tuple[str, int], Scale]

    @classmethod
    def of(cls, scales: Iterable[Scale]) -> "Scales":
        """Raises BadInput with every finding when a scale makes no sense or a version stands twice."""
        by_version: dict[tuple[str, int], Scale] = {}
        findings: list[Finding] = []
        for scale in scales:
            key = (scale.id, scale.version)
            if key in by_version:
                findings.append(
                    Finding(
                        "scale-twice", f"scale {scale.id}", f"version {scale.version} stands twice.", _NEXT
                    )
                )
            by_version[key] = scale
            findings.extend(scale_findings(scale))
        if findings:
            raise BadInput.of("The rating scales", findings)
        return cls(by_version)

    def get(self, scale_id: str, version: int | None = None) -> Scale:
        """The version asked for, or the newest."""
        versions = [scale for (known, _), scale in self.by_version.items() if known == scale_id]
        if not versions and version is not None:
            raise ScaleGone(
                f'The scale "{scale_id}" is gone, but verdicts use it. Put it back into factcheck.toml.'
            )
        if not versions:
            known = sorted({scale_id for scale_id, _ in self.by_version})
            raise NotFound(f'There is no rating scale "{scale_id}". {did_you_mean(scale_id, known)}')
        if version is None:
            return max(versions, key=lambda scale: scale.version)
        if (scale_id, version) not in self.by_version:
            raise ScaleGone(
                f'Version {version} of the scale "{scale_id}" is gone, but verdicts use it. '
                "Put it back into factcheck.toml."
            )
        return self.by_version[scale_id, version]


_NEXT = "Give the changed one the next number."


NO_SCALES = Scales({})
"""Those of a desk that has given no verdict yet."""
