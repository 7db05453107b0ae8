"""Wordings compared with the signs that carry their meaning: their digests, and the keys of others' checks, anew."""

import sqlalchemy as sa
from alembic import op

from factcheck.model.earlier import key_of_check
from factcheck.model.text import wording_digest

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TEXTS = ("text", "wording_digest")
_CLAIM = sa.table("claim", sa.column("id", sa.Uuid()), *map(sa.column, _TEXTS))
_CHECK = sa.table("earlier_check", *map(sa.column, ("id", "url", "known_by", *_TEXTS)))


def upgrade() -> None:
    """Work out anew what differs; of two checks that are one now, the later keeps its old key."""
    connection = op.get_bind()
    for table in (_CLAIM, _CHECK):
        rows = connection.execute(sa.select(table.c.id, table.c.text, table.c.wording_digest)).all()
        changed = [
            {"key": key, "new": new} for key, text, old in rows if (new := wording_digest(text)) != old
        ]
        if changed:
            these = sa.update(table).where(table.c.id == sa.bindparam("key"))
            connection.execute(these.values(wording_digest=sa.bindparam("new")), changed)
    checks = connection.execute(sa.select(_CHECK.c.id, _CHECK.c.url, _CHECK.c.text, _CHECK.c.known_by)).all()
    taken = {known_by for *_, known_by in checks}
    for key, url, text, _ in checks:
        if (new := key_of_check(url, text)) not in taken:
            taken.add(new)
            connection.execute(sa.update(_CHECK).where(_CHECK.c.id == key).values(known_by=new))
