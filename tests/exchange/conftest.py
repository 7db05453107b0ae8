"""A proof bundle of two published checks, for all that look into one."""

import pytest

from factcheck.workflow.transfer.proof_bundle import prove
from tests.desks import opened
from tests.proofs import Files, tell_lamps, tell_plain, unpacked
from tests.sites import BASE


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A bundle of a check of which everything is public, unpacked."""
    folder = tmp_path_factory.mktemp("open-desk")
    with opened(f"sqlite:///{folder / 'desk.db'}", folder, base_url=BASE) as desk:
        tell_plain(desk)
        prove(desk, folder / "proof.zip")
    return unpacked(folder / "proof.zip")


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A bundle of two checks, unpacked."""
    folder = tmp_path_factory.mktemp("desk")
    with opened(f"sqlite:///{folder / 'desk.db'}", folder, base_url=BASE) as desk:
        tell_plain(desk)
        tell_lamps(desk)
        prove(desk, folder / "proof.zip")
    return unpacked(folder / "proof.zip")
