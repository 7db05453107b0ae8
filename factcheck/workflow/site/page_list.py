"""`pages.json`: every file of a printing, with the key of what it was made from and the SHA-256 of its bytes.

Where it would be long, the files about claims stand in parts, `pages-HEX.json`, each claim in the one that the SHA-256
of its ref begins with; the list then has the SHA-256 of each part. So a correction reads and writes few of them.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from json.encoder import encode_basestring
from pathlib import Path

from factcheck.files import disk_errors_explained

LIST = "pages.json"
PART = r"pages-[0-9a-f]+\.json"
"""The names of parts."""
AT_ONCE = 4_000
"""Pages about claims that stand in one part, or in the list itself, at most."""

Page = dict[str, str]
"""What is listed of a file: its `key`, its `sha256`, what it `shows` besides; of a part, how many `pages` it lists."""
Listed = dict[str, Page]

_PART = re.compile(PART)
_OF_CLAIM = re.compile(r"(?:claims|embed|images)/([a-z0-9-]+)(?:\.[0-9a-f]+)?\.(?:html|png|tlog-proof)")
_SHARE_IMAGE = re.compile(r"images/[^.]+\.png")
_BESIDE = ("images/", "log/")
_PROOF = ".tlog-proof"


def is_beside(name: str) -> bool:
    """Whether a file of ours is no page, but the picture or the proof of one."""
    return name.startswith(_BESIDE) or name.endswith(_PROOF)


def part_of_ref(ref: str, digits: int) -> str:
    """The part of so many hexadecimal digits in which the files of a claim are listed; blank for the list itself."""
    return f"pages-{sha256(ref.encode()).hexdigest()[:digits]}.json" if digits else ""


def part_key(keys: Iterable[str], *, drawn: bool) -> str:
    """What a part is made from that lists claims' pages with just these keys; `drawn` if each has its share image."""
    told = sorted({*keys})
    return sha256("\n".join([*told, *(f"{key} image" for key in told if drawn)]).encode()).hexdigest()


class PageList:
    """A list that was read, its parts when they are asked for; one that is damaged lists nothing."""

    def __init__(self, folder: Path, top: Listed) -> None:
        self._folder = folder
        self.parts = {name: page for name, page in top.items() if _PART.fullmatch(name)}
        self.digits = max((len(name) - len("pages-.json") for name in self.parts), default=0)
        self._read = {"": {name: page for name, page in top.items() if name not in self.parts}}
        self._by_key: dict[str, Mapping[str, list[str]]] = {}

    @property
    def top(self) -> Listed:
        """What stands in the list itself."""
        return self._read[""]

    def get(self, name: str) -> Page:
        """What is listed of a file; nothing where it is not listed."""
        return self.in_part(self.part_of(name)).get(name, {})

    def part_of(self, name: str) -> str:
        """The part that has a file of this name; blank for the list itself."""
        found = _OF_CLAIM.fullmatch(name) if self.digits else None
        return part_of_ref(found[1], self.digits) if found else ""

    def in_part(self, part: str) -> Listed:
        """All that a part lists; nothing where it is not as the list has it."""
        if part not in self._read:
            told = self.parts.get(part, {}).get("sha256")
            content = _content(self._folder / part) if told else b""
            self._read[part] = _parsed(content) if sha256(content).hexdigest() == told else {}
        return self._read[part]

    def of_claim(self, ref: str, key: str) -> list[str]:
        """The files of a claim that are listed with this key."""
        part = part_of_ref(ref, self.digits)
        if part not in self._by_key:
            found: dict[str, list[str]] = {}
            for name, page in self.in_part(part).items():
                found.setdefault(page.get("key", ""), []).append(name)
            self._by_key[part] = found
        return self._by_key[part].get(key, [])

    def files(self, but: Collection[str] = ()) -> Iterator[tuple[str, Page]]:
        """Every file that is listed, those of some parts left out."""
        for part in ("", *self.parts):
            if part not in but:
                yield from self.in_part(part).items()


class NewList:
    """The list of a printing that goes on; the parts `kept` are those of the `old` one, and are not read."""

    def __init__(self, old: PageList) -> None:
        self._old = old
        self.files: Listed = {}
        self.kept: set[str] = set()

    def enter(self, name: str, page: Page) -> None:
        """List a file, in place of what was listed of it."""
        if self.kept:
            self._open(self._old.part_of(name))
        self.files[name] = page

    def keep(self, part: str) -> None:
        """Take a part of the old list as it is."""
        self.kept.add(part)

    def _open(self, part: str) -> None:
        if part in self.kept:
            self.kept.remove(part)
            self.files |= self._old.in_part(part)

    @property
    def pages(self) -> int:
        """How many pages are listed."""
        kept = sum(int(self._old.parts[part].get("pages", 0)) for part in self.kept)
        return kept + sum(not is_beside(name) for name in self.files)

    def made(self) -> Mapping[str, bytes]:
        """The files of the list, but for the parts that are kept: the parts, then `pages.json` itself."""
        digits = self._digits()
        if digits != self._old.digits:
            for part in [*self.kept]:
                self._open(part)
        by_part: dict[str, list[str]] = {}
        for name in self.files:
            found = _OF_CLAIM.fullmatch(name) if digits else None
            by_part.setdefault(part_of_ref(found[1], digits) if found else "", []).append(name)
        top = {name: self.files[name] for name in by_part.pop("", ())}
        top |= {part: self._old.parts[part] for part in self.kept}
        made = {}
        for part, names in sorted(by_part.items()):
            listed = {name: self.files[name] for name in names}
            made[part] = _in_lines(listed)
            top[part] = _part_page(listed, made[part])
        return {**made, LIST: _in_lines(top)}

    def _digits(self) -> int:
        """How many digits the names of parts have: each more makes sixteen of one."""
        digits, most = 0, AT_ONCE
        while self.pages > most:
            digits, most = digits + 1, most * 16
        return digits


def read_list(folder: Path) -> PageList:
    """The list of the last printing; a damaged one only means that everything is rendered again."""
    return PageList(folder, _parsed(_content(folder / LIST)))


def _content(path: Path) -> bytes:
    with disk_errors_explained(path):
        return path.read_bytes() if path.is_file() else b""


def _parsed(content: bytes) -> Listed:
    try:
        listed = json.loads(content)
    except ValueError:
        return {}
    if not isinstance(listed, dict):
        return {}
    return {name: page for name, page in listed.items() if _is_whole(page)}


def _is_whole(page: object) -> bool:
    return isinstance(page, dict) and isinstance(page.get("key"), str) and isinstance(page.get("sha256"), str)


def _part_page(listed: Listed, content: bytes) -> Page:
    drawn = {page["key"] for name, page in listed.items() if _SHARE_IMAGE.fullmatch(name)}
    keys = {page["key"] for name, page in listed.items() if not is_beside(name)}
    is_known = not drawn or drawn == keys
    return {
        "key": part_key(keys, drawn=bool(drawn)) if is_known else "",
        "sha256": sha256(content).hexdigest(),
        "pages": str(sum(not is_beside(name) for name in listed)),
    }


def _in_lines(listed: Listed) -> bytes:
    """The list with a page to a line; put together by hand, since a large site has hundreds of thousands."""
    lines = ",\n".join([_line(name, listed[name]) for name in sorted(listed)])
    return f"{{\n{lines}\n}}\n".encode()


def _line(name: str, page: Mapping[str, str]) -> str:
    key = encode_basestring(page["key"])
    more = "".join(f',"{word}":"{page[word]}"' for word in ("shows", "pages") if word in page)
    return f'{encode_basestring(name)}: {{"key":{key},"sha256":"{page["sha256"]}"{more}}}'
