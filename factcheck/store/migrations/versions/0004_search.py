"""Looking up earlier checks: those of others, and the words of all that can be found."""

import sqlalchemy as sa
from alembic import op

from factcheck.store.indexing import index_all

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SAID = (
    *("title", "claimant", "claimed_on", "rating", "summary", "body", "publisher", "publisher_url"),
    *("published_on", "language", "raw"),
)

_SQLITE = """
CREATE VIRTUAL TABLE searchable_fts USING fts5(
    words, content = 'searchable', content_rowid = 'id', detail = none, tokenize = "ascii tokenchars '''.,'")
;
CREATE TRIGGER searchable_entered AFTER INSERT ON searchable BEGIN
    INSERT INTO searchable_fts(rowid, words) VALUES (new.id, new.words); END
;
CREATE TRIGGER searchable_left AFTER DELETE ON searchable BEGIN
    INSERT INTO searchable_fts(searchable_fts, rowid, words) VALUES ('delete', old.id, old.words); END
;
CREATE TRIGGER searchable_changed AFTER UPDATE ON searchable BEGIN
    INSERT INTO searchable_fts(searchable_fts, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO searchable_fts(rowid, words) VALUES (new.id, new.words); END
;
CREATE VIRTUAL TABLE body_fts USING fts5(
    body, content = 'earlier_check', content_rowid = 'id', detail = none, tokenize = 'porter unicode61')
;
CREATE TRIGGER body_entered AFTER INSERT ON earlier_check WHEN new.body IS NOT NULL BEGIN
    INSERT INTO body_fts(rowid, body) VALUES (new.id, new.body); END
;
CREATE TRIGGER body_left AFTER DELETE ON earlier_check WHEN old.body IS NOT NULL BEGIN
    INSERT INTO body_fts(body_fts, rowid, body) VALUES ('delete', old.id, old.body); END
;
CREATE TRIGGER body_changed AFTER UPDATE OF id, body ON earlier_check BEGIN
    INSERT INTO body_fts(body_fts, rowid, body) SELECT 'delete', old.id, old.body WHERE old.body IS NOT NULL;
    INSERT INTO body_fts(rowid, body) SELECT new.id, new.body WHERE new.body IS NOT NULL; END
"""

_POSTGRESQL = """
CREATE INDEX searchable_words ON searchable
    USING gin (array_to_tsvector(string_to_array(words, ' '))) WITH (fastupdate = off)
;
CREATE INDEX earlier_check_body ON earlier_check
    USING gin (to_tsvector('english', body)) WITH (fastupdate = off) WHERE body IS NOT NULL
"""


def upgrade() -> None:
    """Make the tables, what a database finds words with, and let every claim there is be found."""
    _make_earlier_check()
    op.create_table(
        "searchable",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("check_id", _NUMBER, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("(claim_id IS NULL) <> (check_id IS NULL)", name="searchable_owner"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["check_id"], ["earlier_check.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("claim_id"),
        sa.UniqueConstraint("check_id"),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("claims", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("word"),
    )
    connection = op.get_bind()
    for statement in (_SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL).split("\n;\n"):
        connection.exec_driver_sql(statement)
    index_all(connection)


def _make_earlier_check() -> None:
    op.create_table(
        "earlier_check",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("known_by", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in _SAID),
        *(sa.Column(name, sa.Float(), nullable=True) for name in ("rating_number", "best", "worst")),
        sa.Column("appearances", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("known_by"),
    )
    op.create_index("ix_earlier_check_wording", "earlier_check", ["wording"])
