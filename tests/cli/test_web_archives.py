"""Web archives that a person has already, at the command line."""

import pytest

from tests.archive.outside_files import PAGE, URL, answer, packed, wacz
from tests.cli.conftest import REF
from tests.cli.pages import Web, cite, holds, quoted

QUOTE = "The bridge was opened in 1973, said the mayor."
OTHER = "https://example.org/tower"
TWO = packed(answer(), answer("<title>The tower</title><p>The tower is 90 metres high.", OTHER))
SAID = f"the file says it is {URL} of 2024-01-02 03:04 UTC"


def test_a_page_of_a_web_archive_is_attached_and_its_own_date_told_as_what_the_file_says(web: Web) -> None:
    web.cite(URL)
    web.desk.write("saved.wacz", wacz({"data.warc.gz": TWO}))

    ran = web.desk("attach", REF, "saved.wacz")
    assert (ran.code, ran.out) == (0, "s1\n")
    assert "Filed as c1, supplied by hand." in ran.err
    assert SAID in " ".join(web.desk.ok("show", REF).split())
    assert web.kept(URL).payload == PAGE.encode()
    assert cite(web, QUOTE).code == 0
    assert quoted(web)["standing"] == "filed"
    assert holds(web.desk)


def test_which_page_is_meant_is_asked_and_answered(web: Web) -> None:
    web.desk.write("saved.warc.gz", TWO)
    ran = web.desk("attach", REF, "saved.warc.gz")
    assert (ran.code, ran.out) == (1, "")
    for words in (URL, OTHER, "--page"):
        assert words in ran.err
    assert web.desk.ok("attach", REF, "saved.warc.gz", "--page", OTHER) == "s1"
    assert [one["title"] for one in web.desk.claim()["sources"]] == ["The tower"]


def test_every_page_is_imported_as_a_source_of_a_claim(web: Web) -> None:
    web.desk.write("saved.warc.gz", TWO + b"rubbish")
    refused = web.desk("import", "saved.warc.gz")
    assert refused.code == 2
    assert "sources of a claim: import FILE --for REF" in refused.err
    ran = web.desk("import", "saved.warc.gz", "--for", REF)
    assert (ran.code, ran.out) == (0, "s1\ns2\n")
    assert "saved.warc.gz: is damaged: what is packed in it cannot be unpacked" in ran.err
    assert f"2 pages of {REF}, supplied by hand." in ran.err
    assert web.desk.ok("import", "saved.warc.gz", "--for", REF, "--page", OTHER) == "s2"
    assert holds(web.desk)


def test_no_archive_is_asked_to_keep_a_page_unless_the_desk_lets_people(web: Web) -> None:
    web.cite(URL)
    refused = web.desk("save-page", REF, "s1")
    assert (refused.code, refused.out) == (3, "")
    assert "This desk asks no archive to keep pages" in refused.err


@pytest.mark.parametrize("name", ["saved.wacz", "saved.warc.gz"])
def test_a_file_that_is_called_a_web_archive_and_is_none_is_refused(web: Web, name: str) -> None:
    web.desk.write(name, b"PK\x03\x04 cut off")
    for command in (("attach", REF, name), ("import", name, "--for", REF)):
        ran = web.desk(*command)
        assert (ran.code, ran.out) == (1, "")
        assert f"{name} is no web archive, or it is damaged. Get it again, whole." in ran.err


def test_a_page_is_chosen_of_a_web_archive_alone(web: Web) -> None:
    web.desk.write("claims.csv", b"text\nThe bridge has two towers.\n")
    ran = web.desk("import", "claims.csv", "--page", URL)
    assert (ran.code, ran.out) == (2, "")
    assert "--page goes with a web archive" in ran.err
