"""Passages of captured sources that bear on a claim; they are suggested, and a person decides."""

import mimetypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from logging import getLogger
from pathlib import Path
from typing import Any

from factcheck.desk import Desk, wanted_encoder
from factcheck.errors import BadInput, NotFound, Remedy
from factcheck.files import disk_errors_explained, no_file
from factcheck.matching.encoder import Encoder, EncoderFailed
from factcheck.matching.passages import Passage, rank_passages
from factcheck.matching.sentence_meaning import MOST, Meanings
from factcheck.model.record import Record
from factcheck.model.rules.evidence import fetch_or_file
from factcheck.model.source import Capture
from factcheck.phrase import Message
from factcheck.reading.document.worker_pool import Hints, MachineText, WorkerPool
from factcheck.workflow.earlier.vectors import words_alone
from factcheck.workflow.evidence.by_browser import offered
from factcheck.workflow.evidence.make_capture import page_of
from factcheck.workflow.evidence.pictures import read_pages, region_of
from factcheck.workflow.evidence.record_capture import text_of
from factcheck.workflow.evidence.unread import why_unread

LIMIT = 10
_MOST_ENCODED, _LEAST_ENCODED = 512, 24
"""The most sentences of all texts together that are encoded, about two seconds, and the least of each."""

_LOG = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of one capture, numbered from the best; one of a local file has neither source nor capture.

    One that a program read on a picture has the `page` and `region` of it.
    """

    number: int
    passage: Passage
    source: str | None = None
    capture: str | None = None
    page: int | None = None
    region: str | None = None

    @property
    def exact(self) -> str:
        """Its words as they stand."""
        return self.passage.text

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract."""
        one = self.passage
        return {
            "number": self.number,
            "source": self.source,
            "capture": self.capture,
            "text": one.text,
            "start": one.start,
            "end": one.end,
            "score": round(one.score, 3),
            "why": one.why,
            "words": list(one.words),
            "names": list(one.names),
            "figures": [
                {"claim": note.claim, "passage": note.passage, "agreement": str(note.agreement)}
                for note in one.figures
            ],
            "missing": [part for note in one.figures for part in note.missing],
            "restates": one.restates,
            "shares_little": one.shares_little,
            "region": self.region,
            "heading": one.heading,
            **({} if one.closeness is None else {"closeness": one.closeness}),
        }


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """The passages, best first; `words_alone` says why meanings were not compared, where an encoder could not."""

    passages: tuple[FoundPassage, ...]
    words_alone: Message | None = None

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract."""
        told = {"words_alone": str(self.words_alone)} if self.words_alone else {}
        return {"passages": [one.as_json() for one in self.passages], **told}


def find_passages(desk: Desk, ref: str, source_id: str | None = None, limit: int = LIMIT) -> FoundPassages:
    """At most `limit` passages of a claim's captured sources, best first."""
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    if source_id:
        record.source(source_id)
    texts = [one for capture in _readable(desk, record, source_id) for one in _texts(desk, record, capture)]
    return find_in_texts(record.claim.text, texts, desk.find_encoder(), record.claim.language, limit)


@dataclass(frozen=True, slots=True)
class SearchedText:
    """What is searched: the text of a capture, or what a program reads on a page of it."""

    text: str
    source: str | None = None
    capture: str | None = None
    page: int | None = None
    words: MachineText | None = None

    def found(self, one: Passage) -> FoundPassage:
        """The passage with the place where it stands."""
        if self.words is None or self.page is None:
            return FoundPassage(0, one, self.source, self.capture)
        region = region_of(self.words, self.page, one.start, one.end).fragment
        return FoundPassage(0, one, self.source, self.capture, self.page, region)


def _texts(desk: Desk, record: Record, capture: Capture) -> Iterator[SearchedText]:
    if capture.text_digest:
        yield SearchedText(text_of(desk, capture) or "", capture.source, capture.id)
        return
    for page, words in read_pages(desk, record, capture, None):
        yield SearchedText(words.text, capture.source, capture.id, page, words)


def find_in_texts(
    claim: str,
    texts: Sequence[SearchedText],
    encoder: Encoder | None,
    language: str | None = None,
    limit: int = LIMIT,
) -> FoundPassages:
    """The best passages of all texts, by words and meaning; by words alone where the encoder fails at one of them.

    `language` is that of the texts (BCP 47), where it is known.
    """
    most = min(MOST, max(_LEAST_ENCODED, _MOST_ENCODED // max(1, len(texts))))
    meanings = Meanings(encoder, most) if encoder else None
    try:
        found = [
            text.found(one)
            for text in texts
            for one in rank_passages(claim, text.text, language=language, limit=limit, meanings=meanings)
        ]
    except (EncoderFailed, ImportError) as wrong:
        _LOG.warning("found passages by words alone: %(why)s", {"why": str(wrong)})
        found_by_words = find_in_texts(claim, texts, None, language, limit)
        return replace(found_by_words, words_alone=words_alone(str(wrong)))
    found.sort(key=lambda one: -one.passage.score)
    return FoundPassages(tuple(replace(one, number=number) for number, one in enumerate(found[:limit], 1)))


def passage_of(desk: Desk, ref: str, source_id: str | None, number: int) -> FoundPassage:
    """The passage of that number in what `find` shows; NotFound where there are fewer."""
    found = find_passages(desk, ref, source_id, limit=max(number, LIMIT)).passages
    if not 1 <= number <= len(found):
        raise NotFound(
            f"{ref} has {len(found)} passages, so there is none of number {number}.",
            remedies=[Remedy.by("find", "See them.", ref=ref)],
        )
    return found[number - 1]


def find_in_file(
    claim: str, path: Path, limit: int = LIMIT, find_encoder: Callable[[], Encoder | None] = wanted_encoder
) -> FoundPassages:
    """The passages of a local html, pdf, docx or txt file that bear on a claim; no desk is needed."""
    if not path.is_file():
        raise NotFound(no_file(path))
    with disk_errors_explained(path):
        content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or ""
    with WorkerPool(processes=1) as readers:
        reading = readers.read(content, Hints(content_type=kind))
    if not reading.text:
        why = why_unread(len(content), reading.content_type, reading.text_outcome, reading.notes)
        raise BadInput(f"{path} holds no text that can be read: {why}")
    return find_in_texts(claim, [SearchedText(reading.text)], find_encoder(), limit=limit)


def capture_text(desk: Desk, ref: str, capture_id: str, *, main: bool = False) -> str:
    """All text of a capture, as quotes are looked for in it; `main` is the article without menus and the like."""
    with desk.store.reading() as ledger:
        capture = ledger.record(ref).capture(capture_id)
    text = text_of(desk, capture)
    if main and text is not None:
        text = desk.readers.main_text(*page_of(desk, capture))
    if text is None:
        raise NotFound(f"{capture_id} of {ref} ({capture.outcome}) holds no text that could be read.")
    return text


def _readable(desk: Desk, record: Record, source_id: str | None) -> list[Capture]:
    """The newest capture of each source that has text or is a picture."""
    newest = {one.source: one for one in record.captures if one.text_digest and one.outcome.holds_words}
    newest |= {one.source: one for one in record.captures if one.is_pictured and one.source not in newest}
    found = [one for one in newest.values() if source_id in (None, one.source)]
    if not found:
        ref = record.claim.ref
        tried = [one for one in record.captures if source_id in (None, one.source)][-1:]
        remedies = (
            *fetch_or_file(ref, "Fetch one."),
            *(more for one in tried for more in offered(desk, ref, one)),
        )
        raise NotFound(f"{ref} has no captured source with text.", remedies=remedies)
    return found
