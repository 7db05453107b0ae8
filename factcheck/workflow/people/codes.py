"""Codes of six digits that an app makes every half minute, as the second factor (RFC 6238)."""

import base64
import hmac
from datetime import datetime
from secrets import token_bytes
from urllib.parse import quote, urlencode

_STEP, _DIGITS = 30, 6
_SHORTEST = 16
"""Bytes of a secret."""
_DRIFT = 1
"""Steps by which the clocks of a phone and of the desk may differ."""


def new_code_secret() -> str:
    """A new secret to share with an app, in base 32."""
    return base64.b32encode(token_bytes(20)).decode()


def is_code_secret(text: str) -> bool:
    """Whether this is a secret that an app can share, of 128 bits or more (RFC 4226, section 4)."""
    try:
        return len(base64.b32decode(text)) >= _SHORTEST
    except ValueError:
        return False


def code_address(secret: str, name: str, desk: str) -> str:
    """The address that an app reads from a picture: otpauth://totp/… (Key Uri Format)."""
    query = urlencode({"secret": secret, "issuer": desk}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{desk}:{name}')}?{query}"


def step_of(code: str, secret: str, now: datetime, after: int = 0) -> int | None:
    """The half minute that a code is of, if it is good now and later than the one `after`; None where it is not."""
    typed = "".join(code.split())
    latest = int(now.timestamp()) // _STEP
    near = range(latest - _DRIFT, latest + _DRIFT + 1)
    return next((one for one in near if one > after and _is_same(typed, code_at(secret, one))), None)


def code_at(secret: str, step: int) -> str:
    """The code of one half minute, counted from 1970 (RFC 4226, section 5.3)."""
    made = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = made[-1] & 0xF
    number = int.from_bytes(made[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def _is_same(typed: str, code: str) -> bool:
    return hmac.compare_digest(typed.encode("utf-8", "surrogatepass"), code.encode())
