"""Rules 1, 2, 3 and 5: every refusal names its rule and the way out."""

from collections.abc import Callable

import pytest

from factcheck.cli.remedies import error_in_words
from factcheck.errors import BadInput
from factcheck.model import event
from factcheck.model.rules.by_itself import BY_ITSELF
from factcheck.model.signing import signing_digest
from factcheck.model.vocabulary import Act, Status
from tests.records import ANA, ANCHORED, BEN, PAGE, SCALES, Told, findings_of, rated, refusal, signed

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "anchored without a capture": (
        lambda: Told().source().cite(standing="anchored"),
        "Rule 1: a quote is anchored only by finding it in words that were captured, and no capture is named. "
        "Fetch the page: factcheck fetch bridge, or cite it as transcribed.",
    ),
    "anchored in a page that was blocked": (
        lambda: Told().source().capture(outcome="blocked:by-site", **PAGE).cite(**ANCHORED),
        "Rule 1: a quote is anchored only by finding it in words that were captured, and c1 is blocked:by-site. "
        "Fetch the page: factcheck fetch bridge, or cite it as transcribed.",
    ),
    "anchored in a page without words": (
        lambda: Told().source().capture(outcome="ok").cite(**ANCHORED),
        "Rule 1: a quote is anchored only by finding it in words that were captured, and c1 is ok. "
        "Fetch the page: factcheck fetch bridge, or cite it as transcribed.",
    ),
    "anchored nowhere in particular": (
        lambda: Told().source().capture(outcome="ok", **PAGE).cite(standing="anchored", capture="c1"),
        "Rule 1: e1 does not say where in c1 it stands. "
        'Let the desk find it: factcheck cite bridge s1 --quote "…"',
    ),
    "anchored later where it was told": (
        lambda: (
            Told()
            .source(kind="conversation")
            .cite(standing="told", how="by phone")
            .capture(outcome="ok", **PAGE)
            .anchor()
        ),
        "Rule 5: e1 is on record as it was cited. Only a transcribed quote can be anchored later.",
    ),
    "anchored later with another stance": (
        lambda: Told().source().cite().capture(outcome="ok", **PAGE).anchor(stance="refutes"),
        "Rule 5: e1 is on record as it was cited. Only a transcribed quote can be anchored later.",
    ),
    "filed without a document": (
        lambda: Told().source().cite(standing="filed", capture="c1"),
        "Rule 1: source s1 has no document in the archive, so c1 cannot be quoted. "
        "Fetch it: factcheck fetch bridge, or file it: factcheck attach bridge FILE",
    ),
    "filed in a page that was fetched": (
        lambda: Told().source().capture(outcome="ok", **PAGE).cite(standing="filed", capture="c1"),
        "Rule 1: source s1 has no document in the archive, so nothing can be filed under it. "
        "Give the file: factcheck source bridge FILE, or cite it as transcribed.",
    ),
    "quoted from a capture there is not": (
        lambda: Told().source().capture().cite(standing="filed", capture="c7"),
        "Rule 1: source s1 has no capture c7. It has: c1.",
    ),
    "filed without naming the document": (
        lambda: Told().source().cite(standing="filed"),
        "Rule 1: source s1 has no document in the archive, so nothing can be filed under it. "
        "Give the file: factcheck source bridge FILE, or cite it as transcribed.",
    ),
    "filed in another source's document": (
        lambda: Told().source().capture().source(title="Paper").cite(standing="filed", capture="c1"),
        "Rule 1: source s2 has no document in the archive, so c1 cannot be quoted. "
        "Fetch it: factcheck fetch bridge, or file it: factcheck attach bridge FILE",
    ),
    "told by a paper": (
        lambda: Told().source(kind="news").cite(standing="told", how="by phone"),
        "Rule 1: source s1 is not a conversation, so nobody told it. "
        'Record the talk: factcheck source bridge --kind conversation --title "…"',
    ),
    "a verdict on other words": (
        lambda: Told().source().cite().rate(wording="The bridge opened in 1933."),
        "Rule 1: this verdict rates another wording than bridge has. Rate the claim as it stands.",
    ),
    "a rating on no evidence": (
        lambda: Told().source().cite().rate(cites=[]),
        'Rule 1: "true" rests on no evidence. '
        'Quote some first: factcheck cite bridge SOURCE --quote "…" --stance supports',
    ),
    "unverifiable without an attempt": (
        lambda: Told().rate("unverifiable"),
        'Rule 1: "unverifiable" needs at least one recorded attempt to find out. '
        "Record where you looked: factcheck source bridge URL",
    ),
    "a conflict passed over": (
        lambda: Told().source().cite().cite("refutes").rate(),
        "Rule 2: bridge has evidence for and against it. "
        'Say in words how the verdict settles that: --resolves "…"',
    ),
    "a conflict passed over by citing one side": (
        lambda: Told().source().cite().cite("refutes").rate(cites=["e1"]),
        "Rule 2: bridge has evidence for and against it. "
        'Say in words how the verdict settles that: --resolves "…"',
    ),
    "submitted without a verdict": (
        lambda: Told().source().submit(),
        "Rule 3: only a rated claim can be read by a second person, and bridge is checking. "
        'Rate it first: factcheck rate bridge RATING --because "…"',
    ),
    "submitted twice": (
        lambda: rated().submit().submit(),
        "Rule 3: only a rated claim can be read by a second person, and bridge is in-review. "
        "It is with the reviewer already; sign it: factcheck approve bridge, "
        'or send it back: factcheck return bridge --why "…"',
    ),
    "submitted again after it was returned": (
        lambda: rated().submit().decide("return", comment="No.").submit(),
        "Rule 3: only a rated claim can be read by a second person, and bridge is returned. "
        'Rate it first: factcheck rate bridge RATING --because "…"',
    ),
    "submitted with a void signature": (
        lambda: signed().edit("Misheard.", claimant="Nour").submit(),
        "Rule 3: only a rated claim can be read by a second person, and bridge is needs-recheck. "
        'Rate it first: factcheck rate bridge RATING --because "…"',
    ),
    "approved without being submitted": (
        lambda: rated().decide(),
        "Rule 3: bridge is rated, not in review. Submit it first: factcheck submit bridge",
    ),
    "approved twice": (
        lambda: signed().decide(),
        "Rule 3: bridge is signed-off, not in review. It is signed already. Publish it: factcheck publish bridge",
    ),
    "approved unrated": (
        lambda: Told().decide(),
        'Rule 3: bridge is unverified, not in review. Rate it first: factcheck rate bridge RATING --because "…"',
    ),
    "approved by its author": (
        lambda: rated().submit().decide(by=ANA),
        f"Rule 3: {ANA} gave this verdict and cannot sign it too. Let a second person sign: --as NAME. "
        "A desk of one says so in factcheck.toml: solo = true",
    ),
    "returned without a reason": (
        lambda: rated().submit().decide("return", comment=" "),
        'Rule 5: a verdict is returned with a reason. Say why: --why "…"',
    ),
    "withdrawn without a reason": (
        lambda: rated().did(Act.WITHDRAW, {"why": " \n"}),
        'Rule 5: a claim is withdrawn with a reason. Say why: --why "…"',
    ),
    "reworded under its verdict without a reason": (
        lambda: rated().edit(text="x", claimant="Nour", note="y"),
        "Rule 5: bridge is rated as it is worded; changing claimant, text takes that back. "
        'The claim then needs a new verdict. Say why: --why "…"',
    ),
    "given another ref": (
        lambda: Told().edit("Nicer.", ref="bridge-2"),
        "Rule 5: a ref is not edited. Rename the claim: factcheck rename bridge NEW",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_names_the_rule_the_trouble_and_the_way_out(name: str) -> None:
    give, message = REFUSED[name]
    refused = refusal(give)
    assert error_in_words(refused) == message
    assert refused.rule == int(message[5])


def test_each_standing_that_says_what_is_true_is_taken() -> None:
    told = Told().source().cite().capture().cite(standing="filed", capture="c1")
    told.source(title="A clerk", kind="conversation").cite(standing="told", how="by phone")
    assert [str(one.standing) for one in told.record.evidence] == ["transcribed", "filed", "told"]


@pytest.mark.parametrize("outcome", ["ok", "partial", "partial:encoding", "partial:incomplete"])
def test_a_quote_is_anchored_in_whatever_words_were_kept(outcome: str) -> None:
    told = Told().source().capture(outcome=outcome, **PAGE).cite(**ANCHORED)
    assert told.record.quote("e1").standing == "anchored"


def test_a_transcribed_quote_is_anchored_by_a_later_capture() -> None:
    told = Told().source().cite(note="It says so.").capture(outcome="ok", **PAGE).anchor()
    assert told.record.quote("e1").standing == "anchored"
    assert told.record.quote("e1").note == "It says so."


def test_no_quote_names_a_capture_there_is_not() -> None:
    assert refusal(lambda: Told().source().cite(standing="transcribed", capture="c9")).rule == 1


def test_a_source_stays_a_conversation_while_somebody_told_something_there() -> None:
    told = Told().source(kind="conversation").cite(standing="told", how="by phone")
    assert refusal(lambda: told.source(id="s1", kind="news")).rule == 1


def test_a_rating_outside_the_truth_order_needs_an_attempt_and_no_quote() -> None:
    assert Told().source().rate("unverifiable").status is Status.RATED


def test_a_conflict_settled_in_words_is_rated() -> None:
    told = Told().source().cite().cite("refutes").rate("half-true", resolves="The later one errs.")
    assert told.status is Status.RATED


@pytest.mark.parametrize("name", [ANA, "ana ruiz", " ANA  RUIZ ", "Ana\u00a0Ruiz", "Ana\x00 Ruiz"])
def test_an_author_is_known_however_the_name_is_written(name: str) -> None:
    assert refusal(lambda: rated().submit().decide(by=name)).rule == 3


@pytest.mark.parametrize("name", ["Ａｎａ Ｒｕｉｚ", "𝐀𝐧𝐚 Ruiz", "ANA RUİZ"])
def test_another_spelling_of_the_author_is_no_second_person(name: str) -> None:
    refused = refusal(lambda: rated().submit().decide(by=name))

    assert refused.rule == 3
    assert f"(another spelling of {ANA}) gave this verdict and cannot sign it too" in refused.message


@pytest.mark.parametrize("name", ["Аna Ruiz", "Αna Ruiz", "АNА RUIZ"])
def test_a_name_that_looks_like_the_authors_is_no_second_person(name: str) -> None:
    refused = refusal(lambda: rated().submit().decide(by=name))

    assert refused.rule == 3
    assert f"{name} (which looks like {ANA}) gave this verdict" in refused.message


@pytest.mark.parametrize("name", ["Веn Osei", "Ben Ｏsei", "BEN OSEI"])
def test_nobody_signs_twice_under_another_spelling_or_a_name_that_looks_alike(name: str) -> None:
    refused = refusal(lambda: rated().submit(2).decide().decide(by=name))

    assert refused.rule == 3
    assert f"{BEN}) has signed bridge already. It needs 1 more person" in error_in_words(refused)


@pytest.mark.parametrize("name", ["Anna Ruiz", "Aná Ruiz", "A. Ruiz", "Ana Rulz"])
def test_a_name_that_readers_tell_from_the_authors_is_a_second_person(name: str) -> None:
    assert rated().submit().decide(by=name).status is Status.SIGNED_OFF


HIDDEN = "Ana\u200b"
HIDING: dict[str, Callable[[], object]] = {
    "who acts": lambda: Told().did(Act.NOTE, {"note": "Ask."}, HIDDEN),
    "who is to check it, from the start": lambda: Told(assignee=HIDDEN),
    "who is to check it": lambda: Told().did(Act.ASSIGN, {"assignee": HIDDEN}),
    "who is to check it, by an edit": lambda: Told().edit(assignee=HIDDEN),
    "who read it": lambda: Told().source().cite(who=HIDDEN),
    "who gave the verdict": lambda: Told().source().cite().rate(by=HIDDEN),
    "who signs": lambda: rated().submit().decide(by=HIDDEN),
    "who was asked": lambda: Told().contact(HIDDEN),
}


@pytest.mark.parametrize("who", HIDING)
def test_a_name_that_holds_what_nobody_sees_is_refused_where_it_enters(who: str) -> None:
    with pytest.raises(BadInput) as refused:
        HIDING[who]()

    assert str(refused.value).startswith('The name "Ana" holds U+200B (zero width space), which nobody sees.')


def test_a_claimant_is_text_from_outside_and_stays_as_it_was_given() -> None:
    assert Told(claimant="Ana \u2764\ufe0f").record.claim.claimant == "Ana \u2764\ufe0f"


def test_a_person_asked_before_names_had_to_hide_nothing_can_still_answer() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event, "EDITION", 2)
        told = Told().contact("The mayor\u200f")

    assert told.contact("The mayor\u200f", id="q1", answered_on="2026-03-02").record.contacts[0].answered_on


def test_who_enters_a_verdict_for_another_signs_it_no_more_than_the_other() -> None:
    verdict = rated().record.verdicts[0].plain() | {"by": BEN}
    told = Told().source().cite().did(Act.RATE, {"verdict": verdict}, ANA).submit()
    for name in (ANA, BEN):
        assert refusal(lambda name=name: told.decide(by=name)).rule == 3  # type: ignore[misc]
    assert told.decide(by="Cy Twombly").status is Status.SIGNED_OFF


def test_a_desk_of_one_signs_and_the_review_says_so() -> None:
    told = rated().submit().decide(by=ANA, solo=True)
    assert told.status is Status.SIGNED_OFF
    assert told.record.review is not None
    assert told.record.review.solo


def test_an_author_may_take_the_verdict_back() -> None:
    assert rated().submit().decide("return", by=ANA, comment="I erred.").status is Status.RETURNED


def test_a_signature_for_something_else_signs_nothing() -> None:
    assert rated().submit().decide(digest="ab" * 32).status is Status.NEEDS_RECHECK
    told = rated().submit()
    read = signing_digest(told.record, SCALES)
    told.source(id="s1", title="Another archive")
    assert told.decide(digest=read).status is Status.NEEDS_RECHECK


def test_a_decision_on_another_verdict_is_refused() -> None:
    told = rated().submit().rate("false").submit()
    assert refusal(lambda: told.decide(verdict="v1")).rule == 3


def test_with_a_reason_what_a_verdict_rests_on_may_change() -> None:
    assert rated().edit("Misheard.", text="x").record.claim.text == "x"


def test_before_a_verdict_and_beside_it_no_reason_is_needed() -> None:
    assert Told().edit(text="x").record.claim.text == "x"
    assert rated().edit(priority="high", context="y").status is Status.RATED


def test_a_rule_is_asked_only_of_what_is_well_formed() -> None:
    [found] = findings_of(lambda: Told().source().cite(standing="told", how=None))
    assert found.startswith("evidence: evidence that is told says also")


UNSEEN = "\u200b\u202e \u2800\ufe0f"


@pytest.mark.parametrize(
    "told",
    [
        lambda: Told(UNSEEN),
        lambda: Told(quote=UNSEEN),
        lambda: Told().edit(text=UNSEEN),
        lambda: Told().source().cite().rate(rationale=UNSEEN),
        lambda: Told().source().cite().rate(summary=UNSEEN),
        lambda: rated().submit().decide("return", comment=UNSEEN),
        lambda: Told().did(Act.WITHDRAW, {"why": UNSEEN}),
    ],
    ids=[
        "wording",
        "quote",
        "new wording",
        "reasons",
        "summary",
        "reason of a return",
        "reason of a withdrawal",
    ],
)
def test_what_nobody_sees_is_neither_a_wording_nor_a_reason(told: Callable[[], object]) -> None:
    with pytest.raises(BadInput, match="nobody sees any of them"):
        told()


def test_words_that_hold_what_nobody_sees_beside_what_can_be_read_stay_as_they_are() -> None:
    assert Told("\u2067پل باز شد\u2069 \u200b").record.claim.text == "\u2067پل باز شد\u2069 \u200b"


@pytest.mark.parametrize("act", [one for one in Act if one not in BY_ITSELF])
def test_what_is_more_than_a_capture_is_for_a_person(act: Act) -> None:
    claim = Told().source()
    refused = refusal(lambda: claim.did(act, {}, by="the desk  ITSELF"))
    assert "the desk by itself captures pages and marks what changed" in str(refused)
