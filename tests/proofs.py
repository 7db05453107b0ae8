"""A desk with published checks, and the bundle's own program run as a stranger runs it."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from factcheck.desk import Desk
from factcheck.exchange import proof_verify
from factcheck.model.vocabulary import CorrectionKind, Decision
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added, by, take
from tests.sites import out

LAMPS, PLAIN = "bridge-lamps", "bridge-plain"
PAGE = b"""<html><title>Lamps</title><p>The bridge is lit by four lamps at night, says the plan of the works.</p>
<p>They were hung in the spring of 1933, after long talk, by the men of the harbour.</p></html>"""
QUOTE = "The bridge is lit by four lamps at night"
ELIDED = "hung in the spring of 1933 […] by the men of the harbour"
CANARIES = tuple(
    f"{word}-never-leaves"
    for word in (
        "note",
        "assignee",
        "name",
        "host",
        "teller",
        "way",
        "comment",
        "return",
        "draft",
        "edit",
        "contact",
    )
)
"""Words that stand in every field of the desk that is private, and may stand in no byte of a bundle."""
NOTE, WHO, NAME, HOST, TELLER, WAY, COMMENT, RETURN, DRAFT, EDIT, CONTACT = CANARIES

HISTORY = f"claims/{PLAIN}.history.jsonl"
Files = dict[str, bytes]
Lines = list[dict[str, Any]]
VERIFY = Path(__file__).resolve().parent.parent / "factcheck" / "exchange" / "proof_verify.py"


@dataclass(frozen=True)
class Said:
    """How the bundle's program ended and what it said."""

    code: int
    out: str

    @property
    def failed(self) -> list[str]:
        """What does not hold, a line each."""
        return self._listed("Does not hold: ")

    @property
    def open(self) -> list[str]:
        """What readers were promised and is not proved, a line each."""
        return self._listed("Left open: ")

    @property
    def proved(self) -> dict[str, int]:
        """The beginnings of what it says is proved, of three words, each with how often."""
        told = (line[2:].rpartition(": ") for line in self._listed("Proved, for what is in this bundle:"))
        return {" ".join(what.split()[:3]): int(count) for what, _, count in told}

    def _listed(self, title: str) -> list[str]:
        section = self.out.partition(f"\n{title}")[2].partition("\n\n")[0]
        return [line for line in section.splitlines()[1:] if line.startswith("- ")]


def verified(place: Path, program: Path = VERIFY, since: Path | None = None) -> Said:
    """The program on a bundle, in a Python of its own without packages, settings or environment."""
    more = ["--since", str(since)] if since else []
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(program), str(place), *more],
        env={},
        cwd="/",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.stderr == b"", ran.stderr.decode()
    return Said(ran.returncode, ran.stdout.decode())


def unpacked(bundle: Path | bytes) -> dict[str, bytes]:
    """Every file of a bundle."""
    with ZipFile(BytesIO(bundle) if isinstance(bundle, bytes) else bundle) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(files: Mapping[str, bytes], path: Path) -> Path:
    """The files as a zip."""
    with ZipFile(path, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return path


def relisted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest that fits them, as somebody would make it who changed one on purpose."""
    told = json.loads(files["manifest.json"])
    del told["digest"]
    told["files"] = [
        {"path": name, "sha256": sha256(content).hexdigest(), "size": len(content)}
        for name, content in sorted(files.items())
        if name != "manifest.json"
    ]
    told["digest"] = sha256(listing(told)).hexdigest()
    return {**files, "manifest.json": listing(told)}


def changed(files: Files, name: str, change: Callable[[bytes], bytes]) -> Files:
    """The files with one of them changed, in a manifest that fits."""
    return relisted({**files, name: change(files[name])})


def withheld(files: Files, *acts: str, name: str = HISTORY) -> Files:
    """The files with lines of these acts by their digest alone, so that every hash stays as it is."""
    lines = [json.loads(line) for line in files[name].splitlines()]
    for line in lines:
        if line["act"] in acts and "body" in line:
            line |= {"body_digest": _digest(line.pop("body")), "withheld": "It is private."}
    return relisted({**files, name: _written(lines)})


def without(files: Files, *beginnings: str) -> Files:
    """The files without some, in a manifest that fits."""
    return relisted({name: content for name, content in files.items() if not name.startswith(beginnings)})


def rechained(files: Files, change: Callable[[Lines], Lines], name: str = HISTORY) -> Files:
    """The files with another history, its hashes made to fit, as only the desk itself could write it."""
    lines, previous = change([json.loads(line) for line in files[name].splitlines()]), ""
    for number, line in enumerate(lines, 1):
        body = line.get("body_digest") or _digest(line["body"])
        line |= {"seq": number, "previous": previous}
        fields = [number, line["at"], line["by"], line["act"], body, previous]
        previous = line["hash"] = _digest([*fields, *([line["edition"]] if "edition" in line else [])])
    told = json.loads(files["manifest.json"])
    next(one for one in told["claims"] if name.startswith(f"claims/{one['ref']}."))["head"] = previous
    return relisted({**files, name: _written(lines), "manifest.json": json.dumps(told).encode()})


def unlogged(files: Files) -> Files:
    """The files as a desk without a log makes them."""

    def without_leaf(lines: Lines) -> Lines:
        for line in lines:
            line.get("body", {}).get("publication", {}).pop("leaf", None)
        return lines

    for name in (one for one in files if one.endswith(".history.jsonl")):
        files = rechained(files, without_leaf, name)
    return without(files, "log/")


def _written(lines: Lines) -> bytes:
    return "".join(f"{_canonical(line)}\n" for line in lines).encode()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(value: object) -> str:
    return sha256(_canonical(value).encode()).hexdigest()


def of(lines: Lines, act: str, number: int = 0) -> dict[str, Any]:
    """A line by its act."""
    return [line for line in lines if line["act"] == act][number]


def failed(files: Files, path: Path) -> list[str]:
    """What the program finds wrong in these files, without a process of its own."""
    check = proof_verify.BundleCheck(packed(files, path))
    with redirect_stdout(StringIO()):
        check.walk()
    return check.failed


def listing(value: dict[str, Any]) -> bytes:
    """A manifest as a desk writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def sign(desk: Desk, ref: str, comment: str | None = None, people: tuple[str, ...] = ("Ben",)) -> None:
    """The verdict in force read and approved by these people."""
    submit(desk, ref)
    for name in people:
        review(by(desk, name), ref, Decision.APPROVE, comment, None)


def tell_plain(desk: Desk, *people: str) -> None:
    """A published check of which everything is public, signed by Ben or by these people."""
    ref = added(desk, "The bridge has four lamps.", ref=PLAIN)
    add_source(desk, ref, "https://example.org/lamps", {"title": "Lamps"})
    take(desk, ref, PAGE)
    cite(desk, ref, "s1", {"exact": QUOTE, "stance": "supports"})
    cite(desk, ref, "s1", {"exact": ELIDED, "stance": "context"})
    rate(desk, ref, "true", Reasons("The plan says so.", "It has four."))
    sign(desk, ref, people=people or ("Ben",))
    out(desk, ref)


def tell_lamps(desk: Desk) -> None:
    """A published check with something private in every field that may hold it, and a corrected version."""
    ref = added(desk, "The bridge has five lamps.", ref=LAMPS, note=NOTE, assignee=WHO)
    note_claim(desk, ref, NOTE)
    assign_claim(desk, ref, WHO)
    add_source(desk, ref, "https://example.org/lamps", {"title": "Lamps"})
    take(desk, ref, PAGE)
    cite(desk, ref, "s1", {"exact": QUOTE, "stance": "refutes"})
    add_source(desk, ref, None, {"kind": "conversation", "title": NAME, "confidential": True, "author": NAME})
    told = {"exact": "They are four.", "who": TELLER, "when": "2026-10-30", "how": WAY, "stance": "refutes"}
    cite(desk, ref, "s2", told)
    add_source(desk, ref, f"https://{HOST}.example/lamps", {"title": NAME, "confidential": True})
    take(desk, ref, PAGE.replace(b"says the plan", HOST.encode()), source="s3")
    cite(desk, ref, "s3", {"exact": QUOTE, "stance": "refutes", "standing": "anchored"})
    rate(desk, ref, "true", Reasons(DRAFT, DRAFT, resolves=DRAFT))
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.RETURN, RETURN, None)
    edit_claim(desk, ref, {"text": "The bridge is lit by five lamps."}, EDIT)
    contact(desk, ref, None, {"who": CONTACT, "how": "e-mail", "asked": CONTACT})
    rate(desk, ref, "false", Reasons("The plan says four.", "There are four.", ("e1",)))
    doubt = add_comment(by(desk, "Ben"), ref, COMMENT, CommentPlace("v2", "The plan says four."), COMMENT)
    reply(desk, ref, doubt.id, COMMENT)
    resolve(desk, ref, [doubt.id])
    sign(desk, ref, COMMENT)
    out(desk, ref)
    correct(desk, ref, CorrectionKind.MINOR, "Another witness.", "It was left out.")
    rate(desk, ref, "false", Reasons("The plan says four, and so does a witness.", "There are four."))
    sign(desk, ref, COMMENT)
    out(desk, ref)
