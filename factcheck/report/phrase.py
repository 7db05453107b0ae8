"""A sentence put together from the desk's words and text from outside, kept apart until it is shown.

Text from outside may run from right to left, and may carry invisible controls that reorder what stands
beside it. Names are therefore isolated (`<bdi>`) and the controls are spelled out.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

from markupsafe import escape

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

_MARKUP = {
    "name": "<bdi>{text}</bdi>",
    "title": "<cite><bdi>{text}</bdi></cite>",
    "code": "<code>{text}</code>",
    "digest": '<span class="digest">SHA-256 <code title="{target}">{text}</code></span>',
    "quoted": "<mark>{text}</mark>",
    "del": '<del><span class="vh" dir="ltr">[taken out: </span>{text}<span class="vh" dir="ltr">]</span></del>',
    "ins": '<ins><span class="vh" dir="ltr">[put in: </span>{text}<span class="vh" dir="ltr">]</span></ins>',
    "time": '<time datetime="{target}">{text}</time>',
    "here": '<a href="{target}">{text}</a>',
    "away": '<a href="{target}" rel="noopener noreferrer"><bdi>{text}</bdi></a>',
    "mark": '<a class="mark" href="{target}" role="doc-noteref" aria-label="evidence {text}">{text}</a>',
    "also": '<a class="mark also" href="{target}" role="doc-noteref" aria-label="evidence {text}">{text}</a>',
}


class Run(NamedTuple):
    """A stretch of one kind; `target` is the machine-readable date or the address."""

    text: str
    kind: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Runs that read as one sentence; templates print it as markup, everything in it escaped."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, *parts: str | Run) -> Self:
        """The sentence the parts make; plain strings are text without markup."""
        return cls(tuple(part if isinstance(part, Run) else Run(part) for part in parts))

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __html__(self) -> str:
        """What MarkupSafe asks of a value that knows how to show itself."""
        return "".join(_html(*run) for run in self.runs)


def _html(text: str, kind: str, target: str) -> str:
    shown = escape(visible(text))
    return _MARKUP[kind].format(text=shown, target=escape(target)) if kind else shown


NOTHING = Phrase()
"""The sentence that is not said."""


def visible(text: str) -> str:
    """The text with every bidirectional control (UAX #9) spelled out, as in `[RLO]`, so that none acts."""
    return text if text.isascii() else text.translate(_CONTROLS)


def name(text: str) -> Run:
    """A name or words from outside, isolated from the direction of the sentence around it."""
    return Run(text, "name")


def code(text: str) -> Run:
    """A digest or a command."""
    return Run(text, "code")


def fingerprint(digest: str) -> Run:
    """A SHA-256 cut short; the whole is in its title, and stands in full elsewhere on the page."""
    return Run(f"{digest[:12]}…", "digest", digest)
