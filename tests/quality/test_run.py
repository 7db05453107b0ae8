"""The quality run on a small folder of data: its table, its answers, and what it says where something lacks."""

import json
import re
from pathlib import Path

import pytest

from factcheck.reading.sentence.check_worthiness_model import trained_model
from tests.quality.run import main

PASSAGES = {
    "id": "p1",
    "claim": "The bridge opened in 1932.",
    "label": "supported",
    "passages": ["Welcome", "The bridge opened in May 1932.", "It is long."],
    "gold_sets": [[1]],
}
FIGURES = {
    "meta": {"id": "n1"},
    "claim": "The bridge opened in 1932 and cost 5 million.",
    "claim_tokens": ["The", "bridge", "opened", "in", "1932", "and", "cost", "5", "million", "."],
    "non_supported_spans": [False] * 6 + [True] * 3 + [False],
    "evidence": ["The bridge opened in May 1932."],
}
DEBATE = (
    "1\tANCHOR\tGood evening, and thank you for coming.\t0\n"
    "2\tRUIZ\tWe lost 4,000 jobs\u2028in the last ten years.\t1\n"
    "3\tSYSTEM\t(APPLAUSE)\t0\n"
)
SCORER = "import sys; print('scored', *(open(name).read().count(chr(10)) for name in sys.argv[1:]))"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder, record in (("evidence_own", PASSAGES), ("numbers_own", FIGURES)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "held.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    debates = tmp_path / "checkworthy_own" / "debates"
    debates.mkdir(parents=True)
    for place in (debates / "first.tsv", debates / "second.tsv", debates.with_name("held.tsv")):
        place.write_text(DEBATE, "utf-8")
    return tmp_path


def test_every_split_found_is_measured_and_its_answers_written(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(data), "--out", str(data / "out")])

    table = capsys.readouterr().out
    assert "evidence_own held" in table
    assert "hit@1 1.0000" in table
    assert "first 1.0000 among three 1.0000 shown 1.0000; of these as sharing little 0.0000" in table
    assert "picked ones listed 1.0000, all listed 0.3333" in table
    assert "P 1.0000 R 1.0000" in table
    assert "MISSED" not in table
    ranking, flagged = (
        json.loads((data / "out" / f"{name}.held.jsonl").read_text("utf-8"))
        for name in ("evidence_own", "numbers_own")
    )
    assert ranking == {"id": "p1", "ranking": [1, 0, 2]}
    assert flagged == {"id": "n1", "flagged": [[35, 44]]}


def test_the_datas_own_scorer_is_asked_where_there_is_one(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "scorers").mkdir()
    (data / "scorers" / "score_evidence.py").write_text(SCORER, "utf-8")

    main([str(data), "passages", "--out", str(data / "out")])

    assert "score_evidence.py: scored 1 1" in capsys.readouterr().out


def test_a_folder_without_data_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(
        SystemExit, match=r"evidence_\*/SPLIT.jsonl, .*checkworthy_\*/SPLIT.tsv, match_\*/qrels"
    ):
        main([str(tmp_path)])


@pytest.mark.parametrize(
    ("line", "said"),
    [('{"id": 1}', "line 2, lacks claim, passages"), ("{", "line 2, is not JSON"), ("[]", "lacks id")],
)
def test_a_line_that_is_not_as_it_must_be_is_named(data: Path, line: str, said: str) -> None:
    with (data / "evidence_own" / "held.jsonl").open("a", encoding="utf-8") as file:
        file.write(line)

    with pytest.raises(SystemExit, match=said):
        main([str(data), "--out", str(data / "out")])


def test_no_folder_and_no_such_task_are_mistakes_of_use(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, said in (
        ([str(data / "none")], "is not a folder"),
        ([str(data), "tides"], "no task tides"),
    ):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
        assert said in capsys.readouterr().err


def test_sentences_are_ranked_one_file_or_a_folder_of_debates_at_a_time(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(data), "check-worthy", "--out", str(data / "out")])

    table = capsys.readouterr().out
    assert table.count("F1 1.0000 MAP 1.0000") == 2
    answers = (data / "out" / "checkworthy_own.debates.tsv").read_text("utf-8").splitlines()
    assert [line.split("\t")[:2] for line in answers] == [
        [debate, number] for debate in ("first", "second") for number in "123"
    ]
    assert len((data / "out" / "checkworthy_own.held.tsv").read_text("utf-8").splitlines()) == 3


def test_the_scorer_is_given_the_threshold_of_check_worthiness(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "scorers").mkdir()
    (data / "scorers" / "score_checkworthy.py").write_text("import sys; print('above', sys.argv[3])", "utf-8")

    main([str(data), "check-worthy", "--out", str(data / "out")])

    assert f"score_checkworthy.py: above {trained_model().threshold}" in capsys.readouterr().out


def test_a_split_that_the_model_has_seen_is_not_held_against_the_target(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "checkworthy_own").rename(data / "checkworthy_ct24_en")
    (data / "checkworthy_ct24_en" / "held.tsv").rename(data / "checkworthy_ct24_en" / "train.tsv")

    main([str(data), "check-worthy", "--out", str(data / "out")])

    assert "trained on it, without it " in capsys.readouterr().out


def test_a_sentence_without_a_judgement_is_named(data: Path) -> None:
    with (data / "checkworthy_own" / "held.tsv").open("a", encoding="utf-8") as file:
        file.write("4\tRUIZ\tNothing more.\n")

    with pytest.raises(SystemExit, match=r"held.tsv, line 4, is not id, speaker, text, label"):
        main([str(data), "check-worthy", "--out", str(data / "out")])


CLAIMS = (
    "id\tclaim\ttitle\tdate\tstated\n"
    "c1\tThe long bridge over the delta opened in 1932.\tWhen did the bridge open?\t5 March 2022\t\n"
    "c2\tThe ferry over the lake is new.\tA ferry?\t\tstated on March 1, 2016 in a speech:\n"
    "c3\tThe ferry over the delta sank.\tIs it lost?\t3 March 2022\t\n"
)


def _matches(folder: Path, queries: str, qrels: str) -> None:
    folder.mkdir()
    for name, content in (("claims.tsv", CLAIMS), ("queries.held.tsv", queries), ("qrels.held.tsv", qrels)):
        (folder / name).write_text(content, "utf-8")


def test_matches_are_those_of_the_command_with_the_days_that_the_data_gives(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = (
        "q1\tThe long bridge over the delta was opened in 1932\n"
        "q2\tA ferry sank in the delta! \u2014 Ann Ruiz (@ann) March 2, 2022\n"
    )
    _matches(data / "match_own", queries, "q1 0 c1 1\nq2 0 c3 1\n")

    main([str(data), "matches", "--out", str(data / "out")])

    table = capsys.readouterr().out
    assert "MAP@5 1.0000 MRR 1.0000" in table
    assert "right ones called likely 1.0000, wrong ones where nothing is right 0.0000" in table
    answers = (data / "out" / "match_own.held.tsv").read_text("utf-8").splitlines()
    assert next(line.split("\t")[:2] for line in answers if line.startswith("q2")) == ["q2", "c3"]


def test_where_the_extra_is_installed_what_is_found_with_it_is_measured_too(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_SENTENCE_ENCODER")
    _matches(data / "match_own", "q1\tПаром затонул\n", "q1 0 c3 1\n")

    main([str(data), "matches", "--out", str(data / "out")])

    table = capsys.readouterr().out
    words, meaning = re.findall(r"MAP@5 (\S+)", table)
    assert (float(words) < 1, meaning) == (True, "1.0000")
    assert "match, [semantic], likely" in table
    answers = (data / "out" / "match_own.held.semantic.tsv").read_text("utf-8")
    assert answers.startswith("q1\tc3\t")


def test_a_floor_that_is_missed_fails_the_run_after_the_table(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worse = {**PASSAGES, "gold_sets": [[0]]}
    (data / "evidence_own" / "held.jsonl").write_text(json.dumps(worse) + "\n", "utf-8")
    (data / "checkworthy_own" / "held.tsv").write_text(DEBATE.replace("\t1\n", "\t0\n"), "utf-8")

    with pytest.raises(SystemExit, match=r"Below the floor: .*check-worthy on checkworthy_own held"):
        main([str(data), "check-worthy", "--out", str(data / "out")])

    assert "MISSED" in capsys.readouterr().out
