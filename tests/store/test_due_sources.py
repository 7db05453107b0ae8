"""When pages are to be looked at again, by what rests on them and by how they were the last time."""

from datetime import timedelta

from factcheck.desk import Desk
from factcheck.model.vocabulary import Decision, Outcome
from factcheck.settings.rechecks import Rechecks
from factcheck.workflow.claims.edit import withdraw_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added, by, printed, take

PAGE = "The bridge is lit by four lamps at night, says the plan."
_LONG = timedelta(days=1_000)


def _with_page(desk: Desk, ref: str, **fields: object) -> str:
    """A claim with a page that was fetched."""
    added(desk, f"What {ref} says.", ref=ref, **fields)
    add_source(desk, ref, f"https://example.org/{ref}", {})
    take(desk, ref, PAGE.encode())
    return ref


def _cited(desk: Desk, ref: str, **fields: object) -> str:
    _with_page(desk, ref, **fields)
    cite(desk, ref, "s1", {"exact": PAGE, "stance": "supports"})
    rate(desk, ref, "true", Reasons("The plan says so [e1]."))
    return ref


def _published(desk: Desk, ref: str) -> str:
    _cited(desk, ref)
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, "Read it.", None)
    printed(desk, ref)
    return ref


def _days(desk: Desk, wanted: Rechecks | None = None) -> dict[str, float]:
    """By claim after how many days its page is looked at again, counted from when it was looked at last."""
    until = desk.clock() + _LONG
    with desk.store.reading() as ledger:
        due = {one.ref: one.due for one in ledger.due_sources(wanted or Rechecks(), until, desk.today())}
        seen = {ref: ledger.record(ref).captures[-1].fetched_at for ref in due}
    return {ref: (due[ref] - seen[ref]) / timedelta(days=1) for ref in due}


def test_what_rests_on_a_page_says_how_often_it_is_looked_at(desk: Desk) -> None:
    _published(desk, "published")
    _cited(desk, "cited")
    _with_page(desk, "unquoted")
    _with_page(desk, "soon", deadline=(desk.today() + timedelta(days=3)).isoformat())
    _with_page(desk, "later", deadline=(desk.today() + timedelta(days=30)).isoformat())

    assert _days(desk) == {"published": 7, "cited": 30, "unquoted": 90, "soon": 1, "later": 90}


def test_a_page_that_changed_or_failed_is_looked_at_twice_as_often(desk: Desk) -> None:
    take(desk, _published(desk, "changed"), PAGE.replace("four", "five").encode())
    take(desk, _cited(desk, "failed"), b"", Outcome.TIMEOUT)
    take(desk, _cited(desk, "unchanged"), b"", Outcome.UNCHANGED)
    take(desk, _cited(desk, "recovered"), b"", Outcome.TIMEOUT)
    take(desk, "recovered", PAGE.encode())

    assert _days(desk) == {"changed": 3.5, "failed": 15, "unchanged": 30, "recovered": 30}


def test_only_what_is_due_before_the_moment_is_told(desk: Desk) -> None:
    _cited(desk, "cited")
    _with_page(desk, "unquoted")
    until = desk.clock() + timedelta(days=31)

    with desk.store.reading() as ledger:
        [due] = ledger.due_sources(Rechecks(), until, desk.today())

    assert (due.ref, due.source, due.url) == ("cited", "s1", "https://example.org/cited")


def test_what_the_desk_does_not_look_at_by_itself_is_never_due(desk: Desk) -> None:
    _cited(desk, "cited")
    withdraw_claim(desk, _cited(desk, "withdrawn"), "Never said.")
    added(desk, "Nobody has fetched its page.", ref="unvisited")
    add_source(desk, "unvisited", "https://example.org/unvisited", {})
    added(desk, "Its source is not to be known.", ref="hidden")
    add_source(desk, "hidden", "https://example.org/hidden", {"confidential": True})
    take(desk, "hidden", PAGE.encode())

    assert _days(desk) == {"cited": 30}
    assert _days(desk, Rechecks(cited=0)) == {}


def test_the_links_of_a_few_claims_are_read_as_among_all(desk: Desk) -> None:
    _published(desk, "published")
    _cited(desk, "cited")
    add_source(desk, "cited", "https://example.org/unquoted", {})
    added(desk, "It cites the same page.", ref="same")
    add_source(desk, "same", "https://example.org/published", {})

    with desk.store.reading() as ledger:
        everything = ledger.addresses()
        of_one = ledger.addresses_of({"cited"})
        of_url = ledger.addresses_of((), {"https://example.org/published"})
        of_both = ledger.addresses_of({"cited", "same"}, {"https://example.org/published"})

    assert of_one == [one for one in everything if one.ref == "cited"]
    assert of_url == [one for one in everything if one.ref in ("published", "same")]
    assert of_both == everything
    assert len(everything) == 4
