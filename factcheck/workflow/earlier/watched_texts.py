"""Texts that are watched for claims that were checked: each sentence that is said in them, by whom and where."""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, islice
from pathlib import Path

from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.desk import Desk
from factcheck.errors import FactcheckError, NotFound
from factcheck.model.event import digest
from factcheck.reading.document.media_type import PLAIN
from factcheck.reading.document.transcript import SUFFIXES, Utterance, read_transcript, speeches
from factcheck.reading.sentence.article_sentences import read_sentences
from factcheck.reading.sentence.attribution import attribution_of
from factcheck.reading.sentence.sentences import split_sentences
from factcheck.workflow.evidence.make_capture import read_document
from factcheck.workflow.evidence.sources import document_of, opened_file
from factcheck.workflow.evidence.unread import why_unread

MOST_FILES, MOST_SENTENCES = 1_000, 20_000
"""Files of a folder that are read at a time, and sentences that are read of one text."""

_LINE = re.compile(r"\S[^\n]*")
_READ = (*SUFFIXES, ".txt", ".md", ".html", ".htm", ".xhtml", ".docx", ".odt", ".pdf")
_LONG, _STEP = 60, 30
"""Words of a sentence from which on it is read in parts, as captions often have no full stops, and of half a part."""


@dataclass(frozen=True, slots=True)
class SaidSentence:
    """A sentence, who says it ("" where nobody tells), and its place: a paragraph (from 1), or seconds."""

    text: str
    speaker: str = ""
    paragraph: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class WatchedText:
    """What is said in one text: `id` is a digest of where it is, `digest` that of what it says.

    `url` is its address, or `file` the name of the file that holds it; the other is None. `title` and `day` (EDTF) are
    what a feed says of it.
    """

    id: str
    digest: str
    said: Sequence[SaidSentence]
    url: str | None = None
    file: str | None = None
    title: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A place whose words could not be read, and why; a text with an `id` is tried again after all others."""

    place: str
    why: str
    id: str = ""


def folder_texts(desk: Desk, place: str) -> Iterator[WatchedText | Unread]:
    """The new texts of a folder, or one file: articles and transcripts, those that were read before left out.

    What the desk itself has written into the folder, its dossiers, report and site, is not read.

    NotFound where there is no such folder or file.
    """
    path = Path(place)
    if not place or not path.exists():
        raise NotFound(f"There is no folder or file {place}. A link begins with https:// or http://")
    files = [path] if path.is_file() else sorted(_texts_in(path, desk))
    read = 0
    for file in files:
        if read == MOST_FILES:
            yield Unread(
                place, f"Only {MOST_FILES:,} new files are read at a time; read it again for the rest."
            )
            return
        found = _file_text(desk, file, _named(file.relative_to(path) if path.is_dir() else file.name))
        if found:
            read += isinstance(found, WatchedText)
            yield found


def _named(path: Path | str) -> str:
    """A path as text; bytes in it that are no UTF-8 are told as such."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def said_in_article(text: str) -> list[SaidSentence]:
    """The sentences of an article, headings left out, each with whoever it names as saying it."""
    lines = [found.start() for found in _LINE.finditer(text)]
    return _cut(
        [
            SaidSentence(one.text, attribution_of(one.text).speaker, bisect_right(lines, one.start))
            for one in read_sentences(text)
            if not one.heading
        ]
    )


def said_in_transcript(text: str) -> list[SaidSentence]:
    """The sentences of a transcript with speakers and times; of what somebody says without a break, cues are joined."""
    return _cut([one for spoken in speeches(read_transcript(text)) for one in _sentences_of(spoken)])


def _sentences_of(spoken: Sequence[Utterance]) -> Iterator[SaidSentence]:
    starts = [0, *accumulate(len(one.text) + 1 for one in spoken)]
    for span in split_sentences(" ".join(one.text for one in spoken)):
        begun = spoken[bisect_right(starts, span.start) - 1]
        seconds = None if begun.seconds is None else int(begun.seconds)
        yield SaidSentence(span.text, begun.speaker, seconds=seconds)


def _cut(said: Sequence[SaidSentence]) -> list[SaidSentence]:
    return [*islice((part for one in said for part in _parts(one)), MOST_SENTENCES)]


def _parts(one: SaidSentence) -> Iterator[SaidSentence]:
    """A sentence that is very long in parts that overlap by half."""
    words = one.text.split()
    if len(words) <= _LONG:
        yield one
        return
    for start in range(0, len(words) - _STEP, _STEP):
        text = " ".join(words[start : start + 2 * _STEP])
        yield SaidSentence(text, one.speaker, one.paragraph, one.seconds)


def _texts_in(folder: Path, desk: Desk) -> Iterator[Path]:
    own = [one.resolve() for one in (desk.settings.claims, desk.settings.reports, desk.settings.site)]
    left_out = [one for one in own if one.is_relative_to(folder.resolve()) and one != folder.resolve()]
    for path in folder.rglob("*"):
        if path.suffix.lower() not in _READ or not path.is_file():
            continue
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not is_hidden and not any(path.resolve().is_relative_to(one) for one in left_out):
            yield path


def _file_text(desk: Desk, path: Path, name: str) -> WatchedText | Unread | None:
    """What is said in a file, which is called so; None where it was read before and says the same."""
    try:
        spoken = path.suffix.lower() in SUFFIXES
        document = SuppliedFile.of(PLAIN, partial(opened_file, path)) if spoken else document_of(path)
        place = digest([_named(path.resolve())])
        with desk.store.reading() as ledger:
            if ledger.appearances.read([place]).get(place) == document.digest:
                return None
        reading = read_document(desk, document, main=not spoken)
    except FactcheckError as wrong:
        return Unread(_named(path), wrong.message)
    if not reading.text:
        why = why_unread(document.size, reading.content_type, reading.text_outcome, reading.notes)
        return Unread(_named(path), f"It holds no text that can be read: {why}")
    said = said_in_transcript(reading.text) if spoken else said_in_article(reading.text)
    return WatchedText(place, document.digest, said, file=name)
