"""Every error a user can meet, in one tree; each message says what is wrong, where, and what to do next.

FactcheckError
├── BadInput            what came in cannot be used as it is
├── NotFound            no such claim, article, source, file or desk
│   └── ScaleGone       verdicts use a version of a scale that is no longer there
├── RuleRefused         a rule of the desk says no; nothing was changed
├── NotSoNow            the answer is no: stale report, diverged history, something verify found
└── StorageFailed       the disk or the database would not take or give it
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: a stable code, the place, what is wrong and how to mend it."""

    code: str
    where: str
    message: str
    mend: str = ""

    def as_json(self) -> dict[str, str]:
        """The four words of the JSON contract: code, where, message, mend."""
        return asdict(self)

    def __str__(self) -> str:
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.where}: {self.message}{mend}" if self.where else f"{self.message}{mend}"


class FactcheckError(Exception):
    """The root: a message for people, and the findings behind it where there are several."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.findings: tuple[Finding, ...] = tuple(findings)


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

    def __init__(self, rule: int, message: str, mend: str) -> None:
        super().__init__(f"Rule {rule}: {message} {mend}")
        self.rule = rule


class NotSoNow(FactcheckError):
    """The answer is no: a stale report, a diverged history, something verify found."""


class StorageFailed(FactcheckError):
    """The disk or the database would not take or give it."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Either "Did you mean "x"?" or the whole short list to choose from."""
    choices = list(known)
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{folded[near[0]]}"?'
    return f"Use one of: {', '.join(choices)}." if choices else ""
