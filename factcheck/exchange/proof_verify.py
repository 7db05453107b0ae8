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
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Dict  # noqa: UP035 - an alias runs, and Python 3.8 has no dict[...]

FORMATS = "5823b3f174712cb3a9b768c50ebb3e71c1bc610cd817278f53190496999c5231"


def other_half() -> ModuleType:
    """verify_formats.py from beside this file, else out of the bundle, if its SHA-256 is FORMATS."""
    near = (Path(__file__).resolve().with_name(f"{word}_formats.py") for word in ("verify", "proof"))
    for place in (one for one in (*near, *map(Path, sys.argv[1:])) if one.is_file()):
        try:
            beside = place.suffix == ".py"
            with place.open("rb") if beside else zipfile.ZipFile(place).open("verify_formats.py") as file:
                code = file.read(1 << 20)
        except Exception:
            code = b""
        if hashlib.sha256(code).hexdigest() == FORMATS:
            half = ModuleType("verify_formats")
            exec(code, vars(half))
            return half
    print("The verify_formats.py of this verify.py is not beside it, nor in the bundle: nothing was checked.")
    sys.exit(1)


if TYPE_CHECKING:
    from factcheck.exchange import proof_formats as formats
else:
    formats = other_half()
Wrong, need, sha256, number = formats.Wrong, formats.need, formats.sha256, formats.number
canonical, parsed = formats.canonical, formats.parsed
Table = Dict[str, Any]  # noqa: UP006
MOST, MOST_JSON, STEP = 600_000_000, 50_000_000, 1 << 20
SPARE = ("archive/", "scale/", "signed/", "signatures/", "keys.json")
BESIDE = ("manifest.json", "manifest.tsr")
TALK, TAKEN_BACK = ("note", "comment", "resolve"), ("drop", "return", "withdraw", "redact")
PRIVATE = (*TALK, *TAKEN_BACK, "edit", "assign", "rename", "link", "distinguish", "take-over", "amend")
SIGN_OFF = ("rate", "submit", "approve")  # promised to readers for a verdict that was published, else private
TOLD = ("add", "source", "capture", "cite", "anchor")  # what was signed binds what matters of them
RETOLD = ("source", "anchor", "amend", "drop")  # acts that change what an earlier line told
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


def say(text: str) -> None:
    """Print a line; nothing in it can command a terminal."""
    print("".join(one if one.isprintable() else "\ufffd" for one in text))


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
        self.log: formats.Log | None = None
        self.leaves: set[int] = set()
        self.files: dict[str, Table] = {}
        self.reasons: dict[str, str] = {}
        self.sound: set[str] = set()
        self.used = {"README.txt", "verify.py", "verify_formats.py", "allowed_signers"}
        self.captured = ("", b"", b"")

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
            check = ClaimCheck(self, claim["ref"])
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
        self.log = formats.Log(self.read(name), self.read("log/keys"), self.read)
        say(f"The log {self.log.origin} has {self.log.size} leaves, and is that of the desk {self.log.id}.")

    def check_growth(self, name: str, since: Path | None = None) -> None:
        """Whether the log grew out of an older checkpoint, which is kept elsewhere or in the bundle."""
        if not self.log:
            raise Wrong("cannot be compared with a log, since there is none in the bundle that holds")
        note = since.open("rb").read(STEP) if since else self.read(name)
        old = formats.Log(note, self.read("log/keys"), self.read)
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

    def copy(self, name: str) -> tuple[bytes, bytes]:
        """The text of a capture, and what its source gave."""
        if self.captured[0] != name:
            content = self.read(name, MOST)
            need(name.endswith(f"/{sha256(content)}.warc.gz"), f"{name} is not named by its SHA-256")
            found = formats.blocks(content)
            self.captured = (name, found.get("conversion", b""), found.get("answer", b""))
        return self.captured[1:]


class ClaimCheck:
    """One published check, line by line: what its history amounts to so far, as far as it is given."""

    def __init__(self, bundle: BundleCheck, ref: str) -> None:
        self.bundle, self.ref, self.name = bundle, ref, f"claims/{ref}.history.jsonl"
        self.parts: dict[str, dict[str, Table]] = {"source": {}, "capture": {}, "evidence": {}}
        self.hidden: Counter[str] = Counter()  # withheld lines by act
        self.sign_off: list[Table] = []  # the lines about the verdict in force
        self.promised: set[int] = set()
        self.corrected: dict[str, str] = {}  # kinds of corrections since the last version, by id
        self.first = ""  # the hash of the first line, which stands for the check in the log and in signatures
        self.out: Table = {}  # the publication before
        self.pages: dict[str, str] = {}

    def of(self, act: str) -> list[Table]:
        """The lines of this act about the verdict in force."""
        return [line for line in self.sign_off if line["act"] == act]

    def walk(self, told: Table) -> None:
        """The chain, each line in turn, and what is withheld of it."""
        bundle, lines = self.bundle, list(formats.chain(self.bundle.read(self.name)))
        bundle.used.add(f"claims/{self.ref}.toml")
        need(lines and lines[-1]["act"] == "publish", "does not end with a publication")
        need(lines[-1]["hash"] == told["head"], "does not end with the hash that the manifest gives")
        bundle.proved["lines"] += len(lines)
        self.first = lines[0]["hash"]
        withheld, time = [line for line in lines if "body" not in line], lines[0]["at"]
        say("")
        say(f"{self.ref}: {len(lines)} lines of history, {len(withheld)} of them by their digest alone")
        say(f"  the last hash: {told['head']}")
        for line in lines:
            where, before, time = f"{self.name} line {line['seq']}", time, line["at"]
            back = datetime.fromisoformat(before[:-1]) - datetime.fromisoformat(time[:-1])
            if back.total_seconds() >= 60:
                bundle.leave_open(where, f"is dated {back} before the line above it")
            said = f"line {line['seq']} is by a name that hides something"
            bundle.holds(where, bundle.rule, line, not formats.hides(line["by"]), said)
            person = line["act"] in ("capture", "anchor") or formats.folded(line["by"]) != "the desk itself"
            said = f"{line['act']} is for a person, not the desk itself"
            bundle.holds(where, bundle.rule, line, person, said)
            bundle.holds(where, self.take, line)
        for line in withheld:
            where, act, why = f"{self.name} line {line['seq']}", line["act"], line["withheld"].rstrip(".")
            if act in PRIVATE or (act in SIGN_OFF and line["seq"] not in self.promised):
                bundle.private[act] += 1
            elif act in TOLD:
                bundle.aside.append(f"{where}: {act} is withheld (the desk says: {why}).")
            else:
                bundle.leave_open(where, f"{act} is withheld (the desk says: {why})")
        listed = self.out.get("version", told["versions"]) == number(told["versions"])
        need(listed, "is of fewer or more versions than the manifest says")
        self.check_pages()

    def take(self, line: Table) -> None:
        """One more line, which has to be one that can follow."""
        act, body = line["act"], line.get("body")
        kind, out = "evidence" if act in ("cite", *RETOLD[1:]) else act, self.out or self.hidden["publish"]
        known = (*PRIVATE, *SIGN_OFF, *TOLD, "contact", "publish", "correct")
        need(act in known, f"holds an act that is not known here, {act}")
        need((act == "add") == (line["seq"] == 1), "begins a history in its midst, or not at its start")
        need(not self.hidden["withdraw"] or act in (*TALK, "publish"), f"has {act} after a withdrawal")
        self.hidden[act] += body is None or act == "withdraw"
        self.bundle.private[act] += act == "contact" and body is not None and "digest" in body["contact"]
        if kind in self.parts and body and act != "drop":
            self.parts[kind][body[kind]["id"]] = body[kind]
        elif act in RETOLD:  # which one changed is withheld, so none is known any more
            self.parts[kind].clear()
        elif act in ("rate", "return"):
            free = act == "return" or not out or {*self.corrected.values()} - {"void"}
            need(free, "rates anew what is published")
            self.sign_off = [line] if act == "rate" else []
        elif act in ("submit", "approve"):
            before = "rate" if act == "submit" else "submit"
            need(self.of(before), f"has {act} of a verdict without a line to {before} it")
            self.sign_off.append(line)
        elif act == "correct":
            need(out, "corrects what is not published")
            told = body["correction"] if body else {"id": f"line {line['seq']}", "kind": "withheld"}
            self.corrected[told["id"]] = told["kind"]
        elif act == "redact" and body:
            say(f"  words were taken out of it for good by {line['by']}, {line['at']}: {body['why']}")
        elif act == "publish" and body:
            self.check_publication(line, body["publication"])

    def check_publication(self, line: Table, out: Table) -> None:
        """A publication: the version that is next, or a printing of the one that is out."""
        before, self.out = self.out, out
        version = number(out["version"])
        self.pages.update(out["pages"])
        need(f"claims/{self.ref}.html" in out["pages"], "is of no page that is named after the check")
        kinds, is_new = {*self.corrected.values()}, version != before.get("version")
        kind = "void" if "void" in kinds else "printing"
        kind = ("correction" if before else "publication") if is_new else kind
        self.check_leaf(line, "" if "withheld" in kinds or self.hidden["publish"] else kind)
        self.corrected = {} if is_new else {at: kind for at, kind in self.corrected.items() if kind != "void"}
        if not is_new:
            same = (out["digest"], out["verdict"]) == (before["digest"], before["verdict"])
            need(same, "prints the same version with other content")
            return
        self.promised.update(one["seq"] for one in self.sign_off)
        is_next = version == before.get("version", 0) + 1
        need(is_next or self.hidden["publish"], "is not the version that is next")
        need(not before or kinds - {"void"}, "replaces what was published without a correction")
        self.bundle.proved["corrections"] += bool(before and kinds - {"void", "withheld"})
        rated: Table = (self.of("rate") or [{"body": {"verdict": {"id": None}}}])[0]
        verdict: Table = rated.get("body", {}).get("verdict", {})
        last = verdict.get("id", out["verdict"]) == out["verdict"]
        need(last, "publishes another verdict than the last one given")
        if verdict:
            signers = self.check_signers({rated["by"], verdict["by"]}, verdict["id"])
            told = f"rated {verdict['rating']} by {verdict['by']}, signed by {', '.join(signers)}"
            say(f"  version {version}, published {line['at']}: {told}")
            for one in self.of("approve"):
                self.bundle.holds(f"{self.name} line {one['seq']}", self.check_key, one, line["at"])
            self.check_text(f"signed/{self.ref}.{version}.json", verdict)

    def check_leaf(self, line: Table, kind: str) -> None:
        """Where a publication stands in the desk's log; what stands there follows from its lines."""
        log, leaf, where = self.bundle.log, self.out.get("leaf"), f"{self.name} line {line['seq']}"
        if leaf and (not log or leaf["log"] != log.id):
            self.bundle.leave_open(where, f"stands in the log of the desk {leaf['log']}, which is not here")
        elif leaf and not kind:
            self.bundle.leave_open(where, "cannot be looked up in the log without what is withheld")
        elif leaf and log:
            index, rest = leaf["index"], {key: self.out[key] for key in ("version", "digest")}
            entry = {"schema": 1, "claim": self.first, "kind": kind, "line": line["hash"], **rest}
            own = log.holds(index, canonical(entry)) and index not in self.bundle.leaves
            need(own, f"is not what stands in the log as leaf {index}, or not alone there")
            self.bundle.leaves.add(index)
            self.bundle.proved["leaves"] += 1

    def check_key(self, line: Table, published: str) -> None:
        """A signature under an approval, by a key of whoever approved."""
        review, bundle = line.get("body", {}).get("review", {}), self.bundle
        name = f"signatures/{self.ref}.{line['seq']}"
        if "signature" not in review:
            return
        told = {**{key: review[key] for key in ("desk", "verdict", "decision", "digest")}, "schema": 1}
        text = canonical({**told, "claim": self.first, "previous": line["previous"]})
        for kept, content in ((f"{name}.json", text), (f"{name}.sig", f"{review['signature']}\n".encode())):
            need(bundle.read(kept) == content, f"{kept} is not that of its line")
        keys = bundle.read("keys.json") if "keys.json" in bundle.files else b"[]"
        key = formats.signing_key(review["signature"], text)
        fault = formats.fault_of_key(key, line, keys, published if self.out.get("leaf") else "9")
        if fault:
            command = f" -s {name}.sig < {name}.json)" if "ssh-keygen" in fault else ""
            bundle.leave_open(f"{name}.sig", fault + command)
        bundle.proved["keys"] += not fault

    def check_signers(self, authors: set[str], verdict: str) -> list[str]:
        """Whether enough people approved, none of them the author unless the desk is one person; their names."""
        names: list[str] = []
        alone, open_before = False, len(self.bundle.open)
        for line in self.of("approve"):
            who, where = line["by"], f"the approval in line {line['seq']}"
            review = line.get("body", {}).get("review", {})
            bound = {"verdict": verdict, "digest": self.out["digest"], "by": who, "decision": "approve"}
            need(not review or bound.items() <= review.items(), f"{where} is under something else")
            solo = review.get("solo") is True
            alone |= solo and any(formats.alike(who, one) for one in authors)
            for other in [*names, *([] if solo or not review else authors)]:
                did = "gave the verdict" if other in authors else "approved"
                told = f"{where} is by {who}, and {other} {did}"
                need(who.casefold().split() != other.casefold().split(), told)
                self.bundle.rule(line, not formats.alike(who, other), told)
            names.append(who)
        (*_, asked) = [{}, *(one["body"] for one in self.of("submit") if "body" in one)]
        need(len(names) >= number(asked.get("reviewers", 1)), "is published without the signatures it needs")
        if all("body" in line for line in self.sign_off) and len(self.bundle.open) == open_before:
            self.bundle.proved["alone" if alone else "versions"] += 1
        return names

    def check_text(self, name: str, verdict: Table) -> None:
        """What was approved, held against its digest in the chain and against the lines of the chain."""
        bundle, cites = self.bundle, verdict.get("cites", [])
        scale = parsed(bundle.read(f"scale/{verdict['scale']}-{number(verdict['scale_version'])}.json"))
        order = formats.order_in(scale, verdict)
        if name in bundle.files:
            content = bundle.read(name)
            need(sha256(content) == self.out["digest"], f"{name} is not what was signed")
            signed = parsed(content)
            need({one["id"] for one in signed["evidence"]} == {*cites}, f"{name} holds other quotes")
            pairs = [("verdict", signed["verdict"], verdict), ("scale", signed["scale"], scale)]
            pairs += [("wording", signed["claim"]["text"], verdict["wording"])]
            for kind, parts in (("evidence", signed["evidence"]), ("source", signed["sources"])):
                known = self.parts[kind]
                pairs += [(f"{kind} {one['id']}", one, known.setdefault(one["id"], one)) for one in parts]
            quoted = (self.parts["capture"].get(one.get("capture")) for one in signed["evidence"])
            same = {one.get("payload_digest") for one in quoted if one} <= {*signed["captures"]}
            need(same, f"{name} rests on other copies of its sources than the chain")
            for what, one, other in pairs:
                need(canonical(one) == canonical(other), f"{name} holds another {what} than the rest has")
            bundle.proved["texts"] += 1
        else:
            what = "is not here, so nothing binds the wording, the scale and what is withheld of the quotes"
            bundle.leave_open(name, what)
        held = [self.check_quote(cited) for cited in cites]
        need(any(held) or not (cites or order), "rests on no quote that the desk holds a copy of")

    def check_quote(self, cited: str) -> bool:
        """Look a quote up at its position in the copy of its source; whether the desk may hold one."""
        quote = self.parts["evidence"].get(cited, {"standing": "withheld"})
        capture, standing = self.parts["capture"].get(quote.get("capture", "")), quote["standing"]
        if standing in ("told", "transcribed"):
            return False
        if not capture or standing == "withheld":
            hidden = any(self.hidden[act] for act in ("capture", "cite", *RETOLD))
            need(hidden, f"cites {cited}, of which no line tells")
            where = f"{self.ref} version {self.out['version']}: {cited}"
            self.bundle.leave_open(where, "cannot be looked up, since a line about it is withheld")
            return True
        need("machine_read" not in quote or "who" in quote, f"cites {cited}, at which nobody has looked")
        if "picture" in quote:
            file, shown = quote["picture"], f"images/{self.ref}.{quote['picture'][:16]}.png"
            png = sha256(self.bundle.copy(f"archive/{file[:2]}/{file}.warc.gz")[1])
            need(self.pages.get(shown, png) == png, f"{shown} is not the picture of {cited} in {file}")
            self.bundle.proved["pictures"] += 1
        name = f"archive/{capture['record'][:2]}/{capture['record']}.warc.gz"
        if name in self.bundle.left_out and name not in self.bundle.files:
            self.bundle.leave_open(name, f"is withheld, so {cited} was not held against it")
            return True
        text, given = self.bundle.copy(name)
        need(capture["source"] == quote["source"], f"{cited} and its copy are of two sources")
        need(capture.get("payload_digest", sha256(given)) == sha256(given), f"{name} holds another body")
        need(capture.get("text_digest", sha256(text)) == sha256(text), f"{name} holds another text")
        seen = capture.get("content_type", "").startswith(("image/", "application/pdf"))
        on_picture = "region" in quote and seen and "browser" not in capture
        placed = "position" in quote or not (on_picture or standing == "filed")
        if placed:
            start, end = quote["position"]["start"], quote["position"]["end"]
            stands = "text_digest" in capture and formats.stands_at(text.decode(), start, end, quote["exact"])
            need(stands, f"{cited} does not stand at {start} to {end} of the text in {name}")
        self.bundle.proved[("drawn" if "browser" in capture else "quotes") if placed else "documents"] += 1
        return True

    def check_pages(self) -> None:
        """The pages as they were last published."""
        for path, digest in sorted(self.pages.items()):
            name, bundle = f"pages/{path}", self.bundle
            bundle.used.add(name)
            if name not in bundle.files:
                bundle.leave_open(name, f"is named by the history of {self.ref} and not in the bundle")
            elif bundle.files[name]["sha256"] != digest:
                bundle.failed.append(f"{name}: is not the page that the history of {self.ref} names.")
            else:
                bundle.proved["pages"] += name in bundle.sound


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
