"""The demo made: a new desk on which the story's acts are done one after another, by its people, on its days."""

import json
import os
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from factcheck.archive.capture_contents import read_capture
from factcheck.desk import Desk, Progress, open_desk
from factcheck.errors import BadInput, NotSoNow
from factcheck.exchange.log.desk_key import key_from, write_desk_key
from factcheck.files import disk_errors_explained, write_whole
from factcheck.model.vocabulary import CorrectionKind, Decision
from factcheck.settings import LOG_KEY, Settings, load
from factcheck.settings.desk import FILE, language_findings
from factcheck.workflow.act import open_claim
from factcheck.workflow.articles.sentences import add_article, skip_sentences
from factcheck.workflow.articles.words import claim_sentences
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.comments import add_comment
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import assign_claim, note_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.earlier.import_claimreview import import_checks
from factcheck.workflow.earlier.watch import watch
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.make_capture import NewCapture
from factcheck.workflow.evidence.record_capture import put_capture
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.new_desk import NewDesk, make_desk
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.site.report import ReportRequest, report_desk

HERE = Path(__file__).parent
_UNFINISHED = ".factcheck-demo-unfinished"
_DATABASE = "FACTCHECK_DATABASE_URL"


@dataclass
class _StoryClock:
    """The time of the story: a second later each time it is read."""

    at: datetime = datetime(2025, 2, 3, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def make_demo(
    folder: Path,
    language: str = "en",
    progress: Progress | None = None,
    environ: Mapping[str, str] = os.environ,
    *,
    waiting: bool = False,
) -> Settings:
    """Make the desk in `folder`, with its report and its site, and return its settings; the same bytes each time.

    With `waiting` there is something to do at each step for its first person.
    NotSoNow where something is in the folder already. BadInput where the environment names a database: the demo would
    be written into that; and for a language without pages. It is made apart and moved there when it is finished: one
    that is stopped or fails leaves nothing, and one that is killed nothing that the next does not clear away.
    """
    _refuse_used(folder)
    if environ.get(_DATABASE):
        raise BadInput(
            f"{_DATABASE} names a database, and the demo would be written into it.",
            remedies=["Unset it, then try again."],
        )
    if wrong := [*language_findings(language)]:
        raise BadInput.of("The demo", wrong)
    making = folder / _UNFINISHED if folder.exists() else folder.parent / f"{_UNFINISHED}-{folder.name}"
    with disk_errors_explained(folder):
        try:
            shutil.rmtree(making, ignore_errors=True)
            author = _make(making, language, progress, waiting=waiting)
            _move(making, folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return load(folder, author, environ={})


def _move(made: Path, folder: Path) -> None:
    """A new folder appears whole; one that was there, where somebody may stand, is filled, with the settings last."""
    if not folder.exists():
        made.rename(folder)
        return
    for one in sorted(made.iterdir(), key=lambda one: one.name == FILE):
        one.rename(folder / one.name)


def _make(folder: Path, language: str, progress: Progress | None, *, waiting: bool) -> str:
    """Make the desk in a folder, and return who is its first person."""
    story = tomllib.loads((HERE / "story.toml").read_text("utf-8"))
    told = story["desk"]
    more = {"base_url": told["base_url"], "language": language, "fictional": True}
    people = tuple(told["people"])
    write_desk_key(
        folder / LOG_KEY, key_from(sha256(b"the demo").digest())
    )  # everybody has it, and it proves nothing
    make_desk(folder, NewDesk(told["name"], people=people, timezone="UTC", settings=more))
    for name, text in story["texts"].get(language, {}).items():
        write_whole(folder / "texts" / f"{name}.md", text.encode())
    clock, numbers = _StoryClock(), count(1)
    with open_desk(load(folder, people[0], environ={})) as opened:
        desk = replace(opened, clock=clock, new_id=lambda: UUID(int=next(numbers)))
        shown = progress or desk.progress
        acts = [*story["acts"], *(story["waiting"] if waiting else ())]
        shown.begin(len(acts))
        for act in acts:
            note = {"note": told["source_note"]} if act["do"] == "source" else {}
            _perform(desk, clock, {**note, **act})
            shown.step()
        report_desk(desk, ReportRequest(desk.settings.reports))
    return str(people[0])


def _refuse_used(folder: Path) -> None:
    with disk_errors_explained(folder):
        if not folder.exists() or _is_empty(folder):
            return
    raise NotSoNow(
        f"{folder} is not empty, and the demo is made in an empty folder; nothing was changed.",
        remedies=["Name a folder that is not there yet."],
    )


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and all(one.name == _UNFINISHED for one in folder.iterdir())


def _perform(desk: Desk, clock: _StoryClock, told: dict[str, Any]) -> None:
    """Do one act of the story: `do` what, on the claim `ref`, `by` whom, `at` what time; the rest are its fields."""
    clock.at = told.pop("at", clock.at + timedelta(minutes=7))
    by = told.pop("by", desk.author)
    act = _ACTS[told.pop("do")]
    act(replace(desk, settings=replace(desk.settings, author=by)), told.pop("ref", ""), told)


def _article(desk: Desk, ref: str, told: dict[str, Any]) -> None:
    add_article(desk, "-", (HERE / "article.txt").read_bytes(), {"ref": ref, **told})


def _claim(desk: Desk, ref: str, told: dict[str, Any]) -> None:
    article, sentence = told.pop("article"), told.pop("sentence")
    claim_sentences(desk, article, [sentence], {"ref": ref, **told}, anyway=True)


def _add(desk: Desk, ref: str, told: dict[str, Any]) -> None:
    add_claims(desk, [("", {"ref": ref, **told})], "The demo")


def _source(desk: Desk, ref: str, told: dict[str, Any]) -> None:
    """Record a page as a source, with what it says of itself, and put its capture on record."""
    page = told.pop("page")
    fields = json.loads((HERE / "captures" / f"{page}.json").read_text("utf-8"))
    source = add_source(desk, ref, fields["requested_url"], {**(fields["proposed"] or {}), **told})
    record = desk.archive.put([(HERE / "captures" / f"{page}.warc.gz").read_bytes()])
    if record != fields["record"]:
        raise BadInput(f"The capture {page} of the demo is damaged; install the program anew.")
    text = read_capture(desk.archive, record).text
    with open_claim(desk, ref) as claim:
        put_capture(claim, source, NewCapture(fields, text))


def _rate(desk: Desk, ref: str, told: dict[str, Any]) -> None:
    rating = told.pop("rating")
    rate(desk, ref, rating, Reasons(told.pop("because"), **told))


def _publish(desk: Desk, _ref: str, _told: dict[str, Any]) -> None:
    kept_back = publish(desk, PublishRequest(desk.settings.site)).kept_back
    if kept_back:
        raise BadInput.of("The demo", kept_back)


_ACTS: Mapping[str, Callable[[Desk, str, dict[str, Any]], object]] = {
    "article": _article,
    "skip": lambda desk, ref, told: skip_sentences(desk, ref, told["sentences"], told["why"]),
    "claim": _claim,
    "add": _add,
    "comment": lambda desk, ref, told: add_comment(desk, ref, told["words"], to=told["to"]),
    "assign": lambda desk, ref, told: assign_claim(desk, ref, told["to"]),
    "note": lambda desk, ref, told: note_claim(desk, ref, told["note"]),
    "checks": lambda desk, _ref, _told: import_checks(desk, HERE / "checks.json"),
    "match": lambda desk, ref, told: confirm(desk, ref, told["check"]),
    "source": _source,
    "cite": lambda desk, ref, told: cite(desk, ref, told.pop("source"), told),
    "ask": lambda desk, ref, told: contact(desk, ref, told.pop("id", None), told),
    "rate": _rate,
    "submit": lambda desk, ref, told: submit(desk, ref, to=told.get("to")),
    "approve": lambda desk, ref, _told: review(desk, ref, Decision.APPROVE, None, None),
    "return": lambda desk, ref, told: review(desk, ref, Decision.RETURN, told["why"], None),
    "correct": lambda desk, ref, told: correct(
        desk, ref, CorrectionKind(told["kind"]), told["what"], told["why"]
    ),
    "publish": _publish,
    "watch": lambda desk, _ref, told: watch(desk, str(HERE / told["file"])),
}
"""Each act of the story, by the function of the desk that does it."""
