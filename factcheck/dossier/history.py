"""A history as lines of JSON, one event a line, that only ever grow."""

import json
from collections.abc import Iterable, Iterator

from factcheck.errors import BadInput, Finding
from factcheck.model.event import Event, broken_links, canonical
from factcheck.model.redaction import unnoticed


def to_lines(events: Iterable[Event]) -> str:
    """The events as canonical JSON, one a line."""
    return "".join(f"{canonical(event.line())}\n" for event in events)


def read_lines(text: str, where: str) -> tuple[Event, ...]:
    """The events a text holds, their chain checked; BadInput carries every line that does not hold."""
    findings: list[Finding] = []
    events = tuple(_events(text, where, findings))
    if not findings:
        findings = [*broken_links(events, where), *unnoticed(events, where)]
    if findings:
        raise BadInput.of(where, findings)
    return events


def _events(text: str, where: str, findings: list[Finding]) -> Iterator[Event]:
    if not text:
        findings.append(Finding("history-line", where, "is empty.", "Restore the file, or remove it."))
        return
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        place = f"{where} line {number}"
        try:
            fields = json.loads(line)
            if not isinstance(fields, dict):
                raise ValueError("no object")
            yield Event.of(fields, place)
        except BadInput as wrong:
            findings.extend(wrong.findings)
        except (ValueError, RecursionError):
            findings.append(Finding("history-line", place, "is not a line of history.", "Restore the file."))


def divergence(ours: tuple[Event, ...], theirs: tuple[Event, ...], where: str) -> Finding | None:
    """The first line on which two copies of a history went apart; None when one grows from the other."""
    for number, (our, their) in enumerate(zip(ours, theirs, strict=False), 1):
        if our.hash != their.hash:
            return Finding(
                "history-diverged",
                f"{where} line {number}",
                f'here "{our.act}" by {our.by} at {our.at:%Y-%m-%d %H:%M:%SZ}, '
                f'there "{their.act}" by {their.by} at {their.at:%Y-%m-%d %H:%M:%SZ}.',
                "Keep one copy and enter the other's work again by hand.",
            )
    return None
