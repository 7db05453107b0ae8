"""Whose key holds when: `[[keys]]` in factcheck.toml, and which claims are to be signed with one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from factcheck.errors import Finding, Remedy, did_you_mean
from factcheck.person_names import TYPE_IT, fault_in, find_person, same_person, visible
from factcheck.settings.tables import unknown_keys
from factcheck.ssh_keys import PublicKey, read_key

_KNOWN = ("name", "key", "from", "until", "lost")
_DAYS = ("from", "until", "lost")


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One person's key and the days on which it holds, both inclusive; None for no such day.

    `lost` is the day from which somebody else may have had it: from then on it does not hold, and what it signed
    before counts where it is shown to be from before.
    """

    name: str
    key: PublicKey
    start: date | None = None
    until: date | None = None
    lost: date | None = None

    @property
    def end(self) -> date | None:
        """The first day on which it no longer holds; None while it does."""
        return self.lost or (self.until + timedelta(days=1) if self.until else None)

    def moments(self, zone: tzinfo = UTC) -> tuple[datetime | None, datetime | None]:
        """From when, and before when, it holds: the midnights of its days in this zone, in UTC."""
        return _midnight(self.start, zone), _midnight(self.end, zone)


def keys_of(entries: Sequence[Mapping[str, Any]], people: Sequence[str]) -> tuple[KeyEntry, ...]:
    """The keys of a list for which `keys_findings` gives none, in the spelling of the people's names."""
    return tuple(
        KeyEntry(
            find_person(one["name"], people) or one["name"],
            read_key(one["key"]),
            *(_day(one.get(name)) for name in _DAYS),
        )
        for one in entries
    )


def keys_findings(entries: Sequence[object], people: Sequence[str]) -> Iterator[Finding]:
    """A finding for all that is no key of a person here, and for each key that is given for the same days twice."""
    sound: list[KeyEntry] = []
    for number, entry in enumerate(entries, 1):
        where = f"keys: {number}"
        if not isinstance(entry, dict):
            yield Finding("bad-value", where, "is no key.", "Begin each with [[keys]].")
            continue
        if wrong := [*_entry_findings(where, entry, people)]:
            yield from wrong
            continue
        (key,) = keys_of([entry], people)
        yield from _repeated(where, key, sound)
        sound.append(key)


def _entry_findings(where: str, entry: Mapping[str, Any], people: Sequence[str]) -> Iterator[Finding]:
    yield from unknown_keys(where, entry, _KNOWN)
    for name in ("name", "key"):
        if not isinstance(entry.get(name), str):
            yield Finding("bad-value", f"{where}: {name}", "is not given.", "Write text in quotes.")
    if isinstance(entry.get("name"), str):
        yield from _name_findings(f"{where}: name", entry, people)
    if isinstance(entry.get("key"), str):
        try:
            read_key(entry["key"])
        except ValueError as wrong:
            yield Finding("bad-value", f"{where}: key", f"{wrong}.")
    yield from _day_findings(where, entry)


def _name_findings(where: str, entry: Mapping[str, Any], people: Sequence[str]) -> Iterator[Finding]:
    """Whoever left the desk may be named, where the key has ended."""
    name = entry["name"]
    if fault := fault_in(name):
        yield Finding("bad-value", where, f'"{visible(name)}" {fault}.', TYPE_IT)
        return
    near = find_person(name, people)
    has_ended = entry.get("until") is not None or entry.get("lost") is not None
    if people and not (near and same_person(name, near)) and not has_ended:
        said = f'"{name}" is not one of the people of this desk.'
        mean = did_you_mean(name, people)
        add = Remedy.by("person-add", "If they are new, add them.", name=name)
        yield Finding(
            "bad-value", where, said, mean, add, "If they have left, say until which day: until = …"
        )


def _day_findings(where: str, entry: Mapping[str, Any]) -> Iterator[Finding]:
    try:
        start, until, lost = (_day(entry.get(name)) for name in _DAYS)
    except ValueError:
        wrong = next(name for name in _DAYS if not _is_day(entry.get(name)))
        yield Finding("bad-value", f"{where}: {wrong}", f"is {entry[wrong]!r}.", "Write a day: 2026-12-31.")
        return
    if until and lost:
        yield Finding("bad-value", f"{where}: lost", "stands beside until.", "Keep one of the two.")
    elif start and (end := until or lost) and end < start:
        yield Finding("bad-value", where, f"ends on {end}, before it begins on {start}.", "Mend the days.")


def _repeated(where: str, key: KeyEntry, others: Sequence[KeyEntry]) -> Iterator[Finding]:
    for other in (one for one in others if one.key == key.key):
        if not same_person(key.name, other.name):
            said = f"is the key of {other.name} already; each person signs with a key of their own."
            yield Finding("bad-value", f"{where}: key", said, "Take one of the two out.")
        elif _begins(key) < _ends(other) and _begins(other) < _ends(key):
            said = f"stands here twice for {other.name} for the same days."
            yield Finding("bad-value", f"{where}: key", said, "Keep one of them, or mend the days.")
        elif any(one.lost and one.lost <= _begins(later) for one, later in ((key, other), (other, key))):
            yield Finding(
                "bad-value", f"{where}: key", "was lost, so nobody can use it again.", "Make another."
            )


def _midnight(day: date | None, zone: tzinfo) -> datetime | None:
    return datetime.combine(day, time(), zone).astimezone(UTC) if day else None


def _begins(key: KeyEntry) -> date:
    return key.start or date.min


def _ends(key: KeyEntry) -> date:
    return key.end or date.max


def _day(value: object) -> date | None:
    """A day, as TOML has it or in quotes; ValueError for anything else."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    if value is None or type(value) is date:
        return value
    raise ValueError(f"{value!r} is no day")


def _is_day(value: object) -> bool:
    try:
        _day(value)
    except ValueError:
        return False
    return True


def signing_findings(kinds: Sequence[object]) -> Iterator[Finding]:
    """A finding where a list of the kinds of claim to be signed holds something else."""
    if not all(isinstance(one, str) for one in kinds):
        mend = 'Write true for all claims, or the kinds of claim: ["figure", "quote"].'
        yield Finding("bad-value", "require_signatures", "holds more than kinds of claim.", mend)


def signed_kinds(given: bool | list[str]) -> tuple[str, ...]:
    """The kinds of claim to be signed with a key; "default" where all are."""
    return (("default",) if given else ()) if isinstance(given, bool) else tuple(given)
