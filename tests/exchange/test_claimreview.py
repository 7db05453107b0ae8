"""Feeds, answers, pages and single items with checks that others published."""

import codecs
import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import Finding
from factcheck.exchange.claimreview import CutOff, LeftOut, ReadCheck, read_feed, read_page
from factcheck.exchange.json_objects import MAX_OBJECT
from factcheck.reading.document.values import LinkedData
from tests.exchange.published import REVIEW, data_feed, numbered, read, review, taken, tally, told

ONE, TWO, THREE = (f"https://checks.example/{number}" for number in (1, 2, 3))
ITEMS = [numbered(1), numbered(2), numbered(3)]


@pytest.mark.parametrize(
    "material",
    [
        data_feed(*ITEMS),
        {"dataFeedElement": [{"item": ITEMS[:2]}, {"item": []}, {"item": None}, {"item": ITEMS[2]}]},
        ITEMS,
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Site"}, *ITEMS]},
        {
            "@type": "WebPage",
            "mainEntity": {"@type": "ItemList", "itemListElement": [{"item": one} for one in ITEMS]},
        },
        [[ITEMS[0]], [[ITEMS[1]], {"review": [ITEMS[2]]}]],
        "\n".join(json.dumps(one) for one in ITEMS),
        "\r\n\r\n".join(json.dumps(one, indent=2) for one in ITEMS) + ",",
    ],
)
def test_every_check_is_found_wherever_it_stands(material: Any) -> None:
    assert told(material) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "material", [b"", b"\xef\xbb\xbf", "[]", "null", "Not JSON at all {", {"@type": "Article"}]
)
def test_where_there_is_no_check_nothing_is_read(material: Any) -> None:
    assert read(material) == []


def test_a_plain_item_is_read_whole() -> None:
    check, mended = taken(REVIEW)
    assert mended == []
    assert check.plain() == {
        "text": "The bridge opened in 1932.",
        "url": "https://checks.example/bridge",
        "claimant": "Ana Ruiz",
        "claimed_on": "2026-01-30",
        "rating": "Mostly false",
        "rating_number": 2,
        "best": 5,
        "worst": 1,
        "publisher": "The Harbour Times",
        "publisher_url": "https://checks.example/",
        "published_on": "2026-02-03",
        "language": "en-GB",
        "appearances": ["https://talk.example/1"],
        "raw": json.dumps(REVIEW, sort_keys=True, separators=(",", ":")),
    }


def test_an_answer_of_the_fact_check_tools_api_is_read() -> None:
    answers = [
        {
            "publisher": {"name": "The Tide", "site": "tide.example"},
            "url": "https://tide.example/1",
            "title": "No, it did not",
            "reviewDate": "2026-02-04T00:00:00Z",
            "textualRating": "Four Pinocchios",
            "languageCode": "en",
        },
        {"publisher": {"site": "harbour.example"}, "url": "https://harbour.example/1"},
    ]
    claim = {"text": "It opened.", "claimant": "Ana Ruiz", "claimDate": "2026-01-30", "claimReview": answers}
    first, second = read({"claims": [claim, {"text": "Nobody reviewed it."}], "nextPageToken": "CAo"})
    assert isinstance(first, ReadCheck)
    assert isinstance(second, ReadCheck)
    assert json.loads(first.check.raw or "") == claim | {"claimReview": answers[:1]}
    assert first.check.model_copy(update={"raw": None}).plain() == {
        "text": "It opened.",
        "url": "https://tide.example/1",
        "title": "No, it did not",
        "claimant": "Ana Ruiz",
        "claimed_on": "2026-01-30",
        "rating": "Four Pinocchios",
        "publisher": "The Tide",
        "publisher_url": "https://tide.example",
        "published_on": "2026-02-04",
        "language": "en",
    }
    assert (second.check.publisher, second.check.rating) == ("harbour.example", None)


def test_packed_and_wide_text_is_known_by_its_first_bytes() -> None:
    text = json.dumps(data_feed(*ITEMS), ensure_ascii=False)
    halves = gzip.compress(text[:99].encode()) + gzip.compress(text[99:].encode())
    wide = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    for content in (halves, wide, gzip.compress(codecs.BOM_UTF8 + text.encode())):
        assert told(content) == [ONE, TWO, THREE]


# One bad item never loses the others


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (
            '{"@type": "ClaimReview", "claimReviewed": "a pole 5" tall", "url": "https://x.example/"}',
            "not-json",
        ),
        ('{"@type": "ClaimReview", "claimReviewed": "no end, "url": "https://x.example/"}', "not-json"),
        ('{"@type": "ClaimReview", "author": ["x"}', "not-json"),
        ('{"@type": "ClaimReview" "url": "https://x.example/"}', "not-json"),
        ('{"@type": "ClaimReview", "url": undefined}', "not-json"),
        ('{"@type": "ClaimReview", "url": "https://x.example/"}', "no-wording"),
        ('{"@type": "ClaimReview", "claimReviewed": "x"}', "no-address"),
        ('{"@type": "ClaimReview", "claimReviewed": "x", "url": "javascript:alert(1)"}', "no-address"),
        ('{"@type": "ClaimReview", "claimReviewed": ' + '{"a": ' * 90 + "1" + "}" * 91, "no-address"),
        ('{"@type": "ClaimReview", "a": ' + '{"a": ' * 9_000 + "1" + "}" * 9_001, "not-json"),
        (f'{{"@type": "ClaimReview", "url": "{"x" * MAX_OBJECT * 2}"}}', "too-large"),
    ],
)
@pytest.mark.parametrize("packing", ['{"dataFeedElement": [%s]}', "%s", "[%s]"])
def test_an_item_that_cannot_be_read_is_left_out_and_the_others_are_read(
    bad: str, code: str, packing: str
) -> None:
    items = [json.dumps(ITEMS[0]), bad, json.dumps(ITEMS[1]), json.dumps(ITEMS[2])]
    between = "\n" if packing == "%s" else ", "
    assert told(packing % between.join(items)) == [ONE, f"{code} feed.json item 2", TWO, THREE]


def test_bytes_that_are_no_letters_are_told() -> None:
    content = json.dumps(REVIEW).encode().replace(b"Ana Ruiz", b"Ana Ru\xefz")
    check, mended = taken(content)
    assert (check.claimant, mended) == ("Ana Ru\ufffdz", ["letters-lost claimant"])


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    text = json.dumps(data_feed(*ITEMS))
    for end in (
        text.index('"claimReviewed"', text.index(TWO)),
        text.index(TWO) + 5,
        text.index("}, {", text.index(ONE)) + 2,
    ):
        assert told(text[:end]) == [ONE, "cut-off feed.json"]


@pytest.mark.slow
def test_a_packed_feed_that_is_cut_off_or_damaged_is_read_as_far_as_it_goes() -> None:
    packed = gzip.compress(json.dumps(data_feed(*map(numbered, range(1, 2_000)))).encode())
    for content in (packed[: len(packed) // 2], packed[:-4], packed[:5_000] + b"\xff" * 100 + packed[5_100:]):
        found = read(content)
        assert len(found) > 100
        assert all(isinstance(one, ReadCheck) for one in found[:100])
        assert isinstance(found[-1], CutOff)
        assert found[-1].why.code == "cut-off"
    assert read(packed[:5]) == [
        CutOff(
            Finding(
                "cut-off",
                "feed.json",
                "ends too early, after item 0.",
                "Get it again; what came before was read.",
            )
        )
    ]


def test_what_was_read_is_counted() -> None:
    rating = {"ratingValue": 1, "alternateName": "False"}
    feed = data_feed(
        REVIEW,
        REVIEW,
        review(reviewRating=rating, itemReviewed={"url": "a b", "appearance": "c d"}),
        review(url=""),
    )
    counted = tally(json.dumps(feed)[:-3])
    assert (counted.items, counted.taken) == (4, 3)
    assert counted.mended == {"number-dropped": 1, "link-dropped": 1}
    assert counted.left_out == {"no-address": 1}
    assert [finding.code for finding in counted.cut_off] == ["cut-off"]


@pytest.mark.slow
def test_a_long_feed_is_read_in_turn() -> None:
    feed = json.dumps(data_feed(*(numbered(number) | {"image": "x" * 9_000} for number in range(500))))
    assert len(feed) > MAX_OBJECT
    assert told(feed) == [f"https://checks.example/{number}" for number in range(500)]
    assert told(feed[:-4])[-1] == "cut-off feed.json"


# Pages


def page(*scripts: str, url: str = "", language: str = "") -> list[str]:
    found = read_page(LinkedData(scripts, url, language), "page.html")
    return [one.check.url if isinstance(one, ReadCheck) else one.why.code for one in found]


def test_the_scripts_of_a_page_are_read_whatever_is_around_the_json() -> None:
    one = json.dumps(numbered(1))
    for script in (
        f"\n<!--\n{one}\n-->",
        f"//<![CDATA[\n{one}\n//]]>",
        f"/*<![CDATA[*/{one}/*]]>*/",
        f"{one};",
        one.replace('"1932', '"1932\n').replace("opened", "ope\tned"),
        one.replace("}", ",}").replace("]", ",]"),
    ):
        assert page('{"@type": "WebSite"}', script, "{broken", json.dumps(numbered(2))) == [ONE, TWO]


def test_a_broken_graph_gives_the_checks_that_are_whole() -> None:
    bad = '{"@type": "ClaimReview" "url": 1}'
    graph = f'{{"@graph": [{json.dumps(numbered(1))}, {bad}, {json.dumps(numbered(2))}]}}'
    assert page(graph) == [ONE, "not-json", TWO]


def test_what_an_item_leaves_out_is_taken_from_its_page() -> None:
    data = LinkedData((json.dumps(review(url=None, inLanguage=None)),), "https://checks.example/page", "fa")
    (one,) = read_page(data, "page.html")
    assert isinstance(one, ReadCheck)
    assert (one.check.url, one.check.language) == ("https://checks.example/page", "fa")
    assert [remark.code for remark in one.mended] == ["address-of-page", "language-of-page"]


def test_links_of_a_page_are_completed() -> None:
    assert page(json.dumps(review(url="/bridge?a=1")), url="https://tide.example/x/y") == [
        "https://tide.example/bridge?a=1"
    ]


def test_who_is_named_by_id_is_looked_up_in_the_page() -> None:
    graph = [
        review(author={"@id": "#us"}),
        {"@id": "#us", "@type": "Organization", "name": "Tide", "url": "tide.example"},
    ]
    (one,) = read_page(LinkedData((json.dumps({"@graph": graph}),)), "page.html")
    assert isinstance(one, ReadCheck)
    assert (one.check.publisher, one.check.publisher_url) == ("Tide", "https://tide.example")


@given(st.binary())
def test_no_bytes_raise(content: bytes) -> None:
    assert all(isinstance(one, ReadCheck | LeftOut | CutOff) for one in read(content))


@given(st.data())
def test_no_damage_loses_the_items_before_it(data: st.DataObject) -> None:
    text = json.dumps(data_feed(*ITEMS))
    at = data.draw(st.integers(text.index(TWO) - 40, len(text) - 1))
    damaged = text[:at] + data.draw(st.text(max_size=5)) + text[at + data.draw(st.integers(0, 40)) :]
    assert (
        next(iter(read_feed(io.BytesIO(damaged.encode("utf-8", "replace")), "x")))
        == read(REVIEW | ITEMS[0])[0]
    )
