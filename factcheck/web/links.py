"""Where the desk's pages are in the browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from factcheck.report.urls import Links

ARTICLES, ADD_ARTICLE, MATCH = "/articles", "/add-article", "/match"
TODAY, CLAIMS, ADD, NEXT = "/", "/claims", "/add", "/next"
HISTORY, CORRECTIONS, PUBLISH, SELECTED = "/history", "/corrections", "/publish", "/selected"
SETTINGS, CHECKUP, NUMBERS, JOBS = "/settings", "/checkup", "/numbers", "/jobs"
SCALE, GUIDE, STATIC = "/scale", "/how-to-read", "/static"
NOTICES, REQUEST, REQUESTS, APPEARANCES = "/notices", "/request", "/requests", "/appearances"
LOG_IN, LOG_OUT, SET_PASSWORD, ACCOUNT, PEOPLE = "/login", "/logout", "/set-password", "/account", "/people"


@dataclass(frozen=True, slots=True)
class DeskLinks(Links):
    """The links of the pages of a desk: paths, the same from every page."""

    @property
    def home(self) -> str:
        """The link to the list of all claims."""
        return CLAIMS

    @property
    def scale(self) -> str:
        """The link to what the verdicts mean."""
        return SCALE

    @property
    def guide(self) -> str:
        """The link to how to read the pages."""
        return GUIDE

    def claim(self, ref: str) -> str:
        """The link to a claim's page."""
        return f"{CLAIMS}/{quote(ref, safe='')}"

    def go_on(self, ref: str) -> str:
        """The link to a claim's page at what is done there next."""
        return f"{self.claim(ref)}#next"

    def act(self, ref: str, act: str) -> str:
        """The link to the form of an act on a claim, where it is sent to as well."""
        return f"{self.claim(ref)}/{act}"

    def capture(self, ref: str, capture: str, start: int = 0, end: int = 0) -> str:
        """The link to a claim's page with the text of a capture, from a place on; up to `end` it is to be quoted."""
        place = {"start": start, "end": end} if end else {"start": start} if start else {}
        return f"{self.claim(ref)}?{urlencode({'capture': capture, **place})}"

    def picture(self, ref: str, digest: str) -> str:
        """The picture of a quote, by the SHA-256 of its file in the archive."""
        return f"{self.claim(ref)}/pictures/{digest}"

    def page(self, ref: str, capture: str, page: int, **more: str) -> str:
        """The link to a claim's page with a page of a captured picture or scan; `more` fills in the form."""
        return f"{self.claim(ref)}?{urlencode({'capture': capture, 'page': page, **more})}#pictured"

    def comment(self, ref: str, comment: str) -> str:
        """The link to a comment on a claim's page."""
        return f"{self.claim(ref)}?{urlencode({'comment': comment})}#{quote(comment, safe='')}"

    def next(self, ref: str) -> str:
        """The link to what waits for whoever is here after this claim."""
        return f"{NEXT}?{urlencode({'after': ref})}"

    def request(self, number: int, act: str = "") -> str:
        """The link to what readers asked for, or to where a form on it is sent."""
        return f"{REQUESTS}/{number}{act and f'/{act}'}"

    def appearances(self, ref: str) -> str:
        """The link to where a claim is said again, as far as nobody decided on it."""
        return self.of(APPEARANCES, claim=ref)

    def preview(self, ref: str) -> str:
        """The link to a claim's page as readers would see it."""
        return f"/preview/claims/{quote(ref, safe='')}.html"

    def article(self, ref: str, **where: str | int) -> str:
        """The link to an article's page; of a long text to the part with a sentence (`at`) or a `claim`."""
        there = f"{ARTICLES}/{quote(ref, safe='')}"
        return f"{there}?{urlencode(where)}" if where else there

    def article_act(self, ref: str, act: str, **words: str | int) -> str:
        """The link to the form of an act on an article, where it is sent to as well; `words` fill it in."""
        there = f"{self.article(ref)}/{act}"
        return f"{there}?{urlencode(words)}" if words else there

    def claims(self, **wanted: str | Sequence[str]) -> str:
        """The link to the claims that are like that; of several values each is named."""
        return self.of(CLAIMS, **wanted)

    def of(self, page: str, **given: str | Sequence[str]) -> str:
        """The link to a page of the desk with what its address says; of several values each is named."""
        return f"{page}?{urlencode(given, doseq=True)}" if given else page

    def todo(self, person: str, step: str = "") -> str:
        """The link to what a person does next, or to all of one step."""
        return self.of(TODAY, **{"for": person} | ({"step": step} if step else {}))


@dataclass(frozen=True, slots=True)
class LinksFromHistory(DeskLinks):
    """The same from a page that holds none of a claim's quotes."""

    def quote(self, ref: str, evidence_id: str) -> str:
        """The link to a quote on the page of its claim."""
        return f"{self.claim(ref)}#{self.anchor(ref, evidence_id)}"


def password_link(addresses: Sequence[str], secret: str) -> str:
    """The link to set a password by: a full address where the desk's are known, else the secret alone.

    It stands behind a `#`, which browsers send to nobody.
    """
    return f"{addresses[0]}{SET_PASSWORD}#{secret}" if addresses else secret


LINKS = DeskLinks()
