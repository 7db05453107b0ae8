"""What probes are told: up, ready, or why not; under any name, without a login, and nothing of the desk."""

import json

import pytest

from factcheck.errors import StorageFailed
from factcheck.workflow.running import readiness
from tests.web.served import Served

PROBE = ("Host: 10.0.0.7:8420", "User-Agent: probe")


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer is of now."""
    monkeypatch.setattr(readiness, "_GOOD_FOR", 0.0)


def test_a_probe_needs_no_login_and_no_name(served: Served) -> None:
    up, ready = served.ask("GET /healthz", *PROBE), served.ask("GET /readyz", *PROBE)
    assert (up.status, json.loads(up.body)) == (200, {"up": True})
    assert (ready.status, json.loads(ready.body)) == (200, {"ready": True, "reasons": []})
    assert ready["cache-control"] == "no-store"
    assert served.ask("HEAD /readyz", *PROBE).status == 200


@pytest.mark.parametrize("line", ["POST /readyz", "GET /readyz/", "GET /readyz/claims", "GET //readyz"])
def test_no_other_request_passes_by_the_guard(served: Served, line: str) -> None:
    assert served.ask(line, *PROBE).status == 421


def test_what_is_away_is_told_by_its_code(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> bool:
        raise StorageFailed("The bucket secret-name does not answer.")

    monkeypatch.setattr("factcheck.archive.archive.Archive.has", away)
    answer = served.ask("GET /readyz", *PROBE)
    said = [{"code": "archive", "message": "The archive does not answer."}]
    assert (answer.status, json.loads(answer.body)) == (503, {"ready": False, "reasons": said})
    assert served.ask("GET /healthz", *PROBE).status == 200
