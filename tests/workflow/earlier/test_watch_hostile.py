"""Watching what wants to be no good text: feeds that lie, lead elsewhere or have no end, and folders that change."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.appearance import AppearanceState, ProposedAppearance
from factcheck.model.text import MAX_LINE
from factcheck.workflow.earlier import watched_texts
from factcheck.workflow.earlier.appearances import list_appearances
from factcheck.workflow.earlier.watch import watch
from factcheck.workflow.earlier.watched_feeds import MOST_PAGES
from factcheck.workflow.transfer.verify import verify
from tests.servers import ScriptedServer, answer, head, redirect
from tests.workflow.earlier.test_watch import CHECK, SAID

WORDS = f"<description>{SAID}</description>"


@pytest.fixture(autouse=True)
def _checked(desk: Desk) -> None:
    with desk.store.writing() as ledger:
        ledger.shelve([CHECK])


def _found(desk: Desk) -> list[ProposedAppearance]:
    return list_appearances(desk, *AppearanceState)


def _feed(server: ScriptedServer, *feeds: list[str]) -> str:
    """A feed with these entries, and with others each time it is asked for again."""
    bodies = [f"<rss>{''.join(f'<item>{one}</item>' for one in items)}</rss>" for items in feeds]
    server.say("/feed", *(answer(body, content_type="application/rss+xml") for body in bodies))
    return server.url("/feed")


# Feeds


@pytest.mark.parametrize("link", ["ftp://news.example/rss", "file:///etc/passwd", "javascript:alert(1)"])
def test_what_is_no_link_of_the_web_is_not_watched(desk: Desk, link: str) -> None:
    with pytest.raises(BadInput, match="is no link"):
        watch(desk, link)


@pytest.mark.parametrize(
    "place", ["http://10.1.2.3/rss", "http://169.254.169.254/latest", "http://[::1]/rss"]
)
def test_a_feed_that_leads_to_a_private_address_is_refused(
    desk: Desk, server: ScriptedServer, place: str
) -> None:
    server.say("/feed", redirect(place))
    told = watch(desk, server.url("/feed"))
    assert (told.texts, len(told.unread)) == (0, 1)
    assert "It gave no feed" in told.unread[0].why


def test_entries_lead_to_private_addresses_no_more_than_the_feed(desk: Desk, server: ScriptedServer) -> None:
    server.say("/away", redirect("http://10.1.2.3/admin"))
    links = ["http://10.1.2.3/", "http://localhost:9/", server.url("/away"), "file:///etc/passwd"]
    links += ["javascript:alert(1)", "https://ana:secret@news.example/", "http://[::1", "//"]
    url = _feed(server, [f"<guid>{link}</guid><link>{link}</link>{WORDS}" for link in links])

    told = watch(desk, url)

    assert told.texts == len(links), "what the feed itself says is read"
    assert {one.url for one in _found(desk)} <= {url, *links[:3]}
    assert verify(desk).findings == []


def test_of_a_feed_that_never_ends_the_beginning_is_read(desk: Desk, server: ScriptedServer) -> None:
    begun = f"<rss><item><guid>1</guid>{WORDS}</item>".encode()
    server.say("/feed", (head(content_type="application/rss+xml"), begun, b"<item/>" * 3_000_000))
    told = watch(desk, server.url("/feed"))
    assert (told.texts, len(told.numbers)) == (1, 1)


def test_pages_that_are_gone_hold_no_others_up(desk: Desk, server: ScriptedServer) -> None:
    gone = [f"<link>/gone/{number}</link>" for number in range(MOST_PAGES)]
    good = f"<guid>good</guid>{WORDS}"
    url = _feed(server, [*gone, good], [*gone, good], [*gone, good, "<guid>new</guid>"])
    for number in range(MOST_PAGES):
        server.say(f"/gone/{number}", answer(status="404 Not Found"))

    assert watch(desk, url).texts == 0
    assert watch(desk, url).texts == 1, "the next time what was not tried yet comes first"
    assert len(_found(desk)) == 1


def test_an_entry_has_the_title_and_the_day_that_its_feed_tells_but_no_day_to_come(
    desk: Desk, server: ScriptedServer
) -> None:
    url = _feed(
        server,
        [
            f"<guid>1</guid><title>News &amp;amp; views</title><pubDate>Mon, 05 Jan 2026 10:00 GMT</pubDate>{WORDS}",
            f"<guid>2</guid><pubDate>Mon, 05 Jan 2999 10:00 GMT</pubDate>{WORDS}",
            f"<guid>3</guid><title>{'x' * 5_000}</title><pubDate>some day</pubDate>{WORDS}",
        ],
    )
    watch(desk, url)
    third, second, first = _found(desk)
    assert (first.title, first.said_on) == ("News & views", "2026-01-05")
    assert (second.title, second.said_on, third.said_on) == (None, None, None)
    assert len(third.title or "") < MAX_LINE


def test_one_without_an_address_is_read_again_when_its_words_change(
    desk: Desk, server: ScriptedServer
) -> None:
    url = _feed(
        server,
        ["<guid>1</guid><description>It rained.</description>"],
        [f"<guid>1</guid>{WORDS}"],
        [f"<guid>1</guid>{WORDS}", f"<guid>1</guid>{WORDS}"],
    )
    assert [len(watch(desk, url).numbers) for _ in range(3)] == [0, 1, 0]


def test_two_feeds_that_name_one_page_have_it_read_once(desk: Desk, server: ScriptedServer) -> None:
    server.say("/page", answer(f"<article><p>{SAID}</p></article>"))
    first = _feed(server, ["<guid>a</guid><link>/page</link>"])
    server.say("/other", answer("<rss><item><guid>b</guid><link>/page</link></item></rss>"))
    assert [len(watch(desk, url).numbers) for url in (first, server.url("/other"))] == [1, 0]
    assert len(server.asked("/page")) == 1


# Folders


def test_what_cannot_be_read_in_a_folder_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "watched"
    (folder / "sub.txt").mkdir(parents=True)
    (folder / "said.txt").write_text(SAID, "utf-8")
    (folder / "again.txt").symlink_to(folder / "said.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / os.fsdecode(b"odd\xff\nname.txt")).write_text(f"{SAID} Everybody knows.", "utf-8")

    told = watch(desk, str(folder))

    assert (told.texts, told.unread) == (2, [])
    assert sorted(one.file or "" for one in _found(desk)) == ["again.txt", r"odd\xff name.txt"]


def test_files_that_cannot_be_read_do_not_count_to_what_is_read_at_a_time(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_texts, "MOST_FILES", 2)
    for number in range(4):
        (tmp_path / f"a{number}.docx").write_bytes(b"PK\x03\x04no")
        (tmp_path / f"b{number}.txt").write_text(f"It rained {number} mm.", "utf-8")
    first, second, third = (watch(desk, str(tmp_path)) for _ in range(3))
    assert [one.texts for one in (first, second, third)] == [2, 2, 0]
    assert "Only 2 new files" in first.unread[-1].why


def test_a_file_that_grows_is_told_of_once(desk: Desk, tmp_path: Path) -> None:
    live = tmp_path / "live.vtt"
    live.write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{SAID}\n", "utf-8")
    assert len(watch(desk, str(live)).numbers) == 1
    with live.open("a", encoding="utf-8") as file:
        file.write("\n00:02.000 --> 00:03.000\nIt rained.\n")
    again = watch(desk, str(live))
    assert (again.texts, again.numbers) == (1, [])


def test_two_who_watch_one_folder_at_once_tell_nothing_twice(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "watched"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"{SAID} Text {number} says so.", "utf-8")
    with ThreadPoolExecutor(3) as pool:
        told = [*pool.map(lambda _: watch(desk, str(folder)), range(3))]
    numbers = [number for one in told for number in one.numbers]
    assert sorted(numbers) == [one.number for one in reversed(_found(desk))] == [*range(1, 13)]


# Sentences


def test_a_sentence_is_told_by_what_stands_before_it_and_its_neighbours_are_not(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(f"{SAID} Everybody says so. That was in 1932. The bridge was a mistake.")
    watch(desk, str(tmp_path / "a.txt"))
    assert [one.sentence for one in _found(desk)] == [SAID]


def test_what_it_is_stands_in_the_sentences_before(desk: Desk, tmp_path: Path) -> None:
    told = "It cost a fortune, five million."
    (tmp_path / "alone.txt").write_text(told, "utf-8")
    (tmp_path / "after.txt").write_text(f"They built the harbour bridge. {told}", "utf-8")
    assert watch(desk, str(tmp_path / "alone.txt")).numbers == []
    assert len(watch(desk, str(tmp_path / "after.txt")).numbers) == 1
    (one,) = _found(desk)
    assert (one.file, one.sentence) == ("after.txt", told)
