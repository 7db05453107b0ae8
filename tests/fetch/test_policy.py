"""The limits, and what is let through by name."""

import pytest

from factcheck.errors import BadInput
from factcheck.fetch.policy import Policy, parse_allow


def test_an_entry_is_an_address_with_its_port() -> None:
    entries = ["127.0.0.1:8001", " [::1]:8001 ", "[0:0::1]:8002", "Archive.example:8443"]

    assert parse_allow(entries) == {
        ("127.0.0.1", 8001),
        ("::1", 8001),
        ("::1", 8002),
        ("archive.example", 8443),
    }
    assert parse_allow([]) == frozenset()


@pytest.mark.parametrize(
    "entry",
    [
        *("", "127.0.0.1", "127.0.0.1:", ":8001", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:8001/path"),
        *(
            "http://127.0.0.1:8001",
            "::1:8001",
            "[::1]",
            "[archive]:80",
            "127.1:8001",
            "10.0.0.0/8:80",
            "*:80",
        ),
    ],
)
def test_an_entry_that_is_none_is_named_and_nothing_is_guessed(entry: str) -> None:
    with pytest.raises(BadInput) as wrong:
        parse_allow(["127.0.0.1:8001", entry])

    (finding,) = wrong.value.findings
    assert (finding.code, finding.where) == ("bad-allow", "fetch.allow")
    assert f'"{entry}"' in finding.message


def test_a_policy_left_alone_is_polite_and_guarded() -> None:
    policy = Policy()

    assert (policy.per_host, policy.delay, policy.concurrency) == (2, 1.0, 20)
    assert (policy.connect_seconds, policy.read_seconds, policy.total_seconds) == (10, 15, 60)
    assert (set(policy.allow), set(policy.ports), policy.proxy) == (set(), {80, 443}, None)
    assert policy.user_agent.startswith("factcheck-desk/")
