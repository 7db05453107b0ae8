"""What a shell offers to complete a word of a command: refs, ids of a claim's parts, ratings, names."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files

from factcheck.settings import Settings
from factcheck.store.completion import find_words

Offers = list[tuple[str, str]]
"""Words, each with what helps to tell it."""


def offers(settings: Settings, kind: str, start: str, ref: str = "") -> Offers:
    """Words that begin so: claims, articles, ratings, names, or the sources or evidence of the claims `ref` begins."""
    if kind == "ratings":
        return [one for one in _ratings(settings) if one[0].startswith(start)]
    if kind == "names":
        assigned = (name for name, _ in find_words(settings.database_url, "assignees", ""))
        names = dict.fromkeys([*settings.people, *assigned])
        return [(name, "") for name in names if name.casefold().startswith(start.casefold())]
    url = settings.database_url
    if kind in ("sources", "evidence"):
        now = ref if find_words(url, "claims", ref) else dict(find_words(url, "former", ref)).get(ref, ref)
        found = dict(find_words(url, kind, start, now))
    else:
        found = dict(
            find_words(url, kind, start) or (find_words(url, "former", start) if kind == "claims" else [])
        )
    return [one for one in found.items() if one[0].startswith(start)]


def _ratings(settings: Settings) -> Iterable[tuple[str, str]]:
    """The ratings of the newest version of the desk's scale, with their labels."""
    own = [scale for scale in settings.scales if scale.get("id") == settings.scale]
    if own:
        scale = max(own, key=lambda one: int(one.get("version", 1)))
    else:
        shipped = files("factcheck.dossier") / "scales" / f"{settings.scale}.toml"
        scale = tomllib.loads(shipped.read_text("utf-8")) if shipped.is_file() else {}
    for one in scale.get("ratings", ()):
        yield str(one.get("id", "")), str(one.get("label", ""))
