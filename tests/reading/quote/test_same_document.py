"""Words are called gone only where the page is the same document: walls of many kinds, and pages that were edited."""

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import pytest

from factcheck.model.evidence import Evidence
from factcheck.model.source import Capture, Proposal
from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Outcome, RecheckResult
from factcheck.reading.document.soft_404 import judge_visit
from factcheck.reading.document.values import Hints, Limits
from factcheck.reading.document.worker import main_text, read
from factcheck.reading.quote.quotes import IndexedText, find_quote
from factcheck.reading.quote.recheck import RecheckFinding, Snapshot, compare_quote
from tests.reading.quote.page_languages import LANGUAGES
from tests.reading.quote.page_versions import PagePair, page, removals, walls

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
URL = "https://gazette.example/2026/bridge"


@cache
def _snapshot(markup: str) -> Snapshot:
    body = markup.encode()
    hints = Hints("text/html; charset=utf-8", url=URL)
    reading = read(body, hints, Limits())
    hop = Hop(URL, AT, b"", b"", body, 200, (("Content-Type", "text/html; charset=utf-8"),), "192.0.2.1:443")
    outcome, reason = judge_visit(Visit(URL, AT, Outcome.OK, "", (hop,)), reading)
    digest = sha256(body).hexdigest()
    fields = {"outcome": outcome, "reason": reason, "payload_digest": digest, "status": 200}
    proposed = Proposal.of(reading.proposed) if reading.proposed else None
    known = {"id": "c1", "source": "s1", "fetched_at": AT, "record": digest, "proposed": proposed}
    text = reading.text if outcome.holds_words else None
    return Snapshot(Capture.of({**known, **fields}), text, cache(lambda: main_text(body, hints, Limits())))


def _found(pair: PagePair) -> RecheckFinding:
    before = _snapshot(pair.before)
    assert before.capture.outcome is Outcome.OK
    (place,) = find_quote(IndexedText(before.text or ""), pair.quote).places
    evidence = Evidence.of(
        {
            "id": "e1",
            "source": "s1",
            "stance": "supports",
            "standing": "anchored",
            "capture": "c1",
            "exact": place.exact,
            "prefix": place.prefix,
            "suffix": place.suffix,
            "match": place.match,
            "position": {"start": place.start, "end": place.end},
        }
    )
    return compare_quote(evidence, before, _snapshot(pair.after))


def test_no_wall_is_taken_for_the_page_without_the_quote() -> None:
    pairs = list(walls())
    found = {pair.name: _found(pair) for pair in pairs}
    wrong = {name: one for name, one in found.items() if one.result is not RecheckResult.UNDETERMINED}

    assert len(pairs) > 500
    assert wrong == {}
    assert all(one.reason for one in found.values())


def test_a_quote_that_really_went_is_found_to_be_gone() -> None:
    pairs = list(removals())
    results = {pair.name: _found(pair).result for pair in pairs}
    missed = [name for name, one in results.items() if not one.needs_a_person]

    assert len(pairs) > 140
    assert set(results.values()) <= {
        RecheckResult.QUOTE_ABSENT,
        RecheckResult.QUOTE_ALTERED,
        RecheckResult.UNDETERMINED,
    }
    assert len(missed) <= len(pairs) * 0.02, Counter(name.split(",")[0] for name in missed)


SHORT = (
    "<html lang=en><title>Council votes on the bridge</title><h1>Council votes on the bridge</h1>"
    "<p>The council met on Monday evening to talk about the bridge, which has been closed since the storm.</p>"
)
LAST = "<p>In the end the council voted nine to four against a new bridge, the clerk said.</p>"


@pytest.mark.parametrize(
    ("after", "result"),
    [
        (SHORT, RecheckResult.QUOTE_ABSENT),
        (SHORT.replace("evening", "night"), RecheckResult.QUOTE_ABSENT),
        (f"{SHORT}<p>The clerk did not say how the council voted.</p>", RecheckResult.QUOTE_ABSENT),
        (f"{SHORT}<p>In the end nobody came, the clerk said.</p>", RecheckResult.UNDETERMINED),
        (f"{SHORT}<p>In the end the council adjourned, the clerk said.</p>", RecheckResult.QUOTE_ABSENT),
        (SHORT + LAST.replace("nine", "eight"), RecheckResult.QUOTE_ALTERED),
        (SHORT + LAST.replace("voted", "did not vote"), RecheckResult.QUOTE_ALTERED),
        (f"{SHORT}<p>Open this in our app to see the rest of it.</p>", RecheckResult.UNDETERMINED),
        (
            f"{SHORT}<p>In the end the council voted nine …</p><p>Subscribe now.</p>",
            RecheckResult.UNDETERMINED,
        ),
        (SHORT[: SHORT.index("<p>")], RecheckResult.UNDETERMINED),
        (SHORT.replace("bridge", "harbour").replace("met", "sat"), RecheckResult.UNDETERMINED),
    ],
)
def test_a_short_page_is_known_by_what_stood_next_to_the_quote(after: str, result: RecheckResult) -> None:
    quote = "the council voted nine to four against a new bridge"
    assert _found(PagePair("short", quote, SHORT + LAST, after)).result is result


@pytest.mark.parametrize(
    "notice",
    [
        "You've reached your limit of articles this month.",
        "Ihr Kontingent an Gratisartikeln ist erschöpft.",
        "La suite de cet article est réservée aux abonnés.",
        "Has alcanzado el límite de artículos gratuitos de este mes.",
        "هذا المحتوى حصري للأعضاء.",
        "Вы исчерпали лимит бесплатных статей.",
        "無料記事の上限に達しました。",
        "この地域ではご利用いただけません。",
        "Loading…",
        "جارٍ التحميل…",
    ],
)
def test_a_notice_between_the_beginning_and_the_end_hides_what_stood_there(notice: str) -> None:
    words = LANGUAGES["en"]
    body = [*words.body]
    before = page(words, words.title, body)
    hidden = page(words, words.title, [*body[:3], notice, *body[5:]])
    replaced = page(words, words.title, [*body[:3], words.other[2], *body[5:]])
    assert _found(PagePair("notice", body[3], before, hidden)).result is RecheckResult.UNDETERMINED
    assert _found(PagePair("replaced", body[3], before, replaced)).result is RecheckResult.QUOTE_ABSENT
