"""Copies of sources in archives that are known: fetched without the archive's frame, held to the source's address."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from factcheck.archive.surt import page_key
from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.source import Memento
from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Outcome
from factcheck.model.web_archives import ArchiveCopy, archive_copy
from factcheck.workflow.evidence.make_capture import NewCapture, SaidCopy, keep_visit

_LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))*)")
_ORIGINAL = re.compile(r"\brel\s*=\s*(?:\"[^\"]*\boriginal\b[^\"]*\"|original\b)", re.IGNORECASE)
_FRAMED = "The archive gave the copy with a frame of its own; what of it could be told apart was left out."


@dataclass(frozen=True, slots=True)
class WantedCopy:
    """A copy to be fetched, and the addresses of the sources that it must be a copy of."""

    at: ArchiveCopy
    of: frozenset[str]


def copy_at(desk: Desk, url: str) -> ArchiveCopy | None:
    """The copy at an address, None where it is in no archive that the desk knows."""
    return archive_copy(url, desk.settings.archives.also)


def refuse_other_page(desk: Desk, url: str | None, archived_url: str | None) -> None:
    """Raise BadInput where the address of a copy says that it is of another page than the source."""
    copy = copy_at(desk, archived_url) if archived_url else None
    if copy and copy.original and url and page_key(copy.original) != page_key(url):
        raise BadInput(
            f"{archived_url} is a copy of {copy.original}, and the source is {url}; nothing was stored."
        )


def keep_copy(desk: Desk, visit: Visit, wanted: WantedCopy) -> NewCapture:
    """Keep what an archive gave, with what it says of it; a copy that is not of the source has words of no source."""
    hop = visit.last
    memento = _memento(desk, hop, wanted.at) if hop else None
    why = _why_not(desk, visit, wanted, memento) if visit.outcome.holds_words else ""
    if why:
        visit = replace(visit, outcome=Outcome.HTTP, reason=why)
    elif hop and (found := copy_at(desk, hop.url)) and found.request != hop.url:
        visit = replace(visit, notes=(*visit.notes, _FRAMED))
    return keep_visit(desk, visit, copy=SaidCopy(memento, wanted.at.frame) if memento and not why else None)


def _why_not(desk: Desk, visit: Visit, wanted: WantedCopy, memento: Memento | None) -> str:
    """Why what came is no copy of the source; "" where it is one."""
    name = wanted.at.archive
    if memento is None:
        return f"{name} does not say of which page and of when this is, so it is no copy that can be quoted."
    said = [memento.original, *(one.original for hop in visit.hops if (one := copy_at(desk, hop.url)))]
    keys = {page_key(one) for one in said if one}
    if wanted.of and not keys & {page_key(one) for one in wanted.of}:
        return f"{name} says that this is a copy of {memento.original}, and the source is {min(wanted.of)}."
    return ""


def _memento(desk: Desk, hop: Hop, copy: ArchiveCopy) -> Memento | None:
    """What the last answer says of itself: in its head (RFC 7089), or else its address does; None where neither."""
    at_last = copy_at(desk, hop.url)
    if at_last is None or at_last.archive != copy.archive:
        return None
    at = _date(hop.header("Memento-Datetime")) or at_last.at
    original = _original(hop.list_header("Link")) or at_last.original
    if at is None or original is None:
        return None
    return Memento.of({"original": original, "at": at, "archive": copy.archive})


def _original(links: str) -> str | None:
    """The address with rel=original among links (RFC 8288)."""
    found = (one[1] for one in _LINK.finditer(links[:20_000]) if _ORIGINAL.search(one[2]))
    return next((one for one in found if one.startswith(("http://", "https://"))), None)


def _date(said: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
