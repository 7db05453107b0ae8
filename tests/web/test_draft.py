"""The page of somebody outside, over real HTTP: what is let through and kept, and that nothing else is to be had."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.routing import Route

from factcheck.model.publication import Contact
from factcheck.web.app import create_app
from factcheck.web.pages import draft
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.outside import answer
from factcheck.workflow.outside.ask import Asking, ask, ask_again, withdraw_link
from factcheck.workflow.running.readiness import Readiness
from tests.web.served import HOSTILE, Answer, Served, serving


@dataclass(frozen=True)
class Guest:
    """Somebody with a link, and nothing else: no cookie, no session."""

    served: Served
    path: str

    def get(self, path: str = "", *fields: str) -> Answer:
        return self.served.ask(f"GET {path or self.path}", f"Host: {self.served.host}", *fields)

    def fields(self) -> dict[str, str]:
        """The hidden fields of the page, as it is now."""
        return dict(re.findall(r'type="hidden" name="(digest|read_at)" value="([^"]*)"', self.get().body))

    def send(self, fields: dict[str, str], path: str = "", *head: str) -> Answer:
        sent = urlencode(fields).encode()
        return self.served.ask(
            *(f"POST {path or self.path}", f"Host: {self.served.host}"),
            *(head or ("Sec-Fetch-Site: same-origin",)),
            *("Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(sent)}"),
            body=sent,
        )

    def say(self, **said: str) -> Answer:
        return self.send({**self.fields(), **said})


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two answers, or for a guess."""
    monkeypatch.setattr(answer, "PAUSE", answer.PAUSE * 0)
    monkeypatch.setattr(draft, "_GUESSED_SECONDS", 0.0)


@pytest.fixture
def desk(_made: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the desk that tests may change."""
    from shutil import copytree

    copytree(_made, tmp_path / "desk")
    with serving(tmp_path / "desk") as one:
        yield one


def _guest(served: Served, ref: str = "bridge", **how: Any) -> Guest:
    given = ask(served.desk, ref, Asking("Dr. López", "Is the <b>year</b> right?"), **how)
    return Guest(served, f"/draft/{given.secret}")


def _contact(served: Served, ref: str = "bridge") -> Contact:
    return show_claim(served.desk, ref).contacts[-1]


def test_whoever_has_the_link_reads_the_draft_without_a_cookie_and_no_other_page(desk: Served) -> None:
    guest = _guest(desk)
    page = guest.get()
    assert page.status == 200
    for shown in ("The bridge opened in 1932.", "The register says so [e1].", "opened in 1932", "Dr. López"):
        assert shown in page.body
    assert "&lt;b&gt;year&lt;/b&gt;" in page.body
    assert "set-cookie" not in page
    assert (page["cache-control"], page["referrer-policy"]) == ("no-store", "no-referrer")
    assert '<meta name="robots" content="noindex">' in page.body
    head = page.body.partition("</head>")[0]
    assert "1932" not in head
    assert guest.path not in head
    assert {*re.findall(r'href="(/[^"]*)"', page.body)} == {"/static/desk.css", guest.path}


def test_every_other_address_answers_a_guest_as_it_answers_a_stranger(desk: Served) -> None:
    guest = _guest(desk)
    secret = guest.path.rpartition("/")[2]
    paths = [
        route.path
        for route in create_app(desk.desk, desk.access, Readiness(desk.desk, {})).routes
        if isinstance(route, Route)
    ]
    asked = 0
    for path in paths:
        if path.startswith(("/static", "/draft/", "/enter")):
            continue
        named = re.sub(r"\{(\w+)(:path)?\}", lambda found: {"ref": "bridge"}.get(found[1], "edit"), path)
        for as_guest in (
            (),
            (f"Cookie: {desk.access.cookie}={secret}",),
            (f"Authorization: Bearer {secret}",),
        ):
            told = guest.get(named, *as_guest)
            assert told.status in (401, 404), named
            assert "1932" not in told.body, named
            refused = guest.send({"note": "x"}, named, "Sec-Fetch-Site: same-origin", *as_guest)
            assert refused.status in (401, 404, 405, 413, 415), named
            asked += 1
    assert asked > 40
    for beside in (
        f"{guest.path}/",
        f"{guest.path}/edit",
        f"{guest.path}x",
        guest.path[:-1],
        "/draft/",
        "/draft",
    ):
        told = guest.get(beside)
        assert told.status in (401, 404)
        assert "1932" not in told.body
    assert show_claim(desk.desk, "bridge").claim.note is None


def test_an_answer_is_kept_and_thanked_for(desk: Served) -> None:
    guest = _guest(desk)
    sent = guest.say(
        verdict="wrong",
        **{"why-text": "It was 1931.", "words-text": "1932", "why-e1": " "},
        remark="See my book.\r\nPage 3.",
        name="M. López",
        affiliation="The institute",
    )
    assert (sent.status, sent["location"]) == (303, f"{guest.path}?sent=1")
    (said,) = _contact(desk).answers
    assert [(one.part, one.words, one.why) for one in said.comments] == [("text", "1932", "It was 1931.")]
    assert (said.remark, said.name, said.affiliation) == (
        "See my book.\nPage 3.",
        "M. López",
        "The institute",
    )
    assert said.digest == guest.fields()["digest"]
    page = guest.get(sent["location"])
    for shown in ("Thank you.", "It was 1931.", "See my book."):
        assert shown in page.body
    assert guest.say(verdict="agreed").status == 303
    assert [one.agreed for one in _contact(desk).answers] == [False, True]


def test_opening_a_link_or_looking_ahead_changes_nothing(desk: Served) -> None:
    guest = _guest(desk)
    before = show_claim(desk.desk, "bridge").head
    for method in ("GET", "HEAD"):
        for _ in range(3):
            assert (
                desk.ask(f"{method} {guest.path}", f"Host: {desk.host}", "Sec-Purpose: prefetch").status
                == 200
            )
    assert desk.ask(f"GET {guest.path}?verdict=agreed&sent=1", f"Host: {desk.host}").status == 200
    assert show_claim(desk.desk, "bridge").head == before


@pytest.mark.parametrize(
    "head",
    [
        ("Sec-Fetch-Site: cross-site",),
        ("Sec-Fetch-Site: same-site",),
        ("Origin: https://evil.example",),
        ("Origin: null",),
        ("Accept: */*",),
    ],
)
def test_no_page_from_elsewhere_answers_for_a_guest(desk: Served, head: tuple[str, ...]) -> None:
    guest = _guest(desk)
    assert guest.send({**guest.fields(), "verdict": "agreed"}, "", *head).status == 403
    assert not _contact(desk).answers


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_no_moment_at_the_end_of_time_breaks_anything(desk: Served, moment: str) -> None:
    answer = _guest(desk).say(read_at=moment, digest="0" * 64, remark="It is wrong.")
    assert answer.status == 409
    assert "It is wrong." in answer.body


def test_a_form_that_says_nothing_comes_back_as_it_was_filled_in(desk: Served) -> None:
    guest = _guest(desk)
    empty = guest.say(verdict="wrong", name=HOSTILE.replace("\u202e", ""))
    assert empty.status == 422
    assert "<script>document" not in empty.body
    both = guest.say(verdict="agreed", **{"why-e1": f"No. {HOSTILE}", "remark": "Hm."})
    assert both.status == 422
    assert "Either nothing is wrong" in both.body
    assert '<details class="outside-comment" open>' in both.body
    assert "No. &lt;/script&gt;" in both.body
    assert "Hm." in both.body
    assert not _contact(desk).answers


def test_what_is_typed_is_not_lost_where_the_link_ended_meanwhile(desk: Served) -> None:
    typed = {"verdict": "wrong", "why-text": "A day of work. <i>Mine</i>"}
    guest = _guest(desk)
    fields = guest.fields()
    withdraw_link(desk.desk, "bridge", "q1")
    over = guest.send({**fields, **typed})
    assert over.status == 410
    assert "A day of work. &lt;i&gt;Mine&lt;/i&gt;" in over.body
    assert "was not stored" in over.body
    given = ask_again(desk.desk, "bridge", "q1", 1)
    guest = Guest(desk, f"/draft/{given.secret}")
    fields = guest.fields()
    with closing(connect(desk.desk.settings.folder / "factcheck.db")) as rows, rows:
        rows.execute("UPDATE draft_link SET expires_at = '2020-01-01 00:00:00'")
    over = guest.send({**fields, **typed})
    assert (over.status, "A day of work." in over.body, "could be read is over" in over.body) == (
        410,
        True,
        True,
    )
    given = ask_again(desk.desk, "bridge", "q1", 1)
    guest = Guest(desk, f"/draft/{given.secret}")
    fields = guest.fields()
    withdraw_claim(desk.desk, "bridge", "It was never said.")
    over = guest.send({**fields, **typed})
    assert (over.status, "A day of work." in over.body, "has withdrawn" in over.body) == (410, True, True)
    assert guest.get().status == 410
    assert not _contact(desk).answers
    lost = guest.send(typed, "/draft/nowhere")
    assert (lost.status, "A day of work." in lost.body) == (404, True)


def test_a_guest_is_told_that_the_draft_changed_and_both_answers_are_kept(desk: Served) -> None:
    guest = _guest(desk)
    fields = guest.fields()
    edit_claim(desk.desk, "bridge", {"text": "The bridge opened in 1931."}, "The log.")
    told = guest.send({**fields, "verdict": "wrong", "why-text": "It was 1931."})
    assert told.status == 303
    page = guest.get(told["location"])
    assert "The draft has changed since; both are kept." in page.body
    assert "The bridge opened in 1931." in page.body
    assert _contact(desk).answers[0].comments[0].words == "The bridge opened in 1932."
    made_up = guest.send({**fields, "digest": "0" * 64, "verdict": "wrong", "why-text": "Keep me."})
    assert (made_up.status, "Keep me." in made_up.body) == (409, True)


def test_the_same_answer_sent_twice_is_kept_once(desk: Served) -> None:
    guest = _guest(desk)
    fields = {**guest.fields(), "verdict": "agreed"}
    assert [guest.send(fields).status for _ in range(2)] == [303, 303]
    assert len(_contact(desk).answers) == 1


def test_addresses_that_are_tried_get_one_answer_whatever_they_are(desk: Served) -> None:
    guest = _guest(desk)
    tried = ["x", "A" * 43, "%00", "..%2f..", "%F0%9F%92%A9", "a" * 5000, guest.path[7:-1] + "Z"]
    pages = {guest.get(f"/draft/{one}").body.replace(f"/draft/{one}", "") for one in tried[:2]}
    assert len(pages) == 1
    for one in tried:
        assert guest.get(f"/draft/{one}").status in (404, 401), one


def test_a_body_that_is_too_long_is_not_taken(desk: Served) -> None:
    guest = _guest(desk)
    long = guest.say(verdict="wrong", remark="x" * 10_001)
    assert (long.status, "At most" in long.body) == (422, True)
    head = (f"POST {guest.path}", f"Host: {desk.host}", "Sec-Fetch-Site: same-origin")
    kind = "Content-Type: application/x-www-form-urlencoded"
    assert desk.ask(*head, kind, "Content-Length: 100000000").status == 413
    many = {f"why-x{number}": "no" for number in range(21_000)}
    assert guest.send(many).status == 400
    assert not _contact(desk).answers


def test_an_article_with_hostile_text_is_shown_and_answered_sentence_by_sentence(desk: Served) -> None:
    guest = _guest(desk, "bridge", is_article=True)
    page = guest.get()
    assert page.status == 200
    assert "<script>document" not in page.body
    assert "\u202e" not in re.sub(
        r"<textarea.*?</textarea>|<pre.*?</pre>|value=\"[^\"]*\"", "", page.body, flags=re.S
    )
    assert guest.say(verdict="wrong", **{"why-1": "1931.", "why-bridge/e1": "Where?"}).status == 303
    with desk.desk.store.reading() as ledger:
        (said,) = ledger.article("bridge").contacts[0].answers
    assert [(one.ref, one.part) for one in said.comments] == [(None, "1"), ("bridge", "e1")]
