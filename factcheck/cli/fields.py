"""The options that are fields: one table for claims and one for sources, named as the model names them."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from factcheck.cli.completion import ARTICLE, NAME
from factcheck.model.vocabulary import ClaimantType, ClaimKind, Priority, SourceKind

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

CLAIM_FIELDS: dict[str, str] = {
    "ref": "A short name for files and addresses; else made from the wording.",
    "quote": "The claimant's exact words, without quotation marks, where they differ from the wording.",
    "claimant": "Who made the claim.",
    "claimant_type": "Whether that is a person or an organization; for readers of ClaimReview.",
    "claimed_on": "When: 2011, 2011-12, 2011-12-25 or 1997/2012.",
    "said_in": "Where: a link, or words such as a programme's name.",
    "appearances": "A link where the claim appears; may be repeated.",
    "article": "The ref of the article under check.",
    "locator": "The place in the article, such as 'paragraph 5'.",
    "sentence": "The words of the article it is from, such as a sentence, whoever's they are.",
    "kind": "What sort of assertion it is.",
    "context": "What a reader needs to know to understand it.",
    "would_settle": "What would decide it.",
    "tags": "A topic; may be repeated.",
    "priority": "How soon it should be checked.",
    "language": "The language of the wording, such as en or ar.",
    "assignee": "Who checks it.",
    "deadline": "The day by which the check is wanted, such as 2026-12-01.",
    "note": "A private note, never shown on a page.",
}

SOURCE_FIELDS: dict[str, str] = {
    "url": "Its address, for a source on record that has a wrong one or none.",
    "archived_url": "A copy that somebody else keeps, such as a web archive.",
    "title": "Its title.",
    "publisher": "Who published it.",
    "author": "Who wrote it.",
    "published_on": "When: 2011, 2011-12, 2011-12-25 or 1997/2012.",
    "kind": "What sort of source it is.",
    "origin": "A label shared by copies of one report, so that they count once.",
    "party_to_dispute": "It is a side of the dispute.",
    "language": "Its language, such as en or ar.",
    "confidential": "Never name it on a page.",
    "note": "What a reader should know of it; shown on pages.",
}

ARTICLE_FIELDS: dict[str, str] = {
    "ref": "A short name; that of an article that is here makes this its revised draft.",
    "title": "Its title.",
    "url": "Where it is published.",
    "publisher": "Who publishes it.",
    "byline": "Who wrote it.",
    "published_on": "When: 2011, 2011-12, 2011-12-25 or 1997/2012.",
    "language": "Its language, such as en or ar.",
    "context": "What a reader needs to know of it.",
}

_LISTS = frozenset({"appearances", "tags"})
_FLAGS = frozenset({"party_to_dispute", "confidential"})
_SHORT = {"appearances": "--appearance", "tags": "--tag"}
_CHOICES = {
    ("claim", "kind"): ClaimKind,
    ("claim", "claimant_type"): ClaimantType,
    ("claim", "priority"): Priority,
    ("source", "kind"): SourceKind,
}


def field_options(
    fields: dict[str, str], of: str, *, blank: bool = False
) -> Callable[[Decorated], Decorated]:
    """Options for every field of the table; with `blank`, an empty word of a closed set clears it too."""

    def decorate(command: Decorated) -> Decorated:
        for name, explained in reversed(fields.items()):
            command = _option(name, explained, of, blank)(command)
        return command

    return decorate


def _option(name: str, explained: str, of: str, blank: bool) -> Callable[[Decorated], Decorated]:
    flags = [f"--{name.replace('_', '-')}", *([_SHORT[name]] if name in _SHORT else [])]
    # A source's author must not be taken for the author who acts, so every field keeps its own name.
    names = [*flags, f"field_{name}"]
    if name in _FLAGS:
        flag = f"--{name.replace('_', '-')}"
        return click.option(
            f"{flag}/{flag.replace('--', '--no-', 1)}", names[-1], default=None, help=explained
        )
    closed = _CHOICES.get((of, name))
    words = [word.value for word in closed or ()]
    kind = click.Choice([*words, ""] if blank else words) if closed else None
    metavar = f"[{'|'.join(words)}]" if closed else None
    offered = kind or {"assignee": NAME, "article": ARTICLE}.get(name)
    return click.option(*names, type=offered, metavar=metavar, multiple=name in _LISTS, help=explained)


def given_fields(options: dict[str, Any]) -> dict[str, Any]:
    """The fields that were given, by their names; a list of blanks is an empty list."""
    return {
        name.removeprefix("field_"): tuple(filter(str.strip, value)) if isinstance(value, tuple) else value
        for name, value in options.items()
        if name.startswith("field_") and value not in (None, ())
    }
