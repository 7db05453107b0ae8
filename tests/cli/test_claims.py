import pytest

from tests.cli.conftest import REF, TEXT, Program

# list


def test_list_is_in_the_order_of_entry(desk: Program) -> None:
    desk.ok("add", "-", stdin=b"Zebras.\nApples.\nMelons.\n")

    assert [line.split()[0] for line in desk.ok("list").splitlines()] == ["zebras", "apples", "melons"]


def test_an_empty_list_says_how_to_begin(desk: Program) -> None:
    ran = desk("list")

    assert (ran.code, ran.out) == (0, "")
    assert "no claims yet" in ran.err
    assert "Next: factcheck add" in ran.err


def test_a_list_may_have_one_status_or_another(desk: Program) -> None:
    desk.rated()
    desk.ok("add", "Other.")
    desk.ok("add", "Third.")
    desk.ok("withdraw", "third", "--why", "Twice here.")

    ran = desk.ok("list", "--status", "rated", "--status", "withdrawn")

    assert [line.split()[0] for line in ran.splitlines()] == [REF, "third"]


def test_a_list_until_no_day_says_once_what_to_write(desk: Program) -> None:
    ran = desk("list", "--deadline", "soon")

    assert ran.code == 1
    assert ran.err.count("write") == 1


def test_a_ref_in_capitals_suggests_the_claim(desk: Program) -> None:
    desk.added()

    assert f'Did you mean "{REF}"?' in desk("show", REF.upper()).err


def test_an_empty_list_beside_dossiers_says_to_import_them(desk: Program) -> None:
    desk.added()
    desk.ok("export")
    (desk.folder / "factcheck.db").unlink()

    assert "Next: factcheck import claims" in desk("list").err
    assert desk.ok("import", "claims") == REF


@pytest.mark.parametrize(
    ("option", "value", "found"),
    [
        ("--status", "rated", [REF]),
        ("--status", "unverified", ["other"]),
        ("--verdict", "true", [REF]),
        ("--kind", "figure", ["other"]),
        ("--claimant", "Lang", ["other"]),
        ("--assignee", "Ben", []),
    ],
)
def test_list_is_narrowed_by_a_field(desk: Program, option: str, value: str, found: list[str]) -> None:
    desk.rated()
    desk.ok("add", "Other.", "--kind", "figure", "--claimant", "Lang")

    ran = desk("list", option, value)

    assert ran.code == 0
    assert [line.split()[0] for line in ran.lines] == found
    assert bool(found) or "No claim is like that" in ran.err


@pytest.mark.parametrize(("option", "value"), [("--verdict", "tru"), ("--article", "no-such-article")])
def test_a_filter_that_nothing_can_ever_match_is_refused(desk: Program, option: str, value: str) -> None:
    desk.rated()

    ran = desk("list", option, value)

    assert ran.code in (1, 2)
    assert value in ran.err


def test_filters_hold_together(desk: Program) -> None:
    desk.ok("add", "One.", "--kind", "figure", "--claimant", "Lang")
    desk.ok("add", "Two.", "--kind", "figure")

    assert desk.ok("list", "--kind", "figure", "--claimant", "Lang").split()[0] == "one"


# show and log


@pytest.mark.parametrize(
    "command",
    [
        ("show",),
        ("edit", "--text", "x"),
        ("assign", "Ben"),
        ("note", "x"),
        ("log",),
        ("withdraw", "--why", "x"),
        ("source", "https://a.example/"),
        ("cite", "s1", "--quote", "x", "--stance", "supports"),
        ("rate", "true", "--because", "x"),
        ("submit",),
        ("approve",),
        ("return", "--why", "x"),
    ],
    ids=lambda command: command[0],
)
def test_a_ref_that_is_not_there_suggests_the_near_one(desk: Program, command: tuple[str, ...]) -> None:
    desk.added()
    name, *rest = command

    ran = desk(name, REF.replace("opened", "opend"), *rest)

    assert (ran.code, ran.out) == (1, "")
    assert f'Did you mean "{REF}"?' in ran.err


def test_a_ref_like_no_other_points_to_the_list(desk: Program) -> None:
    assert "factcheck list" in desk("show", "zzz").err


def test_show_says_everything_in_words(desk: Program) -> None:
    shown = desk.ok("show", desk.signed_off())

    for word in (TEXT, "signed-off", URL_WORD, "opened in 1932", "The register says so", "Ben", "approve"):
        assert word in shown


URL_WORD = "archive.example.org"


def test_log_has_one_line_for_each_act_and_who_did_it(desk: Program) -> None:
    desk.signed_off()

    lines = [line.split() for line in desk.ok("log", REF).splitlines()]
    assert [(line[0], line[2], line[3]) for line in lines] == [
        ("1", "Ana", "add"),
        ("2", "Ana", "source"),
        ("3", "Ana", "cite"),
        ("4", "Ana", "rate"),
        ("5", "Ana", "submit"),
        ("6", "Ben", "approve"),
    ]


# edit


def test_edit_changes_fields_and_names_them(desk: Program) -> None:
    desk.added()

    ran = desk("edit", REF, "--claimant", "Lang", "--text", "The bridge opened in March 1932.")

    assert (ran.code, ran.out) == (0, f"{REF}\n")
    assert "Changed: claimant, text." in ran.err
    claim = desk.claim()
    assert (claim["ref"], claim["claimant"]) == (REF, "Lang")
    assert claim["text"] == "The bridge opened in March 1932."


def test_edit_that_changes_nothing_says_so_and_writes_no_line_of_history(desk: Program) -> None:
    desk.added()

    ran = desk("edit", REF, "--text", f" {TEXT} ")

    assert (ran.code, ran.out) == (0, "")
    assert "nothing was changed" in ran.err
    assert len(desk.json("log", REF)["events"]) == 1


@pytest.mark.parametrize(
    ("name", "value", "cleared"),
    [
        ("claimant", "Lang", None),
        ("claimed-on", "1932", None),
        ("context", "Of Sydney.", None),
        ("kind", "date", None),
        ("priority", "high", "normal"),
        ("tags", "bridges", []),
        ("appearances", "https://a.example/", []),
        ("assignee", "Ben", None),
    ],
)
def test_a_blank_value_clears_a_field(desk: Program, name: str, value: str, cleared: object) -> None:
    desk.ok("add", TEXT, f"--{name}", value)

    ran = desk("edit", REF, f"--{name}", "")

    assert ran.code == 0, ran.err
    assert desk.claim()[name.replace("-", "_")] == cleared


def test_edit_cannot_clear_the_wording(desk: Program) -> None:
    desk.added()

    ran = desk("edit", REF, "--text", " ")

    assert ran.code == 1
    assert "text" in ran.err
    assert desk.claim()["text"] == TEXT


def test_edit_has_no_option_for_the_ref(desk: Program) -> None:
    desk.added()

    assert desk("edit", REF, "--ref", "another").code == 2


def test_editing_under_a_verdict_needs_a_reason_and_takes_the_verdict_back(desk: Program) -> None:
    desk.rated()

    refused = desk("edit", REF, "--text", "The bridge opened in 1931.")
    assert refused.code == 3
    assert "Rule 5" in refused.err
    assert "--why" in refused.err
    assert desk.claim()["text"] == TEXT

    desk.ok("edit", REF, "--text", "The bridge opened in 1931.", "--why", "Misread.")
    assert desk.claim()["status"] == "needs-recheck"


def test_an_article_that_is_not_there_is_refused_at_edit_too(desk: Program) -> None:
    desk.added()

    ran = desk("edit", REF, "--article", "no-such-article")

    assert ran.code == 1
    assert "no-such-article" in ran.err
    assert "no article" in ran.err


# assign, note, withdraw


def test_assign_gives_a_claim_to_somebody(desk: Program) -> None:
    desk.added()

    ran = desk("assign", REF, "Ben")

    assert (ran.code, ran.out) == (0, "")
    assert f"{REF} is with Ben." in ran.err
    assert (desk.claim()["assignee"], desk.claim()["status"]) == ("Ben", "checking")


def test_assign_needs_a_name(desk: Program) -> None:
    desk.added()

    ran = desk("assign", REF, " ")

    assert ran.code != 0
    assert desk.claim()["assignee"] is None


def test_notes_stand_below_each_other(desk: Program) -> None:
    desk.added()

    assert desk("note", REF, "Rang the archive.").code == 0
    desk.ok("note", REF, "They ring back.")

    assert desk.claim()["note"] == "Rang the archive.\nThey ring back."


def test_an_empty_note_is_refused(desk: Program) -> None:
    desk.added()

    assert desk("note", REF, " ").code == 1


@pytest.mark.parametrize("why", [(), ("--why", ""), ("--why", " \t")])
def test_withdrawing_without_a_reason_is_refused(desk: Program, why: tuple[str, ...]) -> None:
    desk.added()

    ran = desk("withdraw", REF, *why)

    assert (ran.code, ran.out) == (3, "")
    assert "Rule 5" in ran.err
    assert "--why" in ran.err
    assert desk.claim()["status"] == "unverified"


def test_a_withdrawn_claim_stays_on_record_and_takes_notes_alone(desk: Program) -> None:
    desk.added()
    desk.ok("withdraw", REF, "--why", "Said by nobody.")

    assert desk.claim()["status"] == "withdrawn"
    events = desk.json("log", REF)["events"]
    assert events[-1]["body"]["why"] == "Said by nobody."
    refused = desk("source", REF, "https://a.example/")
    assert refused.code == 3
    assert "withdrawn" in refused.err
    assert desk("note", REF, "They rang.").code == 0


# --head


def test_an_act_on_a_head_that_moved_in_another_field_goes_on(desk: Program) -> None:
    desk.added()
    head = desk.claim()["head"]
    desk.ok("edit", REF, "--claimant", "Eve", "--as", "Ben")

    assert desk.ok("edit", REF, "--kind", "date", "--head", head[:12]) == REF
    assert (desk.claim()["claimant"], desk.claim()["kind"]) == ("Eve", "date")


def test_an_act_on_a_head_that_moved_in_the_same_field_shows_both_versions(desk: Program) -> None:
    desk.ok("add", TEXT, "--claimant", "Lang")
    head = desk.claim()["head"]
    desk.ok("edit", REF, "--claimant", "Eve", "--as", "Ben")

    ran = desk("edit", REF, "--claimant", "Ada", "--head", head)

    assert (ran.code, ran.out) == (3, "")
    assert 'claimant: was "Lang", is "Eve" (by Ben, ' in ran.err
    assert f"--head {desk.claim()['head'][:12]}" in ran.err
    assert desk.claim()["claimant"] == "Eve"


ACTS_ON_ONE_CLAIM = {
    "edit": ("--kind", "date"),
    "assign": ("Cem",),
    "note": ("So.",),
    "withdraw": ("--why", "So."),
    "source": ("https://example.org/2",),
    "attach": ("page.txt",),
    "cite": ("s1", "--quote", "So it was.", "--stance", "supports"),
    "rate": ("true", "--because", "So."),
    "submit": (),
    "approve": (),
    "return": ("--why", "So."),
    "contact": ("--who", "Eve", "--how", "by letter"),
    "correct": ("--kind", "major", "--what", "It.", "--why", "So."),
}


@pytest.mark.parametrize(
    "head", ["0123456789ab", ""], ids=["another's", "empty, as of a variable that was not set"]
)
@pytest.mark.parametrize("act", ACTS_ON_ONE_CLAIM)
def test_every_act_on_one_claim_takes_a_head_and_refuses_one_it_never_had(
    desk: Program, act: str, head: str
) -> None:
    desk.cited()
    desk.write("page.txt", "So it was.")

    ran = desk(act, REF, *ACTS_ON_ONE_CLAIM[act], "--head", head)

    assert (ran.code, f'never had the head "{head}"' in ran.err) == (1, True)


def test_a_list_stops_where_it_is_told_to(desk: Program) -> None:
    for text in ("One.", "Two.", "Three."):
        desk.ok("add", text)

    assert [one["text"] for one in desk.json("list", "--limit", "2")["claims"]] == ["One.", "Two."]
    assert len(desk.json("list", "--limit", "9")["claims"]) == 3
    assert desk("list", "--limit", "0").code == 2
