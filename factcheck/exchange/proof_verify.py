"""Checks a proof bundle: published fact-checks with their history, signatures, sources and pages.

Run it with Python 3.8 or newer. It needs nothing else, asks nobody, and writes nothing:

    python verify.py               in the folder the bundle was unpacked to
    python verify.py proof.zip     or on the zip as it is

With --since CHECKPOINT it also tells whether the desk's log grew out of an older checkpoint that you kept.

It ends with 0 if all that readers were promised is proved, with 3 if some of it is left open because what it
rests on is not here, and with 1 if something is false. Each thing is named.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Dict  # noqa: UP035 - an alias runs, and Python 3.8 has no dict[...]

CLAIMS = "47b36f240cad1624c2493341b1587a8eafce6fdcd9590e3fb1f7370c52fc0454"
FORMATS = "4ce6bd222436a23c3df41dcb8ce5c371839abafa98beb6830f0f9edca82dd0b0"


def part(word: str, digest: str, **known: ModuleType) -> ModuleType:
    """verify_WORD.py from beside this file, else out of the bundle, if its SHA-256 is this; it knows other parts."""
    name, own = f"verify_{word}.py", Path(__file__).resolve()
    near = (own.with_name(f"{beside}_{word}.py") for beside in ("verify", "proof"))
    for place in (one for one in (*near, *map(Path, sys.argv[1:])) if one.is_file()):
        try:
            with place.open("rb") if place.suffix == ".py" else zipfile.ZipFile(place).open(name) as file:
                code = file.read(1 << 20)
        except Exception:
            code = b""
        if hashlib.sha256(code).hexdigest() == digest:
            found = ModuleType(name[:-3])
            vars(found).update(known)
            exec(code, vars(found))
            return found
    print(f"The {name} of this verify.py is not beside it, nor in the bundle: nothing was checked.")
    sys.exit(1)


if TYPE_CHECKING:
    from factcheck.exchange import proof_claims as claims
    from factcheck.exchange import proof_formats as formats
else:
    formats = part("formats", FORMATS)
    claims = part("claims", CLAIMS, formats=formats)
Wrong, need, sha256, number = formats.Wrong, formats.need, formats.sha256, formats.number
canonical, parsed, say = formats.canonical, formats.parsed, claims.say
Table = Dict[str, Any]  # noqa: UP006
MOST, MOST_JSON, STEP = 600_000_000, 50_000_000, 1 << 20
SPARE = ("archive/", "scale/", "signed/", "signatures/", "keys.json")
BESIDE = ("manifest.json", "manifest.tsr")
IMPRINT = bytes.fromhex("3031300d060960864801650304020105000420")  # of a SHA-256, in RFC 3161
PROVED = {
    "files": "Files that are byte for byte those the manifest lists",
    "lines": "Lines of history that follow each from the one before, up to the last hashes above",
    "versions": "Versions approved by as many people as the history asks for, none named like the author",
    "alone": "Versions approved by their author, as the history says that the desk is one person",
    "keys": "Approvals signed with a key that keys.json gives to that person for that day",
    "leaves": "Publications that stand in the log of the desk, under the checkpoint that its key signed",
    "texts": "Texts of what was approved, with the wording, verdict, quotes and scale that the history has",
    "corrections": "Versions that replaced another one after a correction that is given",
    "quotes": "Quotes that stand word for word at their place in the copy of their source",
    "drawn": "Quotes that stand so in the text of a page as a browser drew it, not in what a server sent",
    "pictures": "Pictures of quotes that are the files which the history names, whatever they show",
    "documents": "Quotes of documents that are here, without a place in them",
    "pages": "Pages that are those published last",
}
NOT_PROVED = """\
- That a check is right: you see what it rests on, and judge for yourself.
- When and by whom: times are those of the desk's own clock, names are as it typed them.
- Quotes that were told to the desk or copied by hand: there is nothing here to look them up in.
- What README.txt, claims/*.toml, keys.json and allowed_signers say, what the desk and its program are called,
  and why something is left out: they are there to be read, and nothing that was approved holds them.
- That this is all that the desk published, and that it did not write all of it anew: compare the last
  hashes with an older bundle or a page that was kept, and the log with an older checkpoint (--since)."""


class BundleCheck:
    """One walk through a bundle. Nothing is unpacked, and no name in it leads out of it."""

    def __init__(self, place: Path, since: Path | None = None) -> None:
        self.since = since
        self.kept = formats.Files(place)
        self.failed: list[str] = []
        self.open: list[str] = []
        self.aside: list[str] = []
        self.proved: Counter[str] = Counter()
        self.private: Counter[str] = Counter()
        self.claims: list[Table] = []
        self.log: formats.TransparencyLog | None = None
        self.leaves: set[int] = set()
        self.files: dict[str, Table] = {}
        self.reasons: dict[str, str] = {}
        self.sound: set[str] = set()
        self.used = {"README.txt", "verify.py", "verify_formats.py", "verify_claims.py", "allowed_signers"}
        self.captured = ("", b"", b"", b"")

    def holds(self, where: str, step: Any, *given: Any) -> None:
        """Take one step; whatever damage brings about in it is a finding and no crash."""
        try:
            step(*given)
        except Wrong as wrong:
            self.failed.append(f"{where}: {wrong}.")
        except Exception as wrong:
            self.failed.append(f"{where}: cannot be read ({type(wrong).__name__}: {wrong}).")

    def leave_open(self, where: str, what: str) -> None:
        """Something that readers were promised is not proved."""
        reason = self.reasons.pop(where, "")
        self.open.append(f"{where}: {what}" + (f" (the desk says: {reason.rstrip('.')})." if reason else "."))

    def rule(self, line: Table, holds: object, what: str) -> None:
        """A rule of edition 3; an older line that breaks it stands, and is left open."""
        need(holds or line.get("edition", 1) < 3, what)
        if not holds:
            self.open.append(f"older-rule: {what}; that was done before it was a rule.")

    def read(self, name: str, most: int = MOST_JSON) -> bytes:
        """The content of a file that is what the manifest says."""
        need(name in self.files, f"{name} is not in the bundle")
        self.used.add(name)
        need(name in self.sound, f"rests on {name}, which does not hold")
        return b"".join(self.kept.steps(name, most))

    def walk(self) -> None:
        """Everything, from the manifest to the last quote."""
        self.holds(self.kept.place.name, self.kept.find)
        self.holds("manifest.json", self.check_manifest)
        for name, times in sorted(self.kept.names.items()):
            if times > 1 or not (name in self.files or name in BESIDE):
                self.failed.append(f"{name}: is there twice, or not in the manifest.")
        for name, told in sorted(self.files.items()):
            self.holds(name, self.check_file, name, told)
        for name in sorted(one for one in self.kept.names if one.endswith((".tsr", "log/checkpoint"))):
            self.holds(name, self.check_stamp if name.endswith(".tsr") else self.check_log, name)
        if self.since:
            self.holds(self.since.name, self.check_growth, self.since.name, self.since)
        for claim in self.claims:
            check = claims.ClaimCheck(self, claim["ref"])
            self.holds(check.name, check.walk, claim)
        self.check_gaps()
        self.aside += [f"{where}: is left out (the desk says: {why})." for where, why in self.reasons.items()]
        spare = (name for name in sorted({*self.files} - self.used) if not formats.OF_LOG.fullmatch(name))
        for name in [] if self.failed else spare:
            lines = self.aside if name.startswith(SPARE) else self.failed
            lines.append(f"{name}: no line that is given here speaks of it.")

    def check_manifest(self) -> None:
        """The list of all files, which carries its own digest."""
        whole = parsed(b"".join(self.kept.steps("manifest.json", MOST_JSON)), 1)
        told = {key: value for key, value in whole.items() if key != "digest"}
        refs, files = [one["ref"] for one in told["claims"]], {one["path"]: one for one in told["files"]}
        need(whole["digest"] == sha256(canonical(told, 1)), "was changed after it was written")
        twice = len(set(refs)) < len(refs) or len(files) < len(told["files"])
        need(refs and not twice and number(told["schema"]) == 1, "names no check, or something twice")
        self.files, self.claims = files, told["claims"]
        self.reasons = {one["where"]: one["reason"] for one in told["left_out"]}
        self.left_out = {*self.reasons}
        say(f"{told['desk']}: a proof bundle of {len(files)} files, as of {told['at']}.")
        say(f"Published fact-checks in it: {', '.join(refs)}.")

    def check_log(self, name: str) -> None:
        """The checkpoint of the desk's log, which its key signed."""
        self.log = formats.TransparencyLog(self.read(name), self.read("log/keys"), self.read)
        say(f"The log {self.log.origin} has {self.log.size} leaves, and is that of the desk {self.log.id}.")

    def check_growth(self, name: str, since: Path | None = None) -> None:
        """Whether the log grew out of an older checkpoint, which is kept elsewhere or in the bundle."""
        if not self.log:
            raise Wrong("cannot be compared with a log, since there is none in the bundle that holds")
        note = since.open("rb").read(STEP) if since else self.read(name)
        old = formats.TransparencyLog(note, self.read("log/keys"), self.read)
        self.log.check_growth(old)
        say(f"The log grew out of the checkpoint in {name}: none of its {old.size} leaves was changed.")

    def check_gaps(self) -> None:
        """Leaves of the log that stand for nothing in the bundle."""
        ends = [-1, *sorted(self.leaves), self.log.size if self.log else 0]
        for low, high in zip(ends, ends[1:]):
            if low + 1 < high:
                leaves = f"leaf {high - 1}" if high == low + 2 else f"leaves {low + 1} to {high - 1}"
                self.leave_open("log/checkpoint", f"{leaves}, for which no publication in this bundle stands")

    def check_file(self, name: str, told: Table) -> None:
        """A file against its size and digest in the manifest."""
        digest, size = hashlib.sha256(), 0
        for step in self.kept.steps(name, min(told["size"], MOST)):
            digest.update(step)
            size += len(step)
        own = (digest.hexdigest(), size) == (told["sha256"], told["size"])
        need(own, "is not the file that the manifest names; it was changed")
        self.sound.add(name)
        self.proved["files"] += 1

    def check_stamp(self, name: str) -> None:
        """Whether a time stamp (RFC 3161) is for what lies beside it; the rest of it is for openssl to tell."""
        stamped = "manifest.json" if name == BESIDE[1] else f"{name[:-4]}.checkpoint"
        if stamped not in self.kept.names:
            self.leave_open(name, "is a time stamp for a checkpoint that is not here")
            return
        content, stamp = (b"".join(self.kept.steps(one, MOST_JSON)) for one in (stamped, name))
        need(IMPRINT + hashlib.sha256(content).digest() in stamp, "is a time stamp for something else")
        if name != BESIDE[1]:
            self.check_growth(stamped)
        say(f"{name} is a time stamp for {stamped}; openssl tells when it is from, and whether it is signed:")
        say(f"  openssl ts -reply -in {name} -text")
        say(f"  openssl ts -verify -in {name} -data {stamped} -CAfile authority.pem -attime SECONDS")

    def copy(self, name: str) -> tuple[bytes, bytes, bytes]:
        """The text of a capture, what its source gave, and what its file says of both (JSON)."""
        if self.captured[0] != name:
            content = self.read(name, MOST)
            need(name.endswith(f"/{sha256(content)}.warc.gz"), f"{name} is not named by its SHA-256")
            found = formats.blocks(content)
            text, given, facts = (found.get(kind, b"") for kind in ("conversion", "answer", "metadata"))
            self.captured = (name, text, given, facts)
        return self.captured[1:]


def main(arguments: list[str]) -> int:
    """Check the bundle named, or the one this file lies in; what it ends with is told above."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    reader = argparse.ArgumentParser(description="Checks a proof bundle of published fact-checks.")
    reader.add_argument("place", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    reader.add_argument("--since", type=Path, help="an older checkpoint of the desk's log")
    check = BundleCheck(**vars(reader.parse_args(arguments)))
    check.walk()
    proved = "\n".join(f"- {what}: {check.proved[key]}" for key, what in PROVED.items() if check.proved[key])
    held = ", ".join(f"{count} {act}" for act, count in sorted(check.private.items()) if count) or "nothing"
    print("" if check.failed else f"\nProved, for what is in this bundle:\n{proved}")
    print(f"\nNot proved by any of this:\n{NOT_PROVED}\n\nPrivate by kind, and so counted alone: {held}.")
    for title, lines in (
        (f"Left open: {len(check.open)} that readers were promised", check.open),
        (f"Left open: {len(check.aside)} that they were not promised", check.aside),
        (f"Does not hold: {len(check.failed)}", check.failed),
    ):
        for line in ("", title, *(f"- {line}" for line in lines)):
            say(line)
    open_or_not = "Nothing is false, but not all of what" if check.open else "All that"
    print("\nNot everything holds." if check.failed else f"\n{open_or_not} readers were promised is proved.")
    return 1 if check.failed else 3 if check.open else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
