"""Checks a proof bundle: published fact-checks with their history, signatures, sources and pages.

Run it with Python 3.8 or newer. It needs nothing else, asks nobody, and writes nothing:

    python verify.py               in the folder the bundle was unpacked to
    python verify.py proof.zip     or on the zip as it is

It ends with 0 if everything holds and with 1 if not, and then names each file and place that does not.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Dict  # noqa: UP035 - an alias runs, and Python 3.8 has no dict[...]

NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
MOST, MOST_JSON, STEP = 600_000_000, 50_000_000, 1 << 20
HELD = ("anchored", "filed")
BESIDE = ("manifest.json", "manifest.tsr")
EDITION = 3  # of the rules of a desk, the newest known here; a line that names none is of the first
# The edition of the rules of a desk since which each rule holds that is checked here.
SINCE = {"correction": 1, "second person": 1, "signatures": 1, "held": 1, "names": 3}
RETELLS = ("source", "amend", "drop")  # acts that change a part which an earlier line told
GIVEN = {"seq", "at", "by", "act", "body", "previous", "hash"}
WITHHELD = GIVEN - {"body"} | {"body_digest", "withheld"}
IMPRINT = bytes.fromhex("3031300d060960864801650304020105000420")  # of a SHA-256, in RFC 3161
PROVED = """\
- No file was changed since the bundle was made, and no line of a history was changed, added or taken out.
- What was published is what was signed, by people other than the author unless the desk says it is one person.
- Quotes with a copy of their source stand in it, and the pages are those that the histories name."""
NOT_PROVED = """\
- That a check is right: you see what it rests on, and judge for yourself.
- When and by whom: times are those of the desk's own clock (but see manifest.tsr), names are as it wrote them.
- What is not here: the words of withheld lines, and copies of what was told to the desk or copied by hand.
- What claims/*.toml say beyond the histories: they are there to be read, and only their digest is checked.
- That the desk did not write all of it anew: compare the last hashes with an older bundle, or a page you kept."""
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
Table = Dict[str, Any]  # noqa: UP006
BY_LOOK: Table = {other: group[0] for group in LOOKS.split() for other in group[1:]}


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
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators
    ).encode()


def say(text: str) -> None:
    """Print a line; nothing in it can command a terminal."""
    print("".join(one if one.isprintable() else "\ufffd" for one in text))


def same(name: str) -> str:
    """A name as editions 1 and 2 compare it: without case, with single spaces."""
    return " ".join(name.casefold().split())


def is_blank(letter: str) -> bool:
    """Whether a character shows nothing of itself."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") or BLANK.match(letter) is not None


def plain(letter: str) -> str:
    """A digit of any script as that of ASCII, and any dash as a hyphen."""
    kind = unicodedata.category(letter)
    return str(unicodedata.decimal(letter)) if kind == "Nd" else "-" if kind == "Pd" else letter


def folded(name: str) -> str:
    """A name as it is compared from edition 3 on: one form of each sign that people write in several."""
    spaced = " ".join(name.translate(ONE_FORM).split())
    seen = "".join(letter for letter in spaced if not is_blank(letter))
    unmarked = MARKS.sub("", unicodedata.normalize("NFKC", seen).casefold())
    letters = map(plain, unicodedata.normalize("NFKC", unmarked).translate(ONE_FORM))
    return " ".join(unicodedata.normalize("NFKC", "".join(letters)).split())


def looks(name: str) -> set[str]:
    """A name as it looks with Latin letters: as it is written, in small letters and in capitals."""
    small: Table = {}
    capitals: Table = {}
    for other, latin in BY_LOOK.items():
        (small if latin.islower() else capitals)[other.lower()] = latin.lower()
    views = ((name, BY_LOOK), (folded(name), small), (folded(name), capitals))
    seen = (unicodedata.normalize("NFD", one).translate(str.maketrans(table)) for one, table in views)
    return {folded(one) for one in (name, *seen)}


def alike(name: str, other: str) -> bool:
    """Whether readers would take two names for one: the same, or written with Cyrillic or Greek for Latin letters."""
    letters = [[one for one in folded(each) if one.isalpha()] for each in (name, other)]
    first, second = ({unicodedata.name(one, "").split(" ")[0] for one in each} for each in letters)
    in_one_script = first == second and len(first) == 1
    return folded(name) == folded(other) or not (in_one_script or looks(name).isdisjoint(looks(other)))


def edition_of(line: Table) -> int:
    """The edition of the rules that a line of history was made under."""
    return int(line.get("edition", 1))


def stands_at(text: str, start: int, end: int, exact: str) -> bool:
    """Whether text[start:end] is the quote; one with words left out stands there piece by piece, end to end."""
    held, (first, *others) = text[start:end], exact.split(" […] ")
    if held == exact or not others or not held.startswith(first):
        return held == exact
    at = len(first)
    for piece in others[:-1]:
        at = held.find(piece, at) + len(piece)
        if at < len(piece):
            return False
    return held.endswith(others[-1]) and at + len(others[-1]) <= len(held)


def records(packed: bytes) -> Iterator[tuple[str, dict[str, str], bytes]]:
    """Type, header fields and block of each record of a gzipped WARC file (ISO 28500)."""
    left = MOST
    while packed:
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        record = unpacker.decompress(packed, left)
        need(unpacker.eof and len(record) < left, "is cut short, or unpacks to more than any capture holds")
        left, packed = left - len(record), unpacker.unused_data
        head, _, rest = record.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        fields = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
        length = int(fields["content-length"])
        need(first == "WARC/1.1" and rest[length:] == b"\r\n\r\n", "holds something that is no WARC record")
        yield fields["warc-type"], fields, rest[:length]


class Replay:
    """What a history amounts to so far, as far as it is given."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, Table]] = {"source": {}, "capture": {}, "evidence": {}}
        self.rate: Table = {}
        self.approvals: list[Table] = []
        self.reviewers = 1
        self.corrected = False
        self.publication: Table = {}
        self.pages: dict[str, str] = {}

    def take(self, event: Table) -> None:
        """One more line; publications are taken by whoever checks them."""
        act, body = event["act"], event.get("body", {})
        kind = "evidence" if act in ("cite", "anchor", "amend", "drop") else act
        if kind in self.parts and isinstance(body.get(kind), dict):
            self.parts[kind][body[kind]["id"]] = body[kind]
        elif act == "drop" and body:
            self.parts[kind].pop(body[kind], None)
        elif act in RETELLS:  # which one changed is withheld, so none is known but from what was signed
            self.parts[kind].clear()
        elif act in ("rate", "return"):
            self.rate, self.approvals = event, []
        elif act == "submit":
            self.reviewers = body.get("reviewers", 1)
        elif act == "approve":
            self.approvals.append(event)
        elif act == "correct":
            self.corrected |= body.get("correction", {}).get("kind") != "void"


class BundleCheck:
    """One walk through a bundle. Nothing is unpacked, and no name in it leads out of it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.zip: zipfile.ZipFile | None = None
        self.names: Counter[str] = Counter()
        self.failed: list[str] = []
        self.left: list[str] = []
        self.older: list[str] = []
        self.proved: Counter[str] = Counter()
        self.claims: list[Table] = []
        self.files: dict[str, Table] = {}
        self.sound: set[str] = set()
        self.captured = ("", "", "", "")
        self.used = {"README.txt", "verify.py"}

    def holds(self, where: str, step: Callable[..., None], *given: Any) -> None:
        """Take one step; whatever damage brings about in it is a finding and no crash."""
        try:
            step(*given)
        except Wrong as wrong:
            self.failed.append(f"{where}: {wrong}.")
        except Exception as wrong:
            self.failed.append(f"{where}: cannot be read ({type(wrong).__name__}: {wrong}).")

    def open(self) -> None:
        """Find the files of the bundle; in a folder without hidden ones, which systems leave behind."""
        if self.place.is_dir():
            found = (path.relative_to(self.place) for path in self.place.rglob("*") if not path.is_dir())
            self.names.update(one.as_posix() for one in found if one.name[0] != ".")
        else:
            self.zip = zipfile.ZipFile(self.place)
            self.names.update(name for name in self.zip.namelist() if name[-1:] != "/")

    def steps(self, name: str, most: int) -> Iterator[bytes]:
        """The bytes of a file piece by piece, never more than `most`."""
        need(NAME.fullmatch(name), "is no name that a bundle uses")
        need(name in self.names and (self.zip or (self.place / name).is_file()), "is missing")
        with self.zip.open(name) if self.zip else (self.place / name).open("rb") as file:
            for step in iter(lambda: file.read(STEP), b""):
                most -= len(step)
                need(most >= 0, "is larger than it may be")
                yield step

    def read(self, name: str, most: int = MOST_JSON) -> bytes:
        """The content of a file that is what the manifest says."""
        need(name in self.files, f"{name} is not in the bundle")
        self.used.add(name)
        need(name in self.sound, f"rests on {name}, which does not hold")
        return b"".join(self.steps(name, most))

    def walk(self) -> None:
        """Everything, from the manifest to the last quote."""
        self.holds(self.place.name, self.open)
        self.holds("manifest.json", self.check_manifest)
        for name, times in sorted(self.names.items()):
            if times > 1 or not (name in self.files or name in BESIDE):
                self.failed.append(f"{name}: is there twice, or not in the manifest.")
        for name, told in sorted(self.files.items()):
            self.holds(name, self.check_file, name, told)
        if "manifest.tsr" in self.names:
            self.holds("manifest.tsr", self.check_stamp)
        for claim in self.claims:
            say("")
            self.holds(f"claims/{claim['ref']}.history.jsonl", self.check_claim, claim)
        for name in [] if self.failed else sorted(set(self.files) - self.used):
            lines = self.left if name.startswith("archive/") else self.failed
            lines.append(f"{name}: no line that is given here speaks of it.")

    def check_manifest(self) -> None:
        """The list of all files, which carries its own digest."""
        content = b"".join(self.steps("manifest.json", MOST_JSON))
        whole = json.loads(content.decode())
        told = {key: value for key, value in whole.items() if key != "digest"}
        claims = ", ".join(one["ref"] for one in told["claims"])
        self.files, self.claims = {one["path"]: one for one in told["files"]}, told["claims"]
        need(claims and len(self.files) == len(told["files"]), "names no check, or a file twice")
        need(canonical(whole, 1) == content, "is not written as a desk writes it")
        need(whole["digest"] == sha256(canonical(told, 1)), "was changed after it was written")
        say(f"{told['desk']}: a proof bundle of {len(told['files'])} files, as of {told['at']}.")
        say(f"Published fact-checks in it: {claims}.")
        self.left += [f"{one['where']}: {one['reason']}" for one in told["left_out"]]

    def check_file(self, name: str, told: Table) -> None:
        """A file against its size and digest in the manifest."""
        digest = hashlib.sha256()
        for step in self.steps(name, min(told["size"], MOST)):
            digest.update(step)
        need(digest.hexdigest() == told["sha256"], "is not the file that the manifest names; it was changed")
        self.sound.add(name)

    def rule(self, name: str, line: Table, holds: object, what: str) -> None:
        """A rule of the desk, for lines from its edition on; an older line that breaks it stands, and is left open."""
        need(holds or edition_of(line) < SINCE[name], what)
        if not holds:
            self.older.append(f"older-rule: line {line['seq']} {what}; it was made before that was a rule.")

    def check_stamp(self) -> None:
        """Whether a time stamp (RFC 3161) names the manifest; its signature and its time are for openssl to tell."""
        manifest, stamp = (b"".join(self.steps(name, MOST_JSON)) for name in BESIDE)
        need(IMPRINT + hashlib.sha256(manifest).digest() in stamp, "is a time stamp for something else")
        say("The time stamp names this bundle. When it is from, and whether it is signed, openssl tells:")
        say("  openssl ts -reply -in manifest.tsr -text")
        say("  openssl ts -verify -in manifest.tsr -data manifest.json -CAfile authority.pem")

    def history(self, name: str) -> Iterator[Table]:
        """The lines of a history, each held to its number, its link and its hash."""
        previous, edition, lines = "", 1, self.read(name).decode().split("\n")
        need(lines.pop() == "", "is cut short")
        for number, line in enumerate(lines, 1):
            event = json.loads(line)
            own = canonical(event) == line.encode() and event.keys() - {"edition"} in (GIVEN, WITHHELD)
            need(own and event.get("edition") != 1, f"line {number} is not written as a desk writes it")
            need(edition_of(event) >= edition, f"line {number} is of an older edition than the line before")
            edition = edition_of(event)
            need(edition <= EDITION, f"line {number} is of edition {edition}, newer than this program knows")
            follows = event["seq"] == number and event["previous"] == previous
            need(follows, f"line {number} does not follow from the line before")
            given = sha256(canonical(event["body"])) if "body" in event else event["body_digest"]
            fields = [number, event["at"], event["by"], event["act"], given, previous]
            previous = sha256(canonical(fields + ([edition] if edition > 1 else [])))
            need(event["hash"] == previous, f"line {number} was changed after it was written")
            yield event

    def check_claim(self, claim: Table) -> None:
        """One published check: its chain, and each of its versions."""
        ref, story = claim["ref"], Replay()
        name = f"claims/{ref}.history.jsonl"
        self.used.add(f"claims/{ref}.toml")
        events = list(self.history(name))
        need(events and events[-1]["act"] == "publish", "does not end with a publication")
        need(events[-1]["hash"] == claim["head"], "does not end with the hash that the manifest gives")
        withheld = sum("body" not in event for event in events)
        self.proved["histories"] += 1
        say(f"{ref}: {len(events)} lines of history in an unbroken chain, {withheld} by their digest alone")
        say(f"  the last hash: {claim['head']}")
        times = [datetime.fromisoformat(event["at"][:-1]) for event in events]
        for number, (before, at) in enumerate(zip(times, times[1:]), 2):
            if (before - at).total_seconds() >= 60:
                self.left.append(f"{name} line {number}: is dated {before - at} before the line above it.")
        for event in events:
            story.take(event)
            if event["act"] == "publish":
                self.holds(f"{name} line {event['seq']}", self.check_publication, ref, story, event)
        self.check_pages(ref, story)

    def check_publication(self, ref: str, story: Replay, event: Table) -> None:
        """A publication: the version that is next, or a printing of the one that is out."""
        need("body" in event, "withholds what was published")
        before, out = story.publication, event["body"]["publication"]
        story.publication = out
        story.pages.update(out["pages"])
        if before and out["version"] == before["version"]:
            need(out["digest"] == before["digest"], "prints the same version with other content")
            return
        need(out["version"] == before.get("version", 0) + 1, "is not the version that is next")
        corrected = not before or story.corrected
        self.rule("correction", event, corrected, "replaces what was published without a correction")
        story.corrected = False
        verdict = (story.rate.get("body") or {}).get("verdict") or {}
        need(verdict.get("id") == out["verdict"], "publishes another verdict than the last one given")
        signers = self.check_signatures(ref, story, verdict, event)
        told = f"rated {verdict['rating']} by {verdict['by']}, signed by {signers}"
        say(f"  version {out['version']}, published {event['at']}: {told}")
        scale = json.loads(self.read(f"scale/{verdict['scale']}-{verdict['scale_version']}.json").decode())
        self.check_signed(ref, story, verdict, scale)
        order = next(one for one in scale["ratings"] if one["id"] == verdict["rating"]).get("order")
        held = self.check_quotes(story, verdict.get("cites", []), order)
        self.rule("held", event, held, "rests on no quote that the desk holds a copy of")

    def check_signatures(self, ref: str, story: Replay, verdict: Table, published: Table) -> str:
        """Whether enough people signed, each somebody else than the author unless the desk is one person."""
        digest = published["body"]["publication"]["digest"]
        authors = (story.rate["by"], verdict["by"])
        for number, event in enumerate(story.approvals):
            who, line = event["by"], f"the signature in line {event['seq']}"
            own = same(who) in map(same, authors)
            author = next((one for one in authors if alike(who, one)), "")
            before = next((one["by"] for one in story.approvals[:number] if alike(who, one["by"])), "")
            self.rule("names", event, not before, f"{line} is by {who}, and {before} had signed already")
            review = event.get("body", {}).get("review")
            if review:
                bound, solo = [review[key] for key in ("verdict", "digest", "by")], review.get("solo")
                need(bound == [verdict["id"], digest, who], f"{line} is under something else")
                self.rule("second person", event, not own or solo, f"{line} is by the author of the verdict")
                other = own or not author or solo
                self.rule(
                    "names", event, other, f"{line} is by {who}, and the author of the verdict is {author}"
                )
            else:
                of = "the author, if the desk is one person" if author else who
                self.left.append(
                    f"{ref}: {line} is that of {of}; its text, and so what it binds, is withheld."
                )
        names = [event["by"] for event in story.approvals]
        enough = len(set(map(same, names))) >= story.reviewers
        self.rule("signatures", published, enough, "is published without the signatures it needs")
        return ", ".join(names)

    def check_signed(self, ref: str, story: Replay, verdict: Table, scale: Table) -> None:
        """What was signed, held against its digest in the chain and against the lines of the chain."""
        name = f"signed/{ref}.{story.publication['version']}.json"
        if name not in self.files:
            say("    what was signed: withheld; its digest is in the chain")
            return
        content = self.read(name)
        need(sha256(content) == story.publication["digest"], f"{name} is not what was signed")
        signed, cites = json.loads(content.decode()), set(verdict.get("cites", []))
        need(signed["verdict"] == verdict, f"{name} holds another verdict than the chain")
        need(signed["claim"]["text"] == verdict["wording"], f"{name} holds another wording than was rated")
        need({one["id"] for one in signed["evidence"]} == cites, f"{name} holds other quotes than are cited")
        for kind, parts in (("evidence", signed["evidence"]), ("source", signed["sources"])):
            for part in parts:
                chained = story.parts[kind].setdefault(part["id"], part)
                need(chained == part, f"{name} holds another {kind} {part['id']} than the chain")
        need(signed["scale"] == scale, f"{name} holds another scale than the bundle")
        self.proved["signed texts"] += 1
        say(f"    what was signed: {name}, with the digest that is in the chain and under the signatures")

    def check_quotes(self, story: Replay, cites: list[str], order: int | None) -> bool:
        """Each cited quote, looked up at its position in the copy of its source; whether one is held, if need be."""
        standings = []
        for cited in cites:
            quote = story.parts["evidence"].get(cited, {"standing": "withheld"})
            capture = story.parts["capture"].get(quote.get("capture", ""))
            standings.append(quote["standing"])
            if capture and quote["standing"] in HELD:
                say(f"    {cited}: {self.check_quote(quote, capture)}")
            else:
                say(f"    {cited}: {quote['standing']}; there is no copy of its source here to look it up in")
        return bool({*HELD, "withheld"}.intersection(standings)) or not (cites or order)

    def check_quote(self, quote: Table, capture: Table) -> str:
        """One quote in its capture; what came of it, in words."""
        name = f"archive/{capture['record'][:2]}/{capture['record']}.warc.gz"
        if self.captured[0] != name:
            self.captured = (name, *self.capture(name))
        _, text, payload_digest, text_digest = self.captured
        need(capture.get("payload_digest", payload_digest) == payload_digest, f"{name} holds another body")
        need(capture.get("text_digest", text_digest) == text_digest, f"{name} holds another text")
        if "position" not in quote:
            return f"filed; the document is {name}, and no place in it is recorded"
        start, end = quote["position"]["start"], quote["position"]["end"]
        place = f"{start} to {end} of the text in {name}"
        need(stands_at(text, start, end, quote["exact"]), f"{quote['id']} does not stand at {place}")
        self.proved["quotes found again"] += 1
        return f"stands word for word at {place}"

    def capture(self, name: str) -> tuple[str, str, str]:
        """The text of a capture, and the digests of what its source gave and of the text."""
        content, text, given = self.read(name, MOST), b"", b""
        need(name.endswith(f"/{sha256(content)}.warc.gz"), f"{name} is not named by its SHA-256")
        for kind, fields, block in records(content):
            body = block if kind not in ("response", "revisit") else block.partition(b"\r\n\r\n")[2]
            for field, part in (("block", block), ("payload", body)):
                told = fields.get(f"warc-{field}-digest", f"sha256:{sha256(part)}")
                need(told == f"sha256:{sha256(part)}", f"{name}: the digest of a {kind} does not hold")
            text = block if kind == "conversion" else text
            given = body if kind in ("response", "revisit", "resource") else given
        return text.decode(), sha256(given), sha256(text)

    def check_pages(self, ref: str, story: Replay) -> None:
        """The pages as they were last published."""
        for name, digest in sorted((f"pages/{path}", digest) for path, digest in story.pages.items()):
            if name not in self.files:
                self.left.append(f"{name}: is named by the history of {ref} and not in the bundle.")
            elif self.files[name]["sha256"] != digest:
                self.failed.append(f"{name}: is not the page that the history of {ref} names.")
            elif name in self.sound:
                self.proved["pages"] += 1
                say(f"  page: {name} is the one that was published")
            self.used.add(name)


def main(arguments: list[str]) -> int:
    """Check the bundle named, or the one this file lies in; 0 if all of it holds."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    check = BundleCheck(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
    check.walk()
    except_for = "- Of the lines that are named older-rule, what is said of them there is not proved.\n"
    proved = f"\nProved, for what is in this bundle:\n{except_for if check.older else ''}{PROVED}"
    print("" if check.failed else proved)
    print(f"\nNot proved by any of this:\n{NOT_PROVED}")
    for title, lines in (("Left open", check.left + check.older), ("Does not hold", check.failed)):
        print(f"\n{title}: {len(lines)}")
        for line in lines:
            say(f"- {line}")
    held = ", ".join(f"{what} {number}" for what, number in check.proved.items())
    say(f"{'Not everything' if check.failed else 'Everything'} holds. Sound: {held or 'nothing'}.")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
