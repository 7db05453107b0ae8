"""Where the pages are: files in a folder, links from one page to another, and absolute URLs of the public site."""

from dataclasses import dataclass

INDEX = "index.html"
CORRECTIONS = "corrections.html"
SCALE = "scale.html"
GUIDE = "how-to-read.html"
METHOD = "method.html"
FUNDING = "funding.html"
COMPLAINTS = "complaints.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
MISSING = "404.html"
DATA_JSON = "claims.json"
DATA_CSV = "claims.csv"
SINGLE = "report.html"


def claim_file(ref: str) -> str:
    """A claim's page, as a path in the folder."""
    return f"claims/{ref}.html"


def version_file(ref: str, number: int) -> str:
    """The page of an earlier version; a ref holds no dot, so no two files can have one name."""
    return claim_file(f"{ref}.{number}")


def proof_file(ref: str) -> str:
    """The proof that a check stands in the public log, beside its page."""
    return f"claims/{ref}.tlog-proof"


def embed_file(ref: str) -> str:
    """The card of a check, as a path in the folder."""
    return f"embed/{ref}.html"


def image_file(ref: str) -> str:
    """The share image of a check, as a path in the folder."""
    return f"images/{ref}.png"


def picture_file(ref: str, digest: str) -> str:
    """The picture of a quote, as a path in the folder, by the SHA-256 of its file in the archive."""
    return f"images/{ref}.{digest[:16]}.png"


def article_file(ref: str) -> str:
    """An article's page, as a path in the folder."""
    return f"articles/{ref}.html"


def list_file(number: int) -> str:
    """A page of the list of all checks; the first holds the oldest."""
    return f"checks/{number}.html"


def find_file(number: int) -> str:
    """Rows of the list as data for the script that finds among them; the first holds the last of the list."""
    return f"find/{number}.js"


def data_file(number: int) -> str:
    """A part of the data of all checks, where they stand in several; the first holds the oldest."""
    return f"claims-{number}.json"


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page to the others; `up` leads to the folder of the index, `single` means anchors in one file.

    A ref holds no dot, so that no two anchors of one file can be the same.
    """

    up: str = ""
    single: bool = False

    def file(self, name: str) -> str:
        """The link to a file by its path in the folder."""
        return f"{self.up}{name}"

    @property
    def home(self) -> str:
        """The link to the list of all claims."""
        return "#top" if self.single else self.file(INDEX)

    @property
    def scale(self) -> str:
        """The link to what the verdicts mean."""
        return "#scale" if self.single else self.file(SCALE)

    @property
    def guide(self) -> str:
        """The link to how to read the pages."""
        return "#how-to-read" if self.single else self.file(GUIDE)

    @property
    def corrections(self) -> str:
        """The link to all corrections."""
        return self.file(CORRECTIONS)

    def claim(self, ref: str) -> str:
        """The link to a claim's page."""
        return f"#c.{ref}" if self.single else self.file(claim_file(ref))

    def version(self, ref: str, number: int) -> str:
        """The link to the page of an earlier version."""
        return self.file(version_file(ref, number))

    def article(self, ref: str) -> str:
        """The link to an article's page; in one file to its claims in the list."""
        return f"#article.{ref}" if self.single else self.file(article_file(ref))

    def rating(self, anchor: str) -> str:
        """The link to the meaning of one rating."""
        return f"#{anchor}" if self.single else f"{self.scale}#{anchor}"

    def term(self, anchor: str) -> str:
        """The link to one explanation of the guide."""
        return f"#{anchor}" if self.single else f"{self.guide}#{anchor}"

    def quote(self, ref: str, evidence_id: str) -> str:
        """The link to a quote from the page of its claim."""
        return f"#{self.anchor(ref, evidence_id)}"

    def anchor(self, ref: str, part: str) -> str:
        """The id of a part of a claim's page."""
        return f"c.{ref}.{part}" if self.single else part


FROM_ROOT = Links()
FROM_FOLDER = Links("../")
"""The links of the pages in one of the folders: of claims, articles and cards."""
IN_ONE_FILE = Links(single=True)


class SiteUrls(Links):
    """The same as absolute, permanent URLs of the public site; `up` is such as `https://example.org/checks`."""

    def file(self, name: str) -> str:
        """The URL of a file by its path in the folder; "" is the front page, and so is its own file."""
        return f"{self.up.rstrip('/')}/{'' if name == INDEX else name}"

    def embed(self, ref: str) -> str:
        """The card of a check that others put in an iframe."""
        return self.file(embed_file(ref))

    @property
    def feed(self) -> str:
        """The Atom feed."""
        return self.file(FEED)
