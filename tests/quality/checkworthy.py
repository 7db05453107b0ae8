"""Check-worthiness: whether sentences that people picked for checking rank first, and are told from the others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import fmean
from time import perf_counter

from factcheck.reading.sentence.check_worthiness_model import WorthinessScore, score_sentence, trained_model
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
    model = trained_model()
    begun = perf_counter()
    ranks = [score_sentence(record["text"]) for record in found]
    each = (perf_counter() - begun) / max(1, len(found)) * 1000
    answers = zip(found, ranks, strict=True)
    run.write_text("".join(f"{one['doc']}\t{one['id']}\t{ours.value}\n" for one, ours in answers), "utf-8")
    picked = [is_picked(record) for record in found]
    told = f1(picked, [ours.is_worth_checking for ours in ranks])
    mean = _mean_average_precision(found, ranks)
    is_debates = split.path.is_dir()
    target, published = (
        (_MAP, "random .033, length .055, best .166 (test)")
        if is_debates
        else (_F1, "random .308, numbers .642 (dev), best .802 (test)")
    )
    left_out = model.measured.get(split.name)
    yield Row(
        "check-worthy",
        split.name,
        len(found),
        f"F1 {told:.4f} MAP {mean:.4f}"
        + (f"; trained on it, without it {left_out:.4f}" if left_out else f" ({each:.2f} ms a sentence)"),
        f"{'MAP' if is_debates else 'F1'} ≥ {target}",
        _judged_unless_trained_on(split, mean if is_debates else told, target),
        published,
    )
    yield _reliability(split, picked, ranks)
    yield seen_sentences(split, [record["text"] for record in found], picked)


def _reliability(split: Split, picked: Sequence[bool], ranks: Sequence[WorthinessScore]) -> Row:
    """How many of the sentences in each tenth of the scale of scores people picked; as many as it says is right."""
    tenths: dict[int, list[bool]] = defaultdict(list)
    for one, ours in zip(picked, ranks, strict=True):
        tenths[min(9, int(ours.value * 10))].append(one)
    told = (f".{tenth}: {fmean(some):.2f} of {len(some):,}" for tenth, some in sorted(tenths.items()))
    return Row("check-worthy, picked by score", split.name, len(ranks), " ".join(told), "", "", "")


def _judged_unless_trained_on(split: Split, measured: float, target: float) -> str:
    return "" if split.name in trained_model().trained_on else judged(measured >= target)


def _mean_average_precision(found: list[Record], ranks: list[WorthinessScore]) -> float:
    judgements = [
        (record["doc"], is_picked(record), ours.value) for record, ours in zip(found, ranks, strict=True)
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
