"""The web that a page of the documentation speaks of: its addresses, really served on loopback while it is run."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import Answer, Request, Script, ScriptedServer, answer, head

STANDS = re.compile(
    r"^<!-- (https://[a-z-]{6}\.example)"
    r"(?:(/\S*) stands(?: no more -->| as follows:\n(.*?)^-->)| stands as in (\S+) -->)$",
    re.MULTILINE | re.DOTALL,
)
"""From here on a web page stands at this address, or no more, or all of a folder stands below it.

The site's name is as long as an address on loopback with its port, so that what is shown in columns keeps its width."""


@dataclass(frozen=True)
class Web:
    """The stand-ins: the site as a reader sees it, and as it is served."""

    site: str
    served: str

    def ask(self, text: str) -> str:
        """What a reader types, made to ask the server."""
        return text.replace(self.site, self.served) if self.site else text

    def tell(self, text: str) -> str:
        """What is shown, as a reader would see it."""
        shown = text.replace(self.served, self.site) if self.site else text
        return shown.replace("127.0.0.1", self.site.removeprefix("https://")) if self.site else shown

    @property
    def environment(self) -> Mapping[str, str]:
        """The server is let through by its exact address, and nobody minds being asked without a pause."""
        allowed = self.served.removeprefix("http://")
        return {"FACTCHECK_FETCH_ALLOW": allowed, "FACTCHECK_FETCH_DELAY": "0"} if self.site else {}


def command(found: re.Match[str], folder: Path) -> str:
    """What a shell does so that the page stands there, or no more."""
    _, path, page, whole = found.groups()
    if whole:
        return f"rm -rf '{folder / _WHOLE}'; cp -R '{whole}' '{folder / _WHOLE}'"
    file = folder / _name(path)
    return f"rm -f '{file}'" if page is None else f"cat > '{file}' <<'THE_END'\n{page}THE_END"


@contextmanager
def serving(page: str, folder: Path) -> Iterator[Web]:
    """The site that a page of the documentation names, if it names one; what stands in `folder` is served."""
    folder.mkdir()
    named = list(STANDS.finditer(page))
    sites = sorted({found[1] for found in named})
    if not sites:
        yield Web("", "")
        return
    assert len(sites) == 1, f"one site can stand in for the server, not {sites}"
    paths = {found[2] for found in named if found[2]}
    with _Site({path: _script(folder / _name(path)) for path in paths}, folder=folder / _WHOLE) as server:
        web = Web(sites[0], server.url("").rstrip("/"))
        assert len(web.served) == len(web.site), web
        yield web


@dataclass
class _Site(ScriptedServer):
    """A server whose other pages are the files of a folder, once it is there."""

    folder: Path = Path()

    def _next(self, path: str) -> Script:
        return super()._next(path) if path in self._scripts else _script(self.folder / path.lstrip("/"))


_WHOLE = "whole-site"


def _name(path: str) -> str:
    return path.strip("/").replace("/", "-") or "home"


def _script(file: Path) -> Callable[[Request], Answer]:
    """An ordinary web server: the file with its entity tag, "not modified" to who has it, 404 where there is none."""

    def say(request: Request) -> Answer:
        if not file.is_file():
            return answer("<h1>Not found</h1>", "404 Not Found")
        tag = f'"{hashlib.sha256(file.read_bytes()).hexdigest()[:16]}"'
        if request.header("If-None-Match") == tag:
            return head("304 Not Modified", etag=tag)
        return answer(file.read_bytes(), etag=tag)

    return say
