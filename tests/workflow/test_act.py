"""Law 9: an act is decided on a head; what moved since is never overwritten or judged unseen, and the rest goes on."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from factcheck.desk import Desk
from factcheck.errors import MovedSince, NotFound
from factcheck.model.vocabulary import Act, CorrectionKind, Decision
from factcheck.store.ledger import Ledger
from factcheck.store.store import Store
from factcheck.workflow.act import open_claim
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim, withdraw_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import added, by, opened, printed, records, take
from tests.racing import race

Step = Callable[[Desk], object]


@pytest.fixture
def desk(new_sqlite: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    """A desk with one claim, "bridge", that has a source, a quote and somebody who was asked."""
    with new_sqlite() as url, opened(url, tmp_path) as desk:
        added(desk, "The bridge opened in 1932.", ref="bridge", claimant="The mayor")
        add_source(desk, "bridge", "https://example.org/log", {"title": "A log"})
        take(desk, "bridge", b"It was a Monday. Opened in 1932. In May.")
        cite(desk, "bridge", "s1", {"exact": "Opened in 1932.", "stance": "supports"})
        contact(desk, "bridge", None, {"who": "Eve", "how": "by letter"})
        yield desk


def _head(desk: Desk) -> str:
    return show_claim(desk, "bridge").head


def _rate(desk: Desk) -> None:
    rate(desk, "bridge", "true", Reasons("The log says so."))


def _submit(desk: Desk) -> None:
    submit(desk, "bridge")


def _approve(desk: Desk) -> None:
    review(by(desk, "Cem"), "bridge", Decision.APPROVE, None, None)


def _return(desk: Desk) -> None:
    review(by(desk, "Dan"), "bridge", Decision.RETURN, "Look again.", None)


def _edit(**fields: str) -> Step:
    return lambda desk: edit_claim(desk, "bridge", fields, "It was misread.")


def _source(**fields: str) -> Step:
    return lambda desk: add_source(desk, "bridge", "s1", fields)


def _cite(desk: Desk) -> None:
    cite(desk, "bridge", "s1", {"exact": "In May.", "stance": "supports"})


def _correct(desk: Desk) -> None:
    correct(desk, "bridge", CorrectionKind.MAJOR, "All of it.", "It was misread.")


def _note(desk: Desk) -> None:
    note_claim(desk, "bridge", "Ask the archive.")


def _capture(desk: Desk) -> None:
    take(desk, "bridge", b"Nothing of the kind.")


def _contact(**fields: str) -> Step:
    return lambda desk: contact(desk, "bridge", "q1", fields)


def _assign(who: str) -> Step:
    return lambda desk: assign_claim(desk, "bridge", who)


def _withdraw(desk: Desk) -> None:
    withdraw_claim(desk, "bridge", "Nobody said it.")


def _print(desk: Desk) -> None:
    printed(desk, "bridge")


TIMES = 125
"""Each of two people edits one claim twice as often as this, on each database: a thousand edits in all."""

NOTHING: tuple[Step, ...] = ()
READ = (_rate, _submit)

UNSEEN: dict[str, tuple[tuple[Step, ...], Step, Step, str]] = {
    "a field that another changed": (NOTHING, _edit(kind="date"), _edit(kind="event"), "kind"),
    "a note below that was not read": (NOTHING, _note, _edit(note="Done."), "note"),
    "somebody else's assignment": (NOTHING, _assign("Dan"), _assign("Cem"), "assignee"),
    "a detail of a source": (NOTHING, _source(title="The log"), _source(title="Log"), "sources s1 title"),
    "an answer": (NOTHING, _contact(answered="No."), _contact(answered="Yes."), "contacts q1 answered"),
    "a verdict on other words": (NOTHING, _edit(claimant="Eve"), _rate, "claimant"),
    "a verdict beside a new quote": (NOTHING, _cite, _rate, "evidence e2"),
    "a verdict on a page that changed": (NOTHING, _capture, _rate, "drift d1"),
    "a verdict over a verdict": (NOTHING, _rate, _rate, "verdicts v1"),
    "a verdict over its return": ((*READ,), _return, _rate, "reviews r1"),
    "words under a verdict": (NOTHING, _rate, _edit(claimant="Eve"), "verdicts v1"),
    "a source under a verdict": (NOTHING, _rate, _source(title="Log"), "verdicts v1"),
    "a quote of a source that is another": (NOTHING, _source(publisher="The port"), _cite, "sources s1"),
    "another's verdict given to be read": ((_rate,), _rate, _submit, "verdicts v2"),
    "a signature under other words": ((*READ,), _edit(text="It opened in 1931."), _approve, "text"),
    "a return of what was signed": ((*READ,), _approve, _return, "reviews r1"),
    "work taken away": (NOTHING, _rate, _withdraw, "verdicts v1"),
    "a second correction": ((*READ, _approve, _print), _correct, _correct, "corrections k1"),
}


@pytest.mark.parametrize(("before", "theirs", "ours", "place"), UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_saw_is_not_undone(
    desk: Desk, before: tuple[Step, ...], theirs: Step, ours: Step, place: str
) -> None:
    for step in before:
        step(desk)
    seen = _head(desk)
    theirs(by(desk, "Ben"))
    stored = records(desk)
    with pytest.raises(MovedSince) as refused:
        ours(replace(desk, seen=seen))
    assert any(one.where.startswith(f"bridge: {place}") for one in refused.value.findings)
    assert records(desk) == stored


ELSEWHERE: dict[str, tuple[tuple[Step, ...], Step, Step]] = {
    "another field": (NOTHING, _edit(kind="date"), _edit(context="A speech.")),
    "the same value": (NOTHING, _edit(kind="date"), _edit(kind="date")),
    "two notes": (NOTHING, _note, _note),
    "a note under a verdict": (NOTHING, _note, _rate),
    "another detail of a source": (NOTHING, _source(title="The log"), _source(publisher="The port")),
    "a source more": (NOTHING, lambda desk: add_source(desk, "bridge", "https://example.org/2", {}), _rate),
    "a capture and a quote": (NOTHING, _capture, _cite),
    "an assignment and a verdict": (NOTHING, _assign("Dan"), _rate),
    "a context under a verdict": (NOTHING, _rate, _edit(context="A speech.")),
    "two signatures": ((_rate, _submit), _note, _approve),
    "a field that is back as it was": (
        NOTHING,
        lambda desk: (_edit(kind="date")(desk), _edit(kind="")(desk)),
        _edit(kind="event"),
    ),
}


@pytest.mark.parametrize(("before", "theirs", "ours"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_moved_elsewhere_does_not_hold_up(
    desk: Desk, before: tuple[Step, ...], theirs: Step, ours: Step
) -> None:
    for step in before:
        step(desk)
    seen = _head(desk)
    theirs(by(desk, "Ben"))
    lines = len(records(desk)[0].events)
    ours(replace(desk, seen=seen))
    assert len(records(desk)[0].events) in (lines, lines + 1)
    assert verify(desk).findings == []


def test_a_refusal_shows_both_versions_who_and_when_and_the_head_to_go_on_with(desk: Desk) -> None:
    seen = _head(desk)
    edit_claim(by(desk, "Ben"), "bridge", {"claimant": "Eve"})
    at = records(desk)[0].events[-1].at
    with pytest.raises(MovedSince) as refused:
        edit_claim(replace(desk, seen=seen), "bridge", {"claimant": "Ada"})
    assert refused.value.remedies[-1].arguments == {"head": _head(desk)[:12]}
    (finding,) = refused.value.findings
    assert finding.where == "bridge: claimant"
    assert finding.message == f'was "The mayor", is "Eve" (by Ben, {at:%Y-%m-%d %H:%M} UTC). Yours: "Ada".'
    edit_claim(replace(desk, seen=_head(desk)[:12]), "bridge", {"claimant": "Ada"})
    assert show_claim(desk, "bridge").claim.claimant == "Ada"


@pytest.mark.parametrize("head", ["0" * 64, "0123456789ab", "short", " "])
def test_a_head_the_claim_never_had_is_refused_in_words(desk: Desk, head: str) -> None:
    with pytest.raises(NotFound, match=f'bridge never had the head "{head}"'):
        note_claim(replace(desk, seen=head), "bridge", "Ask.")


def test_fewer_than_eight_characters_name_no_head(desk: Desk) -> None:
    seen = _head(desk)
    note_claim(replace(desk, seen=seen[:8]), "bridge", "Ask.")
    with pytest.raises(NotFound, match="8 characters"):
        note_claim(replace(desk, seen=seen[:7]), "bridge", "Ask.")


class _Told(Store):
    """A store that tells when a reading of it has ended."""

    def __init__(self, store: Store) -> None:
        self.__dict__ |= store.__dict__
        self.was_read = Event()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        with super().reading() as ledger:
            yield ledger
        self.was_read.set()


def test_without_a_head_an_act_is_decided_on_what_there_is_before_it_waits_for_its_turn(desk: Desk) -> None:
    late = replace(by(desk, "Ben"), store=(store := _Told(desk.store)))
    with ThreadPoolExecutor(1) as pool:
        with open_claim(desk, "bridge") as claim:
            waiting = pool.submit(edit_claim, late, "bridge", {"kind": "event"})
            assert store.was_read.wait(60)
            claim.act(Act.EDIT, {"set": {"kind": "date"}})
        with pytest.raises(MovedSince):
            waiting.result()
    assert show_claim(desk, "bridge").claim.kind == "date"


def test_several_acts_in_one_transaction_are_held_to_what_was_seen_before_all_of_them(desk: Desk) -> None:
    _rate(desk)
    submit(desk, "bridge", "2026-12-01")
    seen = _head(desk)
    assert show_claim(desk, "bridge").claim.deadline == "2026-12-01"
    edit_claim(by(desk, "Ben"), "bridge", {"deadline": "2026-12-24"})
    stored = records(desk)
    with pytest.raises(MovedSince):
        submit(replace(desk, seen=seen), "bridge", "2026-12-02")
    assert records(desk) == stored


def test_a_dossier_changed_by_hand_undoes_nothing_that_changed_here_since(desk: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "out")
    form = tmp_path / "out" / "bridge.toml"
    form.write_text(form.read_text("utf-8").replace("The mayor", "Ada"), "utf-8")
    edit_claim(desk, "bridge", {"kind": "date"})
    import_dossiers(desk, tmp_path / "out")
    claim = show_claim(desk, "bridge").claim
    assert (claim.claimant, claim.kind) == ("Ada", "date")

    form.write_text(form.read_text("utf-8").replace("Ada", "Eve"), "utf-8")
    edit_claim(desk, "bridge", {"claimant": "Dan"})
    stored = records(desk)
    with pytest.raises(MovedSince, match="nothing was imported") as refused:
        import_dossiers(desk, tmp_path / "out")
    assert 'was "The mayor", is "Dan"' in refused.value.findings[0].message
    assert records(desk) == stored


def test_two_processes_that_edit_one_claim_at_once_lose_nothing(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    with new_database() as url:
        with opened(url, tmp_path) as desk:
            added(desk, "It was counted.", ref="counted")
        race(url, tmp_path, ("Ana", "Ben"), TIMES)
        with opened(url, tmp_path) as desk:
            record = show_claim(desk, "counted")
    assert (record.claim.locator, record.claim.claimant) == (str(TIMES), str(TIMES))
    assert len(record.events) == 1 + 4 * TIMES
    edits = [line.body["set"] for line in record.events[1:]]
    raised = [int(one["context"].split()[0]) for one in edits if "context" in one]
    assert raised == list(range(1, 2 * TIMES + 1))
