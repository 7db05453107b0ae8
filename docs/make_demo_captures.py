"""Make the captures of the demo anew from docs/demo_pages.toml: served on loopback under their names, and fetched.

Port 80 of this machine has to be free and open to whoever runs this. The captures are what `factcheck demo` puts on
record; whoever changes a page runs this once and commits what comes.
"""

import json
import sys
import threading
import tomllib
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from factcheck.archive.storage import path_of
from factcheck.desk import open_desk
from factcheck.settings import Settings
from factcheck.settings.fetching import Fetching
from factcheck.workflow.evidence.fetch import visit_one

ROOT = Path(__file__).resolve().parent.parent
CAPTURES = ROOT / "factcheck" / "workflow" / "demo" / "captures"
INVENTED = {
    "en": "Invented for a demonstration: there is no town of Harrowmere, and no such office.",
    "fa": "این صفحه برای نمایش ساخته شده است: شهری به نام هارومیر و چنین دفتری وجود ندارد.",
}
Page = dict[str, Any]


def page_html(page: Page) -> bytes:
    """A page as its site serves it."""
    language = page.get("language", "en")
    direction = ' dir="rtl"' if language == "fa" else ""
    return f"""<!doctype html>
<html lang="{language}"{direction}><head><meta charset="utf-8"><title>{page["title"]}</title>
<meta property="og:site_name" content="{page["site"]}">
<meta property="article:published_time" content="{page["published"]}"></head>
<body><main><h1>{page["title"]}</h1>{page["body"]}</main>
<footer><p>{INVENTED[language]}</p></footer></body></html>
""".encode()


class Site(BaseHTTPRequestHandler):
    """All the sites of the demo: the page that stands at an address now."""

    pages: dict[str, bytes] = {}  # noqa: RUF012 - http.server makes a handler for each request

    def do_GET(self) -> None:
        """Give the page, 404 where there is none."""
        body = self.pages.get(f"http://{self.headers['Host']}{self.path}", b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        """No word of this machine."""
        return "demo"

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002
        """The same day each time."""
        return "Mon, 03 Feb 2025 09:00:00 GMT"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing."""


async def on_loopback(_host: str, _port: int) -> list[str]:
    """Every name leads to this machine."""
    return ["127.0.0.1"]


def main() -> None:
    """Fetch every page and write each capture with its fields."""
    pages: list[Page] = tomllib.loads((ROOT / "docs" / "demo_pages.toml").read_text("utf-8"))["pages"]
    CAPTURES.mkdir(parents=True, exist_ok=True)
    for old in CAPTURES.iterdir():
        old.unlink()
    server = ThreadingHTTPServer(("127.0.0.1", 80), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    numbers = count(1)
    with TemporaryDirectory() as folder:
        allow = tuple({f"{urlsplit(page['url']).hostname}:80" for page in pages})
        fetching = Fetching(allow=allow, delay=0)
        settings = Settings(Path(folder), "demo", "demo", f"sqlite:///{folder}/factcheck.db", fetch=fetching)
        with open_desk(settings) as opened:
            desk = replace(opened, new_id=lambda: UUID(int=next(numbers)), network={"resolve": on_loopback})
            for page in pages:
                Site.pages[page["url"]] = page_html(page)
                caught = visit_one(replace(desk, clock=lambda at=page["at"]: at), page["url"])
                if not caught.outcome.holds_words:
                    sys.exit(f"{page['url']}: {caught.outcome} {caught.fields['reason']}")
                warc = settings.archive / path_of(caught.fields["record"])
                (CAPTURES / f"{page['name']}.warc.gz").write_bytes(warc.read_bytes())
                # What lets a name through to this machine are the settings above, and not those of the demo's desk.
                fields = {**caught.fields, "let_through": False}
                written = json.dumps(fields, ensure_ascii=False, indent=1, default=str)
                (CAPTURES / f"{page['name']}.json").write_text(f"{written}\n", "utf-8")
    server.shutdown()


if __name__ == "__main__":
    main()
