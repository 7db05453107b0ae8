"""What every page of one rendering shares: its desk, audience, language and scale, and the badges of verdicts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.model.key_signatures import PersonKey
from factcheck.model.scale import Scale, Scales
from factcheck.phrase import Said, name, say
from factcheck.report.accent import Accent
from factcheck.report.translator import ENGLISH, Translator
from factcheck.report.urls import SiteUrls


class Audience(StrEnum):
    """Whom pages are for: the desk's own people (the working report), or everybody (the public site)."""

    DESK = "desk"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture beside the desk's name: its file in the folder of the pages, and its SHA-256."""

    file: str
    digest: str


@dataclass(frozen=True)
class Edition:
    """One rendering of the pages: whose they are, for whom, in which language, and which scale is in use.

    Public pages need the `base_url` of their site; `texts` names those of the desk's own texts that it has. Where all
    of it is `fictional`, every page says so, and none offers itself to search engines. `keys` are those of its people,
    by which signatures are told from names that were typed. `accent` and `logo` are the desk's own. `ask` is where
    readers ask for a check, blank where they are not asked.
    """

    desk: str
    scales: Scales
    scale: Scale
    solo: bool = False
    words: Translator = ENGLISH
    base_url: str | None = None
    audience: Audience = Audience.DESK
    texts: Collection[str] = ()
    fictional: bool = False
    keys: Sequence[PersonKey] = ()
    accent: Accent | None = None
    logo: Logo | None = None
    ask: str = ""

    @property
    def is_public(self) -> bool:
        """Whether everybody may read the pages."""
        return self.audience is Audience.PUBLIC

    @property
    def urls(self) -> SiteUrls:
        """Where the pages of the public site are."""
        return SiteUrls(self.base_url or "")

    @property
    def language(self) -> str:
        """The language of the pages and of the desk's own texts."""
        return self.words.tag

    @property
    def invented(self) -> Said:
        """What every page of a fictional desk says."""
        return say("Invented for a demonstration: no place, person, source or figure here is real.")

    @property
    def times(self) -> Said:
        """In which time zone days and times are told."""
        zone = self.words.zone
        if zone is None:
            return say("Dates and times are in UTC.")
        return say("Dates and times are those of {zone}.", zone=name(str(zone)))

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
