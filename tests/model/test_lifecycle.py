"""The life of a claim, one event at a time."""

from collections.abc import Callable
from uuid import UUID

import pytest

from factcheck.errors import BadInput, NotFound, RuleRefused
from factcheck.model import event
from factcheck.model.article_history import fold_article, replay_article
from factcheck.model.decide import decide, replay
from factcheck.model.event import EDITION, Event, next_event
from factcheck.model.evolve import fold
from factcheck.model.vocabulary import Act
from tests.records import (
    ANA,
    AT,
    BEN,
    SCALES,
    Told,
    findings_of,
    published,
    rated,
    refusal,
    signed,
    whole_life,
)


def test_a_history_tells_the_record_it_made() -> None:
    record = whole_life().record
    assert replay(record.events, SCALES) == record
    assert record.id == UUID(int=7)
    assert record.head == record.events[-1].hash


def test_every_beginning_of_a_history_tells_a_record() -> None:
    events = whole_life().record.events
    for length in range(1, len(events) + 1):
        assert replay(events[:length], SCALES).events == events[:length]


def test_a_history_without_a_line_tells_nothing() -> None:
    with pytest.raises(BadInput, match="A history without a line tells nothing"):
        replay((), SCALES)


def test_a_history_begins_with_an_add() -> None:
    note = next_event(None, AT, ANA, Act.NOTE, {"note": "x"})
    with pytest.raises(BadInput, match='begins with "add", not with "note"'):
        decide(None, note, SCALES)


@pytest.mark.parametrize("wrong", [None, 7, "bridge", "", [], {"hex": "x"}])
def test_a_history_begins_with_the_uuid_it_belongs_to(wrong: object) -> None:
    event = next_event(None, AT, ANA, Act.ADD, {"id": wrong, "claim": {"ref": "a", "text": "x"}})
    with pytest.raises(BadInput, match='holds the UUID it belongs to under "id"'):
        decide(None, event, SCALES)


@pytest.mark.parametrize("act", [Act.ADD, Act.ARTICLE])
def test_an_add_or_an_article_cannot_follow(act: Act) -> None:
    with pytest.raises(BadInput, match=f'"{act}" cannot follow in the history of bridge'):
        Told().did(act, {"claim": {"ref": "a", "text": "x"}})


PARTS = {
    Act.SOURCE: "source",
    Act.CAPTURE: "capture",
    Act.CITE: "evidence",
    Act.RATE: "verdict",
    Act.APPROVE: "review",
    Act.RETURN: "review",
    Act.LINK: "link",
    Act.DISTINGUISH: "distinction",
}


@pytest.mark.parametrize("act", PARTS)
@pytest.mark.parametrize("part", [None, "x", []])
def test_a_line_holds_the_part_its_act_needs(act: Act, part: object) -> None:
    found = findings_of(lambda: signed().did(act, {PARTS[act]: part}))
    assert len(found) == 1
    assert found[0].startswith("line 7: ")
    assert found[0].endswith(f"{PARTS[act]}.")


@pytest.mark.parametrize("act", PARTS)
def test_a_part_that_does_not_fit_is_refused_by_field(act: Act) -> None:
    found = findings_of(lambda: Told().did(act, {PARTS[act]: {"id": "x1", "wrong": 1}}))
    assert f'{PARTS[act]}: wrong: unknown key "wrong".' in " ".join(found)


OUT_OF_TURN: dict[str, Callable[[], object]] = {
    "s2": lambda: Told().source(id="s2"),
    "c2": lambda: Told().source().capture(id="c2"),
    "e2": lambda: Told().source().cite(id="e2"),
    "e1": lambda: Told().source().cite().cite(id="e1"),
    "v3": lambda: rated().rate(id="v3"),
    "r2": lambda: rated().submit().decide(id="r2"),
}


@pytest.mark.parametrize("given", OUT_OF_TURN)
def test_ids_come_in_turn(given: str) -> None:
    with pytest.raises(BadInput, match=f'The id "{given}" is out of turn; the next is "{given[0]}[12]"'):
        OUT_OF_TURN[given]()


def test_an_edit_changes_what_it_names_and_clears_what_it_blanks() -> None:
    told = Told(claimant="Nour", quote="x").edit(claimant=None, quote="y", tags=["a"])
    assert told.record.claim.plain() == {
        "ref": "bridge",
        "text": "The bridge opened in 1932.",
        "quote": "y",
        "tags": ["a"],
    }


@pytest.mark.parametrize("changes", [{}, None, "text", []])
def test_an_edit_names_a_field(changes: object) -> None:
    with pytest.raises(BadInput, match="bridge: an edit names at least one field"):
        Told().did(Act.EDIT, {"set": changes})


def test_an_edit_that_does_not_fit_changes_nothing() -> None:
    told = Told()
    before = told.record
    assert len(findings_of(lambda: told.edit(text="", kind="figur", txet="x"))) == 3
    assert told.record is before


@pytest.mark.parametrize("edition", range(1, EDITION + 1))
@pytest.mark.parametrize("new", ["../out", "a/b", "CON", "", None, ["wet"], "bridge"])
def test_a_line_of_no_edition_gives_a_ref_that_could_be_a_path(
    monkeypatch: pytest.MonkeyPatch, new: object, edition: int
) -> None:
    monkeypatch.setattr(event, "EDITION", edition)
    with pytest.raises(BadInput):
        Told().did(Act.RENAME, {"ref": new})


def test_a_line_of_no_edition_renames_what_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event, "EDITION", 1)
    with pytest.raises(RuleRefused, match="part of an address"):
        published().did(Act.RENAME, {"ref": "bridge-1932"})


def test_a_damaged_line_that_renames_is_read_as_it_stands() -> None:
    told = Told().did(Act.RENAME, {"ref": "bridge-1932"})
    assert fold(told.record.events) == told.record
    with pytest.raises(BadInput, match='Line 2, "rename", cannot be read'):
        fold((told.record.events[0], told.record.events[1].model_copy(update={"body": {}})))


def test_an_assignment_can_be_taken_back_by_an_edit() -> None:
    told = Told().did(Act.ASSIGN, {"assignee": BEN})
    assert told.record.claim.assignee == BEN
    assert told.edit(assignee=None).record.claim.assignee is None


@pytest.mark.parametrize("who", [None, "", " ", 5])
def test_an_assignment_names_somebody(who: object) -> None:
    with pytest.raises(BadInput, match="Say who is to check bridge; the name is blank"):
        Told().did(Act.ASSIGN, {"assignee": who})


def test_notes_stand_below_each_other() -> None:
    told = Told().did(Act.NOTE, {"note": "Call."}).did(Act.NOTE, {"note": "Called."})
    assert told.record.claim.note == "Call.\nCalled."


@pytest.mark.parametrize("note", [None, "", " \n", 5])
def test_a_note_says_something(note: object) -> None:
    with pytest.raises(BadInput, match="A note is empty; say it in words"):
        Told().did(Act.NOTE, {"note": note})


def test_a_known_source_is_told_anew_under_its_id() -> None:
    told = Told().source().source(title="Paper").source(id="s1", title="City archive, hall 2")
    assert [source.title for source in told.record.sources] == ["City archive, hall 2", "Paper"]


def test_what_a_part_rests_on_must_be_there() -> None:
    with pytest.raises(NotFound, match=r"bridge has no source yet\. Record one first\."):
        Told().capture("s9")
    with pytest.raises(NotFound, match=r'bridge has no source "s2"\. Use one of: s1'):
        Told().source().cite(source="s2")
    with pytest.raises(NotFound, match="bridge has no evidence e2, e9; it has e1"):
        Told().source().cite().rate(cites=["e9", "e1", "e2"])
    with pytest.raises(NotFound, match="it has none yet"):
        Told().source().rate(cites=["e1"])
    with pytest.raises(NotFound, match=r'"ture" is not a rating of .* Did you mean "true"'):
        Told().source().cite().rate("ture")
    with pytest.raises(NotFound, match='Version 9 of the scale "seven-step" is gone'):
        Told().source().cite().rate(scale_version=9)


def test_a_submission_is_of_the_verdict_in_force() -> None:
    with pytest.raises(BadInput, match="the verdict submitted is not the one in force, v1"):
        rated().did(Act.SUBMIT, {"verdict": "v2"})


def test_a_review_says_what_its_line_says() -> None:
    told = rated().submit()
    for wrong in ({"decision": "return"}, {"by": "Somebody"}):
        with pytest.raises(BadInput, match="the review says otherwise than the line of history"):
            _decide_as_ben(told, wrong)


def _decide_as_ben(told: Told, wrong: dict[str, str]) -> Told:
    review = whole_life().record.reviews[-1].plain() | {"id": "r1", "verdict": "v1", **wrong}
    return told.did(Act.APPROVE, {"review": review}, BEN)


def test_a_withdrawn_claim_takes_notes_and_nothing_else() -> None:
    told = signed().did(Act.WITHDRAW, {"why": "Not a claim."})
    assert told.did(Act.NOTE, {"note": "Asked again."}).record.claim.note == "Asked again."
    refused = refusal(told.source)
    assert refused.rule == 5
    assert str(refused) == (
        "Rule 5: bridge was withdrawn, so it takes no more work. "
        "Add the claim anew under another ref if it is to be checked after all."
    )
    for act in (Act.EDIT, Act.ASSIGN, Act.RATE, Act.SUBMIT, Act.WITHDRAW):
        assert refusal(lambda act=act: told.did(act, {})).rule == 5  # type: ignore[misc]


def test_what_is_refused_leaves_the_record_as_it_was() -> None:
    record = rated().record
    event = next_event(record.events[-1], AT, ANA, Act.WITHDRAW, {})
    assert refusal(lambda: decide(record, event, SCALES)).rule == 5
    assert record == rated().record


def _articles(*articles: dict[str, str]) -> list[Event]:
    return [
        next_event(None, AT, ANA, Act.ARTICLE, {"id": str(UUID(int=9)), "article": one}) for one in articles
    ]


def test_an_articles_history_tells_it_as_it_stands_now() -> None:
    record = fold_article(_articles({"ref": "tide", "title": "Old"}, {"ref": "tide", "title": "New"}))
    assert (record.article.title, record.id, len(record.events)) == ("New", UUID(int=9), 2)


def test_an_articles_ref_never_changes() -> None:
    with pytest.raises(BadInput, match="tide: an article's ref never changes"):
        replay_article(_articles({"ref": "tide", "title": "Old"}, {"ref": "ebb", "title": "Old"}))


def test_an_articles_history_holds_articles_alone() -> None:
    for events in ((), Told().record.events):
        with pytest.raises(BadInput, match=r'without a line|begins with "article"'):
            replay_article(events)
