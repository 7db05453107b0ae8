"""One desk's settings: what the file may say, what goes before it, and who may act."""

from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import BadInput, NotFound, RuleRefused
from factcheck.settings import Fetching, Settings, find_desk, load, without_desk
from tests.records import findings_of


def _desk(folder: Path, toml: str = "", author: str | None = None, **environ: str) -> Settings:
    (folder / "factcheck.toml").write_text(toml, "utf-8")
    return load(folder, author, environ)


def test_an_empty_file_makes_a_desk_named_for_its_folder(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    assert (desk.name, desk.scale, desk.language, desk.solo) == (tmp_path.name, "seven-step", "en", False)
    assert desk.base_url is None
    assert desk.author


def test_the_file_is_read_whole(tmp_path: Path) -> None:
    desk = _desk(
        tmp_path,
        'name = "The Tide"\nbase_url = "https://tide.example"\nscale = "six-step"\nsolo = true\n'
        'author = "Ana"\npeople = ["Ana", "Ben"]\nlanguage = "fa"\n[[scales]]\nid = "own"\n',
    )
    assert (desk.name, desk.base_url, desk.scale) == ("The Tide", "https://tide.example", "six-step")
    assert (desk.solo, desk.author, desk.language) == (True, "Ana", "fa")
    assert (desk.people, desk.scales) == (("Ana", "Ben"), ({"id": "own"},))


def test_a_language_may_name_its_region(tmp_path: Path) -> None:
    assert _desk(tmp_path, 'language = "pt-BR"').language == "pt-BR"


def test_a_desk_keeps_its_things_in_its_folder(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    assert {desk.claims.parent, desk.reports.parent, Path(desk.archive).parent} == {tmp_path}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("s3://tide-captures", "s3://tide-captures"),
        ("s3://tide-captures/desk/captures", "s3://tide-captures/desk/captures"),
        ("/mnt/large/captures", "/mnt/large/captures"),
    ],
)
def test_captures_are_kept_where_the_settings_say(tmp_path: Path, written: str, place: str) -> None:
    assert _desk(tmp_path, f'archive = "{written}"').archive == place
    assert _desk(tmp_path, 'archive = "captures"').archive == str(tmp_path / "captures")


@pytest.mark.parametrize(
    "place", ["s3://", "s3://B", "s3://tide/../other", "ftp://tide/captures", " ", "s3://tide//x"]
)
def test_what_is_no_place_for_captures_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(BadInput) as refused:
        _desk(tmp_path, f'archive = "{place}"')
    assert [(one.code, one.where) for one in refused.value.findings] == [("bad-value", "archive")]
    assert 'archive = "s3://bucket/prefix"' in str(refused.value.findings[0])


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    assert _desk(tmp_path, '\ufeffname = "The Tide"').name == "The Tide"


def test_a_browser_draws_pages_when_asked_in_its_sandbox_and_otherwise_as_the_file_has_it(
    tmp_path: Path,
) -> None:
    fetch = _desk(tmp_path).fetch
    assert (fetch.browser, fetch.chromium, fetch.sandbox) == ("when-asked", None, True)
    toml = '[fetch]\nbrowser = "when-empty"\nchromium = "/opt/chromium"\nsandbox = false\n'
    fetch = _desk(tmp_path, toml).fetch
    assert (fetch.browser, fetch.chromium, fetch.sandbox) == ("when-empty", "/opt/chromium", False)


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ("name = 5", "name: is 5. Write text in quotes."),
        ('solo = "yes"', "solo: is 'yes'. Write true or false."),
        ("solo = 1", "solo: is 1. Write true or false."),
        ('people = "Ana"', "people: is 'Ana'. Write a list"),
        ("people = 5", "people: is 5. Write a list"),
        ('people = ["Ana", 5]', 'people: holds more than names. Write ["Ana", "Ben"].'),
        ("scales = true", "scales: is True. Write a list"),
        ("scales = [5]", "scales: holds more than scales. Begin each with [[scales]]."),
        ('peple = ["Ana"]', 'peple: unknown key "peple". Did you mean "people"?'),
        (
            'language = "it"',
            'language: is "it", which has no translation. Pages are written in ar, de, en, es, fa, fr, pt;',
        ),
        ("zzzz = 1", 'zzzz: unknown key "zzzz". Use one of: name, base_url'),
    ],
)
def test_what_does_not_fit_is_named_with_its_mend(tmp_path: Path, toml: str, finding: str) -> None:
    found = findings_of(lambda: _desk(tmp_path, toml))
    assert len(found) == 1
    assert found[0].startswith(finding)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    assert len(findings_of(lambda: _desk(tmp_path, "name = 5\nsolo = 5\nnmae = 5\n"))) == 3


@pytest.mark.parametrize(
    "content",
    [b"name = ", b'name = "\xe9"', b"a = " + b"[" * 5000, b"a = " + b"9" * 5000, b"name = 1\nname = 2"],
    ids=["half a line", "not UTF-8", "too deep", "too long a number", "a key twice"],
)
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "factcheck.toml").write_bytes(content)
    with pytest.raises(BadInput, match=r"factcheck\.toml cannot be read: .* try again"):
        load(tmp_path, None, {})


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        load(tmp_path, None, {})


def test_a_folder_without_the_file_is_no_desk_and_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"Make one\."):
        load(tmp_path, None, {})


def test_the_nearest_desk_upwards_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "factcheck.toml").write_text("")
    assert find_desk(inner) == tmp_path
    (inner.parent / "factcheck.toml").write_text("")
    assert find_desk(inner) == inner.parent


def test_no_desk_upwards_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"Make one\. Or name one\."):
        find_desk(tmp_path)


@pytest.mark.parametrize(
    ("author", "environ", "acts"),
    [
        (None, {}, "Ana"),
        (None, {"FACTCHECK_AUTHOR": "Ben"}, "Ben"),
        ("Cy", {"FACTCHECK_AUTHOR": "Ben"}, "Cy"),
        ("  Cy\t Twombly ", {}, "Cy Twombly"),
        (None, {"FACTCHECK_AUTHOR": ""}, "Ana"),
        (None, {"FACTCHECK_AUTHOR": "\t "}, "Ana"),
    ],
)
def test_who_acts_is_the_first_that_is_said(
    tmp_path: Path, author: str | None, environ: dict[str, str], acts: str
) -> None:
    assert _desk(tmp_path, 'author = "Ana"', author, **environ).author == acts


@pytest.mark.parametrize("author", ["", "  "])
def test_whoever_is_named_by_a_blank_is_nobody(tmp_path: Path, author: str) -> None:
    with pytest.raises(BadInput, match=r"Who acts is blank\. Name somebody\."):
        _desk(tmp_path, 'author = "Ana"', author)


def test_a_misspelt_person_is_refused_with_the_near_one(tmp_path: Path) -> None:
    with pytest.raises(RuleRefused, match=r'^Rule 3: "Anna" is not .* Did you mean "Ana"\?') as refused:
        _desk(tmp_path, 'people = ["Ana", "Ben"]', "Anna").check_author()
    assert refused.value.rule == 3


@pytest.mark.parametrize(
    ("listed", "given"),
    [("Ana Ruiz", "Ana  Ruiz"), ("Ana  Ruiz", "Ana Ruiz"), ("José", "Jose\u0301"), ("Jose\u0301", "José")],
)
def test_the_same_name_written_otherwise_is_the_same_person(tmp_path: Path, listed: str, given: str) -> None:
    assert _desk(tmp_path, f'people = ["{listed}"]', given).author in {"Ana Ruiz", "José"}


def test_the_database_lies_in_the_desk_unless_said_otherwise(tmp_path: Path) -> None:
    assert _desk(tmp_path).database_url == f"sqlite:///{tmp_path.resolve() / 'factcheck.db'}"
    assert (
        _desk(tmp_path, 'database_url = "sqlite:///a.db"').database_url
        == f"sqlite:///{tmp_path.resolve() / 'a.db'}"
    )


@pytest.mark.parametrize(
    "url", ["postgresql://desk@db/desk", "sqlite://", "sqlite:////var/a.db", "sqlite:///:memory:"]
)
def test_a_whole_database_url_is_kept_as_it_is(tmp_path: Path, url: str) -> None:
    assert _desk(tmp_path, f'database_url = "{url}"').database_url == url


def test_the_environments_database_goes_before_the_files(tmp_path: Path) -> None:
    desk = _desk(tmp_path, 'database_url = "sqlite://"', FACTCHECK_DATABASE_URL="postgresql://db/desk")
    assert desk.database_url == "postgresql://db/desk"


def test_dossiers_without_a_desk_are_reported_beside_their_folder(tmp_path: Path) -> None:
    desk = without_desk(tmp_path / "claims")
    assert (desk.name, desk.reports) == ("claims", tmp_path / "reports")


def test_settings_never_change(tmp_path: Path) -> None:
    desk: Any = _desk(tmp_path)
    with pytest.raises(AttributeError):
        desk.solo = True


def test_how_pages_are_fetched_is_in_the_file_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    toml = '[fetch]\nallow = ["127.0.0.1:8001"]\nports = [8080]\nper_host = 4\ndelay = 0.5\nconcurrency = 9\n'
    desk = _desk(tmp_path, toml)
    assert desk.fetch == Fetching(("127.0.0.1:8001",), (8080,), 4, 0.5, 9)
    desk = _desk(
        tmp_path,
        toml,
        FACTCHECK_FETCH_ALLOW="127.0.0.1:8001, 127.0.0.1:8002",
        FACTCHECK_FETCH_PER_HOST="64",
        FACTCHECK_FETCH_DELAY="0",
        FACTCHECK_FETCH_CONCURRENCY="64",
    )
    assert desk.fetch == Fetching(("127.0.0.1:8001", "127.0.0.1:8002"), (8080,), 64, 0, 64)


def test_without_a_word_on_fetching_it_is_polite(tmp_path: Path) -> None:
    assert _desk(tmp_path).fetch == Fetching((), (), 2, 1.0, 20, None)


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ("fetch = 5", "fetch: is 5. Write its keys under [fetch]."),
        ('[fetch]\nalow = ["a:1"]', 'fetch: alow: unknown key "alow". Did you mean "allow"?'),
        ('[fetch]\nallow = "a:1"', "fetch: allow: is 'a:1'. Write addresses with their port"),
        ("[fetch]\nallow = [1]", "fetch: allow: is [1]. Write addresses with their port"),
        ("[fetch]\nports = [0]", "fetch: ports: is [0]. Write ports from 1 to 65535"),
        ("[fetch]\nper_host = 0", "fetch: per_host: is 0. Write a whole number from 1 to 1000."),
        ("[fetch]\ndelay = -1", "fetch: delay: is -1. Write seconds from 0 to 3600."),
        ("[fetch]\ndelay = true", "fetch: delay: is True. Write seconds from 0 to 3600."),
        ("[fetch]\nconcurrency = 1.5", "fetch: concurrency: is 1.5. Write a whole number"),
        ("[fetch]\nproxy = 1", "fetch: proxy: is 1. Write its address"),
        ("[fetch]\nbrowser = true", 'fetch: browser: is True. Write "never", "when-asked" or "when-empty".'),
        ("[fetch]\nbrowser = []", "fetch: browser: is []. Write "),
        ("[fetch]\nchromium = 1", "fetch: chromium: is 1. Write its path"),
        ('[fetch]\nsandbox = "no"', "fetch: sandbox: is 'no'. Write false"),
    ],
)
def test_what_does_not_fit_of_fetching_is_named_with_its_mend(
    tmp_path: Path, toml: str, finding: str
) -> None:
    [found] = findings_of(lambda: _desk(tmp_path, toml))
    assert found.startswith(finding)


def test_a_number_in_the_environment_that_is_none_is_named(tmp_path: Path) -> None:
    [found] = findings_of(lambda: _desk(tmp_path, FACTCHECK_FETCH_PER_HOST="many"))
    assert found == "FACTCHECK_FETCH_PER_HOST: is 'many'. Write a whole number from 1 to 1000."
