"""Comments in the browser: beside the claim, on a place in its text, before signing; what changed since one read it."""

import re
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Program
from tests.web.forms import hidden, quoted, went
from tests.web.served import Served, serving

AT = "/claims/bridge"


@pytest.fixture
def program(program: Program) -> Program:
    """The commands at a desk with a claim that waits for a second person."""
    desk = quoted(program)
    reasons = "The register says so [e1]. It is reliable."
    desk.ok("rate", "bridge", "true", "--because", reasons, "--summary", "It did.")
    desk.ok("submit", "bridge")
    return desk


@pytest.fixture
def ben(program: Program) -> Iterator[Served]:
    """The same desk, served to Ben, who is to read it."""
    with serving(program.folder, "Ben") as one:
        yield one


def words(page: str) -> str:
    """The words of a page's main part, in one line."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def thread(page: str, comment: str) -> str:
    """A thread of a page, up to the next."""
    return re.split(r'<li class="thread|<section', page.partition(f'id="{comment}" tabindex')[2])[0]


def test_a_comment_is_said_answered_resolved_and_opened_again(program: Program, ben: Served) -> None:
    page = ben.get(AT).body
    head = hidden(page, "head")
    assert 'id="comment"' in page
    asked = ben.post(f"{AT}/comment", me="Ben", head=head, body="Which bridge?", target="e1", to="Ana")
    assert went(asked) == f"{AT}?comment=m1#m1"
    assert '<a href="#m1">Comment <bdi>m1</bdi></a>' in ben.get(AT).body, "the evidence leads to it"

    answer = {"reply_to": "m1", "body": "The old one.", "back": "review"}
    assert went(ben.post(f"{AT}/comment", head=head, **answer)) == f"{AT}/review#m2"
    late = ben.post(f"{AT}/resolve", head=head, comments="m1")
    assert late.status == 409
    assert "The old one." in words(late.body), "what was not seen is shown before"
    now = hidden(ben.get(AT).body, "head")
    assert went(ben.post(f"{AT}/resolve", head=now, comments="m1")) == f"{AT}?comment=m1#m1"
    again = ben.post(f"{AT}/resolve", head=hidden(ben.get(AT).body, "head"), comments="m1")
    assert again.status == 409
    assert "m1 was resolved by Ben already." in words(again.body)

    said = thread(ben.get(AT).body, "m1")
    assert "Resolved by" in said
    assert "Open it again with a reply" in said
    assert went(ben.post(f"{AT}/comment", reply_to="m2", body="Not so.")) == f"{AT}?comment=m3#m3"
    assert [one["resolved_by"] for one in program.claim("bridge")["comments"]] == [None] * 3


def test_a_place_in_the_text_is_marked_and_leads_to_the_comment_and_back(
    program: Program, ben: Served
) -> None:
    place = {"target": "c1", "quote": "over the delta", "start": "11", "end": "25"}
    assert went(ben.post(f"{AT}/comment", body="Which delta?", **place)) == f"{AT}?comment=m1#m1"

    page = ben.get(AT).body
    assert '<span id="at-m1" class="place" tabindex="-1"></span>' in page
    assert re.search(r'class="commented">over the delta</span><a class="comment-mark" href="#m1"', page)
    assert f'href="{AT}?capture=c1&amp;start=11#at-m1"' in thread(page, "m1")
    ben.post(f"{AT}/resolve", comments="m1")
    assert "at-m1" not in ben.get(AT).body, "what is resolved is marked no more"
    [said] = program.claim("bridge")["comments"]
    assert said["selector"]["start"] == 11


def test_a_comment_stays_where_its_evidence_was_taken_back(program: Program, ben: Served) -> None:
    ben.post(f"{AT}/comment", body="Is it whole?", target="e1")
    program.ok("drop", "bridge", "e1", "--why", "A slip.")

    said = words(thread(ben.get(AT).body, "m1").join(("<main>", "</main>")))
    assert "On evidence e1 , which was taken back" in said


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"body": " "}, 422, "body"),
        ({"body": "So?", "target": "e9"}, 404, "has no “e9” to comment on."),
        (
            {"body": "So?", "target": "c1", "quote": "nowhere"},
            422,
            "These words do not stand in",
        ),
        ({"body": "So?", "quote": "opened"}, 422, "Say in which text the words stand"),
        ({"body": "So?", "target": "c1", "quote": "opened"}, 409, "stands in 2 places"),
        ({"body": "So?", "target": "c1", "quote": "opened", "place": "x"}, 422, "“x” is no number."),
        ({"body": "So?", "reply_to": "m9"}, 404, "no comment"),
    ],
)
def test_what_is_refused_comes_back_as_it_was_filled_in(
    program: Program, ben: Served, sent: dict[str, str], status: int, said: str
) -> None:
    refused = ben.post(f"{AT}/comment", **sent)

    assert refused.status == status
    assert said in words(refused.body).replace("“ ", "“").replace(" ”", "”")
    assert sent["body"] in refused.body
    assert program.claim("bridge")["comments"] == []


def test_what_is_open_stands_above_the_signature_and_is_told_after_it(program: Program, ben: Served) -> None:
    program.ok("comment", "bridge", "Which log?", "--on", "v1", "--quote", "It is reliable.")
    page = ben.get(f"{AT}/review").body
    assert page.index("Which log?") < page.index('id="form-approve"')
    assert "1 comment is open." in words(page)
    assert "Sign it" in words(page)

    went(ben.post(f"{AT}/approve", digest=hidden(page, "digest")))
    assert "1 comment was open when it was signed, m1 by Ana : Which log?" in words(ben.get(AT).body)
    found = words(ben.get(f"{AT}/publish").body)
    assert "m1 , by Ana on" in found
    assert f"{AT}/resolve?comments=m1" in ben.get(f"{AT}/publish").body
    assert words(ben.get(f"{AT}/resolve?comments=m1").body).count("Which log?") == 1


def test_a_verdict_is_sent_back_for_a_reason_at_a_place(program: Program, ben: Served) -> None:
    page = ben.get(f"{AT}/review").body
    place = {"why": "How do you know?", "target": "v1", "quote": "It is reliable."}
    went(ben.post(f"{AT}/return", digest=hidden(page, "digest"), **place))

    claim = program.claim("bridge")
    assert claim["status"] == "returned"
    assert [(one["body"], one["selector"]["exact"]) for one in claim["comments"]] == [
        ("How do you know?", "It is reliable.")
    ]


def test_today_and_the_list_say_what_waits_for_an_answer(program: Program, ben: Served) -> None:
    program.ok("comment", "bridge", "Which log?", "--to", "Ben")

    today = ben.get("/").body
    assert "Comments to answer" in today
    assert f'href="{AT}?comment=m1#m1"' in today
    assert "1 open comment" in words(ben.get("/claims").body)


def test_what_changed_since_one_read_it_is_shown_to_nobody_else(program: Program, ben: Served) -> None:
    assert "You have not said yet that you read this." in words(ben.get(f"{AT}/review").body)
    before = program.claim("bridge")["head"]
    assert went(ben.post(f"{AT}/read", head=before)) == f"{AT}/review"
    assert program.claim("bridge")["head"] == before, "no line says so"
    assert "Nothing was changed by others since you read it" in words(ben.get(f"{AT}/review").body)

    reasons = "The register says so [e1]. It is very reliable."
    program.ok("edit", "bridge", "--context", "The old bridge was wood.")
    program.ok("rate", "bridge", "true", "--because", reasons, "--summary", "It did.")
    program.ok("submit", "bridge")
    shown = ben.get(f"{AT}/review").body
    changes = shown.partition('id="changes"')[2].partition("</section>")[0]
    assert "put in: </span>The old bridge was wood." in changes
    assert "It is [put in: very ] reliable." in " ".join(re.sub(r"<[^>]+>", " ", changes).split())
    with serving(program.folder, "Ana") as ana:
        assert "You have not said yet" in words(ana.get(f"{AT}/review").body) or "Since" in words(shown)
    ben.post(f"{AT}/read", head=hidden(shown, "head"))
    assert "Nothing was changed by others" in words(ben.get(f"{AT}/review").body)


def test_looking_at_a_page_says_nothing_of_who_read_it(ben: Served) -> None:
    for page in ("", "/review", "/read", "/resolve", "/comment"):
        assert ben.get(f"{AT}{page}").status == 200
    assert "You have not said yet that you read this." in words(ben.get(f"{AT}/review").body)


def test_of_many_comments_a_page_has_some_and_leads_to_the_others(program: Program, ben: Served) -> None:
    from factcheck.desk import open_desk
    from factcheck.settings import load
    from factcheck.workflow.act import open_claim
    from factcheck.workflow.claims.comments import put_comment

    with open_desk(load(program.folder, "Ana", {})) as desk, open_claim(desk, "bridge") as claim:
        for number in range(120):
            on = {"reply_to": "m1"} if number > 60 else {}
            put_comment(claim, f"Number {number}?", on)
    first = ben.get(AT).body
    assert first.count('class="thread"') == 50
    assert "9 earlier replies are not shown." in words(first)
    assert f'href="{AT}?comment=m51#m51" rel="next"' in first
    later = ben.get(f"{AT}?comment=m60").body
    assert later.count('class="thread"') == 11
    assert f'href="{AT}?comment=m1#m1" rel="prev"' in later
    assert ben.get(f"{AT}?comment=nonsense").body.count('class="thread"') == 50
