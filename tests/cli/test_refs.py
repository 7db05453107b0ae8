"""A beginning of a ref, where a whole one is asked for, and several refs where the act is the same for each."""

import pytest

from tests.cli.conftest import REF, TEXT, Process, Program
from tests.cli.terminal import on_a_terminal

DEBT, SHARE, SHARED = "debt-2011", "share", "share-of-votes"


@pytest.fixture
def three(desk: Program) -> Program:
    """A desk of three claims, two of which begin alike."""
    for ref in (DEBT, SHARE, SHARED):
        desk.ok("add", f"This is said of {ref}.", "--ref", ref)
    return desk


# A beginning


@pytest.mark.parametrize("typed", ["d", "debt", "debt-", "debt-2011", " debt "])
def test_a_beginning_that_fits_one_ref_is_that_ref(three: Program, typed: str) -> None:
    assert three.claim(typed)["ref"] == DEBT


def test_a_ref_that_is_there_goes_before_those_that_begin_with_it(three: Program) -> None:
    assert three.claim("share")["ref"] == SHARE
    assert three.claim("share-")["ref"] == SHARED


@pytest.mark.parametrize("command", [("show",), ("note",), ("rate",), ("log",), ("find",), ("fetch",)])
def test_a_beginning_that_fits_two_is_refused_with_both_named(three: Program, command: tuple[str]) -> None:
    more = {"note": ("Ask.",), "rate": ("true", "--because", "So.")}.get(command[0], ())

    ran = three(*command, "sha", *more)

    assert (ran.code, ran.out) == (1, "")
    assert '"sha" fits 2 refs: share, share-of-votes.' in ran.err


@pytest.mark.parametrize("typed", ["", " ", "bt-2011", "DEBT", "debt-2012", "d%", "d_bt", "*"])
def test_what_begins_no_ref_is_no_claim(three: Program, typed: str) -> None:
    ran = three("show", typed)

    assert ran.code == 1
    assert f'There is no claim "{typed}".' in ran.err


def test_of_many_that_fit_ten_are_named(desk: Program) -> None:
    desk.ok("add", "-", stdin="".join(f"Said of year {year}.\n" for year in range(1001, 1014)).encode())

    said = desk("show", "said").err

    assert "fits 13 refs: said-of-year-1001, " in said
    assert "said-of-year-1010 and 3 more." in said


def test_the_ref_that_was_meant_is_named_in_what_follows(three: Program) -> None:
    said = three("cite", "debt", "s1", "--quote", "x", "--stance", "context").err

    assert f"{DEBT} has no source yet." in said


def test_a_withdrawn_claim_is_meant_by_its_beginning_too(three: Program) -> None:
    three.ok("withdraw", DEBT, "--why", "Never said.")

    assert three.claim("de")["status"] == "withdrawn"


def test_an_article_is_meant_by_its_beginning_too(desk: Program) -> None:
    for ref in ("budget-speech", "budget"):
        desk.ok("article", "add", "-", "--ref", ref, stdin=f"In {ref} 300 lamps were lit.".encode())

    assert desk.json("article", "show", "budget-")["article"]["ref"] == "budget-speech"
    assert desk.json("article", "show", "budget")["article"]["ref"] == "budget"
    assert '"bud" fits 2 refs: budget, budget-speech.' in desk("article", "show", "bud").err


def test_match_takes_one_word_for_a_ref_only_where_it_is_clear(three: Program) -> None:
    assert DEBT not in [one.get("ref") for one in three.json("match", "debt")["matches"]]
    assert three("match", "sha").code == 0


# What is signed and published


@pytest.mark.parametrize(
    "command",
    [
        ("approve", "debt"),
        ("publish", "debt"),
        ("withdraw", "debt", "--why", "Never said."),
        ("correct", "debt", "--kind", "minor", "--what", "A slip.", "--why", "Haste."),
    ],
)
def test_without_a_terminal_what_signs_or_publishes_takes_only_a_whole_ref(
    three: Program, command: tuple[str, ...]
) -> None:
    ran = three(*command)

    assert ran.code == 1
    assert f'"debt" is only the beginning of {DEBT}. Nothing was done; write the whole ref.' in ran.err
    assert three.claim(DEBT)["status"] == "unverified"


def test_on_a_terminal_a_beginning_will_do_for_them_too(process: Process) -> None:
    process("add", TEXT)

    shown = on_a_terminal(process, "withdraw", "the-b", "--why", "Never said.")

    assert (shown.code, f"{REF} is withdrawn" in shown.text) == (0, True)


# Several


def test_the_same_is_done_to_several_claims(three: Program) -> None:
    three.ok("assign", DEBT, "share-", SHARE, "Ben")
    three.ok("note", DEBT, SHARE, "Ask the archive.")
    printed = three.ok("edit", DEBT, SHARE, DEBT, "--kind", "figure")

    assert [three.claim(ref)["assignee"] for ref in (DEBT, SHARE, SHARED)] == ["Ben"] * 3
    assert [three.claim(ref)["note"] for ref in (DEBT, SHARE, SHARED)] == ["Ask the archive."] * 2 + [None]
    assert printed.splitlines() == [DEBT, SHARE]
    assert [three.claim(ref)["kind"] for ref in (DEBT, SHARE, SHARED)] == ["figure", "figure", None]


def test_several_verdicts_are_submitted_at_once_or_none(desk: Program) -> None:
    first = desk.rated()
    desk.ok("add", "Another thing.", "--ref", "other")

    ran = desk("submit", first, "other", "--to", "Ben")

    assert (ran.code, desk.claim(first)["status"]) == (3, "rated")
    assert "Refused on 1 of 2 claims; nothing was stored." in ran.err
    desk.ok("source", "other", "--kind", "conversation", "--title", "A talk")
    told = ("--who", "Eve", "--when", "2026-01-01", "--how", "by phone")
    desk.ok("cite", "other", "s1", "--quote", "It is.", "--stance", "supports", *told)
    desk.ok("rate", "other", "true", "--because", "She says so.")
    desk.ok("submit", first, "other", "--to", "Ben")
    assert [desk.claim(ref)["status"] for ref in (first, "other")] == ["in-review"] * 2


def test_several_are_returned_for_one_reason(desk: Program) -> None:
    first = desk.submitted()
    desk.ok("add", "Another thing.", "--ref", "other")

    ran = desk("return", first, "other", "--why", "Date the log.", "--as", "Ben")

    assert ran.code == 3
    assert "Refused on 1 of 2 claims; nothing was stored." in ran.err
    assert "other: Rule 3: other is unverified, not in review." in ran.err
    assert desk.claim(first)["status"] == "in-review"


@pytest.mark.parametrize("wrong", [("none-such",), ("sha",)])
def test_where_one_of_several_is_not_clear_nothing_is_stored(three: Program, wrong: tuple[str]) -> None:
    ran = three("assign", DEBT, *wrong, "Ben")

    assert ran.code == 1
    assert three.claim(DEBT)["assignee"] is None


def test_what_changes_on_some_of_several_is_told_of_each(three: Program) -> None:
    three.ok("edit", DEBT, "--kind", "figure")

    ran = three("edit", DEBT, SHARE, "--kind", "figure")

    assert ran.out.splitlines() == [SHARE]
    assert f"{DEBT} says that already" in ran.err


def test_a_head_is_of_one_claim(three: Program) -> None:
    head = three.json("log", DEBT)["events"][-1]["hash"]

    ran = three("note", DEBT, SHARE, "Ask.", "--head", head)

    assert (ran.code, "A head is of one claim, and 2 are named." in ran.err) == (1, True)


def test_an_editor_takes_one_claim_at_a_time(three: Program) -> None:
    ran = three("edit", DEBT, SHARE)

    assert (ran.code, "one claim is changed at a time" in ran.err) == (2, True)


# A source for several


def test_a_link_for_several_claims_has_its_line_in_the_history_of_each(three: Program) -> None:
    three.ok("source", SHARE, "https://example.org/other")

    printed = three.ok(
        "source", "https://example.org/log", "--for", f"share-, {DEBT} ,{SHARE}", "--title", "Log"
    )

    assert printed.splitlines() == ["s1", "s1", "s2"]
    for ref in (DEBT, SHARE, SHARED):
        assert [one["title"] for one in three.claim(ref)["sources"]][-1] == "Log"
        assert [one["act"] for one in three.json("log", ref)["events"]].count("source") == (ref == SHARE) + 1


@pytest.mark.parametrize(
    "named",
    [
        ("{}", "--for", f"{DEBT},{SHARE}"),
        ("{}", "--for", DEBT, "--for", SHARE),
        (DEBT, SHARE, "{}"),
    ],
)
def test_a_file_for_several_claims_is_kept_once(three: Program, named: tuple[str, ...]) -> None:
    log = three.write("log.txt", "The debt was 300 million.")

    assert three.ok("source", *(str(log) if one == "{}" else one for one in named)).splitlines() == [
        "s1",
        "s1",
    ]

    first, second = (three.claim(ref)["captures"] for ref in (DEBT, SHARE))
    assert [one["record"] for one in first] == [one["record"] for one in second]
    assert len(first) == 1
    assert len([*three.folder.glob("archive/**/*.warc.gz")]) == 1


def test_a_page_that_was_saved_by_hand_is_attached_to_several_at_once(three: Program) -> None:
    three.ok("source", "https://example.org/log", "--for", f"{DEBT},{SHARE}")
    saved = three.write("saved.html", "<html><body><p>The debt was 300 million.</p></body></html>")

    ran = three("attach", DEBT, SHARE, str(saved))

    assert ran.out.splitlines() == ["s1", "s1"]
    assert f"Filed as c1 on {SHARE}, supplied by hand." in ran.err
    assert len([*three.folder.glob("archive/**/*.warc.gz")]) == 1
    again = three("attach", DEBT, SHARE, str(saved))
    assert (again.code, len(three.claim(DEBT)["captures"])) == (0, 1)


def test_a_conversation_is_given_for_several_too(three: Program) -> None:
    printed = three.ok("source", "--for", f"{DEBT},{SHARE}", "--kind", "conversation", "--title", "The clerk")

    assert printed.splitlines() == ["s1", "s1"]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ((), 2, "Name the claim: factcheck source REF URL"),
        (("--for", " , "), 2, "Name the claim"),
        ((DEBT, "https://example.org/a", "--for", SHARE), 2, "not both"),
        (("https://example.org/a", "--for", f"{DEBT},none"), 1, 'There is no claim "none".'),
        (("https://example.org/a", "--for", f"{DEBT},sha"), 1, '"sha" fits 2 refs'),
        ((DEBT, SHARE, "--kind", "conversation"), 1, "no file"),
        (
            ("s1", "--for", f"{DEBT},{SHARE}", "--title", "Log"),
            1,
            "s1 is a source of one claim, and 2 are named.",
        ),
        (("--for", f"{DEBT},{SHARE}"), 1, "A source needs a link or a file."),
        (("https://example.org/a", "--for", f"{DEBT},{SHARE}", "--published-on", "soon"), 1, "published_on"),
    ],
)
def test_a_source_that_is_not_clear_is_on_no_record(
    three: Program, typed: tuple[str, ...], code: int, said: str
) -> None:
    ran = three("source", *typed)

    assert ran.code == code
    assert said in ran.err
    assert three.claim(DEBT)["sources"] == []


# A claim that was renamed


def test_a_renamed_claim_is_named_and_the_old_ref_leads_on(three: Program) -> None:
    ran = three("rename", "debt", "debt-of-2011")

    assert (ran.code, ran.out) == (0, "debt-of-2011\n")
    assert (
        f"{DEBT} is called debt-of-2011 now, and leads to it.\nNext: factcheck show debt-of-2011" in ran.err
    )
    shown = three("show", DEBT)
    assert shown.err.count(f"{DEBT} is called debt-of-2011 now.") == 1
    assert [line.split() for line in shown.lines if line.startswith("formerly")] == [["formerly", DEBT]]
    assert three.claim(DEBT)["former_refs"] == [DEBT]


@pytest.mark.parametrize(
    "typed",
    [
        ("note", DEBT, "Ask."),
        ("assign", DEBT, "Ben"),
        ("log", DEBT),
        ("edit", DEBT, "--kind", "figure"),
        ("list", "--after", DEBT),
        ("source", DEBT, "https://example.org/log"),
        ("source", "https://example.org/log", "--for", f"{DEBT},{SHARE}"),
        ("withdraw", DEBT, "--why", "Never said."),
        ("match", DEBT),
        ("rename", DEBT, "debt-again"),
    ],
)
def test_what_is_given_the_old_ref_says_once_what_the_claim_is_called(
    three: Program, typed: tuple[str, ...]
) -> None:
    three.ok("rename", DEBT, "owed")

    ran = three(*typed)

    assert (ran.code, ran.err.count(f"{DEBT} is called owed now.")) == (0, 1)


def test_todo_and_list_have_the_new_ref_alone(three: Program) -> None:
    three.ok("rename", DEBT, "owed")

    for command, key in (("todo", "todo"), ("list", "claims")):
        assert {row["ref"] for row in three.json(command)[key]} == {"owed", SHARE, SHARED}


def test_a_link_to_a_claim_that_was_renamed_is_told_where_it_is_shown(three: Program) -> None:
    three.ok("match", SHARE, "--confirm", DEBT)
    three.ok("rename", DEBT, "owed")

    assert f"{DEBT} is called owed now." in three("show", SHARE).err


@pytest.mark.parametrize(
    ("new", "code", "said"),
    [
        (SHARE, 1, f'The ref "{SHARE}" is taken. Choose another. See that one: factcheck show {SHARE}'),
        ("paid", 1, f'The ref "paid" was that of {SHARED} and leads to it, so no other claim gets it.'),
        (DEBT, 1, f"{DEBT} is called that already. Give another."),
        ("Debt 2011", 1, '"debt-2011" would do'),
    ],
)
def test_a_ref_that_cannot_be_given_leaves_the_claim_as_it_was(
    three: Program, new: str, code: int, said: str
) -> None:
    three.ok("rename", SHARED, "paid")
    three.ok("rename", "paid", SHARED)

    ran = three("rename", DEBT, new)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert three.claim(DEBT)["ref"] == DEBT


def test_an_edit_of_the_ref_says_how_it_is_done(three: Program) -> None:
    form = three.write("form.toml", f'ref = "owed"\ntext = "This is said of {DEBT}."\n')

    ran = three("edit", DEBT, "--form", str(form))

    assert three.claim(DEBT)["ref"] == DEBT
    assert ran.code != 0
