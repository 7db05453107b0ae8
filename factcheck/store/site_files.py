"""The files of the public site on record: the SHA-256 that each has, by its path in the site.

A publication enters what it is about to put there beside what stands there, puts the files, and then takes out what
stands no more. A file with more than one state was thus being put there when a publication was interrupted: each state
is one of the record's, and the next publication leaves one.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, String, delete, func, insert, select, tuple_, type_coerce

from factcheck.model.vocabulary import Status
from factcheck.store.rows import CLAIMS, PUBLICATIONS, SITE_FILES, some

_STATUS = {one.value: one for one in Status}

GONE = ""
"""The state of a file that is not there."""

FileStates = Mapping[str, frozenset[str]]
"""For each file by its path in the site, the SHA-256 it may have, or `GONE`."""


def states_of(rows: Iterable[Sequence[str]]) -> FileStates:
    """The states in the rows of the table."""
    found: dict[str, set[str]] = {}
    for name, digest in rows:
        found.setdefault(name, set()).add(digest)
    return {name: frozenset(digests) for name, digests in found.items()}


class SiteClaim(NamedTuple):
    """What a publication needs of a claim before it knows whether anything of it is new; `is_out` if it ever was."""

    ref: str
    head: str
    status: Status
    article: str | None
    is_out: bool


class SiteFiles:
    """The site's files inside one open transaction, and what they are made from."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def states(self) -> FileStates:
        """All that is on record."""
        return states_of(self._connection.execute(select(SITE_FILES)))

    def state_of(self, name: str) -> frozenset[str]:
        """The states of one file."""
        return self._states_of([name]).get(name, frozenset())

    def is_settled(self) -> bool:
        """Whether each file has one state, as a publication leaves it that came to its end."""
        name = SITE_FILES.c.name
        many = select(name).group_by(name).having(func.count() > 1).limit(1)
        return self._connection.execute(many).first() is None

    def claims(self) -> dict[str, SiteClaim]:
        """Every claim by its ref, in the order of refs."""
        is_out = CLAIMS.c.id.in_(select(PUBLICATIONS.c.claim_id))
        status = type_coerce(CLAIMS.c.status, String)
        rows = self._connection.execute(select(CLAIMS.c.ref, CLAIMS.c.head, status, CLAIMS.c.article, is_out))
        return {
            ref: SiteClaim(ref, head, _STATUS[status], article, out)
            for ref, head, status, article, out in sorted(rows.all(), key=itemgetter(0))
        }

    def announce(self, coming: Mapping[str, str]) -> None:
        """Enter the SHA-256 that these files are about to have, or `GONE`, beside what they have now."""
        known = self._states_of(coming)
        new = [(name, digest) for name, digest in coming.items() if digest not in known.get(name, ())]
        self._enter([*new, *((name, GONE) for name, digest in new if name not in known and digest != GONE)])

    def settle(self, standing: Mapping[str, str], names: Iterable[str]) -> None:
        """Of these files, leave the SHA-256 of each that stands in the site, and nothing of the others."""
        named = [*names]
        known = {(name, digest) for name, digests in self._states_of(named).items() for digest in digests}
        wanted = {(name, standing[name]) for name in named if name in standing}
        key = tuple_(SITE_FILES.c.name, SITE_FILES.c.sha256)
        for batch in some(sorted(known - wanted)):
            self._connection.execute(delete(SITE_FILES).where(key.in_(batch)))
        self._enter(sorted(wanted - known))

    def _states_of(self, names: Iterable[str]) -> FileStates:
        rows = (
            row
            for batch in some(names)
            for row in self._connection.execute(select(SITE_FILES).where(SITE_FILES.c.name.in_(batch)))
        )
        return states_of(rows)

    def _enter(self, states: list[tuple[str, str]]) -> None:
        if states:
            rows = [{"name": name, "sha256": digest} for name, digest in states]
            self._connection.execute(insert(SITE_FILES), rows)
