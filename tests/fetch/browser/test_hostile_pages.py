"""Hostile pages end in named outcomes, within the bound on memory, and the browser goes on with the next."""

from factcheck.fetch.browser.memory import MAX_MEMORY
from factcheck.model.vocabulary import Outcome
from tests.fetch.browser.hostile_pages import IN_SHORT, open_hostile, wrong

_BOUND = 1_500_000_000


def test_hostile_pages_end_as_they_should_within_the_bound_on_memory() -> None:
    with open_hostile() as drawing:
        visits = dict(zip(IN_SHORT, drawing.visits(*(f"/{name}" for name in IN_SHORT)), strict=True))

        assert {name: fault for name, visit in visits.items() if (fault := wrong(name, visit))} == {}
        assert MAX_MEMORY < _BOUND
        assert drawing.highest_memory() < _BOUND
        assert drawing.server.visits["/window?7"] == 0
        assert drawing.visits("/hello")[0].outcome is Outcome.OK
