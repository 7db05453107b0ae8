"""What an act is in the browser: when it is offered, its form, and what it does; on a claim, and on other things."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from factcheck.errors import FactcheckError, MovedSince
from factcheck.model.record import Record
from factcheck.model.vocabulary import Status
from factcheck.phrase import NOTHING, Message, Said
from factcheck.web.errors import error_view
from factcheck.web.forms import ActForm, Field
from factcheck.web.links import LINKS
from factcheck.web.visit import Visit


@dataclass(frozen=True)
class FilledIn(ABC):
    """What was filled in for an act on something; nothing was where the form is shown for the first time."""

    visit: Visit

    @property
    @abstractmethod
    def head(self) -> str:
        """The head of what is acted on, as it is now."""

    @abstractmethod
    def address(self, act: str) -> str:
        """Where the form of an act is, and is sent to."""

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
class Sheet(FilledIn):
    """A claim and what was filled in for an act on it."""

    record: Record
    standing: Status

    @property
    def ref(self) -> str:
        """The ref of the claim."""
        return self.record.claim.ref

    @property
    def head(self) -> str:
        """The head of the claim."""
        return self.record.head

    def address(self, act: str) -> str:
        """Where the form of an act on the claim is, and is sent to."""
        return LINKS.act(self.ref, act)


On = TypeVar("On", bound=FilledIn)


@dataclass(frozen=True)
class OneAct(Generic[On]):
    """One act: its title, its fields, what it does (the address to go on at comes back), and when it is offered."""

    title: Message
    fields: Callable[[On], Iterable[Field]]
    do: Callable[[On], str]
    is_offered: Callable[[On], bool]
    about: Said = NOTHING

    def form(self, on: On, name: str, wrong: FactcheckError | None = None) -> ActForm:
        """Its form, under this name.

        It is decided on the head that it was shown at, also where it comes back for another reason; where that moved,
        both versions are shown, and it is then decided on the head there is now.
        """
        head = on.head
        if wrong is not None and not isinstance(wrong, MovedSince):
            head = on.given("head") or head
        return ActForm(
            name=name,
            title=self.title,
            action=on.address(name),
            fields=tuple(self.fields(on)),
            me=on.visit.desk.author,
            head=head,
            about=self.about,
            wrong=error_view(wrong) if wrong else None,
        )


ClaimAct = OneAct[Sheet]
