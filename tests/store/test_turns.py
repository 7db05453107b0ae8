"""Writers on PostgreSQL take turns on what they change, and on nothing else; nothing is lost, nothing twice."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import Connection, Engine, text

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, NotSoNow, WriteConflict
from factcheck.store.engine import transaction
from factcheck.store.turns import of_claim, of_ref
from factcheck.workflow.act import decided_anew
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.edit import edit_claim, note_claim, rename_claim
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, engine_at, opened_as_is, records


@pytest.fixture
def desk(postgres_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk on PostgreSQL whose ids differ from those of all others."""
    with opened_as_is(postgres_url, tmp_path) as one:
        yield one


def _at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What acts return that begin at the same moment, each in a thread; an exception is returned too."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        ready.wait(60)
        try:
            return act()
        except FactcheckError as wrong:
            return wrong

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _wrote(engine: Engine, *turns: str) -> bool:
    with transaction(engine, writing=True, turns=turns):
        return True


def _waits(engine: Engine, writer: Future[bool]) -> bool:
    """Whether a writer ends up waiting for a lock."""
    asked = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
    while not writer.done():
        with engine.connect() as connection:
            if connection.execute(asked).scalar():
                return True
        sleep(0.01)
    return False


@pytest.mark.parametrize(
    ("held", "wanted", "waits"),
    [(["a"], ["b"], False), (["a"], ["b", "a"], True), ([], ["a"], True), (["a"], [], True), ([], [], True)],
)
def test_a_writer_waits_for_those_alone_who_change_the_same(
    postgres_url: str, held: list[str], wanted: list[str], waits: bool
) -> None:
    with engine_at(postgres_url) as engine, ThreadPoolExecutor(1) as pool:
        with transaction(engine, writing=True, turns=held):
            writer = pool.submit(_wrote, engine, *wanted)
            assert _waits(engine, writer) is waits
        assert writer.result(60)


def test_whoever_changes_very_much_has_the_desk_alone(postgres_url: str) -> None:
    with engine_at(postgres_url) as engine, ThreadPoolExecutor(1) as pool:
        with transaction(engine, writing=True, turns=list(map(str, range(5_000)))):
            writer = pool.submit(_wrote, engine, "something else")
            assert _waits(engine, writer)
        assert writer.result(60)


def test_writers_who_name_the_same_in_another_order_never_wait_for_each_other(postgres_url: str) -> None:
    with engine_at(postgres_url) as engine:
        acts = [
            lambda names=names: [_wrote(engine, *names) for _ in range(20)]
            for names in ("abc", "cab", "bca", "cba")
        ]
        assert _at_once(acts) == [[True] * 20] * 4


@pytest.mark.parametrize("ref", ["dam", "dam-2", "dam-2-3"])
def test_refs_that_differ_in_their_numbers_are_one_turn(ref: str) -> None:
    assert of_ref(ref) == of_ref("dam") != of_ref("dam-a2")


def _cross(engine: Engine, ready: Barrier, first: int) -> Callable[[], object]:
    """An act that writes two rows, held by no turn, and meets one that writes them in the other order."""

    def write(connection: Connection, row: int) -> None:
        connection.execute(text("UPDATE number SET times = times + 1 WHERE one = :row"), {"row": row})

    waited: list[bool] = []

    def act() -> None:
        with transaction(engine, writing=True, turns=[f"row {first}"]) as connection:
            write(connection, first)
            if not waited:
                waited.append(True)
                ready.wait(60)
            write(connection, 3 - first)

    return act


@pytest.fixture
def numbers(postgres_url: str) -> Iterator[Engine]:
    """A database with two rows that count."""
    with engine_at(f"{postgres_url}&options=-c%20deadlock_timeout=100") as engine:
        with transaction(engine, writing=True) as connection:
            connection.execute(text("CREATE TABLE number (one int, times int)"))
            connection.execute(text("INSERT INTO number VALUES (1, 0), (2, 0)"))
        yield engine


def _times(engine: Engine) -> list[int]:
    with transaction(engine, writing=False) as connection:
        return list(connection.execute(text("SELECT times FROM number ORDER BY one")).scalars())


def test_of_two_writers_in_each_others_way_one_is_told_that_nothing_was_stored(numbers: Engine) -> None:
    ready = Barrier(2)
    done = _at_once([_cross(numbers, ready, 1), _cross(numbers, ready, 2)])
    (told,) = [one for one in done if one is not None]
    assert isinstance(told, WriteConflict)
    assert "Nothing was stored. Do it again." in told.message
    assert _times(numbers) == [1, 1]


def test_an_act_in_the_way_of_another_is_decided_anew_and_both_are_done(numbers: Engine) -> None:
    ready = Barrier(2)
    done = _at_once([decided_anew(_cross(numbers, ready, 1)), decided_anew(_cross(numbers, ready, 2))])
    assert done == [None, None]
    assert _times(numbers) == [2, 2]


def test_what_is_in_the_way_each_time_is_told_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.workflow.act._PAUSES", (0.0, 0.0))
    tries = []

    def act() -> None:
        tries.append(1)
        raise WriteConflict("In the way.")

    with pytest.raises(WriteConflict):
        decided_anew(act)()
    assert len(tries) == 3


def test_thirty_two_writers_at_once_lose_nothing_and_verify_finds_nothing_meanwhile(desk: Desk) -> None:
    refs = [added(desk, f"The bridge has {number} lamps.") for number in range(8)]

    def write(number: int) -> None:
        note_claim(desk, refs[number % 8], f"Note {number}.")
        added(desk, f"Writer {number} says so.")

    acts: list[Callable[[], object]] = [partial(write, number) for number in range(32)]
    done = _at_once([*acts, lambda: verify(desk).findings, lambda: verify(desk).findings])
    assert done == [None] * 32 + [[], []]
    there = {one.claim.ref: one for one in records(desk)}
    assert len(there) == 40
    for number in range(32):
        assert f"Note {number}." in str(there[refs[number % 8]].claim.note)
    assert verify(desk).findings == []


def test_of_many_who_edit_one_field_on_the_same_head_one_is_done(desk: Desk) -> None:
    ref = added(desk, "The bridge is long.")
    seen = replace(desk, seen=records(desk)[0].head)
    done = _at_once([partial(edit_claim, seen, ref, {"claimant": f"Speaker {n}"}) for n in range(8)])
    assert sorted(map(str, done)).count("['claimant']") == 1
    assert sum(isinstance(one, NotSoNow) for one in done) == 7
    assert len(records(desk)[0].events) == 2


def test_claims_added_at_once_whose_refs_would_be_the_same_get_refs_of_their_own(desk: Desk) -> None:
    start = "The bridge over the delta was opened in the year 1932 by the mayor and the engineer"
    texts = [f"{start} on a day of {month}." for month in ("May", "June", "July", "August", "March")]
    refs = _at_once([partial(added, desk, one) for one in texts])
    assert sorted(map(str, refs)) == sorted(one.claim.ref for one in records(desk))
    assert {str(one).rstrip("-2345") for one in refs} == {str(refs[0]).rstrip("-2345")}


def test_the_same_claim_added_by_many_at_once_is_there_once(desk: Desk) -> None:
    done = _at_once([lambda: add_claims(desk, [("", {"text": "The bridge is long."})], "it").refs] * 8)
    assert sorted(map(str, done)) == ["['the-bridge-is-long']", *["[]"] * 7]
    assert [one.claim.ref for one in records(desk)] == ["the-bridge-is-long"]


def test_a_ref_that_several_want_at_once_is_given_to_one(desk: Desk) -> None:
    refs = [added(desk, f"Claim {letter} is so.") for letter in "ABCD"]
    wants: list[Callable[[], object]] = [partial(rename_claim, desk, one, "wanted") for one in refs]
    done = _at_once([*wants, lambda: added(desk, "Another.", ref="wanted")])
    assert sum(isinstance(one, BadInput) for one in done) == 4
    assert [one.claim.ref for one in records(desk)].count("wanted") == 1
    assert verify(desk).findings == []


def test_claims_are_changed_at_once_while_a_writer_holds_another(desk: Desk) -> None:
    first, second = (added(desk, f"Claim {letter} is so.") for letter in "AB")
    key = next(one.id for one in records(desk) if one.claim.ref == first)
    with desk.store.writing(of_claim(key)):
        note_claim(desk, second, "Meanwhile.")
    assert [one.claim.note for one in records(desk)] == [None, "Meanwhile."]
