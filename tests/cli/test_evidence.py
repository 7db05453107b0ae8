import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import REF, URL, Program


@pytest.fixture
def claimed(desk: Program) -> Program:
    """A desk with one claim."""
    desk.added()
    return desk


# source


def test_source_prints_its_short_id_and_what_to_do_next(claimed: Program) -> None:
    ran = claimed("source", REF, URL)

    assert (ran.code, ran.out) == (0, "s1\n")
    assert f"Next: factcheck fetch {REF}" in ran.err
    assert claimed.ok("source", REF, "https://other.example/") == "s2"
    talk = claimed("source", REF, "--kind", "conversation", "--title", "A talk")
    assert f"Next: factcheck cite {REF} s3 --quote" in talk.err


def test_source_keeps_every_field_it_is_given(claimed: Program) -> None:
    claimed.ok(
        *("source", REF, URL, "--title", "The register", "--publisher", "City archive"),
        *("--author", "J. Clerk", "--published-on", "1932-03", "--kind", "primary"),
        *("--origin", "The register of 1932", "--party-to-dispute", "--language", "en"),
        *("--confidential", "--note", "Read at the counter."),
        *("--archived-url", "https://copies.example/register"),
    )

    assert claimed.claim()["sources"] == [
        {
            "id": "s1",
            "url": URL,
            "archived_url": "https://copies.example/register",
            "title": "The register",
            "publisher": "City archive",
            "author": "J. Clerk",
            "published_on": "1932-03",
            "kind": "primary",
            "origin": "The register of 1932",
            "party_to_dispute": True,
            "language": "en",
            "confidential": True,
            "note": "Read at the counter.",
        }
    ]


def test_the_author_of_a_source_is_not_who_acts(claimed: Program) -> None:
    claimed.ok("source", REF, URL, "--author", "J. Clerk", "--as", "Ben")

    assert claimed.claim()["sources"][0]["author"] == "J. Clerk"
    assert claimed.json("log", REF)["events"][-1]["by"] == "Ben"


def test_the_same_link_keeps_its_id_and_takes_what_is_new(claimed: Program) -> None:
    claimed.ok("source", REF, URL, "--title", "The register")

    assert claimed.ok("source", REF, URL, "--kind", "primary") == "s1"
    (source,) = claimed.claim()["sources"]
    assert (source["title"], source["kind"]) == ("The register", "primary")


def test_a_mark_on_a_source_can_be_taken_back(claimed: Program) -> None:
    claimed.ok("source", REF, URL, "--confidential", "--party-to-dispute")

    assert claimed("source", REF, URL, "--no-confidential", "--no-party-to-dispute").code == 0
    (source,) = claimed.claim()["sources"]
    assert (source["confidential"], source["party_to_dispute"]) == (False, False)


def test_a_file_is_kept_in_the_archive_by_its_digest(claimed: Program) -> None:
    claimed.write("register.pdf", b"%PDF-1.4 opened in 1932")

    assert claimed.ok("source", REF, "register.pdf") == "s1"
    claim = claimed.claim()
    assert claim["sources"][0]["title"] == "register.pdf"
    (capture,) = claim["captures"]
    assert capture["payload_digest"].endswith(hashlib.sha256(b"%PDF-1.4 opened in 1932").hexdigest())
    assert (capture["content_type"], capture["size"]) == ("application/pdf", 23)
    assert [one for one in (claimed.folder / "archive").rglob("*") if one.is_file()]
    assert claimed.ok("source", REF, "register.pdf") == "s1"


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("nowhere.pdf", "nowhere.pdf"),
        ("javascript:alert(1)", "only http and https"),
        ("ftp://a.example/", "only http and https"),
        ("https://", "names no site"),
        ("https://user:pw@a.example/", "user name or password"),
        ("www.example.org/page", "https://"),
        ("claims", "claims"),
    ],
)
def test_a_location_that_is_none_is_refused_with_what_to_give(
    claimed: Program, location: str, told: str
) -> None:
    ran = claimed("source", REF, location)

    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert claimed.claim()["sources"] == []


def test_an_empty_file_is_evidence_of_nothing(claimed: Program) -> None:
    claimed.write("empty.pdf", b"")

    ran = claimed("source", REF, "empty.pdf")

    assert ran.code == 1
    assert "evidence of nothing" in ran.err


def test_a_source_without_a_place_is_a_conversation(claimed: Program) -> None:
    ran = claimed("source", REF)
    assert ran.code == 1
    assert "--kind conversation" in ran.err

    untitled = claimed("source", REF, "--kind", "conversation")
    assert untitled.code == 1
    assert "title" in untitled.err

    assert claimed.ok("source", REF, "--kind", "conversation", "--title", "Talk with a clerk") == "s1"


# cite


@pytest.fixture
def sourced(claimed: Program) -> Program:
    """A desk whose claim has a link for a source."""
    claimed.ok("source", REF, URL)
    return claimed


def test_cite_prints_the_evidences_short_id_and_what_to_rate(sourced: Program) -> None:
    ran = sourced("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports")

    assert (ran.code, ran.out) == (0, "e1\n")
    assert f"Next: factcheck rate {REF} RATING" in ran.err


def test_a_quote_from_a_link_is_transcribed_by_who_acts_today(sourced: Program) -> None:
    sourced.ok("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports", "--as", "Ben")

    (evidence,) = sourced.claim()["evidence"]
    assert (evidence["standing"], evidence["who"]) == ("transcribed", "Ben")
    assert len(evidence["when"]) == 10


def test_cite_keeps_every_field_it_is_given(sourced: Program) -> None:
    sourced.ok(
        *("cite", REF, "s1", "--exact", "opened in 1932", "--stance", "refutes", "--standing", "transcribed"),
        *("--prefix", "it was", "--suffix", "to the public", "--who", "Ben", "--when", "2026-11"),
        *("--how", "at the counter", "--note", "The register's entry."),
    )

    assert sourced.claim()["evidence"] == [
        {
            "id": "e1",
            "source": "s1",
            "stance": "refutes",
            "standing": "transcribed",
            "exact": "opened in 1932",
            "prefix": "it was",
            "suffix": "to the public",
            "capture": None,
            "position": None,
            "match": None,
            "excerpt": None,
            "who": "Ben",
            "when": "2026-11",
            "how": "at the counter",
            "note": "The register's entry.",
            "region": None,
            "picture": None,
            "machine_read": None,
        }
    ]


def test_the_same_quote_twice_keeps_its_id(sourced: Program) -> None:
    quoted = ("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports")

    assert sourced.ok(*quoted) == sourced.ok(*quoted) == "e1"
    assert len(sourced.claim()["evidence"]) == 1


def test_a_quote_from_a_file_is_filed(claimed: Program) -> None:
    claimed.write("register.txt", "The bridge was opened in 1932.")
    claimed.ok("source", REF, "register.txt")
    claimed.ok("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports")

    (evidence,) = claimed.claim()["evidence"]
    assert (evidence["standing"], evidence["capture"]) == ("filed", "c1")


def test_a_quote_from_a_talk_needs_who_when_and_how(claimed: Program) -> None:
    claimed.ok("source", REF, "--kind", "conversation", "--title", "Talk with a clerk")
    quoted = ("cite", REF, "s1", "--quote", "It opened in 1932.", "--stance", "supports")

    ran = claimed(*quoted)
    assert (ran.code, ran.out) == (1, "")
    assert all(f"--{option}" in ran.err for option in ("who", "when", "how"))

    claimed.ok(*quoted, "--told-by", "A clerk", "--told-on", "2026-11-02", "--how", "by phone")
    assert claimed.claim()["evidence"][0]["standing"] == "told"


@pytest.mark.parametrize(
    ("standing", "told"),
    [("anchored", "no capture is named"), ("filed", "no document"), ("told", "conversation")],
)
def test_a_standing_that_is_not_true_is_refused_by_rule_1(sourced: Program, standing: str, told: str) -> None:
    ran = sourced(
        *("cite", REF, "s1", "--quote", "opened", "--stance", "supports", "--standing", standing),
        *("--who", "A clerk", "--when", "2026-11-02", "--how", "by phone"),
    )

    assert (ran.code, ran.out) == (3, "")
    assert "Rule 1" in ran.err
    assert told in ran.err
    assert sourced.claim()["evidence"] == []


@pytest.mark.parametrize("missing", ["--quote", "--stance"])
def test_cite_without_quote_or_stance_is_a_usage_error(sourced: Program, missing: str) -> None:
    given = {"--quote": "opened", "--stance": "supports"}
    del given[missing]

    ran = sourced("cite", REF, "s1", *(word for pair in given.items() for word in pair))

    assert (ran.code, ran.out) == (2, "")
    assert missing in ran.err


def test_a_source_that_is_not_there_names_those_that_are(sourced: Program) -> None:
    ran = sourced("cite", REF, "s9", "--quote", "opened", "--stance", "supports")

    assert ran.code == 1
    assert '"s9"' in ran.err
    assert "s1" in ran.err


def test_citing_before_there_is_a_source_says_to_give_one(claimed: Program) -> None:
    ran = claimed("cite", REF, "s1", "--quote", "opened", "--stance", "supports")

    assert ran.code == 1
    assert "factcheck source" in ran.err


def test_a_folder_of_many_files_is_refused_whole(claimed: Program, tmp_path: Path) -> None:
    ran = claimed("source", REF, str(tmp_path))

    assert ran.code == 1
    assert "file" in ran.err
