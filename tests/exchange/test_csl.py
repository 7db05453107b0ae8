"""Sources to CSL-JSON and back: nothing of them is lost, and what reference managers write is read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.exchange.csl import csl_items, read_csl
from factcheck.model.source import Source
from factcheck.model.vocabulary import SourceKind

LINE = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12)
SOURCES = st.fixed_dictionaries(
    {"title": LINE, "kind": st.sampled_from([str(kind) for kind in SourceKind])},
    optional={
        "url": st.just("https://example.org/a?b=1#c"),
        "archived_url": st.just("https://example.net/copy"),
        "publisher": LINE,
        "author": st.lists(LINE.filter(lambda name: ";" not in name), min_size=1, max_size=3).map("; ".join),
        "published_on": st.sampled_from(["2011", "2011-12", "2011-12-25", "1997/2012", "0987-01"]),
        "origin": LINE,
        "party_to_dispute": st.just(True),
        "language": st.just("fa"),
        "note": LINE,
    },
)
ZOTERO = {
    "id": "http://zotero.org/users/1/items/ABCD2345",
    "type": "article-newspaper",
    "container-title": "The Delta Times",
    "title": "Lamps on the bridge",
    "URL": "https://example.org/lamps",
    "language": "en",
    "note": "ask Ben before we print this",
    "author": [
        {"family": "Beek", "given": "Anna", "non-dropping-particle": "van"},
        {"literal": "City desk"},
    ],
    "issued": {"date-parts": [["2011", 12, "25"]]},
    "accessed": {"date-parts": [["2026", 11, 28]]},
}


def _read(*items: Any) -> list[dict[str, Any]]:
    return read_csl(json.dumps(items).encode(), "refs.json")


@given(st.lists(SOURCES, min_size=1, max_size=3))
def test_what_goes_out_comes_back_the_same(sources: list[dict[str, Any]]) -> None:
    stored = [Source.of({"id": "s1", **one}, "here").plain() for one in sources]
    items = csl_items({**one, "key": f"ref-{number}"} for number, one in enumerate(stored))
    assert [item["id"] for item in items] == [f"ref-{number}" for number in range(len(sources))]
    back = [{name: value for name, value in one.items() if name != "where"} for one in _read(*items)]
    assert [Source.of({"id": "s1", **one}, "here").plain() for one in back] == stored


def test_a_confidential_source_does_not_go_out() -> None:
    assert csl_items([{"key": "a", "kind": "other", "title": "A talk", "confidential": True}]) == []


def test_what_a_reference_manager_writes_is_read_and_its_private_note_is_not() -> None:
    (read,) = _read(ZOTERO)
    assert read == {
        "title": "Lamps on the bridge",
        "author": "Anna van Beek; City desk",
        "publisher": "The Delta Times",
        "published_on": "2011-12-25",
        "url": "https://example.org/lamps",
        "language": "en",
        "kind": "news",
        "where": "refs.json item 1",
    }


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[2011]]}, "2011"),
        ({"date-parts": [[2011, 3]]}, "2011-03"),
        ({"date-parts": [[1997], [2012]]}, "1997/2012"),
        ({"raw": "2011-12"}, "2011-12"),
        ({"literal": "in spring"}, None),
        ({"date-parts": [[2011, 13]]}, None),
        ({"date-parts": [[-44, 3, 15]]}, None),
        ({"date-parts": [[]]}, None),
        ({"date-parts": [["soon"]]}, None),
        ("2011", None),
        ({}, None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_one(issued: object, expected: str | None) -> None:
    (read,) = _read({"id": 1, "type": "book", "title": "A book", "issued": issued})
    assert read.get("published_on") == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b"[]", "holds no source"),
        (b'["a"]', "1 thing to mend"),
        (b'[{"id": 1}, {"id": 2, "type": "book"}]', "2 things to mend"),
        (b'[{"id": 1, "type": "book", "URL": "no link"}]', "1 thing to mend"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_list_of_sources_is_refused_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_csl(content, "refs.json")
