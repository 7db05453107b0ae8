"""A proof bundle of two published checks, for all that look into one."""

import pytest

from factcheck.workflow.transfer.proof_bundle import prove
from tests.desks import opened
from tests.proofs import Files, tell_lamps, tell_plain, unlogged, unpacked
from tests.sites import BASE


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A bundle of a check of which everything is public, of a desk without a log, unpacked."""
    folder = tmp_path_factory.mktemp("open-desk")
    with opened(f"sqlite:///{folder / 'desk.db'}", folder, base_url=BASE) as desk:
        tell_plain(desk)
        prove(desk, folder / "proof.zip")
    return unlogged(unpacked(folder / "proof.zip"))


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A bundle of two checks of a desk without a log, unpacked."""
    folder = tmp_path_factory.mktemp("desk")
    with opened(f"sqlite:///{folder / 'desk.db'}", folder, base_url=BASE) as desk:
        tell_plain(desk)
        tell_lamps(desk)
        prove(desk, folder / "proof.zip")
    return unlogged(unpacked(folder / "proof.zip"))


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A bundle of two checks as a desk makes it, with its log."""
    folder = tmp_path_factory.mktemp("logged-desk")
    with opened(f"sqlite:///{folder / 'desk.db'}", folder, base_url=BASE) as desk:
        tell_plain(desk)
        tell_lamps(desk)
        prove(desk, folder / "proof.zip")
    return unpacked(folder / "proof.zip")
