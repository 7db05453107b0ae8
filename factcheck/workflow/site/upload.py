"""The site on object storage: what changed is put there, in an order in which no page leads to a file that is missing.

What is there is told by the entity tag that the server gave when it was put, kept in a file beside the site, or by the
MD5 of the bytes; where neither fits, it is put again. So a killed upload is completed by the next one, and what
somebody else changed there is put right by the next publication that looks at all of it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import md5, sha256
from pathlib import Path, PurePosixPath

from factcheck.archive.site_bucket import SiteBucket
from factcheck.desk import Desk
from factcheck.errors import NotSoNow, Remedy
from factcheck.files import disk_errors_explained, is_aside, write_whole
from factcheck.report.urls import DATA_JSON, INDEX
from factcheck.workflow.site.build import is_page
from factcheck.workflow.site.page_list import LIST
from factcheck.workflow.site.site_check import SiteOnRecord

MEMORY = ".site-upload.json"
_AT_ONCE = 16
"""Files under way at one time."""
_CHECKPOINT = "log/checkpoint"
_STAGES = (
    ("images/", "embed/", "log/"),
    ("claims/",),
    ("articles/",),
    (_CHECKPOINT,),
    ("checks/", "find/"),
)
"""What goes first, by how its path begins; then what stands at the top, last what leads to all else."""
_LAST = (INDEX, DATA_JSON, LIST)
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".tlog-proof": "text/plain; charset=utf-8",
    ".tsr": "application/timestamp-reply",
    ".checkpoint": "text/plain; charset=utf-8",
}
_BY_NAME = {
    "feed.xml": "application/atom+xml; charset=utf-8",
    _CHECKPOINT: "text/plain; charset=utf-8",
    "log/keys": "text/plain; charset=utf-8",
}
_ASK_EACH_TIME = "no-cache"
"""A reader's program keeps the file, and asks each time whether it still holds: a correction is seen at once."""
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Uploaded:
    """What came of it: where to, how many files there are, how many were put there and how many taken away."""

    to: str
    files: int
    put: int
    removed: int


class _Memory:
    """The SHA-256 and the entity tag of each file as it was put at an address, by its path."""

    def __init__(self, folder: Path, url: str) -> None:
        self._path, self._url = folder / MEMORY, url
        self.files: dict[str, tuple[str, str]] = {}
        with disk_errors_explained(self._path):
            content = self._path.read_bytes() if self._path.is_file() else b"{}"
        try:
            told = json.loads(content)
            if told.get("to") == url:
                self.files = {name: (digest, etag) for name, (digest, etag) in told["files"].items()}
        except (ValueError, TypeError, AttributeError, KeyError):
            return

    def keep(self) -> None:
        """Write it down."""
        told = {"to": self._url, "files": dict(sorted(self.files.items()))}
        write_whole(self._path, json.dumps(told, ensure_ascii=False).encode())


def upload_site(desk: Desk, url: str, standing: Mapping[str, str], *, looks: bool) -> Uploaded:
    """Put at `url` what the site has, `standing` being the SHA-256 of each file on record; and take away what is gone.

    Where it `looks`, what is there is asked of the server; else it is taken for as it was left. StorageFailed where the
    server fails, NotSoNow where a file is not as it was published, BadInput where the environment says too little:
    then the next one completes it.
    """
    memory = _Memory(desk.settings.folder, url)
    upload = _Upload(desk.settings.site, {**standing, **_beside(desk, standing)}, SiteBucket(url), memory)
    upload.compare(looks=looks or not memory.files)
    try:
        upload.put_all()
    finally:
        if upload.moved or upload.gone or looks:
            memory.keep()
    return Uploaded(url, len(upload.wanted), len(upload.moved), len(upload.gone))


class _Upload:
    """One upload: the SHA-256 of each file that is `wanted` there, those that have `moved`, and those that are gone."""

    def __init__(self, site: Path, wanted: Mapping[str, str], bucket: SiteBucket, memory: _Memory) -> None:
        self.wanted, self.moved, self.gone = wanted, list[str](), list[str]()
        self._site, self._bucket, self._memory = site, bucket, memory

    def compare(self, *, looks: bool) -> None:
        """Find what is to be put there and what is to go; the memory then holds what is there alone."""
        known = self._memory.files
        there = self._bucket.etags() if looks else {name: tag for name, (_, tag) in known.items()}
        self.moved = [name for name in self.wanted if not self._is_there(name, there.get(name))]
        self.gone = [name for name in there if name not in self.wanted and (name in known or _is_ours(name))]
        stays = self.wanted.keys() - {*self.moved}
        self._memory.files = {name: (self.wanted[name], there[name]) for name in stays}
        self._memory.files |= {name: ("", there[name]) for name in self.gone}

    def _is_there(self, name: str, etag: str | None) -> bool:
        if etag is None:
            return False
        digest, tag = self._memory.files.get(name, ("", ""))
        if tag == etag:
            return digest == self.wanted[name]
        return md5(self._content(name), usedforsecurity=False).hexdigest() == etag

    def put_all(self) -> None:
        """Put what moved there, stage by stage, then take away what is gone."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for stage in _stages(self.moved):
                for name, etag in zip(stage, pool.map(self._put, stage), strict=True):
                    self._memory.files[name] = self.wanted[name], etag
            for name, _ in zip(self.gone, pool.map(self._bucket.remove, self.gone), strict=True):
                del self._memory.files[name]

    def _put(self, name: str) -> str:
        return self._bucket.put(name, self._content(name), _headers(name))

    def _content(self, name: str) -> bytes:
        path = self._site / name
        with disk_errors_explained(path):
            content = path.read_bytes() if path.is_file() else b""
        if sha256(content).hexdigest() != self.wanted[name]:
            mend = Remedy.by("publish", "Publish without naming claims: that makes it again.")
            raise NotSoNow(f"site/{name} is not as it was published, and was not uploaded.", remedies=[mend])
        return content


def _beside(desk: Desk, standing: Mapping[str, str]) -> dict[str, str]:
    """The SHA-256 of the files of the site that are on record elsewhere, the log, or that the desk put there itself."""
    site, own = desk.settings.site, SiteOnRecord({}, {}, desk.settings.site_own)
    roots = [site / "log", *(site / one for one in desk.settings.site_own)]
    found = {}
    with disk_errors_explained(site):
        for root in roots:
            for path in [root, *root.rglob("*")]:
                name = path.relative_to(site).as_posix()
                is_file = path.is_file() and not path.is_symlink() and not is_aside(path.name)
                if is_file and name not in standing and (name.startswith("log/") or own.is_own(name)):
                    found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def _stages(names: Sequence[str]) -> Iterator[list[str]]:
    """The files in the order of their stages."""
    by_stage: dict[int, list[str]] = {}
    for name in names:
        by_stage.setdefault(_stage(name), []).append(name)
    for stage in sorted(by_stage):
        yield sorted(by_stage[stage])


def _stage(name: str) -> int:
    if name in _LAST:
        return len(_STAGES) + 1 + _LAST.index(name)
    if name == _CHECKPOINT:
        return _STAGES.index((_CHECKPOINT,))
    return next((at for at, starts in enumerate(_STAGES) if name.startswith(starts)), len(_STAGES))


def _is_ours(name: str) -> bool:
    return is_page(name) or name.startswith("log/tile/")


def _headers(name: str) -> dict[str, str]:
    """What a server is to say of a file beside its bytes."""
    kind = _BY_NAME.get(name) or _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
    is_whole_tile = name.startswith("log/tile/") and ".p/" not in name
    return {"Content-Type": kind, "Cache-Control": _FOR_GOOD if is_whole_tile else _ASK_EACH_TIME}
