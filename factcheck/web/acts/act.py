"""What an act on a claim is in the browser: when it is offered, its form, and what it does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from factcheck.model.record import Record
from factcheck.model.vocabulary import Status
from factcheck.phrase import NOTHING, Message, Said
from factcheck.web.forms import Field
from factcheck.web.visit import Visit


@dataclass(frozen=True)
class Sheet:
    """A claim and what was filled in for an act on it; nothing was where the form is shown for the first time."""

    visit: Visit
    record: Record
    standing: Status

    @property
    def ref(self) -> str:
        """The ref of the claim."""
        return self.record.claim.ref

    @property
    def is_sent(self) -> bool:
        """Whether the form comes back filled in."""
        return bool(self.visit.given)

    def text(self, name: str, shown: str = "") -> str:
        """What was filled in, else what is shown at first; the address may say that too."""
        if self.is_sent:
            return self.visit.given.get(name, "")
        return self.visit.query.get(name, shown)

    def given(self, name: str) -> str | None:
        """What was filled in, None for nothing."""
        return self.visit.given.get(name, "").strip() or None

    def many(self, name: str) -> list[str]:
        """Everything that was ticked."""
        return self.visit.given.getlist(name)

    def has(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.visit.given.get(name))

    def line(
        self, name: str, label: Message, shown: str = "", *, hint: Said = NOTHING, needed: bool = False
    ) -> Field:
        """A field of one line."""
        return Field(name, label, "line", self.text(name, shown), hint=hint, needed=needed)

    def prose(
        self, name: str, label: Message, shown: str = "", *, hint: Said = NOTHING, needed: bool = False
    ) -> Field:
        """A field of several lines."""
        return Field(name, label, "prose", self.text(name, shown), hint=hint, needed=needed)

    def flag(self, name: str, label: Message) -> Field:
        """A box to tick."""
        return Field(name, label, "flag", self.text(name))

    def file(self, name: str, label: Message) -> Field:
        """A file to send."""
        return Field(name, label, "file", needed=True)

    def hidden(self, name: str, shown: str = "") -> Field:
        """A field that a script fills, or that says what was read."""
        return Field(name, kind="hidden", value=self.text(name, shown))


@dataclass(frozen=True)
class ClaimAct:
    """One act: its title, its fields, what it does (the address to go on at comes back), and when it is offered."""

    title: Message
    fields: Callable[[Sheet], Iterable[Field]]
    do: Callable[[Sheet], str]
    is_offered: Callable[[Sheet], bool]
    about: Said = NOTHING
