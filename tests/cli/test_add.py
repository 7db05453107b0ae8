import codecs

import pytest

from tests.cli.conftest import REF, TEXT, Program


def test_add_prints_the_new_ref_alone_and_talks_on_stderr(desk: Program) -> None:
    ran = desk("add", TEXT)

    assert (ran.code, ran.out) == (0, f"{REF}\n")
    assert ran.err == f"Next: factcheck source {REF} URL\n"


def test_add_keeps_every_field_it_is_given(desk: Program) -> None:
    ref = desk.ok(
        *("add", TEXT, "--ref", "the-bridge", "--claimant", "J. Lang", "--claimed-on", "1932-03"),
        *("--said-in", "The opening ceremony", "--quote", "I declare it open", "--kind", "date"),
        *("--appearance", "https://a.example/1", "--appearances", "https://b.example/2"),
        *("--tag", "bridges", "--tags", "history", "--priority", "high", "--language", "en"),
        *("--locator", "paragraph 5", "--context", "Of Sydney.", "--would-settle", "The register."),
        *("--assignee", "Ben", "--note", "Ask the archive."),
    )

    claim = desk.claim(ref)
    assert ref == "the-bridge"
    assert {name: claim[name] for name in claim if claim[name] and name not in ("head", "status")} == {
        "ref": "the-bridge",
        "text": TEXT,
        "quote": "I declare it open",
        "claimant": "J. Lang",
        "claimed_on": "1932-03",
        "said_in": "The opening ceremony",
        "appearances": ["https://a.example/1", "https://b.example/2"],
        "locator": "paragraph 5",
        "kind": "date",
        "context": "Of Sydney.",
        "would_settle": "The register.",
        "tags": ["bridges", "history"],
        "priority": "high",
        "language": "en",
        "assignee": "Ben",
        "note": "Ask the archive.",
    }


def test_a_quote_alone_is_the_wording_too(desk: Program) -> None:
    desk.ok("add", "--quote", TEXT)

    assert desk.claim()["text"] == TEXT


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_a_claim_of_nothing_is_refused(desk: Program, text: str) -> None:
    ran = desk("add", text)

    assert (ran.code, ran.out) == (1, "")
    assert "text" in ran.err
    assert "nothing was stored" in ran.err


def test_a_claim_too_long_says_how_long_it_may_be(desk: Program) -> None:
    ran = desk("add", "a" * 10_001)

    assert ran.code == 1
    assert "10,001 characters; at most 10,000" in ran.err


def test_a_claim_that_begins_with_a_dash_follows_two_dashes(desk: Program) -> None:
    assert desk.ok("add", "--", "-5 degrees were measured.")


# Dates


@pytest.mark.parametrize(
    "date", ["2011", "2011-12", "2011-12-25", "1997/2012", "1997-03/2012-04-05", "2024-02-29"]
)
def test_partial_dates_and_spans_are_kept_as_given(desk: Program, date: str) -> None:
    desk.ok("add", TEXT, "--claimed-on", date)

    assert desk.claim()["claimed_on"] == date


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2011-13", "calendar"),
        ("2023-02-29", "calendar"),
        ("25 December 2011", "write 2011"),
        ("12/25/2011", "one slash"),
        ("2012/1997", "write 1997/2012"),
        ("2011-12-25T10:00", "write 2011"),
        ("٢٠١١", "write 2011"),
        ("0000", "calendar"),
        ("2011-1-5", "write 2011"),
    ],
)
def test_dates_that_are_none_are_refused_with_what_to_write(desk: Program, date: str, told: str) -> None:
    ran = desk("add", TEXT, "--claimed-on", date)

    assert (ran.code, ran.out) == (1, "")
    assert "claimed_on" in ran.err
    assert told in ran.err
    assert desk.refs() == []


# Other fields that do not fit


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--ref", "The Bridge", '"the-bridge" would do'),
        ("--ref", "../../etc/passwd", '"etc-passwd" would do'),
        ("--ref", "con", "a ref is"),
        ("--appearance", "javascript:alert(1)", "only http and https"),
        ("--said-in", "file:///etc/passwd", "only http and https"),
        ("--appearance", "https://user:secret@a.example/", "user name or password"),
        ("--language", "english language", '"en"'),
        ("--article", "no-such-article", 'no article "no-such-article"'),
    ],
)
def test_values_that_do_not_fit_are_refused_with_what_to_do(
    desk: Program, option: str, value: str, told: str
) -> None:
    ran = desk("add", TEXT, option, value)

    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert option.removeprefix("--").replace("-", "_").rstrip("s") in ran.err
    assert desk.refs() == []


@pytest.mark.parametrize("option", ["--kind", "--priority"])
def test_a_word_outside_a_closed_set_is_a_usage_error_that_lists_the_set(desk: Program, option: str) -> None:
    ran = desk("add", TEXT, option, "figment")

    assert (ran.code, ran.out) == (2, "")
    assert "figure" in ran.err or "normal" in ran.err


def test_everything_wrong_is_told_at_once(desk: Program) -> None:
    ran = desk("add", TEXT, "--claimed-on", "soon", "--language", "??", "--appearance", "ftp://a.example")

    assert "3 things to mend" in ran.err


# Claims that are here already


def test_the_same_wording_is_shown_and_not_stored_again(desk: Program) -> None:
    desk.added()

    ran = desk("add", "the bridge  opened in 1932")

    assert (ran.code, ran.out) == (3, "")
    assert REF in ran.err
    assert TEXT in ran.err.replace("the bridge opened in 1932", TEXT)
    assert "--anyway" in ran.err
    assert f"factcheck show {REF}" in ran.err
    assert desk.refs() == [REF]


def test_anyway_stores_the_same_wording_under_the_next_ref(desk: Program) -> None:
    desk.added()

    assert desk.ok("add", TEXT, "--anyway") == f"{REF}-2"
    assert desk.refs() == [REF, f"{REF}-2"]


def test_a_ref_that_is_taken_is_refused(desk: Program) -> None:
    desk.added()

    ran = desk("add", "Another claim.", "--ref", REF)

    assert (ran.code, ran.out) == (1, "")
    assert f'"{REF}" is taken' in ran.err


def test_the_ref_of_a_withdrawn_claim_is_not_given_again(desk: Program) -> None:
    desk.added()
    desk.ok("withdraw", REF, "--why", "Said by nobody.")

    assert desk.ok("add", TEXT, "--anyway") == f"{REF}-2"


# One claim per line from stdin


def _texts(desk: Program) -> list[str]:
    return [one["text"] for one in desk.json("list")["claims"]]


@pytest.mark.parametrize(
    "content",
    [
        "Zürich grew.\nعدد السكان ثلاثة آلاف.\n".encode(),
        codecs.BOM_UTF8 + "Zürich grew.\nعدد السكان ثلاثة آلاف.\n".encode(),
        "Zürich grew.\nعدد السكان ثلاثة آلاف.\n".encode("utf-16"),
        "Zürich grew.\r\nعدد السكان ثلاثة آلاف.\r\n".encode(),
        "Zürich grew.\rعدد السكان ثلاثة آلاف.".encode(),
        "\n\n  Zürich grew.  \n \t\nعدد السكان ثلاثة آلاف.".encode(),
        "Zu\u0308rich grew.\nعدد السكان ثلاثة آلاف.\n".encode(),
    ],
    ids=["utf-8", "utf-8 with BOM", "utf-16", "CRLF", "CR", "empty lines", "decomposed"],
)
def test_add_from_stdin_takes_one_claim_per_line(desk: Program, content: bytes) -> None:
    ran = desk("add", "-", stdin=content)

    assert ran.code == 0
    assert _texts(desk) == ["Zürich grew.", "عدد السكان ثلاثة آلاف."]
    assert ran.lines == desk.refs()
    assert "Windows" not in ran.err


def test_lines_in_windows_1252_are_stored_once_that_is_said(desk: Program) -> None:
    lines = "Plain.\n“Zürich” grew — by 3 €.\n".encode("cp1252")
    ran = desk("add", "-", stdin=lines)

    assert (ran.code, ran.out, _texts(desk)) == (1, "", [])
    assert "stdin is not clearly UTF-8; nothing was stored." in ran.err
    assert "windows-1252" in ran.err
    assert "“Zürich” grew — by 3 €." in ran.err
    assert "--encoding NAME" in ran.err
    assert desk("add", "-", "--encoding", "windows-1252", stdin=lines).code == 0
    assert _texts(desk) == ["Plain.", "“Zürich” grew — by 3 €."]


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n \t\n", codecs.BOM_UTF8])
def test_no_line_stores_nothing_and_says_so(desk: Program, content: bytes) -> None:
    ran = desk("add", "-", stdin=content)

    assert (ran.code, ran.out) == (1, "")
    assert "nothing was stored" in ran.err


def test_fields_given_with_stdin_are_those_of_every_line(desk: Program) -> None:
    desk.ok("add", "-", "--claimant", "The mayor", "--tag", "budget", stdin=b"One.\nTwo.\n")

    assert [(one["claimant"], one["tags"]) for one in desk.json("list")["claims"]] == [
        ("The mayor", ["budget"])
    ] * 2


def test_one_line_that_does_not_fit_stores_none_and_is_named(desk: Program) -> None:
    ran = desk("add", "-", stdin=b"Fits.\n" + b"a" * 10_001 + b"\n")

    assert (ran.code, ran.out) == (1, "")
    assert "line 2" in ran.err
    assert _texts(desk) == []


def test_lines_that_are_here_already_are_shown_and_the_others_stored(desk: Program) -> None:
    desk.added()

    ran = desk("add", "-", stdin=f"{TEXT}\nNew.\nNEW!\n".encode())

    assert (ran.code, ran.lines) == (3, ["new"])
    assert f"line 1): {REF}" in ran.err
    assert "line 3): new" in ran.err


def test_without_text_or_terminal_there_is_no_prompt_but_a_way_to_say_it(desk: Program) -> None:
    ran = desk("add")

    assert (ran.code, ran.out) == (2, "")
    assert "no terminal" in ran.err
    assert "factcheck add -" in ran.err
