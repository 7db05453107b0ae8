"""What an act is in the browser: when it is offered, its form, and what it does; on a claim, and on other things."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from factcheck.errors import FactcheckError, MovedSince
from factcheck.model.event import Event
from factcheck.model.evolve import fold
from factcheck.model.moved import lines_seen
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.value import Value
from factcheck.model.vocabulary import Status
from factcheck.phrase import NOTHING, Message, Said, name, sentences
from factcheck.web.errors import error_view
from factcheck.web.forms import ActForm, Field, as_text
from factcheck.web.links import LINKS
from factcheck.web.visit import Visit

Acted = TypeVar("Acted", Record, ArticleRecord)
"""What is acted on."""


@dataclass(frozen=True)
class FilledIn(ABC, Generic[Acted]):
    """What is on record of something, and what was filled in for an act on it.

    Nothing was where the form is shown for the first time.
    """

    visit: Visit
    record: Acted

    @abstractmethod
    def told_by(self, events: tuple[Event, ...]) -> Acted:
        """The record that a history tells."""

    @abstractmethod
    def address(self, act: str) -> str:
        """Where the form of an act is, and is sent to."""

    @property
    def is_secret(self) -> bool:
        """Whether the browser is to keep nothing of what is filled in."""
        return False

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
        """Everything that was ticked; the address may say that too."""
        return (self.visit.given if self.is_sent else self.visit.query).getlist(name)

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

    def flag(self, name: str, label: Message, shown: str = "", *, hint: Said = NOTHING) -> Field:
        """A box to tick."""
        return Field(name, label, "flag", self.text(name, shown), hint=hint)

    def file(self, name: str, label: Message) -> Field:
        """A file to send."""
        return Field(name, label, "file", needed=True)

    def hidden(self, name: str, shown: str = "") -> Field:
        """A field that a script fills, or that says what was read."""
        return Field(name, kind="hidden", value=self.text(name, shown))

    def values(self, thing: Callable[[Acted], Value], names: Sequence[str]) -> dict[str, str]:
        """What a form holds of a thing on record: as it is now, with what was changed in the form and is not stored."""
        now = as_text(thing(self.record), names)
        return now | self.changed(thing, names) if self.is_sent else now

    def changed(self, thing: Callable[[Acted], Value], names: Sequence[str]) -> dict[str, str]:
        """What was filled in and is not what the form showed, so that nobody else's change is undone.

        NotFound where what is acted on never had the head that the form was shown at.
        """
        head, given = self.given("head"), self.visit.given
        before = self.told_by(self.record.events[: lines_seen(self.record, head)]) if head else self.record
        shown = as_text(thing(before), names)
        written = {name: given[name] for name in names if name in given}
        return {name: one for name, one in written.items() if one.strip() != shown.get(name, "").strip()}


@dataclass(frozen=True)
class Sheet(FilledIn[Record]):
    """A claim and what was filled in for an act on it."""

    standing: Status

    @property
    def ref(self) -> str:
        """The ref of the claim."""
        return self.record.claim.ref

    def address(self, act: str) -> str:
        """Where the form of an act on the claim is, and is sent to."""
        return LINKS.act(self.ref, act)

    def told_by(self, events: tuple[Event, ...]) -> Record:
        """The claim as a history tells it."""
        return fold(events)

    @property
    def is_secret(self) -> bool:
        """Whether a source is confidential: words of it would stay in the browser."""
        return any(one.confidential for one in self.record.sources)


On = TypeVar("On", bound=FilledIn[Any])


@dataclass(frozen=True, slots=True)
class Things(Generic[On]):
    """What an act is done to: the field that names it, and each that there is by its id.

    Of `several` more than one may be named at once.
    """

    field: str
    label: Message
    known: Callable[[On], Mapping[str, str]]
    several: bool = False


@dataclass(frozen=True)
class OneAct(Generic[On]):
    """One act: its title, its fields, what it does (the address to go on at comes back), and when it is offered.

    `of` are the things that it is done to, where those are chosen first. The browser keeps nothing of one
    that `is_secret`.
    """

    title: Message
    fields: Callable[[On], Iterable[Field]]
    do: Callable[[On], str]
    is_offered: Callable[[On], bool]
    about: Said = NOTHING
    of: Things[On] | None = None
    is_secret: bool = False

    def chosen(self, on: On) -> dict[str, str]:
        """The things that it is to be done to, each by its id."""
        if self.of is None:
            return {}
        known = self.of.known(on)
        return {one: known.get(one, one) for one in on.many(self.of.field) if one}

    def form(self, on: On, act: str, wrong: FactcheckError | None = None) -> ActForm:
        """Its form, under this name.

        It is decided on the head that it was shown at, also where it comes back for another reason; where that moved,
        both versions are shown, and it is then decided on the head there is now.
        """
        head, chosen = on.record.head, self.chosen(on)
        if wrong is not None and not isinstance(wrong, MovedSince):
            head = on.given("head") or head
        return ActForm(
            name=act,
            title=self.title,
            action=on.address(act),
            fields=(*self._naming(chosen), *self.fields(on)),
            me=on.visit.desk.author,
            head=head,
            about=sentences(*map(name, chosen.values()), self.about),
            wrong=error_view(wrong) if wrong else None,
            is_sent=on.is_sent,
            is_secret=on.is_secret or self.is_secret,
        )

    def _naming(self, chosen: Iterable[str]) -> Iterator[Field]:
        """The fields that say what it is done to."""
        if self.of:
            yield from (Field(self.of.field, kind="hidden", value=one) for one in chosen)


ClaimAct = OneAct[Sheet]
