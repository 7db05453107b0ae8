"""The dossier as TOML: what is written comes back, and what does not fit is named by file and key."""

import tomllib

import pytest
from hypothesis import given, settings

from factcheck.dossier.form import LISTS, Dossier, article_to_toml, read_article, read_dossier, to_toml
from factcheck.model.claim import Article, Claim
from factcheck.model.verdict import Review, Verdict
from tests.records import ANCHORED, PAGE, Told, findings_of, hostile, told, whole_life

HEAD = 'ref = "bridge"\ntext = "The bridge opened in 1932."\n'


def _read(text: str) -> Dossier:
    return read_dossier(text, "bridge.toml")


@settings(max_examples=60)
@given(told())
def test_a_dossier_gives_back_every_value_however_hostile(one: Told) -> None:
    record, dossier = one.record, _read(to_toml(one.record))
    assert dossier.claim == record.claim
    assert (dossier.sources, dossier.captures, dossier.evidence) == (
        record.sources,
        record.captures,
        record.evidence,
    )
    assert tuple(map(Verdict.of, dossier.verdicts)) == record.verdicts
    assert tuple(map(Review.of, dossier.reviews)) == record.reviews


@settings(max_examples=60)
@given(told())
def test_a_dossier_survives_windows_line_ends(one: Told) -> None:
    text = to_toml(one.record)
    assert _read(text.replace("\n", "\r\n")) == _read(text)


@given(hostile, hostile)
def test_an_article_gives_back_every_value(title: str, context: str) -> None:
    article = Article.of({"ref": "tide", "title": title, "context": context, "url": "https://example.org/"})
    assert read_article(article_to_toml(article), "tide.toml") == article


def test_a_dossier_is_written_as_a_person_would() -> None:
    record = Told(quote='It "opened"\nin 1932.', tags=["a", "b"]).source().record
    assert to_toml(record) == (
        "schema = 1\n"
        'ref = "bridge"\n'
        'text = "The bridge opened in 1932."\n'
        'quote = """\nIt \\"opened\\"\nin 1932."""\n'
        'tags = [\n    "a",\n    "b",\n]\n'
        "\n[[sources]]\n"
        'id = "s1"\n'
        'title = "City archive"\n'
    )


def test_the_lists_stand_in_reading_order() -> None:
    headings = [line for line in to_toml(whole_life().record).splitlines() if line.startswith("[[")]
    assert headings == [
        *["[[sources]]"] * 3,
        "[[captures]]",
        *["[[evidence]]"] * 3,
        *["[[verdicts]]"] * 2,
        *["[[reviews]]"] * 2,
        *["[[comments]]"] * 3,
    ]


def test_a_dossier_by_hand_needs_little() -> None:
    dossier = _read('ref = "bridge"\ntext = "It opened."\nclaimed_on = 2011-12-25\nclaimant = ""\n')
    assert dossier.claim == Claim(ref="bridge", text="It opened.", claimed_on="2011-12-25")
    assert dossier == Dossier(dossier.claim, *((),) * len(LISTS))


@pytest.mark.parametrize(
    "text",
    [
        "ref = bridge",
        'ref = "bridge',
        "just words",
        HEAD + 'ref = "again"\n',
        HEAD + "claimed_on = 2011-02-30\n",
        HEAD + 'note = "a\x00b"\n',
        HEAD + 'note = "\\ud800"\n',
        HEAD + "x = " + "[" * 5000,
        HEAD + "x = " + "9" * 5000,
        '{"ref": "bridge"}',
    ],
    ids=["bare", "unclosed", "words", "twice", "no day", "NUL", "surrogate", "deep", "long number", "JSON"],
)
def test_what_is_not_toml_is_told_so(text: str) -> None:
    found = findings_of(lambda: _read(text))
    assert len(found) == 1
    assert found[0].startswith("bridge.toml: is not TOML: ")
    assert found[0].endswith("Mend that line; text goes in quotes.")


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("", "bridge.toml: ref: is missing or empty. Give it a value."),
        ('claimnat = "x"', 'bridge.toml: claimnat: unknown key "claimnat". Did you mean "claimant"?'),
        ("zzzzzz = 1", 'bridge.toml: zzzzzz: unknown key "zzzzzz". Use one of: ref, text, '),
        ('source = "x"', 'bridge.toml: source: unknown key "source". Did you mean "sources"?'),
        ("claimant = 5", 'bridge.toml: claimant: input should be a valid string, got "5".'),
        ('tags = "a"', 'bridge.toml: tags: input should be a valid tuple, got "a".'),
        ("tags = [1]", 'bridge.toml: tags.0: input should be a valid string, got "1".'),
        ("[claimant]\nname = 1", "bridge.toml: claimant: input should be a valid string"),
        ('claimed_on = "2011-13"', 'bridge.toml: claimed_on: "2011-13" is not a day in the calendar'),
        ("claimed_on = 2011-12-25T10:00:00Z", "bridge.toml: claimed_on: "),
        ('said_in = "javascript:alert(1)"', "bridge.toml: said_in: only http and https links are kept"),
        ("schema = 2", "bridge.toml: schema: is 2; this program reads 1. Update factcheck."),
        ('schema = "1"', "bridge.toml: schema: is '1'; this program reads 1. Update factcheck."),
        ('sources = "x"', "bridge.toml: sources: is not a list of tables. Begin each with [[sources]]."),
        ("sources = [1]", "bridge.toml: sources: is not a list of tables. Begin each with [[sources]]."),
        (
            '[verdicts]\nid = "v1"',
            "bridge.toml: verdicts: is not a list of tables. Begin each with [[verdicts]].",
        ),
        ('[[sources]]\nid = "s1"', "bridge.toml: sources: s1: a source needs a link or a title"),
        ('[[sources]]\ntitle = "x"', "bridge.toml: sources: 1: id: is missing or empty."),
        ('[[sources]]\nid = "s1"\ntitel = "x"', "bridge.toml: sources: s1: titel: unknown key"),
        ('[[sources]]\nid = "s1"\nurl = "file:///x"', "bridge.toml: sources: s1: url: only http and https"),
        ('[[evidence]]\nid = "e1"\nstance = "support"', "bridge.toml: evidence: e1: "),
    ],
)
def test_what_does_not_fit_is_named_by_file_and_key(text: str, finding: str) -> None:
    found = findings_of(lambda: _read(f"{HEAD if text else ''}{text}"))
    assert any(one.startswith(finding) for one in found), found


def test_everything_wrong_is_told_at_once() -> None:
    text = 'schema = 9\nref = "A"\nwrong = 1\n[[sources]]\nid = "s1"\n[[sources]]\nid = "x"\ntitle = "x"\n'
    assert len(findings_of(lambda: _read(text))) == 6


@pytest.mark.parametrize("ref", ["../bridge", "/etc/passwd", "a\\\\b", "con", "..", "Bridge"])
def test_a_ref_is_no_path(ref: str) -> None:
    found = findings_of(lambda: _read(f'ref = "{ref}"\ntext = "x"\n'))
    assert found[0].startswith("bridge.toml: ref: a ref is lower-case letters, digits and single hyphens")


def test_an_article_that_does_not_fit_is_named_by_file_and_key() -> None:
    found = findings_of(lambda: read_article('schema = 2\nref = "tide"\ntitel = "x"\n', "tide.toml"))
    assert found == [
        "tide.toml: schema: is 2; this program reads 1. Update factcheck.",
        "tide.toml: title: is missing or empty. Give it a value.",
        'tide.toml: titel: unknown key "titel". Did you mean "title"?',
    ]


def test_the_schema_comes_first_for_a_reader_of_the_file() -> None:
    assert tomllib.loads(to_toml(Told().record)) == {
        "schema": 1,
        "ref": "bridge",
        "text": "The bridge opened in 1932.",
    }


def test_a_dossier_of_captures_and_places_is_read_back() -> None:
    told = Told().source().capture(outcome="ok", proposed={"title": "Rain"}, **PAGE).cite(**ANCHORED)
    told.capture(outcome="ok", proposed={"title": "Rain", "author": "Eve"}, **PAGE).cite(**ANCHORED).rate()
    record = told.recheck("quote-altered", found="opened in 1933").record
    dossier = _read(to_toml(record))
    assert dossier.captures == record.captures
    assert dossier.evidence == record.evidence
    assert dossier.drift == record.drift
