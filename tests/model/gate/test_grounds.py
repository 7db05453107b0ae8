"""What a verdict rests on: each check with a claim that has the trouble and one that has it not."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from factcheck.model.gate.levels import Level, PublishPolicy
from tests.model.gate.asking import codes, found, mend, only
from tests.records import PAGE, Told, held, published, rated

URL = "https://example.org/log"


def _captured(**source: object) -> Told:
    """A claim with a page that was captured and quoted, not rated yet."""
    told = Told().source(url=URL, **source).capture(outcome="ok", **PAGE)
    return told.cite(standing="anchored", capture="c1", position={"start": 4, "end": 18}, match="exact")


def test_a_claim_that_lacks_nothing_but_what_every_claim_needs_is_clean() -> None:
    told = held()
    assert codes(told.rate(summary="It did.").submit().decide()) == set()


def test_a_claim_without_a_verdict_is_only_said_to_lack_one() -> None:
    assert codes(Told()) == {"not-signed"}


def test_a_verdict_says_in_a_sentence_what_was_found() -> None:
    finding = only(held(), "no-summary")
    assert finding.place == ("verdicts", "v1", "summary")
    assert finding.finding.where == "bridge: verdicts: v1: summary"
    assert mend(finding) == 'Rate it again: factcheck rate bridge true --summary "…" --because "…"'
    assert "no-summary" not in codes(held().rate(summary="It did."))


def test_what_is_published_is_mended_in_the_open() -> None:
    assert mend(only(published(), "no-summary")) == (
        "Say it in the open first: factcheck correct bridge --kind update --what … --why …; "
        'then rate it again: factcheck rate bridge true --summary "…" --because "…"'
    )


def test_sources_are_counted_by_origin() -> None:
    told = Told().source(origin="wire").cite().source(title="Paper", origin="Wire").cite().rate()
    finding = only(told, "too-few-sources")
    assert finding.level is Level.WARN
    assert finding.finding.message == (
        "The desk asks for 1 primary or 2 independent; the verdict cites 0 primary, 1 independent. "
        "s1, s2 are copies of one report."
    )
    assert "too-few-sources" not in codes(told.source(title="Log").cite().rate())
    assert "too-few-sources" not in codes(held())


def test_only_what_is_cited_counts() -> None:
    told = Told().source().cite().source(title="Paper").cite().rate(cites=["e2"])
    assert "1 independent." in only(told, "too-few-sources").finding.message


def test_a_desk_that_states_its_rule_is_held_to_it() -> None:
    assert only(rated(), "too-few-sources", wishes=PublishPolicy.of("2 independent")).level is Level.BLOCK
    assert "too-few-sources" not in codes(rated(), wishes=PublishPolicy.of("1 other"))


def test_a_rating_outside_the_truth_order_rests_on_attempts() -> None:
    told = Told().source().rate("unverifiable", summary="Nobody knows.").submit().decide()
    assert codes(told) == set()


def test_a_rating_outside_the_truth_order_that_cites_something_holds_it() -> None:
    assert "nothing-held" in codes(rated().rate("unverifiable"))


def test_somebody_outside_the_dispute_is_heard() -> None:
    told = Told().source(party_to_dispute=True).cite().source(title="The other", kind="party").cite().rate()
    assert only(told, "parties-only").level is Level.BLOCK
    assert "parties-only" not in codes(told.source(title="Log").cite().rate())


@pytest.mark.parametrize("kind", ["quote", "attribution"])
def test_what_a_party_said_is_best_known_from_the_party(kind: str) -> None:
    assert "parties-only" not in codes(Told(kind=kind).source(kind="party").cite().rate())


def test_each_quote_that_stands_nowhere_is_named() -> None:
    told = Told().source(url=URL).cite().source(title="A clerk", kind="conversation")
    told.cite(standing="told", how="by phone").rate()
    quotes = [one for one in found(told) if one.finding.code == "quote-not-anchored"]
    assert [(one.place[1], one.level) for one in quotes] == [("e1", Level.WARN), ("e2", Level.WARN)]
    assert "factcheck fetch bridge" in mend(quotes[0])
    assert "Find it in writing: factcheck source bridge" in mend(quotes[1])
    assert "quote-not-anchored" not in codes(_captured().rate())


def test_a_cited_page_that_nobody_gave_a_title_is_named() -> None:
    told = Told().source(title=None, url=URL).cite().rate()
    assert only(told, "bare-host").place == ("sources", "s1", "title")
    assert mend(only(told, "bare-host")) == 'Give it one: factcheck source bridge s1 --title "…"'
    assert "bare-host" not in codes(Told().source(title="Log", url=URL).cite().rate())
    assert "bare-host" not in codes(
        Told().source(title=None, url=URL).source(title="Log").cite(source="s2").rate()
    )


def test_a_source_without_an_address_is_filed() -> None:
    assert mend(only(rated(), "quote-not-anchored")) == (
        "File the document: factcheck attach bridge FILE --source s1"
    )


def test_one_quote_at_least_is_held() -> None:
    finding = only(rated(), "nothing-held")
    assert (finding.level, finding.place) == (Level.BLOCK, ("verdicts", "v1", "cites"))
    assert "nothing-held" not in codes(held())
    assert "nothing-held" not in codes(_captured().rate())


def test_a_conflict_that_came_after_the_verdict_is_named() -> None:
    finding = only(held().cite("refutes"), "conflict-unresolved")
    assert (finding.level, finding.place) == (Level.BLOCK, ("verdicts", "v1", "resolves"))
    assert mend(finding).startswith('Rate it again: factcheck rate bridge true --resolves "…"')
    told = held().cite("refutes").rate(resolves="It errs.")
    assert "conflict-unresolved" not in codes(told)


def test_a_cited_page_is_captured() -> None:
    told = Told().source(url=URL).cite().rate()
    assert only(told, "never-captured").place == ("sources", "s1", "url")
    assert only(told, "never-captured").finding.message == "s1 is cited and was never captured."
    assert "never-captured" not in codes(_captured().rate())
    assert "never-captured" not in codes(rated())


def test_a_page_that_could_not_be_had_is_not_captured_and_what_came_of_it_is_told() -> None:
    told = Told().source(url=URL).cite().capture(outcome="blocked:by-site", payload_digest=None).rate()
    assert only(told, "never-captured").finding.message.endswith("The last attempt: blocked:by-site.")


def test_a_file_that_somebody_saved_stands_for_the_page() -> None:
    assert "never-captured" not in codes(
        Told().source(url=URL).capture().cite(standing="filed", capture="c1").rate()
    )


def test_a_page_nobody_cites_need_not_be_captured() -> None:
    told = _captured().source(title="Paper", url="https://example.org/b").cite("context").rate(cites=["e1"])
    assert "never-captured" not in codes(told)


@pytest.mark.parametrize(("days", "due"), [(1, True), (2, False)])
def test_a_page_is_due_when_it_is_older_than_the_desk_allows(days: int, due: bool) -> None:
    told = _captured().rate()
    assert ("recheck-due" in codes(told, wishes=PublishPolicy.of(recheck_after=days))) is due


def test_a_desk_that_sets_no_age_asks_for_no_recheck() -> None:
    assert "recheck-due" not in codes(_captured().rate())


def test_days_since_a_page_was_looked_at_are_those_of_the_desk() -> None:
    zone = ZoneInfo("Pacific/Auckland")
    wishes = PublishPolicy.of(recheck_after=1)
    told = Told().source(url=URL).capture(outcome="ok", **PAGE, fetched_at="2026-03-01T11:30:00Z")
    told.cite(standing="anchored", capture="c1", position={"start": 4, "end": 18}, match="exact").rate()
    assert "recheck-due" not in codes(told, wishes=wishes, day_of=lambda at: at.astimezone(zone).date())
    assert "recheck-due" in codes(told, wishes=wishes)


def test_what_is_due_says_when_it_was_last_looked_at() -> None:
    finding = only(_captured().rate(), "recheck-due", wishes=PublishPolicy.of(recheck_after=1))
    assert finding.place == ("captures", "c1", "fetched_at")
    assert finding.finding.message == "s1 was last looked at on 2026-03-01, more than 1 days ago."
    assert mend(finding) == "Look again: factcheck recheck bridge"


def test_a_page_that_was_unchanged_was_looked_at_and_a_failure_was_no_look() -> None:
    wishes = PublishPolicy.of(recheck_after=1)
    told = _captured().rate()
    again: dict[str, Any] = {"payload_digest": None, "fetched_at": "2026-03-03T08:00:00Z"}
    assert "recheck-due" in codes(told.capture(outcome="error:timeout", **again), wishes=wishes)
    assert "recheck-due" not in codes(
        told.capture(outcome="unchanged", baseline="c1", **again), wishes=wishes
    )


def test_a_file_that_was_supplied_does_not_change() -> None:
    assert "recheck-due" not in codes(held(), wishes=PublishPolicy.of(recheck_after=1))
