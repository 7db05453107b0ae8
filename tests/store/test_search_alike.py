"""Whatever is entered, changed and taken back, in whatever script: both databases count and find the same."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.desk import Desk
from factcheck.matching.earlier import rank_candidates
from factcheck.model.earlier import EarlierCheck
from factcheck.store.engine import make_engine
from factcheck.store.word_counts import fold_all
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from tests.conftest import NewDatabase
from tests.desks import CHECK, emptied, opened

WORDS = (
    *("bridge", "Bridges", "opened", "the", "of", "1932", "1,932.5", "Zürich", "Zu\u0308rich", "straße"),
    *("O'Neill", "İstanbul", "C++", "café", "N.A.S.A.", "co-op", 'quo"te', "back\\slash", "{brace}", "it's"),
    *("اللاجئون", "لاجئين", "مدينة", "۱۴۰۳", "١٩٣٢", "پناهندگان", "پناهنده", "می\u200cرود", "כיפור", "גֶּשֶׁר"),
    *("हिन्दी", "पुल", "१२", "সেতু", "பாலம்", "สะพานเปิด", "北京市人口", "橋は一九三二年", "다리가", "열렸다"),
    *("мост", "Київ", "ёлка", "Γέφυρα", "γέφυρα", "კარი", "Կամուրջ", "ድልድይ", "🌉", "𝔟𝔯𝔦𝔡𝔤𝔢"),
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: f"{' '.join(words)}.")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), TEXTS),
        st.tuples(st.just("check"), TEXTS, st.integers(0, 3)),
        st.tuples(st.just("edit"), TEXTS, st.integers(0, 9)),
        st.tuples(st.just("withdraw"), st.just(""), st.integers(0, 9)),
    ),
    min_size=3,
    max_size=14,
)
Found = list[tuple[str | None, float, tuple[str, ...], bool]]
"""The ref or address of each, with its score, the words it shares, and whether its wording is the same."""


@pytest.fixture(scope="module")
def both(
    new_sqlite: NewDatabase, new_postgres: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, Desk]]:
    folder = tmp_path_factory.mktemp("both")
    with (
        new_sqlite() as one,
        new_postgres() as other,
        opened(one, folder) as here,
        opened(other, folder) as there,
    ):
        yield here, there


def _act(desk: Desk, refs: list[str], act: str, said: str, which: int = 0) -> None:
    ref = refs[which % len(refs)] if refs else None
    if act == "add":
        refs += add_claims(desk, [("here", {"text": said})], "here", anyway=True).refs
    elif act == "check":
        words = {"url": f"https://checks.example/{which}", "text": said, "title": said}
        check = EarlierCheck.of(CHECK.model_dump() | words)
        with desk.store.writing() as ledger:
            ledger.shelve([check])
    elif ref and act == "edit":
        edit_claim(desk, ref, {"text": said})
    elif ref:
        refs.remove(ref)
        withdraw_claim(desk, ref, "It was never said.")


def _found(desk: Desk, wording: str) -> tuple[dict[str, int], int, int, Found]:
    """What is counted for a wording, and what is found, best first."""
    with desk.store.reading() as ledger:
        candidates = ledger.candidates(wording)
        best = rank_candidates(wording, candidates, ledger.how_common)
        shown = ledger.shown([one.key for one in best])
    counts = candidates.counts
    found = [(shown[one.key].ref or shown[one.key].url, one.score, one.words, one.same) for one in best]
    return dict(counts.holders), counts.claims, counts.words, found


@settings(max_examples=10)
@given(acts=ACTS, asked=st.lists(TEXTS, min_size=1, max_size=3))
def test_both_databases_count_and_find_the_same(
    both: tuple[Desk, Desk], acts: list[tuple[str, str]], asked: list[str]
) -> None:
    refs: tuple[list[str], list[str]] = [], []
    for desk, known in zip(both, refs, strict=True):
        emptied(desk.settings.database_url)
        for act in acts:
            _act(desk, known, *act)
    wordings = [*asked, *(said for _, said, *_ in acts if said)]
    wordings += [unicodedata.normalize("NFD", wordings[0]).upper()]
    here, there = ([_found(desk, wording) for wording in wordings] for desk in both)
    assert here == there
    engine = make_engine(both[1].settings.database_url)
    fold_all(engine)
    engine.dispose()
    assert [_found(both[1], wording) for wording in wordings] == here
