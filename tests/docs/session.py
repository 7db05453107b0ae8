"""A page's console blocks, run as a reader would: in order, in one shell, on a terminal, in an empty folder.

How the pages are written, so that they can be run:

- A `console` block holds commands after `$ ` and what they show. A command that ends in a backslash goes on.
- `…` in what is shown stands for any text within the line, a line of `…` alone for any number of lines.
  A time to the second stands for any such time, and a digest (12 or 64 hexadecimal digits) for any of its length.
- A command ends with 0, unless the next one is `echo $?`, which shows what it ended with.
- A block whose first line goes on with a name, such as `toml claims/one.toml`, is written to that file;
  with `>>` before the name it is added at its end.
- A comment, which no reader sees, says that from here on a web page stands at an address:
  `<!-- https://office.example/trains stands as follows:`, the page's HTML, and `-->` on a line of its own; or
  `<!-- https://office.example/trains stands no more -->`. With `<!-- https://office.example stands as in site -->`
  all files of a folder stand there. It is then really served, on loopback; the commands are given that address and what
  they show is told with the other. All of one page stand on one site.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from pathlib import Path

from tests.docs.web import STANDS, command, serving
from tests.terminals import run_on_a_terminal

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = 88

_FENCE = re.compile(r"^```(\w+)(?: (>>)?(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANY = re.compile(r"(…)|(\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)|(\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b)")
_MARK = "\x1e"
_ERASED = re.compile(rf"[^\n{_MARK}]*\r\x1b\[2K")
"""A bar of progress and the sign that takes it away again."""
_AFTER = f"\ncode=$?; printf '{_MARK}%d{_MARK}' $code; (exit $code)\n"


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the file it is to be written to, and its text."""

    language: str
    name: str
    appended: bool
    text: str


@dataclass(frozen=True)
class Step:
    """One command as a page shows it, and what it shows below."""

    command: str
    shown: str = ""


@dataclass(frozen=True)
class Result:
    """What a command really showed, and its exit code."""

    shown: str
    code: int


def blocks(page: str) -> list[Block]:
    """Every fenced block that says its language, in order."""
    return [_block(found) for found in _FENCE.finditer(page)]


def _block(found: re.Match[str]) -> Block:
    return Block(found[1], found[3] or "", bool(found[2]), found[4])


def steps(page: str, web: Path = Path()) -> list[Step]:
    """Every command of the page, in order; to write a named block, or a page to be served, is one that shows nothing.

    `web` is the folder that is served.
    """
    parts = merge(_FENCE.finditer(page), STANDS.finditer(page), key=re.Match[str].start)
    return [step for part in parts for step in _steps(part, web)]


def _steps(part: re.Match[str], web: Path) -> Iterator[Step]:
    if part.re is STANDS:
        yield Step(command(part, web))
        return
    block = _block(part)
    if block.language == "console":
        yield from _commands(block.text)
    elif block.name:
        yield Step(_writing(block))


def _writing(block: Block) -> str:
    into = ">>" if block.appended else ">"
    folder = block.name.rpartition("/")[0] or "."
    return f"mkdir -p '{folder}'; cat {into} '{block.name}' <<'THE_END'\n{block.text}THE_END"


def _commands(text: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        length = next(number for number, line in enumerate(lines, 1) if not line.endswith("\\"))
        yield Step("\n".join(lines[:length]), "\n".join(lines[length:]).rstrip("\n"))


def run(page: str, folder: Path, path: list[Path]) -> list[tuple[Step, Result]]:
    """Run every command of the page in a shell that starts in `folder`; the results stand beside the steps.

    Programs are looked for in the folders of `path` before those of this machine.
    """
    told = steps(page, served := folder.parent / f"{folder.name}-web")
    script = folder.parent / f"{folder.name}.sh"
    with serving(page, served) as web:
        script.write_text(web.ask("".join(step.command + _AFTER for step in told)), "utf-8")
        environment = {**_environment(folder, path), **web.environment}
        _, shown = run_on_a_terminal(["sh", str(script)], folder, environment)
        said = web.tell(_ERASED.sub("", shown)).split(_MARK)
    results = [
        Result(words.strip("\n"), int(code)) for words, code in zip(said[::2], said[1::2], strict=False)
    ]
    assert len(results) == len(told), said[-1]
    return list(zip(told, results, strict=True))


def _environment(folder: Path, path: list[Path]) -> dict[str, str]:
    """A newsroom's computer: nothing of factcheck set, and its command on PATH."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
    searched = os.pathsep.join([*map(str, path), os.environ["PATH"]])
    told = {"PATH": searched, "COLUMNS": str(COLUMNS), "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return {**ours, **told, "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def is_as_shown(shown: str, really: str) -> bool:
    """Whether a page shows what a command really gave, with `…` where it may differ."""
    lines = (r"(?:.*\n)*?" if line == "…" else f"{_within(line)}\n" for line in shown.splitlines())
    return re.fullmatch("".join(lines), f"{really}\n" if really else "") is not None


def _within(line: str) -> str:
    """A pattern for one line: what may differ by its form, everything else as it stands."""
    pattern, at = "", 0
    for any_ in _ANY.finditer(line):
        pattern += re.escape(line[at : any_.start()]) + _form(any_)
        at = any_.end()
    return pattern + re.escape(line[at:])


def _form(found: re.Match[str]) -> str:
    text, time, digest = found.groups()
    if text:
        return r"[^\n]*?"
    return r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ" if time else f"[0-9a-f]{{{len(digest)}}}"
