"""Earlier checks at the command line: `match`, and what `add` tells of them."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import REF, TEXT, Program
from tests.desks import CHECK, opened

TWIN = "The bridge opened in 1945."


@pytest.fixture
def shelved(desk: Program) -> Program:
    """A desk with one claim and one check of others."""
    desk.ok("add", TEXT)
    with (
        opened(f"sqlite:///{desk.folder}/factcheck.db", desk.folder) as inside,
        inside.store.writing() as ledger,
    ):
        ledger.shelve([CHECK])
    return desk


def test_match_shows_what_is_shared_and_what_differs(shelved: Program) -> None:
    ran = shelved("match", TWIN)

    assert ran.code == 0
    assert ran.lines[0].split()[:2] == [REF, "likely"]
    assert "shares" in ran.out
    assert "date 1945 / 1932" in ran.out
    assert f"Next: factcheck show {REF}" in ran.err


def test_match_in_json_keeps_its_words(shelved: Program) -> None:
    said = shelved.json("match", TWIN)

    assert said["schema"] == 1
    (own,) = said["matches"]
    assert (own["ref"], own["text"], own["band"]) == (REF, TEXT, "likely")
    assert own["differs"] == [{"what": "date", "here": "1945", "there": "1932"}]
    assert {"score", "why"} <= set(own)


def test_match_of_a_claim_that_is_here_leaves_itself_out(shelved: Program) -> None:
    assert shelved.json("match", REF, "--all")["matches"][0]["url"] == CHECK.url


def test_each_line_of_stdin_has_an_answer_on_a_line(shelved: Program) -> None:
    ran = shelved("match", "-", "--format", "jsonl", stdin=f"{TWIN}\n\nTaxes fell.\n".encode())

    answers = [json.loads(line) for line in ran.lines]
    assert [(one["schema"], one["text"], len(one["matches"])) for one in answers] == [
        (1, TWIN, 1),
        (1, "Taxes fell.", 0),
    ]


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "md", "json"])
def test_every_form_names_the_claim_that_was_asked_and_the_one_found(shelved: Program, form: str) -> None:
    out = shelved("match", "-", "--format", form, stdin=TWIN.encode()).out
    assert TWIN in out
    assert REF in out


def test_nothing_like_it_is_an_answer(shelved: Program) -> None:
    ran = shelved("match", "Taxes fell.")
    assert (ran.code, ran.out) == (0, "")
    assert "No earlier claim is like it" in ran.err


@pytest.mark.parametrize(
    "asked",
    [
        "",
        " ",
        "the of",
        'AND OR NEAR( " * ^ :',
        "x" * 10_000,
        "بلغ عدد",
        "北京",
        "--",
        "'; DROP TABLE claim; --",
        "\u202e",
    ],
)
def test_whatever_is_asked_is_answered(shelved: Program, asked: str) -> None:
    assert shelved("match", "--all", "--", asked).code == 0


def test_add_tells_of_likely_ones_with_what_differs(shelved: Program) -> None:
    ran = shelved("add", TWIN)

    assert ran.lines == ["the-bridge-opened-in-1945"]
    assert (
        f"Like the-bridge-opened-in-1945 ({REF}): {TEXT} But they differ: date: “1945” here, “1932” there."
        in ran.err
    )


def test_add_of_many_lines_stays_silent(shelved: Program) -> None:
    lines = "".join(f"The bridge opened in {1900 + number}.\n" for number in range(30))
    assert "Like " not in shelved("add", "-", stdin=lines.encode()).err


def test_match_outside_a_desk_says_so(tmp_path: Path) -> None:
    assert Program(tmp_path)("match", "x").code == 1
