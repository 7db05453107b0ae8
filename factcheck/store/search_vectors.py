"""The vectors of what can be looked up, beside its words; each may be missing, and is made anew at any time."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, select

from factcheck.store.rows import CLAIMS, some
from factcheck.store.search_tables import EARLIER, SEARCHABLE, VECTORS


class Unencoded(NamedTuple):
    """What has no vector yet: its key, its words as they are compared, and the text to encode."""

    key: int
    words: str
    text: str


class SearchVectors:
    """The vectors inside one open transaction; `model` is the name and version of what made them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lacking(self, model: str, after: int, limit: int) -> list[Unencoded]:
        """The first that have no vector of this model, in the order of their keys, after the key `after`."""
        said = func.coalesce(CLAIMS.c.text, EARLIER.c.text)
        query = select(SEARCHABLE.c.id, SEARCHABLE.c.words, said).select_from(
            SEARCHABLE.outerjoin(CLAIMS, CLAIMS.c.id == SEARCHABLE.c.claim_id).outerjoin(
                EARLIER, EARLIER.c.id == SEARCHABLE.c.check_id
            )
        )
        query = _without(query, model).where(SEARCHABLE.c.id > after).order_by(SEARCHABLE.c.id).limit(limit)
        return [Unencoded(*row) for row in self._connection.execute(query)]

    def last_key(self) -> int:
        """The highest key that has a vector of any model; 0 where there is none."""
        return self._connection.execute(select(func.max(VECTORS.c.searchable_id))).scalar() or 0

    def newest_key(self) -> int:
        """The highest key of all; 0 where there is none."""
        return self._connection.execute(select(func.max(SEARCHABLE.c.id))).scalar() or 0

    def count_lacking(self, model: str, after: int = 0) -> int:
        """How many have no vector of this model, of those after the key `after`."""
        query = _without(select(func.count()).select_from(SEARCHABLE), model).where(SEARCHABLE.c.id > after)
        return int(self._connection.execute(query).scalar_one())

    def has_other_than(self, model: str, numbers: int) -> bool:
        """Whether anything has no vector of this model, or one with neither so many numbers nor none."""
        return (
            bool(self.lacking(model, 0, 1))
            or self._connection.execute(
                select(exists().where(VECTORS.c.model == model, _is_other(numbers)))
            ).scalar_one()
        )

    def drop_others(self, model: str, numbers: int) -> None:
        """Take out vectors of this model that have neither so many numbers nor none."""
        self._connection.execute(delete(VECTORS).where(VECTORS.c.model == model, _is_other(numbers)))

    def keep(self, model: str, made: Iterable[tuple[Unencoded, bytes]]) -> None:
        """Store vectors in place of those of other models, but of what was changed meanwhile or is being changed."""
        for batch in some(made):
            held = select(SEARCHABLE.c.id, SEARCHABLE.c.words)
            held = held.where(SEARCHABLE.c.id.in_([one.key for one, _ in batch])).order_by(SEARCHABLE.c.id)
            # Waiting for nobody here, this writer and one who takes a claim out never wait for each other.
            rows = self._connection.execute(held.with_for_update(read=True, key_share=True, skip_locked=True))
            now = {key: words for key, words in rows}  # noqa: C416 - a row is no pair to a type checker
            new = [
                {
                    "searchable_id": one.key,
                    "model": model,
                    "digest": vector_digest(model, one.words, vector),
                    "vector": vector,
                }
                for one, vector in batch
                if now.get(one.key) == one.words
            ]
            if new:
                keys = [row["searchable_id"] for row in new]
                self._connection.execute(delete(VECTORS).where(VECTORS.c.searchable_id.in_(keys)))
                self._connection.execute(insert(VECTORS), new)

    def since(self, model: str, after: int) -> Iterator[list[tuple[int, int, bytes]]]:
        """The number, key and vector of each of this model after the number `after`, a bounded number at a time.

        Whoever stores vectors takes turns, so none with a lower number comes later.
        """
        query = select(VECTORS.c.id, VECTORS.c.searchable_id, VECTORS.c.vector)
        query = query.where(VECTORS.c.id > after, VECTORS.c.model == model).order_by(VECTORS.c.id)
        rows = self._connection.execute(query, execution_options={"yield_per": _AT_ONCE})
        for batch in rows.partitions():
            yield [(number, key, vector) for number, key, vector in batch]

    def of(self, model: str, keys: Iterable[int]) -> dict[int, bytes]:
        """The vectors of this model, by key; what has none is left out."""
        found: dict[int, bytes] = {}
        for batch in some(keys):
            query = select(VECTORS.c.searchable_id, VECTORS.c.vector)
            query = query.where(VECTORS.c.searchable_id.in_(batch), VECTORS.c.model == model)
            found.update((key, vector) for key, vector in self._connection.execute(query))
        return found


_AT_ONCE = 5_000


def _is_other(numbers: int) -> ColumnElement[bool]:
    return func.length(VECTORS.c.vector).not_in((0, numbers))


def _without(query: Select[Any], model: str) -> Select[Any]:
    return query.where(~exists().where(VECTORS.c.searchable_id == SEARCHABLE.c.id, VECTORS.c.model == model))


def vector_digest(model: str, words: str, vector: bytes) -> str:
    """SHA-256 (hex) of a vector, of what made it and of the words it stands for, so that no change goes unseen."""
    return sha256(b"\0".join((model.encode(), words.encode(), vector))).hexdigest()
