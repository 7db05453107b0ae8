"""The people of a desk, who alone may act at it where it lists them."""

import tomllib
from collections.abc import Sequence

from factcheck.errors import NotSoNow, RuleRefused
from factcheck.files import alone_in, disk_errors_explained, write_whole
from factcheck.person_names import find_person, same_person
from factcheck.settings import FILE, Settings
from factcheck.settings.people import known_person
from factcheck.settings.toml_text import with_people


def add_people(settings: Settings, names: Sequence[str]) -> tuple[str, ...]:
    """Put names into the desk's list in factcheck.toml; returns the whole list.

    A list that begins does so with whoever is named as acting here, who would be shut out otherwise. NotSoNow where all
    are listed already, RuleRefused for a name that looks like another, BadInput for one that hides something. Of two
    who add at once the second adds to what the first wrote.
    """
    settings.check_author()
    path = (settings.folder / FILE).resolve()
    with disk_errors_explained(path), alone_in(path.parent):
        text = path.read_bytes().decode()
        before = tomllib.loads(text.removeprefix("\ufeff")).get("people", [])
        listed = _with_names(before or _who_begins(settings), names)
        if len(listed) == len(before):
            raise NotSoNow(f"{', '.join(names)}: listed already; nothing was changed.")
        write_whole(path, with_people(text, listed[len(before) :]).encode())
    return tuple(listed)


def _who_begins(settings: Settings) -> list[str]:
    return [] if settings.is_login else [settings.author]


def _with_names(listed: Sequence[str], names: Sequence[str]) -> list[str]:
    grown = list(listed)
    for name in names:
        near = find_person(typed := known_person(name, ()), grown)
        if near and not same_person(typed, near):
            raise RuleRefused(
                3, f'"{typed}" looks like "{near}".', "Write it so that readers tell the two apart."
            )
        if not near:
            grown.append(typed)
    return grown
