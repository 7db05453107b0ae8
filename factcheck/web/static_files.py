"""The style and the scripts of the pages: files of the program, each under its one name."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.responses import Response

from factcheck.report.accent import Accent
from factcheck.report.templating import style_sheet

_FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """What is sent, and as what."""

    content: bytes
    media_type: str

    def answer(self, known: str) -> Response:
        """The file; no content where the browser has it already, by the tag (RFC 9110) it had with it."""
        tag = f'"{sha256(self.content).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": "private, no-cache"}
        if known == tag:
            return Response(None, 304, headers)
        return Response(self.content, 200, headers, self.media_type)


def static_files(accent: Accent | None) -> dict[str, StaticFile]:
    """Every file by its name; the style is in the colour of the desk."""
    own = (_FOLDER / "desk.css").read_text("utf-8")
    style = f"{style_sheet(accent)}\n\n{own}".encode()
    scripts = {path.name: path.read_bytes() for path in _FOLDER.glob("*.js")}
    return {
        "desk.css": StaticFile(style, "text/css"),
        **{name: StaticFile(content, "text/javascript") for name, content in scripts.items()},
    }
