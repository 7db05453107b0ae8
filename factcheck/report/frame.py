"""What stands around every page: its permanent URL, the pages it leads to, and the texts of the desk's own."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.phrase import Message, say
from factcheck.report import urls
from factcheck.report.edition import Edition
from factcheck.report.urls import Links

TEXTS = {
    "method": (urls.METHOD, say("How we work")),
    "funding": (urls.FUNDING, say("Who pays for this desk")),
    "complaints": (urls.COMPLAINTS, say("How to complain")),
}
"""The desk's own texts, each with the file it becomes and its title."""


@dataclass(frozen=True, slots=True)
class FrameLink:
    """A link to another page; `current` where it is the page itself."""

    href: str
    label: Message
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around one page; `canonical` is its permanent URL, empty where it is not published."""

    nav: tuple[FrameLink, ...]
    foot: tuple[FrameLink, ...]
    canonical: str = ""


def frame(edition: Edition, to: Links, file: str) -> Frame:
    """The frame of the page that is this file."""
    here = to.file(file)
    if not edition.is_public:
        return Frame(tuple(_nav(edition, to, here)), tuple(_desk_foot(to)))
    foot = (*_site_foot(edition, to, here), *_how_to(to))
    return Frame(tuple(_nav(edition, to, here)), foot, edition.urls.file(file))


def _nav(edition: Edition, to: Links, here: str) -> Iterator[FrameLink]:
    all_of_them = say("All checks") if edition.is_public else say("All claims")
    yield FrameLink(to.home, all_of_them, to.home == here)
    if edition.is_public:
        yield FrameLink(to.corrections, say("Corrections"), to.corrections == here)
    yield FrameLink(to.scale, say("What the verdicts mean"), to.scale == here)
    yield FrameLink(to.guide, say("How to read this"), to.guide == here)
    if edition.is_public and edition.ask:
        yield FrameLink(edition.ask, say("Ask for a check"))


def _desk_foot(to: Links) -> Iterator[FrameLink]:
    yield FrameLink(to.guide, say("How to read this report"))
    yield FrameLink(to.scale, say("What the verdicts mean"))
    yield FrameLink(to.home, say("All claims"))


def _site_foot(edition: Edition, to: Links, here: str) -> Iterator[FrameLink]:
    own = [TEXTS[name] for name in TEXTS if name in edition.texts]
    data = [
        (urls.FEED, say("Feed")),
        (urls.DATA_JSON, say("All data (JSON)")),
        (urls.DATA_CSV, say("as a table (CSV)")),
    ]
    for file, label in (*own, *data):
        yield FrameLink(to.file(file), label, to.file(file) == here)


def _how_to(to: Links) -> Iterator[FrameLink]:
    yield FrameLink(to.guide, say("How to read and check this"))
    yield FrameLink(to.home, say("All checks"))
