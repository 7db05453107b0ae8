"""The headers of sheets: the names that people use, and what somebody says of the others."""

import pytest

from factcheck.exchange.sheet_headers import (
    _ALSO_CALLED,
    ALIASES,
    FIELDS,
    Columns,
    columns_told,
    fold_header,
    read_headers,
)
from tests.records import findings_of


def _columns(*headers: str, **told: str) -> Columns:
    columns, findings = read_headers(headers, "f.csv line 1", told)
    assert findings == []
    return columns


def _found(*headers: str, **told: str) -> list[str]:
    return [one.message for one in read_headers(headers, "f.csv line 1", told)[1]]


def test_no_other_name_means_two_fields() -> None:
    names = [fold_header(name) for names in _ALSO_CALLED.values() for name in names.split("|")]
    assert len(names) == len(set(names))
    assert set(_ALSO_CALLED) <= set(FIELDS)
    assert {ALIASES[fold_header(name)] for name in FIELDS} == set(FIELDS)


def test_names_that_people_use_are_known() -> None:
    assert _columns("Claim", "Speaker", "Claim Date", "Topics").fields == (
        "text",
        "claimant",
        "claimed_on",
        "tags",
    )
    assert _columns("Behauptung", "Sprecher", "Notizen").fields == ("text", "claimant", "note")
    assert _columns("الادعاء", "المتحدث").fields == ("text", "claimant")


def test_what_may_mean_two_things_is_passed_over_by_its_name() -> None:
    columns = _columns("", "Claim", "Rating", "Date", "Source")
    assert columns.fields == (None, "text", None, None, None)
    assert columns.passed_over == ("column 1, which has no header", '"Rating"', '"Date"', '"Source"')


def test_what_is_told_goes_before_what_is_known() -> None:
    told = {"Wording": "text", "Date": "claimed_on", "Notes": "-"}
    assert _columns("Claim", "wording", "DATE", "Notes", **told).fields == (None, "text", "claimed_on", None)


def test_two_headers_for_one_field_are_told_apart() -> None:
    assert _found("Claim", "Text") == ['"Claim" and "Text" both say "text".']
    assert _columns("Claim", "Text", Claim="text").fields == ("text", None)


def test_a_header_that_is_nearly_right_is_no_column_to_pass_over() -> None:
    assert _found("Text", "Claimnat") == ['unknown header "Claimnat".']
    assert _columns("Text", "Claimnat", Claimnat="-").fields == ("text", None)


def test_columns_are_told_with_commas_and_equals_signs_in_them() -> None:
    assert columns_told('Claim=text, "Said by, when=claimant",a=b=note,Rating=-,Day=Claimed on') == {
        "Claim": "text",
        "Said by, when": "claimant",
        "a=b": "note",
        "Rating": "-",
        "Day": "claimed_on",
    }


@pytest.mark.parametrize("given", ["Claim", "=text", "Claim=txet", "A=text,B=text"])
def test_what_names_no_header_or_no_field_is_refused(given: str) -> None:
    with pytest.raises(Exception, match=r"says no header|to mend"):
        columns_told(given)


def test_a_misspelt_field_is_told_the_near_one() -> None:
    assert findings_of(lambda: columns_told("Who=claimnat")) == [
        'columns: "Who": "claimnat" is no field of a claim. Did you mean "claimant"?'
    ]
