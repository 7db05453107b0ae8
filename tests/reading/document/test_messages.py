"""Messages between the desk and a worker arrive unchanged, or not at all."""

import io

from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.document.messages import receive, send

MOST = 1_000_000


def sent(head: dict[str, str], payload: bytes) -> bytes:
    stream = io.BytesIO()
    send(stream, head, payload)
    return stream.getvalue()


@given(st.lists(st.tuples(st.dictionaries(st.text(), st.text()), st.binary()), max_size=4))
def test_messages_arrive_one_after_the_other(messages: list[tuple[dict[str, str], bytes]]) -> None:
    stream = io.BytesIO(b"".join(sent(*message) for message in messages))
    assert [receive(stream, MOST) for _ in messages] == messages
    assert receive(stream, MOST) is None


def test_a_message_that_breaks_off_is_none() -> None:
    whole = sent({"task": "read"}, b"<p>Fifty-two schools</p>")
    assert [receive(io.BytesIO(whole[:size]), MOST) for size in range(len(whole))] == [None] * len(whole)


def test_a_message_larger_than_can_be_is_not_waited_for() -> None:
    assert receive(io.BytesIO(b"\xff" * 100), MOST) is None
