"""What was seen of other desks that are followed: lines that only grow, each bound to the one before it by its hash."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from factcheck.model.event import digest

BEGINNING = "0" * 64
STANDS_AGAIN = "stands again as it did"
"""What became of a check that nothing is said against any more; there is no need to look at it again."""


class FollowAct(StrEnum):
    """What a line tells: keys that are trusted, a checkpoint, a check that was taken or changed, the end."""

    KEYS = "keys"
    CHECKPOINT = "checkpoint"
    CHECK = "check"
    CHANGE = "change"
    STOP = "stop"


@dataclass(frozen=True)
class FollowLine:
    """One line of what was seen at an address; `subject` is the check it is about, by its address, or blank.

    The bodies: `keys` are vkeys; of a checkpoint the `note`, the `listed` keys of the site and the code `why` it does
    not follow, blank where it does; of a check the words of `FollowedCheck`, and for a change `what` changed, in words.
    """

    url: str
    number: int
    at: datetime
    act: FollowAct
    subject: str
    body: Mapping[str, Any]

    def hash(self, previous: str) -> str:
        """The SHA-256 (hex) over the line and the hash of the line before."""
        said = [previous, self.url, self.number, self.at.isoformat(), self.act.value, self.subject]
        return digest([*said, dict(self.body)])


@dataclass(frozen=True)
class FollowedCheck:
    """A check of another desk, and where it stands in its log.

    `state` is what is said of it: `current`, `recheck`, `under-correction`, `void`, or `gone` where nothing is said any
    more. `what` is the last correction in its words. The leaf `index` with the `entry`, canonical JSON of digests, is
    shown by `path` (hex) to stand in the tree of `note`.
    """

    ref: str
    url: str
    text: str
    state: str
    version: int
    index: int
    entry: str
    path: tuple[str, ...]
    note: str
    what: str = ""

    @property
    def place(self) -> str:
        """Its address, as `place_of` has it."""
        return place_of(self.url)

    @property
    def leaf(self) -> Mapping[str, Any]:
        """What the entry says: `claim` (the hash of its first line), `kind`, `version`, `digest` and so on."""
        told: Mapping[str, Any] = json.loads(self.entry)
        return told


@dataclass
class Followed:
    """What all lines of an address say together; `seen` is when something new came last."""

    url: str
    keys: tuple[str, ...] = ()
    note: str = ""
    listed: str = ""
    why: str = ""
    is_stopped: bool = False
    since: datetime | None = None
    seen: datetime | None = None
    lines: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    checks: dict[str, FollowedCheck] = field(default_factory=dict)

    def take(self, line: FollowLine) -> None:
        """One more line."""
        self.lines, self.seen = line.number, line.at
        body = line.body
        match line.act:
            case FollowAct.KEYS:
                self.keys = tuple(dict.fromkeys([*self.keys, *body["keys"]]))
                self.since = line.at if self.since is None or self.is_stopped else self.since
                self.is_stopped = False
            case FollowAct.CHECKPOINT:
                self.why = body["why"]
                if self.why:
                    self.refused.append((self.why, body["note"]))
                else:
                    self.note, self.listed = body["note"], body["listed"]
            case FollowAct.STOP:
                self.is_stopped = True
            case _:
                told = {name: body[name] for name in FollowedCheck.__dataclass_fields__}
                check = FollowedCheck(**{**told, "path": tuple(told["path"])})
                self.checks[check.ref] = check


def followed(url: str, lines: Iterable[FollowLine]) -> Followed:
    """What these lines say together."""
    told = Followed(url)
    for line in lines:
        told.take(line)
    return told


def place_of(url: str) -> str:
    """An address but for http or https and a slash at its end, by which a check is known."""
    return url.partition("://")[2].rstrip("/")
