"""How often the sentence that settles a claim is ranked first, on pages written for this; floors only go up."""

from factcheck.matching.passages import Passage, rank_passages
from tests.matching.pages import CASES, Case

FIRST, AMONG_THREE, AGREEMENTS = 1.0, 1.0, 1.0


def _found() -> list[tuple[Case, tuple[Passage, ...]]]:
    return [
        (case, rank_passages(case.claim, page, language=language))
        for language, page, cases in CASES
        for case in cases
    ]


def _settles(case: Case, passage: Passage) -> bool:
    return passage.text.startswith(case.settled_by)


def test_the_sentence_that_settles_a_claim_is_first_nearly_always_and_always_among_three() -> None:
    found = _found()
    first = [case.claim for case, best in found if not any(_settles(case, one) for one in best[:1])]
    three = [case.claim for case, best in found if not any(_settles(case, one) for one in best[:3])]

    assert len(first) <= (1 - FIRST) * len(found), first
    assert len(three) <= (1 - AMONG_THREE) * len(found), three


def test_the_figures_of_that_sentence_agree_as_people_would_say() -> None:
    wrong = [
        (case.claim, [(note.claim, note.passage, note.agreement) for note in one.figures])
        for case, best in _found()
        for one in best
        if _settles(case, one) and tuple(note.agreement for note in one.figures) != case.agreements
    ]

    assert len(wrong) <= (1 - AGREEMENTS) * len(_found()), wrong
