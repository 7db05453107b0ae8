"""Sentences of an article: ranked by how much they look worth checking, and judged with kind, speaker and reasons."""

import subprocess
import sys
import time
from collections.abc import Iterator
from random import Random
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure, below
from tests.bench.timing import PYTHON, environment

_RANKED, _JUDGED = 0.1, 1.0
_SENTENCES, _ROUNDS = 2_000, 7


def measure_worth(_bench: Bench) -> Iterator[Figure]:
    """A sentence is ranked within a tenth of a millisecond of the processor's time, and judged whole within one."""
    command = (PYTHON, "-m", "tests.bench.judging")
    told = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout
    for line, bound in zip(told.splitlines(), (_RANKED, _JUDGED), strict=True):
        what, milliseconds = line.rsplit(" ", 1)
        yield below(what, float(milliseconds), bound, "ms")


def _time_sentences() -> None:
    from factcheck.reading.sentence.check_worthiness import judge_sentence
    from factcheck.reading.sentence.check_worthiness_model import score_sentence
    from factcheck.reading.sentence.sentences import split_sentences
    from tests.bench.material import prose

    texts = [one.text for one in split_sentences(prose(Random(1), _SENTENCES * 12))]
    for what, judge in (
        ("a sentence ranked", score_sentence),
        ("a sentence judged, with its reasons", judge_sentence),
    ):
        judge(texts[0])
        taken = []
        for _ in range(_ROUNDS):
            began = time.process_time()
            for text in texts:
                judge(text)
            taken.append((time.process_time() - began) / len(texts))
        sys.stdout.write(f"{what} {median(taken) * 1000:.4f}\n")


if __name__ == "__main__":
    _time_sentences()
