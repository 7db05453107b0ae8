"""Secrets that let somebody in: random, shown once, and kept as their SHA-256 alone."""

from hashlib import sha256
from secrets import token_urlsafe


def new_secret() -> str:
    """256 random bits, as an address may hold them."""
    return token_urlsafe(32)


def secret_digest(secret: str) -> str:
    """What is kept of a secret, and looked up where one is given."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
