"""Evidence says how the desk holds it."""

import pytest

from factcheck.model.evidence import Evidence
from tests.records import findings_of

QUOTE = {"id": "e1", "source": "s1", "stance": "supports", "exact": "opened in 1932"}
WHOLE = {
    "anchored": {"capture": "c1"},
    "filed": {"capture": "c1"},
    "told": {"who": "Nour Haddad", "when": "2026-03", "how": "by phone"},
    "transcribed": {"who": "Ana Ruiz", "when": "2026-03-01"},
}
NEEDED = [(name, field) for name in ("told", "transcribed") for field in WHOLE[name]]
"""Whether a capture is there only the whole record can say: that is rule 1."""


@pytest.mark.parametrize("standing", WHOLE)
def test_a_standing_that_says_enough_is_taken(standing: str) -> None:
    given = {**QUOTE, "standing": standing, **WHOLE[standing]}
    assert Evidence.of(given).plain() == given


@pytest.mark.parametrize(("standing", "field"), NEEDED)
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_standing_that_says_too_little_is_told_what_it_lacks(
    standing: str, field: str, blank: str | None
) -> None:
    given = {**QUOTE, "standing": standing, **WHOLE[standing], field: blank}
    [found] = findings_of(lambda: Evidence.of(given, "e1"))
    assert found == f"e1: evidence that is {standing} says also: {field} (--{field})."


def test_all_that_is_lacking_is_told_at_once() -> None:
    [found] = findings_of(lambda: Evidence.of({**QUOTE, "standing": "told"}))
    assert found == "evidence that is told says also: who, when, how (--who --when --how)."


@pytest.mark.parametrize("exact", ["", " \n ", "\x00"])
def test_a_quote_without_words_is_no_evidence(exact: str) -> None:
    given = {**QUOTE, "standing": "transcribed", **WHOLE["transcribed"], "exact": exact}
    assert findings_of(lambda: Evidence.of(given))[0].startswith("exact: is ")


@pytest.mark.parametrize(
    ("field", "word", "mend"),
    [
        ("stance", "support", 'Did you mean "supports"?'),
        ("standing", "transcribd", 'Did you mean "transcribed"?'),
    ],
)
def test_a_misspelt_word_is_told_the_near_one(field: str, word: str, mend: str) -> None:
    given = {**QUOTE, "standing": "transcribed", **WHOLE["transcribed"], field: word}
    assert findings_of(lambda: Evidence.of(given))[0].endswith(mend)
