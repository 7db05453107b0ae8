"""The quality run on a small folder of data: its table, its answers, and what it says where something lacks."""

import json
from pathlib import Path

import pytest

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
SCORER = "import sys; print('scored', *(open(name).read().count(chr(10)) for name in sys.argv[1:]))"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder, record in (("evidence_own", PASSAGES), ("numbers_own", FIGURES)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "held.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    return tmp_path


def test_every_split_found_is_measured_and_its_answers_written(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(data), "--out", str(data / "out")])

    table = capsys.readouterr().out
    assert "evidence_own held" in table
    assert "hit@1 1.0000" in table
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
        SystemExit, match=r"looked for evidence_\*/SPLIT.jsonl, numbers_\*/SPLIT.jsonl, match_\*/"
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
