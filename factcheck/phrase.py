"""Sentences for people: our own words in English with named places, and what stands in the places, kept apart.

A sentence is made where its facts are known and said in the language of the page when that is printed; as a string it
is English, as at a terminal. Text from
outside may run the other way, and may carry invisible controls that reorder what stands beside it: it is isolated
(`<bdi>`), and the controls are spelled out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from typing import NamedTuple, Self

_CONTROLS = {
    0x061C: "[ALM]",
    0x200E: "[LRM]",
    0x200F: "[RLM]",
    0x202A: "[LRE]",
    0x202B: "[RLE]",
    0x202C: "[PDF]",
    0x202D: "[LRO]",
    0x202E: "[RLO]",
    0x2066: "[LRI]",
    0x2067: "[RLI]",
    0x2068: "[FSI]",
    0x2069: "[PDI]",
}


class Message(NamedTuple):
    """A sentence in English, as it stands in the catalogues, and what stands in its places.

    `{name}` is a place; `<name>words</name>` are words that a link or the like at that place surrounds. With `many`
    the sentence has a form for each number, chosen by `number`.
    """

    text: str
    places: tuple[tuple[str, "Said"], ...] = ()
    many: str = ""
    number: int = 0

    def at(self, **places: "str | Said") -> "Message":
        """The sentence with what stands in its places; a string is a name or words from outside."""
        return Message(self.text, _placed(places), self.many, self.number)

    def __str__(self) -> str:
        return _english(self)


class Run(NamedTuple):
    """A stretch of one kind; `target` is the address or digest. A day or moment is given as machines write it."""

    text: "str | Message"
    kind: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Things that are told one after the other: `a, b and c`."""

    parts: tuple["Said", ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What follows on each other without more: sentences, or text from outside with marks in it."""

    runs: tuple["Said", ...] = ()

    @classmethod
    def of(cls, *parts: "str | Said") -> Self:
        """The parts in turn; plain strings are text without markup."""
        return cls(tuple(Run(part) if isinstance(part, str) else part for part in parts))

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __str__(self) -> str:
        return _english(self)


Said = Message | Run | Listing | Phrase | int
"""What can be said in the language of a page; an int is written with that language's digits."""

NOTHING = Phrase()
"""The sentence that is not said."""


def _english(said: Said) -> str:
    """The same in English, without markup."""
    match said:
        case Message():
            places = dict(said.places)
            form = said.many if said.many and said.number != 1 else said.text
            return _PLACE.sub(lambda found: _english(places[found[1]]), form)
        case Run():
            return lowered(str(said.text)) if said.kind == "lower" else str(said.text)
        case Phrase():
            return "".join(map(_english, said.runs))
        case Listing():
            *first, last = map(_english, said.parts) if said.parts else [""]
            return f"{', '.join(first)} and {last}" if first else last
    return str(said)


_PLACE = re.compile(r"\{(\w+)\}")


def say(text: str, **places: str | Said) -> Message:
    """The sentence with what stands in its places; a string is a name or words from outside."""
    return Message(text, _placed(places)) if places else _constant(text)


@lru_cache(maxsize=4096)
def _constant(text: str) -> Message:
    """A sentence without places; a page says a hundred of them."""
    return Message(text)


def say_count(number: int, one: str, many: str, **places: str | Said) -> Message:
    """The sentence that fits the number, which stands at `{count}`; English has two forms, others up to six."""
    return Message(one, _placed({"count": number, **places}), many, number)


def _placed(places: dict[str, "str | Said"]) -> tuple[tuple[str, Said], ...]:
    return tuple([(place, name(one) if isinstance(one, str) else one) for place, one in places.items()])


def sentences(*said: Said) -> Phrase:
    """Whole sentences with a space between them; those that say nothing are left out."""
    told = [part for one in said if one for part in (" ", one)]
    return Phrase.of(*told[1:])


def listed(parts: Sequence[str | Said]) -> Listing:
    """`a`, `a and b`, `a, b and c`, as the language of the page puts them; strings are names."""
    return Listing(tuple(name(one) if isinstance(one, str) else one for one in parts))


def visible(text: str) -> str:
    """The text with every bidirectional control (UAX #9) spelled out, as in `[RLO]`, so that none acts."""
    return text if text.isascii() else text.translate(_CONTROLS)


def name(text: str, language: str = "") -> Run:
    """A name or words from outside, isolated from the direction of the sentence around it."""
    return Run(text, "foreign", language) if language else Run(text, "name")


def code(text: str) -> Run:
    """A digest or a command."""
    return Run(text, "code")


def figure(number: int | str) -> Run:
    """A number that is a name, such as that of a quote: the language's digits, without groups."""
    return Run(str(number), "figure")


def in_sentence(label: Message) -> Run:
    """A label as it stands inside a sentence: `Mostly true` becomes `mostly true`, `EU` stays."""
    return Run(label, "lower")


def lowered(label: str) -> str:
    """A label as it stands inside a sentence: `Mostly true` becomes `mostly true`, `EU` stays."""
    return label[0].lower() + label[1:] if label[1:].islower() else label


def on_day(at: date) -> Run:
    """A day, as the language of the page writes it."""
    return Run(at.isoformat(), "day")


def comma(parts: Sequence[str | Said]) -> Said:
    """Facts in turn, with commas between them; strings are names."""
    return _in_turn(parts, say("{before}, {after}"))


def semicolon(parts: Sequence[str | Said]) -> Said:
    """The same with semicolons, of what has commas of its own."""
    return _in_turn(parts, say("{before}; {after}"))


def _in_turn(parts: Sequence[str | Said], both: Message) -> Said:
    told = [name(one) if isinstance(one, str) else one for one in parts]
    return reduce(lambda before, after: both.at(before=before, after=after), told) if told else NOTHING


def fingerprint(digest: str) -> Run:
    """A SHA-256 cut short; the whole is in its title, and stands in full elsewhere on the page."""
    return Run(f"{digest[:12]}…", "digest", digest)


def link(href: str, words: str | Message = "") -> Run:
    """A link to another part of the pages; without words it surrounds those of the sentence it stands in."""
    return Run(words, "here", href)
