"""Cases of each language: words, stems, figures, differences, denials, opinions, predictions, sentences, speakers.

A table a file: `words` are a text and its words; `one_word` and `two_words` a text with one of its words and another
text with one of its own, which have one stem or not; `figures` a text and all that is read of its numbers; `differ` a
claim, another, and the kinds of their differences; `denials` whether a sentence denies; `kinds` what a sentence is;
`predictions` whether it looks ahead; `sentences` a text with a bar where a sentence ends; `speakers` who said it.
`not_yet` numbers the cases of a table, from 1, that are not right yet.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.matching.differences import differences
from factcheck.reading.figure.figures import Figure, FigureKind, find_figures
from factcheck.reading.sentence.attribution import attribution_of
from factcheck.reading.sentence.check_worthiness import judge_sentence
from factcheck.reading.sentence.sentences import split_sentences
from factcheck.reading.sentence.stemming import words_with_stems
from factcheck.reading.word_characters import WORD

LANGUAGES = ("en", "es", "fr", "pt", "de", "ar", "fa", "hi")
TABLES = (
    "words",
    "one_word",
    "two_words",
    "figures",
    "differ",
    "denials",
    "kinds",
    "predictions",
    "sentences",
    "speakers",
)
TOLD = {
    language: tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))
    for language in LANGUAGES
}


def cases() -> Iterator[Any]:
    for language, told in TOLD.items():
        for table in TABLES:
            late = told.get("not_yet", {}).get(table, [])
            for number, case in enumerate(told.get(table, []), 1):
                marks = [pytest.mark.xfail(reason="not right yet", strict=True)] if number in late else []
                yield pytest.param(table, case, id=f"{language}-{table}-{number}", marks=marks)


@pytest.mark.parametrize(("table", "case"), [*cases()])
def test_a_language_is_read_as_it_is_written(table: str, case: list[Any]) -> None:
    *given, right = [" ".join(case[0].split(" | ")), case[0]] if table == "sentences" else case
    if table in ("one_word", "two_words"):
        assert have_one_stem(*case) is (table == "one_word")
    else:
        assert READ[table](*given) == right


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_cases(language: str) -> None:
    assert sum(len(TOLD[language].get(table, ())) for table in TABLES) >= 65


def have_one_stem(one: str, word: str, other: str, another: str) -> bool:
    return not set(stems_in(one, word)).isdisjoint(stems_in(other, another))


def stems_in(text: str, word: str) -> list[str]:
    folded = next(words_with_stems(word))[0]
    found = [stem for one, stem in words_with_stems(text) if one == folded]
    assert found, word
    return found


def figures_in(text: str) -> str:
    return "; ".join(map(told, find_figures(text)))


def told(figure: Figure) -> str:
    low, high = (f"{one.normalize():f}" for one in (figure.low, figure.high))
    kind = FigureKind.NUMBER if figure.kind is FigureKind.DURATION else figure.kind
    return f"{kind} {low}" if low == high else f"{kind} {low}..{high}"


READ: dict[str, Callable[..., Any]] = {
    "words": lambda text: " ".join(re.findall(WORD, text)),
    "figures": figures_in,
    "differ": lambda one, other: " ".join(str(each.what) for each in differences(one, other)),
    "denials": lambda text: "a denial" in judge_sentence(text).why,
    "predictions": lambda text: "looks ahead" in judge_sentence(text).why,
    "kinds": lambda text: str(judge_sentence(text).kind),
    "sentences": lambda text: " | ".join(one.text for one in split_sentences(text)),
    "speakers": lambda text: attribution_of(text).speaker,
}
