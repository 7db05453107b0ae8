"""Checks of others brought in from files and addresses: once each, whatever is broken beside them, in bounded steps."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound
from factcheck.exchange.claimreview import Read, read_feed
from factcheck.model.vocabulary import Outcome
from factcheck.workflow.claims.list import list_claims
from factcheck.workflow.earlier import import_claimreview as shelving
from factcheck.workflow.earlier.import_claimreview import (
    ChecksImport,
    form_of,
    import_address,
    import_checks,
    store_checks,
)
from factcheck.workflow.earlier.match import match_words
from factcheck.workflow.transfer.verify import verify
from tests.archive.checking import kept_in
from tests.desks import kept_bytes, opened
from tests.exchange.published import REVIEW, data_feed, numbered, review
from tests.servers import ScriptedServer, answer

PAGE = '<!doctype html><html lang="en"><title>x</title><script type="application/ld+json">{}</script><p>So.'
FEED = json.dumps(data_feed(*map(numbered, range(5)))).encode()


def _counts(brought: ChecksImport) -> tuple[int, int, int, int]:
    told = brought.as_json()
    return told["read"], told["new"], told["changed"], told["here"]


def _file(folder: Path, content: bytes, name: str = "feed.json") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_feed_stands_on_the_shelf_and_not_among_the_desks_claims(desk: Desk, tmp_path: Path) -> None:
    assert _counts(import_checks(desk, _file(tmp_path, FEED))) == (5, 5, 0, 0)

    assert [row["ref"] for row in list_claims(desk, ("ref",))] == ["rain"]
    (first, *_) = match_words(desk, "The bridge opened in 1932.").as_json()["matches"]
    assert (first["url"], first["publisher"]) == ("https://checks.example/0", "The Harbour Times")
    assert verify(desk).findings == []


def test_a_second_import_adds_nothing_and_a_changed_item_changes_its_row(desk: Desk, tmp_path: Path) -> None:
    import_checks(desk, _file(tmp_path, FEED))
    assert _counts(import_checks(desk, _file(tmp_path, FEED))) == (5, 0, 0, 5)

    changed = numbered(2) | {"reviewRating": {"@type": "Rating", "alternateName": "True"}}
    assert _counts(import_checks(desk, _file(tmp_path, json.dumps(changed).encode()))) == (1, 0, 1, 0)
    rated = {one.earlier.url: one.earlier.rating for one in match_words(desk, "The bridge opened").matches}
    assert rated["https://checks.example/2"] == "True"


def test_the_same_item_twice_in_one_feed_is_one_check(desk: Desk, tmp_path: Path) -> None:
    twice = _file(tmp_path, json.dumps(data_feed(numbered(1), numbered(1))).encode())
    assert _counts(import_checks(desk, twice)) == (2, 1, 0, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("feed.json", FEED),
        ("feed.json", FEED.decode().encode("utf-16")),
        ("feed.json", b"\xef\xbb\xbf" + FEED),
        ("feed", gzip.compress(FEED)),
        ("lines.jsonl", b"\n".join(json.dumps(numbered(one)).encode() for one in range(5))),
        ("list.txt", json.dumps([numbered(one) for one in range(5)]).encode()),
        ("page.html", PAGE.format(json.dumps([numbered(one) for one in range(5)])).encode()),
    ],
)
def test_a_file_is_known_by_what_is_in_it(desk: Desk, tmp_path: Path, name: str, content: bytes) -> None:
    path = _file(tmp_path, content, name)
    assert form_of(str(path)) == "claimreview"
    assert _counts(import_checks(desk, path)) == (5, 5, 0, 0)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("claims.csv", "text\nIt rained.\n", "csv"),
        ("claims.txt", "text\n[It] rained.\n", "csv"),
        ("rain.toml", '[[sources]]\ntitle = "x"\n', "dossiers"),
        ("rain.history.jsonl", '{"seq": 1}\n', "dossiers"),
        ("other.jsonl", "no json\n", "dossiers"),
        ("empty.csv", "", "csv"),
    ],
)
def test_dossiers_and_spreadsheets_stay_what_they_are(
    tmp_path: Path, name: str, content: str, form: str
) -> None:
    assert form_of(str(_file(tmp_path, content.encode(), name))) == form


def test_folders_and_what_is_not_there_are_left_to_the_dossiers(tmp_path: Path) -> None:
    assert [form_of(str(tmp_path)), form_of(str(tmp_path / "none"))] == ["dossiers", "dossiers"]
    assert form_of("https://checks.example/feed.json") == "claimreview"


def test_what_is_broken_is_counted_with_its_first_places_and_costs_nothing_else(
    desk: Desk, tmp_path: Path
) -> None:
    nameless = [review(url=None)] * 5
    feed = data_feed(numbered(1), *nameless, review(datePublished="03/04/2020"), numbered(2))
    told = import_checks(desk, _file(tmp_path, json.dumps(feed).encode())).as_json()

    assert (told["read"], told["new"]) == (8, 3)
    assert told["left_out"] == {"no-address": 5}
    assert told["mended"] == {"date-dropped": 1}
    assert [one["where"].rpartition("item ")[2] for one in told["examples"]] == ["2", "3", "4"]


def test_what_came_before_a_cut_is_kept(desk: Desk, tmp_path: Path) -> None:
    told = import_checks(desk, _file(tmp_path, gzip.compress(FEED, 0)[:-400])).as_json()
    assert 0 < told["new"] < 5
    assert [one["code"] for one in told["cut_off"]] == ["cut-off"]


def test_a_feed_is_written_in_steps_and_what_was_written_stays(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped() -> Iterator[Read]:
        yield from read_feed(io.BytesIO(FEED), "feed.json")
        raise KeyboardInterrupt

    monkeypatch.setattr(shelving, "_AT_ONCE", 2)
    with pytest.raises(KeyboardInterrupt):
        store_checks(desk, stopped())
    assert _counts(import_checks(desk, _file(tmp_path, FEED))) == (5, 1, 0, 4)


def test_eight_who_bring_in_feeds_at_once_write_each_check_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = [json.dumps(data_feed(*map(numbered, range(at, at + 24)))).encode() for at in range(0, 32, 4)]
    monkeypatch.setattr(shelving, "_AT_ONCE", 5)
    with ExitStack() as stack:
        desks = [stack.enter_context(opened(database_url, tmp_path)) for _ in feeds]
        files = [_file(tmp_path, feed, f"{number}.json") for number, feed in enumerate(feeds)]
        with ThreadPoolExecutor(len(feeds)) as pool:
            brought = list(pool.map(import_checks, desks, files))
        assert sum(one.shelved.added for one in brought) == 28 + 24
        assert sum(one.shelved.unchanged for one in brought) == 8 * 24 - 52
        assert verify(desks[0]).findings == []


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"no JSON", b"\x00" * 100, PAGE.format("{}").encode()]
)
def test_where_there_is_no_check_none_is_found(desk: Desk, tmp_path: Path, content: bytes) -> None:
    assert _counts(import_checks(desk, _file(tmp_path, content))) == (0, 0, 0, 0)


def test_a_file_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        import_checks(desk, tmp_path / "none.json")


# From an address


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (FEED, {"content_type": "application/json"}),
        (gzip.compress(FEED), {"content_type": "application/json", "content_encoding": "gzip"}),
        (gzip.compress(FEED), {"content_type": "application/gzip"}),
        (PAGE.format(json.dumps(data_feed(*map(numbered, range(5))))).encode(), {}),
    ],
    ids=["feed", "packed for the way", "packed file", "page"],
)
def test_what_an_address_gives_is_kept_and_read(
    desk: Desk, server: ScriptedServer, content: bytes, headers: dict[str, str]
) -> None:
    server.say("/feed", answer(content, **headers))
    brought = import_address(desk, server.url("/feed"))

    assert _counts(brought) == (5, 5, 0, 0)
    assert brought.seen
    assert kept_in(kept_bytes(desk, brought.seen.record)).payload == content


def test_a_page_lends_its_address_to_a_check_without_one(desk: Desk, server: ScriptedServer) -> None:
    server.say("/check", answer(PAGE.format(json.dumps(REVIEW | {"url": ""}))))
    told = import_address(desk, server.url("/check")).as_json()
    assert (told["new"], told["mended"]["address-of-page"]) == (1, 1)
    assert match_words(desk, "The bridge opened in 1932.").matches[0].earlier.url == server.url("/check")


def test_an_address_that_gives_nothing_says_how_it_ended(desk: Desk, server: ScriptedServer) -> None:
    server.say("/gone", answer("none", "404 Not Found"))
    brought = import_address(desk, server.url("/gone"))
    assert brought.seen
    assert brought.seen.outcome is Outcome.NOT_FOUND
    assert _counts(brought) == (0, 0, 0, 0)


def test_what_cannot_be_unpacked_is_told(
    desk: Desk, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelving, "_UNPACKED", 100)
    packed = answer(zlib.compress(FEED), content_type="application/json", content_encoding="deflate")
    server.say("/feed", packed)
    with pytest.raises(BadInput, match="Save it as a file"):
        import_address(desk, server.url("/feed"))
