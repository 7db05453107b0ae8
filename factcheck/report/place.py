"""Where public pages are: absolute URLs, for whoever reads a check from somewhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """The URLs of a site from its `base`, such as `https://example.org/checks`; a trailing slash makes none."""

    base: str

    def page(self, name: str) -> str:
        """The URL of a file of the site by its path in the folder, such as `claims/REF.html`; "" is the home."""
        return f"{self.base.rstrip('/')}/{name}"

    @property
    def home(self) -> str:
        """The front page."""
        return self.page("")

    def claim(self, ref: str) -> str:
        """The permanent address of a check; it shows the version that is out now."""
        return self.page(claim_file(ref))

    def version(self, ref: str, number: int) -> str:
        """The permanent address of a version that a later one has replaced."""
        return self.page(version_file(ref, number))

    def embed(self, ref: str) -> str:
        """The card of a check that others put in an iframe."""
        return self.page(embed_file(ref))

    def article(self, ref: str) -> str:
        """The page of an article with its claims."""
        return self.page(article_file(ref))

    @property
    def corrections(self) -> str:
        """The page of all corrections."""
        return self.page(CORRECTIONS)

    @property
    def feed(self) -> str:
        """The Atom feed."""
        return self.page(FEED)

    @property
    def scale(self) -> str:
        """What the verdicts mean."""
        return self.page(SCALE)

    @property
    def guide(self) -> str:
        """How to read and check a page."""
        return self.page(GUIDE)

    @property
    def method(self) -> str:
        """How the desk works, in its own words."""
        return self.page(METHOD)


INDEX = "index.html"
CORRECTIONS = "corrections.html"
SCALE = "scale.html"
GUIDE = "how-to-read.html"
METHOD = "method.html"
FUNDING = "funding.html"
COMPLAINTS = "complaints.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
DATA_JSON = "claims.json"
DATA_CSV = "claims.csv"


def claim_file(ref: str) -> str:
    """A check's page, in the folder of the site."""
    return f"claims/{ref}.html"


def version_file(ref: str, number: int) -> str:
    """The page of an earlier version; a ref holds no dot, so no two files can meet."""
    return f"claims/{ref}.{number}.html"


def embed_file(ref: str) -> str:
    """The card of a check, in the folder of the site."""
    return f"embed/{ref}.html"


def article_file(ref: str) -> str:
    """An article's page, in the folder of the site."""
    return f"articles/{ref}.html"
