"""A sign-off signed with a person's own key: the text that is signed, and what can be told of the signature."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from factcheck.model.event import canonical
from factcheck.model.record import Record
from factcheck.model.sshsig import SshSignature
from factcheck.model.verdict import Review
from factcheck.model.vocabulary import Decision
from factcheck.person_names import folded_name, same_person
from factcheck.phrase import say
from factcheck.ssh_keys import PublicKey

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class PersonKey:
    """Whose key it is, from when and before when (UTC; None for always).

    Where it `is_lost`, somebody else may have had it from `until` on, and could date back what they sign.
    """

    name: str
    key: PublicKey
    start: datetime | None = None
    until: datetime | None = None
    is_lost: bool = False

    @property
    def principal(self) -> str:
        """What stands for the person where names are patterns, as in a file of allowed signers."""
        return f"person-{sha256(folded_name(self.name).encode()).hexdigest()[:16]}"

    def holds_at(self, moment: datetime) -> bool:
        """Whether the key is the person's at this time."""
        return (self.start is None or self.start <= moment) and (self.until is None or moment < self.until)


class SignedWith(StrEnum):
    """What stands behind a signature, as far as this desk can tell."""

    KEY = "key"
    NAME = "name"
    UNKNOWN_KEY = "unknown-key"
    ENDED_KEY = "ended-key"
    LOST_KEY = "lost-key"


IN_WORDS = {
    SignedWith.KEY: say("their own key"),
    SignedWith.NAME: say("a name that was typed"),
    SignedWith.UNKNOWN_KEY: say("a key that the settings do not give as theirs"),
    SignedWith.ENDED_KEY: say("a key that did not hold on that day"),
    SignedWith.LOST_KEY: say("a key that was lost, and that it was before then cannot be told"),
}
"""With what somebody signed."""


def text_of(record: Record, review: Review, previous: str) -> str:
    """What is signed: canonical JSON of desk, claim, verdict, decision, digest of what was read and the line before.

    The last makes it good for one line: after a return the same approval is another text.
    """
    return canonical(
        {
            "schema": SCHEMA,
            "desk": review.desk,
            "claim": record.events[0].hash,
            "verdict": review.verdict,
            "decision": review.decision.value,
            "digest": review.digest,
            "previous": previous,
        }
    )


def signed_with(record: Record, review: Review, keys: Sequence[PersonKey]) -> SignedWith | None:
    """What stands behind an approval on record; None behind a return.

    That a signature is over its own line, a rule saw to when it came in. Who has a key that was lost can sign under an
    earlier day, so such a signature counts where the public log showed it before.
    """
    if review.decision is not Decision.APPROVE:
        return None
    if review.signature is None:
        return SignedWith.NAME
    key, shown = key_of_signature(review), record.logged.get(review.id)
    theirs = [one for one in keys if one.key == key and same_person(one.name, review.by)]
    in_force = [one for one in theirs if one.holds_at(review.at)]
    if not in_force:
        return SignedWith.ENDED_KEY if theirs else SignedWith.UNKNOWN_KEY
    is_told = any(not one.is_lost or (shown and one.holds_at(shown)) for one in in_force)
    return SignedWith.KEY if is_told else SignedWith.LOST_KEY


def unproved(record: Record, keys: Sequence[PersonKey]) -> Iterator[tuple[Review, SignedWith]]:
    """Every approval that a key signed of which it cannot be told that it was the reviewer's then."""
    for review in record.reviews:
        stands = signed_with(record, review, keys)
        if stands and stands not in (SignedWith.KEY, SignedWith.NAME):
            yield review, stands


def key_of_signature(review: Review) -> PublicKey | None:
    """The key that signed an approval; None where nobody's did, or the signature was damaged, as `verify` tells."""
    if review.signature is None:
        return None
    with suppress(ValueError):
        return SshSignature.read(review.signature).key
    return None
