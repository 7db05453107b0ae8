"""Making a desk."""

from dataclasses import dataclass
from pathlib import Path

import tomli_w

from factcheck.desk import open_desk
from factcheck.dossier.scales import scales_of
from factcheck.errors import NotSoNow
from factcheck.files import disk_errors_explained, write_whole
from factcheck.settings import FILE, load


@dataclass(frozen=True)
class NewDesk:
    """What a new desk is told; what is None takes its default."""

    name: str | None = None
    scale: str = "seven-step"
    solo: bool = False
    author: str | None = None


_EXPLAINED = """
# Further settings, each with what it is for:
# author = "Ana"                    # who acts when nobody says who
# people = ["Ana", "Ben"]           # only these may act; guards against a misspelt second person
# base_url = "https://example.org"  # where the public pages will be
# language = "en"                   # language of the pages (BCP 47)
# database_url = "postgresql://localhost/factcheck"   # else a SQLite file in this folder
#
# reviewers = 2                     # how many people sign a verdict; or a number for each kind of claim:
# [reviewers]
# figure = 2                        # the kind of claim, "default" for all others
#
# [rules]                           # what is asked before a claim is published
# sources = "1 primary or 2 independent"   # copies of one report count once
# recheck_after = 180               # days after which a cited page is to be looked at again
# long-wording = "off"              # any code of the check: "block", "warn" or "off"
#
# Your own rating scale begins with [[scales]]; the dossier guide shows one.
"""


def make_desk(folder: Path, new: NewDesk) -> Path:
    """Write factcheck.toml, make the folders and the database; NotSoNow when a desk is there already."""
    path = folder / FILE
    if path.exists():
        raise NotSoNow(f"{folder} is a desk already; nothing was changed. Its settings are in {path}.")
    scales_of(()).get(new.scale)
    chosen = {"name": new.name or folder.resolve().name, "scale": new.scale, "solo": new.solo}
    if new.author:
        chosen["author"] = new.author
    with disk_errors_explained(folder):
        for room in ("claims", "reports", "archive"):
            (folder / room).mkdir(parents=True, exist_ok=True)
    write_whole(path, (tomli_w.dumps(chosen) + _EXPLAINED).encode())
    with open_desk(load(folder)):
        return folder
