"""The private key of the log is in the desk's folder and in backups, and in nothing that leaves the desk."""

import base64
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from factcheck.desk import Desk
from factcheck.exchange.log.desk_key import read_desk_key
from factcheck.exchange.log.log_folder import LogFolder
from factcheck.exchange.log.merkle import root
from factcheck.workflow.site.report import ReportRequest, report_desk
from factcheck.workflow.transfer.backup import back_up
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.other_forms import FORMS, export_form
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.sheets import export_sheet
from tests.desks import kept_bytes, opened, tree
from tests.logs import checkpoint_of
from tests.needed import looks_into_files
from tests.sites import BASE, tell_site


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "factcheck.toml").write_text(f'name = "The test desk"\nbase_url = "{BASE}"\n', "utf-8")
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path, base_url=BASE) as desk:
        tell_site(desk, tmp_path)
        yield desk


def secrets_of(desk: Desk) -> tuple[bytes, ...]:
    """The private half of the key in every form that a file might hold it in."""
    private = read_desk_key(desk.settings.log_key).private
    raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).splitlines()[1]
    return raw, raw.hex().encode(), base64.b64encode(raw), pem, b"PRIVATE KEY"


def test_the_key_is_in_no_file_that_leaves_the_desk(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "left"
    out.mkdir()
    export_dossiers(desk, out / "dossiers")
    report_desk(desk, ReportRequest(out / "report"))
    prove(desk, out / "proof.zip")
    export_sheet(desk, out / "claims.xlsx")
    for form in FORMS:
        export_form(desk, out / form, form)
    for packed in ("proof.zip", "claims.xlsx"):
        ZipFile(out / packed).extractall(out / f"{packed}.unpacked")
    secret = secrets_of(desk)
    captures = {name: kept_bytes(desk, name) for name in desk.archive.names()}
    assert captures
    for name, content in {**tree(out), **tree(desk.settings.site), **captures}.items():
        assert not [one for one in secret if one in content], name


@looks_into_files
def test_the_key_is_not_in_the_database(desk: Desk) -> None:
    database = (desk.settings.folder / "factcheck.db").read_bytes()
    assert not [one for one in secrets_of(desk) if one in database]


def test_the_key_would_be_found_in_a_backup(desk: Desk, tmp_path: Path) -> None:
    with ZipFile(back_up(desk, tmp_path / "desk.zip").path) as zipped:
        assert zipped.read("log.key") == desk.settings.log_key.read_bytes()
        assert secrets_of(desk)[-2] in zipped.read("log.key")


def test_a_proof_bundle_holds_the_log_without_its_entries(desk: Desk, tmp_path: Path) -> None:
    prove(desk, tmp_path / "proof.zip")
    ZipFile(tmp_path / "proof.zip").extractall(tmp_path / "unpacked")
    there = tree(tmp_path / "unpacked" / "log")
    site = tree(desk.settings.site / "log")
    told = checkpoint_of(desk.settings.site)
    assert there.items() <= site.items()
    assert {"checkpoint", "keys", f"tile/0/000.p/{told.size}"} == {*there}
    assert root(told.size, LogFolder(tmp_path / "unpacked" / "log").nodes(told.size)) == told.root
