"""The commands that mend what the gate finds."""

from collections.abc import Callable, Mapping

from factcheck.model.record import Record
from factcheck.model.signing import SIGNED

Place = tuple[str, ...]
_NOT_EDITED = ("ref",)


def rate_again(record: Record, rating: str = "", *, lacking: str = "summary") -> str:
    """How a verdict is replaced; what is published is corrected first (rule 4)."""
    given = rating or (record.verdict.rating if record.verdict else "RATING")
    rate = f'factcheck rate {record.claim.ref} {given} --{lacking} "…" --because "…"'
    return f"{_openly(record)}; then {rate}" if record.is_frozen else f"Rate it again: {rate}"


def write_otherwise(record: Record, place: Place) -> str:
    """How the words of one field that readers see are changed."""
    return _WAYS[place[0]](record, place) if place[0] in _WAYS else _claim(record, place)


def _claim(record: Record, place: Place) -> str:
    name, ref = place[-1], record.claim.ref
    if name in _NOT_EDITED:
        return f'A ref never changes: factcheck withdraw {ref} --why "…", and add the claim under another ref'
    why = ' --why "…"' if name in SIGNED and record.verdict else ""
    edit = f'factcheck edit {ref} --{name.replace("_", "-")} "…"{why}'
    if name in SIGNED and record.is_frozen:
        return f"{_openly(record)}; then {edit}"
    return f"Write it otherwise: {edit}"


def _source(record: Record, place: Place) -> str:
    _, source_id, name = place
    return (
        f'Write it otherwise: factcheck source {record.claim.ref} {source_id} --{name.replace("_", "-")} "…"'
    )


def _evidence(record: Record, _place: Place) -> str:
    ref = record.claim.ref
    return f'What was cited stays: factcheck withdraw {ref} --why "…", and add the claim under another ref'


def _verdict(record: Record, _place: Place) -> str:
    return rate_again(record)


def _contact(record: Record, place: Place) -> str:
    return f"Keep it here: factcheck contact {record.claim.ref} {place[1]} --private"


def _correction(_record: Record, _place: Place) -> str:
    return "What a correction says stays; where readers may know it, set this code to warn under [rules]"


_WAYS: Mapping[str, Callable[[Record, Place], str]] = {
    "sources": _source,
    "evidence": _evidence,
    "verdicts": _verdict,
    "contacts": _contact,
    "corrections": _correction,
}


def _openly(record: Record) -> str:
    return f"Say it in the open first: factcheck correct {record.claim.ref} --kind update --what … --why …"
