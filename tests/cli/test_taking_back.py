"""amend and drop, and what every command says of a signature that it voids and of what readers see."""

import pytest

from factcheck.desk import open_desk
from factcheck.settings import load
from tests.cli.conftest import REF, Program
from tests.desks import printed

CORRECT = f"factcheck correct {REF} --kind"


def _slip(desk: Program) -> None:
    """A claim with a quote against it that was entered by mistake."""
    desk.added()
    desk.write("log.txt", "The bridge was opened in 1932. It is large.")
    desk.ok("source", REF, "log.txt", "--kind", "primary")
    desk.ok("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports")
    desk.ok("cite", REF, "s1", "--quote", "It is large", "--stance", "refutes")


def _rate(desk: Program, cites: str = "e1") -> None:
    desk.ok("rate", REF, "true", "--summary", "So.", "--because", f"It says so. [{cites}]", "--cites", cites)


def _signed(desk: Program) -> None:
    _slip(desk)
    desk.ok("amend", REF, "e2", "--stance", "context", "--why", "A slip.")
    _rate(desk)
    desk.ok("submit", REF)
    desk.ok("approve", REF, "--as", "Ben")


def _published(desk: Program) -> None:
    _signed(desk)
    with open_desk(load(desk.folder)) as opened:
        printed(opened, REF)


def test_a_quote_taken_back_leaves_the_rules_and_keeps_its_id(desk: Program) -> None:
    _slip(desk)
    refused = desk("rate", REF, "true", "--because", "It says so.", "--cites", "e1")
    assert refused.err.startswith("Error: Rule 2")

    ran = desk("drop", REF, "e2", "--why", "Entered by mistake.")

    assert (ran.code, ran.out) == (0, "e2\n")
    _rate(desk)
    assert [one["id"] for one in desk.claim()["evidence"]] == ["e1"]
    again = desk.ok("cite", REF, "s1", "--quote", "It is large", "--stance", "context")
    assert again == "e3"
    last = desk.json("log", REF)["events"][-3]
    assert (last["act"], last["body"]["evidence"], last["body"]["why"]) == (
        "drop",
        "e2",
        "Entered by mistake.",
    )


@pytest.mark.parametrize("act", [("drop", REF, "e2"), ("amend", REF, "e2", "--stance", "context")])
def test_evidence_changes_only_with_a_reason(desk: Program, act: tuple[str, ...]) -> None:
    _slip(desk)
    ran = desk(*act)

    assert (ran.code, ran.out) == (3, "")
    assert '--why "…"' in ran.err
    assert desk.claim()["evidence"][1]["stance"] == "refutes"


def test_evidence_that_is_not_there_is_named(desk: Program) -> None:
    _slip(desk)
    for act in (("drop", REF, "e9", "--why", "x"), ("amend", REF, "e9", "--note", "x", "--why", "x")):
        ran = desk(*act)
        assert ran.code == 1
        assert 'no evidence "e9"' in ran.err


def test_stance_note_and_standing_are_corrected_and_the_words_stay(desk: Program) -> None:
    _slip(desk)
    before = desk.claim()["evidence"][1]

    desk.ok("amend", REF, "e2", "--stance", "context", "--note", "Its size.", "--why", "A slip.")
    now = desk.claim()["evidence"][1]
    assert now == {**before, "stance": "context", "note": "Its size."}

    desk.ok("amend", REF, "e2", "--standing", "transcribed", "--why", "Not from this file.")
    now = desk.claim()["evidence"][1]
    assert (now["standing"], now["who"], now["capture"], now["position"]) == (
        "transcribed",
        "Ana",
        None,
        None,
    )
    assert now["exact"] == before["exact"]


def test_a_quote_is_anchored_by_finding_it_alone(desk: Program) -> None:
    _slip(desk)
    ran = desk("amend", REF, "e2", "--standing", "anchored", "--why", "It is.")
    assert ran.code == 3
    assert "anchored only by finding it" in ran.err


def test_a_verdict_that_cites_what_was_taken_back_needs_a_new_look(desk: Program) -> None:
    _slip(desk)
    desk.ok("drop", REF, "e2", "--why", "A slip.")
    _rate(desk)
    ran = desk("drop", REF, "e1", "--why", "The wrong log.")

    assert desk.claim()["status"] == "needs-recheck"
    assert f"Next: factcheck rate {REF}" in ran.err
    assert "e1 was taken back after the verdict was given." in desk("check", REF).out


def test_another_stance_puts_a_verdict_in_question_and_another_note_does_not(desk: Program) -> None:
    _slip(desk)
    desk.ok("drop", REF, "e2", "--why", "A slip.")
    _rate(desk)
    desk.ok("amend", REF, "e1", "--note", "The log of the works.", "--why", "Left out.")
    assert desk.claim()["status"] == "rated"
    desk.ok("amend", REF, "e1", "--stance", "context", "--why", "It says less.")
    assert desk.claim()["status"] == "needs-recheck"


def test_what_is_published_is_taken_back_by_the_way_of_corrections(desk: Program) -> None:
    _published(desk)
    for act in (
        ("drop", REF, "e1", "--why", "x"),
        ("drop", REF, "e2", "--why", "x"),
        ("amend", REF, "e2", "--note", "x", "--why", "x"),
    ):
        ran = desk(*act)
        assert ran.code == 3
        assert f"{CORRECT} major|minor|update" in ran.err

    desk.ok("correct", REF, "--kind", "minor", "--what", "One quote too many.", "--why", "A slip.")
    desk.ok("drop", REF, "e2", "--why", "A slip.")
    assert [one["id"] for one in desk.claim()["evidence"]] == ["e1"]


def test_what_came_after_publication_is_taken_back_as_it_is(desk: Program) -> None:
    _published(desk)
    late = desk.ok("cite", REF, "s1", "--quote", "The bridge", "--stance", "context")
    assert desk("drop", REF, late, "--why", "A slip.").code == 0


# What is said at once


def test_an_act_that_voids_a_signature_asks_why_and_says_so(desk: Program) -> None:
    _signed(desk)
    refused = desk("source", REF, "s1", "--kind", "official")
    assert (refused.code, refused.out) == (3, "")
    assert "Ben" in refused.err
    assert '--why "…"' in refused.err

    ran = desk("source", REF, "s1", "--kind", "official", "--why", "It is the town's.")
    assert "The signature of Ben is void; what was signed has changed: source s1." in ran.err
    assert f"Rate it again: factcheck rate {REF}" in ran.err
    assert "Next:" not in ran.err
    assert desk.claim()["status"] == "needs-recheck"


def test_on_a_published_check_the_way_of_corrections_is_named(desk: Program) -> None:
    _published(desk)
    refused = desk("source", REF, "s1", "--note", "Table 2.")
    assert refused.code == 3
    assert f"or say it in the open first: {CORRECT} major|minor|update" in refused.err

    ran = desk("source", REF, "s1", "--note", "Table 2.", "--why", "It was left out.")

    assert "The next publication tells readers that it is looked at again." in ran.err
    assert f"{CORRECT} major|minor|update" in ran.err
    assert desk.claim()["status"] == "needs-recheck"


def test_a_source_nothing_signed_rests_on_changes_as_it_is(desk: Program) -> None:
    _signed(desk)
    desk.ok("source", REF, "https://other.example/a", "--title", "A")
    ran = desk("source", REF, "s2", "--title", "Another")
    assert ran.code == 0
    assert "signature" not in ran.err


@pytest.mark.parametrize(
    "act",
    [
        ("drop", REF, "e1", "--why", "A slip."),
        ("amend", REF, "e1", "--note", "The log.", "--why", "Left out."),
        ("edit", REF, "--claimant", "Eve", "--why", "She said it."),
        ("rate", REF, "mostly-true", "--because", "Nearly. [e1]", "--cites", "e1"),
    ],
)
def test_every_act_on_what_was_signed_says_that_the_signature_is_void(
    desk: Program, act: tuple[str, ...]
) -> None:
    _signed(desk)
    assert "The signature of Ben is void" in desk(*act).err


def test_new_evidence_against_a_signed_claim_says_what_it_does(desk: Program) -> None:
    _signed(desk)
    act = ("cite", REF, "s1", "--quote", "It is large", "--stance", "refutes", "--why", "Overlooked.")
    ran = desk(*act)
    assert "It needs a recheck now: there is evidence for and against." in ran.err
    assert desk.json("log", REF)["events"][-1]["body"]["why"] == "Overlooked."


def test_the_first_evidence_against_what_was_signed_needs_a_reason(desk: Program) -> None:
    _signed(desk)
    ran = desk("cite", REF, "s1", "--quote", "It is large", "--stance", "refutes")
    assert ran.code == 3
    assert "Rule 5" in ran.err
    assert '--why "…"' in ran.err
    assert (desk.claim()["status"], len(desk.claim()["evidence"])) == ("signed-off", 2)


def test_against_a_published_check_the_way_of_corrections_is_named(desk: Program) -> None:
    _published(desk)
    ran = desk("cite", REF, "s1", "--quote", "It is large", "--stance", "refutes")
    assert ran.code == 3
    assert CORRECT in ran.err


def test_a_dossier_that_changes_what_was_signed_comes_in_with_a_reason(desk: Program) -> None:
    _signed(desk)
    desk.ok("export", "copy")
    form = desk.folder / "copy" / f"{REF}.toml"
    form.write_text(form.read_text("utf-8").replace('kind = "primary"', 'kind = "official"'), "utf-8")
    refused = desk("import", "copy")
    assert (refused.code, desk.claim()["status"]) == (1, "signed-off")
    assert '--why "…"' in refused.err

    ran = desk("import", "copy", "--why", "It is the office's own log.")

    assert ran.code == 0
    assert "The signature of Ben is void" in ran.err
    assert desk.claim()["sources"][0]["kind"] == "official"
    assert desk.json("log", REF)["events"][-1]["body"]["why"] == "It is the office's own log."


@pytest.mark.parametrize(
    "act",
    [
        ("edit", REF, "--tag", "bridges"),
        ("edit", REF, "--context", "It is old."),
        ("contact", REF, "--who", "The mayor", "--how", "by e-mail", "--public"),
        ("source", REF, "https://other.example/a", "--title", "A"),
        ("cite", REF, "s1", "--quote", "The bridge", "--stance", "context"),
    ],
)
def test_what_readers_do_not_see_yet_is_said_with_the_command_that_shows_it(
    desk: Program, act: tuple[str, ...]
) -> None:
    _published(desk)
    ran = desk(*act)
    assert "Readers see the change with the next version of the check, and not before." in ran.err
    assert f"{CORRECT} update" in ran.err
    assert "It is shown on the public page." not in ran.err


def test_what_readers_never_see_needs_no_word(desk: Program) -> None:
    _published(desk)
    for act in (("note", REF, "Ring Eve."), ("assign", REF, "Ben"), ("edit", REF, "--priority", "high")):
        assert "Readers" not in desk(*act).err


def test_what_goes_from_the_page_at_once_is_said_too(desk: Program) -> None:
    _signed(desk)
    desk.ok("contact", REF, "--who", "The mayor", "--how", "by e-mail", "--public")
    with open_desk(load(desk.folder)) as opened:
        printed(opened, REF)

    ran = desk("contact", REF, "q1", "--private")

    assert "Readers see the change at the next publication." in ran.err


def test_a_contact_is_said_to_be_on_the_page_only_where_it_is(desk: Program) -> None:
    _signed(desk)
    ran = desk("contact", REF, "--who", "The mayor", "--how", "by e-mail", "--public")
    assert "The public page shows it once the claim is published." in ran.err
    with open_desk(load(desk.folder)) as opened:
        printed(opened, REF)
    assert "It is shown on the public page." in desk("contact", REF, "q1", "--public").err


def test_words_that_are_not_the_claimants_are_named_when_they_are_entered(desk: Program) -> None:
    ran = desk("add", "The debt doubled.", "--claimant", "Okonjo", "--quote", "Okonjo claims that it doubled")
    assert ran.code == 0
    assert "The exact words speak of Okonjo" in ran.err
    ran = desk("edit", "the-debt-doubled", "--quote", "“It doubled”")
    assert "The exact words hold quotation marks" in ran.err
    ran = desk("edit", "the-debt-doubled", "--quote", "It doubled")
    assert "exact words" not in ran.err


def test_the_title_of_an_article_is_said_to_be_on_pages(desk: Program) -> None:
    desk.ok("article", "add", "-", "--ref", "harbour", "--title", "Old", stdin=b"The bridge opened in 1932.")
    _signed(desk)
    desk.ok("edit", REF, "--article", "harbour")
    with open_desk(load(desk.folder)) as opened:
        printed(opened, REF)
    ran = desk(
        "article", "add", "-", "--ref", "harbour", "--title", "New", stdin=b"The bridge opened in 1932."
    )
    assert "Readers see it at the next publication, on the pages of 1 published check." in ran.err
