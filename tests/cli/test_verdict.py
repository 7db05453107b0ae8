import pytest

from tests.cli.conftest import REF, TEXT, URL, Process, Program
from tests.cli.terminal import on_a_terminal

BECAUSE = ("--because", "The register says so [e1].")


# rate


def test_rate_gives_a_verdict_with_its_reasons_and_names_the_next_step(desk: Program) -> None:
    desk.cited()

    ran = desk("rate", REF, "true", *BECAUSE, "--summary", "It did.", "--cites", "e1")

    assert (ran.code, ran.out) == (0, "")
    assert f"{REF} is rated true." in ran.err
    assert f"Next: factcheck submit {REF}" in ran.err
    claim = desk.claim()
    assert (claim["status"], claim["verdict"]) == ("rated", "true")
    (verdict,) = claim["verdicts"]
    assert (verdict["summary"], verdict["rationale"], verdict["cites"], verdict["by"]) == (
        "It did.",
        BECAUSE[1],
        ["e1"],
        "Ana",
    )


@pytest.mark.parametrize("cites", [("--cites", "e1,e2"), ("--cites", "e1", "--cites", "e2"), ()])
def test_evidence_is_named_together_or_apart_or_all_is_meant(desk: Program, cites: tuple[str, ...]) -> None:
    desk.cited()
    desk.ok("cite", REF, "s1", "--quote", "in 1932", "--stance", "context")

    desk.ok("rate", REF, "true", *BECAUSE, *cites)

    assert desk.claim()["verdicts"][0]["cites"] == ["e1", "e2"]


def test_rationale_is_another_word_for_because(desk: Program) -> None:
    desk.ok("rate", desk.cited(), "true", "--rationale", "The register says so.")

    assert desk.claim()["verdicts"][0]["rationale"] == "The register says so."


def test_a_rating_without_reasons_is_a_usage_error(desk: Program) -> None:
    ran = desk("rate", desk.cited(), "true")

    assert ran.code == 2
    assert "--because" in ran.err


def test_rate_without_a_rating_lists_the_scale(desk: Program) -> None:
    ran = desk("rate", desk.cited())

    assert ran.code == 0
    assert [line.split()[0] for line in ran.lines] == [
        *("true", "mostly-true", "half-true", "misleading", "mostly-false", "false", "unverifiable")
    ]
    assert f'Next: factcheck rate {REF} RATING --because "…"' in ran.err
    assert desk.claim()["verdict"] is None


def test_of_a_claim_that_is_not_there_no_scale_is_listed(desk: Program) -> None:
    ran = desk("rate", "none")

    assert (ran.code, ran.out) == (1, "")


def test_a_rating_that_is_not_on_the_scale_suggests_one(desk: Program) -> None:
    ran = desk("rate", desk.cited(), "flase", *BECAUSE)

    assert ran.code == 1
    assert 'Did you mean "false"?' in ran.err


def test_evidence_that_is_not_there_is_named(desk: Program) -> None:
    ran = desk("rate", desk.cited(), "true", *BECAUSE, "--cites", "e1,e7")

    assert ran.code == 1
    assert "e7" in ran.err
    assert "it has e1" in ran.err


def test_rule_1_a_rating_rests_on_evidence(desk: Program) -> None:
    desk.added()

    ran = desk("rate", REF, "true", *BECAUSE)

    assert (ran.code, ran.out) == (3, "")
    assert "Rule 1" in ran.err
    assert f"factcheck cite {REF}" in ran.err
    assert desk.claim()["verdict"] is None


def test_rule_1_a_rating_outside_the_order_rests_on_an_attempt(desk: Program) -> None:
    desk.added()

    refused = desk("rate", REF, "unverifiable", "--because", "Nobody knows.")
    assert refused.code == 3
    assert "Rule 1" in refused.err
    assert f"factcheck source {REF} URL" in refused.err

    desk.ok("source", REF, URL)
    desk.ok("rate", REF, "unverifiable", "--because", "Nobody knows.")
    assert desk.claim()["verdict"] == "unverifiable"


def test_rule_2_a_conflict_is_settled_in_words(desk: Program) -> None:
    desk.cited("supports")
    desk.ok("cite", REF, "s1", "--quote", "not before 1933", "--stance", "refutes")

    refused = desk("rate", REF, "true", *BECAUSE)
    assert (refused.code, refused.out) == (3, "")
    assert "Rule 2" in refused.err
    assert "--resolves" in refused.err
    assert desk.claim()["verdict"] is None

    desk.ok("rate", REF, "true", *BECAUSE, "--resolves", "The second page speaks of the railway.")
    assert desk.claim()["verdicts"][0]["resolves"] == "The second page speaks of the railway."


# submit


def test_submit_says_what_is_to_be_read_and_who_decides(desk: Program) -> None:
    ran = desk("submit", desk.rated())

    assert (ran.code, ran.out) == (0, "")
    assert desk.claim()["status"] == "in-review"
    assert desk.claim()["digest"][:12] in ran.err
    assert f"factcheck approve {REF} --as NAME" in ran.err


def test_only_a_rated_claim_is_submitted(desk: Program) -> None:
    ran = desk("submit", desk.cited())

    assert ran.code == 3
    assert "Rule 3" in ran.err
    assert f"factcheck rate {REF}" in ran.err


def test_submitting_twice_says_that_it_is_with_the_reviewer(desk: Program) -> None:
    ran = desk("submit", desk.submitted())

    assert ran.code == 3
    assert "with the reviewer already" in ran.err


# approve and return


def test_a_second_person_signs_off(desk: Program) -> None:
    ran = desk("approve", desk.submitted(), "--as", "Ben", "--comment", "Read at the counter too.")

    assert (ran.code, ran.out) == (0, "")
    assert f"{REF} is signed off by Ben." in ran.err
    claim = desk.claim()
    assert claim["status"] == "signed-off"
    (review,) = claim["reviews"]
    assert (review["by"], review["comment"], review["solo"]) == ("Ben", "Read at the counter too.", False)
    assert review["digest"] == claim["digest"]


@pytest.mark.parametrize("name", ["Ana", "ana", " ANA "])
def test_rule_3_who_gave_the_verdict_cannot_sign_it(desk: Program, name: str) -> None:
    ran = desk("approve", desk.submitted(), "--as", name)

    assert (ran.code, ran.out) == (3, "")
    assert "Rule 3" in ran.err
    assert "--as NAME" in ran.err
    assert desk.claim()["status"] == "in-review"


def test_a_solo_desk_signs_its_own_and_says_so(program: Program) -> None:
    program.ok("init", "--solo", "--as", "Ana")

    program.ok("approve", program.submitted())

    assert program.claim()["status"] == "signed-off"
    assert program.claim()["reviews"][0]["solo"] is True


def test_what_is_not_in_review_cannot_be_signed(desk: Program) -> None:
    ran = desk("approve", desk.rated(), "--as", "Ben")

    assert ran.code == 3
    assert f"factcheck submit {REF}" in ran.err


@pytest.mark.parametrize("command", ["approve", "return"])
def test_rule_3_the_digest_of_something_else_is_refused(desk: Program, command: str) -> None:
    desk.submitted()
    why = ("--why", "Not yet.") if command == "return" else ()

    for digest in ("0" * 64, "0" * 12, desk.claim()["digest"][:7]):
        ran = desk(command, REF, *why, "--digest", digest, "--as", "Ben")
        assert (ran.code, ran.out) == (3, "")
        assert "Rule 3" in ran.err
        assert f"factcheck show {REF}" in ran.err

    assert desk.claim()["status"] == "in-review"


@pytest.mark.parametrize("length", [12, 64])
def test_the_digest_that_was_read_is_accepted_whole_or_as_shown(desk: Program, length: int) -> None:
    desk.submitted()

    desk.ok("approve", REF, "--digest", desk.claim()["digest"][:length], "--as", "Ben")

    assert desk.claim()["status"] == "signed-off"


def test_what_changes_after_it_was_read_is_no_longer_what_was_read(desk: Program) -> None:
    desk.submitted()
    read = desk.claim()["digest"]
    desk.ok("source", REF, URL, "--publisher", "Another archive")

    ran = desk("approve", REF, "--digest", read, "--as", "Ben")

    assert ran.code == 3
    assert "has changed since you read it" in ran.err


def test_what_changes_after_sign_off_needs_a_recheck(desk: Program) -> None:
    desk.signed_off()

    desk.ok("source", REF, URL, "--publisher", "Another archive", "--why", "A slip.")

    assert desk.claim()["status"] == "needs-recheck"


def test_return_sends_it_back_with_a_reason(desk: Program) -> None:
    ran = desk("return", desk.submitted(), "--why", "Quote the whole entry.", "--as", "Ben")

    assert (ran.code, ran.out) == (0, "")
    assert f"Next: factcheck rate {REF}" in ran.err
    claim = desk.claim()
    assert claim["status"] == "returned"
    assert claim["reviews"][0]["comment"] == "Quote the whole entry."


@pytest.mark.parametrize("why", [(), ("--why", " ")])
def test_rule_5_returning_needs_a_reason(desk: Program, why: tuple[str, ...]) -> None:
    ran = desk("return", desk.submitted(), *why, "--as", "Ben")

    assert (ran.code, ran.out) == (3, "")
    assert "Rule 5" in ran.err
    assert "--why" in ran.err
    assert desk.claim()["status"] == "in-review"


def test_after_a_return_the_claim_is_rated_anew(desk: Program) -> None:
    desk.ok("return", desk.submitted(), "--why", "Say more.", "--as", "Ben")

    desk.ok("rate", REF, "mostly-true", *BECAUSE)

    assert (desk.claim()["status"], desk.claim()["verdict"]) == ("rated", "mostly-true")


# approve on a terminal


@pytest.mark.parametrize(("typed", "code", "status"), [(b"y\n", 0, "signed-off"), (b"n\n", 3, "in-review")])
def test_on_a_terminal_what_is_signed_is_shown_before_it_asks(
    process: Process, typed: bytes, code: int, status: str
) -> None:
    desk = Program(process.folder)
    desk.submitted()

    shown = on_a_terminal(process, "approve", REF, "--as", "Ben", typed=typed)

    assert shown.code == code
    before, asked, _ = shown.text.partition(f"Sign {REF} as Ben?")
    assert asked
    assert "It was opened in 1932" in before or TEXT in before
    assert desk.claim()["digest"] in before.replace("\n", "").replace(" ", "")
    assert desk.claim()["status"] == status


def test_who_gives_the_digest_has_read_it_and_is_not_asked(process: Process) -> None:
    desk = Program(process.folder)
    desk.submitted()

    shown = on_a_terminal(process, "approve", REF, "--as", "Ben", "--digest", desk.claim()["digest"])

    assert (shown.code, "Sign" in shown.text.partition("is signed off")[0]) == (0, False)


def test_without_a_terminal_nobody_is_asked(desk: Program) -> None:
    desk.submitted()

    assert desk("approve", REF, "--as", "Ben").code == 0
