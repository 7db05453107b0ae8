"""The claims the benchmarks run on: as long and as many-sided as a newsroom's, and the same in every run."""

import csv
import re
from pathlib import Path
from random import Random
from typing import Any

_WORDS = re.findall(
    r"\w+",
    """
    archive budget council department district documents election estimate figures government harbour
    hospital inquiry inspectors January ledger library mayor measures minister minutes ministry neighbours
    newspaper office official parliament pension percent pipeline police population programme quarterly
    railway record register report residents review river schools secretary September spokesman statement
    statistics survey tenants transport treasury union university water witness workers approved bought built
    claimed closed counted declined denied described doubled fell found granted heard held increased lost
    named opened ordered paid published put reached reported rose said showed signed spent told voted warned
    about across after against before beside between during over since under without the the the a an of of
    to in and that its their this which later early local new old public second third
    """,
)
_KINDS = ("figure", "date", "quote", "attribution", "event")
_TOPICS = ("budget", "roads", "health", "schools", "housing", "migration", "energy", "police")
_RATINGS = ("true", "mostly-true", "half-true", "mostly-false", "false")
_PUBLISHERS = (
    "The Harbour Times",
    "City archive",
    "Statistical office",
    "Radio Küste",
    "Le Courrier du port",
)
_SOURCE_KINDS = ("primary", "official", "news", "reference")
_STANCES = ("supports", "refutes", "supports", "context")
_HEADERS = ("text", "quote", "claimant", "claimed_on", "said_in", "kind", "context", "tags", "language")


def prose(chance: Random, words: int) -> str:
    """Sentences of about twelve words."""
    chosen = chance.choices(_WORDS, k=words)
    sentences = (chosen[at : at + 12] for at in range(0, words, 12))
    return " ".join(f"{' '.join(one).capitalize()}." for one in sentences)


def _chance(seed: str) -> Random:
    """Chance that falls the same way in every run."""
    return Random(seed)


def claim(number: int) -> dict[str, Any]:
    """The fields of one claim; no two have the same wording."""
    chance = _chance(f"claim {number}")
    year, month = chance.randint(1990, 2025), chance.randint(1, 12)
    said = prose(chance, 12)
    return {
        "text": f"In {year} ward {number} spent {chance.randint(2, 999)} thousand euros: {said}",
        "quote": said,
        "claimant": f"Councillor {chance.choice('ABCDEFGHKLMNPRST')}. {chance.choice(_WORDS).capitalize()}",
        "claimed_on": f"{year}-{month:02}-{chance.randint(1, 28):02}",
        "said_in": f"https://city.example/minutes/{year}/{number}",
        "kind": chance.choice(_KINDS),
        "context": prose(chance, 20),
        "tags": tuple(chance.sample(_TOPICS, k=2)),
        "language": "en",
    }


def ref_of(number: int) -> str:
    """What a claim is called in the desk."""
    return f"ward-{number}"


def source(number: int, of: int) -> dict[str, Any]:
    """One of a claim's four sources."""
    chance = _chance(f"source {number} of {of}")
    return {
        "id": f"s{number}",
        "url": f"https://sources.example/{of}/{number}?page={chance.randint(1, 400)}",
        "title": prose(chance, 8),
        "publisher": chance.choice(_PUBLISHERS),
        "author": f"{chance.choice('ABCDEFGHKLMNPRST')}. {chance.choice(_WORDS).capitalize()}",
        "published_on": f"{chance.randint(1990, 2025)}-{chance.randint(1, 12):02}",
        "kind": _SOURCE_KINDS[number % 4],
        "language": "en",
        "note": prose(chance, 10),
    }


def evidence(number: int, of: int) -> dict[str, Any]:
    """One of a claim's four pieces of evidence, a paragraph copied by hand."""
    chance = _chance(f"evidence {number} of {of}")
    return {
        "id": f"e{number}",
        "source": f"s{number}",
        "stance": _STANCES[number % 4],
        "standing": "transcribed",
        "exact": prose(chance, 36),
        "prefix": prose(chance, 6),
        "suffix": prose(chance, 6),
        "who": "Ana Ruiz",
        "when": "2026-01-15",
        "note": prose(chance, 20),
    }


FOUND = {
    "standing": "anchored",
    "position": {"start": 0, "end": 200},
    "match": "exact",
}
"""What a quote says that stands in a capture."""


def capture(number: int, of: str) -> dict[str, Any]:
    """A page of a source, captured whole."""
    digests = dict.fromkeys(("record", "payload_digest", "text_digest"), "ab" * 32)
    url = "https://sources.example/"
    return {
        **digests,
        "id": f"c{number}",
        "source": of,
        "outcome": "ok",
        "fetched_at": "2026-01-15T08:00:00Z",
        "requested_url": url,
        "content_type": "text/html",
        "size": 48_200,
    }


def verdict(of: int, wording: str) -> dict[str, Any]:
    """A claim's verdict: a rating, a summary, and two paragraphs of reasons that point at the evidence."""
    chance = _chance(f"verdict of {of}")
    return {
        "id": "v1",
        "rating": chance.choice(_RATINGS),
        "wording": wording,
        "summary": prose(chance, 20),
        "rationale": f"{prose(chance, 60)} [e1] [e2]\n\n{prose(chance, 60)} [e3] [e4]",
        "cites": ("e1", "e2", "e3", "e4"),
        "resolves": prose(chance, 20),
    }


def write_csv(path: Path, rows: int) -> Path:
    """Claims as a spreadsheet saves them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _HEADERS)
        writer.writeheader()
        for number in range(rows):
            fields = claim(number)
            writer.writerow({**fields, "tags": "; ".join(fields["tags"])})
    return path


def write_workbook(table: Path) -> Path:
    """The rows of a CSV as a workbook beside it."""
    import xlsxwriter

    path = table.with_suffix(".xlsx")
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book, table.open(encoding="utf-8") as file:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, row)
    return path
