"""Train the model that scores sentences of other languages by meaning, and measure it on what it has not seen.

    .venv/bin/python -m tests.quality.train_worth_by_meaning DATA       (with the extra [semantic])

DATA is the folder of judged data: `checkworthy_ct24_en/train.tsv` (CLEF CheckThat! 2024, free for research, English) is
all that is read. Writes factcheck/reading/sentence/models/check_worthiness_by_meaning.json.

A logistic model with squared weights held down is trained on the vectors, each of length 1. Scores are calibrated
(Platt) in ten cross-validated parts, sentences of equal vectors in the same part, so that of sentences with a score of
.3 people picked three in ten, as with the model of English words, whose threshold it shares.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from factcheck.matching.encoder import Encoder, installed_encoder
from factcheck.matching.worth_by_meaning import MODEL
from factcheck.reading.sentence import check_worthiness_model
from factcheck.reading.sentence.check_worthiness_model import trained_model, visible_text
from tests.quality.checkworthy import f1, is_picked, sentences_of
from tests.quality.tasks import Split

HELD_DOWN = 1 / 3
"""How strongly weights are held to zero: the best mean precision of .01 to 3 in the cross-validation."""
PARTS, STEPS = 10, 12
Array = np.ndarray[Any, np.dtype[np.float64]]


def fit(rows: Array, picked: Array, held_down: float = HELD_DOWN) -> Array:
    """The weights of a logistic model by Newton's method, the last of them the bias, which is not held down."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    penalty = np.full(rows.shape[1], held_down)
    penalty[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share - picked) + penalty * weights
        curve = (rows.T * (share * (1 - share))) @ rows + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights


def unseen_scores(rows: Array, picked: Array, parts: Array) -> Array:
    """The log-odds of each row by a model that has not seen its part."""
    scores = np.zeros(len(rows))
    for part in range(PARTS):
        held = parts == part
        weights = fit(rows[~held], picked[~held])
        scores[held] = rows[held] @ weights[:-1] + weights[-1]
    return scores


def train(encoder: Encoder, split: Split) -> dict[str, Any]:
    """What the file of the model holds."""
    found = sentences_of(split)
    vectors = encoder.vectors([visible_text(record["text"]) for record in found], patiently=True)
    numbers = np.frombuffer(b"".join(vectors), np.int8).reshape(len(vectors), -1).astype(np.float64)
    rows = numbers / np.linalg.norm(numbers, axis=1, keepdims=True)
    picked = np.array([float(is_picked(record)) for record in found])
    scores = unseen_scores(rows, picked, np.array([crc32(vector) % PARTS for vector in vectors]))
    slope, shift = fit(scores[:, None], picked, 0.0)
    shares = 1 / (1 + np.exp(-slope * scores - shift))
    weights = fit(rows, picked)
    return {
        "made_by": "tests/quality/train_worth_by_meaning.py",
        "encoder": encoder.name,
        "trained_on": split.name,
        "measured": round(f1([*map(bool, picked)], [*(shares > trained_model().threshold)]), 4),
        "bias": round(float(slope * weights[-1] + shift), 4),
        "weights": [round(float(slope * weight), 3) for weight in weights[:-1]],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure, and write the model."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.train_worth_by_meaning",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of judged data")
    encoder = installed_encoder()
    if encoder is None:
        raise SystemExit("This needs the extra [semantic].")
    asked = parser.parse_args(arguments)
    model = train(encoder, Split(asked.data / "checkworthy_ct24_en/train.tsv"))
    path = Path(check_worthiness_model.__file__).with_name(MODEL.partition("/")[0]) / Path(MODEL).name
    path.write_text(json.dumps(model, indent=0) + "\n", "utf-8")
    sys.stdout.write(f"{json.dumps(model | {'weights': len(model['weights'])}, indent=1)}\n")


if __name__ == "__main__":
    main()
