"""Words that are taken out of a history for good, as a law may ask for: what stands in their place, so the rest holds.

A line whose words are gone has stand-ins for them and, under `redacted`, the digest of the body that it had, which its
hash holds as before. The same words get the same stand-in wherever the history repeats them, others another, so that
what was equal stays equal. Digests that sign-offs bind can no longer be worked out: those that follow from the
stand-ins lead to the ones that were signed. A line of the act `redact` says which lines these are, when, why and by
whom; without it no line passes.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.errors import Finding
from factcheck.model.event import REDACTED, SALTS, Event, body_digest, digest
from factcheck.model.evolve import GrowingRecord
from factcheck.model.scale import Scales
from factcheck.model.signing import signing_digest, what_is_signed
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act

Body = Mapping[str, Any]

HOST = "redacted.invalid"
"""The host of every link that stands for another; no such host can be (RFC 2606)."""

NEVER = (Act.PUBLISH, Act.REDACT, Act.RENAME)
"""Acts that hold no words: addresses, digests, refs and reasons that are written for readers."""

_KEPT = frozenset(
    {
        *("id", "ref", "article", "source", "capture", "evidence", "baseline", "verdict", "cites"),
        *("rating", "scale", "stance", "standing", "match", "kind", "priority", "language", "claimant_type"),
        *("claimed_on", "published_on", "when", "deadline", "asked_on", "answered_on", "fetched_at", "at"),
        *("outcome", "text_outcome", "content_type", "charset", "declared_type", "rung", "decision", "score"),
        *("wanted_by", "read_at", "part", "band", "record", "payload_digest", "text_digest", "digest"),
        *("by", "desk", "signature", "target", "reply_to", "resolved", "picture"),
    }
)
"""Keys whose values are no words but ids, closed words, days, digests, and who acted, which is in a line's hash."""

_SALTS = frozenset({"salt", SALTS})
"""Keys that a line without its words has no more: with its salts, short words could be found by trying them out."""

_REPEATED = frozenset({"words"})
"""Keys whose values repeat what another line says: they go with that, and take nothing out of it."""

_NUMBER = re.compile(r"(?:\[redacted |redacted\.invalid/)([1-9][0-9]*)\]?$")


@dataclass(frozen=True)
class Redacted:
    """A history after words were taken out of it: the lines that have stand-ins now, and the words that are gone."""

    events: tuple[Event, ...]
    lines: tuple[int, ...]
    words: tuple[str, ...]

    def notice(self) -> dict[str, str]:
        """What the line of the act says of each line: the digest of what stands there now."""
        return {str(number): digest(self.events[number - 1].body) for number in self.lines}


def taken_out(events: Sequence[Event], lines: Collection[int], scales: Scales) -> Redacted:
    """A history without the words of these lines, wherever it repeats them.

    Hashes stay as they are. ScaleGone where a sign-off rests on a scale that is not there.
    """
    known = {word for event in events for word in stand_ins(event)}
    named = (word for event in events if event.seq in lines for word in words_of(event))
    words = [word for word in dict.fromkeys(named) if word not in known]
    first = 1 + max((int(found[1]) for word in known if (found := _NUMBER.search(word))), default=0)
    names = {word: _stand_in(word, number) for number, word in enumerate(words, first)}
    bodies = {event.seq: _replaced(_told(event), names) for event in events if event.act not in NEVER}
    changed = [event.seq for event in events if event.seq in bodies and bodies[event.seq] != _told(event)]
    new = tuple(
        _line(event, bodies[event.seq], names.values()) if event.seq in changed else event for event in events
    )
    if changed:
        new = _signing(new, dict(_signed(events, new, scales)), scales)
    touched = (now.seq for was, now in zip(events, new, strict=True) if was.body != now.body)
    return Redacted(new, tuple(touched), tuple(words))


def stand_ins(event: Event) -> Collection[str]:
    """What stands in a line in the place of words that are gone."""
    told = event.body.get(REDACTED)
    found: Collection[str] = told["stand_ins"] if told else ()
    return found


def words_of(event: Event) -> Iterator[str]:
    """Every text of a line that is words and no id, closed word, day, digest or name of who acted."""
    return _words(_told(event), passed=_SALTS | _REPEATED) if event.act not in NEVER else iter(())


def _told(event: Event) -> dict[str, Any]:
    return {key: value for key, value in event.body.items() if key != REDACTED}


def _words(told: Any, key: str = "", passed: Collection[str] = _SALTS) -> Iterator[str]:
    """Every text of a body that is words, in order; what stands under some keys is `passed` over."""
    if isinstance(told, Mapping):
        for name, value in told.items():
            if name not in passed:
                yield from _words(value, name, passed)
    elif isinstance(told, list):
        for value in told:
            yield from _words(value, key, passed)
    elif isinstance(told, str) and key not in _KEPT and not is_blank(told):
        yield _compared(told)


def _compared(word: str) -> str:
    """A text as it is compared with others: white space counts for nothing, as in a value of one line."""
    return " ".join(word.split())


def _stand_in(word: str, number: int) -> str:
    return f"https://{HOST}/{number}" if word.startswith(("https://", "http://")) else f"[redacted {number}]"


def _replaced(told: Any, names: Mapping[str, str], key: str = "") -> Any:
    if isinstance(told, Mapping):
        return {name: _replaced(value, names, name) for name, value in told.items()}
    if isinstance(told, list):
        return [_replaced(value, names, key) for value in told]
    return names.get(_compared(told), told) if isinstance(told, str) and key not in _KEPT else told


def is_redacted_link(url: str) -> bool:
    """Whether a link stands for one that was taken out; there is nothing to be fetched from it."""
    return url.startswith(f"https://{HOST}/")


def _without_salts(told: Any) -> Any:
    if isinstance(told, Mapping):
        return {name: _without_salts(value) for name, value in told.items() if name not in _SALTS}
    return told


def _line(event: Event, told: dict[str, Any], names: Iterable[str]) -> Event:
    """The line with another body, which says what digest its own had."""
    before = event.body.get(REDACTED) or {"signed": {}}
    held = set(_words(told))
    standing = sorted({*stand_ins(event), *(one for one in names if one in held)})
    mark = {"body_digest": body_digest(event.body), "signed": before["signed"], "stand_ins": standing}
    return event.model_copy(update={"body": {**_without_salts(told), REDACTED: mark}})


def _signing(events: Sequence[Event], more: Mapping[str, str], scales: Scales) -> tuple[Event, ...]:
    """The history whose first line without its words holds the digests that were signed: those that follow from it."""
    marked = [event.seq for event in events if REDACTED in event.body]
    signed = {key: one for event in events for key, one in _led(event).items()} | dict(more)
    follows = set(_following(events, scales))
    kept = {marked[0]: {key: one for key, one in signed.items() if key in follows}}
    return tuple(
        _marked(event, kept.get(event.seq, {})) if REDACTED in event.body else event for event in events
    )


def _led(event: Event) -> Mapping[str, str]:
    """From digests that follow from a history to those that were signed, as a line holds them."""
    told: Mapping[str, str] = event.body.get(REDACTED, {"signed": {}})["signed"]
    return told


def _marked(event: Event, signed: Mapping[str, str]) -> Event:
    mark = {**event.body[REDACTED], "signed": dict(signed)}
    return event.model_copy(update={"body": {**event.body, REDACTED: mark}})


def _following(events: Sequence[Event], scales: Scales) -> Iterator[str]:
    """The digest of a sign-off that follows from what stands in a history, after each of its lines."""
    growing = GrowingRecord.begun(events[0])
    for event in events[1:]:
        growing.take(event)
        record = growing.record()
        if record.verdict:
            yield digest(what_is_signed(record, scales))


def _signed(old: Sequence[Event], new: Sequence[Event], scales: Scales) -> Iterator[tuple[str, str]]:
    """From every digest of a sign-off that follows from the new history to that of the old one, where they differ."""
    before, after = GrowingRecord.begun(old[0]), GrowingRecord.begun(new[0])
    for was, now in zip(old[1:], new[1:], strict=True):
        before.take(was)
        after.take(now)
        record = before.record()
        if record.verdict:
            signed, follows = signing_digest(record, scales), signing_digest(after.record(), scales)
            if signed != follows:
                yield follows, signed


def is_less(ours: Sequence[Event], theirs: Sequence[Event]) -> bool:
    """Whether the lines of a copy differ from ours in nothing but stand-ins for words that were taken out."""
    pairs = ((was, now) for was, now in zip(ours, theirs, strict=False) if REDACTED in now.body)
    return all(_is_less(_told(was), _told(now), stand_ins(now)) for was, now in pairs)


def _is_less(was: Any, now: Any, gone: Collection[str]) -> bool:
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        kept = was.keys() - _SALTS
        return kept == now.keys() - _SALTS and all(_is_less(was[name], now[name], gone) for name in kept)
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(map(_is_less, was, now, [gone] * len(was)))
    return bool(was == now or now in gone)


def signs_otherwise(events: Sequence[Event], where: str, scales: Scales) -> Iterator[Finding]:
    """A finding where a line leads to what was signed from a digest that never followed from this history.

    Words that were never signed would pass for signed ones then.
    """
    led = {key: event.seq for event in events for key in _led(event)}
    for follows in _following(events, scales) if led else ():
        led.pop(follows, None)
    for line in sorted(set(led.values())):
        said = "takes something for signed that was never on record so."
        yield Finding("history-redacted", f"{where} line {line}", said, _ANEW)


def unnoticed(events: Sequence[Event], where: str) -> Iterator[Finding]:
    """A finding for every line whose words are gone without a notice, and for every one that has its words again."""
    notices: dict[str, tuple[str, int]] = {}
    for event in events:
        if event.act is Act.REDACT:
            notices |= {number: (told, event.seq) for number, told in event.body.get("lines", {}).items()}
    for event in events:
        told, line = notices.get(str(event.seq), (None, 0))
        if (told is not None or REDACTED in event.body) and digest(event.body) != told:
            again = f"has other words than were left there when line {line} took some out for good."
            silent = "lacks its words, and no line says who took them out, when and why."
            said = silent if told is None else again
            yield Finding("history-redacted", f"{where} line {event.seq}", said, _ANEW)


_ANEW = "Use a copy that was made since then."
