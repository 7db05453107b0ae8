"""How verify.py, which runs no other edition of this file, checks one published check, line by line."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, Dict  # noqa: UP035 - an alias runs, and Python 3.8 has no dict[...]

if TYPE_CHECKING:  # verify.py puts `formats` here
    from factcheck.exchange import proof_formats as formats
    from factcheck.exchange import proof_verify
need, sha256, number = formats.need, formats.sha256, formats.number
canonical, parsed = formats.canonical, formats.parsed
Table = Dict[str, Any]  # noqa: UP006
TALK, TAKEN_BACK = ("note", "comment", "resolve"), ("drop", "return", "withdraw", "redact")
PRIVATE = (*TALK, *TAKEN_BACK, "edit", "assign", "rename", "link", "distinguish", "take-over", "amend")
SIGN_OFF = ("rate", "submit", "approve")  # promised to readers for a verdict that was published, else private
TOLD = ("add", "source", "capture", "cite", "anchor")  # what was signed binds what matters of them
RETOLD = ("source", "anchor", "amend", "drop")  # acts that change what an earlier line told


def say(text: str) -> None:
    """Print a line; nothing in it can command a terminal."""
    print("".join(one if one.isprintable() else "\ufffd" for one in text))


class ClaimCheck:
    """One published check, line by line: what its history amounts to so far, as far as it is given."""

    def __init__(self, bundle: proof_verify.BundleCheck, ref: str) -> None:
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
        text, given, facts = self.bundle.copy(name)
        need(capture["source"] == quote["source"], f"{cited} and its copy are of two sources")
        need(capture.get("payload_digest", sha256(given)) == sha256(given), f"{name} holds another body")
        need(capture.get("text_digest", sha256(text)) == sha256(text), f"{name} holds another text")
        check_way(capture, json.loads(facts or b"{}"), name)
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


def check_way(capture: Table, facts: Table, name: str) -> None:
    """Whether the file of a capture says that it came as its line has it; a supplied one may not say what it is of."""
    drawn, counted = facts.get("drawn"), ("at", "exchanges", "views")
    browser = {key: value for key, value in drawn.items() if key not in counted} if drawn else None
    need(browser == capture.get("browser"), f"{name} was not drawn by the browser that its line names")
    silent = "memento" not in facts and capture["outcome"] == "filed"
    same = silent or facts.get("memento") == capture.get("memento")
    need(same, f"{name} does not say that it is of the page and time that its line names")
