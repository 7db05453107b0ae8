from hypothesis import given

from factcheck.model.claim import Claim
from factcheck.model.decide import replay
from factcheck.model.moved import claim_at, moved_since, moved_under
from factcheck.model.vocabulary import Act
from tests.records import ANA, BEN, SCALES, Told, held, rated, told


@given(told())
def test_the_fields_after_so_many_lines_are_those_of_the_claim_then(of: Told) -> None:
    record = of.record

    for lines in range(1, len(record.events) + 1):
        then = replay(record.events[:lines], SCALES).claim
        assert Claim.of(claim_at(record, lines)) == then


def test_comments_stand_in_nobodys_way() -> None:
    record = held().comment("Is it?").comment("Is it not?").record
    said = {"comment": {"id": "m3", "body": "So."}}

    assert moved_under(record.events, 4, Act.COMMENT, said) == []
    assert (
        moved_under(record.events, 4, Act.COMMENT, {"comment": {**said["comment"], "reply_to": "m1"}}) == []
    )
    for act, body in (
        (Act.EDIT, {"set": {"text": "Other."}}),
        (Act.RATE, {"verdict": {"id": "v2"}}),
        (Act.SUBMIT, {"verdict": "v1"}),
        (Act.APPROVE, {"review": {"id": "r1"}}),
        (Act.RETURN, {"review": {"id": "r1"}}),
        (Act.RESOLVE, {"resolved": "m1"}),
    ):
        assert moved_under(record.events, len(record.events), act, body) == []
        assert moved_under(record.events, len(record.events) - 1, act, body) == []


def test_nobody_resolves_over_a_reply_they_did_not_see() -> None:
    told = rated().comment().comment("Two.")
    seen = len(told.record.events)
    record = told.comment("But it rained.", ANA, reply_to="m1").record

    [moved] = moved_under(record.events, seen, Act.RESOLVE, {"resolved": "m1"})
    assert (moved.place, moved.now["body"]) == (("comments", "m1"), "But it rained.")
    assert moved_under(record.events, seen, Act.RESOLVE, {"resolved": "m2"}) == []
    assert moved_under(record.events, seen, Act.COMMENT, {"comment": {"id": "m4", "reply_to": "m1"}}) == []


def test_what_moved_since_is_told_with_what_it_was_and_who_changed_it() -> None:
    told = rated(claimant="Nour").submit()
    seen = len(told.record.events)
    told.edit("So.", claimant="Eve").drop().source(title="Log").comment("Why?")
    found = {one.place: (one.then, one.now, one.changed.by) for one in moved_since(told.record.events, seen)}

    assert found["claimant",] == ("Nour", "Eve", ANA)
    assert found["evidence", "e1"][1] is None
    assert found["sources", "s2", "title"] == (None, "Log", ANA)
    assert found["comments", "m1"][1:] == ({"id": "m1", "body": "Why?"}, BEN)
    assert moved_since(told.record.events, len(told.record.events)) == []


def test_what_was_changed_back_did_not_move() -> None:
    told = Told(claimant="Nour").edit(claimant="Eve").edit(claimant="Nour")

    assert moved_since(told.record.events, 1) == []
