"""What mends a page that did not come as it should."""

from datetime import UTC, datetime
from typing import Any

import pytest

from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.block_pages import CONSENT
from factcheck.workflow.evidence.advice import mend
from factcheck.workflow.evidence.fetch_result import FetchResult

_WALL = {"outcome": Outcome.BLOCKED_BY_SITE, "reason": CONSENT}


def _came(**told: Any) -> FetchResult:
    plain = dict.fromkeys(("reason", "digest", "text_digest", "status", "final_url", "content_type"))
    at = {"url": "https://example.org/", "record": "ab" * 32, "fetched_at": datetime(2026, 3, 2, tzinfo=UTC)}
    return FetchResult(**{**plain, **at, "size": 9, "let_through": False, "notes": (), "noted": (), **told})


@pytest.mark.parametrize(
    ("told", "act", "arguments"),
    [
        (_WALL, "fetch", {"browser": True}),
        (_WALL | {"may_accept": True}, "fetch", {"browser": True, "accept_cookies": True}),
        ({"outcome": Outcome.OK, "may_be_drawn": True}, "fetch", {"browser": True}),
        ({"outcome": Outcome.OK, "content_type": "image/png"}, "cite", {"quote": None, "region": None}),
        ({"outcome": Outcome.OK, "content_type": "application/zip"}, "attach", {"file": None}),
        ({"outcome": Outcome.NOT_FOUND, "content_type": "image/png"}, "source", {"archived_url": None}),
    ],
)
def test_each_is_led_to_what_helps_it(told: dict[str, Any], act: str, arguments: dict[str, Any]) -> None:
    found = mend(_came(**told))
    assert (found.act, {name: found.arguments[name] for name in arguments}) == (act, arguments)
    assert ("accept_cookies" in found.arguments) is ("accept_cookies" in arguments)
