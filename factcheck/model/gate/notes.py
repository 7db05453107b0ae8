"""The check that no words of a private note stand where readers see them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from factcheck.model.event import Event
from factcheck.model.gate.context import CheckResult, GateContext
from factcheck.model.gate.public_text import PublicText
from factcheck.model.gate.remedies import write_otherwise
from factcheck.model.record import Record
from factcheck.model.text import normalised_wording
from factcheck.model.vocabulary import Act
from factcheck.phrase import say

_RUN, _WHOLE_LINE = 12, 8
"""In half words: what in a row is no chance, and the least that a whole line of a note has to have."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts written without spaces; two of them count as a word."""
_WORD = re.compile(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern})\S)+")


@dataclass(frozen=True)
class _Secrets:
    """Runs of words that no reader is to see, each with its first time, and how long the runs are."""

    runs: Mapping[str, datetime]
    lengths: frozenset[int]

    def repeated(self, shown: PublicText) -> str | None:
        """The first run that a text for readers repeats, if it was secret before the text was written."""
        for run in _runs(_words(shown.folded), self.lengths):
            if run in self.runs and (shown.at is None or self.runs[run] <= shown.at):
                return run
        return None


def private_note_quoted(asked: GateContext) -> Iterator[CheckResult]:
    """No text of the desk's own repeats six words in a row of a private note, or a whole line of it of four or five.

    Private are the notes of a claim, also those that were edited away since, what was asked and answered where a
    contact is private, and what somebody answered by a link. Case, accents and punctuation make no difference; in
    scripts without spaces two letters count as a word. What a note itself repeats of the claim's wording or of a quote
    is no secret, and words that a verdict or a correction had before the note was written are not the note's.
    """
    record = asked.record
    private = [*_private_texts(record)]
    if not record.verdict or not private:
        return
    secret = _secrets(private, [one for one in asked.shown if not one.ours])
    for one in asked.shown:
        if one.ours and (words := secret.repeated(one)):
            yield CheckResult(
                one.place,
                say('Repeats words of a private note: "{words}".', words=words),
                write_otherwise(record, one.place),
            )


def _private_texts(record: Record) -> Iterator[tuple[datetime, str]]:
    """Every private text there ever was, with the time it was written."""
    for event in record.events:
        yield from ((event.at, text) for text in _notes_in(event))
    began = record.events[0].at
    for contact in record.contacts:
        if not contact.public:
            yield from ((began, text) for text in (contact.asked, contact.answered) if text)
        for answer in contact.answers:
            words = (answer.remark, *(one.why for one in answer.comments))
            yield from ((answer.at, text) for text in words if text)


def _notes_in(event: Event) -> Iterator[str]:
    """The note an event adds, or the whole one it leaves."""
    said = {Act.NOTE: event.body, Act.ADD: event.body.get("claim"), Act.EDIT: event.body.get("set")}
    note = (said.get(event.act) or {}).get("note")
    if isinstance(note, str):
        yield note


def _secrets(private: Iterable[tuple[datetime, str]], open_texts: Iterable[PublicText]) -> _Secrets:
    """The runs and short lines of the private texts that stand in none of the open ones."""
    found: dict[str, datetime] = {}
    lengths = {_RUN}
    for at, text in private:
        short = dict(_short_lines(text))
        lengths.update(short.values())
        for run in (*_runs(_words(normalised_wording(text)), [_RUN]), *short):
            found[run] = min(at, found.get(run, at))
    for shown in open_texts:
        for run in _runs(_words(shown.folded), lengths):
            found.pop(run, None)
    return _Secrets(found, frozenset(lengths))


def _words(folded: str) -> list[str]:
    """The words as compared; of scripts without spaces the single letters."""
    return _WORD.findall(folded) if _UNSPACED.search(folded) else folded.split()


def _runs(words: Sequence[str], lengths: Iterable[int]) -> Iterator[str]:
    """For each length, from each word on the shortest run that is as long."""
    halves = [_halves(word) for word in words]
    for length in lengths:
        end = total = 0
        for start, own in enumerate(halves):
            while end < len(words) and total < length:
                total += halves[end]
                end += 1
            if total < length:
                break
            yield " ".join(words[start:end])
            total -= own


def _short_lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines that are shorter than a run and long enough to mean something, each with its length."""
    for line in text.splitlines():
        words = _words(normalised_wording(line))
        length = sum(map(_halves, words))
        if _WHOLE_LINE <= length < _RUN:
            yield " ".join(words), length


def _halves(word: str) -> int:
    """What a word counts in half words."""
    return 1 if _UNSPACED.match(word) else 2
