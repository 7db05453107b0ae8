"""Proof bundles of many checks, and a log of many leaves, held to by the program that goes with every bundle.

python -m tests.bench.proving CHECKS LEAVES FOLDER     makes open.zip, signed.zip, log.zip and old there
"""

import json
import sys
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from factcheck.workflow.transfer.proof_bundle import prove
from tests.bench.bench import Bench
from tests.bench.figures import Figure, below
from tests.bench.timing import PYTHON, run
from tests.desks import opened
from tests.exchange.proof_logs import DESK, ROW, entry_of, logged, sign_off, tree_files
from tests.proofs import PLAIN, VERIFY, Files, Lines, of, rechained, relisted, tell_plain, unlogged, unpacked
from tests.sites import BASE

_SECONDS, _SIGNED_SECONDS, _MEGABYTES, _GROWTH_SECONDS = 60, 120, 300, 1


def measure_proof(bench: Bench) -> Iterator[Figure]:
    """Bundles of many checks are checked in bounded time and memory, and a large log against an old checkpoint."""
    checks, leaves = bench.sizes.claims, 100 * bench.sizes.claims
    run((PYTHON, "-m", "tests.bench.proving", str(checks), str(leaves), str(bench.folder)), bench.folder)
    for kind, bound in (("open", _SECONDS), ("signed", _SIGNED_SECONDS)):
        cost = run((PYTHON, "-I", "-S", str(VERIFY), str(bench.folder / f"{kind}.zip")), bench.folder)
        yield below(f"verify.py on {checks:,} checks, {kind}: processor", cost.cpu, bound, "s")
        yield below(f"verify.py on {checks:,} checks, {kind}: peak", cost.peak / 1e6, _MEGABYTES, "MB")
    since = ("--since", str(bench.folder / "old"))
    command = (PYTHON, "-I", "-S", str(VERIFY), str(bench.folder / "log.zip"), *since)
    cost = run(command, bench.folder, ends=3)  # the other leaves are of checks that are not in it
    yield below(f"verify.py on a log of {leaves:,} leaves, since an old one", cost.cpu, _GROWTH_SECONDS, "s")


def _plain(folder: Path) -> Files:
    with opened(f"sqlite:///{folder / 'proof.db'}", folder / "proof", base_url=BASE) as desk:
        tell_plain(desk)
        prove(desk, folder / "plain.zip")
    return unlogged(unpacked(folder / "plain.zip"))


def _one_more(files: Files, number: int, *, signed: bool) -> tuple[Files, bytes]:
    """The files of a check like the plain one under another ref, with a capture of its own; and its leaf."""
    ref, (old,) = f"check-{number}", (name for name in files if name.startswith("archive/"))
    capture = b"".join(_repacked(files[old], number))
    digest, before = sha256(capture).hexdigest(), Path(old).name.partition(".")[0]

    def own(lines: Lines) -> Lines:
        lines = json.loads(json.dumps(lines).replace(PLAIN, ref).replace(before, digest))
        of(lines, "publish")["body"]["publication"]["leaf"] = {"log": DESK.log_id, "index": number}
        return lines

    few = {name: content for name, content in files.items() if PLAIN in name or name == "manifest.json"}
    told = rechained(few, own)
    told = sign_off(told) if signed else told
    named = {name.replace(PLAIN, ref): content for name, content in told.items() if PLAIN in name}
    return {**named, f"archive/{digest[:2]}/{digest}.warc.gz": capture}, entry_of(told)


def _repacked(packed: bytes, number: int) -> Iterator[bytes]:
    """A capture whose records have other ids."""
    while packed:
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        record, packed = unpacker.decompress(packed), unpacker.unused_data
        again = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
        head, _, rest = record.partition(b"urn:uuid:")
        yield again.compress(b"%surn:uuid:%08d%s" % (head, number, rest[8:])) + again.flush()


def _bundle(files: Files, checks: int, *, signed: bool) -> Files:
    whole = {name: content for name, content in files.items() if PLAIN not in name and "archive" not in name}
    entries, claims = [], []
    for number in range(checks):
        more, entry = _one_more(files, number, signed=signed)
        history = more[f"claims/check-{number}.history.jsonl"]
        claims.append(
            {"ref": f"check-{number}", "versions": 1, "head": json.loads(history.splitlines()[-1])["hash"]}
        )
        whole |= more
        entries.append(entry)
    told = json.loads(files["manifest.json"]) | {"claims": claims}
    keys = {"keys.json": json.dumps([ROW]).encode()} if signed else {}
    return relisted({**whole, **keys, **tree_files(entries), "manifest.json": json.dumps(told).encode()})


def _write(files: Files, path: Path) -> None:
    with ZipFile(path, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content, ZIP_STORED if name.endswith(".gz") else ZIP_DEFLATED)


def main(checks: int, leaves: int, folder: Path) -> None:
    """Make the three bundles, and a checkpoint of the log as it was at three quarters."""
    files = _plain(folder)
    _write(_bundle(files, checks, signed=False), folder / "open.zip")
    _write(_bundle(files, checks, signed=True), folder / "signed.zip")
    others = [b"leaf %d" % number for number in range(leaves - 1)]
    _write(logged(files, others), folder / "log.zip")
    (folder / "old").write_bytes(tree_files(others[: leaves * 3 // 4])["log/checkpoint"])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
