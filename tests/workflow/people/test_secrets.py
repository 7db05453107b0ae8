"""No secret of an account is anywhere but where it was told: no row holds one, no log, export, listing or site."""

import json
import logging
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from factcheck.desk import open_desk
from factcheck.errors import NotAdmitted
from factcheck.model.account import CredentialKind
from factcheck.model.roles import Role, Scope
from factcheck.settings import load
from factcheck.workflow.people.accounts import add_account, new_link
from factcheck.workflow.people.codes import code_at, new_code_secret
from factcheck.workflow.people.credentials import let_in, list_credentials, make_token
from factcheck.workflow.people.login import LoginForm, NewPassword, log_in, set_password
from factcheck.workflow.people.open_accounts import list_accounts
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.transfer.backup import back_up, restore
from factcheck.workflow.transfer.exports import export_dossiers
from tests.desks import TABLES, added, tree
from tests.workflow.people.staff import PASSWORD, later, staffed


def test_secrets_are_where_they_were_told_alone(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with staffed(database_url, tmp_path, base_url="https://example.org") as desk:
        added(desk, "The bridge opened in 1932.")
        code, still = new_code_secret(), later(desk, 0)
        first = add_account(still, "Una", Role.EDITOR)
        step = int(still.clock().timestamp()) // 30
        set_password(still, first.secret, NewPassword(PASSWORD, code, code_at(code, step)))
        form = LoginForm("Una", PASSWORD, code_at(code, step + 1), "203.0.113.9", "Firefox")
        session, link = log_in(still, form), new_link(desk, "Una")
        token = make_token(desk, "Una", "script", [Scope.READ])
        found = let_in(desk, CredentialKind.SESSION, session.secret)
        log_in_wrongly = LoginForm(PASSWORD, PASSWORD, None, "203.0.113.9")
        with pytest.raises(NotAdmitted, match="not right"):
            log_in(still, log_in_wrongly)

        export_dossiers(desk, tmp_path / "dossiers")
        publish(desk, PublishRequest(tmp_path / "site"))
        told = [
            repr((form, session, link, token, found, list_accounts(desk))),
            json.dumps([one.model_dump(mode="json") for one in list_accounts(desk)]),
            json.dumps(
                [one.model_dump(mode="json") for one in list_credentials(desk, "Una", CredentialKind.TOKEN)]
            ),
            caplog.text,
            *_texts(tmp_path / "dossiers"),
            *_texts(tmp_path / "site"),
        ]
    secrets = [first.secret, session.secret, link.secret, token.secret, PASSWORD]
    rows = _rows(database_url)
    assert [secret for secret in secrets if secret in rows] == []
    hashes = [code, "$argon2"]
    assert all(one in rows for one in hashes)
    assert [secret for secret in (*secrets, *hashes) for text in told if secret in text] == []


def _texts(folder: Path) -> list[str]:
    return [content.decode("utf-8", "replace") for content in tree(folder).values()]


def _rows(url: str) -> str:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return repr([connection.execute(table.select()).all() for table in TABLES.values()])
    finally:
        engine.dispose()


def test_a_backup_holds_the_accounts_and_no_session_that_could_have_ended_since(tmp_path: Path) -> None:
    with staffed(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path) as desk:
        (tmp_path / "factcheck.toml").write_text('name = "The test desk"\n', "utf-8")
        set_password(desk, add_account(desk, "Una", Role.EDITOR).secret, NewPassword(PASSWORD))
        session = log_in(desk, LoginForm("Una", PASSWORD)).secret
        backup = back_up(desk, tmp_path / "kept.zip").path
        accounts = list_accounts(desk)
    restore(backup, tmp_path / "again")
    with open_desk(load(tmp_path / "again", environ={})) as there:
        assert list_accounts(there) == accounts
        with pytest.raises(NotAdmitted):
            let_in(there, CredentialKind.SESSION, session)
        assert log_in(there, LoginForm("Una", PASSWORD))
