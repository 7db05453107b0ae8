"""factcheck.toml as text: names put into its list of people, with everything else left as it was written."""

import json
import re
import tomllib
from collections.abc import Sequence

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
    _check(body, grown, names)
    return start + grown


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


def _check(before: str, after: str, names: Sequence[str]) -> None:
    """Nothing but the list has grown."""
    known = tomllib.loads(before)
    try:
        grown = tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        grown = {}
    if grown != {**known, "people": [*known.get("people", ()), *names]}:
        raise BadInput(
            "The list of people in factcheck.toml is written in a way that this program cannot add to.",
            remedies=[f"Write it there yourself: people = {json.dumps(list(names), ensure_ascii=False)}"],
        )
