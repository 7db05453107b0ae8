"""Signing webhooks as Standard Webhooks has it."""

import json
from datetime import UTC, datetime

import pytest

from factcheck.errors import BadInput
from factcheck.exchange.standard_webhooks import body_of, read_secret, signed_head

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
"""An example that the libraries of the specification are tested with."""


def test_the_signature_is_that_of_a_published_example() -> None:
    head = signed_head(ID, datetime.fromtimestamp(AT, UTC), BODY, read_secret(f"{SECRET}\n"))

    assert dict(head) == {"webhook-id": ID, "webhook-timestamp": str(AT), "webhook-signature": SIGNATURE}


def test_a_body_says_what_happened_and_when() -> None:
    body = body_of(
        "claim.status", datetime(2026, 11, 3, 9, tzinfo=UTC), {"schema": 1, "claim": {"ref": "پل"}}
    )

    assert json.loads(body) == {
        "type": "claim.status",
        "timestamp": "2026-11-03T09:00:00Z",
        "data": {"schema": 1, "claim": {"ref": "پل"}},
    }


@pytest.mark.parametrize(
    "text",
    ["", "whsec_", "plJ3nmyCDGBKInavdOK15jslplJ3nmyC", "whsec_c2hvcnQ=", "whsec_€", "whsec_" + "A" * 100],
)
def test_what_is_no_secret_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="24 to 64 random bytes"):
        read_secret(text)
