"""Where the pages stand to each other: relative links in a folder, or anchors in one file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """The way from one page to the others."""

    home: str
    scale: str
    guide: str
    claims: str
    suffix: str = ".html"
    single: bool = False
    articles: str = ""

    def claim(self, ref: str) -> str:
        """The link to a claim's page."""
        return f"{self.claims}{ref}{self.suffix}"

    def rating(self, anchor: str) -> str:
        """The link to the meaning of one rating."""
        return f"#{anchor}" if self.single else f"{self.scale}#{anchor}"

    def term(self, anchor: str) -> str:
        """The link to one explanation of the guide."""
        return f"#{anchor}" if self.single else f"{self.guide}#{anchor}"

    def article(self, ref: str) -> str:
        """The link to an article's own page; in one file to its claims in the index."""
        if self.articles:
            return f"{self.articles}{ref}{self.suffix}"
        return f"#article.{ref}" if self.single else f"{self.home}#article.{ref}"

    def anchor(self, ref: str, part: str) -> str:
        """The id of a part of a claim's page; a ref holds no dot, so no two ids can meet."""
        return f"c.{ref}.{part}" if self.single else part


FROM_ROOT = Addresses("index.html", "scale.html", "how-to-read.html", "claims/", articles="articles/")
FROM_CLAIM = Addresses("../index.html", "../scale.html", "../how-to-read.html", "", articles="../articles/")
FROM_ARTICLE = Addresses("../index.html", "../scale.html", "../how-to-read.html", "../claims/")
IN_ONE_FILE = Addresses("#top", "#scale", "#how-to-read", "#c.", suffix="", single=True)

FROM_SITE = Addresses("index.html", "scale.html", "how-to-read.html", "claims/", articles="articles/")
FROM_SITE_FOLDER = Addresses(
    "../index.html", "../scale.html", "../how-to-read.html", "../claims/", articles="../articles/"
)
"""The same on the public site: from the pages at its root, and from those in one of its folders."""
