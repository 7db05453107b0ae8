"""What a proof bundle holds of signatures by people's own keys, for its own program and for OpenSSH alone."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from factcheck.model.event import Event
from factcheck.model.key_signatures import PersonKey, key_of_signature, text_of
from factcheck.model.record import Record
from factcheck.model.sshsig import NAMESPACE
from factcheck.model.verdict import Review
from factcheck.model.vocabulary import Act
from factcheck.person_names import same_person

KEYS, ALLOWED = "keys.json", "allowed_signers"
Signed = tuple[Event, Review]
"""A line that approves a verdict and is given whole, with the approval that it holds."""


def signed_lines(record: Record, given: Iterable[Event]) -> Iterator[Signed]:
    """The lines among those given whole that hold a signature."""
    by_id = {one.id: one for one in record.reviews if one.signature}
    for line in given:
        if line.act is Act.APPROVE and (review := by_id.get(line.body["review"]["id"])):
            yield line, review


def signature_files(record: Record, signed: Iterable[Signed]) -> Iterator[tuple[str, bytes]]:
    """The text that was signed and its signature, each in a file."""
    for line, review in signed:
        name = f"signatures/{record.claim.ref}.{line.seq}"
        yield f"{name}.json", text_of(record, review, line.previous).encode()
        yield f"{name}.sig", f"{review.signature}\n".encode()


def signers(signed: Iterable[Signed], keys: Sequence[PersonKey]) -> Iterator[PersonKey]:
    """Of the keys of the desk's people those that signed here; nobody learns of the others."""
    reviews = [review for _, review in signed]
    for key in keys:
        if any(key_of_signature(one) == key.key and same_person(one.by, key.name) for one in reviews):
            yield key


def keys_json(keys: Iterable[PersonKey]) -> bytes:
    """Whose key holds from when and before when, in UTC; null is always."""
    rows = [
        {
            "principal": one.principal,
            "name": one.name,
            "key": one.key.line,
            "from": one.start and f"{one.start:%Y-%m-%dT%H:%M:%SZ}",
            "until": one.until and f"{one.until:%Y-%m-%dT%H:%M:%SZ}",
            "lost": one.is_lost,
        }
        for one in keys
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def allowed_signers(keys: Iterable[PersonKey]) -> bytes:
    """The same for `ssh-keygen -Y verify`, which takes names for patterns, so that ids stand for them."""
    return "".join(f"{one.principal} {','.join(_options(one))} {one.key.line}\n" for one in keys).encode()


def _options(key: PersonKey) -> Iterator[str]:
    yield f'namespaces="{NAMESPACE}"'
    if key.start:
        yield f'valid-after="{_moment(key.start)}"'
    if key.until:  # the last second on which it holds, as OpenSSH has it
        yield f'valid-before="{_moment(key.until - timedelta(seconds=1))}"'


def _moment(at: datetime) -> str:
    return f"{at:%Y%m%d%H%M%SZ}"
