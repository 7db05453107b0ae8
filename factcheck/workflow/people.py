"""The people of a desk, who alone may act at it where it lists them."""

from collections.abc import Sequence

from factcheck.errors import NotSoNow, RuleRefused
from factcheck.files import disk_errors_explained, write_whole
from factcheck.person_names import find_person, same_person
from factcheck.settings import FILE, Settings
from factcheck.settings.people import known_person
from factcheck.settings.toml_text import with_people


def add_people(settings: Settings, names: Sequence[str]) -> tuple[str, ...]:
    """Put names into the desk's list in factcheck.toml; returns the whole list.

    A list that begins does so with whoever is named as acting here, who would be shut out otherwise. NotSoNow where all
    are listed already, RuleRefused for a name that looks like another, BadInput for one that hides something.
    """
    listed = list(settings.people)
    if not listed and not settings.is_login:
        listed.append(settings.author)
    for name in names:
        near = find_person(typed := known_person(name, ()), listed)
        if near and not same_person(typed, near):
            raise RuleRefused(
                3, f'"{typed}" looks like "{near}".', "Write it so that readers tell the two apart."
            )
        if not near:
            listed.append(typed)
    new = listed[len(settings.people) :]
    if not new:
        raise NotSoNow(f"{', '.join(names)}: listed already; nothing was changed.")
    path = (settings.folder / FILE).resolve()
    with disk_errors_explained(path):
        text = path.read_bytes().decode()
    write_whole(path, with_people(text, new).encode())
    return tuple(listed)
