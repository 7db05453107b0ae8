"""Making a desk."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from factcheck.desk import open_desk, utc_now
from factcheck.dossier.scales import scales_of
from factcheck.errors import BadInput, NotSoNow, Remedy, RuleRefused, did_you_mean
from factcheck.exchange.log.desk_key import make_desk_key
from factcheck.files import disk_errors_explained, write_whole
from factcheck.person_names import find_person, same_person, visible
from factcheck.settings import FILE, load
from factcheck.settings.people import known_person, one_spelling, people_findings
from factcheck.settings.timezone import timezone_findings, zone_of
from factcheck.settings.toml_text import with_people


@dataclass(frozen=True)
class NewDesk:
    """What a new desk is told; what is None takes its default. `settings` are further keys of its file."""

    name: str | None = None
    scale: str = "seven-step"
    solo: bool = False
    author: str | None = None
    people: tuple[str, ...] = ()
    timezone: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


_EXPLAINED = """
# Further settings, each with what it is for:
# author = "Ana"                    # who acts when nobody says who
# people = ["Ana", "Ben"]           # only these may act; guards against a misspelt second person
# timezone = "Pacific/Auckland"     # where the desk is: which day "today" is, here and on its pages
# base_url = "https://example.org"  # where the public pages will be
# language = "en"                   # language of the pages (BCP 47)
# database_url = "postgresql://localhost/factcheck"   # else a SQLite file in this folder
#
# reviewers = 2                     # how many people sign a verdict; or a number for each kind of claim:
# [reviewers]
# figure = 2                        # the kind of claim, "default" for all others
#
# require_signatures = true         # verdicts are signed with people's own ssh keys; [[keys]] say whose each is
#
# [rules]                           # what is asked before a claim is published
# sources = "1 primary or 2 independent"   # copies of one report count once
# recheck_after = 180               # days after which a cited page is to be looked at again
# long-wording = "off"              # any code of the check: "block", "warn" or "off"
#
# Your own rating scale begins with [[scales]]; the dossier guide shows one.
"""


def make_desk(folder: Path, new: NewDesk, ask: Callable[[], tuple[str, ...]] | None = None) -> Path:
    """Write factcheck.toml, make the folders and the database; `ask` gives the people where they are still to be asked.

    NotSoNow when a desk is there already, BadInput for names and a time zone that cannot be, RuleRefused for an author
    who is not among the people.
    """
    path = folder / FILE
    if path.exists():
        raise NotSoNow(f"{folder} is a desk already; nothing was changed. Its settings are in {path}.")
    scales_of(()).get(new.scale)
    people = new.people or (ask() if ask else ())
    zone = new.timezone or _zone_of_this_computer()
    if wrong := [*people_findings(people), *(timezone_findings(zone) if zone else ())]:
        raise BadInput.of("init", wrong)
    author = _author(new.author, people)
    chosen = {
        "name": new.name or folder.resolve().name,
        "scale": new.scale,
        "solo": new.solo,
        "author": author,
        "timezone": zone,
        **new.settings,
    }
    with disk_errors_explained(folder):
        for room in ("claims", "reports", "archive"):
            (folder / room).mkdir(parents=True, exist_ok=True)
    told = tomli_w.dumps({key: value for key, value in chosen.items() if value is not None})
    listed = with_people(told, [one_spelling(one) for one in people]) if people else told
    write_whole(path, (listed + _EXPLAINED).encode())
    settings = load(folder, author or next(iter(people), None))
    make_desk_key(settings.log_key)
    with open_desk(settings):
        return folder


def _author(named: str | None, people: Sequence[str]) -> str | None:
    """Who acts when nobody says who: whoever is named, who has to be one of the people, or the only one there is."""
    if named is None:
        return one_spelling(people[0]) if len(people) == 1 else None
    near = find_person(named, people)
    if people and not (near and same_person(named, near)):
        raise RuleRefused(
            3,
            f'"{visible(named)}" is not one of the people named.',
            did_you_mean(named, people),
            Remedy.again("If they work there too, name them.", people=None),
        )
    return near or known_person(named, ())


def _zone_of_this_computer() -> str | None:
    """The IANA name of the zone that this computer is set to; None where it has none."""
    from tzlocal import get_localzone_name

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says so where it takes UTC for want of a setting
        try:
            name = get_localzone_name()
        except (LookupError, ValueError):
            return None
    zone, now = zone_of(name or ""), utc_now()
    fits = zone and now.astimezone(zone).utcoffset() == now.astimezone().utcoffset()
    return name if fits else None
