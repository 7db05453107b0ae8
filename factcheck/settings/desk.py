"""The settings of a desk: factcheck.toml and the environment, as one frozen value."""

import logging
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any

from factcheck.errors import BadInput, Finding, NotFound, Remedy, did_you_mean
from factcheck.person_names import same_person
from factcheck.settings.archives import Archives, archives_findings, archives_of
from factcheck.settings.by_itself import (
    Backups,
    backup_findings,
    backups_of,
    feeds_findings,
    watch_findings,
    watched,
)
from factcheck.settings.fetching import Fetching, fetching_of, is_whole, read_environment
from factcheck.settings.keys import KeyEntry, keys_findings, keys_of, signed_kinds, signing_findings
from factcheck.settings.machine_user import login_name
from factcheck.settings.mail import (
    MailServer,
    Webhook,
    mail_findings,
    mail_of,
    webhooks_findings,
    webhooks_of,
)
from factcheck.settings.people import known_person, one_spelling, people_findings
from factcheck.settings.rechecks import Rechecks, rechecks_findings, rechecks_of
from factcheck.settings.requests import Requests, requests_findings, requests_of
from factcheck.settings.rules import Rules, rules_findings, rules_of
from factcheck.settings.timestamps import TimestampAuthority, authorities_findings, authorities_of
from factcheck.settings.timezone import UTC_NAMES, timezone_findings, zone_of
from factcheck.settings.web import WebDesk, web_findings, web_of

_LOG = logging.getLogger(__name__)
FILE, LOG_KEY = "factcheck.toml", "log.key"
LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "pt")
"""The languages that pages are written in; each but English has a catalogue in the report's locales."""

KEYS: Mapping[str, type | tuple[type, ...]] = {
    "name": str,
    "base_url": str,
    "scale": str,
    "solo": bool,
    "fictional": bool,
    "share_images": bool,
    "accent": str,
    "logo": str,
    "author": str,
    "people": list,
    "language": str,
    "timezone": str,
    "database_url": str,
    "database_connections": int,
    "archive": str,
    "scales": list,
    "keys": (list,),
    "timestamp": list,
    "require_signatures": (bool, list),
    "fetch": dict,
    "recheck": dict,
    "archives": dict,
    "feeds": list,
    "watch": list,
    "backup": dict,
    "reviewers": (int, dict),
    "rules": dict,
    "columns": dict,
    "site_own": list,
    "upload": str,
    "second_factor": list,
    "mail": dict,
    "webhook": list,
    "requests": dict,
    "web": dict,
}
_OBJECTS = r"s3://[a-z0-9][a-z0-9.-]+[a-z0-9](/(?!\.)[\w!.*'()-]+)*"
_FORMS = {
    "accent": (re.compile("#[0-9a-f]{6}"), "no colour", "#0b4f8a"),
    "archive": (
        re.compile(rf"{_OBJECTS}|(?!.*://)(?=.*\S).+"),
        "no place for captures",
        "s3://bucket/prefix",
    ),
    "upload": (re.compile(_OBJECTS), "no address of object storage", "s3://bucket/prefix"),
}
"""Keys whose values have a form of their own: what is not of that form, and one that is."""
_AS_WRITTEN = (
    *("database_connections", "scale", "base_url", "solo", "fictional", "share_images", "upload"),
    *("accent", "logo", "language", "timezone", "columns", "scales", "site_own", "second_factor", "feeds"),
)
"""Keys whose values are taken as they stand."""
_PATH = re.compile(r"(?:(?!\.{1,2}(?:/|$))[^/\\]+(?:/|$))+")
"""A path below a folder, with no way out of it."""
_NAMES: Mapping[type | tuple[type, ...], str] = {
    (int, dict): "a number, or a number for each kind of claim under [reviewers]",
    (bool, list): 'true for all claims, or the kinds of claim: ["figure", "quote"]',
    (list,): "each of them below a line [[{}]]",
    int: "a whole number",
    str: "text in quotes",
    bool: "true or false",
    list: 'a list such as ["Ana", "Ben"]',
    dict: "its keys under [{}]",
}


@dataclass(frozen=True)
class Settings:
    """Where the desk is and how it works; made by `load`.

    `reviewers` is the number of people who must sign a verdict, by kind of claim; "default" is for all other kinds.
    `timezone` is the IANA name of where the desk is; without one it is where its computer is. `is_login` says that
    nobody was named as `author`, who then is whoever is logged in. `fictional` says that all of it is invented, as at
    the desk of the demo; every page then says so. `columns` are headers of sheets that are imported, each with the
    field of a claim that it gives. `share_images` is whether published checks get an image to be
    shared with. `accent` is the colour of links, such as `#0b4f8a`, `logo` the path of a picture in the desk's folder.
    `require_signatures` are the kinds of claim that are signed with a key, "default" for all of them.
    `site_own` are files and folders that the desk puts in its site itself, `upload` the object storage that the site is
    put on once it is built, such as `s3://bucket/prefix`. `second_factor` are the roles that log in
    with a code beside the password. `archive_at` is where captures are kept: the path of a folder, from that of the
    desk, or the address of object storage. `feeds` are addresses at which others publish their checks, `watch` feeds
    and folders that are read for claims said again. `web` is how people with accounts reach the desk in a browser.
    `typed` is the author as far as a command or the environment named one.
    """

    folder: Path
    name: str
    author: str
    database_url: str
    database_connections: int = 20
    scale: str = "seven-step"
    base_url: str | None = None
    solo: bool = False
    language: str = "en"
    people: tuple[str, ...] = ()
    scales: tuple[dict[str, Any], ...] = field(default=())
    reviewers: Mapping[str, int] = field(default_factory=dict)
    fetch: Fetching = field(default_factory=Fetching)
    rules: Rules = field(default_factory=Rules)
    is_login: bool = False
    timezone: str | None = None
    fictional: bool = False
    share_images: bool = True
    upload: str | None = None
    accent: str | None = None
    logo: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[KeyEntry, ...] = ()
    timestamps: tuple[TimestampAuthority, ...] = ()
    require_signatures: tuple[str, ...] = ()
    site_own: tuple[str, ...] = ()
    second_factor: tuple[str, ...] = ()
    mail: MailServer | None = None
    webhooks: tuple[Webhook, ...] = ()
    requests: Requests = field(default_factory=Requests)
    recheck: Rechecks = field(default_factory=Rechecks)
    archives: Archives = field(default_factory=Archives)
    feeds: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    backup: Backups = field(default_factory=Backups)
    web: WebDesk = field(default_factory=WebDesk)
    archive_at: str = "archive"
    typed: str | None = None

    def check_author(self) -> None:
        """Raise RuleRefused for an author who is named, where people are listed and this is none of them."""
        if not self.is_login:
            known_person(self.author, self.people)

    def reviewers_of(self, kind: str | None) -> int:
        """The number of people who must sign a verdict on a claim of this kind; 1 at a solo desk."""
        return 1 if self.solo else self.reviewers.get(kind or "", self.reviewers.get("default", 1))

    def requires_signature(self, kind: str | None) -> bool:
        """Whether a verdict on a claim of this kind is to be signed with a person's own key."""
        return not {kind, "default"}.isdisjoint(self.require_signatures)

    @property
    def zone(self) -> tzinfo | None:
        """The desk's time zone; None where it is the computer's."""
        return zone_of(self.timezone) if self.timezone else None

    @property
    def page_zone(self) -> tzinfo | None:
        """The time zone that pages tell days and times in; None for UTC, which a desk that names no zone has there.

        Pages of the same claims are the same on every computer, so that of the computer does not count.
        """
        return None if self.timezone in UTC_NAMES else self.zone

    @property
    def site(self) -> Path:
        """The folder the public site is written to."""
        return self.folder / "site"

    @property
    def claims(self) -> Path:
        """The folder of dossiers."""
        return self.folder / "claims"

    @property
    def reports(self) -> Path:
        """The folder the report is written to."""
        return self.folder / "reports"

    @property
    def log_key(self) -> Path:
        """The file with the key that the desk signs its log with."""
        return self.folder / LOG_KEY

    @property
    def archive(self) -> str:
        """Where captures are kept: the path of a folder, or the address of object storage, s3://bucket/prefix."""
        return self.archive_at if "://" in self.archive_at else str(self.folder / self.archive_at)


def find_desk(start: Path) -> Path:
    """The nearest folder from `start` upwards that contains factcheck.toml. Raises NotFound."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NotFound(
        f"There is no desk in {start} or above it.",
        remedies=[Remedy.by("init", "Make one."), Remedy.again("Or name one.", desk=None)],
    )


def load(folder: Path, author: str | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the desk in `folder`; `author` and FACTCHECK_* take precedence over the file.

    Raises NotFound if there is no desk, BadInput with all findings. Whether an author who is named may act is said
    where the desk is opened. Where nobody is named it is whoever is logged in, who may read; acts are held to the list.
    """
    path = folder / FILE
    desk = _read(path)
    fetch = fetching_of(path, desk.get("fetch", {}), read_environment(environ))
    people = tuple(map(one_spelling, desk.get("people", ())))
    named = _named(author, environ, desk)
    _LOG.info("read the settings in %(folder)s: %(keys)s", {"folder": str(folder), "keys": ", ".join(desk)})
    return Settings(
        folder=folder,
        name=desk.get("name") or folder.resolve().name,
        is_login=named is None,
        author=one_spelling(login_name()) if named is None else _spelled(named, people),
        typed=author if author is not None else environ.get("FACTCHECK_AUTHOR", "").strip() or None,
        database_url=_database(folder, environ.get("FACTCHECK_DATABASE_URL") or desk.get("database_url")),
        archive_at=environ.get("FACTCHECK_ARCHIVE") or desk.get("archive") or "archive",
        people=people,
        web=web_of(desk.get("web", {})),
        reviewers=_reviewers(desk.get("reviewers", {})),
        fetch=fetch,
        mail=mail_of(desk.get("mail", {}), folder, environ),
        webhooks=webhooks_of(desk.get("webhook", ()), folder),
        requests=requests_of(desk.get("requests", {})),
        recheck=rechecks_of(desk.get("recheck", {})),
        archives=archives_of(desk.get("archives", {}), environ),
        watch=tuple(watched(one, folder) for one in desk.get("watch", ())),
        backup=backups_of(desk.get("backup", {}), folder),
        rules=rules_of(desk.get("rules", {})),
        keys=keys_of(desk.get("keys", ()), people),
        timestamps=authorities_of(desk.get("timestamp", ()), folder),
        require_signatures=signed_kinds(desk.get("require_signatures", False)),
        **_as_written(desk),
    )


def _as_written(desk: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that are taken as they are written; lists as tuples."""
    given = {key: desk[key] for key in _AS_WRITTEN if key in desk}
    return {key: tuple(one) if isinstance(one, list) else one for key, one in given.items()}


def _named(author: str | None, environ: Mapping[str, str], desk: Mapping[str, Any]) -> str | None:
    """Who is said to act: `author` if given, even if blank, else the first name that is not; None where nobody is."""
    if author is not None:
        return author
    named = (environ.get("FACTCHECK_AUTHOR", ""), desk.get("author", ""))
    return next((name for name in named if name.strip()), None)


def _spelled(named: str, people: Sequence[str]) -> str:
    """A name as the list of people spells it, else as given; BadInput for one that is blank or hides something."""
    given = known_person(named, ())
    return next((one for one in people if same_person(one, given)), given)


def without_desk(folder: Path) -> Settings:
    """Settings for a folder of dossiers that belongs to no desk: its report goes beside it."""
    return Settings(
        folder=folder.parent, name=folder.resolve().name, author=login_name(), database_url="sqlite://"
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        make = Remedy.by("init", "Make one.", folder=str(path.parent))
        raise NotFound(f"There is no desk in {path.parent}.", remedies=[make]) from None
    except (ValueError, RecursionError, OSError) as wrong:
        raise BadInput(f"{path} cannot be read: {wrong}. Mend that line and try again.") from wrong
    if findings := [*_findings(document)]:
        raise BadInput.of(str(path), findings)
    return document


def _findings(document: Mapping[str, Any]) -> Iterator[Finding]:
    for key, value in document.items():
        if key not in KEYS:
            yield Finding("bad-key", key, f'unknown key "{key}".', did_you_mean(key, KEYS))
        elif not isinstance(value, KEYS[key]):
            yield Finding("bad-value", key, f"is {value!r}.", f"Write {_NAMES[KEYS[key]].format(key)}.")
    yield from _text_findings(document)
    reviewers = document.get("reviewers")
    numbers = _reviewers(reviewers).values() if isinstance(reviewers, int | dict) else ()
    if not all(is_whole(number, 1, 99) for number in numbers):
        yield Finding("bad-value", "reviewers", "is no number of people.", "Write a whole number from 1.")
    if not is_whole(document.get("database_connections", 1), 1, 1_000):
        yield Finding("bad-value", "database_connections", "is no number of connections.", "Write 1 to 1000.")
    yield from rules_findings(document.get("rules", {}))
    people = _listed(document, "people")
    yield from people_findings(people)
    yield from keys_findings(_listed(document, "keys"), [one for one in people if isinstance(one, str)])
    yield from signing_findings(_listed(document, "require_signatures"))
    columns = document.get("columns")
    if isinstance(columns, dict) and not all(isinstance(name, str) for name in columns.values()):
        yield Finding(
            "bad-value", "columns", "holds more than headers and fields.", 'Write "Claim" = "text".'
        )
    yield from authorities_findings(_listed(document, "timestamp"))
    yield from webhooks_findings(_listed(document, "webhook"))
    yield from requests_findings(document.get("requests"), document.get("web"))
    yield from rechecks_findings(document.get("recheck"))
    yield from archives_findings(document.get("archives"))
    yield from feeds_findings(_listed(document, "feeds"))
    yield from watch_findings(_listed(document, "watch"))
    yield from backup_findings(document.get("backup"))
    yield from mail_findings(document.get("mail"))
    yield from _path_findings(_listed(document, "site_own"))
    yield from web_findings(document.get("web", {}))
    if any(not isinstance(scale, dict) for scale in _listed(document, "scales")):
        yield Finding("bad-value", "scales", "holds more than scales.", "Begin each with [[scales]].")


def _text_findings(document: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding for each text that is not of the form it has to have."""
    if isinstance(language := document.get("language"), str):
        yield from language_findings(language)
    for key, (form, no_such, example) in _FORMS.items():
        if isinstance(written := document.get(key), str) and not form.fullmatch(written):
            said = f'is "{written}", {no_such}.'
            yield Finding("bad-value", key, said, f'Write it as in: {key} = "{example}"')
    if isinstance(zone := document.get("timezone"), str):
        yield from timezone_findings(zone)


def _path_findings(paths: Sequence[object]) -> Iterator[Finding]:
    for one in paths:
        if not (isinstance(one, str) and _PATH.fullmatch(one)):
            mend = 'Write paths in the site: ["CNAME", ".well-known/"].'
            yield Finding("bad-value", "site_own", f"holds {one!r}, which is no path in the site.", mend)


def language_findings(language: str) -> Iterator[Finding]:
    """A finding where pages are not written in this language, whatever its region."""
    if language.partition("-")[0].lower() not in LANGUAGES:
        there_are = f"Pages are written in {', '.join(LANGUAGES)}; write one of these."
        yield Finding("bad-value", "language", f'is "{language}", which has no translation.', there_are)


def _reviewers(given: object) -> Mapping[str, int]:
    """The number of reviewers by kind of claim; a single number is for all kinds."""
    return given if isinstance(given, dict) else {"default": given}  # type: ignore[dict-item]


def _listed(document: Mapping[str, Any], key: str) -> list[Any]:
    value = document.get(key)
    return value if isinstance(value, list) else []


def _database(folder: Path, url: str | None) -> str:
    """The URL as given, with a relative SQLite path resolved in the desk's folder; by default factcheck.db there."""
    file = (url or "sqlite:///factcheck.db").removeprefix("sqlite:///")
    if url and (file == url or file in ("", ":memory:")):
        return url
    return f"sqlite:///{folder.resolve() / file}"
