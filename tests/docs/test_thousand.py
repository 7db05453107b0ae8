"""The files of "A desk for a thousand people": what they start is started, behind the proxy, and watched."""

import re
import ssl
import urllib.request
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.error import HTTPError

import pytest
import trustme
import yaml  # type: ignore[import-untyped]
from prometheus_client.parser import text_string_to_metric_families as parsed

from factcheck.desk import open_desk
from factcheck.model.roles import Role
from factcheck.settings import load
from tests.conftest import NewDatabase
from tests.docs.units import ROOT, free_port, running, started, unit
from tests.needed import need
from tests.object_server import NewPlace
from tests.workflow.people.staff import with_password

FILES, PAGE = ROOT / "docs/thousand", ROOT / "docs/thousand.md"
HERE, PORTS = "10.0.0.11", ("8421", "18421", "18520")
"""The first machine, and the ports of its first web process, of those who watch it, and of its worker."""


@dataclass(frozen=True)
class Standing:
    """What runs: the addresses of the page, each where it is here, the proxy's address and whom it is trusted by."""

    ports: dict[str, int]
    proxy: str
    trust: ssl.SSLContext

    def get(self, url: str) -> tuple[int, str, str]:
        """Status, id of the request and body of an address as the page writes it."""
        for port, here in self.ports.items():
            url = url.replace(f"{HERE}:{port}/", f"127.0.0.1:{here}/")
        try:
            with urllib.request.urlopen(url, timeout=60, context=self._context(url)) as answer:  # noqa: S310 - ours
                return answer.status, str(answer.headers["x-request-id"]), answer.read().decode()
        except HTTPError as refused:
            return refused.code, str(refused.headers["x-request-id"]), refused.read().decode()

    def _context(self, url: str) -> ssl.SSLContext | None:
        return self.trust if url.startswith("https:") else None


@pytest.fixture(scope="module")
def standing(
    new_postgres: NewDatabase, new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Standing]:
    """A desk on PostgreSQL and object storage, one process that serves it, a worker and the proxy."""
    program = need("caddy", "/usr/sbin/caddy")
    tmp = tmp_path_factory.mktemp("thousand")
    folder = tmp / "desk"
    folder.mkdir()
    ports = {one: free_port() for one in PORTS}
    outer, plain = free_port(), free_port()
    address = f"https://localhost:{outer}"
    with ExitStack() as stack:
        toml = f'name = "The Courier"\n[web]\naddresses = ["{address}"]\nproxies = ["127.0.0.1"]\n'
        (folder / "factcheck.toml").write_text(toml, "utf-8")
        environ = {
            "FACTCHECK_DATABASE_URL": stack.enter_context(new_postgres()),
            "FACTCHECK_ARCHIVE": new_place(),
        }
        with open_desk(load(folder, "Ada", environ)) as desk:
            with_password(desk, "Ada", Role.ADMIN)
        for file, port, watched in (
            ("factcheck-web@.service", "8421", "1%i"),
            ("factcheck-work@.service", "18520", "%i"),
        ):
            at = ports["18421" if port == "8421" else port]
            instead = {HERE: "127.0.0.1", "%i": str(ports[port]), f"{HERE}:{watched}": f"127.0.0.1:{at}"}
            stack.enter_context(running(started(FILES / file, **instead), ports[port], folder, **environ))
        authority = trustme.CA()
        shown, trust = authority.issue_cert("localhost"), ssl.create_default_context()
        shown.cert_chain_pems[0].write_to_path(tmp / "chain.pem")
        shown.private_key_pem.write_to_path(tmp / "key.pem")
        authority.configure_trust(trust)
        site = (FILES / "Caddyfile").read_text("utf-8")
        there = f"localhost:{outer} {{\n\tbind 127.0.0.1\n\ttls {tmp}/chain.pem {tmp}/key.pem"
        site = site.replace("desk.example {", there).replace(f"{HERE}:8421", f"127.0.0.1:{ports['8421']}")
        away = f"127.0.0.1:{free_port()}"
        for other in (f"{HERE}:8422", "10.0.0.12:8421", "10.0.0.12:8422"):
            site = site.replace(other, away, 1)
        alone = f"{{\n\tadmin off\n\thttp_port {plain}\n\tauto_https disable_redirects\n}}\n"
        (tmp / "Caddyfile").write_text(alone + site, "utf-8")
        home = {"HOME": str(tmp), "XDG_DATA_HOME": str(tmp), "XDG_CONFIG_HOME": str(tmp)}
        command = [program, "run", "--adapter", "caddyfile", "--config", str(tmp / "Caddyfile")]
        stack.enter_context(running(command, outer, tmp, **home))
        yield Standing(ports, address, trust)


def test_people_are_served_by_the_process_that_is_there_under_the_proxys_id(standing: Standing) -> None:
    answers = [standing.get(f"{standing.proxy}/login") for _ in range(4)]
    assert [status for status, _, _ in answers] == [200] * 4
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one) for _, one, _ in answers)
    assert standing.get(f"{standing.proxy}/readyz")[0] == 404


def test_every_address_of_the_page_answers(standing: Standing) -> None:
    named = re.findall(rf"^ *curl .*(http://{HERE}:\d+/\w+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    here = [one for one in named if one.split(":")[2].partition("/")[0] in standing.ports]
    assert {one.rpartition("/")[2] for one in here} == {"readyz", "metrics"}
    assert {standing.get(one)[0] for one in here} == {200}


def test_what_is_watched_is_told(standing: Standing) -> None:
    told = "".join(standing.get(f"http://{HERE}:{port}/metrics")[2] for port in ("18421", "18520"))
    families = {family.name for family in parsed(told) if family.name.startswith("factcheck_")}
    samples = {sample.name for family in parsed(told) for sample in family.samples}
    watched = set(re.findall(r"factcheck_\w+", (FILES / "alerts.yml").read_text("utf-8")))
    explained = re.findall(r"^\| `(factcheck_\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert watched <= samples | families
    assert {one.removesuffix("_total") for one in explained} == families


def test_prometheus_reads_the_ports_that_the_units_open() -> None:
    read = yaml.safe_load((FILES / "prometheus.yml").read_text("utf-8"))
    targets = {one for job in read["scrape_configs"] for one in job["static_configs"][0]["targets"]}
    assert {f"{HERE}:18421", f"{HERE}:18520"} <= targets
    assert read["rule_files"] == ["alerts.yml"]
    rules = yaml.safe_load((FILES / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
    assert all(one.keys() <= {"alert", "expr", "for"} and one["expr"] for one in rules)


@pytest.mark.parametrize("file", ["factcheck-web@.service", "factcheck-work@.service"])
def test_a_unit_gives_what_runs_the_time_to_end(file: str) -> None:
    service: ConfigParser = unit(FILES / file)
    waits = int(service["Service"]["TimeoutStopSec"])
    drain = re.search(r"--drain (\d+)", service["Service"]["ExecStart"])
    assert waits > (int(drain[1]) + 35 if drain else 0)
