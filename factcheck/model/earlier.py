"""Checks that others published, never the desk's own verdicts; and what a person said is the same, or is not."""

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, PlainSerializer, StringConstraints, model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.event import digest
from factcheck.model.links import Link
from factcheck.model.text import ClaimText, Language, Line, Prose, Ref, ShortId, clean, wording_digest
from factcheck.model.value import Value
from factcheck.model.vocabulary import Band

MAX_RAW = 500_000
MAX_NUMBER = 1_000_000


def _four_places(number: float) -> float:
    if not abs(number) <= MAX_NUMBER:
        raise ValueError(f"a number on a scale is at most {MAX_NUMBER:,}")
    return round(number, 4) + 0.0  # and never minus nought


def _as_json(number: float | None) -> float | int | None:
    return int(number) if number is not None and number.is_integer() else number


ScaleNumber = Annotated[
    float, AfterValidator(_four_places), PlainSerializer(_as_json, return_type=float | int, when_used="json")
]
"""A number on somebody's scale to four decimals, written as RFC 8785 writes it: `5`, `2.5`."""

Raw = Annotated[str, AfterValidator(clean), StringConstraints(min_length=2, max_length=MAX_RAW)]
"""Canonical JSON as text, at most 500,000 characters."""


class EarlierCheck(Value):
    """What another newsroom published about a claim, in its own words (schema.org ClaimReview).

    `text` is the claim as reviewed, `url` the address of the review, `rating` its label as it stands there, never
    one of the desk's. `rating_number` lies within `worst` and `best`; the three are known together or not at all.
    `summary` says why in short, `body` at length; `published_on` is the review's date, `claimed_on` the claim's.
    `appearances` are where the claim was made; `raw` is the markup it was read from.
    """

    text: ClaimText
    url: Link
    title: Line | None = None
    claimant: Line | None = None
    claimed_on: EdtfDate | None = None
    rating: Line | None = None
    rating_number: ScaleNumber | None = None
    best: ScaleNumber | None = None
    worst: ScaleNumber | None = None
    summary: Prose | None = None
    body: Prose | None = None
    publisher: Line | None = None
    publisher_url: Link | None = None
    published_on: EdtfDate | None = None
    language: Language | None = None
    appearances: tuple[Link, ...] = ()
    raw: Raw | None = None

    @property
    def key(self) -> str:
        """The same for each copy of this check; see `key_of_check`."""
        return key_of_check(self.url, self.text)

    @model_validator(mode="after")
    def _number_is_within_its_bounds(self) -> Self:
        number, best, worst = self.rating_number, self.best, self.worst
        if number is None and best is None and worst is None:
            return self
        if number is None or best is None or worst is None:
            raise ValueError("a rating's number is kept together with the best and the worst of its scale")
        if not (worst < best and worst <= number <= best):
            raise ValueError(f"the number {number:g} does not lie on a scale from {worst:g} to {best:g}")
        return self


def key_of_check(url: str, text: str) -> str:
    """What a check of others is known by (SHA-256, hex): its address but for http or https, and its wording.

    One address may review several claims, and one claim may be reviewed at several addresses.
    """
    parts = urlsplit(url)
    place = parts._replace(scheme="", netloc=parts.netloc.casefold(), path=parts.path.rstrip("/"))
    return digest([place.geturl(), wording_digest(text)])


Score = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,4})?$")]
"""The score of a match, to four decimals; as text, since a line of history holds no fractions."""


class EarlierPlace(Value):
    """An earlier claim that somebody compared with one: of this desk (`ref`) or a check of others (`url`).

    `text` is its wording as it stood then. Who compared them and when, the line of history says.
    """

    id: ShortId
    ref: Ref | None = None
    url: Link | None = None
    text: ClaimText

    @property
    def place(self) -> str:
        """The ref or the address."""
        return self.ref or self.url or ""

    def is_of(self, other: "EarlierPlace") -> bool:
        """Whether both are of one earlier claim: by its ref, or by the address and the wording of a check."""
        if self.place != other.place:
            return False
        return self.ref is not None or wording_digest(self.text) == wording_digest(other.text)

    @model_validator(mode="after")
    def _is_in_one_place(self) -> Self:
        if (self.ref is None) == (self.url is None):
            raise ValueError("an earlier claim is one of this desk (ref) or a check of others (url)")
        return self


class EarlierMatch(EarlierPlace):
    """An earlier claim that somebody confirmed to say the same.

    `score` and `band` tell how near it came, `differs` what differed, in words.
    """

    score: Score
    band: Band
    differs: tuple[Line, ...] = ()


class Distinction(EarlierPlace):
    """An earlier claim that somebody said is another one, however alike the words, and why.

    Where that was `taken_back`, it may be the same again, and `why` says why it was taken back.
    """

    why: Prose | None = None
    taken_back: bool = False


class TakenOver(Value):
    """Where a verdict comes from that was given for another wording of the same claim, and who gave it there."""

    ref: Ref
    verdict: ShortId
    by: Line
