"""The exception that ends a visit: a named outcome and a sentence that says why."""

from factcheck.model.vocabulary import Outcome


class Stopped(Exception):
    """Raised and caught within this package: it becomes the outcome and the reason of the Visit."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
