"""What every page of one rendering shares, and how a verdict is worn on all of them."""

from dataclasses import dataclass

from factcheck.model.scale import Scale, Scales
from factcheck.report.phrase import say
from factcheck.report.translator import ENGLISH, Translator


@dataclass(frozen=True)
class Edition:
    """One rendering of the report: whose it is, in which language, and which scale is in use."""

    desk: str
    scales: Scales
    scale: Scale
    solo: bool = False
    words: Translator = ENGLISH
    base_url: str | None = None

    @property
    def language(self) -> str:
        """The language of the pages and of the desk's own texts."""
        return self.words.tag

    def lang(self, language: str | None) -> str:
        """The `lang` of text from outside; empty where it is that of the page."""
        return "" if language in (None, self.language) else language

    def badge(self, scale: str, version: int, rating: str) -> "Badge":
        """How a verdict is shown, from the very version of the scale it was given on."""
        found, said = self.scales.get(scale, version).rating(rating), self.words.rating
        anchor = rating_anchor(scale, version, rating)
        return Badge(said(found.label), found.colour, found.icon, said(found.meaning), anchor)

    @property
    def unverified(self) -> "Badge":
        """How a claim without a verdict is shown."""
        label, meaning = map(self.words.text, _UNVERIFIED)
        return Badge(label, "grey", "dash", meaning, "unverified")


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict's word, colour token, icon and meaning; `anchor` is its place on the scale page."""

    label: str
    colour: str
    icon: str
    meaning: str
    anchor: str


_UNVERIFIED = (say("Unverified"), say("This says nothing about whether the claim is true."))


def rating_anchor(scale: str, version: int, rating: str) -> str:
    """The id of one rating on the scale page."""
    return f"{scale}.{version}.{rating}"
