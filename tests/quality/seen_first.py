"""What a person sees first: the answers of the commands' own functions, with their defaults.

`find` is `find_in_texts` as the command asks it, `match` is `match_words` on a desk that holds the checks, and
`article show` judges each sentence with `judge_sentence`.
"""

from collections.abc import Iterable, Iterator, Sequence

from factcheck.matching.encoder import Encoder
from factcheck.matching.passages import Passage
from factcheck.reading.sentence.check_worthiness import judge_sentence
from factcheck.workflow.evidence.find import SearchedText, find_in_texts
from tests.quality.tasks import Record, Row, Split


def found_passages(
    claim: str, sentences: Sequence[str], encoder: Encoder | None = None
) -> tuple[Passage, ...]:
    """What `find` shows of a page that consists of these sentences, one a paragraph."""
    found = find_in_texts(claim, [SearchedText("\n\n".join(sentences))], encoder)
    return tuple(one.passage for one in found.passages)


def ranking_of(shown: Sequence[Passage], sentences: Sequence[str]) -> list[int]:
    """The indexes of the sentences in the order in which they are shown, then those that are not."""
    spans = list(enumerate(_spans(sentences)))
    seen = (at for one in shown for at, span in spans if _overlaps(one, [span]))
    return [*dict.fromkeys((*seen, *range(len(spans))))]


def seen_passages(
    task: str, split: Split, found: Sequence[tuple[Sequence[Passage], Record, set[int]]]
) -> Row:
    """Where the first sentence that settles the claim is in what `find` shows."""
    places: list[int | None] = []
    little = 0
    for shown, record, gold in found:
        spans = [span for at, span in enumerate(_spans(record["passages"])) if at in gold]
        place = next((at for at, one in enumerate(shown) if _overlaps(one, spans)), None)
        places.append(place)
        little += place is not None and shown[place].shares_little
    also = f"of these as sharing little {_share(little, len(places))}"
    return _row(f"{task}, seen first", split, places, also)


def _spans(sentences: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for sentence in sentences:
        yield at, at + len(sentence)
        at += len(sentence) + 2


def _overlaps(passage: Passage, spans: Iterable[tuple[int, int]]) -> bool:
    return any(passage.start < end and start < passage.end for start, end in spans)


def unsupported_figures(claim: str, sentences: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the parts of a claim's figures that `find` says stand nowhere on the page."""
    notes = {note for passage in found_passages(claim, sentences) for note in passage.figures}
    found = [
        (claim.index(note.claim) + note.claim.index(part), part) for note in notes for part in note.missing
    ]
    return sorted({(at, at + len(part)) for at, part in found})


def seen_matches(task: str, split: Split, rankings: Iterable[tuple[Sequence[str], set[str]]]) -> Row:
    """Where the right check is in what `match` shows: what is shown of each claim, best first, and what is right."""
    places = [next((at for at, claim in enumerate(shown) if claim in same), None) for shown, same in rankings]
    return _row(f"{task}, seen first", split, places)


def seen_sentences(split: Split, texts: Sequence[str], picked: Sequence[bool]) -> Row:
    """How many of the sentences that people picked `article show --open` lists, and how many of all."""
    listed = [judge_sentence(text).is_checkable for text in texts]
    both = sum(one and other for one, other in zip(listed, picked, strict=True))
    figures = f"picked ones listed {_share(both, sum(picked))}, all listed {_share(sum(listed), len(listed))}"
    return Row("article show, seen first", split.name, len(texts), figures, "", "", "")


def _row(task: str, split: Split, places: Sequence[int | None], also: str = "") -> Row:
    """The shares of first places, of places among three, and of all that is shown."""
    shown = [place for place in places if place is not None]
    count = len(places)
    figures = (
        f"first {_share(sum(place == 0 for place in shown), count)}"
        f" among three {_share(sum(place < 3 for place in shown), count)}"
        f" shown {_share(len(shown), count)}{also and f'; {also}'}"
    )
    return Row(task, split.name, count, figures, "", "", "")


def _share(some: int, of: int) -> str:
    return f"{some / max(1, of):.4f}"
