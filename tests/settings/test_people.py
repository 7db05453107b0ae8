"""The people of a desk: whom the settings let act, and names put into the list in factcheck.toml."""

import tomllib
from pathlib import Path

import pytest

from factcheck.errors import BadInput, RuleRefused
from factcheck.settings import load
from factcheck.settings.people import known_person
from factcheck.settings.toml_text import with_people
from tests.records import findings_of

HIDDEN = "Ana\u200b"


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (["Ana", "Аna"], '"Аna" looks like "Ana".'),
        (["Ana", "ANA"], '"ANA" is another spelling of "Ana".'),
        (["علیرضا", "علی\u200cرضا"], '"علیرضا" is another spelling of "علیرضا".'),
        (["Ben", HIDDEN], '"Ana" holds U+200B (zero width space), which nobody sees.'),
        (["Ben", "A\u202ena"], '"Ana" holds U+202E (right-to-left override), which nobody sees.'),
        (["Ben", " "], '" " says nothing.'),
    ],
)
def test_people_who_hide_something_or_look_alike_are_refused(
    tmp_path: Path, listed: list[str], said: str
) -> None:
    names = ", ".join(f'"{name}"' for name in listed)
    (tmp_path / "factcheck.toml").write_text(f"people = [{names}]", "utf-8")

    assert [found for found in findings_of(lambda: load(tmp_path, "Ben", {})) if f"people: {said}" in found]


@pytest.mark.parametrize("typed", ["ana ruiz", " Ana\u00a0Ruiz ", "Ａｎａ Ｒｕｉｚ", "ANA RUIZ"])
def test_whoever_is_listed_acts_in_the_spelling_of_the_list(typed: str) -> None:
    assert known_person(typed, ("Ben", "Ana Ruiz")) == "Ana Ruiz"


def test_a_name_that_only_looks_like_one_of_the_list_is_refused_with_that_one() -> None:
    with pytest.raises(RuleRefused, match='It looks like "Ana", in letters of another script') as refused:
        known_person("Аna", ("Ben", "Ana"))
    assert refused.value.rule == 3


@pytest.mark.parametrize("name", [HIDDEN, "\u202eAna", "A\u00adna", "Ana\u0378", "Ana\ue000", "Ana\x07"])
def test_whoever_hides_something_does_not_act_at_any_desk(tmp_path: Path, name: str) -> None:
    (tmp_path / "factcheck.toml").write_text("", "utf-8")

    for author, environ in ((name, {}), (None, {"FACTCHECK_AUTHOR": name})):
        with pytest.raises(BadInput, match=r'The name "Ana" holds U\+'):
            load(tmp_path, author, environ)


def test_an_author_in_the_settings_who_hides_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text(f'author = "{HIDDEN}"', "utf-8")

    with pytest.raises(BadInput, match="zero width space"):
        load(tmp_path, None, {})


def test_who_is_only_logged_in_may_read_a_desk_that_lists_its_people(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('people = ["Ana", "Ben"]', "utf-8")

    assert load(tmp_path, None, {}).is_login
    assert not load(tmp_path, "Ana", {}).is_login


LISTS = {
    "none": ('name = "x"\n', 'people = ["Cem", "Dee"]\nname = "x"\n'),
    "none, after the author": (
        'author = "A" # us\n[rules]\n',
        'author = "A" # us\npeople = ["Cem", "Dee"]\n[rules]\n',
    ),
    "none, with an author elsewhere": ("[fetch]\n# author\n", 'people = ["Cem", "Dee"]\n[fetch]\n# author\n'),
    "empty": ("people = []\n", 'people = ["Cem", "Dee"]\n'),
    "in a line": ('people = ["Ana"] # all\n', 'people = ["Ana", "Cem", "Dee"] # all\n'),
    "with a comma at the end": ('people = ["Ana", ]\n', 'people = ["Ana", "Cem", "Dee", ]\n'),
    "with brackets in a name": ("people = ['A [x]']\n", 'people = [\'A [x]\', "Cem", "Dee"]\n'),
    "one a line": (
        'people = [\n  "Ana",  # edits\n  "Ben"  # reads ]\n]\n',
        'people = [\n  "Ana",  # edits\n  "Ben",  # reads ]\n  "Cem",\n  "Dee",\n]\n',
    ),
    "as Windows writes it": (
        'people = [\r\n\t"Ana",\r\n]\r\n',
        'people = [\r\n\t"Ana",\r\n\t"Cem",\r\n\t"Dee",\r\n]\r\n',
    ),
    "beside one in a comment": (
        '# people = ["X"]\npeople = ["Ana"]\n',
        '# people = ["X"]\npeople = ["Ana", "Cem", "Dee"]\n',
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_names_are_put_at_the_end_of_the_list_and_nothing_else_changes(kind: str) -> None:
    before, after = LISTS[kind]

    assert with_people(before, ["Cem", "Dee"]) == after
    assert with_people(f"\ufeff{before}", ["Cem", "Dee"]) == f"\ufeff{after}"


@pytest.mark.parametrize("name", ['O"Neil', "O\\Neil", "علی\u200cرضا", "O'Brien"])
def test_a_name_is_written_so_that_it_is_read_again(name: str) -> None:
    assert tomllib.loads(with_people('people = ["Ana"]', [name]))["people"] == ["Ana", name]


def test_a_list_that_is_written_in_an_unusual_way_is_left_to_its_writer() -> None:
    with pytest.raises(BadInput, match="cannot add to"):
        with_people('text = """\npeople = ["Ana"]\n"""\n', ["Ben"])
