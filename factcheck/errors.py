"""Every error a user can meet, in one tree; each message says what is wrong, where, and what to do next.

FactcheckError
├── BadInput            what came in cannot be used as it is
├── NotFound            no such claim, article, source, file or desk
│   └── ScaleGone       verdicts use a version of a scale that is no longer there
├── RuleRefused         a rule of the desk says no; nothing was changed
│   └── RoleRefused     a person's role, or the scopes of a token, do not allow it
├── NotSoNow            the answer is no: stale report, diverged history, something verify found
│   ├── MovedSince      the claim moved since the head that an act was decided on
│   └── NotAdmitted     a name, password, session, link or token that does not let anybody in
│       └── TriedTooOften   too many attempts to log in; it says how long to wait
└── StorageFailed       the disk, the database or the archive would not take or give it
    ├── StorageUnavailable  the archive did not answer, so that nobody knows what it holds
    ├── WriteConflict   other writers were in the way; nothing was stored, and the same can be decided anew
    └── CommitUnknown   whether it was stored cannot be told, since the database was lost meanwhile
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from factcheck.phrase import Message, Phrase, Run, figure, say, say_count

Words = str | Message | Phrase
"""What is said to people: a sentence that pages translate, or one that is said as it stands."""
Argument = str | bool | tuple[str, ...] | None
"""What an act is given: a value, a switch, words to choose one of, or None for what whoever acts fills in."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What mends a finding or a refusal: an act of the desk, its arguments, and one sentence for people.

    Each edge renders it in its own way: the terminal as a command, the browser as a link. Without an act it is the
    same act again with these arguments or, where there are none, the sentence alone. Of several, one whose sentence
    begins with "Or", "And" or "Then" goes on from the one before.
    """

    said: Words
    act: str | None = None
    arguments: Mapping[str, Argument] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> str:
        """The sentence in English."""
        return str(self.said)

    @classmethod
    def by(cls, act: str, text: Words, /, **arguments: Argument) -> "Remedy":
        """Do this, with these arguments."""
        return cls(text, act, arguments)

    @classmethod
    def again(cls, text: Words, /, **arguments: Argument) -> "Remedy":
        """Do the same again, with these arguments."""
        return cls(text, None, arguments)

    def as_json(self) -> dict[str, Any]:
        """The three words of the JSON contract: act, arguments, text."""
        return {"act": self.act, "arguments": dict(self.arguments), "text": self.text}


Mend = Words | Remedy
"""A remedy, or one that is a sentence alone; blank is none."""


def remedies_of(mends: Iterable[Mend]) -> tuple[Remedy, ...]:
    """Each as a remedy, without those that are blank."""
    return tuple(one if isinstance(one, Remedy) else Remedy(one) for one in mends if one)


@dataclass(frozen=True, slots=True, init=False)
class Finding:
    """One thing that does not hold: a stable code, the place, what is wrong and what mends it."""

    code: str
    where: str
    said: Words
    remedies: tuple[Remedy, ...]

    def __init__(self, code: str, where: str, said: Words, *mends: Mend) -> None:
        for name, value in (("code", code), ("where", where), ("said", said)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "remedies", remedies_of(mends))

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return str(self.said)

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract: code, where, message, mend in sentences, and the first remedy as data."""
        return {
            "code": self.code,
            "where": self.where,
            "message": self.message,
            "mend": " ".join(one.text for one in self.remedies),
            "remedy": self.remedies[0].as_json() if self.remedies else None,
        }

    def __str__(self) -> str:
        said = _in_words(self.message, self.remedies)
        return f"{self.where}: {said}" if self.where else said


class FactcheckError(Exception):
    """The root: a message for people, the findings behind it where there are several, and what mends it."""

    def __init__(self, said: Words, findings: Iterable[Finding] = (), remedies: Iterable[Mend] = ()) -> None:
        super().__init__(said)
        self.said = said
        self.findings: tuple[Finding, ...] = tuple(findings)
        self.remedies = remedies_of(remedies)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return str(self.said)

    def __str__(self) -> str:
        return _in_words(self.message, self.remedies)


class BadInput(FactcheckError):
    """What came in cannot be used as it is."""

    @classmethod
    def of(cls, what: str, findings: Sequence[Finding]) -> "BadInput":
        """All findings of one input together, so that they can be mended in one go."""
        count = "1 thing" if len(findings) == 1 else f"{len(findings)} things"
        return cls(f"{what}: {count} to mend; nothing was stored.", findings)


class NotFound(FactcheckError):
    """No such claim, article, source, file or desk."""


class ScaleGone(NotFound):
    """Verdicts use a version of a scale that is no longer there."""


class RuleRefused(FactcheckError):
    """A rule of the desk says no; nothing was changed."""

    def __init__(self, rule: int, message: Words, *mends: Mend) -> None:
        told = Run(message) if isinstance(message, str) else message
        said = say("Rule {rule}: {message}", rule=figure(rule), message=told)
        super().__init__(said, remedies=mends)
        self.args = (rule, message, *mends)  # from which it is made again where it crosses to another process
        self.rule = rule


class RoleRefused(RuleRefused):
    """Somebody's role, or the scopes of the token that let somebody in, do not allow it; nothing was changed."""


class NotSoNow(FactcheckError):
    """The answer is no: a stale report, a diverged history, something verify found."""


class MovedSince(NotSoNow):
    """The claim moved since the head that an act was decided on, in what the act touches; nothing was changed.

    `versions` tells each place side by side, where the findings tell it in a sentence.
    """

    def __init__(
        self,
        said: Words,
        findings: Iterable[Finding] = (),
        remedies: Iterable[Mend] = (),
        versions: Iterable["Versions"] = (),
    ) -> None:
        super().__init__(said, findings, remedies)
        self.versions = tuple(versions)


@dataclass(frozen=True, slots=True)
class Versions:
    """A place that moved under an act, such as ("claimant",): what it was, what it is, and what the act would make it.

    None stands for what is blank, and in `yours` also for what the act does not change. `by` and `at` say who changed
    it last, and when.
    """

    place: tuple[str, ...]
    was: str | None
    now: str | None
    yours: str | None
    by: str
    at: datetime


class NotAdmitted(NotSoNow):
    """A name and password, a session, a link or a token lets nobody in; it never says which part was wrong."""


class TriedTooOften(NotAdmitted):
    """Too many attempts to log in; `seconds` is how long to wait before the next."""

    seconds = 0

    @classmethod
    def wait(cls, seconds: int) -> "TriedTooOften":
        """The error that says how long to wait."""
        wrong = cls(
            say_count(
                seconds,
                "Too many attempts to log in. Wait {count} second and try again.",
                "Too many attempts to log in. Wait {count} seconds and try again.",
            )
        )
        wrong.seconds = seconds
        return wrong


class StorageFailed(FactcheckError):
    """The disk, the database or the archive would not take or give it."""


class StorageUnavailable(StorageFailed):
    """The archive did not answer, or not as it should, so that nobody knows what it holds."""


class WriteConflict(StorageFailed):
    """Other writers were in the way; nothing was stored, and the same can be decided anew."""


class CommitUnknown(StorageFailed):
    """Whether it was stored cannot be told, since the database was lost meanwhile."""


def _in_words(message: str, remedies: Iterable[Remedy]) -> str:
    """What is wrong and what mends it, in sentences."""
    return " ".join((message, *(one.text for one in remedies)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Either "Did you mean "x"?" or the whole short list to choose from."""
    choices = list(known)
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{folded[near[0]]}"?'
    return f"Use one of: {', '.join(choices)}." if choices else ""
