"""The pages, as they are asked for by address: Today, claims, one claim, what explains them, and errors."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.errors import FactcheckError, RuleRefused
from factcheck.web.errors import error_view
from factcheck.web.pages.captured import TextRun, runs_of
from tests.cli.conftest import Program
from tests.cli.test_app import ERRORS
from tests.web.served import Served, serving


def _text(page: str) -> str:
    """The words of a page's main part."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_today_shows_what_waits_for_whoever_is_here(served: Served) -> None:
    said = _text(served.get("/").body).partition("What you did last")[0]
    assert "To be given to a second person" in said  # the hostile one, which Ana rated
    assert "The tower is new." not in said


def test_today_of_somebody_else_says_what_is_late(served: Served) -> None:
    said = _text(served.get("/?for=ben").body)
    assert "What ben does next" in said
    assert "Overdue since 1 January 2020" in said
    assert "The bridge opened in 1932." in said  # anybody but Ana may read it


def test_each_thing_to_do_leads_to_where_it_is_done(served: Served) -> None:
    page = served.get("/?for=").body
    assert '<a class="step" href="/claims/bridge/review">Read and sign</a>' in page
    assert '<a class="step" href="/claims/hostile/submit">Give it to a second person</a>' in page
    assert '<a class="step" href="/claims/tower/source">Add a source</a>' in page


def test_of_somebody_nobody_knows_it_says_so(served: Served) -> None:
    answer = served.get("/?for=Nobody")
    assert answer.status == 404
    assert "Nobody here is called" in answer.body


def test_everybody_is_shown_what_everybody_does(served: Served) -> None:
    said = _text(served.get("/?for=").body)
    assert all(text in said for text in ("The tower is new.", "The bridge opened in 1932.", "{{ 7*7 }}"))


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("", ["bridge", "tower", "hostile"]),
        ("status=in-review", ["bridge"]),
        ("verdict=true&kind=", ["bridge"]),
        ("words=towers", ["tower"]),
        ("assignee=BEN", ["tower"]),
        ("claimant=the+mayor", ["bridge"]),
        ("overdue=1", ["tower"]),
        ("deadline=2030", ["tower"]),
        ("tag=%3C/b%3E%3Ci%3E", ["hostile"]),
        ("sort=text", ["bridge", "tower", "hostile"]),
        ("sort=verdict", ["bridge", "hostile", "tower"]),
        ("after=tower", ["hostile"]),
        ("claimant=Nobody", []),
        ("unknown=x", ["bridge", "tower", "hostile"]),
    ],
)
def test_the_address_narrows_sorts_and_pages_the_list(served: Served, query: str, refs: list[str]) -> None:
    page = served.get(f"/claims?{query}").body
    found = re.findall(r'<li>.*?<a href="/claims/([a-z]+)"', page)
    assert sorted(found) == sorted(refs) if query == "sort=text" else found == refs


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("status=lost", 422),
        ("sort=note", 422),
        ("kind=x", 422),
        ("priority=x", 422),
        ("deadline=soon", 422),
        ("verdict=blue", 404),
        ("article=nowhere", 404),
        ("after=nowhere", 404),
        ("&".join(["tag=a"] * 101), 422),
    ],
)
def test_a_word_that_is_none_is_named(served: Served, query: str, status: int) -> None:
    answer = served.get(f"/claims?{query}")
    assert answer.status == status
    assert (query.partition("=")[2] if "&" not in query else "at most 100 tags; 101 are named") in _text(
        answer.body
    )


def test_long_lists_go_on_where_they_stopped(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.ok("init", ".", "--as", "Ana")
    lines = "\n".join(f"Claim number {number} is so." for number in range(1, 121))
    program.ok("add", "-", "--tag", "river", "--tag", "town", stdin=lines.encode())
    program.ok("add", "Claim number 0 is so.", "--tag", "town")
    with serving(tmp_path) as served:
        seen: list[str] = []
        path = "/claims?status=unverified&tag=river&tag=town"
        while path:
            page = served.get(path).body
            seen += re.findall(r"Claim number (\d+) is so\.</a>", page)
            more = re.search(r'<a href="([^"]+)" rel="next"', page)
            path = more[1].replace("&amp;", "&") if more else ""
    assert seen == [str(number) for number in range(1, 121)]


def test_a_claim_stands_beside_the_text_it_is_quoted_from(served: Served) -> None:
    page = served.get("/claims/bridge").body
    text = "The bridge over the delta opened in 1932."
    marked = re.search(r'<mark data-start="(\d+)" id="at-e1" tabindex="-1">opened in 1932</mark>', page)
    before = re.search(r'<span data-start="0">([^<]*)</span><mark', page)
    assert marked
    assert before
    assert len(before[1]) == int(marked[1])
    assert before[1].endswith(text.partition("opened")[0])
    assert '<span class="control" data-name="[RLO]"></span>' in page
    assert "Supplied by hand" in page
    assert "1932 : agrees Quoted as e1" in _text(page)


def test_each_capture_can_be_chosen(served: Served) -> None:
    assert 'data-capture="c1"' in served.get("/claims/bridge?capture=c1").body
    assert served.get("/claims/bridge?capture=c9").status == 404


def test_a_long_text_is_shown_in_parts_and_quoted_from_any_of_them(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.ok("init", ".", "--as", "Ana")
    program.ok("add", "The ferry is blue.", "--ref", "ferry")
    text = f"{'Some words. ' * 25_001}The ferry is \U0001f309 blue, they say."
    program.ok("attach", "ferry", str(program.write("long.txt", text)))
    start = text.index("The ferry")
    with serving(tmp_path) as served:
        first = served.get("/claims/ferry").body
        links = re.findall(
            r'<a href="(/claims/ferry\?capture=c1[^"]*)#captured"( aria-current="page")?>', first
        )
        assert [one.replace("&amp;", "&") for one, _ in links[-2:]] == [
            "/claims/ferry?capture=c1",
            "/claims/ferry?capture=c1&start=300000",
        ]
        assert "blue, they" not in first
        last = served.get(f"/claims/ferry?capture=c1&start={start}&end={start + 19}").body
        assert 'data-start="300000"' in last
        assert ">\nThe ferry is \U0001f309 blue</textarea>" in last
        quoted = {
            "quote": "The ferry is \U0001f309 blue",
            "source": "s1",
            "capture": "c1",
            "start": str(start),
        }
        answer = served.post("/claims/ferry/cite", **quoted, stance="supports")
        assert answer["location"] == f"/claims/ferry?capture=c1&start={start}#at-e1"
        assert f'href="/claims/ferry?capture=c1&amp;start={start}#at-e1"' in served.get("/claims/ferry").body
        for place in ("-1", "x", "9999999999"):
            assert served.get(f"/claims/ferry?start={place}").status == 422


def test_the_text_is_cut_at_quotes_and_at_what_would_turn_it() -> None:
    assert [*runs_of("ab\u202ecde", [(0, 2, "e1"), (1, 5, "e2"), (40, 50, "e3")])] == [
        TextRun("a", 0, ("e1",)),
        TextRun("b", 1, ("e1", "e2")),
        TextRun("\u202e", 2, ("e2",), "[RLO]"),
        TextRun("cd", 3, ("e2",)),
        TextRun("e", 5),
    ]


@pytest.fixture
def renamed(tmp_path: Path) -> Iterator[Served]:
    program = Program(tmp_path)
    program.ok("init", ".", "--as", "Ana")
    program.ok("add", "One.", "--ref", "old")
    program.ok("rename", "old", "new")
    with serving(tmp_path) as served:
        yield served


def test_a_former_ref_leads_on(renamed: Served) -> None:
    answer = renamed.get("/claims/old")
    assert (answer.status, answer["location"]) == (303, "/claims/new")


def test_a_ref_that_is_none_is_told_with_the_near_one(served: Served) -> None:
    answer = served.get("/claims/bridg")
    assert answer.status == 404
    assert "bridge" in _text(answer.body)


@pytest.mark.parametrize("path", ["/nowhere", "/claims/a/b/c", "/claims/", "/%2e%2e/etc", "/static"])
def test_what_is_no_page_says_so(served: Served, path: str) -> None:
    answer = served.get(path)
    assert answer.status == 404
    assert "There is no such page" in answer.body


def test_the_words_and_the_verdicts_are_explained(served: Served) -> None:
    assert "How to read this report" in served.get("/how-to-read").body
    assert "seven-step.1.true" in served.get("/scale").body


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_has_a_status_and_a_heading(kind: type[Exception]) -> None:
    wrong = kind(1, "No.", "Mend it.") if issubclass(kind, RuleRefused) else kind("No.", (), ["Mend it."])
    assert isinstance(wrong, FactcheckError)
    shown = error_view(wrong)
    assert shown.status in (401, 403, 404, 409, 422, 429, 500, 503)
    assert [one.text for one in shown.remedies] == ["Mend it."]


def test_what_went_wrong_in_the_program_is_told_without_its_words(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("private words")

    monkeypatch.setattr("factcheck.web.pages.claim.claim_and_article", fail)
    answer = served.get("/claims/bridge")

    assert answer.status == 500
    assert "Something went wrong in the program itself" in answer.body
    assert "ValueError" in caplog.text
    assert "private words" not in answer.body + caplog.text


def test_styles_are_sent_once(served: Served) -> None:
    first = served.get("/static/desk.css")
    again = served.get("/static/desk.css", f"If-None-Match: {first['etag']}")
    assert (first.status, first["content-type"]) == (200, "text/css; charset=utf-8")
    assert (again.status, again.body) == (304, "")


def test_a_desk_that_asks_readers_nothing_has_no_page_for_them(served: Served) -> None:
    assert served.ask("GET /request", f"Host: {served.host}").status == 401
    assert served.get("/request").status == 404
