"""factcheck.toml as text, into which columns are put."""

import pytest

from factcheck.errors import BadInput
from factcheck.settings.toml_text import with_columns


def test_columns_go_under_their_heading_and_all_else_stays() -> None:
    own = '# ours\nname = "A"\n\n[columns] # of the sheets\n"Claim" = "text"\n\n[[scales]]\nid = "x"'
    grown = with_columns(own, {"Claim": "quote", 'Said "by"': "claimant"})
    assert grown == (
        '# ours\nname = "A"\n\n[columns] # of the sheets\n"Claim" = "quote"\n"Said \\"by\\"" = "claimant"\n'
        '\n[[scales]]\nid = "x"\n'
    )
    assert with_columns(grown, {"Claim": "quote"}) == grown
    assert with_columns("", {"Claim": "text"}) == '\n[columns]\n"Claim" = "text"\n'


def test_columns_written_in_another_way_are_left_alone() -> None:
    with pytest.raises(BadInput, match="cannot add to"):
        with_columns('columns = {Claim = "text"}\n', {"Who": "claimant"})
