"""Words of private notes: found where they leak, not where a note only talks about the work."""

from cProfile import Profile
from typing import Any

import pytest

from tests.model.gate.asking import codes, found, mend, only
from tests.records import Told, held, published

SECRET = "The clerk says the minister had the figures on his desk in March."


def _noted(note: str, **verdict: Any) -> Told:
    told = held(note=note)
    return told.rate(**verdict)


@pytest.mark.parametrize(
    "rationale",
    [
        SECRET,
        "We know that the minister had the figures on his desk.",
        "So: THE MINISTER had “the figures” on his desk — in march!",
        "the  minister\nhad the\nfigures on",
    ],
)
def test_words_of_a_note_in_the_reasons_are_found_however_they_are_written(rationale: str) -> None:
    finding = only(_noted(SECRET, rationale=rationale), "private-note-quoted")
    assert finding.blocks
    assert finding.place == ("verdicts", "v2", "rationale")
    assert (
        '"the minister had the figures on"' in finding.finding.message or "clerk" in finding.finding.message
    )


@pytest.mark.parametrize(
    "rationale",
    [
        "The minister had the figures.",
        "The figures lay on his desk, says the minister.",
        "The programme of the day is kept.",
    ],
)
def test_fewer_words_than_six_in_a_row_are_chance(rationale: str) -> None:
    assert "private-note-quoted" not in codes(_noted(SECRET, rationale=rationale))


@pytest.mark.parametrize("note", ["Call again.", "Check this", "ok", "The log"])
def test_a_note_of_a_few_words_blocks_nothing(note: str) -> None:
    told = _noted(note, rationale=f"We had to {note} and then the log of the works says so.")
    assert "private-note-quoted" not in codes(told)


def test_a_whole_line_of_four_words_counts() -> None:
    told = _noted("Call again.\nHis wife told us.\nThe end.", rationale="His wife told us, so it is true.")
    assert '"his wife told us"' in only(told, "private-note-quoted").finding.message


def test_a_note_that_was_edited_away_is_still_private() -> None:
    told = held(note=SECRET).edit(note="Nothing.").rate(rationale=f"{SECRET} So it is.")
    assert "private-note-quoted" in codes(told)


@pytest.mark.parametrize("field", ["context", "would_settle", "locator"])
def test_every_text_of_the_desk_that_readers_see_is_looked_at(field: str) -> None:
    told = held(note=SECRET, **{field: SECRET})
    finding = only(told, "private-note-quoted")
    assert finding.place == (field,)
    assert f"factcheck edit bridge --{field.replace('_', '-')}" in mend(finding)


def test_notes_on_sources_and_quotes_are_looked_at() -> None:
    told = Told(note=SECRET).source(note=SECRET).cite(note=SECRET).rate()
    places = [one.place for one in found(told) if one.finding.code == "private-note-quoted"]
    assert places == [("sources", "s1", "note"), ("evidence", "e1", "note")]


def test_what_a_note_repeats_of_the_claim_or_of_a_quote_is_no_secret() -> None:
    long = "The bridge over the delta was opened by the king in May 1932."
    told = Told(long, note=f"She really said: {long}").source()
    told.cite(exact="the engineer of the works opened it himself that morning")
    told.edit(note="See e1: the engineer of the works opened it himself that morning")
    told.rate(rationale=f"{long} And the engineer of the works opened it himself that morning.")
    assert "private-note-quoted" not in codes(told)


def test_what_somebody_told_in_confidence_is_known_from_the_note() -> None:
    told = Told(note=SECRET).source(kind="conversation")
    told.cite(standing="told", how="by phone", exact="the minister had the figures on his desk").rate()
    assert only(told, "private-note-quoted").place == ("evidence", "e1", "exact")


def test_a_note_about_what_the_verdict_says_is_no_leak() -> None:
    told = held().rate(rationale="The log of the works of the bridge says so.")
    told.edit(note='Ben: "the log of the works of the bridge says so" is too long.')
    assert "private-note-quoted" not in codes(told)
    assert "private-note-quoted" in codes(told.rate(rationale="The log of the works of the bridge says so."))


def test_an_answer_given_in_private_stays_private() -> None:
    told = held().contact(asked="Did you have the figures?", answered=SECRET, answered_on="2026-03-01")
    assert "private-note-quoted" in codes(told.rate(rationale=SECRET))
    assert "private-note-quoted" not in codes(
        told.contact(**told.record.contacts[0].plain() | {"public": True})
    )


def test_a_private_contact_is_not_shown_and_so_not_looked_at() -> None:
    assert "private-note-quoted" not in codes(held(note=SECRET).contact(asked=SECRET))


def test_a_public_contact_is_looked_at() -> None:
    finding = only(held(note=SECRET).contact(asked=SECRET, public=True), "private-note-quoted")
    assert finding.place == ("contacts", "q1", "asked")
    assert mend(finding) == "Keep it here: factcheck contact bridge q1 --private"


def test_a_correction_under_way_is_looked_at() -> None:
    told = published(note=SECRET).correct(what=SECRET)
    assert only(told, "private-note-quoted").place == ("corrections", "k1", "what")


@pytest.mark.parametrize(
    ("note", "rationale"),
    [
        (
            "大臣は三月にその数字を机の上に置いていた",
            "記録によると大臣は三月にその数字を机の上に置いていた。",
        ),
        ("وزیر این ارقام را در ماه مارس روی میز داشت", "وزير اين ارقام را در ماه مارس روی میز داشت."),
    ],
)
def test_notes_are_found_in_other_scripts(note: str, rationale: str) -> None:
    assert "private-note-quoted" in codes(_noted(note, rationale=rationale))
    assert "private-note-quoted" not in codes(_noted(note, rationale="The log says so."))


def test_a_few_letters_of_a_script_without_spaces_are_chance() -> None:
    assert "private-note-quoted" not in codes(
        _noted("大臣は三月にその数字を机の上に置いていた", rationale="大臣は三月に来た。")
    )


def test_a_claim_that_is_not_rated_is_left_alone() -> None:
    assert "private-note-quoted" not in codes(Told(note=SECRET, context=SECRET))


def _calls(words: int) -> int:
    """How many functions are called to compare a note with a rationale of so many words."""
    note = " ".join(f"word{number}" for number in range(words))
    told = _noted(note, rationale=" ".join(reversed(note.split())))
    with Profile() as profile:
        assert "private-note-quoted" not in codes(told)
    return sum(entry.callcount for entry in profile.getstats())


def test_the_work_of_comparing_a_note_grows_no_faster_than_its_words() -> None:
    _calls(10)  # what is imported and kept the first time

    assert _calls(8_000) < 5 * _calls(2_000)
