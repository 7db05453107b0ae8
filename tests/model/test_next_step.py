"""Who acts next on a claim, how, since when and why, in every status and through every way of handing over."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from factcheck.errors import BadInput
from factcheck.model.next_step import NextStep, next_steps, reader_of
from factcheck.model.vocabulary import Act, Step
from tests.records import ANA, ANCHORED, AT, BEN, PAGE, SCALES, Told, rated, refusal

CEM = "Cem Kaya"


def steps(told: Told) -> tuple[NextStep, ...]:
    return next_steps(told.record, SCALES)


def step(told: Told) -> NextStep:
    """The one thing that is to be done."""
    [only] = steps(told)
    return only


def assigned(told: Told, who: str) -> Told:
    return told.did(Act.ASSIGN, {"assignee": who})


def named(told: Told, reader: str, **more: int) -> Told:
    """The verdict given to a reader by name."""
    return told.did(Act.SUBMIT, {"verdict": f"v{len(told.record.verdicts)}", "to": reader, **more})


def minutes(told: Told) -> int:
    """Minutes from the first line to the moment since when the step waits."""
    return (step(told).since - AT) // timedelta(minutes=1) - 1


@pytest.mark.parametrize(
    ("tell", "expected"),
    [
        (Told, (Step.CHECK, None, None)),
        (lambda: assigned(Told(), BEN), (Step.CHECK, BEN, None)),
        (lambda: Told(assignee=BEN), (Step.CHECK, BEN, None)),
        (lambda: Told().edit(assignee=BEN), (Step.CHECK, BEN, None)),
        (lambda: assigned(Told().source().cite(), BEN), (Step.RATE, BEN, None)),
        (rated, (Step.SUBMIT, ANA, None)),
        (lambda: assigned(rated(), CEM), (Step.SUBMIT, CEM, None)),
        (lambda: rated(assignee=CEM), (Step.SUBMIT, ANA, None)),
        (lambda: rated().submit(), (Step.REVIEW, None, None)),
        (lambda: named(rated(), BEN), (Step.REVIEW, BEN, None)),
        (lambda: named(named(rated(), BEN), CEM), (Step.REVIEW, CEM, None)),
        (lambda: rated().submit().decide("return", comment="Which log?"), (Step.RETURNED, ANA, "Which log?")),
        (
            lambda: assigned(rated().submit().decide("return", comment="Which log?"), CEM),
            (Step.RETURNED, CEM, "Which log?"),
        ),
        (lambda: rated().submit().decide(), (Step.PUBLISH, None, None)),
        (lambda: rated().submit().decide().edit("x", claimant="N"), (Step.RECHECK, ANA, "claimant")),
        (lambda: rated().edit("x", text="It opened in 1933."), (Step.RECHECK, ANA, "wording")),
        (lambda: rated().drop(), (Step.RECHECK, ANA, "evidence e1")),
        (lambda: rated().cite("refutes"), (Step.RECHECK, ANA, "evidence for and against")),
    ],
)
def test_the_step_of_a_claim_its_person_and_the_reason(
    tell: Callable[[], Told], expected: tuple[Step, str | None, str | None]
) -> None:
    found = step(tell())

    assert (found.step, found.who, found.reason) == expected


def test_nothing_is_to_be_done_about_what_is_published_or_withdrawn() -> None:
    held = Told().source().capture().cite(standing="filed", capture="c1").rate().submit().decide()

    assert steps(held.publish()) == ()
    assert steps(Told().contact().withdraw()) == ()
    assert [(one.step, one.reason) for one in steps(held.correct())] == [
        (Step.PUBLISH, "The year was wrong.")
    ]


ANSWERS: dict[str, tuple[Callable[[], Told], list[tuple[str, str]]]] = {
    "it waits for whoever is in charge": (lambda: Told().comment(), [(ANA, f"{BEN}: Is it so?")]),
    "and for whoever it was given to": (
        lambda: assigned(Told(), CEM).comment(),
        [(CEM, f"{BEN}: Is it so?")],
    ),
    "or whoever rated it": (lambda: rated(assignee=CEM).comment(by=CEM), [(ANA, f"{CEM}: Is it so?")]),
    "a name goes first": (lambda: Told().comment(to=CEM), [(CEM, f"{BEN}: Is it so?")]),
    "an answer goes back to who asked": (
        lambda: Told().comment().comment("Yes.", ANA, reply_to="m1"),
        [(BEN, f"{ANA}: Yes.")],
    ),
    "whoever answered, it is whoever asked who goes on": (
        lambda: Told().comment(to=CEM).comment("Yes.", CEM, reply_to="m1"),
        [(BEN, f"{CEM}: Yes.")],
    ),
    "in whatever spelling": (
        lambda: Told().comment().comment("Yes.", ANA.upper(), reply_to="m1"),
        [(BEN, f"{ANA.upper()}: Yes.")],
    ),
    "a reminder to oneself stays one's own": (lambda: Told().comment(by=ANA), [(ANA, f"{ANA}: Is it so?")]),
    "each is told once, of what waits longest": (
        lambda: Told().comment("One?").comment("Two?").comment("Three?", to=CEM),
        [(ANA, f"{BEN}: One?"), (CEM, f"{BEN}: Three?")],
    ),
    "what is resolved waits for nobody": (lambda: Told().comment().resolve(), []),
    "a reply opens it again": (
        lambda: Told().comment().resolve().comment("No.", reply_to="m1"),
        [(ANA, f"{BEN}: No.")],
    ),
    "of many words the first": (
        lambda: Told().comment("字" * 1_000),
        [(ANA, f"{BEN}: {'字' * 199}…")],
    ),
    "nothing waits in what is withdrawn": (lambda: Told().comment().withdraw(), []),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_comment_waits_for_an_answer(name: str) -> None:
    tell, expected = ANSWERS[name]
    found = [one for one in steps(tell()) if one.step is Step.COMMENT]

    assert [(one.who, one.reason) for one in found] == expected


def test_what_drifted_is_to_be_rechecked_since_the_day_it_was_found() -> None:
    told = Told().source().capture(outcome="ok", **PAGE).cite(**ANCHORED).rate()
    told.did(Act.NOTE, {"note": "Look at it again."}).recheck("quote-absent").did(Act.NOTE, {"note": "Oh."})

    assert (step(told).step, step(told).reason) == (Step.RECHECK, "evidence e1 (quote-absent)")
    assert step(told).since == told.record.events[-2].at


def test_a_recheck_waits_since_the_last_time_that_it_was_needed() -> None:
    told = (
        rated()
        .edit("x", claimant="N")
        .edit("y", claimant="M")
        .edit("It is well.", claimant="")
        .edit("z", claimant="N")
    )

    assert step(told).since == told.record.events[-1].at


def test_each_waits_since_it_came_to_whoever_acts() -> None:
    assert minutes(Told()) == 0
    assert minutes(assigned(Told(), BEN)) == 1
    assert minutes(rated()) == 3
    assert minutes(assigned(rated(), BEN)) == 4
    assert minutes(rated().submit()) == 4


def test_whoever_was_asked_and_has_not_answered_is_one_thing_more() -> None:
    told = Told().contact("The mayor").contact("The builder", no_answer=True)

    assert [(one.id, one.step, one.who, one.reason) for one in steps(told)] == [
        ("work", Step.CHECK, None, None),
        ("q1", Step.ASK, ANA, "The mayor"),
    ]


def test_a_deadline_is_due_on_the_last_day_it_can_mean() -> None:
    assert [step(Told(deadline=day)).due for day in ("2026-02", "2026-02-03", "")] == [
        "2026-02-28",
        "2026-02-03",
        None,
    ]
    assert [step(Told(priority=one)).rank for one in ("high", "normal", "low")] == [0, 1, 2]


def test_a_review_tells_who_may_not_sign() -> None:
    assert step(rated().submit(2).decide()).but_not == (ANA, BEN)


def test_the_reader_is_who_was_named_and_then_who_decided() -> None:
    told = named(rated(), CEM)
    assert reader_of(told.record, told.status) == CEM
    told.decide()
    assert reader_of(told.record, told.status) == BEN


@pytest.mark.parametrize("reader", [ANA, "ana  RUIZ", "Аna Ruiz"])
def test_rule_3_the_author_is_not_named_as_the_reader(reader: str) -> None:
    assert refusal(lambda: named(rated(), reader)).rule == 3


def test_rule_3_a_verdict_is_handed_over_to_somebody_else_who_has_not_signed() -> None:
    assert refusal(lambda: named(named(rated(), BEN), BEN.upper())).rule == 3
    assert refusal(lambda: named(rated().submit(2).decide(), BEN)).rule == 3
    assert refusal(lambda: rated().submit().submit()).rule == 3
    assert named(named(rated(), BEN, reviewers=2), CEM, reviewers=2).record.reviewers_needed == 2


@pytest.mark.parametrize("reader", ["", "  ", "Be\u200bn"])
def test_a_reader_whose_name_says_nothing_or_hides_something_is_refused(reader: str) -> None:
    with pytest.raises(BadInput):
        named(rated(), reader)
