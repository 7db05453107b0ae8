"""Digits that count nothing, and those beside them that do."""

import pytest

from factcheck.reading.figure.figures import find_figures


@pytest.mark.parametrize(
    "text",
    [
        *("+49 30 1234567", "0800 17 17 17", "(030) 123 4567", "212-555-0199", "call 555-0199", "Tel.: 0 30 12 34 56"),
        *("https://example.org/2021/5/12", "ana5@example.org", "10:30", "14h30", "10.30 Uhr", "5 p.m.", "v2.1"),
        *("[12]", "3. The house", "2) The house", "(4) The house", "section 3.2", "sections 3 and 4", "§ 263"),
        *("Art. 5", "l'article 5", "artículo 5", "artigo 5", "المادة 5", "ماده ۵", "página 12", "Seite 12"),
        *("version 3.2", "Python 3.11"),
    ],
)  # fmt: skip
def test_what_numbers_a_place_or_a_line_is_no_figure(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("12-05-2001", ["12-05-2001"]),
        ("05-12-2001", ["05-12-2001"]),
        ("3. Oktober 1990", ["3. Oktober 1990"]),
        ("1.5 million", ["1.5 million"]),
        ("555 people", ["555 people"]),
        ("500-1,000 people", ["500-1,000 people"]),
        ("page 12 names 5 people", ["5 people"]),
        ("on page 5, 20 people", ["20 people"]),
        ("para 88 milhões", ["88 milhões"]),
    ],
)
def test_what_looks_like_it_stays_a_figure(text: str, figures: list[str]) -> None:
    assert [figure.text for figure in find_figures(text)] == figures
