"""The pictures of quotes that a history names, and which of them went with words that were taken out for good."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from factcheck.model.evidence import Region
from factcheck.model.record import Record


class NamedPicture(NamedTuple):
    """The picture of a quote: the SHA-256 of its file, the ids of quote and capture, the `region` it is cut around.

    Of what is in the file nothing else is on record, so the digests of that are None.
    """

    record: str
    evidence: str
    capture: str
    region: Region | None
    payload_digest: None = None
    text_digest: None = None


def held_pictures(record: Record) -> tuple[NamedPicture, ...]:
    """Those that the archive holds, each once: also of quotes that were taken back, as the history has them."""
    held = (_named(one) for one in _pictured(record) if not _is_gone(record, one))
    return tuple(dict.fromkeys(held))


def gone_pictures(record: Record) -> frozenset[str]:
    """The SHA-256 of the files of those that went with words, or with a capture, that were taken out for good."""
    gone = {_named(one).record for one in _pictured(record) if _is_gone(record, one)}
    return frozenset(gone - {one.record for one in held_pictures(record)})


def _pictured(record: Record) -> Iterator[Mapping[str, Any]]:
    """What lines say of quotes with a picture; a public record has that in its evidence alone."""
    told = (event.body.get("evidence") for event in record.events)
    yield from (one for one in told if isinstance(one, Mapping) and "picture" in one)
    yield from (one.plain() for one in record.evidence if one.picture)


def _named(one: Mapping[str, Any]) -> NamedPicture:
    region = Region.of(one["region"]) if one.get("region") else None
    return NamedPicture(one["picture"], one["id"], one["capture"], region)


def _is_gone(record: Record, one: Mapping[str, Any]) -> bool:
    return one["capture"] in record.gone_captures or not record.stand_ins.isdisjoint(words_of(one))


def words_of(quote: Mapping[str, Any]) -> Iterator[str]:
    """The words that a picture of a quote shows: its own, and those around it."""
    return (quote[name] for name in ("exact", "prefix", "suffix", "excerpt") if name in quote)
