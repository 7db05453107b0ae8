"""Codes of an app, by the vectors of RFC 6238, appendix B, cut to six digits."""

import base64
from datetime import UTC, datetime

import pytest

from factcheck.workflow.people.codes import code_address, code_at, new_code_secret, step_of

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_a_code_is_that_of_the_standard(second: int, code: str) -> None:
    assert code_at(SECRET, second // 30) == code
    assert step_of(code, SECRET, datetime.fromtimestamp(second, UTC)) == second // 30


def test_a_clock_may_be_half_a_minute_off_and_no_code_is_good_twice() -> None:
    now = datetime.fromtimestamp(1234567890, UTC)
    step = 1234567890 // 30
    near = [step_of(code_at(SECRET, step + off), SECRET, now) is not None for off in (-2, -1, 0, 1, 2)]
    assert near == [False, True, True, True, False]
    assert step_of(code_at(SECRET, step), SECRET, now, after=step) is None
    assert step_of("٠٠٥٩٢٤", SECRET, now) is None


def test_each_secret_is_another_and_its_address_holds_name_and_desk() -> None:
    assert new_code_secret() != new_code_secret()
    assert code_address("ABC", "Ana Ruiz", "The Desk") == (
        "otpauth://totp/The%20Desk%3AAna%20Ruiz?secret=ABC&issuer=The%20Desk"
    )
