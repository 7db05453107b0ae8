"""Three hundred sentences as in news, debates and tweets, labelled before the program judged them."""

from pathlib import Path

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.sentence.check_worthiness import judge_sentence

TABLE = Path(__file__).with_name("sentence_kinds.tsv")
_KIND, _PRECISION, _RECALL = 0.90, 0.94, 0.97


def test_kinds_are_those_that_a_checker_would_say() -> None:
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    judged = [(SentenceKind(kind), judge_sentence(text).kind) for _, kind, text in lines]
    checkable = sum(ours.is_checkable for _, ours in judged)
    both = sum(kind.is_checkable and ours.is_checkable for kind, ours in judged)

    assert len(judged) == 300
    assert sum(kind is ours for kind, ours in judged) / len(judged) >= _KIND
    assert both / checkable >= _PRECISION
    assert both / sum(kind.is_checkable for kind, _ in judged) >= _RECALL
