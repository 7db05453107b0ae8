"""What `make quick` leaves out, found by itself: tests that drive a browser, ask PostgreSQL or start a process."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

_SLOW = {"browser", "new_postgres", "process", "real_process", "mount", "web", "everywhere"}
"""Fixtures of tests known to be slow; what starts a process in any other way is left out when it does so."""

_STARTS = {"subprocess.Popen", "os.posix_spawn", "os.fork"}
_is_within_a_test = False


def pytest_configure() -> None:
    """Watch for processes, and try a few examples of each property."""
    settings.register_profile("quick", deadline=None, max_examples=10)
    settings.load_profile("quick")
    sys.addaudithook(_leave_out)


def _leave_out(event: str, _: object) -> None:
    if _is_within_a_test and event in _STARTS:
        pytest.skip("It starts a process.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """From here on processes are a test's, not pytest's own."""
    global _is_within_a_test  # noqa: PLW0603 - an audit hook knows no test and is never taken away
    _is_within_a_test = True
    try:
        return (yield)
    finally:
        _is_within_a_test = False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow."""
    config.hook.pytest_deselected(items=[one for one in items if _is_slow(one)])
    items[:] = [one for one in items if not _is_slow(one)]


def _is_slow(item: pytest.Item) -> bool:
    params = getattr(item, "callspec", None)
    asked = params and params.params.get("new_database") == "postgresql"
    return bool(asked or _SLOW & set(getattr(item, "fixturenames", ())))
