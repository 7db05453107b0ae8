"""Writing pages to a folder: only what changed, never half a page, and nothing that is not ours is touched.

A page whose key is listed the same in `pages.json`, and whose bytes still have the digest that is listed there, is not
rendered again.
"""

import hashlib
import logging
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

from factcheck import __version__
from factcheck.files import (
    aside_of,
    disk_errors_explained,
    holds,
    sweep,
    write_aside,
    write_changed,
    writing_unnamed,
)
from factcheck.workflow.site.page_list import (
    LIST,
    PART,
    Listed,
    NewList,
    Page,
    PageList,
    is_beside,
    read_list,
)

_LOG = logging.getLogger(__name__)
_LONG = 1_000_000
"""Bytes above which a file is read piece by piece."""
_PIECES = 100
"""Pieces of a long file that are written at a time."""
_OF_PAGES = ("claims", "articles", "embed", "checks")
FOLDERS = (*_OF_PAGES, "find", "images", "log/stamps")
"""The folders that files are put in, beside that of the site itself."""
_OURS = re.compile(
    rf"(?:(?:{'|'.join(_OF_PAGES)})/)?[a-z0-9-]+(?:\.[0-9]+)?\.html|find/[0-9]+\.js"
    r"|images/(?:[a-z0-9-]+(?:\.[0-9a-f]{16})?|desk\.logo)\.(?:png|jpg|webp)|claims/[a-z0-9-]+\.tlog-proof"
    rf"|log/stamps/[0-9]+\.[0-9]+\.(?:tsr|checkpoint)|sitemap-[0-9]+\.xml|claims-[0-9]+\.json|{PART}"
)
_DATA = re.compile(r"claims(?:-[0-9]+)?\.json")

Pages = tuple[Listed, list[str]]


@dataclass(frozen=True, slots=True)
class PageBytes:
    """A page or an image as it will stand in its file, with its SHA-256 (hex).

    `shows` is the digest of what it shows that its key does not stand for: an image, the checks a page is related to.
    """

    content: bytes
    digest: str
    shows: str = ""

    @classmethod
    def of(cls, page: str) -> "PageBytes":
        """The page in UTF-8."""
        return cls.of_bytes(page.encode())

    @classmethod
    def of_bytes(cls, content: bytes, shows: str = "") -> "PageBytes":
        """A file of these bytes."""
        return cls(content, hashlib.sha256(content).hexdigest(), shows)


@dataclass
class BuildResult:
    """What came of one printing: pages in all, files written, files taken away."""

    pages: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    @property
    def new_pages(self) -> list[str]:
        """The pages among the files written."""
        return [name for name in self.written if not (is_list(name) or is_beside(name))]

    @property
    def stale(self) -> list[str]:
        """Files that were not as they should be."""
        return [*self.written, *self.removed]


class SiteBuild:
    """One printing into one folder.

    With `dry` it writes nothing and only says what it would; unless `listed`, it leaves the list alone. With
    `on_record`, the SHA-256 of each page that is on record elsewhere, the list is believed only where it says the
    same, and pages are put in their places by `put_in_place`, so that whoever puts them on record can do so before. A
    printing that does not `look` believes the list, and reads none of the files that stay as they are.
    """

    def __init__(
        self,
        folder: Path,
        *,
        dry: bool = False,
        listed: bool = True,
        on_record: Mapping[str, str] | None = None,
        looks: bool = True,
    ) -> None:
        self.folder = folder
        self.printed = BuildResult()
        self._dry = dry
        self.on_record = on_record
        self._aside: dict[str, Path] = {}
        self._root = f"{folder}{os.sep}"
        self._listed = listed
        self.looks = looks
        self.old = read_list(folder) if listed else PageList(folder, {})
        self._new = NewList(self.old)
        self._lists: Mapping[str, bytes] = {}

    def keeps(self, name: str, key: str) -> bool:
        """Whether the page is there, made from this key and unchanged since; then it stays as it is."""
        old = self.old.get(name)
        stays = self.is_unchanged if self.looks else self._is_on_record
        if self._dry or old.get("key") != key or not stays(name):
            return False
        self._new.enter(name, old)
        return True

    def keeps_all_of(self, ref: str, key: str) -> bool:
        """Whether all pages of a claim that were made from this key, at least one, are there as `keeps` has it."""
        names = self.old.of_claim(ref, key)
        return bool(names) and all(self.keeps(name, key) for name in names)

    def keeps_part(self, part: str, key: str) -> bool:
        """Whether this part of the list was made from this key; then all its files stay as they are."""
        if self._dry or self.looks or self.old.parts.get(part, {}).get("key") != key:
            return False
        self._new.keep(part)
        return True

    def keeps_others(self, folders: Collection[str]) -> bool:
        """Whether all files of the last printing that are in none of these folders are there, and unchanged since.

        The files about claims are in these folders.
        """
        others = {name: page for name, page in self.old.top.items() if name.partition("/")[0] not in folders}
        return all(self.keeps(name, page["key"]) for name, page in others.items())

    def keep_listed(self, names: Iterable[str]) -> None:
        """Take these files of the last printing for what they are listed as."""
        for name in names:
            self._new.enter(name, self.old.get(name))

    @property
    def kept_parts(self) -> Collection[str]:
        """The parts of the list that are kept as they are."""
        return self._new.kept

    def remember(self, listed: Listed) -> None:
        """Take this for the list of the last printing, of which only some is needed."""
        self.old = PageList(self.folder, listed)
        self._new = NewList(self.old)

    def is_listed(self, name: str) -> bool:
        """Whether the last printing put a file of this name there."""
        return bool(self.old.get(name))

    def listed_data(self) -> list[str]:
        """The files of the last printing that hold the data of all checks."""
        return [name for name in self.old.top if _DATA.fullmatch(name)]

    def print(self, name: str, key: str, page: "str | PageBytes") -> None:
        """Put one page in the folder; `key` stands for all that it was made from."""
        made = PageBytes.of(page) if isinstance(page, str) else page
        shows = {"shows": made.shows} if made.shows else {}
        self._new.enter(name, {"key": key, "sha256": made.digest, **shows})
        self._put(name, made.content)

    def print_pieces(self, name: str, key: str, pieces: Iterable[str]) -> None:
        """The same with a long file, of which never more than some pieces are in memory; none of them is empty."""
        path, digest = self.folder / name, hashlib.sha256()
        with disk_errors_explained(path), writing_unnamed(path.parent) as new:
            waiting = iter(pieces)
            while some := "".join(islice(waiting, _PIECES)):
                content = some.encode()
                digest.update(content)
                new.file.write(content)
            self._new.enter(name, {"key": key, "sha256": digest.hexdigest()})
            if self._digest_there(name) == digest.hexdigest():
                return
            self.printed.written.append(name)
            if self.on_record is not None:
                self._aside[name] = aside_of(path)
                new.keep_as(self._aside[name])
            elif not self._dry:
                new.keep_as(path)

    def shows(self, name: str, shows: str) -> bool:
        """Whether the file that is there, or was put there just now, shows this besides what its key stands for."""
        page = self._new.files.get(name) or self.old.get(name)
        return page.get("shows", "") == shows

    def image(self, name: str, shows: str) -> PageBytes | None:
        """The image of this name that is there as the last printing left it, where it shows just this."""
        if self.old.get(name).get("shows") != shows or not self.is_unchanged(name):
            return None
        path = self.folder / name
        with disk_errors_explained(path):
            return PageBytes.of_bytes(path.read_bytes(), shows)

    def is_free(self, name: str) -> bool:
        """Whether nobody else put a file of this name there."""
        return self.is_listed(name) or name in (self.on_record or ()) or not (self.folder / name).exists()

    def is_unchanged(self, name: str) -> bool:
        """Whether a file is there as the last printing left it, whatever it was made from."""
        return self._is_on_record(name) and self._digest_there(name) == self.old.get(name)["sha256"]

    def _is_on_record(self, name: str) -> bool:
        """Whether the list says of a file what is on record, where it is put on record elsewhere."""
        listed = self.old.get(name).get("sha256")
        is_believed = self.on_record is None or not self.looks
        return listed is not None and (is_believed or (self.on_record or {}).get(name) == listed)

    def recorded(self, names: Iterable[str]) -> Mapping[str, str] | None:
        """The SHA-256 on record of those of these files that are on record; None where none is put there."""
        if self.on_record is None or self.looks:
            known = self.on_record
        else:
            known = {name: page["sha256"] for name in names if (page := self.old.get(name))}
        return known and {name: known[name] for name in names if name in known}

    @property
    def pages(self) -> Pages:
        """The pages put in the folder so far, and which of them were written, for `take_in` of another press."""
        return self._new.files, self.printed.written

    def take_in(self, pages: Pages) -> None:
        """Count pages that another press put in the same folder as printed here."""
        listed, written = pages
        for name, page in listed.items():
            self._new.enter(name, page)
        self.printed.written += written

    def put_in_place(self) -> None:
        """Give the pages printed so far their places, where `on_record` keeps them from these.

        Those at the top, which lead to all others, come last.
        """
        for name in sorted(self._aside, key=lambda name: "/" not in name):
            path = self.folder / name
            with disk_errors_explained(path):
                self._aside[name].replace(path)
            del self._aside[name]

    def close(self) -> None:
        """Leave nothing beside the places of pages that were not put there."""
        for aside in self._aside.values():
            aside.unlink(missing_ok=True)

    def print_list(self) -> Mapping[str, str]:
        """Print the list of all pages printed; the SHA-256 of each file, but of those in parts that are kept."""
        self._lists = self._new.made()
        for name, content in self._lists.items():
            self._put(name, content)
        lists = {name: hashlib.sha256(content).hexdigest() for name, content in self._lists.items()}
        return {**_digests(self._new.files.items()), **lists}

    def before(self) -> Mapping[str, str]:
        """The SHA-256 of each file of the last printing, but of those in parts that are kept, and of `pages.json`."""
        kept = self._new.kept
        parts = ((name, page) for name, page in self.old.parts.items() if name not in kept)
        return {**_digests(self.old.files(kept)), **_digests(parts)}

    def standing(self) -> Mapping[str, str]:
        """The SHA-256 of every file of the printing, once its list is printed."""
        kept = _digests((name, self.old.parts[name]) for name in self._new.kept)
        lists = {name: hashlib.sha256(content).hexdigest() for name, content in self._lists.items()}
        of_kept = (file for part in self._new.kept for file in self.old.in_part(part).items())
        return {**kept, **_digests(of_kept), **_digests(self._new.files.items()), **lists}

    def gone(self) -> list[str]:
        """The pages that are no more, and still there."""
        stay = {*self._new.files, *self._lists, *self._new.kept}
        known = {*self.before(), *(self.on_record or ())}
        return [name for name in sorted(known - stay) if self._is_ours_there(name)]

    def finish(self) -> BuildResult:
        """Take away pages that are no more, and put the others in their places, the list last.

        With `on_record`, the list is printed before, by `print_list`.
        """
        self._lists = self._lists or self._new.made()
        for name in self.gone():
            self.printed.removed.append(name)
            if not self._dry:
                (self.folder / name).unlink()
        if self._listed and self.on_record is None:
            self.print_list()
        self.put_in_place()
        if self._listed and not self._dry:
            for folder in ("", *FOLDERS):
                sweep(self.folder / folder, alone=self.on_record is not None)
        done = self.printed
        done.pages = self._new.pages
        said = {"pages": done.pages, "written": len(done.written), "removed": len(done.removed)}
        _LOG.info("built %(pages)d pages: %(written)d written, %(removed)d removed", said)
        return done

    def _is_ours_there(self, name: str) -> bool:
        return is_page(name) and (self.folder / name).is_file()

    def _put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        if holds(path, content):
            return
        self.printed.written.append(name)
        if self.on_record is not None:
            self._aside[name] = write_aside(path, content)
        elif not self._dry:
            write_changed({path: content}, durable=False)

    def _digest_there(self, name: str) -> str | None:
        try:
            with open(self._root + name, "rb", buffering=0) as file:  # noqa: PTH123 - a tenth of all pages' time
                if os.fstat(file.fileno()).st_size > _LONG:
                    return hashlib.file_digest(file, "sha256").hexdigest()
                return hashlib.sha256(file.read()).hexdigest()
        except OSError:
            return None


def _digests(files: Iterable[tuple[str, Page]]) -> dict[str, str]:
    return {name: page["sha256"] for name, page in files}


def is_list(name: str) -> bool:
    """Whether a file is the list or a part of it."""
    return name == LIST or bool(re.fullmatch(PART, name))


def is_page(name: str) -> bool:
    """Whether a file of this name, in the folder of a report or a site, is one of our pages."""
    return bool(_OURS.fullmatch(name))


@cache
def fingerprint() -> str:
    """SHA-256 over all that turns a record into a page: the version, what reads articles, what makes pages."""
    found = hashlib.sha256(__version__.encode())
    for room in ("factcheck.reading", "factcheck.report"):
        for path, content in sorted(_sources(files(room), "")):
            found.update(path.encode() + b"\0" + content + b"\0")
    return found.hexdigest()


def _sources(folder: Traversable, at: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            found += _sources(entry, f"{at}{entry.name}/")
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            found.append((at + entry.name, entry.read_bytes()))
    return found
