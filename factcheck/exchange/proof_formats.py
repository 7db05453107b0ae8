"""What verify.py needs to know of names, copies of sources, keys and logs; it knows nothing of a bundle.

verify.py runs this file only if it is exactly the one that it was written with.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import zlib
from functools import lru_cache
from typing import Any, Dict  # noqa: UP035 - an alias runs, and Python 3.8 has no dict[...]

Table = Dict[str, Any]  # noqa: UP006
MOST = 600_000_000
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
        beside = (MARKS.sub("", name[:at])[-1:] or " ", name[at + 1 : at + 2] or " ")
        joins = all(unicodedata.name(one, "").startswith("ARABIC LETTER") for one in beside)
        joined = (joins and letter == "\u200c") or unicodedata.combining(name[at - 1 : at] or " ") == 9
        if is_blank(letter) and letter not in "\t\n\r" and not (joined and letter in "\u200c\u200d"):
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
    if folded(name) == folded(other):
        return True
    (scripts, seen), (others, seen_too) = looks(name), looks(other)
    return not (scripts == others and len(scripts) == 1) and not seen.isdisjoint(seen_too)


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
    """The block of each kind of record in a gzipped WARC file (ISO 28500), the last of a kind."""
    found, left = {}, MOST
    while packed:
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        record = unpacker.decompress(packed, left)
        need(unpacker.eof and len(record) < left, "is cut short, or unpacks to more than any capture holds")
        left, packed = left - len(record), unpacker.unused_data
        head, _, rest = record.partition(b"\r\n\r\n")
        first, *lines = head.decode().lower().split("\r\n")
        fields = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
        block, end = rest[: int(fields["content-length"])], rest[int(fields["content-length"]) :]
        need((first, end) == ("warc/1.1", b"\r\n\r\n"), "holds something that is no WARC record")
        found[fields["warc-type"]] = block
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
