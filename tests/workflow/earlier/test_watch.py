"""Watching folders and feeds: what is said again is told once, with its check, speaker and place; a person decides."""

from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow
from factcheck.model.appearance import AppearanceState, ProposedAppearance
from factcheck.model.earlier import EarlierCheck
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act, CorrectionKind, Step
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.earlier.appearances import add_appearance, call_another, list_appearances
from factcheck.workflow.earlier.watch import run_watch, watch
from factcheck.workflow.earlier.watched_feeds import MOST_PAGES
from factcheck.workflow.earlier.watched_texts import SaidSentence, said_in_article, said_in_transcript
from factcheck.workflow.evidence.cite import QuoteChoice, cite
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, by, printed, records
from tests.servers import ScriptedServer, answer
from tests.sites import signed

SAID = "The harbour bridge cost five million euros in 1932."
CHECK = EarlierCheck(text=SAID, url="https://others.example/check", publisher="Others", rating="False")
SRT = """1
00:01:01,000 --> 00:01:03,000
MAYOR RUIZ: You know, the harbour bridge cost

2
00:01:03,000 --> 00:01:05,000
five million euros in 1932. Everybody says so.
"""
PAGE = f"<html><title>News</title><article><p>It rained all day in the delta.</p><p>{SAID}</p></article>"


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """A folder to be watched, beside a desk with a check of others."""
    with desk.store.writing() as ledger:
        ledger.shelve([CHECK])
    (tmp_path / "watched").mkdir()
    return tmp_path / "watched"


def _found(desk: Desk) -> list[ProposedAppearance]:
    return list_appearances(desk, *AppearanceState)


# Sentences


def test_the_sentences_of_a_transcript_have_the_speaker_and_the_time_of_their_first_words() -> None:
    assert said_in_transcript(SRT) == [
        SaidSentence(
            "You know, the harbour bridge cost five million euros in 1932.", "MAYOR RUIZ", seconds=61
        ),
        SaidSentence("Everybody says so.", "MAYOR RUIZ", seconds=63),
    ]


def test_captions_without_full_stops_are_read_in_parts_that_overlap() -> None:
    words = [f"word{number}" for number in range(100)]
    parts = said_in_transcript("1\n00:00:01,000 --> 00:00:09,000\n" + "\n".join(words))
    assert [len(one.text.split()) for one in parts] == [60, 60, 40]
    assert {word for one in parts for word in one.text.split()} == set(words)


def test_the_sentences_of_an_article_have_their_paragraph_and_who_it_says_said_them() -> None:
    found = said_in_article("A headline\n\nIt rained. It was cold.\n\nTaxes fell, said Ana Ruiz.\n")
    assert [(one.text, one.speaker, one.paragraph) for one in found] == [
        ("It rained.", "", 2),
        ("It was cold.", "", 2),
        ("Taxes fell, said Ana Ruiz.", "Ana Ruiz", 3),
    ]


# Folders


def test_what_is_said_again_in_a_folder_is_told_with_its_check_speaker_and_place(
    desk: Desk, folder: Path
) -> None:
    (folder / "debate.srt").write_text(SRT, "utf-16")
    (folder / "b").mkdir()
    (folder / "b" / "news.txt").write_text(f"A headline\n\nIt rained.\n\n{SAID}\n", "utf-8")
    (folder / "empty.vtt").write_bytes(b"")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04no")
    (folder / ".hidden.txt").write_text(SAID, "utf-8")

    told = watch(desk, str(folder))

    assert (told.texts, len(told.numbers)) == (2, 2)
    assert {Path(one.place).name for one in told.unread} == {"empty.vtt", "broken.docx"}
    news, debate = sorted(_found(desk), key=lambda one: one.place)
    assert (news.file, news.paragraph, news.speaker, news.sentence) == ("b/news.txt", 3, None, SAID)
    assert (debate.file, debate.seconds, debate.speaker) == ("debate.srt", 61, "MAYOR RUIZ")
    assert (debate.check_url, debate.rating, debate.publisher) == (CHECK.url, "False", "Others")
    assert verify(desk).findings == []


@pytest.mark.usefixtures("folder")
def test_what_the_desk_itself_wrote_into_a_folder_is_not_read(desk: Desk) -> None:
    own = (desk.settings.claims, desk.settings.reports, desk.settings.site)
    for place in (*own, desk.settings.folder / "news"):
        place.mkdir(exist_ok=True)
        (place / "said.txt").write_text(SAID, "utf-8")

    told = watch(desk, str(desk.settings.folder))

    assert [one.file for one in _found(desk)] == ["news/said.txt"]
    assert told.texts == 1
    assert watch(desk, str(desk.settings.reports)).texts == 1


def test_nothing_is_read_or_told_twice_and_a_text_that_changed_is_read_anew(desk: Desk, folder: Path) -> None:
    file = folder / "news.txt"
    file.write_text(SAID, "utf-8")
    assert len(watch(desk, str(folder)).numbers) == 1
    assert watch(desk, str(folder)).texts == 0
    file.write_text(f"{SAID} The harbour bridge cost five million euros in 1932, they said.", "utf-8")
    again = watch(desk, str(file))
    assert (again.texts, len(again.numbers)) == (1, 1)


def test_what_is_called_another_claim_is_not_told_again_anywhere(desk: Desk, folder: Path) -> None:
    (folder / "a.txt").write_text(SAID, "utf-8")
    watch(desk, str(folder))
    call_another(desk, 1)
    (folder / "b.txt").write_text(SAID, "utf-8")
    assert watch(desk, str(folder)).numbers == []
    with pytest.raises(NotSoNow, match="another claim"):
        call_another(desk, 1)


def test_many_sentences_of_one_wording_are_told_once_where_they_stand_first(desk: Desk, folder: Path) -> None:
    (folder / "a.txt").write_text(f"It rained.\n\n{SAID}\n\n" * 50, "utf-8")
    assert len(watch(desk, str(folder)).numbers) == 1
    assert [one.paragraph for one in _found(desk)] == [2]


@pytest.mark.parametrize("place", ["/no/such/folder", ""])
def test_a_folder_that_is_not_there_is_told(desk: Desk, place: str) -> None:
    with pytest.raises(NotFound, match="no folder"):
        watch(desk, place)


# What a person makes of it


def published_claim(desk: Desk) -> Record:
    """A claim that Ana rated, Ben signed, and that is out."""
    return printed(desk, signed(desk, SAID, "bridge"))


def test_a_published_claim_that_is_said_again_waits_for_whoever_is_in_charge(
    desk: Desk, tmp_path: Path
) -> None:
    ref, claim = "bridge", published_claim(desk)
    file = tmp_path / "news.txt"
    file.write_text(claim.claim.text, "utf-8")
    watch(desk, str(file))

    (one,) = _found(desk)
    assert (one.ref, one.rating) == (ref, claim.verdict and claim.verdict.rating)
    row = next(row for row in todo(desk).rows if row["step"] is Step.REPEATED)
    assert (row["ref"], row["who"], row["why"]) == (
        ref,
        claim.verdict and claim.verdict.by,
        "said again (number 1)",
    )
    assert next(now for now in records(desk) if now.ref == ref) == claim, "nothing is added by itself"

    with pytest.raises(BadInput, match=r"news\.txt"):
        add_appearance(desk, 1)
    assert add_appearance(by(desk, "Ben"), 1, "https://news.example/1") == ref
    (now,) = (one for one in records(desk) if one.ref == ref)
    assert now.claim.appearances == ("https://news.example/1",)
    assert (now.events[-1].act, now.events[-1].by) == (Act.EDIT, "Ben")
    assert [(one.state, one.by) for one in _found(desk)] == [(AppearanceState.ADDED, "Ben")]
    assert not [row for row in todo(desk).rows if row["step"] is Step.REPEATED]
    assert verify(desk).findings == []


def test_a_claim_that_is_not_out_is_not_told_of(desk: Desk, tmp_path: Path) -> None:
    added(desk, SAID)
    (tmp_path / "news.txt").write_text(SAID, "utf-8")
    assert watch(desk, str(tmp_path / "news.txt")).numbers == []


def test_one_that_is_to_be_looked_at_again_is_out_still_and_one_that_was_taken_back_is_not(
    desk: Desk, tmp_path: Path
) -> None:
    published_claim(desk)
    news = tmp_path / "news.txt"
    quote = {"exact": "says the plan", "stance": "refutes"}
    cite(desk, "bridge", "s1", quote, QuoteChoice(why="It came up."))
    news.write_text(SAID, "utf-8")
    assert len(watch(desk, str(news)).numbers) == 1

    correct(desk, "bridge", CorrectionKind.VOID, "It was another bridge.", "A mix-up.")
    news.write_text(f"They say: {SAID}", "utf-8")
    assert watch(desk, str(news)).numbers == []


def test_what_others_checked_has_no_appearances_here(desk: Desk, folder: Path) -> None:
    (folder / "a.txt").write_text(SAID, "utf-8")
    watch(desk, str(folder))
    with pytest.raises(NotSoNow, match="one of others"):
        add_appearance(desk, 1)
    with pytest.raises(NotFound, match="number 7"):
        add_appearance(desk, 7)


# Feeds


def _rss(*items: str) -> bytes:
    return f"<rss><channel>{''.join(f'<item>{one}</item>' for one in items)}</channel></rss>".encode()


def _say(server: ScriptedServer, path: str, *bodies: bytes) -> str:
    server.say(path, *(answer(body, content_type="application/rss+xml") for body in bodies))
    return server.url(path)


@pytest.mark.usefixtures("folder")
def test_new_entries_of_a_feed_are_read_on_their_pages_once(desk: Desk, server: ScriptedServer) -> None:
    server.say("/one", answer(PAGE.encode()))
    server.say("/gone", answer(status="404 Not Found"))
    url = _say(
        server,
        "/feed",
        _rss("<link>/one</link>", "<link>/one</link>", f"<guid>x</guid><description>{SAID}</description>"),
        _rss("<link>/gone</link>", "<link>/one</link>"),
    )

    first = run_watch(desk, url)
    assert (first["read"], first["found"], first["unread"]) == (2, 2, [])
    assert {one.url for one in _found(desk)} == {server.url("/one"), url}
    second = run_watch(desk, url)
    assert (second["read"], [one["place"] for one in second["unread"]]) == (0, [server.url("/gone")])
    assert second["unread_count"] == 1
    assert len(server.asked("/one")) == 1


def test_a_feed_without_end_is_read_part_by_part(desk: Desk, server: ScriptedServer) -> None:
    items = [
        f"<guid>{number}</guid><description>Entry {number}.</description>" for number in range(MOST_PAGES + 3)
    ]
    url = _say(server, "/feed", *[_rss(*items)] * 3)

    first = watch(desk, url)
    assert (first.texts, [one.why for one in first.unread]) == (
        MOST_PAGES,
        ["3 more entries are new; they are read the next time."],
    )
    assert [watch(desk, url).texts for _ in range(2)] == [3, 0]


@pytest.mark.parametrize("body", [b"<html><p>No feed.</p></html>", b"{}", b"\x00"])
def test_what_is_no_feed_is_told(desk: Desk, server: ScriptedServer, body: bytes) -> None:
    told = watch(desk, _say(server, "/feed", body))
    assert [one.why[:15] for one in told.unread] == ["It gave no feed"]
