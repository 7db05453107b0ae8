"""What mends something, as the browser leads to it: every act that has a page, and those that have none."""

import pytest

from factcheck.cli.remedies import COMMANDS
from factcheck.errors import Argument, Remedy
from factcheck.web.acts.table import ACTS as DONE
from factcheck.web.acts.table import REVIEWED
from factcheck.web.remedies import ACTS, shown
from tests.web.served import Served

WITHOUT_PAGE = {
    *("init", "report", "import", "export", "verify", "backup", "follow"),
    *("person-key", "person-map"),
}
"""Acts that are done at a terminal."""


def _href(act: str, **given: Argument) -> str:
    (one,) = shown([Remedy.by(act, "Do it.", **given)])
    return one.href


def test_every_act_leads_to_its_page_but_for_those_of_the_terminal() -> None:
    assert {act for act in COMMANDS if not (_href(act, ref="bridge") or _href(act))} == WITHOUT_PAGE
    assert set(ACTS) | {*REVIEWED, "read"} == set(DONE)


@pytest.mark.parametrize("act", sorted(one for one in set(COMMANDS) - WITHOUT_PAGE if "person" not in one))
def test_and_the_page_is_there(served: Served, act: str) -> None:
    given = {"drop": {"evidence": "e1"}, "amend": {"evidence": "e1"}, "redact": {"what": "1"}}.get(act, {})
    answer = served.get(_href(act, ref="bridge", **given) or _href(act))
    if answer.status == 303:
        answer = served.get(answer["location"])
    assert answer.status == 200


def test_what_an_act_is_given_is_filled_in() -> None:
    at = "/claims/bridge"
    assert _href("source", ref="bridge", source="s1", kind="primary") == (
        f"{at}/edit-source?source=s1&kind=primary"
    )
    assert _href("source", ref="bridge", url=None) == f"{at}/source"
    assert _href("contact", ref="bridge", contact="q1", private=True) == f"{at}/answer?contact=q1"
    assert _href("article-show", article="night") == "/articles/night"
    assert _href("article-add", ref="night", file=None) == "/articles/night/revise"
    assert _href("redact", ref="a/b", what="c&1") == "/claims/a%2Fb/redact?what=c%261"


def test_a_remedy_may_fill_in_what_stands_otherwise(served: Served) -> None:
    page = served.get("/claims/bridge/edit-source?source=s1&kind=primary").body
    assert '<option value="primary" selected>' in page
