"""The one way in which a visit is stopped: a named outcome and a sentence that says why."""

from factcheck.model.vocabulary import Outcome


class Stopped(Exception):
    """Raised inside this room only; it ends in the Visit and never reaches whoever asked for it."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
