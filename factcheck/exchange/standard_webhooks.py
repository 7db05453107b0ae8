"""Webhooks as the Standard Webhooks specification has them: a JSON body, signed together with its id and the time."""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from factcheck.errors import BadInput

_BEGINS = "whsec_"
_BOUNDS = range(24, 65)
"""Bytes of a secret."""


def read_secret(text: str) -> bytes:
    """The secret in the text of its file: `whsec_` and base64; BadInput for what is none, or too short to be one."""
    try:
        secret = base64.b64decode(text.strip().removeprefix(_BEGINS), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if not text.strip().startswith(_BEGINS) or len(secret) not in _BOUNDS:
        raise BadInput(f"A webhook's secret is {_BEGINS} and 24 to 64 random bytes in base 64.")
    return secret


def body_of(kind: str, at: datetime, data: Mapping[str, Any]) -> bytes:
    """What is sent: the type of what happened, when, and what it is about."""
    said = {"type": kind, "timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}", "data": data}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def signed_head(message: str, now: datetime, body: bytes, secret: bytes) -> tuple[tuple[str, str], ...]:
    """The header fields of a message with this id, sent now; sent again it has the same id and another time."""
    sent = str(int(now.timestamp()))
    signature = base64.b64encode(hmac.digest(secret, f"{message}.{sent}.".encode() + body, "sha256")).decode()
    return (
        ("webhook-id", message),
        ("webhook-timestamp", sent),
        ("webhook-signature", f"v1,{signature}"),
    )
