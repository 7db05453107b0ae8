"""Time stamps on the public log: asked for when it is signed, verified later, and never in a publication's way."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from factcheck.desk import Desk
from factcheck.settings import Fetching
from factcheck.settings.timestamps import TimestampAuthority
from factcheck.workflow.transfer.backup import back_up, restore
from factcheck.workflow.transfer.proof_bundle import prove
from factcheck.workflow.transfer.verify import verify
from tests.authority import Authority, openssl
from tests.desks import opened, tree
from tests.proofs import unpacked
from tests.servers import End, Request, Script, ScriptedServer, answer, redirect
from tests.sites import BASE, fix, out, signed

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(authority: Authority) -> Iterator[ScriptedServer]:
    with ScriptedServer({"/tsa": authority}) as server:
        yield server


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a check to publish, by the clock of this computer."""
    with opened(database_url, tmp_path, base_url=BASE) as desk:
        now = replace(desk, clock=lambda: datetime.now(UTC))
        signed(now, "The bridge has four lamps.", "lamps")
        yield now


def _asking(desk: Desk, server: ScriptedServer, *roots: Path, path: str = "/tsa") -> Desk:
    """The desk with the server named as authority once for each of these root certificates."""
    named = tuple(
        TimestampAuthority(server.url(f"{path}{number or ''}"), root) for number, root in enumerate(roots)
    )
    fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
    return replace(desk, settings=replace(desk.settings, timestamps=named, fetch=fetch))


def _codes(desk: Desk) -> list[str]:
    verified = verify(desk)
    return [
        one.code for one in (*verified.findings, *verified.uncovered, *verified.backward, *verified.behind)
    ]


def _changed(desk: Desk, statement: str, **values: object) -> None:
    engine = create_engine(desk.settings.database_url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def test_what_is_signed_is_stamped_and_a_stranger_finds_so_with_openssl(
    desk: Desk, server: ScriptedServer, authority: Authority
) -> None:
    asking = _asking(desk, server, authority.certificate)
    out(asking)
    stamps = asking.settings.site / "log" / "stamps"
    assert sorted(tree(stamps)) == ["1.1.checkpoint", "1.1.tsr"]
    assert (stamps / "1.1.checkpoint").read_bytes() == (stamps.parent / "checkpoint").read_bytes()
    trusted = ("-data", "1.1.checkpoint", "-CAfile", str(authority.certificate))
    assert "Verification: OK" in openssl(stamps, "ts", "-verify", "-in", "1.1.tsr", *trusted)
    verified = verify(asking)
    assert (verified.findings, verified.behind, verified.uncovered) == ([], [], [])
    assert verified.stamps == 1
    assert verified.stamped_at is not None
    assert abs(verified.stamped_at - datetime.now(UTC)) < timedelta(minutes=10)


def test_it_is_asked_once_for_each_state_of_the_log(
    desk: Desk, server: ScriptedServer, authority: Authority
) -> None:
    asking = _asking(desk, server, authority.certificate)
    out(asking)
    out(asking)
    assert len(server.asked("/tsa")) == 1
    fix(asking, "lamps")
    out(asking)
    assert len(server.asked("/tsa")) == 2
    assert sorted(tree(asking.settings.site / "log" / "stamps")) == [
        *("1.1.checkpoint", "1.1.tsr"),
        *("2.1.checkpoint", "2.1.tsr"),
    ]
    assert (verify(asking).findings, verify(asking).stamps) == ([], 2)


def test_several_authorities_each_stamp_it(
    desk: Desk, server: ScriptedServer, authority: Authority, tmp_path: Path
) -> None:
    second = Authority(tmp_path / "second", name="Another root")
    server.say("/tsa1", second)
    asking = _asking(desk, server, authority.certificate, second.certificate)
    out(asking)
    assert {"1.1.tsr", "1.2.tsr"} <= tree(asking.settings.site / "log" / "stamps").keys()
    assert (verify(asking).findings, verify(asking).stamps) == ([], 2)
    out(asking)
    assert len(server.asked("/tsa")) == len(server.asked("/tsa1")) == 1


def _old_answer(authority: Authority) -> Callable[[Request], bytes]:
    """An authority that answers every question with its answer to the first one it ever got."""
    from factcheck.exchange.timestamp import stamp_query

    first = authority.reply(stamp_query(b"Something else.").content)
    return lambda _: answer(first)


WRONG: dict[str, tuple[Callable[[Path, Authority], Script], str]] = {
    "expired": (lambda at, _: Authority(at, start=-3 * DAY, end=-DAY), "certificate has expired"),
    "not begun": (lambda at, _: Authority(at, start=DAY, end=3 * DAY), "certificate is not yet valid"),
    "wrong": (lambda at, _: Authority(at, name="Another root"), "no root certificate"),
    "lying": (lambda _, good: _old_answer(good), "under something else"),
    "a page": (lambda *_: answer("<html>Hello"), "is no time stamp"),
    "forbidden": (lambda *_: answer("No.", "403 Forbidden"), "403 Forbidden"),
    "elsewhere": (lambda *_: redirect("/other"), "302 Found"),
    "endless": (lambda *_: answer(b"0" * 200_000), "larger than"),
    "silent": (lambda *_: [End.RESET], "broke before an answer came"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_an_authority_that_fails_is_told_and_keeps_nothing_from_readers(
    desk: Desk, server: ScriptedServer, authority: Authority, tmp_path: Path, kind: str
) -> None:
    made, why = WRONG[kind]
    script = made(tmp_path / "wrong", authority)
    root = authority.certificate
    if isinstance(script, Authority) and kind != "wrong":
        root = script.certificate
    server.say("/tsa", script)
    asking = _asking(desk, server, root)
    assert out(asking).versions == [("lamps", 1)]
    (told,) = [one for one in asking.told if one.code == "stamp-missing"]
    assert told.where == server.url("/tsa")
    assert why in told.message
    assert told.message.endswith("All else was published.")
    assert (verify(asking).findings, verify(asking).behind, verify(asking).stamps) == ([], [], 0)
    asking.told.clear()
    server.say("/tsa", authority)
    again = _asking(desk, server, authority.certificate)
    out(again)
    assert (verify(again).findings, verify(again).stamps, again.told) == ([], 1, [])


def test_a_root_certificate_that_is_missing_is_told(
    desk: Desk, server: ScriptedServer, tmp_path: Path
) -> None:
    asking = _asking(desk, server, tmp_path / "nothing.pem")
    assert out(asking).versions == [("lamps", 1)]
    assert [one.code for one in asking.told] == ["stamp-missing"]
    assert server.requests == []


def test_a_stamp_that_was_changed_is_named_in_the_database_and_on_the_site(
    desk: Desk, server: ScriptedServer, authority: Authority
) -> None:
    asking = _asking(desk, server, authority.certificate)
    out(asking)
    file = asking.settings.site / "log" / "stamps" / "1.1.tsr"
    reply = file.read_bytes()
    file.write_bytes(reply[:-1] + bytes([reply[-1] ^ 1]))
    assert _codes(asking) == ["page-changed"]
    out(asking)
    assert file.read_bytes() == reply
    signature = b64encode(reply[:-1] + bytes([reply[-1] ^ 1])).decode()
    for wrong, code in ((signature, "stamp-false"), ("AAAA", "stamp-unreadable"), ("?", "stamp-unreadable")):
        _changed(asking, "UPDATE log_stamp SET reply = :reply", reply=wrong)
        assert _codes(asking)[0] == code
    _changed(asking, "UPDATE log_stamp SET reply = :reply", reply=b64encode(reply).decode())
    assert _codes(asking) == []
    for column in ("size", "number"):
        _changed(asking, f"UPDATE log_stamp SET {column} = 7")  # noqa: S608 - nothing from outside
        assert _codes(asking)
        _changed(asking, f"UPDATE log_stamp SET {column} = 1")  # noqa: S608 - nothing from outside
    _changed(asking, "DELETE FROM log_stamp")
    assert set(_codes(asking)) == {"site-record"}


def test_of_an_authority_that_is_named_no_more_it_is_said_that_it_cannot_be_told(
    desk: Desk, server: ScriptedServer, authority: Authority
) -> None:
    asking = _asking(desk, server, authority.certificate)
    out(asking)
    verified = verify(desk)
    assert (verified.findings, verified.stamps) == ([], 0)
    assert [one.code for one in verified.uncovered] == ["stamp-unproved"]


def test_a_clock_that_differs_from_the_authoritys_is_told_and_the_times_are_named(
    desk: Desk, server: ScriptedServer, authority: Authority
) -> None:
    ahead = replace(desk, clock=lambda: datetime.now(UTC) + 3 * DAY)
    asking = _asking(ahead, server, authority.certificate)
    out(asking)
    assert "clock-differs" in [one.code for one in asking.told]
    verified = verify(asking)
    assert (verified.findings, verified.stamps) == ([], 1)
    assert [one.code for one in verified.backward] == ["stamp-backwards"]
    assert "before the last line under it" in verified.backward[0].message


def test_stamps_are_in_backups_and_in_proof_bundles(
    desk: Desk, server: ScriptedServer, authority: Authority, tmp_path: Path
) -> None:
    asking = _asking(desk, server, authority.certificate)
    (asking.settings.folder / "root.pem").write_bytes(authority.certificate.read_bytes())
    settings = f'author = "Ana"\nbase_url = "{BASE}"\n[[timestamp]]\nurl = "https://tsa.example/"\nroot = "root.pem"\n'
    (asking.settings.folder / "factcheck.toml").write_text(settings, "utf-8")
    out(asking)
    prove(asking, tmp_path / "proof.zip")
    files = unpacked(tmp_path / "proof.zip")
    site = asking.settings.site
    for name in ("log/stamps/1.1.tsr", "log/stamps/1.1.checkpoint"):
        assert files[name] == (site / name).read_bytes()
    made = back_up(asking, tmp_path / "desk.zip")
    assert restore(made.path, tmp_path / "again").claims == 1
