"""What mends a finding or a refusal, as the command line writes it; here alone an act is turned into a command."""

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.errors import Argument, FactcheckError, Finding, Remedy


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """How an act is typed: its words, which arguments stand by their place, and what stands for an option's value."""

    words: str
    places: tuple[str, ...] = ()
    blank: str = '"…"'


COMMANDS: Mapping[str, TypedCommand] = {
    "init": TypedCommand("init", ("folder",)),
    "add": TypedCommand("add", ("text",)),
    "list": TypedCommand("list"),
    "show": TypedCommand("show", ("ref",)),
    "edit": TypedCommand("edit", ("ref",)),
    "note": TypedCommand("note", ("ref", "text")),
    "comment": TypedCommand("comment", ("ref", "text")),
    "resolve": TypedCommand("resolve", ("ref", "comments")),
    "rename": TypedCommand("rename", ("ref", "new")),
    "withdraw": TypedCommand("withdraw", ("ref",)),
    "redact": TypedCommand("redact", ("ref", "what")),
    "log": TypedCommand("log", ("ref",)),
    "article-add": TypedCommand("article add", ("file",)),
    "article-show": TypedCommand("article show", ("article",)),
    "source": TypedCommand("source", ("ref", "url", "file", "source")),
    "attach": TypedCommand("attach", ("ref", "file")),
    "save-page": TypedCommand("save-page", ("ref", "source")),
    "fetch": TypedCommand("fetch", ("ref",)),
    "find": TypedCommand("find", ("ref",)),
    "cite": TypedCommand("cite", ("ref", "source")),
    "amend": TypedCommand("amend", ("ref", "evidence")),
    "drop": TypedCommand("drop", ("ref", "evidence")),
    "recheck": TypedCommand("recheck", ("ref",)),
    "rate": TypedCommand("rate", ("ref", "rating")),
    "submit": TypedCommand("submit", ("ref",)),
    "approve": TypedCommand("approve", ("ref",)),
    "return": TypedCommand("return", ("ref",)),
    "check": TypedCommand("check", ("ref",)),
    "report": TypedCommand("report", ("folder",)),
    "publish": TypedCommand("publish", ("ref",)),
    "contact": TypedCommand("contact", ("ref", "contact"), "…"),
    "ask": TypedCommand("ask", ("ref", "contact")),
    "correct": TypedCommand("correct", ("ref",), "…"),
    "match": TypedCommand("match", ("ref",)),
    "appearances": TypedCommand("appearance list"),
    "follow": TypedCommand("follow", ("url",)),
    "import": TypedCommand("import", ("path",)),
    "export": TypedCommand("export", ("path",)),
    "verify": TypedCommand("verify"),
    "backup": TypedCommand("backup", ("place",)),
    "person-add": TypedCommand("person add", ("name",)),
    "person-key": TypedCommand("person key", ("name", "file")),
    "person-role": TypedCommand("person role", ("name", "role")),
    "work": TypedCommand("work"),
    "person-map": TypedCommand("person map", ("name",)),
    "requests": TypedCommand("request list"),
    "request-link": TypedCommand("request link", ("number", "ref")),
    "person-link": TypedCommand("person link", ("name",)),
}
"""From each act that a remedy may name to its command."""

_AGAIN = TypedCommand("")
_OPTIONS = {"by": "as"}
"""Options that are not named as their argument is."""
_BLANKS = {
    "by": "NAME",
    "host": "HOST",
    "address": "URL",
    "to": "NAME",
    "desk": "DIR",
    "place": "N",
    "prefix": "…",
    "suffix": "…",
    "head": "HASH",
    "encoding": "NAME",
    "confirm": "OTHER",
    "not": "OTHER",
    "columns": "HEADER=FIELD",
    "sheet": "NAME",
    "sign": "KEY",
    "key": "VKEY",
    "archived_url": "URL",
    "cookies": "FILE",
}
"""What stands for the value of an option, where it is not the usual."""
_GOES_ON = {"Or": ", or", "And": ", and", "Then": "; then"}
"""How a remedy that goes on from the one before is joined to it."""


def command_of(remedy: Remedy) -> str:
    """The command without its first word, or the options to give it again; blank where there is no act we know."""
    known = _AGAIN if remedy.act is None else COMMANDS.get(remedy.act)
    if known is None:
        return ""
    by_place = [
        _at_its_place(name, remedy.arguments[name]) for name in known.places if name in remedy.arguments
    ]
    options = [
        _option(name, value, known.blank)
        for name, value in remedy.arguments.items()
        if name not in known.places
    ]
    return " ".join(filter(None, (known.words, *by_place, *options)))


def in_words(remedies: Iterable[Remedy]) -> str:
    """Everything that mends something, as sentences with their commands."""
    said = ""
    for remedy in remedies:
        command = command_of(remedy)
        first, _, rest = remedy.text.partition(" ")
        if said and first in _GOES_ON:
            said = said.rstrip(".") + f"{_GOES_ON[first]} {rest}"
        else:
            said += f"{_end(said)}{remedy.text}"
        if command:
            typed = f"factcheck {command}" if remedy.act else command
            said = f"{said.rstrip('.')}: {typed}"
    return said


def error_in_words(wrong: FactcheckError) -> str:
    """What is wrong, and what mends it."""
    return f"{wrong.message} {in_words(wrong.remedies)}".rstrip()


def finding_in_words(finding: Finding) -> str:
    """Where, what is wrong, and what mends it."""
    said = f"{finding.message} {in_words(finding.remedies)}".rstrip()
    return f"{finding.where}: {said}" if finding.where else said


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """The words of the JSON contract, with the commands in what mends it."""
    return {**finding.as_json(), "mend": in_words(finding.remedies)}


def _end(said: str) -> str:
    """What ends a sentence before the next: one that ends with a command has no full stop of its own."""
    if not said:
        return ""
    return " " if said.endswith((".", "?", "!")) else ". "


def _at_its_place(name: str, value: Argument) -> str:
    return name.upper() if value is None else _written(value)


def _option(name: str, value: Argument, blank: str) -> str:
    flag = f"--{_OPTIONS.get(name, name).replace('_', '-')}"
    if value is True:
        return flag
    return f"{flag} {_BLANKS.get(name, blank) if value is None else _written(value)}"


def _written(value: str | bool | tuple[str, ...]) -> str:
    return "|".join(value) if isinstance(value, tuple) else shlex.quote(str(value))
