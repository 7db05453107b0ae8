"""A desk that the tests of the API are about: claims at two stages and an article."""

from pathlib import Path

from tests.cli.conftest import Program
from tests.web.conftest import SETTINGS
from tests.web.forms import PAGE

ARTICLE = "The bridge opened in 1932. It was closed in 1950. It cost 3 million euros. I like it."


def make_desk(folder: Path) -> Path:
    """Make it, by Cy, without accounts so far."""
    folder.mkdir(exist_ok=True)
    program = Program(folder)
    program.ok("init", ".", "--name", "The Evening Desk", "--as", "Cy")
    path = folder / "factcheck.toml"
    path.write_text(SETTINGS + path.read_text("utf-8"), "utf-8")
    program.ok("add", "The bridge opened in 1932.", "--ref", "bridge", "--claimant", "The mayor")
    saved = program.write("register.html", PAGE)
    program.ok("attach", "bridge", str(saved))
    program.ok("cite", "bridge", "s1", "--quote", "opened in 1932", "--stance", "supports")
    program.ok("rate", "bridge", "true", "--because", "The register says so [e1].", "--summary", "It did.")
    program.ok("submit", "bridge")
    program.ok("add", "The tower is new.", "--ref", "tower", "--tags", "height")
    program.ok("article", "add", str(program.write("night.txt", ARTICLE)), "--ref", "night")
    return folder
