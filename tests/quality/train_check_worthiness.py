"""Train the model that ranks sentences by how much they look worth checking, and measure it on what it has not seen.

    make bench ARGS=help                       (once: makes the environment with scikit-learn)
    .venv-bench/bin/python -m tests.quality.train_check_worthiness DATA

DATA is the folder of judged data: `checkworthy_ct24_en/train.tsv` (CLEF CheckThat! 2024, sentences of presidential
debates) and `checkworthy_ct19_debates/train/` (CheckThat! 2019, whole debates and speeches). Writes
factcheck/reading/sentence/models/check_worthiness.json, the same bytes each time. Both sets are free for research and
stay where they are.

Each word or pair of words is scaled by the log-ratio of its shares in sentences that people picked and in others
(Wang and Manning, Baselines and Bigrams, 2012) before the logistic model is trained. Scores are calibrated (Platt) in
ten cross-validated parts of the first set, so that of sentences with a score of .3 people picked three in ten. The
threshold is the lowest score at which F1 there is within .005 of its best, since a missed sentence costs more than one
read in vain. MAP is measured on each debate by a model that has seen neither that debate nor any of
its longer sentences in the other set, and is averaged.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.feature_selection import chi2
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from factcheck.reading.sentence.check_worthiness_model import length_factor, n_grams, visible_text
from tests.quality.checkworthy import average_precision, is_picked, sentences_of
from tests.quality.tasks import Record, Split

FEATURES, RAREST, LEAST = 8_000, 3, 0.05
"""The number of words and pairs, the least number of sentences that hold one, and the least weight that is kept."""
STRENGTH, DEBATES_COUNT = 0.25, 0.6
"""How weakly weights are held to zero, and what a sentence of a debate counts beside one of the first set."""
FROM_BEST = 0.005
PARTS = 10
LONG = 30
MODEL = (
    Path(__file__).resolve().parents[2]
    / "factcheck"
    / "reading"
    / "sentence"
    / "models"
    / "check_worthiness.json"
)
Array = Any
"""An array of numpy or scipy; neither is installed where types are checked."""


@dataclass(frozen=True)
class Fitted:
    """Weights for some of the columns, and the bias of the first set; debates have one of their own."""

    columns: Array
    weights: Array
    bias: float


class Sentences:
    """All sentences of both sets as rows of words and pairs, counted once."""

    def __init__(self, first: list[Record], debates: list[Record]) -> None:
        self.records = [*first, *debates]
        self.picked = np.array([is_picked(record) for record in self.records])
        self.in_debate = np.arange(len(self.records)) >= len(first)
        self.debate = np.array([""] * len(first) + [record["doc"] for record in debates])
        self._counter = CountVectorizer(
            analyzer=lambda text: n_grams(visible_text(text)), binary=True, min_df=RAREST, dtype=float
        )
        self.rows = csr_matrix(self._counter.fit_transform(record["text"] for record in self.records))

    @cached_property
    def names(self) -> Array:
        return self._counter.get_feature_names_out()

    @cached_property
    def wording(self) -> Array:
        """Each sentence without case and marks; short ones, which anybody says, are all unlike."""
        return np.array(
            [
                " ".join(re.findall(r"\w+", record["text"].casefold()))
                if len(record["text"]) > LONG
                else str(at)
                for at, record in enumerate(self.records)
            ]
        )

    def without(self, held: Array) -> Array:
        """The rows that are not held back, and say nothing that one held back says."""
        return np.flatnonzero(~np.isin(self.wording, self.wording[held]) & ~held)

    def fit(self, chosen: Array) -> Fitted:
        """The model trained on the chosen rows, its words picked by chi-square in the first set."""
        first = chosen[~self.in_debate[chosen]]
        tells = np.nan_to_num(chi2(self.rows[first], self.picked[first])[0])
        columns = np.sort(np.argsort(-tells, kind="stable")[:FEATURES])
        ratios = _log_ratios(self.rows[first][:, columns], self.picked[first])
        scaled = self._shortened(columns)[chosen] @ diags(ratios)
        rows = hstack([scaled, csr_matrix(self.in_debate[chosen][:, None], dtype=float)])
        trained = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1_000, random_state=0)
        trained.fit(rows.tocsr(), self.picked[chosen], np.where(self.in_debate[chosen], DEBATES_COUNT, 1.0))
        weights = trained.coef_[0][:-1] * ratios
        kept = np.abs(weights) >= LEAST
        return Fitted(columns[kept], weights[kept], float(trained.intercept_[0]))

    def scores(self, fitted: Fitted) -> Array:
        return self._shortened(fitted.columns) @ fitted.weights + fitted.bias

    def _shortened(self, columns: Array) -> Array:
        known = self.rows[:, columns]
        return diags([length_factor(int(count)) for count in known.sum(axis=1).A1]) @ known


def _log_ratios(rows: Array, picked: Array) -> Array:
    """For each column the log of its share in picked sentences by its share in the others, each count one more."""
    shares = [(rows[some].sum(axis=0).A1 + 1) / (some.sum() + 2) for some in (picked, ~picked)]
    return np.log(shares[0] / shares[1])


@dataclass(frozen=True)
class Calibration:
    """The log-odds of a score are `slope` times the fitted ones plus `shift`; `threshold` are such log-odds."""

    slope: float
    shift: float
    threshold: float
    f1: float


def cross_validated(sentences: Sentences) -> Calibration:
    """What makes the scores of the first set shares of picked sentences, each part unseen in its turn."""
    first = np.flatnonzero(~sentences.in_debate)
    scores = np.zeros(len(first))
    for _, part in StratifiedKFold(PARTS, shuffle=True, random_state=0).split(first, sentences.picked[first]):
        held = np.zeros(len(sentences.records), dtype=bool)
        held[part] = True
        scores[part] = sentences.scores(sentences.fit(sentences.without(held)))[part]
    picked = sentences.picked[first]
    platt = LogisticRegression(C=1e6).fit(scores[:, None], picked)
    slope, shift = float(platt.coef_[0][0]), float(platt.intercept_[0])
    order = np.argsort(-scores, kind="stable")
    measured = 2 * np.cumsum(picked[order]) / (np.arange(1, len(order) + 1) + picked.sum())
    last = int(np.flatnonzero(measured >= measured.max() - FROM_BEST)[-1])
    return Calibration(slope, shift, slope * float(scores[order[last]]) + shift, float(measured[last]))


def left_out_in_turn(sentences: Sentences) -> float:
    """The mean average precision over debates, each ranked by a model that has not seen it."""
    found = []
    for debate in sorted({*sentences.debate} - {""}):
        held = sentences.debate == debate
        scores = sentences.scores(sentences.fit(sentences.without(held)))[held]
        found.append(average_precision(sentences.picked[held].tolist(), scores.tolist()))
    return fmean(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on everything, measure, and write the model."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.train_check_worthiness",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of judged data")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the model is written")
    asked = parser.parse_args(arguments)
    splits = (
        Split(asked.data / "checkworthy_ct24_en/train.tsv"),
        Split(asked.data / "checkworthy_ct19_debates/train"),
    )
    sentences = Sentences(*map(sentences_of, splits))
    calibrated = cross_validated(sentences)
    fitted = sentences.fit(np.arange(len(sentences.records)))
    weights = {
        str(sentences.names[at]): round(calibrated.slope * float(weight), 3)
        for at, weight in zip(fitted.columns, fitted.weights, strict=True)
    }
    model = {
        "made_by": "tests/quality/train_check_worthiness.py",
        "trained_on": [split.name for split in splits],
        "measured": {
            splits[0].name: round(calibrated.f1, 4),
            splits[1].name: round(left_out_in_turn(sentences), 4),
        },
        "threshold": round(1 / (1 + float(np.exp(-calibrated.threshold))), 4),
        "bias": round(calibrated.slope * fitted.bias + calibrated.shift, 4),
        "weights": {gram: weight for gram, weight in sorted(weights.items()) if weight},
    }
    asked.out.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", "utf-8")
    sys.stdout.write(f"{json.dumps(model | {'weights': len(weights)}, indent=1)}\n")


if __name__ == "__main__":
    main()
