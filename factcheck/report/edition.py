"""What every page of one rendering shares, and how a verdict is worn on all of them."""

from dataclasses import dataclass

from factcheck.model.scale import Scale, Scales


@dataclass(frozen=True)
class Edition:
    """One rendering of the report: whose it is and which scale is in use."""

    desk: str
    scales: Scales
    scale: Scale
    solo: bool = False
    language: str = "en"
    base_url: str | None = None

    def lang(self, language: str | None) -> str:
        """The `lang` of outside or desk text; empty where it is the pages' own English."""
        known = language or self.language
        return "" if known == PAGE_LANGUAGE else known

    def badge(self, scale: str, version: int, rating: str) -> "Badge":
        """How a verdict is shown, from the very version of the scale it was given on."""
        found = self.scales.get(scale, version).rating(rating)
        return Badge(
            found.label, found.colour, found.icon, found.meaning, rating_anchor(scale, version, rating)
        )


PAGE_LANGUAGE = "en"
"""The language of the pages' own words."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict's word, colour token, icon and meaning; `anchor` is its place on the scale page."""

    label: str
    colour: str
    icon: str
    meaning: str
    anchor: str


UNVERIFIED = Badge(
    "Unverified",
    "grey",
    "dash",
    "This says nothing about whether the claim is true.",
    "unverified",
)


def rating_anchor(scale: str, version: int, rating: str) -> str:
    """The id of one rating on the scale page."""
    return f"{scale}.{version}.{rating}"
