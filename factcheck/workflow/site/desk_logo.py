"""The logo of a desk, as the settings name it: a picture in its folder that pages show as a file of their own."""

from hashlib import sha256

from factcheck.errors import BadInput, Finding
from factcheck.files import disk_errors_explained
from factcheck.report.edition import Logo
from factcheck.settings import Settings
from factcheck.workflow.site.build import PageBytes, SiteBuild

MAX_BYTES = 200_000
_KINDS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "webp": b"RIFF"}
"""How the files of each kind begin. SVG is none: opened by itself it can run a script."""


def read_logo(settings: Settings) -> tuple[Logo, bytes] | None:
    """The logo with its bytes; None where the settings name none.

    BadInput where it is outside of the desk's folder, not there, too large, or neither PNG, JPEG nor WebP.
    """
    if not settings.logo:
        return None
    path = settings.folder / settings.logo
    if not path.resolve().is_relative_to(settings.folder.resolve()):
        raise _refused(settings.logo, "is outside of the desk's folder.", "Copy it there.")
    with disk_errors_explained(path):
        if not path.is_file():
            raise _refused(settings.logo, "is not there.", f"Put it into {settings.folder}.")
        if path.stat().st_size > MAX_BYTES:
            made = f"is larger than {MAX_BYTES:,} bytes."
            raise _refused(settings.logo, made, "Make it smaller; it is shown 48 pixels high.")
        content = path.read_bytes()
    kind = next((kind for kind, start in _KINDS.items() if content.startswith(start)), None)
    if kind is None or (kind == "webp" and content[8:12] != b"WEBP"):
        raise _refused(settings.logo, "is neither PNG, JPEG nor WebP.", "Save it as PNG.")
    return Logo(f"images/desk.logo.{kind}", sha256(content).hexdigest()), content


def print_logo(build: SiteBuild, settings: Settings) -> None:
    """Put the logo, where there is one, among the files that pages show."""
    if found := read_logo(settings):
        logo, content = found
        build.print(logo.file, "", PageBytes.of_bytes(content))


def _refused(logo: str, wrong: str, mend: str) -> BadInput:
    return BadInput.of("factcheck.toml", [Finding("bad-logo", f'logo "{logo}"', wrong, mend)])
