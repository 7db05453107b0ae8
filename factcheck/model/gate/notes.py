"""The check that no words of a private note stand where readers see them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from factcheck.model.event import Event
from factcheck.model.gate.mending import write_otherwise
from factcheck.model.gate.question import Found, Question
from factcheck.model.gate.shown import Shown, words_shown
from factcheck.model.record import Record
from factcheck.model.text import normalised_wording
from factcheck.model.words import Act

_RUN, _WHOLE_LINE = 6, 4
"""Words in a row that are no chance; words of a line of a note that count when the whole of it is repeated."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts written without spaces; two of them count as a word."""

Runs = dict[str, datetime]


def private_note_quoted(asked: Question) -> Iterator[Found]:
    """No text of the desk's own repeats six words in a row of a private note, or a whole line of it of four or five.

    Private are the notes of a claim, also those that were edited away since, and what was asked and answered
    where a contact is private. Case, accents and punctuation make no difference; in scripts without spaces two
    letters count as a word. What a note itself repeats of the claim's wording or of a quote is no secret, and
    words that a verdict or a correction had before the note was written are not the note's.
    """
    record = asked.record
    private = [*_private_texts(record)]
    if not record.verdict or not private:
        return
    shown = words_shown(record)
    secret = _secrets(private, [one.text for one in shown if not one.ours])
    for one in shown:
        if one.ours and (words := _repeated(one, secret)):
            yield Found(
                "private-note-quoted",
                one.place,
                f'Repeats words of a private note: "{words}".',
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


def _notes_in(event: Event) -> Iterator[str]:
    """The note an event adds, or the whole one it leaves."""
    said = {Act.NOTE: event.body, Act.ADD: event.body.get("claim"), Act.EDIT: event.body.get("set")}
    note = (said.get(event.act) or {}).get("note")
    if isinstance(note, str):
        yield note


def _secrets(private: Iterable[tuple[datetime, str]], open_texts: Iterable[str]) -> Runs:
    """The runs and short lines of the private texts that stand in none of the open ones, with their first time."""
    secret: Runs = {}
    for at, text in private:
        for run in (*_runs(_words(text)), *_short_lines(text)):
            secret[run] = min(at, secret.get(run, at))
    for text in open_texts:
        words = _words(text)
        for run in (*_runs(words), *_short_runs(words)):
            secret.pop(run, None)
    return secret


def _repeated(shown: Shown, secret: Runs) -> str | None:
    words = _words(shown.text)
    for run in (*_runs(words), *_short_runs(words)):
        if run in secret and (shown.at is None or secret[run] <= shown.at):
            return run
    return None


def _words(text: str) -> list[str]:
    """The words as compared; of scripts without spaces the single letters."""
    return re.findall(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern})\S)+", normalised_wording(text))


def _runs(words: Sequence[str], weight: int = _RUN) -> Iterator[str]:
    """From each word on the shortest run that weighs as much."""
    weights = [1 if _UNSPACED.match(word) else 2 for word in words]
    end = total = 0
    for start, own in enumerate(weights):
        while end < len(words) and total < 2 * weight:
            total += weights[end]
            end += 1
        if total < 2 * weight:
            return
        yield " ".join(words[start:end])
        total -= own


def _short_runs(words: Sequence[str]) -> Iterator[str]:
    """Runs as long as a short line may be."""
    for weight in range(_WHOLE_LINE, _RUN):
        yield from _runs(words, weight)


def _short_lines(text: str) -> Iterator[str]:
    """The lines that are shorter than a run, and long enough to mean something."""
    for line in text.splitlines():
        words = _words(line)
        weight = sum(1 if _UNSPACED.match(word) else 2 for word in words)
        if 2 * _WHOLE_LINE <= weight < 2 * _RUN:
            yield " ".join(words)
