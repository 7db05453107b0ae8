"""The catalogues of translations: whole, not stale, and of the shape that their languages have."""

import gettext
from pathlib import Path

import pytest

from factcheck.report.language import PageLanguage
from factcheck.settings.desk import LANGUAGES
from factcheck.workflow.site.catalogues import translator
from tests.report.catalogues import LOCALES, catalogue_findings, catalogues, gathered, read, updated

FILES = {path.parts[-3]: path for path in catalogues()}
SENTENCES = gathered()
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plurals};\\n"\n\n'


def test_every_language_that_settings_may_name_has_a_catalogue_but_english() -> None:
    assert {*FILES, "en"} == set(LANGUAGES) == {one.name for one in LOCALES.iterdir()} | {"en"}


@pytest.mark.parametrize("language", FILES)
def test_nothing_is_left_untranslated_stale_or_fuzzy(language: str) -> None:
    assert list(catalogue_findings(read(FILES[language]), SENTENCES)) == []


@pytest.mark.parametrize("language", FILES)
def test_gathering_the_sentences_again_changes_nothing(language: str) -> None:
    assert updated(FILES[language], SENTENCES) == FILES[language].read_bytes()


@pytest.mark.parametrize("language", FILES)
def test_the_rule_for_plurals_in_the_head_is_the_one_of_cldr(language: str) -> None:
    rule = gettext.c2py(read(FILES[language]).plural_expr)
    known = PageLanguage(language)
    for number in (*range(250), 1_000, 100_000, 1_000_000, 1_000_001, 2_000_000, 10**9):
        assert known.plurals[rule(number)] == known.locale.plural_form(number)


def _wrong(tmp_path: Path, language: str, text: str, plurals: str = "nplurals=2; plural=n!=1") -> str:
    path = tmp_path / language / "LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD.format(plurals=plurals) + text, "utf-8")
    return "\n".join(catalogue_findings(read(path), SENTENCES))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            'msgid "on {day}"\nmsgstr "am {tag}"\n',
            "places: 'am {tag}' has ['{tag}'], the English has ['{day}']",
        ),
        ('msgid "on {day}"\nmsgstr ""\n', "not translated: 'on {day}'"),
        ('#, fuzzy\nmsgid "on {day}"\nmsgstr "am {day}"\n', "fuzzy: 'on {day}'"),
        ('msgid "gone"\nmsgstr "weg"\n', "stale: 'gone'"),
        ('msgid "on {day}"\nmsgstr "في {day}"\n', "of another language: 'في {day}'"),
    ],
)
def test_a_broken_sentence_is_caught(tmp_path: Path, text: str, finding: str) -> None:
    assert finding in _wrong(tmp_path, "de", text).split("\n")


def test_broken_plurals_are_caught(tmp_path: Path) -> None:
    plural = (
        'msgid "{count} quote"\nmsgid_plural "{count} quotes"\nmsgstr[0] "{count} اقتباس"\nmsgstr[1] "x"\n'
    )
    found = _wrong(tmp_path, "ar", plural)
    assert "plurals: 2 forms, where the language has 6" in found
    assert "not translated: '{count} quote'" in found


def test_a_language_with_a_region_takes_the_catalogue_of_its_language() -> None:
    assert (translator("pt-BR").tag, translator("pt-BR").words) == ("pt-BR", translator("pt").words)
    assert translator("en-GB").words == translator("en").words == {}


def test_own_words_of_a_desk_go_before_those_of_a_catalogue() -> None:
    assert translator("fa", {"False": "دروغ"}).rating("False") == "دروغ"
    assert translator("fa").rating("False") != "دروغ"
