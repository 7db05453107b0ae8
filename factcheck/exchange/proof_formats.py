"""What verify.py, which runs no other edition of this file, needs to know of files, names, copies, keys and logs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Tuple  # noqa: UP035 - an alias runs, and Python 3.8 has no dict[...]

Table = Dict[str, Any]  # noqa: UP006
Point = Tuple[int, int, int, int]  # noqa: UP006
MOST = 600_000_000
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
EDITION = 3  # of the rules of a desk, the newest known here; a line that names none is of the first
GIVEN = {"seq", "at", "by", "act", "body", "previous", "hash"}
WITHHELD = GIVEN - {"body"} | {"body_digest", "withheld"}
OF_LOG = re.compile(r"log/(?:tile/\d/[x\d/]*\d{3}(?:\.p/\d+)?|stamps/\d+\.\d+\.(?:tsr|checkpoint))")
DIGEST = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="  # a SHA-256 in base 64
# The field and the order of Ed25519, what its curve is made with, and the point that keys are multiples of (RFC 8032).
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
# How names of people are compared, as the desk does it (factcheck/person_names.py, which tells why).
BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufff0-\uffff"
    "\U00013441-\U00013446\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
)
MARKS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff]|(?<=[ijіјįịḭɨ])\u0307"
)
ONE_FORM = str.maketrans("`´‘’‛′ʹʻʼʽʾʿˈˊˋ΄᾽᾿῾՚׳ꞌ“”„‟″״−⁃˗•‧∙⋅・يىك", "'" * 22 + '"' * 6 + "---·····ییک", "ـ")
LOOKS = (
    "AАΑ BВΒ CСϹ EЕΕ FϜ GԌ HНΗ IІΙӀ JЈͿ KКΚ MМΜϺ NΝ OОΟ PРΡ QԚ SЅ TТΤ VѴ WԜ XХΧ YУҮΥ ZΖ "
    "aаα bь cсϲ dԁ eеҽ hһ iіι jјϳ kκ lӏ nпπη oоοσ pрρ qԛ rг sѕ tτ uυ vѵν wԝѡω xхχ yуүγ"
)
BY_LOOK: Table = {other: group[0] for group in LOOKS.split() for other in group[1:]}
SMALL: Table = {one: latin for one, latin in BY_LOOK.items() if latin.islower()}
CAPITALS: Table = {one.lower(): latin.lower() for one, latin in BY_LOOK.items() if latin.isupper()}


class Wrong(Exception):
    """Something that does not hold, in words."""


def need(holds: object, what: str) -> None:
    """Stop here unless it holds."""
    if not holds:
        raise Wrong(what)


def sha256(content: bytes) -> str:
    """The digest, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any, indent: int | None = None) -> bytes:
    """The one way to write a JSON value (RFC 8785, for what a desk writes); a manifest's has line ends."""
    marks = (",", ": " if indent else ":")
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent, separators=marks).encode()


def parsed(content: bytes, indent: int | None = None) -> Any:
    """A JSON value that is written in this way, with whole numbers alone."""
    value = json.loads(content.decode(), parse_float=int, parse_constant=int)
    need(canonical(value, indent) == content, "is not written as a desk writes it")
    return value


def number(value: Any) -> int:
    """A whole number from 1 on; true is none."""
    need(type(value) is int and value > 0, f"holds {value!r} for a number")
    return int(value)


def is_blank(letter: str) -> bool:
    """Whether a character shows nothing of itself."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") or BLANK.match(letter) is not None


def hides(name: str) -> bool:
    """Whether a name holds what nobody sees; a joiner may stand between Arabic letters and after a virama."""
    for at, letter in enumerate(name):
        if is_blank(letter) and letter not in "\t\n\r":
            before, after = name[max(0, at - 99) : at] or " ", name[at + 1 : at + 2] or " "
            beside = (MARKS.sub("", before)[-1:] or " ", after)
            joins = all(unicodedata.name(one, "").startswith("ARABIC LETTER") for one in beside)
            joined = (joins and letter == "\u200c") or unicodedata.combining(before[-1]) == 9
            if not (joined and letter in "\u200c\u200d"):
                return True
    return False


def plain(letter: str) -> str:
    """A digit of any script as that of ASCII, and any dash as a hyphen."""
    kind = unicodedata.category(letter)
    return str(unicodedata.decimal(letter)) if kind == "Nd" else "-" if kind == "Pd" else letter


@lru_cache(1024)
def folded(name: str) -> str:
    """A name as it is compared: one form of each sign that people write in several."""
    spaced = " ".join(name.translate(ONE_FORM).split())
    seen = "".join(letter for letter in spaced if not is_blank(letter))
    unmarked = MARKS.sub("", unicodedata.normalize("NFKC", seen).casefold())
    letters = map(plain, unicodedata.normalize("NFKC", unmarked).translate(ONE_FORM))
    return " ".join(unicodedata.normalize("NFKC", "".join(letters)).split())


@lru_cache(1024)
def looks(name: str) -> tuple[set[str], set[str]]:
    """The scripts of a name; it as it looks in Latin letters: as it is written, in small ones and in capitals."""
    views = ((name, BY_LOOK), (folded(name), SMALL), (folded(name), CAPITALS))
    seen = (unicodedata.normalize("NFD", one).translate(str.maketrans(table)) for one, table in views)
    scripts = {unicodedata.name(one, "").split(" ")[0] for one in folded(name) if one.isalpha()}
    return scripts, {folded(one) for one in (name, *seen)}


def alike(name: str, other: str) -> bool:
    """Whether readers would take two names for one: the same, or written with Cyrillic or Greek for Latin letters."""
    (scripts, seen), (others, too) = looks(name), looks(other)
    of_one_script = scripts == others and len(scripts) == 1
    return folded(name) == folded(other) or not (of_one_script or seen.isdisjoint(too))


def stands_at(text: str, start: int, end: int, exact: str) -> bool:
    """Whether text[start:end] is the quote; one with words left out stands there piece by piece, end to end."""
    held, (first, *pieces) = text[start:end], exact.split(" […] ")
    if held == exact or not pieces:
        return held == exact
    last, rest = pieces.pop(), held[len(first) :]
    for piece in pieces:
        if piece not in rest:
            return False
        rest = rest[rest.index(piece) + len(piece) :]
    return held.startswith(first) and rest.endswith(last)


def blocks(packed: bytes) -> dict[str, bytes]:
    """The last block of each kind of record in a gzipped WARC file (ISO 28500); `answer` is what the source gave."""
    found, left = {}, MOST
    while packed:
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        record = unpacker.decompress(packed, left)
        need(unpacker.eof and len(record) < left, "is cut short, or unpacks to more than any capture holds")
        left, packed = left - len(record), unpacker.unused_data
        head, _, rest = record.partition(b"\r\n\r\n")
        first, *lines = head.decode().lower().split("\r\n")
        fields = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
        kind, block = fields["warc-type"], rest[: int(fields["content-length"])]
        need((first, rest[len(block) :]) == ("warc/1.1", b"\r\n\r\n"), "holds what is no WARC record")
        if kind in ("response", "revisit", "resource"):
            kind, block = "answer", block if kind == "resource" else block.partition(b"\r\n\r\n")[2]
        found[kind] = block
    return found


def order_in(scale: Table, verdict: Table) -> int | None:
    """The place of a verdict's rating in the order of truth; the scale is held to what a desk asks of one."""
    ratings = {one["id"]: one for one in scale["ratings"]}
    steps = sorted((one for one in ratings.values() if "order" in one), key=lambda one: number(one["order"]))
    values = [number(one["number"]) for one in ratings.values() if "number" in one]
    falling = [one.get("number") for one in steps] == sorted({*values}, reverse=True) or not values
    counted = [one["order"] for one in steps] == [*range(1, max(2, len(steps)) + 1)]
    named = (scale["id"], number(scale["version"])) == (verdict["scale"], verdict["scale_version"])
    whole = named and counted and falling and len(ratings) == len(scale["ratings"])
    need(whole and verdict["rating"] in ratings, "is rated on what is no scale of a desk")
    order: int | None = ratings[verdict["rating"]].get("order")
    return order


class Files:
    """The files of a bundle, in a folder or a zip. Nothing is unpacked, and no name in it leads out of it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.zip: zipfile.ZipFile | None = None
        self.names: Counter[str] = Counter()

    def find(self) -> None:
        """What files there are; in a folder without hidden ones, which systems leave behind."""
        if self.place.is_dir():
            found = (one for one in self.place.rglob("*") if one.is_symlink() or not one.is_dir())
            self.names.update(one.relative_to(self.place).as_posix() for one in found if one.name[0] != ".")
        else:
            need(self.place.is_file() or not self.place.exists(), "is neither a folder nor a file")
            self.zip = zipfile.ZipFile(self.place)
            size = sum(one.file_size for one in self.zip.infolist())
            need(size < 1100 * self.place.stat().st_size, "unpacks to more than a zip can hold")
            self.names.update(name for name in self.zip.namelist() if name[-1:] != "/")

    def steps(self, name: str, most: int) -> Iterator[bytes]:
        """The bytes of a file piece by piece, never more than `most`."""
        need(NAME.fullmatch(name), "is no name that a bundle uses")
        need(name in self.names, "is missing")
        if self.zip:
            mode, size = self.zip.getinfo(name).external_attr >> 16, self.zip.getinfo(name).file_size
        else:
            mode, size = (self.place / name).lstat().st_mode, (self.place / name).lstat().st_size
        need(mode & 0o170000 in (0, 0o100000), "is a link or a device, and no file")
        need(size <= most, "is larger than it may be")
        with self.zip.open(name) if self.zip else (self.place / name).open("rb") as file:
            for step in iter(lambda: file.read(1 << 20), b""):
                most -= len(step)
                need(most >= 0, "is larger than it may be")
                yield step


def chain(content: bytes) -> Iterator[Table]:
    """The lines of a history, each held to its form, its number, its link and its hash."""
    previous, edition, lines = "", 1, content.split(b"\n")
    need(lines.pop() == b"", "is cut short")
    for count, written in enumerate(lines, 1):
        line = parsed(written)
        own = line.keys() - {"edition"} in (GIVEN, WITHHELD) and line.get("edition") != 1
        own = own and type(line["seq"]) is int and TIME.fullmatch(line["at"])
        need(own, f"line {count} is not written as a desk writes it")
        before, edition = edition, number(line.get("edition", 1))
        need(edition >= before, f"line {count} is of an older edition than the line before")
        need(edition <= EDITION, f"line {count} is of edition {edition}, newer than this program knows")
        follows = line["seq"] == count and line["previous"] == previous
        need(follows, f"line {count} does not follow from the line before")
        given = sha256(canonical(line["body"])) if "body" in line else line["body_digest"]
        fields = [count, line["at"], line["by"], line["act"], given, previous]
        previous = sha256(canonical(fields + ([edition] if edition > 1 else [])))
        need(line["hash"] == previous, f"line {count} was changed after it was written")
        yield line


def plus(one: Point, other: Point) -> Point:
    """The sum of two points of Ed25519, in extended coordinates (RFC 8032, 5.1.4)."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(packed: bytes) -> Point:
    """The point that 32 bytes stand for (RFC 8032, 5.1.3), in its one form and not of a small group."""
    need(len(packed) == 32, "rests on what is no point of Ed25519")
    y, odd = int.from_bytes(packed, "little") % 2**255, packed[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    need(y < P and x and x * x % P == square, "rests on what is no point of Ed25519")
    x = x if x & 1 == odd else P - x
    found = eight = (x, y, 1, x * y % P)
    for _ in range(3):
        eight = plus(eight, eight)
    need(eight[0], "rests on a point of a small group")
    return found


BASE = point(bytes([0x58]) + bytes([0x66]) * 31)


def is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    """Whether an Ed25519 signature holds (RFC 8032, 5.1.7), with nothing in it of a small group or in a second form."""
    away, r, s = point(key), signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + text).digest(), "little") % Q
    away = (P - away[0], away[1], 1, P - away[3])
    total: Point = (0, 1, 1, 0)
    steps = (total, BASE, away, plus(BASE, away))
    for bit in range(252, -1, -1):  # s * BASE - k * key, in one go
        total = plus(plus(total, total), steps[(s >> bit & 1) + 2 * (k >> bit & 1)])
    inverse = pow(total[2], P - 2, P)
    x, y = total[0] * inverse % P, total[1] * inverse % P
    same = (y | (x & 1) << 255).to_bytes(32, "little") == r
    return same and len(signature) == 64 and s < Q and point(r) is not None


def strings(packed: bytes) -> list[bytes]:
    """The strings that an SSH message is made of (RFC 4251)."""
    found: list[bytes] = []
    while packed:
        end = 4 + int.from_bytes(packed[:4], "big")
        need(len(packed) >= end, "is cut short")
        found, packed = [*found, packed[4:end]], packed[end:]
    return found


def signing_key(armored: str, text: bytes) -> str:
    """The key under a signature of ssh-keygen (SSHSIG) for a sign-off, as in a .pub file; one of Ed25519 is checked."""
    first, *lines, last = armored.split("\n")
    packed = base64.b64decode("".join(lines), validate=True)
    own = (first, last) == ("-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----")
    need(own and packed[:10] == b"SSHSIG\0\0\0\1", "is no signature of ssh-keygen")
    key, use, reserved, way, signature = strings(packed[10:])
    need(use == b"factcheck-signoff" and way in (b"sha256", b"sha512"), f"is a signature for {use!r}")
    parts = (use, reserved, way, hashlib.new(way.decode(), text).digest())
    signed = b"SSHSIG" + b"".join(len(one).to_bytes(4, "big") + one for one in parts)
    (kind, *numbers), (also, *halves) = strings(key), strings(signature)
    if kind == b"ssh-ed25519":
        need(len(numbers) == len(halves) == 1 and also == kind, "is no signature of ssh-keygen")
        need(is_signed(numbers[0], halves[0], signed), "is a signature that does not hold")
    return f"{kind.decode()} {base64.b64encode(key).decode()}"


def fault_of_key(key: str, line: Table, keys: bytes, before: str) -> str:
    """Why an approval is not proved to be signed by whom it names; `before` is when it stood in the log at last."""
    who, at = line["by"], line["at"]
    own = [one for one in json.loads(keys) if one["key"].split()[:2] == key.split()]
    own = [one for one in own if folded(one["name"]) == folded(who)]
    then = [one for one in own if (one["from"] or "") <= at < (one["until"] or "9")]
    if not then:
        return f"is signed with a key that keys.json gives to nobody named {who} for that time, {key}"
    if then[0].get("lost") and not before < then[0]["until"]:
        return "is signed with a key that was lost, and nothing shows that it was before"
    if key.startswith("ssh-ed25519 "):
        return ""
    time = re.sub("[^0-9Z]", "", at)
    with_openssh = f"-f allowed_signers -I {then[0]['principal']} -n factcheck-signoff -Overify-time={time}"
    return f"is signed with a key that only OpenSSH checks: (ssh-keygen -Y verify {with_openssh}"


def join(left: bytes, right: bytes) -> bytes:
    """The hash of a node of a Merkle tree (RFC 6962) over its two halves."""
    return hashlib.sha256(b"\1" + left + right).digest()


class TransparencyLog:
    """A public log, as its signed checkpoint and its tiles tell it (C2SP tlog-checkpoint, signed-note, tlog-tiles)."""

    def __init__(self, note: bytes, keys: bytes, tile: Callable[[str], bytes]) -> None:
        known, self.tile = {}, lru_cache(64)(tile)
        for line in keys.decode().splitlines():
            name, mark, packed = line.split("+", 2)
            key = base64.b64decode(packed, validate=True)
            own = key[:1] == b"\1" and sha256(f"{name}\n".encode() + key)[:8] == mark
            need(own, f"cannot be checked with what is no key, {line}")
            known[name, mark] = key[1:]
        text, _, signatures = note.decode().rpartition("\n\n")
        lines = text.split("\n")
        is_one = len(lines) > 2 and re.fullmatch("[1-9][0-9]*", lines[1]) and re.fullmatch(DIGEST, lines[2])
        need(is_one, "is no checkpoint of a log")
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2])
        self.id, signers = sha256(next(iter(known.values()))), 0
        for line in signatures.splitlines():
            _, name, packed = line.split(" ")
            signature = base64.b64decode(packed, validate=True)
            if (name, signature[:4].hex()) in known:
                holds = is_signed(known[name, signature[:4].hex()], signature[4:], f"{text}\n".encode())
                need(holds, f"has a signature of {name} that does not hold")
                signers += 1
        need(signers, f"is a checkpoint of {self.origin} that no key of log/keys signed")
        need(self.origin in {name for name, _ in known}, f"is of another log, {self.origin}")

    def node(self, height: int, index: int) -> bytes:
        """The hash over 2**height leaves, as the tiles have it."""
        level, above = divmod(height, 8)
        if above:
            return join(self.node(height - 1, 2 * index), self.node(height - 1, 2 * index + 1))
        count, at = divmod(index, 256)
        width = min(256, (self.size >> height) - 256 * count)
        name = f"log/tile/{level}/" + (f"x{count // 1000:03}/" if count > 999 else "") + f"{count % 1000:03}"
        hashes = self.tile(name + (f".p/{width}" if width < 256 else ""))
        need(len(hashes) == 32 * width, f"{name} has another size than the log")
        return hashes[32 * at : 32 * at + 32]

    def over(self, low: int, high: int, at: int = -1, leaf: bytes = b"") -> bytes:
        """The hash over the leaves from low to before high, as it is if leaf `at` is this one."""
        size = high - low
        if not low <= at < high and size & (size - 1) == 0:
            return self.node(size.bit_length() - 1, low // size)
        if size == 1:
            return leaf
        middle = low + (1 << (size - 1).bit_length() - 1)
        return join(self.over(low, middle, at, leaf), self.over(middle, high, at, leaf))

    def holds(self, index: Any, entry: bytes) -> bool:
        """Whether an entry is the leaf of this number, under the root that is signed."""
        inside = type(index) is int and 0 <= index < self.size
        return inside and self.over(0, self.size, index, hashlib.sha256(b"\0" + entry).digest()) == self.root

    def grown(self, low: int, high: int, old: int) -> tuple[bytes, bytes]:
        """The hash over the leaves from low to before high, and over those of them that are below `old`."""
        if old >= high:
            return (self.over(low, high),) * 2
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if old <= middle:
            left, before = self.grown(low, middle, old)
            return join(left, self.over(middle, high)), before
        left, (right, before) = self.over(low, middle), self.grown(middle, high, old)
        return join(left, right), join(left, before)

    def check_growth(self, old: TransparencyLog) -> None:
        """Whether this log grew out of an older one: both roots follow from the same hashes."""
        need(old.size <= self.size, f"has {old.size} leaves, and the log in the bundle only {self.size}")
        follows = self.grown(0, self.size, old.size) == (self.root, old.root)
        need(follows, f"does not lead to the log in the bundle, whose first {old.size} leaves are others")
