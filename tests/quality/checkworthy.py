"""Check-worthiness: whether sentences that people picked for checking rank first, and are told from the others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import fmean
from time import perf_counter

from factcheck.desk import wanted_encoder
from factcheck.matching.encoder import Encoder
from factcheck.matching.worth_by_meaning import mixed, score_meanings
from factcheck.reading.sentence.check_worthiness_model import WorthinessScore, score_sentence, trained_model
from factcheck.workflow.articles.worth import MOST, share_of_meaning
from tests.encoders import patient_encoder
from tests.quality.seen_first import seen_sentences
from tests.quality.tasks import Record, Row, Split, Task, judged

_F1, _MAP = 0.85, 0.12
_FIELDS = ("id", "speaker", "text", "label")


def sentences_of(split: Split, needs: tuple[str, ...] = _FIELDS) -> list[Record]:
    """The judged sentences of one .tsv or a folder of them, each with its `doc`; a line that is none ends the run.

    What stands after the judgement is left out, as the data's own scorer does.
    """
    files = [split.path] if split.path.is_file() else sorted(split.path.glob("*.tsv"))
    found = []
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
            fields = line.split("\t")
            if line and len(fields) < len(needs):
                raise SystemExit(f"{file}, line {number}, is not {', '.join(needs)} (1 or 0) between tabs.")
            if line:
                found.append({"doc": file.stem, **dict(zip(needs, fields, strict=False))})
    return found


def is_picked(record: Record) -> bool:
    """Whether people found the sentence worth checking."""
    return bool(record["label"].strip() == "1")


def f1(picked: Sequence[bool], ours: Sequence[bool]) -> float:
    """The harmonic mean of precision and recall."""
    both = sum(one and other for one, other in zip(picked, ours, strict=True))
    return 2 * both / max(1, sum(picked) + sum(ours))


def average_precision(picked: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean precision at each picked sentence, best score first; equal scores in the order of the text."""
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    places = [place for place, at in enumerate(order, 1) if picked[at]]
    return sum(found / place for found, place in enumerate(places, 1)) / max(1, len(places))


def _measure(split: Split, found: list[Record], run: Path) -> Iterator[Row]:
    begun = perf_counter()
    ranks = [score_sentence(record["text"]) for record in found]
    each = (perf_counter() - begun) / max(1, len(found)) * 1000
    yield _row(
        "check-worthy", split, found, [one.value for one in ranks], run, f" ({each:.2f} ms a sentence)"
    )
    picked = [is_picked(record) for record in found]
    yield _reliability(split, picked, ranks)
    yield seen_sentences(split, [record["text"] for record in found], picked)
    if wanted_encoder() and split.name not in trained_model().trained_on:
        scores = [*_with_meaning(patient_encoder(), [record["text"] for record in found], ranks)]
        yield _row("check-worthy, [semantic]", split, found, scores, run.with_stem(f"{run.stem}.semantic"))


def _row(task: str, split: Split, found: list[Record], scores: list[float], run: Path, each: str = "") -> Row:
    answers = zip(found, scores, strict=True)
    run.write_text("".join(f"{one['doc']}\t{one['id']}\t{score}\n" for one, score in answers), "utf-8")
    told = f1([*map(is_picked, found)], [score > trained_model().threshold for score in scores])
    mean = _mean_average_precision(found, scores)
    is_debates = split.path.is_dir()
    target, published = (
        (_MAP, "random .033, length .055, best .166 (test)")
        if is_debates
        else (_F1, "random .308, numbers .642 (dev), best .802 (test)")
    )
    left_out = trained_model().measured.get(split.name)
    return Row(
        task,
        split.name,
        len(found),
        f"F1 {told:.4f} MAP {mean:.4f}"
        + (f"; trained on it, without it {left_out:.4f}" if left_out else each),
        f"{'MAP' if is_debates else 'F1'} ≥ {target}",
        _judged_unless_trained_on(split, mean if is_debates else told, target),
        published,
    )


def _with_meaning(encoder: Encoder, texts: list[str], ranks: Sequence[WorthinessScore]) -> Iterator[float]:
    """The scores that sentences of an English article have where the encoder is there."""
    for begin in range(0, len(texts), MOST):
        by_meaning = score_meanings(encoder, dict(enumerate(texts[begin : begin + MOST])))
        for at, one in enumerate(ranks[begin : begin + MOST]):
            yield mixed(one.value, by_meaning.get(at, one.value), share_of_meaning("", "en"))


def _reliability(split: Split, picked: Sequence[bool], ranks: Sequence[WorthinessScore]) -> Row:
    """How many of the sentences in each tenth of the scale of scores people picked; as many as it says is right."""
    tenths: dict[int, list[bool]] = defaultdict(list)
    for one, ours in zip(picked, ranks, strict=True):
        tenths[min(9, int(ours.value * 10))].append(one)
    told = (f".{tenth}: {fmean(some):.2f} of {len(some):,}" for tenth, some in sorted(tenths.items()))
    return Row("check-worthy, picked by score", split.name, len(ranks), " ".join(told), "", "", "")


def _judged_unless_trained_on(split: Split, measured: float, target: float) -> str:
    return "" if split.name in trained_model().trained_on else judged(measured >= target)


def _mean_average_precision(found: list[Record], scores: list[float]) -> float:
    judgements = [
        (record["doc"], is_picked(record), score) for record, score in zip(found, scores, strict=True)
    ]
    each = (list(group) for _, group in groupby(judgements, key=itemgetter(0)))
    return fmean(
        average_precision([picked for _, picked, _ in one], [score for *_, score in one]) for one in each
    )


CHECKWORTHY = Task(
    "check-worthy",
    "checkworthy_*",
    _FIELDS,
    _measure,
    "score_checkworthy.py",
    tells=(str(trained_model().threshold),),
    files=("*.tsv", "*/*.tsv"),
    read=sentences_of,
)
