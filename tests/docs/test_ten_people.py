"""The files of "A desk for ten people": each proxy really stands before a desk that its unit starts, over https."""

import os
import re
import socket
import ssl
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from factcheck.desk import open_desk
from factcheck.model.roles import Role
from factcheck.settings import load
from factcheck.settings.web import WebDesk
from factcheck.web.access.logins import Logins
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.login import NewPassword, set_password
from factcheck.workflow.people.open_accounts import acting_as
from tests.cli.conftest import Program
from tests.docs.units import free_port, running, started
from tests.needed import need
from tests.web.access.staff_served import StaffServed, cookie_in
from tests.workflow.people.staff import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "docs/ten-people"
UNITS = ("factcheck.service", "factcheck-backup.service", "factcheck-backup.timer")
PROXIES = ("caddy", "nginx")


@dataclass(frozen=True)
class Proxied(StaffServed):
    """The desk as browsers reach it: over TLS, by the name of its certificate."""

    trust: ssl.SSLContext

    def connect(self) -> socket.socket:
        return self.trust.wrap_socket(super().connect(), server_hostname="desk.example")


@dataclass(frozen=True)
class Place:
    """Where one proxy stands: its folder, the port of the desk, and its own over https and over http."""

    tmp: Path
    inner: int
    port: int
    plain: int


@contextmanager
def _proxied(kind: str, tmp: Path, *, person_header: bool = False) -> Iterator[Proxied]:
    """A desk with accounts behind a proxy, both started as the files say."""
    program = need(kind, f"/usr/sbin/{kind}")
    folder = tmp / "desk"
    folder.mkdir()
    Program(folder).ok("init", ".", "--name", "The Evening Desk", "--as", "Ana")
    place = Place(tmp, free_port(), free_port(), free_port())
    address = f"https://desk.example:{place.port}"
    settings = folder / "factcheck.toml"
    web = f'\n[web]\naddresses = ["{address}"]\nproxies = ["127.0.0.1"]\n'
    header = 'person_header = "X-Remote-User"\n' if person_header else ""
    settings.write_text(settings.read_text("utf-8") + web + header, "utf-8")
    authority = trustme.CA()
    shown = authority.issue_cert("desk.example")
    shown.cert_chain_pems[0].write_to_path(tmp / "chain.pem")
    shown.private_key_pem.write_to_path(tmp / "key.pem")
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with open_desk(load(folder, "Ada", {})) as desk:
        for name, role in (("Ada", Role.ADMIN), ("Ed", Role.EDITOR)):
            now = acting_as(desk, "Ada")
            set_password(now, add_account(now, name, role).secret, NewPassword(PASSWORD))
        serve = started(FILES / "factcheck.service", **{"8420": str(place.inner)})
        command = {"caddy": _caddy, "nginx": _nginx}[kind](program, place, person_header=person_header)
        home = {"HOME": str(tmp), "XDG_DATA_HOME": str(tmp), "XDG_CONFIG_HOME": str(tmp)}
        with running(serve, place.inner, folder), running(command, place.port, tmp, **home):
            logins = Logins(WebDesk((address,)))
            yield Proxied(desk, place.port, logins, f"desk.example:{place.port}", trust)


@pytest.fixture(scope="module", params=PROXIES)
def proxied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """The desk behind each proxy."""
    with _proxied(request.param, tmp_path_factory.mktemp(request.param)) as one:
        yield one


def _with_header(text: str) -> str:
    """The file with its comment taken out, so that the proxy says whom it let in."""
    return re.sub("# with person_header, also: ", "", text)


def _caddy(program: str, place: Place, *, person_header: bool) -> list[str]:
    tmp, site = place.tmp, (FILES / "Caddyfile").read_text("utf-8")
    there = f"https://desk.example:{place.port} {{\n\tbind 127.0.0.1\n\ttls {tmp}/chain.pem {tmp}/key.pem"
    if person_header:
        made = [program, "hash-password", "--plaintext", PASSWORD]
        known = subprocess.run(made, capture_output=True, text=True, check=True).stdout.strip()
        there += f"\n\tbasicauth {{\n\t\tEd {known}\n\t}}"
        site = _with_header(site)
    site = site.replace("desk.example {", there).replace(":8420", f":{place.inner}")
    alone = f"{{\n\tadmin off\n\thttp_port {place.plain}\n\tauto_https disable_redirects\n}}\n"
    (tmp / "Caddyfile").write_text(alone + site, "utf-8")
    return [program, "run", "--adapter", "caddyfile", "--config", str(tmp / "Caddyfile")]


def _nginx(program: str, place: Place, *, person_header: bool) -> list[str]:
    tmp = place.tmp
    site = re.sub(r"\n *listen \[::\].*", "", (FILES / "nginx.conf").read_text("utf-8"))
    for before, now in (
        ("listen 443", f"listen 127.0.0.1:{place.port}"),
        ("listen 80", f"listen 127.0.0.1:{place.plain}"),
        (":8420", f":{place.inner}"),
        ("/etc/letsencrypt/live/desk.example/fullchain.pem", f"{tmp}/chain.pem"),
        ("/etc/letsencrypt/live/desk.example/privkey.pem", f"{tmp}/key.pem"),
    ):
        assert before in site
        site = site.replace(before, now)
    if person_header:
        (tmp / "users").write_text(f"Ed:{{PLAIN}}{PASSWORD}\n", "utf-8")
        known = f'auth_basic "Desk";\n        auth_basic_user_file {tmp}/users;\n        proxy_pass'
        site = _with_header(site).replace("proxy_pass", known)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "\n".join(f"{kind}_temp_path {tmp}/{kind};" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    around = f"daemon off;\npid {tmp}/pid;\nerror_log {tmp}/error.log;\nevents {{}}\n"
    (tmp / "nginx.conf").write_text(f"{user}{around}http {{\n{paths}\n{site}}}\n", "utf-8")
    return [program, "-e", f"{tmp}/error.log", "-c", str(tmp / "nginx.conf")]


def test_somebody_logs_in_and_acts_over_https(proxied: Proxied) -> None:
    stranger = proxied.page("/claims")
    assert stranger.status == 401
    assert stranger["strict-transport-security"] == "max-age=31536000"
    entered = proxied.log_in("Ed", back="/claims")
    assert (entered.status, entered["location"]) == (303, "/claims")
    name, _, rest = entered["set-cookie"].partition("=")
    assert name == f"__Host-factcheck-{proxied.port}"
    assert {"secure", "httponly", "samesite=strict"} <= {one.lower() for one in rest.split("; ")}
    cookie = cookie_in(entered)
    added = proxied.send("/claims", {"text": "The bridge opened in 1932.", "ref": "bridge"}, cookie)
    assert (added.status, added["location"].partition("#")[0]) == (303, "/claims/bridge")
    page = proxied.page("/claims/bridge", cookie)
    assert "You act as <bdi>Ed</bdi>." in page.body
    assert page["content-security-policy"].startswith("default-src 'none'")
    assert proxied.send("/logout", {}, cookie).status == 303
    assert proxied.page("/claims/bridge", cookie).status == 401


def test_an_origin_of_http_or_another_host_changes_nothing(proxied: Proxied) -> None:
    for origin, status in (
        (f"http://{proxied.at}", 403),
        ("https://evil.example", 403),
        (f"https://{proxied.at}", 401),
    ):
        sent = proxied.ask_as(
            *("POST /claims", "", f"Origin: {origin}"),
            *("Content-Type: application/x-www-form-urlencoded", "Content-Length: 6"),
            body=b"text=x",
        )
        assert sent.status == status
    assert proxied.ask("GET /", "Host: evil.example").status in (400, 404, 421, 200)
    assert "The Evening Desk" not in proxied.ask("GET /", "Host: evil.example").body


def test_attempts_are_slowed_by_the_address_that_the_proxy_saw(proxied: Proxied) -> None:
    said = [f"X-Forwarded-For: 203.0.113.{number}" for number in range(6)]
    tried = [proxied.log_in(f"Nobody {at}", field, password="no") for at, field in enumerate(said)]
    assert [one.status for one in tried] == [401] * 5 + [429]


@pytest.mark.parametrize("kind", PROXIES)
def test_a_proxy_that_knows_people_says_who_it_is_and_nobody_else_does(kind: str, tmp_path: Path) -> None:
    with _proxied(kind, tmp_path, person_header=True) as one:
        known = f"Authorization: Basic {b64encode(f'Ed:{PASSWORD}'.encode()).decode()}"
        assert one.page("/", "", "X-Remote-User: Ada").status == 401
        for said in ([], ["X-Remote-User: Ada"]):
            page = one.page("/", "", known, *said)
            assert page.status == 200
            assert "You act as <bdi>Ed</bdi>." in page.body


def test_a_backup_is_made_as_the_timer_says(tmp_path: Path) -> None:
    Program(tmp_path).ok("init", ".", "--name", "The Evening Desk", "--as", "Ana")
    backups = tmp_path / "backups"
    backups.mkdir()
    command = started(FILES / "factcheck-backup.service", **{"/srv/desk-backups": str(backups)})
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, timeout=120)
    assert len([*backups.glob("*.zip")]) == 1


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: str, tmp_path: Path) -> None:
    analyze = need("systemd-analyze")
    for one in UNITS:
        text = (FILES / one).read_text("utf-8").replace("/opt/factcheck/bin/factcheck", sys.executable)
        (tmp_path / one).write_text(text, "utf-8")
    ran = subprocess.run(
        [analyze, "verify", str(tmp_path / unit)], capture_output=True, text=True, check=False, timeout=60
    )
    told = [line for line in ran.stderr.splitlines() if unit in line]
    assert told == []


def test_the_page_shows_each_file_as_it_is() -> None:
    page = (ROOT / "docs/ten-people.md").read_text("utf-8")
    for file in FILES.iterdir():
        assert f"(ten-people/{file.name})" in page, file.name
