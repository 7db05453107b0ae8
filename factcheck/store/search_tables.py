"""The tables that searching needs: others' checks, the words of all that can be found, and how common each is.

Beside them the migration makes what a database keeps by itself from `searchable` and `earlier_check`: on SQLite two
FTS5 tables that triggers hold in step, on PostgreSQL two GIN indexes.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
)
from sqlmodel import Field, SQLModel

from factcheck.model.earlier import EarlierCheck
from factcheck.store.rows import table_of

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A key that the database counts; SQLite counts only what it calls an integer."""


class EarlierCheckRow(EarlierCheck, table=True):
    """A check that others published; `known_by` is its key, `digest` that of all it says."""

    __tablename__ = "earlier_check"
    __table_args__ = (Index("ix_earlier_check_url", "url", postgresql_using="hash"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    known_by: str = Field(unique=True)
    digest: str
    wording_digest: str = Field(
        index=True, description="SHA-256 of the normalised wording, to find duplicates"
    )
    appearances: tuple[str, ...] = Field(default=(), sa_type=JSON)


EARLIER = table_of(EarlierCheckRow)

SEARCHABLE = Table(
    "searchable",
    SQLModel.metadata,
    Column("id", NUMBER, primary_key=True),
    Column("claim_id", Uuid, ForeignKey("claim.id"), unique=True),
    Column("check_id", NUMBER, ForeignKey("earlier_check.id"), unique=True),
    Column("words", Text, nullable=False),
    CheckConstraint("(claim_id IS NULL) <> (check_id IS NULL)", name="searchable_owner"),
)
"""One row for each claim that can be found, the desk's own or others', with its words as they are compared."""

VECTORS = Table(
    "search_vector",
    SQLModel.metadata,
    Column("id", NUMBER, primary_key=True),
    Column(
        "searchable_id", NUMBER, ForeignKey("searchable.id", ondelete="CASCADE"), nullable=False, unique=True
    ),
    Column("model", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""What each of these means, as the model of this name and version puts it; no `id` is used twice, so those after the
last that was seen are new. `vector` is empty where the model does not know the language."""

WORDS = Table(
    "search_word",
    SQLModel.metadata,
    Column("word", String, primary_key=True),
    Column("claims", BigInteger, nullable=False),
)
"""How many searchable claims have each word; under `ALL` and `LENGTH` how many there are and how long together."""

WORD_CHANGES = Table(
    "search_word_change",
    SQLModel.metadata,
    Column("id", NUMBER, primary_key=True),
    Column("counts", JSON, nullable=False),
)
"""By how much each transaction changed these, where that is not yet added to them: an object of words and numbers."""

BLOCKS = Table(
    "search_block",
    SQLModel.metadata,
    Column("word", BigInteger, primary_key=True, autoincrement=False),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("rows", Integer, nullable=False),
    Column("bits", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Which of the searchable rows from `first` on have a word, as `search_blocks` makes and reads it."""

ALL, LENGTH = "", " "
"""No word is empty or blank, so these two stand for totals."""
