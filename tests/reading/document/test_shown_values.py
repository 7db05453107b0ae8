"""Form fields, quotation marks, list numbers and drawings are read as a reader sees them."""

import pytest

from tests.reading.pages import lines_of, text_of


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("<input value='Harbour Ltd'>", "Harbour Ltd"),
        ("<input type=number value=48500>", "48500"),
        ("<input type=submit value=Send>", "Send"),
        ("<input type=hidden value=secret>", ""),
        ("<input type=password value=secret>", ""),
        ("<input type=checkbox value=on>", "☐"),
        ("<input type=radio value=on checked>", "☒"),
        ("<input placeholder=Search>", ""),
        ("<textarea>The road was closed.</textarea>", "The road was closed."),
        ("<select><option>Yes<option selected>No</select>", "No"),
        ("<select><option>First<option>Second</select>", "First"),
        ("<select multiple><option>First<option>Second</select>", "First · Second"),
        ("<button>Show <b>all</b></button>", "Show all"),
        ("<label>Name <input value=Roe></label>", "Name Roe"),
    ],
)
def test_a_form_field_shows_what_is_filled_in(field: str, words: str) -> None:
    assert text_of(f"<form>is:{field}</form>").split() == ["is:", *words.split()]


def test_quotations_have_their_marks() -> None:
    assert text_of("<p>She said <q>he said <q>no</q> twice</q>.</p>") == "She said “he said ‘no’ twice”."


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>one<li>two</ol>", ["1. one", "2. two"]),
        ("<ol start=3><li>one<li value=7>two<li>three</ol>", ["3. one", "7. two", "8. three"]),
        ("<ol reversed><li>one<li>two</ol>", ["2. one", "1. two"]),
        ("<ol type=a><li>one<li>two</ol>", ["a. one", "b. two"]),
        ("<ol type=I start=3><li>one<li>two</ol>", ["III. one", "IV. two"]),
        ("<ol type=A start=27><li>one</ol>", ["AA. one"]),
        ("<ol start=x><li>one</ol>", ["1. one"]),
        ("<ol style='list-style: none'><li>one</ol>", ["one"]),
        ("<style>.p{list-style:none}</style><ol class=p><li>one</ol>", ["one"]),
        ("<nav><ol><li>Home</ol></nav>", ["Home"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
    ],
)
def test_an_ordered_list_has_its_numbers(markup: str, lines: list[str]) -> None:
    assert lines_of(markup) == lines


def test_words_in_a_drawing_are_read_text_by_text() -> None:
    drawing = (
        "<svg><title>Chart</title><style>text{}</style><defs><text>unseen</text></defs>"
        "<text>Exports fell<tspan x=1>by 14 per cent</tspan></text><text>2019</text>"
        "<foreignObject><p>in June</p></foreignObject></svg>"
    )

    assert lines_of(f"<p>Before</p>{drawing}<p>After</p>") == [
        *("Before", "Exports fell by 14 per cent", "2019", "in June", "After"),
    ]
