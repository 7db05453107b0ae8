"""What the public log holds of a publication: digests alone, all of which follow from the lines of its history."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from factcheck.model.event import Event, canonical
from factcheck.model.text import Sha256
from factcheck.model.value import Value
from factcheck.model.vocabulary import Act, CorrectionKind

SCHEMA = 1


class LogLeaf(Value):
    """A place in a public log: the id of the log (that of the desk), and the number of the leaf, from 0."""

    log: Sha256
    index: Annotated[int, Field(ge=0, strict=True)]


class LeafKind(StrEnum):
    """What a publication tells readers: something new, a correction, that a check is void, the same printed anew."""

    PUBLICATION = "publication"
    CORRECTION = "correction"
    VOID = "void"
    PRINTING = "printing"


def log_entries(events: Iterable[Event]) -> Iterator[tuple[Event, str]]:
    """Every line of a history that publishes, with its entry in a log: canonical JSON.

    It has the hash of the history's first line, which stands for the claim, and of this one.
    """
    first, version, pending = "", 0, dict[str, str]()
    for line in events:
        first = first or line.hash
        if line.act is Act.CORRECT:
            told = line.body["correction"]
            pending[told["id"]] = told["kind"]
        if line.act is not Act.PUBLISH:
            continue
        out = line.body["publication"]
        kind = _kind(out["version"], version, pending)
        pending = {} if out["version"] != version else _without_void(pending)
        version = out["version"]
        told = {"claim": first, "kind": kind.value, "line": line.hash, "version": version}
        yield line, canonical({"schema": SCHEMA, **told, "digest": out["digest"]})


def _kind(version: int, before: int, pending: dict[str, str]) -> LeafKind:
    if version != before:
        return LeafKind.CORRECTION if before else LeafKind.PUBLICATION
    return LeafKind.VOID if CorrectionKind.VOID in pending.values() else LeafKind.PRINTING


def _without_void(pending: dict[str, str]) -> dict[str, str]:
    return {key: kind for key, kind in pending.items() if kind != CorrectionKind.VOID}
