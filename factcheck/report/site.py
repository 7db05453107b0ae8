"""The public site as its pages know it: whose it is, where it stands, and what stands around every page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from factcheck.report import place
from factcheck.report.edition import Edition
from factcheck.report.place import PublicAddress

TEXTS = {
    "method": (place.METHOD, "How we work"),
    "funding": (place.FUNDING, "Who pays for this desk"),
    "complaints": (place.COMPLAINTS, "How to complain"),
}
"""The desk's own texts, each with the file it becomes and what it is called."""


@dataclass(frozen=True, slots=True)
class Around:
    """A link to another page of the site; `current` where it is the page itself."""

    href: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a public page: its one address, and the ways to the others.

    `noindex` keeps search engines away, `up` leads from the page to the root of the site.
    """

    canonical: str
    up: str
    nav: tuple[Around, ...]
    foot: tuple[Around, ...]
    noindex: bool = False


@dataclass(frozen=True)
class Site:
    """One rendering of the public site; `texts` names those of the desk's own texts that it has."""

    edition: Edition
    address: PublicAddress
    texts: Collection[str] = ()

    def frame(self, file: str, *, noindex: bool = False) -> Frame:
        """What stands around the page that is this file of the site."""
        up = "../" * file.count("/")
        return Frame(
            canonical=self.address.home if file == place.INDEX else self.address.page(file),
            up=up,
            nav=tuple(Around(f"{up}{name}", label, name == file) for name, label in self._nav()),
            foot=tuple(Around(f"{up}{name}", label, name == file) for name, label in self._foot()),
            noindex=noindex,
        )

    def _nav(self) -> Iterator[tuple[str, str]]:
        yield place.INDEX, "All checks"
        yield place.CORRECTIONS, "Corrections"
        yield place.SCALE, "What the verdicts mean"
        yield place.GUIDE, "How to read this"

    def _foot(self) -> Iterator[tuple[str, str]]:
        yield from (TEXTS[name] for name in TEXTS if name in self.texts)
        yield place.FEED, "Feed"
        yield place.DATA_JSON, "All data (JSON)"
        yield place.DATA_CSV, "as a table (CSV)"
