"""What `make quick` leaves out: tests that drive a browser, ask PostgreSQL or start a process, and slow ones."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_TESTS = Path(__file__).parent
_FIXTURES = {
    "browser",
    "drawing",
    "new_place",
    "new_postgres",
    "process",
    "real_process",
    "mount",
    "web",
    "everywhere",
}
"""Fixtures of what is left out."""

_MODULES = {
    *("exchange/test_ssh_keygen.py", "model/test_sshsig.py", "cli/test_signing.py"),
    *("workflow/claims/test_key_signing.py", "workflow/transfer/test_signed_bundle.py"),
    *("archive/test_replay.py", "exchange/test_proof_forged.py", "exchange/test_proof_forms.py"),
    *("exchange/test_proof_hostile.py", "exchange/test_proof_verify.py", "exchange/test_proof_withheld.py"),
    *("exchange/test_timestamp.py", "cli/test_articles.py", "cli/test_finding.py", "cli/test_stopping.py"),
    *("cli/test_threats_of_haste.py", "reading/document/test_soft_404.py"),
    *("reading/document/test_worker_pool.py", "report/test_languages.py", "report/test_public_site.py"),
    *("store/test_taking_turns.py", "workflow/claims/test_gate.py", "workflow/earlier/test_confirm.py"),
    *("workflow/evidence/test_odd_answers.py", "workflow/site/test_changed_links.py"),
    *("workflow/site/test_publish.py", "workflow/transfer/test_backup.py"),
    *("workflow/transfer/test_other_forms.py", "workflow/transfer/test_proof_bundle.py"),
    *("workflow/transfer/test_verify.py", "workflow/test_act.py", "workflow/test_careless_archive.py"),
    *("workflow/test_public_canary.py", "workflow/test_rechecking.py", "test_crash.py", "test_disk.py"),
    *("storm/test_storm.py", "storm/test_full_disk.py", "storm/test_lost_commit.py"),
}
"""Modules whose tests nearly all start processes; where a test of another one does, it is left out when it does so."""

_STARTS = {"subprocess.Popen", "os.posix_spawn", "os.fork"}
_is_within_a_test = False


def pytest_configure() -> None:
    """Watch for processes, and try a few examples of each property."""
    if gone := sorted(name for name in _MODULES if not (_TESTS / name).is_file()):
        raise pytest.UsageError(f"tests/quick.py names what is no longer there: {', '.join(gone)}")
    settings.register_profile("quick", deadline=None, max_examples=5)
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
    return bool(
        item.get_closest_marker("slow")
        or item.path.relative_to(_TESTS).as_posix() in _MODULES
        or (params and params.params.get("new_database") == "postgresql")
        or _FIXTURES & set(getattr(item, "fixturenames", ()))
    )
