"""A made-up edition of the rules, stricter than any."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from factcheck.errors import RuleRefused
from factcheck.model import article_history, decide, event
from factcheck.model.editions import HistoryStep, Rule
from factcheck.model.event import EDITION
from factcheck.model.vocabulary import Act


@contextmanager
def stricter_edition() -> Iterator[None]:
    """A program with one edition more, in which nothing may be done any more."""

    def refuse(_step: HistoryStep[Any]) -> None:
        raise RuleRefused(7, "nothing may be done any more.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event, "EDITION", EDITION + 1)
        rule = Rule(EDITION + 1, tuple(Act), refuse)
        patch.setattr(decide, "RULES", (*decide.RULES, rule))
        patch.setattr(article_history, "RULES", (*article_history.RULES, rule))
        yield
