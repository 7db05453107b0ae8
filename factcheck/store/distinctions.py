"""Which earlier claims are said to be others than a claim, on its own record and on theirs."""

from sqlalchemy import Connection, or_, select

from factcheck.model.text import wording_digest
from factcheck.store.refs import called_now
from factcheck.store.rows import CLAIMS, DISTINCTIONS, FORMER_REFS

CheckPlace = tuple[str, str]
"""The ref of a claim and "", or the address of a check of others and the digest of its wording."""


def told_apart(connection: Connection, ref: str) -> frozenset[CheckPlace]:
    """The earlier claims that are said to be others than the claim with this ref, by the refs they have now."""
    key = select(CLAIMS.c.id).where(CLAIMS.c.ref == ref).scalar_subquery()
    stands = DISTINCTIONS.c.taken_back.is_(False)
    columns = (DISTINCTIONS.c.ref, DISTINCTIONS.c.url, DISTINCTIONS.c.text)
    own = connection.execute(select(*columns).where(DISTINCTIONS.c.claim_id == key, stands)).all()
    former = select(FORMER_REFS.c.id).where(FORMER_REFS.c.claim_id == key)
    of_it = or_(DISTINCTIONS.c.ref == ref, DISTINCTIONS.c.ref.in_(former))
    theirs = select(CLAIMS.c.ref).join(DISTINCTIONS, DISTINCTIONS.c.claim_id == CLAIMS.c.id)
    refs = called_now(connection, [one for one, _, _ in own if one]).values()
    others = connection.execute(theirs.where(of_it, stands)).scalars()
    urls = ((url, wording_digest(text)) for _, url, text in own if url)
    return frozenset([*((one, "") for one in [*refs, *others]), *urls])
