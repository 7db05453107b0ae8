import json
import os
import re
import shlex
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime, tzinfo
from typing import Self

import pytest

from factcheck.cli.external_checks import LEFT_OUT, MENDED
from tests.cli.conftest import REF, ROOT, TEXT, Process, Program
from tests.editions import stricter_edition
from tests.exchange.published import data_feed, numbered, review

CSV = "text,claimant,claimed on,tags\nOne grew.,Lang,2011-12,a; b\nTwo fell.,,,\n"


def _texts(desk: Program) -> list[str]:
    return [one["text"] for one in desk.json("list")["claims"]]


# import of CSV


def test_a_csv_comes_in_with_one_ref_a_line(desk: Program) -> None:
    desk.write("claims.csv", CSV)

    ran = desk("import", "claims.csv")

    assert (ran.code, ran.lines) == (0, ["one-grew", "two-fell"])
    assert "2 added" in ran.err
    assert "Next: factcheck list" in ran.err
    first = desk.claim("one-grew")
    assert (first["claimant"], first["claimed_on"], first["tags"]) == ("Lang", "2011-12", ["a", "b"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("claims.csv", b"\xef\xbb\xbf" + CSV.encode()),
        ("claims.csv", CSV.replace("\n", "\r\n").encode()),
        ("claims.CSV", CSV.replace(";", " ").replace(",", ";").replace("a  b", '"a; b"').encode()),
        ("claims.tsv", CSV.replace(",", "\t").encode()),
        ("claims.csv", CSV.encode("utf-16")),
    ],
    ids=["BOM", "CRLF", "semicolons", "tabs", "utf-16"],
)
def test_a_csv_comes_in_however_a_spreadsheet_wrote_it(desk: Program, name: str, content: bytes) -> None:
    desk.write(name, content)

    assert desk.ok("import", name) == "one-grew\ntwo-fell"
    assert desk.claim("one-grew")["tags"] == ["a", "b"]


@pytest.mark.parametrize("form", [("--format", "csv"), ()], ids=["by format", "by content"])
def test_a_csv_is_known_under_any_name(desk: Program, form: tuple[str, ...]) -> None:
    desk.write("claims.txt", CSV)

    assert desk("import", "claims.txt", *form).lines == ["one-grew", "two-fell"]


def test_a_csv_in_windows_1252_is_stored_once_that_is_said(desk: Program) -> None:
    desk.write("claims.csv", "text\n“Zürich” grew.\n".encode("cp1252"))

    ran = desk("import", "claims.csv")

    assert (ran.code, ran.out, _texts(desk)) == (1, "", [])
    assert "  windows-1252, " in ran.err
    assert "“Zürich” grew." in ran.err
    assert desk("import", "claims.csv", "--encoding", "windows-1252").code == 0
    assert _texts(desk) == ["“Zürich” grew."]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("only.csv", "text,claimant\n", "holds no row with a claim"),
        ("blank.csv", "text,claimant\n,\n  ,\n", "holds no row with a claim"),
        ("empty/notes.txt", "x", "holds no dossier"),
        ("sheets/claims.csv", CSV, "Next: factcheck import sheets/claims.csv"),
        ("book.xlsx", b"PK\x03\x04\x14\0\x06\0", "cannot be read as a workbook"),
    ],
)
def test_an_import_to_which_nothing_came_is_no_success(
    desk: Program, name: str, content: str | bytes, said: str
) -> None:
    desk.write(name, content)

    ran = desk("import", name.split("/", maxsplit=1)[0])

    assert (ran.code, ran.out, _texts(desk)) == (1, "", [])
    assert said in ran.err


def test_stdin_and_pipes_are_read_once_and_devices_refused(
    desk: Program, process: Process, real_process: Process
) -> None:
    assert desk("import", "-", stdin=CSV.encode()).lines == ["one-grew", "two-fell"]
    os.mkfifo(desk.folder / "pipe")
    ran = process("import", "pipe")
    assert (ran.code, ran.out) == (1, "")
    assert 'no header says "text"' in ran.err
    for name in ("/dev/zero", "/dev/null", "/dev/full"):
        ran = process("import", name)
        assert (ran.code, ran.out) == (1, "")
        assert f"{name} is a device" in ran.err
    for arguments in (("source", "one-grew", "pipe"), ("find", "x", "--in", "pipe"), ("article", "add", ".")):
        ran = process(*arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "is a folder, a pipe or a device, not a file." in ran.err
    given = process("import", "/dev/stdin", stdin=b"text\nThree came.\n")
    assert (given.code, given.lines) == (0, ["three-came"])
    script = shlex.join(map(str, real_process.command("import"))) + " <(printf 'text\\nFour left.\\n')"
    piped = subprocess.run(
        ["bash", "-c", script],
        cwd=desk.folder,
        env=real_process.environment(),
        capture_output=True,
        check=False,
    )
    assert (piped.returncode, piped.stdout) == (0, b"four-left\n")


def test_the_same_wording_by_somebody_else_is_offered_as_an_appearance_and_nothing_is_lost(
    desk: Program,
) -> None:
    desk.ok("add", "The pool cost 4 million.", "--claimant", "The mayor", "--claimed-on", "2026-01-02")
    ref = "the-pool-cost-4-million"
    link = "https://railway.example/a"
    desk.write(
        "b.csv", f"Text,Claimant,Claimed on,Said in\nThe pool cost 4 million,The railway,2026-03-04,{link}\n"
    )

    ran = desk("import", "b.csv")

    assert (ran.code, ran.out, desk.refs()) == (3, "", [ref])
    assert f"Not stored (b.csv line 2): {ref} (unverified) says the same: The pool cost 4 million" in ran.err
    assert "claimant: The railway; there: The mayor" in ran.err
    assert "claimed_on: 2026-03-04; there: 2026-01-02" in ran.err
    assert f"said_in: {link}" in ran.err
    assert "--as-appearance" in ran.err
    assert desk("import", "b.csv", "--as-appearance").code == 0
    claim = desk.claim(ref)
    assert (claim["claimant"], claim["appearances"]) == ("The mayor", [link])
    noted = desk.json("log", ref)["events"][-1]["body"]["note"]
    assert noted == (
        f"The same wording appeared with claimant: The railway; claimed_on: 2026-03-04; said_in: {link}"
    )
    assert desk.json("verify")["findings"] == []
    desk.ok("withdraw", ref, "--why", "x")
    assert f"{ref} (withdrawn) says the same" in desk("add", "The pool cost 4 million!").err


def test_the_list_comes_back_as_a_sheet(desk: Program, program: Program) -> None:
    desk.ok("add", "--tag", "a", "--tag", "b", "--", "-2 per cent growth")
    desk.ok("add", "1-2", "--claimed-on", "2011-12", "--locator", "007")
    program.write("list.csv", desk.ok("list", "--format", "csv"))

    program.ok("init")
    assert program("import", "list.csv").code == 0
    fields = ("ref", "text", "tags", "claimed_on", "locator")
    there, here = (
        [[one[name] for name in fields] for one in at.json("list")["claims"]] for at in (desk, program)
    )
    assert here == there
    ran = program("import", "list.csv")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("text,claimnt\nOne.,Lang\n", '"claimant"'),
        ("claimant\nLang\n", '"text"'),
        ("text,text\nOne.,Two.\n", "twice"),
        ('text\n"One.\n', "line 2"),
        ("text,kind\nOne.,figur\n", '"figure"'),
        ("text,claimant\nOne.,Lang\nTwo., more, commas\n", "line 3"),
        ("text,claimed_on\nOne.,soon\n", "line 2"),
        ("", '"text"'),
        ("text\n" + "a" * 10_001 + "\n", "line 2"),
    ],
)
def test_a_csv_that_does_not_fit_stores_nothing_and_names_the_place(
    desk: Program, content: str, told: str
) -> None:
    desk.write("claims.csv", content)

    ran = desk("import", "claims.csv")

    assert (ran.code, ran.out) == (1, "")
    assert "claims.csv" in ran.err
    assert told in ran.err
    assert "nothing was stored" in ran.err
    assert _texts(desk) == []


def test_a_csv_twice_adds_nothing_and_shows_what_is_here(desk: Program) -> None:
    desk.write("claims.csv", CSV)
    desk.ok("import", "claims.csv")

    ran = desk("import", "claims.csv")

    assert (ran.code, ran.out) == (0, "")
    assert "2 here already" in ran.err
    assert "one-grew" in ran.err
    assert desk("import", "claims.csv", "--anyway").lines == ["one-grew-2", "two-fell-2"]


@pytest.mark.parametrize("path", ["nowhere", "nowhere.csv", "nowhere.toml"])
def test_importing_what_is_not_there_names_it(desk: Program, path: str) -> None:
    ran = desk("import", path)

    assert (ran.code, ran.out) == (1, "")
    assert path in ran.err


# dossiers out and in


def test_export_writes_dossiers_and_import_brings_the_same_desk(desk: Program, program: Program) -> None:
    desk.signed_off()

    ran = desk("export")
    assert (ran.code, ran.out) == (0, f"{desk.folder / 'claims'}\n")
    assert "Next: factcheck report" in ran.err
    assert sorted(one.name for one in (desk.folder / "claims").iterdir()) == [
        f"{REF}.history.jsonl",
        f"{REF}.toml",
    ]

    program.ok("init")
    assert program.ok("import", str(desk.folder / "claims")) == REF
    assert program.claim() == desk.claim()
    assert program.json("log", REF) == desk.json("log", REF)
    assert program.json("verify")["findings"] == []


def test_export_to_a_path_takes_the_captures_along(desk: Program, program: Program) -> None:
    desk.added()
    desk.write("register.txt", "opened in 1932")
    desk.ok("source", REF, "register.txt")
    desk.ok("export", "../out")

    program.ok("init")
    assert program.ok("import", "../out") == REF
    assert program.json("verify")["findings"] == []


def test_exporting_again_writes_nothing_new(desk: Program) -> None:
    desk.rated()
    desk.ok("export")

    assert "0 files new or changed" in desk("export").err


def test_importing_what_is_here_changes_nothing(desk: Program) -> None:
    desk.rated()
    desk.ok("export")

    ran = desk("import", "claims")

    assert (ran.code, ran.out) == (0, "")
    assert "1 here already" in ran.err


def test_a_dossier_by_hand_begins_a_history(desk: Program) -> None:
    desk.write("hand/the-bridge.toml", f'ref = "the-bridge"\ntext = "{TEXT}"\nclaimed_on = 1932-03-19\n')

    assert desk.ok("import", "hand/the-bridge.toml") == "the-bridge"
    assert desk.claim("the-bridge")["claimed_on"] == "1932-03-19"


def test_a_dossier_edited_by_hand_grows_the_history_and_is_not_written_over(desk: Program) -> None:
    desk.added()
    desk.ok("export")
    form = desk.folder / "claims" / f"{REF}.toml"
    form.write_text(form.read_text("utf-8") + 'claimant = "Lang"\n', "utf-8")

    kept = desk("export")
    assert (kept.code, kept.out) == (3, "")
    assert "factcheck import" in kept.err

    assert desk.ok("import", "claims") == REF
    assert desk.claim()["claimant"] == "Lang"
    assert desk("export").code == 0


def test_histories_that_went_apart_are_shown_and_nothing_is_written(desk: Program, program: Program) -> None:
    desk.added()
    desk.ok("export", "../out")
    program.ok("init")
    program.ok("import", "../out")
    desk.ok("note", REF, "Ours.")
    program.ok("note", REF, "Theirs.")
    program.ok("export", "../theirs")
    before = desk.json("log", REF)

    ran = desk("import", "../theirs")

    assert (ran.code, ran.out) == (3, "")
    assert "line 2" in ran.err
    assert desk.json("log", REF) == before
    assert desk("export", "../theirs").code == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"text = ", "not TOML"),
        (b"text = 'x'\nclaimnt = 'y'", "claimant"),
        (b"claimant = 'y'", "text"),
        (b"text = '\xff'", "line 1"),
        (b"deep = " + b"[" * 10_000, "not TOML"),
        (b"schema = 2\ntext = 'x'", "schema"),
        (b"text = 'x'\nref = 'another'", "another"),
        (b"text = 'x'\nsources = 1", "sources"),
        (b"", "text"),
    ],
)
def test_a_dossier_that_does_not_fit_names_file_and_key(desk: Program, content: bytes, told: str) -> None:
    desk.write("hand/the-bridge.toml", content)

    ran = desk("import", "hand")

    assert (ran.code, ran.out) == (1, "")
    assert "the-bridge.toml" in ran.err
    assert told in ran.err
    assert _texts(desk) == []


@pytest.mark.parametrize("line", [b"{", b"[]", b"[" * 100_000, b'{"seq": 1}', b"\xff", b"null"])
def test_a_history_that_is_none_is_named(desk: Program, line: bytes) -> None:
    desk.write("hand/the-bridge.history.jsonl", line + b"\n")

    ran = desk("import", "hand")

    assert ran.code == 1
    assert "the-bridge.history.jsonl" in ran.err


# verify


def _tamper(desk: Program, statement: str) -> None:
    with closing(sqlite3.connect(desk.folder / "factcheck.db")) as database, database:
        database.execute(statement)


def test_a_desk_where_everything_holds_says_so(desk: Program) -> None:
    desk.signed_off()

    ran = desk("verify")

    assert (ran.code, ran.out) == (0, "")
    assert "holds" in ran.err


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE claim SET text = 'The bridge opened in 1931.'", "row-changed"),
        ("UPDATE claim SET status = 'unverified'", "row-changed"),
        ("UPDATE verdict SET rating = 'false'", "row-changed"),
        ("UPDATE event SET \"by\" = 'Cleo' WHERE seq = 6", "history-hash"),
        ("UPDATE event SET body = replace(body, '1932', '1931') WHERE seq = 1", "history-hash"),
        ("DELETE FROM event WHERE seq = 2", "history-gap"),
        ("DELETE FROM verdict", "row-missing"),
        ("UPDATE event SET body = '[[[' WHERE seq = 3", "history-line"),
    ],
)
def test_whatever_was_changed_behind_the_desk_is_found_and_named(
    desk: Program, statement: str, code: str
) -> None:
    desk.signed_off()
    _tamper(desk, statement)

    ran = desk("verify", "--json")

    assert ran.code == 3
    assert set(ran.json) == {"schema", "findings"}
    findings = ran.json["findings"]
    assert all(set(one) == {"code", "where", "message", "mend", "remedy"} for one in findings)
    assert code in {one["code"] for one in findings}
    assert any(REF in one["where"] for one in findings)
    assert all(all(one.values()) for one in findings)
    assert f"{len(findings)} thing" in ran.err


def test_a_flipped_byte_in_the_archive_is_found_and_named(desk: Program) -> None:
    desk.added()
    desk.write("register.txt", "opened in 1932")
    desk.ok("source", REF, "register.txt")
    (record,) = (one for one in (desk.folder / "archive").rglob("*") if one.is_file())
    content = bytearray(record.read_bytes())
    content[len(content) // 2] ^= 1
    record.chmod(0o644)
    record.write_bytes(content)

    ran = desk("verify")

    assert ran.code == 3
    assert REF in ran.out


def test_a_claim_whose_history_was_broken_is_not_shown_as_if_nothing_were(desk: Program) -> None:
    desk.signed_off()
    _tamper(desk, "DELETE FROM event WHERE seq = 2")

    ran = desk("show", REF)

    assert (ran.code, ran.out) == (1, "")
    assert "factcheck verify" in ran.err


def test_lines_older_than_a_rule_are_named_and_no_damage(desk: Program) -> None:
    desk.signed_off()

    with stricter_edition():
        ran, checked = desk("verify", "--json"), desk("check", REF, "--json").json

    assert ran.code == 0
    assert {one["code"] for one in ran.json["findings"]} == {"older-rule"}
    assert ran.json["findings"][0]["where"] == f"{REF} history line 1"
    assert "made before a rule of today, by which it would be refused; not proved, and no damage." in ran.err
    assert "every history, row, archived file and quote holds" in ran.err
    assert "older-rule" in {one["code"] for one in checked["findings"]}


class _LongAgo(datetime):
    """A computer whose clock went back to its start."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(1999, 1, 2, tzinfo=tz)


def test_a_line_dated_before_the_line_above_it_is_named_and_no_damage(desk: Program) -> None:
    desk.added()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("factcheck.desk.datetime", _LongAgo)
        noted = desk("note", REF, "Long ago.")

    ran = desk("verify", "--json")

    assert noted.code == 0
    assert "The clock of this computer says 1999-01-02 00:00 UTC, 27 years before" in noted.err
    assert ran.code == 0
    assert [one["code"] for one in ran.json["findings"]] == ["time-backwards"]
    assert "1 line dated before the line above: a clock was wrong." in ran.err


def test_one_is_counted_as_one(desk: Program) -> None:
    desk.added()
    assert "1 claim, 0 captures, 0 quotes:" in desk("verify").err
    _tamper(desk, "UPDATE claim SET text = 'x'")

    assert "1 thing does not hold" in desk("verify").err


# import of others' checks


FEED = json.dumps(data_feed(numbered(1), numbered(2), review(url=None), review(description="<p>So.</p>")))


@pytest.mark.parametrize("form", [("--format", "claimreview"), ()], ids=["by format", "by content"])
def test_checks_of_others_come_in_and_are_counted(desk: Program, form: tuple[str, ...]) -> None:
    desk.write("feed.json", FEED)

    ran = desk("import", "feed.json", *form)

    assert (ran.code, ran.out) == (0, "")
    assert "4 checks read: 3 new, 0 changed, 0 here already, 1 left out." in ran.err
    assert "Left out: 1 with no address at which the review can be read (no-address)." in ran.err
    assert "  feed.json item 3: " in ran.err
    assert "Mended: 1 with HTML among the words; the words are kept (markup-removed)." in ran.err
    assert desk.refs() == []


def test_what_came_in_is_given_as_json(desk: Program) -> None:
    desk.write("feed.json", FEED)
    desk.ok("import", "feed.json")
    said = desk.json("import", "feed.json")
    assert said["schema"] == 1
    assert {name: said["imported"][name] for name in ("read", "new", "changed", "here")} == {
        "read": 4,
        "new": 0,
        "changed": 0,
        "here": 3,
    }
    desk.write("claims.csv", CSV)
    assert desk.json("import", "claims.csv")["imported"]["added"] == ["one-grew", "two-fell"]


@pytest.mark.parametrize("content", ["[]", "{}", json.dumps(review(url=None))])
def test_a_file_without_a_check_to_take_is_an_error(desk: Program, content: str) -> None:
    desk.write("feed.json", content)
    assert desk("import", "feed.json").code == 1


def test_an_address_that_cannot_be_had_is_named_with_its_outcome(desk: Program) -> None:
    ran = desk("import", "http://127.0.0.1:9/feed.json")
    assert ran.code == 4
    assert "blocked:private-address" in ran.err


def test_dossiers_do_not_come_from_an_address(desk: Program) -> None:
    assert desk("import", "https://example.org/claims", "--format", "dossiers").code == 2


def test_every_mending_and_every_reason_has_its_words() -> None:
    said = "".join(path.read_text("utf-8") for path in (ROOT / "factcheck/exchange").glob("*.py"))
    codes = re.findall(r'(?:remark|Unusable|_left_out|LeftOut\(Finding)\(\s*"([a-z-]+)"', said)
    assert set(codes) - {*MENDED, *LEFT_OUT} == set()
    assert {"markup-removed", "no-address", "not-json", "does-not-fit"} <= set(codes)
