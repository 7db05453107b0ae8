"""The words for what is to be done."""

from factcheck.model.vocabulary import Status, Step
from factcheck.report.translator import ENGLISH
from factcheck.web.wording import reason
from factcheck.workflow.site.catalogues import translator


def test_what_changed_under_a_verdict_is_said_in_words() -> None:
    fact = {
        "due": None,
        "author": "Ana",
        "reader": "Ben",
        "step": Step.RECHECK,
        "status": Status.NEEDS_RECHECK,
        "reason": "wording, evidence e2 (quote-altered)",
    }
    said = reason(fact, "2026-11-29")
    assert ENGLISH.text(said) == "Changed since: wording, evidence 2: the words now read otherwise."
    assert translator("de").text(said).endswith("Beleg 2: Die Worte lauten jetzt anders.")
