"""Where a field stands in a dossier, whatever the texts in it look like."""

import pytest
from hypothesis import given

from factcheck.dossier.field_lines import line_of
from factcheck.dossier.form import LISTS, to_toml
from tests.records import Told, held, told

DOSSIER = '''\
schema = 1
ref = "bridge"
text = "The bridge opened in 1932."
note = """
[[verdicts]]
summary = "not here"
\\""" still inside
"""

[[sources]]
id = "s2"
title = "Log"

[[sources]]
title = 'By turn: """'

# [[verdicts]] in a comment
[[evidence]]
id = "e1"
exact = "x"

[evidence.position]
start = 1

[[verdicts]]
id = "v1"
rationale = \'\'\'
summary = "inside"
\'\'\'
summary = "here"
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("ref",), 2),
        (("text",), 3),
        (("note",), 4),
        (("claimed_on",), 1),
        (("sources", "s2"), 10),
        (("sources", "s2", "title"), 12),
        (("sources", "s2", "url"), 10),
        (("sources", "s3"), 1),
        (("evidence", "e1", "exact"), 20),
        (("evidence", "e1", "start"), 18),
        (("verdicts", "v1", "rationale"), 27),
        (("verdicts", "v1", "summary"), 30),
        (("corrections", "k1"), 1),
    ],
)
def test_a_field_stands_where_it_begins_else_its_entry_else_the_top(
    place: tuple[str, ...], line: int
) -> None:
    assert line_of(DOSSIER, place) == line


def test_an_entry_by_hand_has_the_number_of_its_turn() -> None:
    assert line_of('[[sources]]\ntitle = "A"\n\n[[sources]]\ntitle = "B"\n', ("sources", "s2", "title")) == 5


@pytest.mark.parametrize("text", ["", "\x00", "[[", '"""', "= = =", "[[sources]]", "ref"])
def test_what_is_no_dossier_is_the_first_line(text: str) -> None:
    assert line_of(text, ("sources", "s9", "title")) == 1
    assert line_of(text, ("text",)) == 1


@given(told())
def test_every_entry_of_a_written_dossier_is_found_whatever_it_holds(one: Told) -> None:
    text = to_toml(one.record)
    lines = text.split("\n")
    assert lines[line_of(text, ("text",)) - 1].startswith("text = ")
    for name in LISTS:
        for part in getattr(one.record, name):
            assert lines[line_of(text, (name, part.id)) - 1] == f"[[{name}]]"
            assert lines[line_of(text, (name, part.id, "id")) - 1] == f'id = "{part.id}"'


def test_a_summary_is_found_in_what_the_desk_writes() -> None:
    text = to_toml(held().rate(summary="It did.").record)
    assert text.split("\n")[line_of(text, ("verdicts", "v2", "summary")) - 1] == 'summary = "It did."'
