"""Pages that send their readers on by themselves, and pages that only seem to."""

import pytest

from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.onward import refresh_address
from factcheck.reading.document.soft_404 import judge_visit, onward_address
from factcheck.reading.document.values import Hints, Limits
from factcheck.reading.document.worker import read
from tests.records import AT

HERE = "https://daily.example/2011/schools"
THERE = "https://daily.example/target"
NOTICE = "<p>You will find this page elsewhere.</p>"
ARTICLE = "<p>Fifty-two schools were closed in the district on Monday, the office said at noon.</p>" * 40


def judged(markup: str, **headers: str) -> tuple[Outcome, str, str]:
    """The outcome, its reason, and where the page sends its readers."""
    body = markup.encode()
    hop = Hop(HERE, AT, b"", b"", body, 200, tuple(headers.items()), "192.0.2.1:443")
    seen = Visit(HERE, AT, Outcome.OK if body else Outcome.EMPTY, "", (hop,))
    reading = read(body, Hints("text/html; charset=utf-8", url=HERE), Limits())
    return *judge_visit(seen, reading), onward_address(seen, reading)


@pytest.mark.parametrize(
    "markup",
    [
        "<meta http-equiv='refresh' content='0; url=/target'>",
        f"<meta http-equiv=REFRESH content='5;URL=\"/target\"'>{NOTICE}",
        f"<meta content='0,url=/target' http-equiv='Refresh'>{NOTICE}",
        f"<meta http-equiv=refresh content='0;https://daily.example/target'>{NOTICE}",
        f"<meta http-equiv=refresh content='1.5; url = /target '>{NOTICE}",
        "<meta http-equiv=refresh content='60; url=/target'>",
        "<noscript><meta http-equiv=refresh content='0;url=/target'></noscript>",
        "<script>window.location.href = '/target';</script>",
        f'<script>location.replace("/target")</script>{NOTICE}',
        "<script>document.location='/target'</script><p>Moved.</p>",
    ],
)
def test_where_a_page_sends_its_readers_is_said(markup: str) -> None:
    outcome, reason, onward = judged(f"<!doctype html><title>Moved</title>{markup}")
    assert (outcome, onward) == (Outcome.SOFT_404, THERE)
    assert reason == f"The page sends its readers on to {THERE}, which was not fetched."


def test_a_header_may_say_it_too() -> None:
    for markup in ("", NOTICE):
        outcome, reason, onward = judged(markup, Refresh="0; url=/target")
        assert (outcome, onward, THERE in reason) == (Outcome.SOFT_404, THERE, True)


@pytest.mark.parametrize(
    "markup",
    [
        f"<meta http-equiv=refresh content='300'>{NOTICE}",
        f"<meta http-equiv=refresh content='0; url={HERE}#top'>{NOTICE}",
        f"<meta http-equiv=refresh content='soon; url=/target'>{NOTICE}",
        f"<meta name=refresh content='0; url=/target'>{NOTICE}",
        f"<meta http-equiv=refresh content='0; url=javascript:go()'>{NOTICE}",
        f"<meta http-equiv=refresh content='0; url=ftp://daily.example/'>{NOTICE}",
        f"<meta http-equiv=refresh content='0; url=https://ana:secret@daily.example/'>{NOTICE}",
        f"<meta http-equiv=refresh content='900; url=/'>{ARTICLE}",
        f"<noscript><meta http-equiv=refresh content='0; url=/plain'></noscript>{ARTICLE}",
        f"<script>if (old) location.href = '/target'</script>{ARTICLE}",
        f"<script>back.onclick = function () {{ location.href = '/target' }}</script>{NOTICE}",
        f"<script>{'track();' * 50} location.href = '/target'</script>{NOTICE}",
        f"<p>Write &lt;meta http-equiv=refresh content='0; url=/target'&gt; into its head.</p>{NOTICE}",
    ],
)
def test_a_page_that_stays_is_the_page(markup: str) -> None:
    assert judged(f"<!doctype html><title>Schools</title>{markup}") == (Outcome.OK, "", "")


def test_a_long_page_that_leads_on_is_kept_and_says_so() -> None:
    outcome, reason, onward = judged(f"<meta http-equiv=refresh content='20; url=/target'>{ARTICLE}")
    assert (outcome, onward, THERE in reason) == (Outcome.OK, THERE, True)


@pytest.mark.parametrize(
    "value", ["", ";", "0", "0;", "0; url=", "-1; url=/x", "0; url='", "9" * 5_000, "x" * 20_000]
)
def test_a_refresh_that_names_no_address_leads_nowhere(value: str) -> None:
    assert refresh_address(value, HERE)[0] == ""
