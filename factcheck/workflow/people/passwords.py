"""Passwords: how long they have to be, which everybody would try first, and their hashes (argon2id).

The length is that of NIST SP 800-63B-4 for a password that stands alone; nothing is asked of what it is made of.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from factcheck.errors import BadInput
from factcheck.person_names import folded_name
from factcheck.phrase import say

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 15, 1024
_MOST_TYPED = 4 * LONGEST
"""Characters that can be composed to as many as a password may have; of more nothing is worked out."""
_FEW_LETTERS = 4
"""A password made of so few different letters is one of the first that are tried."""
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "0123456789" * 3, "qwertyuiopasdfghjklzxcvbnm")
_AT_ONCE = BoundedSemaphore(2)
"""Hashes that are worked out at one time: each takes 19 MiB."""


def check_password(password: str, known_words: Iterable[str]) -> None:
    """Raise BadInput for a password that is too short, too long or easily guessed, as from `known_words`."""
    length = len(_plain(password)) if len(password) <= _MOST_TYPED else len(password)
    if length < SHORTEST:
        mend = say("Take some words that nobody else would put together. Spaces count.")
        short = say(
            "The password has {length} characters; it needs {least} or more.", length=length, least=SHORTEST
        )
        raise BadInput(short, remedies=[mend])
    if length > LONGEST:
        raise BadInput(
            say(
                "The password has {length} characters; at most {most} are taken.", length=length, most=LONGEST
            )
        )
    said = folded_name(password).replace(" ", "")
    names = [folded_name(one).replace(" ", "") for one in (*known_words, "factcheck", "password")]
    left = said
    for name in sorted(filter(None, names), key=len, reverse=True):
        left = left.replace(name, "")
    runs = any(said in run or said in run[::-1] for run in _RUNS)
    if len({*said}) <= _FEW_LETTERS or runs or len(left) < SHORTEST // 2:
        wrong = say("This password is one of the first that others would try.")
        raise BadInput(wrong, remedies=[say("Take another.")])


def hash_password(password: str) -> str:
    """The hash that is kept, with its salt and what it was made with."""
    with _AT_ONCE:
        return _hasher().hash(_plain(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether a password has the hash that is kept; where none is, the same work is done and the answer is no."""
    from argon2.exceptions import InvalidHashError, VerificationError

    tried = _plain(password[:_MOST_TYPED])
    fits = len(password) <= _MOST_TYPED and len(tried) <= LONGEST
    try:
        with _AT_ONCE:
            _hasher().verify(kept or _nobodys(), tried[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return fits and kept is not None


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody has this password")


def _plain(password: str) -> str:
    """The password as it is hashed: composed (NFC), so that every keyboard gives the same."""
    return unicodedata.normalize("NFC", password)
