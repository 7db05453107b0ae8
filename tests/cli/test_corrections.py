"""contact and correct, deadlines and several readers, as they are typed."""

from pathlib import Path

import pytest

from factcheck.desk import open_desk
from factcheck.settings import load
from tests.cli.conftest import REF, Program
from tests.desks import printed

ASK = ("contact", REF, "--who", "The mayor", "--how", "by e-mail")


def _published(desk: Program) -> str:
    desk.added()
    desk.write("log.txt", "The bridge was opened in 1932.")
    desk.ok("source", REF, "log.txt")
    desk.ok("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports")
    desk.ok("rate", REF, "true", "--because", "The log says so.")
    desk.ok("submit", REF)
    desk.ok("approve", REF, "--as", "Ben")
    _print(desk.folder)
    return REF


def _print(folder: Path) -> None:
    """Put a printing on record, whatever publishing does beside that."""
    with open_desk(load(folder)) as opened:
        printed(opened, REF)


# contact


def test_a_contact_is_private_and_its_id_is_the_result(desk: Program) -> None:
    desk.added()
    ran = desk(*ASK, "--asked", "Did it open in 1932?", "--asked-on", "2026-01-05")

    assert (ran.code, ran.out) == (0, "q1\n")
    assert "It stays private; to show it: --public" in ran.err
    assert f"Next: factcheck contact {REF} q1 --answered" in ran.err
    [contact] = desk.claim()["contacts"]
    assert (contact["who"], contact["asked"], contact["asked_on"], contact["public"]) == (
        "The mayor",
        "Did it open in 1932?",
        "2026-01-05",
        False,
    )


@pytest.mark.parametrize("day", ["2026-01-05", "2026-01", "2026"])
def test_a_day_in_the_place_of_words_is_a_day(desk: Program, day: str) -> None:
    desk.added()
    desk.ok(*ASK, "--asked", day)
    desk.ok("contact", REF, "q1", "--answered", day)

    [contact] = desk.claim()["contacts"]
    assert (contact["asked_on"], contact["asked"]) == (day, None)
    assert (contact["answered_on"], contact["answered"]) == (day, None)


def test_an_answer_comes_later_and_is_shown(desk: Program) -> None:
    desk.added()
    desk.ok(*ASK)
    ran = desk("contact", REF, "--answered", "It did.", "--public")

    assert (ran.code, ran.out) == (0, "q1\n")
    assert "The public page shows it once the claim is published." in ran.err
    shown = desk.ok("show", REF)
    assert "Asked to answer" in shown
    assert "It did." in shown


def test_no_answer_is_an_answer(desk: Program) -> None:
    desk.added()
    desk.ok(*ASK)
    desk.ok("contact", REF, "--no-answer")

    assert "no answer · private" in desk.ok("show", REF)


def test_several_who_wait_are_listed(desk: Program) -> None:
    desk.added()
    desk.ok(*ASK)
    desk.ok(*ASK)
    ran = desk("contact", REF, "--answered", "It did.")

    assert ran.code == 3
    assert "q1: The mayor, asked on" in ran.err
    assert "q2: The mayor, asked on" in ran.err


def test_both_an_answer_and_none_is_refused(desk: Program) -> None:
    desk.added()
    ran = desk(*ASK, "--answered", "It did.", "--no-answer")

    assert ran.code == 1
    assert "either there was an answer or there was none" in ran.err


# correct


def test_a_correction_says_what_is_next(desk: Program) -> None:
    ran = desk("correct", _published(desk), "--kind", "major", "--what", "The year.", "--why", "Misread.")

    assert (ran.code, ran.out) == (0, "k1\n")
    assert "its verdict and its wording may change now" in ran.err
    assert f"Next: factcheck rate {REF}" in ran.err
    assert "major · Ana on" in desk.ok("show", REF)


def test_a_void_check_says_that_its_text_stays(desk: Program) -> None:
    ran = desk("correct", _published(desk), "--kind", "void", "--what", "All.", "--why", "Another bridge.")

    assert (ran.code, ran.out) == (0, "k1\n")
    assert "is void. The page keeps its text under a notice" in ran.err
    assert f"Next: factcheck publish {REF}" in ran.err


def test_rule_4_what_is_published_is_changed_in_the_open_alone(desk: Program) -> None:
    _published(desk)
    for change in (
        ("rate", REF, "false", "--because", "x"),
        ("edit", REF, "--text", "Another.", "--why", "x"),
        ("withdraw", REF, "--why", "x"),
    ):
        ran = desk(*change)
        assert ran.code == 3
        assert "Rule 4" in ran.err
        assert "factcheck correct" in ran.err


def test_rule_4_what_is_not_published_is_not_corrected(desk: Program) -> None:
    ran = desk("correct", desk.rated(), "--kind", "minor", "--what", "x", "--why", "y")

    assert ran.code == 3
    assert "is rated, not published" in ran.err


@pytest.mark.parametrize("lacking", ["--kind", "--what", "--why"])
def test_a_correction_lacks_nothing(desk: Program, lacking: str) -> None:
    options = {"--kind": "minor", "--what": "x", "--why": "y"}
    words = [word for name, value in options.items() if name != lacking for word in (name, value)]
    ran = desk("correct", REF, *words)

    assert ran.code == 2
    assert lacking in ran.err


# deadlines and readers


def test_a_verdict_is_wanted_by_a_day_and_late_after_it(desk: Program) -> None:
    desk.ok("submit", desk.rated(), "--deadline", "2020-01-31")

    assert desk.claim()["deadline"] == "2020-01-31"
    ran = desk("list", "--overdue")
    assert (ran.code, ran.out.split()[:2]) == (0, ["2020-01-31", REF])
    assert [one["ref"] for one in desk.json("list", "--overdue")["claims"]] == [REF]
    desk.ok("approve", REF, "--as", "Ben")
    ran = desk("list", "--overdue")
    assert (ran.out, "Nothing is overdue." in ran.err) == ("", True)


def test_a_deadline_that_is_no_day_is_refused(desk: Program) -> None:
    ran = desk("submit", desk.rated(), "--deadline", "soon")

    assert ran.code == 1
    assert "write 2011, 2011-12, 2011-12-25" in ran.err
    assert desk.claim()["status"] == "rated"


def test_two_people_sign_where_the_desk_asks_for_two(desk: Program) -> None:
    path = desk.folder / "factcheck.toml"
    path.write_text(f"reviewers = 2\n{path.read_text('utf-8')}", "utf-8")
    ran = desk("submit", desk.rated())
    assert "It needs 2 signatures, each by another person." in ran.err

    ran = desk("approve", REF, "--as", "Ben")
    assert f"Ben has signed {REF}; 1 signature is still needed." in ran.err
    assert desk("approve", REF, "--as", "Ben").code == 3
    assert desk.claim()["status"] == "in-review"

    ran = desk("approve", REF, "--as", "Cem")
    assert f"Next: factcheck check {REF}" in ran.err
    assert desk.claim()["status"] == "signed-off"


def test_a_void_signature_stays_visible_with_what_changed(desk: Program) -> None:
    desk.ok("edit", desk.signed_off(), "--claimant", "Nour", "--why", "Misheard.")

    shown = desk.ok("show", REF)
    assert "approve of v1 by Ben" in shown
    assert "(void)" in shown
    assert "Changed since: claimant." in shown
    claim = desk.claim()
    assert (claim["status"], claim["changed_since_signed"]) == ("needs-recheck", ["claimant"])
    assert [one["in_force"] for one in claim["reviews"]] == [False]
