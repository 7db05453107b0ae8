"""Private words behind digests: what holds them has a salt, what readers see has none."""

from itertools import count
from typing import Any

import pytest

from factcheck.model.event import canonical, given_body, open_body
from factcheck.model.salting import salted
from factcheck.model.vocabulary import Act
from tests.records import Told


def _salts() -> Any:
    numbers = count(1)
    return lambda: f"salt {next(numbers)}"


def _unnamed() -> Told:
    return Told().source(confidential=True).source()


PRIVATE: dict[Act, dict[str, Any]] = {
    Act.ASSIGN: {"assignee": "Ben"},
    Act.NOTE: {"note": "Ask Eve."},
    Act.RENAME: {"ref": "asked-by-eve"},
    Act.EDIT: {"set": {"text": "It rained."}, "why": "Eve said so."},
    Act.AMEND: {"evidence": {"source": "s2"}, "why": "Eve said so."},
    Act.DROP: {"evidence": "e1", "why": "Eve said so."},
    Act.SOURCE: {"source": {"id": "s2", "title": "The log"}, "why": "Eve said so."},
    Act.RETURN: {"review": {"comment": "Ask Eve."}},
    Act.WITHDRAW: {"why": "Eve asked for it."},
    Act.COMMENT: {"comment": {"id": "m1", "body": "Ask Eve."}},
    Act.RESOLVE: {"resolved": "m1"},
    Act.DISTINGUISH: {"distinction": {"id": "n1", "ref": "bridge", "why": "Eve said so."}},
    Act.CAPTURE: {"capture": {"source": "s1"}},
    Act.CITE: {"evidence": {"source": "s1"}},
    Act.ANCHOR: {"evidence": {"source": "s1"}},
}
PARTLY_PRIVATE: dict[Act, tuple[dict[str, Any], str]] = {
    Act.ADD: ({"claim": {"text": "It rained.", "note": "Ask Eve."}}, "claim.note"),
    Act.SUBMIT: ({"verdict": "v1", "to": "Eve"}, "to"),
    Act.APPROVE: ({"review": {"decision": "approve", "comment": "Eve is right."}}, "review.comment"),
    Act.CONTACT: ({"contact": {"who": "Eve", "public": False}}, "contact"),
}
OPEN: dict[Act, dict[str, Any]] = {
    Act.ADD: {"claim": {"text": "It rained."}},
    Act.SOURCE: {"source": {"id": "s3", "title": "The log"}},
    Act.APPROVE: {"review": {"decision": "approve"}},
    Act.CONTACT: {"contact": {"who": "Eve", "public": True}},
    Act.CAPTURE: {"capture": {"source": "s2"}},
    Act.CITE: {"evidence": {"source": "s2"}},
    Act.ANCHOR: {"evidence": {"source": "s2"}},
    Act.RATE: {"verdict": {"rating": "true"}},
    Act.SUBMIT: {"verdict": "v1"},
    Act.PUBLISH: {"publication": {"version": 1}},
    Act.CORRECT: {"correction": {"kind": "minor"}},
}


@pytest.mark.parametrize("act", PRIVATE)
def test_a_line_that_may_stay_in_the_desk_has_a_salt(act: Act) -> None:
    assert salted(_unnamed().record, act, PRIVATE[act], _salts()) == {**PRIVATE[act], "salt": "salt 1"}


@pytest.mark.parametrize("act", PARTLY_PRIVATE)
def test_a_private_word_in_a_line_that_readers_were_promised_has_a_salt_of_its_own(act: Act) -> None:
    body, path = PARTLY_PRIVATE[act]
    said = salted(_unnamed().record, act, body, _salts())

    assert said == {**body, "salts": {path: "salt 1"}}
    assert "Eve" not in canonical(given_body(said))
    assert "Eve" not in canonical(open_body(said))


@pytest.mark.parametrize("act", OPEN)
def test_a_line_that_readers_see_is_as_it_was_given(act: Act) -> None:
    assert salted(_unnamed().record, act, OPEN[act], _salts()) == OPEN[act]


def test_a_confidential_source_has_a_salt_of_its_own_and_keeps_it() -> None:
    salt = _salts()
    body = salted(None, Act.SOURCE, {"source": {"title": "Eve", "confidential": True}}, salt)
    assert body == {"source": {"title": "Eve", "confidential": True, "salt": "salt 1"}}
    assert salted(None, Act.SOURCE, body, salt) == body
