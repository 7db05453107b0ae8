"""`recheck` at the command line: what changed under a verdict is shown, and what did not is left in peace."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import REF
from tests.cli.pages import PAGE, QUOTE, Web, holds
from tests.servers import Answer, answer

Mount = Callable[..., None]
PATIENCE = 60


@pytest.fixture
def rested(web: Web) -> Web:
    """A verdict that rests on a quote from a page, which may come to say something else."""
    url = web.page(answer(PAGE))
    web.cite(url)
    web.fetch()
    web.desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    web.desk.ok("rate", REF, "true", "--because", "The register says so [e1].")
    return web


def _says_now(web: Web, *scripts: Answer) -> str:
    (url,) = web.cited
    web.server.say(url.removeprefix(web.server.url("")), *scripts)
    return url


def test_a_recheck_that_finds_nothing_new_is_content(rested: Web) -> None:
    ran = rested.desk("recheck", "--json")

    assert ran.code == 0
    assert [one["rung"] for one in ran.json["captures"][0]["drift"]] == ["same-bytes"]
    assert rested.desk.claim()["status"] == "rated"


def test_a_recheck_that_finds_a_figure_altered_says_no_and_shows_it(rested: Web) -> None:
    url = _says_now(rested, answer(PAGE.replace("1932", "1931")))

    ran = rested.desk("recheck")

    assert ran.code == 3
    assert ran.out.split()[:2] == ["ok", url]
    assert f"{REF} needs a recheck: e1 quote-altered" in ran.err
    assert "[-1932-]{+1931+}" in ran.err
    assert f"Next: factcheck show {REF}" in ran.err
    claim = rested.desk.claim()
    assert (claim["status"], claim["verdict"]) == ("needs-recheck", "true")
    assert len({one["record"] for one in claim["captures"]}) == 2
    assert "quote-altered in c2" in rested.desk.ok("show", REF)
    assert holds(rested.desk)


def test_a_recheck_that_finds_the_words_gone_says_no(rested: Web) -> None:
    assert QUOTE in PAGE
    _says_now(rested, answer(PAGE.replace(QUOTE, "it tells now of the new tunnel under the river")))

    ran = rested.desk("recheck", "--json")

    assert ran.code == 3
    assert [one["rung"] for one in ran.json["captures"][0]["drift"]] == ["quote-absent"]
    assert rested.desk.claim()["status"] == "needs-recheck"


def test_a_recheck_that_meets_another_page_says_nothing_of_the_words(rested: Web) -> None:
    _says_now(
        rested, answer("<p>This page tells now of the new tunnel under the river, and of nothing else.")
    )

    ran = rested.desk("recheck", "--json")

    assert ran.code == 0
    assert [one["rung"] for one in ran.json["captures"][0]["drift"]] == ["undetermined"]
    assert rested.desk.claim()["status"] == "rated"
    assert "nobody can tell whether e1 still stands there. What came has too little in common" in ran.err


def test_a_recheck_of_a_page_that_fails_for_once_changes_nothing(rested: Web) -> None:
    url = _says_now(rested, answer("no", "500 Internal Server Error"))

    ran = rested.desk("recheck")

    assert ran.code == 4
    assert url in ran.err
    assert rested.desk.claim()["status"] == "rated"


def test_a_server_that_fails_three_times_is_news(rested: Web) -> None:
    _says_now(rested, answer("no", "500 Internal Server Error"))

    assert [rested.desk("recheck").code for _ in range(3)] == [4, 4, 3]
    assert rested.desk.claim()["status"] == "needs-recheck"


def test_a_recheck_leaves_what_no_verdict_rests_on(rested: Web) -> None:
    unquoted = rested.page()
    rested.cite(unquoted)
    rested.fetch()

    assert len(rested.ran("recheck", "--json").json["captures"]) == 1
    assert len(rested.asked(unquoted)) == 1


def test_nothing_is_due_right_after_a_fetch(rested: Web) -> None:
    ran = rested.desk("recheck", "--due")

    assert (ran.code, ran.err.splitlines()[0]) == (0, "Nothing is due to be rechecked.")
    assert rested.server.visits[next(iter(rested.cited)).removeprefix(rested.server.url(""))] == 1


def test_what_is_due_is_not_named(rested: Web) -> None:
    ran = rested.desk("recheck", "--due", REF)

    assert ran.code == 2
    assert "--due goes with no names" in ran.err
