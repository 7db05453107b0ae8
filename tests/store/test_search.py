"""Looking up: the same on both databases, in the claim's own transaction, whatever is asked, and checked by verify."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.matching.earlier import rank_candidates
from factcheck.model.earlier import EarlierCheck
from factcheck.store.engine import make_engine, transaction
from factcheck.store.external_checks import Shelved
from factcheck.store.version import bring_up_to_date
from factcheck.store.word_counts import fold_all
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from factcheck.workflow.transfer.verify import verify
from tests.desks import CHECK, added, opened
from tests.store.test_migrations import FIRST_ROWS, at_version

CLAIMS = (
    "The bridge over the delta opened in 1932.",
    "The bridge over the delta was closed in 1932.",
    "The delta's ferry sank in 1932.",
    "The mayor never opened the bridge.",
    "Taxes on ferries fell by 4%.",
)


def _found(desk: Desk, wording: str) -> list[str | None]:
    """Refs and addresses of what is found, best first."""
    with desk.store.reading() as ledger:
        best = rank_candidates(wording, ledger.candidates(wording), ledger.how_common)
        shown = ledger.shown([one.key for one in best])
    return [shown[one.key].ref or shown[one.key].url for one in best]


def _run(desk: Desk, statement: str) -> None:
    engine = make_engine(desk.settings.database_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _shelve(desk: Desk, *checks: EarlierCheck) -> Shelved:
    with desk.store.writing() as ledger:
        return ledger.shelve(checks)


# What is found


def test_the_same_is_found_in_the_same_order_on_both_databases(desk: Desk) -> None:
    for number, claim in enumerate(CLAIMS, 1):
        added(desk, claim, ref=f"claim-{number}")
    _shelve(desk, CHECK)

    assert _found(desk, "Did the bridge over the delta open in 1932?") == [
        "claim-1",
        "claim-2",
        "claim-4",
        "claim-3",
        CHECK.url,
    ]
    assert _found(desk, "ferries") == ["claim-3", "claim-5"]
    assert _found(desk, "Nobody said this.") == []


def test_the_same_wording_is_found_first_however_it_is_written(desk: Desk) -> None:
    added(desk, "It is so.", ref="so")
    added(desk, "It is so and so, and it is so again.", ref="again")

    with desk.store.reading() as ledger:
        found = rank_candidates(
            "IT IS “SO”!", (candidates := ledger.candidates("IT IS “SO”!")), ledger.how_common
        )

    assert len(candidates.same) == 1
    assert (found[0].same, [one.same for one in found[1:]]) == (True, [False] * len(found[1:]))
    assert _found(desk, "IT IS “SO”!")[0] == "so"


def test_a_claim_without_a_word_that_counts_is_found_by_its_wording(desk: Desk) -> None:
    added(desk, "It is.", ref="it-is")
    assert _found(desk, "it is") == ["it-is"]
    assert _found(desk, "is it") == []


def test_of_many_equal_claims_the_newest_are_the_same(desk: Desk) -> None:
    urls = [f"https://checks.example/{number}" for number in range(1_100)]
    _shelve(desk, *(CHECK.model_copy(update={"url": url}) for url in urls))

    with desk.store.reading() as ledger:
        candidates = ledger.candidates(CHECK.text)
    assert len(candidates.same) == 500
    assert set(_found(desk, CHECK.text)) <= set(urls[600:])


def test_another_claim_is_found_beside_ten_thousand_equal_ones(desk: Desk) -> None:
    urls = [f"https://checks.example/{number}" for number in range(10_000)]
    _shelve(desk, *(CHECK.model_copy(update={"url": url}) for url in urls))
    added(desk, f"{CHECK.text} So Jane Doe said.", ref="said")

    assert "said" in _found(desk, f"Jane Doe said: {CHECK.text}")
    assert set(_found(desk, CHECK.text)) <= {*urls[-1_000:], "said"}


def test_a_check_is_found_by_its_title_as_well(desk: Desk) -> None:
    _shelve(desk, CHECK)
    assert _found(desk, "delta") == [CHECK.url]


def test_nothing_is_found_on_an_empty_desk(desk: Desk) -> None:
    assert _found(desk, "The bridge opened in 1932.") == []


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("بلغ عدد اللاجئين خمسة ملايين", "اللاجئون خمسة ملايين؟"),
        ("تعداد پناهندگان به پنج میلیون رسید", "پنج ميليون پناهنده"),
        ("北京市人口超过两千万", "人口超过两千万吗"),
        ("Ο δήμαρχος άνοιξε τη γέφυρα", "ΓΈΦΥΡΑ"),
        ("C++ is older than Java's JVM", "java's c++"),
        ("The toll was 1,932.5 in 2011", "1,932.5"),
        ("O'Neill said so in Zürich", "zürich o’neill"),
    ],
)
def test_other_scripts_and_signs_are_found(desk: Desk, stored: str, asked: str) -> None:
    added(desk, stored, ref="one")
    assert _found(desk, asked) == ["one"]


@pytest.mark.parametrize(
    "asked",
    [
        "",
        " \n ",
        "the of and",
        'AND OR NOT NEAR( " * ^ : - +',
        '"bridge" OR words:bridge NEAR/2 bridge* ^bridge',
        "'bridge' & | ! <-> \\ '' :* (bridge",
        "bridge\x00bridge",
        "x" * 10_000,
        "bridge " * 1_400,
        " ".join(f"bridge{number}" for number in range(1_200)),
        "%_[]{}$1 ?1 :bridge @bridge",
        "\u200f\u202ebridge\u2066",
        "é" * 3_000,
        "bridge",
        "🌉👍🏽🌊",
        "Bridge мост جسر 橋が開通した",
        "The bridge opened in 1932. " * 4_000,
    ],
    ids=lambda asked: asked[:20],
)
def test_whatever_is_asked_is_words_and_no_command(desk: Desk, asked: str) -> None:
    added(desk, "The bridge opened.", ref="bridge")
    added(desk, f"The {'x' * 9_000} and the {'é' * 900}.", ref="long")
    assert set(_found(desk, asked)) <= {"bridge", "long"}
    assert verify(desk).findings == []


# Kept in step


def test_a_claim_is_found_by_what_it_says_now(desk: Desk) -> None:
    ref = added(desk, "The bridge opened in 1932.")
    edit_claim(desk, ref, {"text": "The tunnel opened in 1932."})

    assert _found(desk, "bridge") == []
    assert _found(desk, "tunnel") == [ref]
    edit_claim(desk, ref, {"claimant": "The mayor"})
    assert _found(desk, "tunnel") == [ref]


def test_a_withdrawn_claim_is_found_no_more_and_counts_no_more(desk: Desk) -> None:
    ref = added(desk, "The bridge opened in 1932.")
    withdraw_claim(desk, ref, "It was never said.")

    assert _found(desk, "bridge") == []
    with desk.store.reading() as ledger:
        assert ledger.how_common(["bridg", "1932", "", " "]) == {}


def test_a_claim_that_was_rolled_back_is_not_found(desk: Desk) -> None:
    class Stopped(Exception):
        pass

    def claims() -> Iterator[tuple[str, dict[str, str]]]:
        yield from (("here", {"text": f"The bridge number {number}."}) for number in range(1_000))
        raise Stopped

    def shelve_and_stop() -> None:
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK])
            assert len(ledger.candidates("the longest bridge").found) == 1
            raise Stopped

    with pytest.raises(Stopped):
        add_claims(desk, claims(), "here")
    with pytest.raises(Stopped):
        shelve_and_stop()

    assert _found(desk, "the longest bridge") == []
    with desk.store.reading() as ledger:
        assert ledger.how_common(["bridg"]) == {}


def test_the_same_check_is_kept_once_and_a_changed_one_is_changed(desk: Desk) -> None:
    changed = CHECK.model_copy(update={"title": "Yes, the tunnel is", "rating": "True"})

    assert _shelve(desk, CHECK, CHECK) == Shelved(added=1, unchanged=1)
    assert _shelve(desk, CHECK) == Shelved(unchanged=1)
    assert _found(desk, "tunnel") == []
    assert _shelve(desk, changed) == Shelved(changed=1)
    assert _found(desk, "tunnel") == [CHECK.url]
    assert _found(desk, "delta") == []
    assert verify(desk).findings == []


def test_a_desk_from_before_there_was_a_search_is_found_once_it_is_brought_up_to_date(
    database_url: str, tmp_path: Path
) -> None:
    engine = make_engine(database_url)
    at_version(engine, "0001")
    with transaction(engine, writing=True) as connection:
        connection.execute(text(FIRST_ROWS[0]), {"claim": "0" * 31 + "7", "at": "2026-11-03"})
    bring_up_to_date(engine)
    engine.dispose()
    with opened(database_url, tmp_path) as desk:
        assert _found(desk, "It rained") == ["rain"]


# Verify


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE searchable SET words = 'tunnel' WHERE claim_id IS NOT NULL", "claim bridge"),
        ("UPDATE searchable SET words = 'tunnel' WHERE check_id IS NOT NULL", "table earlier_check 1"),
        ("DELETE FROM searchable WHERE claim_id IS NOT NULL", "claim bridge"),
        ("DELETE FROM searchable WHERE check_id IS NOT NULL", "table earlier_check 1"),
        ("UPDATE search_word SET claims = 7 WHERE word = 'open'", 'table search_word "open"'),
        ("DELETE FROM search_word WHERE word = 'open'", 'table search_word "open"'),
        ("INSERT INTO search_word VALUES ('more', 1)", 'table search_word "more"'),
        ("UPDATE earlier_check SET rating = 'True'", "table earlier_check 1 digest"),
        ("UPDATE earlier_check SET url = 'nowhere'", "table earlier_check 1"),
        ("UPDATE earlier_check SET appearances = '{}'", "table earlier_check 1"),
    ],
)
def test_an_index_that_says_otherwise_is_named(desk: Desk, statement: str, named: str) -> None:
    added(desk, "The bridge opened in 1932.", ref="bridge")
    _shelve(desk, CHECK)
    assert verify(desk).findings == []
    engine = make_engine(desk.settings.database_url)
    fold_all(engine)
    engine.dispose()

    _run(desk, statement)

    assert named in {finding.where for finding in verify(desk).findings}


def test_words_that_only_sqlites_own_table_lacks_are_named(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}/desk.db", tmp_path) as desk:
        added(desk, "The bridge opened in 1932.")
        _run(
            desk,
            "INSERT INTO searchable_fts(searchable_fts, rowid, words) "
            "SELECT 'delete', id, words FROM searchable",
        )
        assert {finding.where for finding in verify(desk).findings} == {"table searchable_fts"}
