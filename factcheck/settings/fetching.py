"""The settings of fetching: FACTCHECK_FETCH_* and `[fetch]` in factcheck.toml."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.errors import BadInput, Finding, did_you_mean

NEVER, WHEN_ASKED, WHEN_EMPTY = "never", "when-asked", "when-empty"
"""When a browser draws a page."""


@dataclass(frozen=True)
class Fetching:
    """How pages are fetched: FACTCHECK_FETCH_* take precedence over `[fetch]` in factcheck.toml.

    `allow` lists private addresses that are allowed, with their port, such as "127.0.0.1:8001"; `ports` are allowed in
    addition to 80 and 443. At most `per_host` requests go to one host at a time, started at least `delay` seconds
    apart, and `concurrency` requests in all. `proxy` is the URL of the only proxy that is used. `browser` says when a
    browser draws a page: "never", "when-asked", or "when-empty" also where a plain request brought no words. `chromium`
    is its program, else one that is installed; it runs without its own `sandbox` only where that is false.
    """

    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    per_host: int = 2
    delay: float = 1.0
    concurrency: int = 20
    proxy: str | None = None
    browser: str = WHEN_ASKED
    chromium: str | None = None
    sandbox: bool = True


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """The FACTCHECK_FETCH_* settings by the keys of the file; `fetching_of` refuses what is not a number."""
    settings: dict[str, Any] = {}
    for key, read in _FROM_ENVIRON.items():
        given = environ.get(f"FACTCHECK_FETCH_{key.upper()}", "").strip()
        if given:
            try:
                settings[key] = read(given)
            except ValueError:
                settings[key] = given
    return settings


_FROM_ENVIRON: Mapping[str, Callable[[str], Any]] = {
    "allow": lambda given: [one.strip() for one in given.split(",") if one.strip()],
    "per_host": int,
    "delay": float,
    "concurrency": int,
}
_FETCH_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "allow": (
        lambda one: isinstance(one, list) and all(isinstance(part, str) for part in one),
        'Write addresses with their port: ["127.0.0.1:8001"].',
    ),
    "ports": (
        lambda one: isinstance(one, list) and all(is_whole(part, 1, 65_535) for part in one),
        "Write ports from 1 to 65535: [8080].",
    ),
    "per_host": (lambda one: is_whole(one, 1, 1_000), "Write a whole number from 1 to 1000."),
    "delay": (
        lambda one: isinstance(one, int | float) and not isinstance(one, bool) and 0 <= one <= 3_600,
        "Write seconds from 0 to 3600.",
    ),
    "concurrency": (lambda one: is_whole(one, 1, 1_000), "Write a whole number from 1 to 1000."),
    "proxy": (lambda one: isinstance(one, str), 'Write its address: "http://proxy.example:3128".'),
    "browser": (
        lambda one: one in (NEVER, WHEN_ASKED, WHEN_EMPTY),
        f'Write "{NEVER}", "{WHEN_ASKED}" or "{WHEN_EMPTY}".',
    ),
    "chromium": (lambda one: isinstance(one, str), 'Write its path: "/usr/bin/chromium".'),
    "sandbox": (
        lambda one: isinstance(one, bool),
        "Write false to let Chromium run without its sandbox, else leave it out.",
    ),
}


def is_whole(given: object, lowest: int, highest: int) -> bool:
    """Whether this is a whole number within the bounds; true and false are not."""
    return isinstance(given, int) and not isinstance(given, bool) and lowest <= given <= highest


def fetching_of(path: Path, in_file: Mapping[str, Any], in_environ: Mapping[str, Any]) -> Fetching:
    """The settings of the file and the environment together. Raises BadInput with all findings."""
    settings = {**in_file, **in_environ}
    findings = []
    for key, value in settings.items():
        where = f"FACTCHECK_FETCH_{key.upper()}" if key in in_environ else f"fetch: {key}"
        if key not in _FETCH_KEYS:
            findings.append(
                Finding("bad-key", where, f'unknown key "{key}".', did_you_mean(key, _FETCH_KEYS))
            )
        elif not _FETCH_KEYS[key][0](value):
            findings.append(Finding("bad-value", where, f"is {value!r}.", _FETCH_KEYS[key][1]))
    if findings:
        of_environ = all(one.where.startswith("FACTCHECK_") for one in findings)
        raise BadInput.of("The environment" if of_environ else str(path), findings)
    frozen: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()
    }
    return Fetching(**frozen)
