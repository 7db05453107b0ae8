"""Words taken out of a desk for good: nowhere in its files, while every digest, signature and status holds."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, table, text

from factcheck.desk import Desk
from factcheck.errors import BadInput, MovedSince, NotFound, NotSoNow, RuleRefused
from factcheck.model.earlier import EarlierCheck
from factcheck.model.event import Event, canonical, digest, event_hash
from factcheck.model.vocabulary import Act, Decision, Outcome, Status
from factcheck.store.engine import make_engine
from factcheck.workflow.claims.edit import edit_claim, note_claim
from factcheck.workflow.claims.list import list_claims, show_claim
from factcheck.workflow.claims.redact import Redaction, redact
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.earlier.appearances import list_appearances
from factcheck.workflow.earlier.match import match_words
from factcheck.workflow.earlier.watch import watch
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.fetch_queue import due, rested_on
from factcheck.workflow.evidence.sources import add_source, add_sources
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.sheets import SheetWishes, import_sheet
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import added, by, opened, records, take, tree
from tests.needed import looks_into_files

WHY = "A court asked for it."
NAME = "Zebedaios Quillfeather"
WORDING = f"{NAME} moved the bridge."


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a claim "bridge" about somebody, signed by Ben; nothing is wrong with it after the test either."""
    (tmp_path / "desk").mkdir()
    with opened(database_url, tmp_path / "desk") as desk:
        added(desk, WORDING, ref="bridge", claimant="The mayor", claimed_on="2026-10")
        note_claim(desk, "bridge", f"Ask {NAME}.")
        add_source(desk, "bridge", "https://example.org/lamps", {"title": "The plan"})
        take(desk, "bridge", f"<p>It says that {NAME} moved the bridge in 1932.</p>".encode(), Outcome.OK)
        cite(desk, "bridge", "s1", {"exact": f"{NAME} moved the bridge in 1932", "stance": "supports"})
        rate(desk, "bridge", "true", Reasons("The plan says so [e1].", summary="So it was."))
        submit(desk, "bridge")
        review(by(desk, "Ben"), "bridge", Decision.APPROVE, "Read.", None)
        yield desk
        assert verify(desk).findings == []


@pytest.fixture
def other(new_database: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "other").mkdir()
    with new_database() as url, opened(url, tmp_path / "other") as desk:
        yield desk


def _line(desk: Desk, act: Act) -> str:
    return str(next(one.seq for one in show_claim(desk, "bridge").events if one.act is act))


def _whole(desk: Desk) -> Redaction:
    """Everything that names the person is gone, the file of the capture included."""
    lines = [_line(desk, act) for act in (Act.ADD, Act.NOTE, Act.CITE)]
    return redact(desk, "bridge", [*lines, "c1"], WHY)


def _status(desk: Desk) -> Status:
    status: Status = list_claims(desk, ("status",))[0]["status"]
    return status


def _stored(desk: Desk) -> bytes:
    """All that the database keeps, on SQLite its files byte by byte."""
    url = desk.settings.database_url
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    engine = make_engine(url)
    with engine.connect() as connection:
        tables = connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        ).scalars()
        rows = [connection.execute(select(text("*")).select_from(table(name))).all() for name in [*tables]]
    engine.dispose()
    return repr(rows).encode()


def _held(desk: Desk) -> list[str]:
    """Where the name is still: in the database or in a file of the desk."""
    files = {**tree(desk.settings.folder), "database": _stored(desk)}
    words = [NAME, *NAME.split(), *NAME.lower().split(), "quillfeath"]
    return [name for name, content in files.items() for word in words if word.encode() in content]


def test_the_words_are_in_no_byte_of_the_desk_and_the_signature_holds(desk: Desk) -> None:
    before = show_claim(desk, "bridge")
    export_dossiers(desk, desk.settings.claims)
    assert _held(desk)

    done = _whole(desk)
    export_dossiers(desk, desk.settings.claims)

    assert (_held(desk), done.is_wiped, done.elsewhere) == ([], True, [])
    assert _status(desk) is Status.SIGNED_OFF
    after = show_claim(desk, "bridge")
    assert [one.hash for one in after.events[:-1]] == [one.hash for one in before.events]
    assert (after.events[-1].act, after.events[-1].body["why"]) == (Act.REDACT, WHY)
    assert after.claim.text.startswith("[redacted ")


def test_a_text_of_any_length_is_taken_out(desk: Desk) -> None:
    note_claim(desk, "bridge", f"{NAME} " + "100 % of it; " * 7_000)
    line = str(len(show_claim(desk, "bridge").events))
    assert redact(desk, "bridge", [line], WHY).elsewhere == []


def test_where_it_is_said_again_goes_with_the_claim(desk: Desk, tmp_path: Path) -> None:
    said = show_claim(desk, "bridge").claim.text
    check = EarlierCheck(text="It rained all day in the delta.", url="https://others.example/rain")
    with desk.store.writing() as ledger:
        ledger.shelve([check])
        claim = ledger.listed(("id",), ref="bridge")[0]["id"]
    news = tmp_path / "news.txt"
    news.write_text(f"{check.text}\n\n{check.text} Said {NAME}, who is {said}", "utf-8")
    watch(desk, str(news))
    row = {"claim_id": claim, "check_url": None, "text": said, "sentence": f"They say: {said}", "score": "1"}
    more = {
        "known_by": "a",
        "wording_digest": "b",
        "band": "likely",
        "found_at": desk.clock(),
        "state": "open",
    }
    with desk.store.writing() as ledger:
        assert ledger.appearances.propose([{**row, **more}])
    news.unlink()

    _whole(desk)

    assert _held(desk) == []
    assert {one.check_url for one in list_appearances(desk)} == {check.url}


def test_verify_says_what_was_taken_out_when_why_and_by_whom(desk: Desk) -> None:
    done = _whole(desk)

    said = verify(desk).redacted

    assert [one.where for one in said] == [
        *(f"bridge line {line}" for line in sorted(done.lines, key=str)),
        "bridge captures c1",
    ]
    assert all("taken out on 2026-" in one.message and f"by Ana: {WHY}" in one.message for one in said)


def test_what_is_looked_up_finds_it_no_more(desk: Desk) -> None:
    assert match_words(desk, f"Did {NAME} move the bridge?").matches

    _whole(desk)

    assert not match_words(desk, f"Did {NAME} move?").matches


def test_a_note_goes_by_itself(desk: Desk) -> None:
    done = redact(desk, "bridge", [_line(desk, Act.NOTE)], WHY)

    assert (done.lines, done.was_public) == ((2,), False)
    record = show_claim(desk, "bridge")
    assert (record.claim.text, record.claim.note) == (WORDING, "[redacted 1]")


def test_words_in_lines_that_nobody_has_seen_yet_are_not_taken_out(desk: Desk) -> None:
    ref = added(desk, "The ferry sank.", claimant=NAME)
    before = replace(desk, seen=show_claim(desk, ref).head)
    edit_claim(desk, ref, {"note": NAME})
    now = replace(desk, seen=show_claim(desk, ref).head)

    for what in ("1", "2"):
        with pytest.raises(MovedSince, match="nothing was taken out") as refused:
            redact(before, ref, [what], WHY)
        assert [one.where for one in refused.value.findings] == [f"{ref} line 2"]
    assert show_claim(desk, ref).claim.note == NAME

    assert redact(now, ref, ["1"], WHY).lines == (1, 2)


def test_where_the_same_words_stand_still_is_told(desk: Desk) -> None:
    twin = added(desk, "Somebody moved it.", context=f"It is said: {WORDING}")

    done = redact(desk, "bridge", [_line(desk, Act.ADD)], WHY)

    assert f"{twin} line 1" in [one.where for one in done.elsewhere]


def test_a_link_that_is_gone_is_not_fetched(desk: Desk) -> None:
    assert [one.url for one in rested_on(desk, ["bridge"])] == ["https://example.org/lamps"]

    redact(desk, "bridge", [_line(desk, Act.SOURCE)], WHY)

    assert str(show_claim(desk, "bridge").sources[0].url).startswith("https://redacted.invalid/")
    assert rested_on(desk, ["bridge"]) == due(desk, [], timedelta()) == []


def test_who_gives_it_again_makes_no_line(desk: Desk) -> None:
    _whole(desk)
    lines = len(show_claim(desk, "bridge").events)

    again = redact(desk, "bridge", ["c1"], WHY)

    assert (again.lines, again.is_wiped, len(show_claim(desk, "bridge").events)) == ((), True, lines)


def test_work_goes_on_after_it(desk: Desk) -> None:
    _whole(desk)

    edit_claim(desk, "bridge", {"text": "Somebody moved the bridge."}, "The name is gone.")

    assert _status(desk) is Status.NEEDS_RECHECK


@pytest.mark.parametrize(
    ("what", "why", "error", "said"),
    [
        (["1"], "", RuleRefused, "with a reason"),
        (["99"], WHY, BadInput, "bridge has no line 99"),
        (["0"], WHY, BadInput, "bridge has no line 0"),
        (["c7"], WHY, NotFound, 'no capture "c7"'),
        (["e1"], WHY, NotFound, 'no capture "e1"'),
    ],
)
def test_what_cannot_be_taken_out_is_refused_in_words(
    desk: Desk, what: list[str], why: str, error: type[Exception], said: str
) -> None:
    before = records(desk)
    with pytest.raises(error, match=said):
        redact(desk, "bridge", what, why)
    assert records(desk) == before


def test_a_file_that_another_claim_holds_stays_until_it_is_taken_out_there_too(desk: Desk) -> None:
    scan = desk.settings.folder / "scan.txt"
    scan.write_text(f"{NAME} moved it.", "utf-8")
    twin = added(desk, "Another claim of it.")
    add_sources(desk, ["bridge", twin], str(scan), {})
    scan.unlink()
    here, there = (show_claim(desk, ref).captures[-1] for ref in ("bridge", twin))
    assert here.record == there.record

    redact(desk, "bridge", [here.id], WHY)
    assert desk.archive.has(here.record)
    redact(desk, twin, [there.id], WHY)

    assert not desk.archive.has(here.record)


def test_a_file_that_is_there_again_is_named(desk: Desk) -> None:
    record = show_claim(desk, "bridge").captures[0].record
    with desk.archive.get(record) as file:
        content = file.read()
    redact(desk, "bridge", ["c1"], WHY)
    desk.archive.put([content])

    assert [(one.code, one.where) for one in verify(desk).findings] == [
        ("capture-redacted", "bridge captures c1")
    ]

    redact(desk, "bridge", ["c1"], WHY)


# Copies


def test_an_older_copy_that_comes_in_brings_nothing_back(desk: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "old")
    _whole(desk)
    before = records(desk)

    brought = import_dossiers(desk, tmp_path / "old")

    assert (brought.added, brought.changed) == ([], [])
    assert (records(desk), _held(desk)) == (before, [])


def test_an_older_copy_that_was_changed_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "old")
    _whole(desk)
    form = tmp_path / "old" / "bridge.toml"
    form.write_text(form.read_text("utf-8").replace("The mayor", "The minister"), "utf-8")

    for _ in range(2):
        with pytest.raises(BadInput) as refused:
            import_dossiers(desk, tmp_path / "old")
        assert "was written before words of bridge were taken out" in str(refused.value.findings[0])
        (tmp_path / "old" / "bridge.history.jsonl").unlink(missing_ok=True)
    assert _held(desk) == []


def test_a_desk_that_has_the_words_loses_them_when_the_notice_comes_in(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    export_dossiers(desk, tmp_path / "out")
    import_dossiers(other, tmp_path / "out")
    assert _held(other)
    _whole(desk)
    export_dossiers(desk, tmp_path / "out")

    assert import_dossiers(other, tmp_path / "out").changed == ["bridge"]

    assert records(other) == records(desk)
    assert (_held(other), verify(other).findings) == ([], [])


def test_an_export_goes_over_an_older_one(desk: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "out")
    _whole(desk)

    export_dossiers(desk, tmp_path / "out")

    assert [name for name, content in tree(tmp_path / "out").items() if NAME.encode() in content] == []
    assert not [*(tmp_path / "out" / "archive").rglob("*.warc.gz")]


def test_work_that_went_on_with_the_words_elsewhere_is_shown(desk: Desk, other: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "out")
    import_dossiers(other, tmp_path / "out")
    note_claim(other, "bridge", "There.")
    export_dossiers(other, tmp_path / "theirs")
    _whole(desk)

    with pytest.raises(NotSoNow, match="went apart"):
        import_dossiers(desk, tmp_path / "theirs")

    assert _held(desk) == []


def test_a_history_with_its_words_put_back_does_not_come_in(desk: Desk, other: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "old")
    _whole(desk)
    export_dossiers(desk, tmp_path / "new")
    name = "bridge.history.jsonl"
    first, *_ = (tmp_path / "old" / name).read_text("utf-8").splitlines(keepends=True)
    _, *rest = (tmp_path / "new" / name).read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "new" / name).write_text("".join([first, *rest]), "utf-8")

    with pytest.raises(BadInput) as refused:
        import_dossiers(other, tmp_path / "new")

    assert [one.code for one in refused.value.findings] == ["history-redacted"]


def _forged(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """The history of "bridge" as somebody rewrote it: its words in another way, its last line naming what is there."""
    path = folder / "bridge.history.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    change(lines)
    last = lines[-1]
    last["body"]["lines"] = {key: digest(lines[int(key) - 1]["body"]) for key in last["body"]["lines"]}
    last["hash"] = event_hash(Event.of(last))
    path.write_text("".join(f"{canonical(line)}\n" for line in lines), "utf-8")
    (folder / "bridge.toml").unlink()


def test_no_other_words_come_in_as_a_redaction(desk: Desk, other: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "out")
    import_dossiers(other, tmp_path / "out")
    before = records(other)
    _whole(desk)
    export_dossiers(desk, tmp_path / "out")

    def lie(lines: list[dict[str, Any]]) -> None:
        lines[0]["body"]["claim"]["claimant"] = "The minister"

    _forged(tmp_path / "out", lie)
    with pytest.raises(BadInput) as refused:
        import_dossiers(other, tmp_path / "out")

    assert "history-redacted" in [one.code for one in refused.value.findings]
    assert records(other) == before


def test_no_digest_that_never_followed_leads_to_what_was_signed(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    _whole(desk)
    export_dossiers(desk, tmp_path / "out")

    def lead(lines: list[dict[str, Any]]) -> None:
        signed = lines[0]["body"]["redacted"]["signed"]
        signed["ab" * 32] = next(iter(signed.values()))

    _forged(tmp_path / "out", lead)
    with pytest.raises(BadInput) as refused:
        import_dossiers(other, tmp_path / "out")

    (found,) = refused.value.findings
    assert (found.code, "never on record so" in found.message) == ("history-redacted", True)


def test_a_new_claim_without_words_is_told_to_be_so(desk: Desk, other: Desk, tmp_path: Path) -> None:
    _whole(desk)
    export_dossiers(desk, tmp_path / "out")

    assert import_dossiers(other, tmp_path / "out").added == ["bridge"]

    assert [
        "cannot be held to what was signed" in one.message for one in other.told if one.code == "redacted"
    ] == [True]
    assert verify(other).findings == []


def test_a_row_of_an_older_sheet_brings_nothing_back(desk: Desk, tmp_path: Path) -> None:
    head = show_claim(desk, "bridge").head
    _whole(desk)
    sheet = tmp_path / "claims.csv"
    sheet.write_text(f"ref,text,kind,head\nbridge,{WORDING},event,{head}\n", "utf-8")

    brought = import_sheet(desk, sheet, SheetWishes(update=True, why="Sorted."))

    assert brought.changed == ["bridge"]
    assert (show_claim(desk, "bridge").claim.kind, _held(desk)) == ("event", [])


@looks_into_files
def test_the_log_of_sqlite_is_said_to_hold_the_words_while_somebody_reads(
    tmp_path: Path, new_sqlite: NewDatabase
) -> None:
    with new_sqlite() as url, opened(url, tmp_path) as desk:
        added(desk, WORDING, ref="bridge")
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM claim").fetchone()
            assert not redact(desk, "bridge", ["1"], WHY).is_wiped
        assert redact(desk, "bridge", [], WHY).is_wiped
        assert _held(desk) == []
