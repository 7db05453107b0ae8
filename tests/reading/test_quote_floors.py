"""Floors for finding quotes: how many are found in each class, and that a quote is never found where it is not."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from factcheck.model.vocabulary import MatchQuality
from factcheck.reading.quote.folding import fold_lightly
from factcheck.reading.quote.quotes import IndexedText, QuoteMatches, QuotePlace, find_quote, is_short
from tests.reading.other_writing import (
    FOR_PAGES,
    FOR_QUOTES,
    REWRITINGS,
    Rewriting,
    other_denials,
    other_figures,
    other_names,
    other_words,
)
from tests.reading.quoted import ALL, EXACT, PAGES, Quoted

pytestmark = pytest.mark.slow

FLOORS = {
    "exact": 1.0,
    "typographic": 1.0,
    "elided": 1.0,
    "right-to-left": 1.0,
    "boilerplate": 1.0,
    "run-together": 1.0,
    "headline": 1.0,
    "table": 1.0,
    "figures": 1.0,
}
"""The share of each class found at its very place; these only go up."""

REWRITTEN_FLOOR = 1.0
"""The share of quotes found although page or quote are written otherwise; only goes up."""

CAPITALS_FLOOR = 0.97
"""The same on pages in capitals, where a short French word before an apostrophe cannot be told from a name's D'."""

NEAR_FLOOR = 0.99
"""The share of altered quotes to which the true wording is shown; only goes up."""

READY = {name: IndexedText(text) for name, text in PAGES.items()}
LONG = tuple(case for case in EXACT if not is_short(IndexedText(case.quote)))


def _found(case: Quoted) -> QuoteMatches:
    return find_quote(READY[case.page], case.quote)


def _is_there(place: QuotePlace, case: Quoted) -> bool:
    page = PAGES[case.page]
    return place.exact == case.stands and (
        "[…]" in case.stands or page[place.start : place.end] == case.stands
    )


@pytest.mark.parametrize("kind", FLOORS)
def test_quotes_of_each_class_are_found_at_their_place(kind: str) -> None:
    cases = [case for case in ALL if case.kind == kind]
    missed = [case for case in cases if not any(_is_there(place, case) for place in _found(case).places)]

    assert len(cases) >= 3
    assert 1 - len(missed) / len(cases) >= FLOORS[kind], missed


def test_quotes_as_written_are_called_exact_and_others_not() -> None:
    wrong = [
        (case, place.match)
        for case in ALL
        for place in _found(case).places
        if "[…]" not in place.exact and (place.match == MatchQuality.EXACT) != (place.exact == case.quote)
    ]

    assert wrong == []


def _expected(case: Quoted, page: str) -> int:
    """Where the quote begins, to within the marks at its ends."""
    return page.index(case.stands)


def test_there_are_more_than_sixty_ways_to_write_the_same() -> None:
    changing = [
        name
        for name, rewrite in (REWRITINGS | FOR_QUOTES).items()
        if any(rewrite(case.quote) != case.quote for case in LONG)
    ]

    assert len(changing) >= 60


@pytest.mark.parametrize("name", [*REWRITINGS, *FOR_QUOTES])
def test_a_quote_written_otherwise_is_found(name: str) -> None:
    rewrite: Rewriting = (REWRITINGS | FOR_QUOTES)[name]
    missed = []
    for case in LONG:
        begin = _expected(case, PAGES[case.page])
        places = find_quote(READY[case.page], rewrite(case.quote)).places
        if not any(abs(place.start - begin) <= 2 for place in places):
            missed.append(rewrite(case.quote))

    assert 1 - len(missed) / len(LONG) >= REWRITTEN_FLOOR, missed


@pytest.mark.parametrize("name", [*REWRITINGS, *FOR_PAGES])
def test_a_quote_is_found_on_a_page_written_otherwise(name: str) -> None:
    rewrite: Rewriting = (REWRITINGS | FOR_PAGES)[name]
    pages = {page: IndexedText(rewrite(text)) for page, text in PAGES.items()}
    missed = [case.quote for case in LONG if not find_quote(pages[case.page], case.quote).places]

    floor = CAPITALS_FLOOR if name == "capitals" else REWRITTEN_FLOOR
    assert 1 - len(missed) / len(LONG) >= floor, missed


# What does not stand


def _altered(case: Quoted) -> Iterator[str]:
    """Every quote made of this one that says something else; what the page says elsewhere is left out."""
    made = (
        *other_figures(case.quote),
        *other_denials(case.quote, case.page),
        *other_names(case.quote),
        *other_words(case.quote),
    )
    page, given = fold_lightly(PAGES[case.page]), fold_lightly(case.quote)
    return (
        quote
        for quote in made
        if fold_lightly(quote) not in page
        and fold_lightly(quote) != given
        and not (case.stands.isupper() and quote.casefold() == case.quote.casefold())
    )


_LOST_SPACE = re.compile(r"[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ]|ة\w")
"""A break that a page may have lost: a capital after a small letter, a letter after a final one."""


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.page}-{ALL.index(case)}")
def test_no_altered_figure_denial_name_or_word_is_ever_accepted(case: Quoted) -> None:
    accepted = [quote for quote in _altered(case) if find_quote(READY[case.page], quote).places]

    assert accepted == []


@pytest.mark.parametrize("case", LONG, ids=lambda case: f"{case.page}-{ALL.index(case)}")
def test_no_quote_is_accepted_from_a_page_that_was_altered(case: Quoted) -> None:
    page = PAGES[case.page]
    assert page.count(case.stands) == 1
    altered = (
        page.replace(case.stands, other)
        for other in _altered(case)
        if case.quote.strip("«»“” ") not in other and not _LOST_SPACE.search(other)
    )
    accepted = [text for text in altered if find_quote(IndexedText(text), case.quote).places]

    assert accepted == []


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.page}-{ALL.index(case)}")
def test_no_quote_is_found_on_another_page(case: Quoted) -> None:
    others = (
        page
        for name, page in READY.items()
        if name != case.page and fold_lightly(case.quote) not in fold_lightly(page.raw)
    )

    assert [page.raw[:40] for page in others if find_quote(page, case.quote).places] == []


def test_there_are_thousands_of_alterations() -> None:
    assert sum(1 for case in ALL for _ in _altered(case)) > 5_000


def test_the_true_wording_is_shown_for_altered_quotes() -> None:
    shown: Counter[bool] = Counter()
    for case in LONG:
        for quote in _altered(case):
            near = find_quote(READY[case.page], quote).nearest
            overlaps = near is not None and near.place.start < _expected(case, PAGES[case.page]) + len(
                case.stands
            )
            shown[overlaps and near is not None and near.place.end > _expected(case, PAGES[case.page])] += 1

    assert shown[True] / shown.total() >= NEAR_FLOOR


@pytest.mark.parametrize("alter", [other_figures, other_names, lambda text: other_denials(text, "harbour")])
def test_altered_figures_names_and_denials_are_material(alter: object) -> None:
    assert callable(alter)
    harbour = [case for case in LONG if case.page == "harbour"]
    folded_page = fold_lightly(PAGES["harbour"])
    altered = [
        (quote, find_quote(READY["harbour"], quote).nearest)
        for case in harbour
        for quote in alter(case.quote)
        if fold_lightly(quote) not in folded_page and quote.casefold() != case.quote.casefold()
    ]

    assert len(altered) > 20
    assert [quote for quote, near in altered if near is not None and not near.material] == []
