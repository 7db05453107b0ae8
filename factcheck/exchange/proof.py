"""A proof bundle: one zip of what was published and all it rests on, which a stranger can check alone."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from factcheck import __version__
from factcheck.exchange.proof_signatures import (
    ALLOWED,
    KEYS,
    allowed_signers,
    keys_json,
    signature_files,
    signed_lines,
    signers,
)
from factcheck.exchange.redacted_history import given_lines, given_whole, published_lines
from factcheck.model.event import canonical, digest
from factcheck.model.key_signatures import PersonKey
from factcheck.model.pictures import held_pictures
from factcheck.model.public import PublicCheck, published_verdict
from factcheck.model.record import Record, Version
from factcheck.model.scale import Scales
from factcheck.model.signing import scale_of, what_is_signed
from factcheck.model.source import Capture

SCHEMA = 1
MANIFEST, STAMP = "manifest.json", "manifest.tsr"
PAGE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
"""Paths of pages that can be in a bundle: none leads out of the folder it is unpacked to."""

_WHAT = "A proof bundle: published fact-checks with all they rest on. README.txt says how to check it."
_MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip knows; its members' times say nothing."""

_PROGRAM = {
    "README.txt": "proof_readme.txt",
    "verify.py": "proof_verify.py",
    "verify_claims.py": "proof_claims.py",
    "verify_formats.py": "proof_formats.py",
}
"""What checks a bundle, and its file here."""

_STEP = 1 << 18

LeftOut = dict[str, str]


@dataclass(frozen=True)
class BundledCheck:
    """What a bundle holds of one published check.

    `files` by path; `pages` gives the SHA-256 of each public page by its path in the site, as last published;
    `captures` are the files of the archive that its quotes stand in, and those of their pictures; of these `originals`
    may tell of people what readers are not shown: pictures and scans as they came, by whom, where and when they were
    made, pages that were asked for with a person's cookies, who that is. `left_out` says what is not given, and why.
    `signers` are the keys that signed it.
    """

    ref: str
    head: str
    at: datetime
    versions: int
    files: Mapping[str, bytes]
    pages: Mapping[str, str]
    captures: Sequence[str]
    originals: frozenset[str]
    left_out: Sequence[LeftOut]
    signers: Sequence[PersonKey] = ()


def exhibit(
    record: Record, checks: Sequence[PublicCheck], scales: Scales, keys: Sequence[PersonKey] = ()
) -> BundledCheck:
    """What may be shown of a published claim (rule 6): `checks` are its public versions, `keys` those of the desk."""
    ref = record.claim.ref
    lines = published_lines(record.events)
    held = {one.record for one in record.held_captures} | {one.record for one in held_pictures(record)}
    shown = dict(_shown(record.versions, checks, scales))
    signed = [*signed_lines(record, given_whole(lines, checks))]
    pages = {path: told for one in record.publications for path, told in one.pages.items()}
    return BundledCheck(
        ref=ref,
        head=lines[-1].hash,
        at=lines[-1].at,
        versions=len(checks),
        files={
            f"claims/{ref}.history.jsonl": given_lines(lines, checks).encode(),
            **shown,
            **dict(signature_files(record, signed)),
        },
        pages={path: told for path, told in pages.items() if PAGE.fullmatch(path)},
        captures=sorted({one for check in checks for one in _captures(check)} & held),
        originals=frozenset(one.record for one in record.captures if _tells_of_people(one)),
        left_out=tuple(_unsigned(checks, shown)),
        signers=tuple(signers(signed, keys)),
    )


def _shown(
    versions: Sequence[Version], checks: Sequence[PublicCheck], scales: Scales
) -> Iterator[tuple[str, bytes]]:
    """The scale of each version, and what was signed where every part of it is public."""
    for version, check in zip(versions, checks, strict=True):
        scale = scale_of(published_verdict(check), scales)
        yield f"scale/{scale.id}-{scale.version}.json", canonical(scale.plain()).encode()
        signed = what_is_signed(version.record, scales)
        is_whole = digest(signed) == version.first.digest
        if is_whole and signed == what_is_signed(check.record, scales):
            yield _signed(check), canonical(signed).encode()


def _signed(check: PublicCheck) -> str:
    return f"signed/{check.record.claim.ref}.{check.version}.json"


def _unsigned(checks: Sequence[PublicCheck], shown: Mapping[str, bytes]) -> Iterator[LeftOut]:
    reason = (
        "what was signed names a confidential source or holds words that were taken out for good, so its text is "
        "withheld; its digest is in the history"
    )
    yield from ({"where": _signed(one), "reason": reason} for one in checks if _signed(one) not in shown)


def _tells_of_people(capture: Capture) -> bool:
    return (capture.is_pictured and not capture.text_digest) or (
        capture.browser is not None and capture.browser.logged_in
    )


def _captures(check: PublicCheck) -> Iterator[str]:
    """The files that the cited quotes stand in, and their pictures, but none of a confidential source."""
    record = check.record
    for quote in record.cited(published_verdict(check)):
        if quote.capture and quote.standing.is_held and not record.source(quote.source).confidential:
            yield record.capture(quote.capture).record
            yield from [quote.picture] if quote.picture else ()


class ProofBundle:
    """A bundle as it is written; its manifest comes last."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zipped = zipped
        self._files: dict[str, dict[str, Any]] = {}
        self._rows: list[dict[str, Any]] = []
        self._at: datetime | None = None
        self._left_out: list[LeftOut] = []
        self._signers: dict[PersonKey, None] = {}
        for name, kept in _PROGRAM.items():
            self.put(name, (files("factcheck.exchange") / kept).read_bytes())

    def add(self, one: BundledCheck) -> None:
        """What is shown of one published check; its pages and captures are put in by themselves."""
        self._rows.append({"ref": one.ref, "versions": one.versions, "head": one.head})
        self._at = max(one.at, self._at or one.at)
        self._left_out += one.left_out
        self._signers |= dict.fromkeys(one.signers)
        for path, content in one.files.items():
            self.put(path, content)

    def put(self, path: str, content: bytes) -> None:
        """One file, once."""
        if path not in self._files:
            told = {"path": path, "sha256": sha256(content).hexdigest(), "size": len(content)}
            self._files[path] = told
            self._write(path, content, ZIP_DEFLATED)

    def copy(self, path: str, file: BinaryIO) -> None:
        """One file of any size that does not get smaller, read from where it stands to its end."""
        hashed, size = sha256(), 0
        with self._zipped.open(_entry(path, ZIP_STORED), "w") as copy:
            while piece := file.read(_STEP):
                hashed.update(piece)
                size += len(piece)
                copy.write(piece)
        self._files[path] = {"path": path, "sha256": hashed.hexdigest(), "size": size}

    def leave_out(self, where: str, reason: str) -> None:
        """Say that something is not in the bundle, and why."""
        self._left_out.append({"where": where, "reason": reason})

    def finish(self, desk: str) -> bytes:
        """Write whose keys signed, and the manifest; returns its bytes, which stand for the whole bundle."""
        if self._signers:
            keys = sorted(self._signers, key=_by_day)
            self.put(KEYS, keys_json(keys))
            self.put(ALLOWED, allowed_signers(keys))
        told = {
            "schema": SCHEMA,
            "what": _WHAT,
            "desk": desk,
            "at": f"{self._at:%Y-%m-%dT%H:%M:%SZ}",
            "program": f"factcheck/{__version__}",
            "claims": self._rows,
            "files": [self._files[path] for path in sorted(self._files)],
            "left_out": sorted(self._left_out, key=lambda one: one["where"]),
        }
        content = _listing({**told, "digest": sha256(_listing(told)).hexdigest()})
        self._write(MANIFEST, content, ZIP_DEFLATED)
        return content

    def stamp(self, reply: bytes) -> None:
        """The answer of a time-stamp authority, beside the manifest that it names."""
        self._write(STAMP, reply, ZIP_STORED)

    def _write(self, path: str, content: bytes, how: int) -> None:
        self._zipped.writestr(_entry(path, how), content)


def _by_day(key: PersonKey) -> tuple[str, str]:
    return key.principal, str(key.start or "")


def _entry(path: str, how: int) -> ZipInfo:
    entry = ZipInfo(path, _MIDNIGHT)
    entry.compress_type = how
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    return entry


def _listing(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
