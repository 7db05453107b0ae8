"""Which rows have a word, as one bit for each row, so that the words of a million are weighed in some ten milliseconds.

The weights of a claim's words are added up for all rows at once: what a row's words weigh is a number in binary, and
the first digits of all rows are kept as one large number, the second digits as another, and so on (bit-sliced sums;
O'Neil and Quass, Improved Query Performance with Variant Indexes, 1997).

Bits are stored in blocks of rows that are full, made after the transaction that filled them; rows after the last block
are read. Others' checks that left keep their bits, and are missed when they are read. Words are stored as numbers; two
words with one number find more, never less.
"""

import logging
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from zlib import compress, crc32, decompress
from zlib import error as zlib_error

from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update

from factcheck.errors import Remedy, StorageFailed
from factcheck.store.engine import transaction
from factcheck.store.rows import AT_ONCE, some
from factcheck.store.search_tables import BLOCKS, SEARCHABLE
from factcheck.store.turns import WORD_BLOCKS

_LOG = logging.getLogger(__name__)
_SIZES = (262_144, 32_768, 4_096, 512)
"""Rows of a block; eight are replaced by one of the next size, so that there are few to read."""

_READ_AT_ONCE = 32_768
"""Rows that are read at once to make a block; of that many words and bits take some 60 MB of memory."""

_FEW = {"yield_per": AT_ONCE}
"""How rows are had that are too many for memory."""

_DENSE = 64
"""Where one row of so many has a word, its bits are stored as they are, which is quicker to read."""

_EVERY_ROW = -1
"""In place of a word: one for each block, to tell which blocks there are."""

_MOST_WORDS, _FINEST = 40, 15
"""The heaviest words that are asked for, and the weight of the heaviest as a whole number."""

_FILLED = "search_block lacks some"
"""Under this name a connection remembers that its transaction filled a block."""


def heaviest(connection: Connection, weights: Mapping[str, float], count: int) -> tuple[list[int], int]:
    """The keys of some `count` rows in blocks whose words weigh most together, and the first key that is in none."""
    end = _end(connection)
    asked = nlargest(_MOST_WORDS, weights.items(), key=itemgetter(1))
    if not end or not asked:
        return [], end
    whole = {number_of(word): round(weight / asked[0][1] * _FINEST) for word, weight in asked}
    digits = [0] * (_FINEST * len(whole)).bit_length()
    for word, bits in _bits_of(connection, whole, end).items():
        _add(digits, int.from_bytes(bits, "little"), whole[word])
    return _keys(_highest(digits, count)), end


def number_of(word: str) -> int:
    """The number under which a word is stored."""
    return crc32(word.encode())


def _bits_of(connection: Connection, words: Collection[int], end: int) -> Mapping[int, bytearray]:
    """The bits of each word for all rows in blocks, the first row's in the lowest bit of the first byte."""
    found: dict[int, bytearray] = defaultdict(lambda: bytearray(end // 8))
    query = select(BLOCKS.c.word, BLOCKS.c.first, BLOCKS.c.rows, BLOCKS.c.bits).where(
        BLOCKS.c.word.in_(words)
    )
    for word, first, rows, bits in connection.execute(query).all():
        found[word][first // 8 : (first + rows) // 8] = _plain(bits, rows)
    return found


def _add(digits: list[int], bits: int, weight: int) -> None:
    """Add a weight to the sum of every row whose bit is set; `digits` are those of all sums, the lowest first."""
    for first in range(weight.bit_length()):
        carried, place = (bits if weight >> first & 1 else 0), first
        while carried:
            digits[place], carried = digits[place] ^ carried, digits[place] & carried
            place += 1


def _highest(digits: list[int], count: int) -> int:
    """The rows with the highest sums, a bit for each; of those with the same sum the newest."""
    above, equal = 0, 0
    for digit in digits:
        equal |= digit
    for digit in reversed(digits):
        more = above | equal & digit
        if more.bit_count() > count:
            equal &= digit
        else:
            above, equal = more, equal & ~digit
    left = count - above.bit_count()
    cut = bisect_left(range(equal.bit_length()), -left, key=lambda at: -(equal >> at).bit_count())
    return above | equal >> cut << cut


def _keys(bits: int) -> list[int]:
    """The places of the bits that are set, in order."""
    held = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    found = re.finditer(rb"[^\0]", held)
    return [one.start() * 8 + place for one in found for place in _PLACES[held[one.start()]]]


_PLACES = [tuple(place for place in range(8) if byte >> place & 1) for byte in range(256)]


# Making them


def note_entered(connection: Connection, rows: int) -> None:
    """Note whether a block is full, after so many new rows; one that has a new row where one left before is dropped."""
    last = _last(connection)
    end, first = _end(connection), last - rows + 1
    if first < end:
        connection.execute(delete(BLOCKS).where(BLOCKS.c.first + BLOCKS.c.rows > first))
    if first < end or last >= end + _SIZES[-1] - 1:
        connection.info[_FILLED] = True


def were_filled(connection: Connection) -> bool:
    """Whether this transaction filled blocks, which are to be made after it."""
    return bool(connection.info.pop(_FILLED, False))


def make_full_blocks(engine: Engine) -> None:
    """Make the blocks that are full; what fails is left for the next, since rows without a block are read."""
    try:
        with transaction(engine, writing=True, turns=(WORD_BLOCKS,)) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL lock_timeout = '300ms'"))
                connection.execute(text("LOCK TABLE searchable IN SHARE MODE"))
            make_blocks(connection)
    except StorageFailed as wrong:
        _LOG.warning("left the blocks of words as they are: %(why)s", {"why": str(wrong)})


def make_blocks(connection: Connection) -> None:
    """Make the blocks that are full and not there, where nobody else has entered rows and not committed them."""
    query = select(BLOCKS.c.first, BLOCKS.c.rows).where(BLOCKS.c.word == _EVERY_ROW)
    made = {first: rows for first, rows in connection.execute(query)}  # noqa: C416 - a row is no pair to a type checker
    for first, rows in _full(_last(connection) + 1):
        _make(connection, made, first, rows)


def _make(connection: Connection, made: dict[int, int], first: int, rows: int) -> None:
    """Make one block, if it is not there: of its rows or, where these are many, of smaller blocks."""
    if made.get(first) == rows:
        return
    if rows > _READ_AT_ONCE:
        part = rows // 8
        for start in range(first, first + rows, part):
            _make(connection, made, start, part)
        stored = _merged(connection, first, part)
    else:
        held = _read_block(connection, first, rows)
        stored = [(_EVERY_ROW, b""), *((word, _compact(places, rows)) for word, places in held.items())]
    if first in made:
        connection.execute(delete(BLOCKS).where(BLOCKS.c.first.between(first, first + rows - 1)))
    for batch in some(stored):
        new = [{"word": word, "first": first, "rows": rows, "bits": bits} for word, bits in batch]
        connection.execute(insert(BLOCKS), new)
    made[first] = rows


def _merged(connection: Connection, first: int, part: int) -> list[tuple[int, bytes]]:
    """The words and bits of eight blocks in a row as those of one."""
    columns = (BLOCKS.c.word, BLOCKS.c.first, BLOCKS.c.bits)
    query = select(*columns).where(BLOCKS.c.first.between(first, first + 8 * part - 1)).order_by(*columns[:2])
    found: list[tuple[int, bytes]] = []
    for word, blocks in groupby(connection.execute(query), key=itemgetter(0)):
        whole = bytearray(part)
        for _, start, bits in blocks if word != _EVERY_ROW else ():
            at = (start - first) // 8
            whole[at : at + part // 8] = _plain(bits, part)
        found.append((word, b"" if word == _EVERY_ROW else _packed(bytes(whole))))
    return found


def _full(end: int) -> Iterator[tuple[int, int]]:
    """The blocks that are full where keys stop before `end`: the first key and the rows of each."""
    first = 0
    for rows in _SIZES:
        while first + rows <= end:
            yield first, rows
            first += rows


def _read_block(connection: Connection, first: int, rows: int) -> "dict[int, array[int]]":
    """The places in a block of the rows that have each word now; four bytes each, since there are millions."""
    query = select(SEARCHABLE.c.id, SEARCHABLE.c.words).where(
        SEARCHABLE.c.id.between(first, first + rows - 1)
    )
    found: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for key, words in connection.execute(query, execution_options=_FEW):
        for word in set(words.split()):
            found[number_of(word)].append(key - first)
    return found


def _compact(places: Sequence[int], rows: int) -> bytes:
    """The bits at these places, as they are stored: as they are where many are set, else compressed."""
    bits = bytearray(rows // 8)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return _packed(bytes(bits))


def _packed(bits: bytes) -> bytes:
    return bits if int.from_bytes(bits).bit_count() * _DENSE >= len(bits) * 8 else compress(bits, 1)


def _plain(bits: bytes, rows: int) -> bytes:
    """The bits, one for each row; StorageFailed where somebody damaged them."""
    try:
        held = bits if len(bits) == rows // 8 else decompress(bits)
    except zlib_error as wrong:
        said = f"The table {BLOCKS.name} does not hold bits: {wrong}."
        raise StorageFailed(said, remedies=[Remedy.by("verify", "See all.")]) from wrong
    return held.ljust(rows // 8, b"\0")[: rows // 8]


def forget(connection: Connection, key: int, words: str) -> None:
    """Clear the bits of a row that left, so that nothing tells which words it had."""
    numbers = sorted({number_of(word) for word in words.split()})
    for batch in some(numbers):
        query = select(BLOCKS).where(
            BLOCKS.c.word.in_(batch), BLOCKS.c.first <= key, BLOCKS.c.first + BLOCKS.c.rows > key
        )
        for word, first, rows, bits in connection.execute(
            query.order_by(BLOCKS.c.word).with_for_update()
        ).all():
            held = bytearray(_plain(bits, rows))
            held[(key - first) // 8] &= ~(1 << (key - first) % 8)
            it = (BLOCKS.c.word == word) & (BLOCKS.c.first == first)
            change = update(BLOCKS).values(bits=_packed(bytes(held))) if any(held) else delete(BLOCKS)
            connection.execute(change.where(it))


def faulty_blocks(connection: Connection) -> Iterator[int]:
    """The first keys of the blocks that lack a word of one of their rows, or cannot be read."""
    query = select(BLOCKS.c.first, BLOCKS.c.rows).where(BLOCKS.c.word == _EVERY_ROW)
    for first, rows in connection.execute(query).all():
        if not _is_whole(connection, first, rows):
            yield first


def _is_whole(connection: Connection, first: int, rows: int) -> bool:
    query = select(BLOCKS.c.word, BLOCKS.c.bits).where(BLOCKS.c.first == first, BLOCKS.c.word != _EVERY_ROW)
    lacking = _read_block(connection, first, rows)
    with connection.execute(query, execution_options=_FEW) as stored:
        try:
            for word, bits in stored:
                held = _plain(bits, rows)
                if all(held[at >> 3] >> (at & 7) & 1 for at in lacking.get(word, ())):
                    lacking.pop(word, None)
        except StorageFailed:
            return False
    return not lacking


def _last(connection: Connection) -> int:
    return connection.execute(select(func.max(SEARCHABLE.c.id))).scalar() or 0


def _end(connection: Connection) -> int:
    """The first key that is in no block."""
    query = select(BLOCKS.c.first + BLOCKS.c.rows).where(BLOCKS.c.word == _EVERY_ROW)
    return connection.execute(query.order_by(BLOCKS.c.first.desc()).limit(1)).scalar() or 0
