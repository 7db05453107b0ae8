"""Comments on places: words are found in their text, several people comment at once, and dossiers hold all of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, MovedSince, NotFound, NotSoNow, RuleRefused
from factcheck.model.vocabulary import Act, Status
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve
from factcheck.workflow.claims.edit import edit_claim
from factcheck.workflow.claims.list import list_claims, show_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.claims.todo import todo
from factcheck.workflow.claims.verdicts import Reasons, approve, rate, return_at, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, by, emptied, moved, opened, records, tree

TEXT = "The bridge of the delta opened in 1932. In 1951 the bridge opened again, say «the papers»."


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        ref = added(desk, "The bridge opened in 1932.", ref="bridge")
        log = tmp_path / "log.txt"
        log.write_text(TEXT, "utf-8")
        cite(
            desk, ref, add_source(desk, ref, str(log), {}), {"exact": "opened in 1932", "stance": "supports"}
        )
        rate(desk, ref, "true", Reasons("The log says so [e1]. The papers do, too."))
        submit(desk, ref)
        yield desk


def test_words_of_a_captured_text_are_found_there(desk: Desk) -> None:
    said = add_comment(by(desk, "Ben"), "bridge", "Which bridge?", CommentPlace("c1", "bridge of the delta"))

    assert said.selector
    assert said.selector.exact == TEXT[said.selector.start : said.selector.end] == "bridge of the delta"
    assert (said.selector.prefix, said.selector.suffix) == ("The", "opened in 1932. In 1951 the")
    assert verify(desk).findings == []


def test_words_are_found_as_quotes_are_whatever_their_marks(desk: Desk) -> None:
    said = add_comment(
        desk, "bridge", "Which?", CommentPlace("c1", 'the bridge opened again, say "the papers"')
    )

    assert said.selector
    assert said.selector.exact == "the bridge opened again, say «the papers»"


def test_words_between_two_places_are_those_that_stand_there(desk: Desk) -> None:
    second = TEXT.rindex("opened")
    said = add_comment(
        desk, "bridge", "Which?", CommentPlace("c1", " opened ", second, second + len("opened"))
    )
    other = add_comment(
        desk, "bridge", "Which?", CommentPlace("c1", "the papers", second, second + len("opened"))
    )

    assert said.selector
    assert (said.selector.start, said.selector.exact) == (second, "opened")
    assert other.selector
    assert other.selector.exact == "the papers"


def test_words_that_stand_in_several_places_are_asked_after(desk: Desk) -> None:
    twice = CommentPlace("c1", "opened")
    with pytest.raises(NotSoNow, match="stands in 2 places"):
        add_comment(desk, "bridge", "Again?", twice)

    second = add_comment(desk, "bridge", "Again?", replace(twice, place=2))
    assert second.selector
    assert second.selector.start == TEXT.rindex("opened")
    third = add_comment(desk, "bridge", "Again?", replace(twice, start=second.selector.start))
    assert third.selector == second.selector


def test_a_sentence_of_the_reasons_and_of_the_article_is_a_place_too(desk: Desk, tmp_path: Path) -> None:
    reasons = add_comment(desk, "bridge", "All?", CommentPlace("v1", "The papers do, too."))
    assert (reasons.target, reasons.selector and reasons.selector.start) == ("v1", 22)

    draft = tmp_path / "draft.txt"
    draft.write_text("The delta\n\nThe bridge opened in 1932, the mayor says.", "utf-8")
    add_article(desk, str(draft), b"", {"ref": "delta", "title": "The delta"})
    edit_claim(desk, "bridge", {"article": "delta"})
    said = add_comment(desk, "bridge", "Who?", CommentPlace("article", "the mayor says"))
    assert said.selector
    assert said.selector.text_digest


@pytest.mark.parametrize(
    ("place", "error"),
    [
        (CommentPlace("c1", "nothing of the kind"), BadInput),
        (CommentPlace("v1", "nothing of the kind"), BadInput),
        (CommentPlace("v9", "The log says so"), BadInput),
        (CommentPlace("c9", "The log says so"), NotFound),
        (CommentPlace("article", "The log says so"), BadInput),
        (CommentPlace("e1", "opened in 1932"), BadInput),
        (CommentPlace(None, "opened in 1932"), BadInput),
        (CommentPlace("e9"), NotFound),
    ],
)
def test_a_place_that_is_not_there_is_refused_and_nothing_is_stored(
    desk: Desk, place: CommentPlace, error: type[FactcheckError]
) -> None:
    before = show_claim(desk, "bridge")

    with pytest.raises(error):
        add_comment(desk, "bridge", "So?", place)
    assert show_claim(desk, "bridge") == before


def test_comments_and_edits_do_not_refuse_each_other(desk: Desk) -> None:
    head = show_claim(desk, "bridge").head
    seen_by_ben = replace(by(desk, "Ben"), seen=head)
    add_comment(seen_by_ben, "bridge", "One?")
    edit_claim(replace(desk, seen=head), "bridge", {"context": "So."})
    add_comment(seen_by_ben, "bridge", "Two?")
    reply(seen_by_ben, "bridge", "m1", "I see.")
    approve(seen_by_ben, "bridge", None, None, None)

    record = show_claim(desk, "bridge")
    assert [(one.id, one.body) for one in record.comments] == [
        ("m1", "One?"),
        ("m2", "Two?"),
        ("m3", "I see."),
    ]


def test_nobody_resolves_what_they_have_not_read(desk: Desk) -> None:
    add_comment(by(desk, "Ben"), "bridge", "One?")
    seen = replace(desk, seen=show_claim(desk, "bridge").head)
    reply(by(desk, "Ben"), "bridge", "m1", "No, two.")

    with pytest.raises(MovedSince) as refused:
        resolve(seen, "bridge", ["m1"])
    assert "No, two." in str(refused.value.findings[0])
    assert resolve(desk, "bridge", ["m1"]).open_comments == ()


def test_of_several_comments_all_are_resolved_or_none(desk: Desk) -> None:
    for said in ("One?", "Two?"):
        add_comment(desk, "bridge", said)
    with pytest.raises(NotFound):
        resolve(desk, "bridge", ["m1", "m7"])
    assert len(show_claim(desk, "bridge").open_comments) == 2
    assert resolve(desk, "bridge", ["m1", "m2", "m1"]).open_comments == ()
    with pytest.raises(RuleRefused):
        resolve(desk, "bridge", ["m2"])


def test_a_reply_to_a_reply_joins_its_thread(desk: Desk) -> None:
    add_comment(desk, "bridge", "One?")
    reply(desk, "bridge", "m1", "Yes.")

    assert reply(desk, "bridge", "m2", "Sure?").reply_to == "m1"


def test_a_verdict_is_sent_back_for_a_reason_at_a_place(desk: Desk) -> None:
    place = CommentPlace("v1", "The papers do, too.")
    record = return_at(by(desk, "Ben"), "bridge", "Which papers?", None, place)

    assert record.reviews[-1].comment == record.comments[-1].body == "Which papers?"
    assert (record.comments[-1].target, record.comments[-1].by) == ("v1", "Ben")
    with pytest.raises(FactcheckError):
        return_at(by(desk, "Ben"), "bridge", "Again?", None, place)
    assert len(show_claim(desk, "bridge").comments) == 1


def test_open_ones_are_counted_and_wait_for_somebody(desk: Desk) -> None:
    add_comment(by(desk, "Ben"), "bridge", "One?")
    add_comment(by(desk, "Ben"), "bridge", "Two?", to="Cem")
    add_comment(desk, "bridge", "Done.")
    resolve(desk, "bridge", ["m3"])

    assert [row["open_comments"] for row in list_claims(desk)] == [2]
    waiting = [(row["who"], row["why"]) for row in todo(desk).rows if row["step"] == "comment"]
    assert waiting == [("Ana", "2 comments open; Ben: One?"), ("Cem", "2 comments open; Ben: Two?")]
    assert [row["step"] for row in todo(desk, "Cem").rows] == ["comment", "review"]


def test_what_was_open_is_said_to_whoever_signs(desk: Desk) -> None:
    add_comment(by(desk, "Ben"), "bridge", "One?")
    reader = replace(by(desk, "Ben"), told=[])

    approve(reader, "bridge", None, None, None)
    assert [one.code for one in reader.told] == ["comments-open"]
    assert show_claim(desk, "bridge").approvals


def test_dossiers_hold_comments_and_bring_them_back(desk: Desk, database_url: str, tmp_path: Path) -> None:
    said = add_comment(
        by(desk, "Ben"), "bridge", "So?\n\"\"\" ''' \\", CommentPlace("c1", "the papers"), "Cem"
    )
    reply(desk, "bridge", said.id, "Yes.")
    resolve(desk, "bridge", [said.id])
    before, out = records(desk), tmp_path / "out"
    export_dossiers(desk, out)
    written = tree(out)

    emptied(database_url)
    other = moved(desk, tmp_path / "other")
    import_dossiers(other, out)
    assert records(other) == before
    again = tmp_path / "again"
    export_dossiers(other, again)
    assert tree(again) == written


def test_words_of_a_comment_are_taken_out_like_others(desk: Desk) -> None:
    said = add_comment(by(desk, "Ben"), "bridge", "Ask Eve.", CommentPlace("c1", "the papers"), "Eve")
    reply(desk, "bridge", said.id, "Ask Eve.")
    line = next(one.seq for one in show_claim(desk, "bridge").events if one.act is Act.COMMENT)
    redact(desk, "bridge", [str(line)], "A person asked for it.")

    record = show_claim(desk, "bridge")
    assert "Eve" not in "".join(str(one.body) for one in record.events)
    assert {one.body for one in record.comments} == {"[redacted 1]"}
    assert [one.target for one in record.comments] == ["c1", None]
    assert verify(desk).findings == []
    resolve(desk, "bridge", [said.id])
    assert verify(desk).findings == []


def test_a_comment_changes_no_status(desk: Desk) -> None:
    approve(by(desk, "Ben"), "bridge", None, None, None)
    add_comment(desk, "bridge", "Hm.", CommentPlace("e1"))

    assert [row["status"] for row in list_claims(desk)] == [Status.SIGNED_OFF]
