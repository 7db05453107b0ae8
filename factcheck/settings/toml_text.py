"""factcheck.toml as text: people, keys and columns put into it, with everything else left as it was written."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date

from factcheck.errors import BadInput

_STRING = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_LIST = re.compile(
    rf"""^([ \t]*["']?people["']?[ \t]*=[ \t]*\[)((?:{_STRING}|#[^\n]*|[^]"'#])*)\]""", re.MULTILINE
)
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_AUTHOR = re.compile(rf"^author[ \t]*=[ \t]*{_STRING}[^\n]*\n", re.MULTILINE)


def with_people(text: str, names: Sequence[str]) -> str:
    """The text with these names at the end of `people`, a new list where there is none.

    BadInput where the list is written in a way that this does not understand.
    """
    start = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(start)
    written = [json.dumps(name, ensure_ascii=False) for name in names]
    if _LIST.search(body):
        grown = _LIST.sub(lambda found: f"{found[1]}{_appended(found[2], written)}]", body, count=1)
    else:
        header = _HEADER.search(body)
        author = _AUTHOR.search(body, 0, header.start() if header else len(body))
        at = author.end() if author else 0
        grown = f"{body[:at]}people = [{', '.join(written)}]\n{body[at:]}"
    known = tomllib.loads(body)
    _check(known, grown, "people", [*known.get("people", ()), *names])
    return start + grown


_COLUMNS = re.compile(r"^[ \t]*\[[ \t]*columns[ \t]*\][ \t]*(?:#[^\n]*)?\r?\n", re.MULTILINE)


def with_columns(text: str, columns: Mapping[str, str]) -> str:
    """The text with these headers and their fields under `[columns]`, in place of what it says of the same headers.

    BadInput where the table is written in a way that this does not understand.
    """
    known = tomllib.loads(text.removeprefix("\ufeff"))
    new = {header: name for header, name in columns.items() if known.get("columns", {}).get(header) != name}
    if not new:
        return text
    body = text if text.endswith("\n") or not text else f"{text}\n"
    if not _COLUMNS.search(body):
        body += "\n[columns]\n"
    before, heading, after = _split(body)
    for header in new:
        after = re.sub(
            rf"^[ \t]*{re.escape(_key(header))}[ \t]*=[^\n]*\n", "", after, count=1, flags=re.MULTILINE
        )
    lines = "".join(f"{_key(header)} = {_key(name)}\n" for header, name in new.items())
    grown = before + heading + lines + after
    _check(known, grown, "columns", {**known.get("columns", {}), **new})
    return grown


def _split(body: str) -> tuple[str, str, str]:
    """What stands above the heading of the columns, the heading, and what stands below."""
    found = _COLUMNS.search(body)
    at = found.span() if found else (len(body), len(body))
    return body[: at[0]], body[slice(*at)], body[at[1] :]


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _appended(held: str, written: Sequence[str]) -> str:
    """What stands between the brackets and more strings after it, each on a line of its own where those before are."""
    strings = [one for one in re.finditer(rf"#[^\n]*|{_STRING}", held) if one[0][0] != "#"]
    if not strings:
        return ", ".join(written) + held
    end = strings[-1].end()
    before, after = held[:end], held[end:]
    rest, line_end, below = after.partition("\n")
    if not line_end or "\n" not in before:
        return f"{before}, {', '.join(written)}{after}"
    indent = re.match(r"[ \t]*", before.rpartition("\n")[2])
    comma = "" if rest.lstrip().startswith(",") else ","
    ending = "\r\n" if rest.endswith("\r") else "\n"
    more = "".join(f"{indent[0] if indent else ''}{one},{ending}" for one in written)
    return f"{before}{comma}{rest}\n{more}{below}"


def _check(known: Mapping[str, object], after: str, key: str, value: object) -> None:
    """Nothing has changed but the value of one key."""
    try:
        grown = tomllib.loads(after.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        grown = {}
    if grown != {**known, key: value}:
        written = json.dumps(value, ensure_ascii=False, default=str)
        raise BadInput(
            f"What factcheck.toml says of {key} is written in a way that this program cannot add to.",
            remedies=[f"Write it there yourself: {key} = {written}"],
        )


def with_key(text: str, entry: Mapping[str, object]) -> str:
    """The text with one more entry of `[[keys]]` at its end; BadInput where its keys are written otherwise."""
    known = tomllib.loads(text.removeprefix("\ufeff"))
    lines = "".join(
        f"{name} = {_key(value) if isinstance(value, str) else value}\n" for name, value in entry.items()
    )
    grown = f"{text.rstrip()}\n\n[[keys]]\n{lines}"
    _check(known, grown, "keys", [*known.get("keys", ()), dict(entry)])
    return grown


def with_key_ended(text: str, encoded: str, word: str, day: date) -> str:
    """The text with a day below the key that is encoded so; BadInput where it is written in another way.

    A key that stands there several times is ended where it stands last.
    """
    known = tomllib.loads(text.removeprefix("\ufeff"))
    line = re.compile(
        rf"^[ \t]*key[ \t]*=[ \t]*[\"'][^\"'\n]*{re.escape(encoded)}[^\n]*(?:\n|\Z)", re.MULTILINE
    )
    found = [*line.finditer(text)]
    at = found[-1].end() if found else len(text)
    grown = f"{text[:at].rstrip(chr(10))}\n{word} = {day}\n{text[at:]}"
    entries = [dict(one) for one in known.get("keys", ())]
    last = max((number for number, one in enumerate(entries) if encoded in one["key"]), default=-1)
    entries[last] |= {word: day}
    _check(known, grown, "keys", entries)
    return grown
