"""Adding and editing in an editor, on a real terminal; what was written there is never lost."""

import re
import sys
from pathlib import Path
from shlex import quote

import pytest

from tests.cli.conftest import REF, TEXT, WENT_WRONG, Process, Program
from tests.cli.terminal import Shown, editor, on_a_terminal

FILL = f"""cp "$1" seen.toml; sed -i 's/^text = ""/text = "{TEXT}"/; s/^# claimant = ""/claimant = "Lang"/' "$1" """


def _edit(process: Process, script: str, *command: str) -> Shown:
    shown = on_a_terminal(process, *command, EDITOR=editor(process.folder, script), TMPDIR=_tmp(process))
    assert "Traceback" not in shown.text
    assert WENT_WRONG not in shown.text, shown.text
    return shown


def _tmp(process: Process) -> str:
    folder = process.folder.parent / "tmp"
    folder.mkdir(exist_ok=True)
    return str(folder)


def _kept(shown: Shown) -> str:
    """What is in the file that the talk says the form is kept in."""
    found = re.search(r"kept in (\S+\.toml)", shown.text)
    assert found, shown.text
    return Path(found[1]).read_bytes().decode("utf-8", "replace")


# add


def test_add_opens_a_form_that_explains_every_field(process: Process, desk: Program) -> None:
    shown = _edit(process, FILL, "add")

    assert shown.code == 0
    assert shown.text.splitlines()[0] == REF
    claim = desk.claim()
    assert (claim["text"], claim["claimant"]) == (TEXT, "Lang")
    form = (desk.folder / "seen.toml").read_text("utf-8")
    for field in ("claimant", "claimed_on", "said_in", "appearances", "kind", "tags", "note"):
        assert f"\n# {field} = " in form


def test_the_form_holds_what_was_given_as_options(process: Process, desk: Program) -> None:
    _edit(process, FILL, "add", "--kind", "date", "--tag", "bridges")

    form = (desk.folder / "seen.toml").read_text("utf-8")
    assert 'kind = "date"' in form.splitlines()
    claim = desk.claim()
    assert (claim["kind"], claim["tags"]) == ("date", ["bridges"])


@pytest.mark.parametrize("script", ["true", ": > $1"], ids=["as it was", "emptied"])
def test_a_form_left_empty_stores_nothing_and_says_so(process: Process, desk: Program, script: str) -> None:
    shown = _edit(process, script, "add")

    assert shown.code in (1, 130)
    assert desk.refs() == []
    assert "nothing was stored" in shown.text.lower()


def test_an_editor_that_fails_stores_nothing(process: Process, desk: Program) -> None:
    shown = _edit(process, "exit 1", "add")

    assert shown.code == 1
    assert desk.refs() == []


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("echo 'text = Precious' > $1", "TOML"),
        ('echo \'text = "Precious"\nclaimed_on = "soon"\' > $1', "claimed_on"),
        ('echo \'text = "Precious"\nclaimnt = "Lang"\' > $1', "claimant"),
        ("echo 'claimant = \"Precious\"' > $1", "text"),
        ("printf 'text = \"Precious \\351t\\351\"\\n' > $1", "UTF-8"),
        ("{ echo '# Precious'; printf 'a = '; head -c 10000 /dev/zero | tr '\\0' '['; } > $1", "TOML"),
        ('echo \'text = "Precious"\narticle = "no-such-article"\' > $1', "no-such-article"),
    ],
    ids=["no TOML", "date", "key", "no text", "not UTF-8", "too deep", "no such article"],
)
def test_a_form_that_does_not_fit_is_kept_in_a_file_and_named(
    process: Process, desk: Program, script: str, told: str
) -> None:
    shown = _edit(process, script, "add")

    assert shown.code == 1
    assert told in shown.text
    assert "Precious" in _kept(shown)
    assert desk.refs() == []


def test_a_claim_that_is_here_already_is_kept_too(process: Process, desk: Program) -> None:
    desk.added()

    shown = _edit(process, FILL, "add")

    assert shown.code == 3
    assert "--anyway" in shown.text
    assert TEXT in _kept(shown)


# edit


def test_edit_opens_the_claim_as_it_is(process: Process, desk: Program) -> None:
    desk.ok("add", TEXT, "--claimant", "Lang", "--tag", "bridges")

    shown = _edit(process, "cp $1 seen.toml; sed -i 's/1932/1931/; /claimant =/d' $1", "edit", REF)

    assert shown.code == 0
    assert "Changed: claimant, text." in shown.text
    claim = desk.claim()
    assert (claim["ref"], claim["text"], claim["claimant"], claim["tags"]) == (
        REF,
        "The bridge opened in 1931.",
        None,
        ["bridges"],
    )
    assert f'text = "{TEXT}"' in (desk.folder / "seen.toml").read_text("utf-8")


def test_an_edit_closed_unchanged_changes_nothing(process: Process, desk: Program) -> None:
    desk.added()

    assert _edit(process, "true", "edit", REF).code in (0, 1, 130)
    assert len(desk.json("log", REF)["events"]) == 1


def test_an_edit_that_a_rule_refuses_is_kept(process: Process, desk: Program) -> None:
    desk.rated()

    shown = _edit(process, "sed -i 's/1932/1931/' $1", "edit", REF)

    assert shown.code == 3
    assert "Rule 5" in shown.text
    assert "1931" in _kept(shown)
    assert desk.claim()["text"] == TEXT


def test_an_edit_with_a_reason_needs_no_options_for_the_fields(process: Process, desk: Program) -> None:
    desk.rated()

    assert _edit(process, "sed -i 's/1932/1931/' $1", "edit", REF, "--why", "Misread.").code == 0
    assert desk.claim()["status"] == "needs-recheck"


def test_a_ref_that_is_not_there_opens_no_editor(process: Process) -> None:
    shown = _edit(process, "touch opened", "edit", "no-such-claim")

    assert shown.code == 1
    assert not (process.folder / "opened").exists()


def test_edit_without_a_terminal_says_how_to_say_it(desk: Program) -> None:
    desk.added()

    ran = desk("edit", REF)

    assert (ran.code, ran.out) == (2, "")
    assert "--text" in ran.err


# two people at one claim


def test_a_form_says_its_head_and_sends_only_what_differs_from_what_it_showed(
    process: Process, desk: Program
) -> None:
    desk.ok("add", TEXT, "--claimant", "Lang")
    head = desk.claim()["head"]
    meanwhile = f"""cp "$1" seen.toml; {_as("Ben")} edit {REF} --claimant Eve >&2
        sed -i 's/^# kind = ""/kind = "date"/' "$1" """

    assert _edit(process, meanwhile, "edit", REF).code == 0
    assert f'head = "{head}"' in (desk.folder / "seen.toml").read_text("utf-8")
    claim = desk.claim()
    assert (claim["claimant"], claim["kind"]) == ("Eve", "date")


def test_a_form_over_what_moved_meanwhile_is_refused_with_both_versions_and_kept(
    process: Process, desk: Program
) -> None:
    desk.ok("add", TEXT, "--claimant", "Lang")
    meanwhile = f"""{_as("Ben")} edit {REF} --claimant Eve >&2; sed -i 's/Lang/Ada/' "$1" """

    shown = _edit(process, meanwhile, "edit", REF)

    assert shown.code == 3
    for told in ('was "Lang", is "Eve" (by Ben, ', 'Yours: "Ada".', f"--head {desk.claim()['head'][:12]}"):
        assert told in shown.text
    assert 'claimant = "Ada"' in _kept(shown)
    assert desk.claim()["claimant"] == "Eve"

    command = shown.text.split("To send it again: factcheck ")[1].splitlines()[0].split()
    assert desk(*command).code == 3
    assert desk.ok(*command, "--head", desk.claim()["head"]) == REF
    assert desk.claim()["claimant"] == "Ada"
    assert not Path(command[-1]).exists()


def test_of_two_editors_one_is_killed_and_what_was_written_there_can_still_be_sent(
    process: Process, desk: Program
) -> None:
    desk.ok("add", TEXT, "--claimant", "Lang")
    killed = """sed -i 's/^# kind = ""/kind = "date"/; s/Lang/Ada/' "$1"; kill -KILL $PPID"""

    assert _edit(process, killed, "edit", REF).code == -9
    assert _edit(process, "sed -i 's/Lang/Eve/' $1", "edit", REF).code == 0

    (kept,) = Path(_tmp(process)).glob("*.toml")
    refused = desk("edit", REF, "--form", str(kept))
    assert (refused.code, 'claimant: was "Lang", is "Eve"' in refused.err) == (3, True)
    kept.write_text(kept.read_text("utf-8").replace("Ada", "Lang"), "utf-8")
    assert desk.ok("edit", REF, "--form", str(kept)) == REF
    claim = desk.claim()
    assert (claim["claimant"], claim["kind"]) == ("Eve", "date")


def test_what_was_written_is_kept_when_the_editor_itself_is_killed(process: Process, desk: Program) -> None:
    desk.added()

    shown = _edit(process, "sed -i 's/1932/1931/' $1; kill -KILL $$", "edit", REF)

    assert shown.code == 1
    assert "1931" in _kept(shown)
    assert desk.claim()["text"] == TEXT


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ('text = "So."\n', 'never had the head ""'),
        ('head = "0000000000"\n', "never had the head"),
        ("head =", "TOML"),
    ],
    ids=["no head", "no head of this claim", "no TOML"],
)
def test_a_form_that_shows_no_head_of_the_claim_is_refused_and_stays(
    desk: Program, form: str, told: str
) -> None:
    desk.added()
    path = desk.write("form.toml", form)

    ran = desk("edit", REF, "--form", str(path))

    assert (ran.code, told in ran.err) == (1, True)
    assert path.read_text("utf-8") == form
    assert desk("edit", REF, "--form", str(path), "--text", "So.").code == 2


def test_a_claim_whose_form_was_kept_is_added_from_it(process: Process, desk: Program) -> None:
    shown = _edit(process, """printf 'text = "Precious"\\nclaimed_on = "soon"\\n' > $1""", "add")
    command = shown.text.split("To send it again: factcheck ")[1].splitlines()[0].split()

    assert desk.ok(*command, "--claimed-on", "2011") == "precious"
    assert desk.claim("precious")["claimed_on"] == "2011"
    assert desk("add", "Other words.", *command[1:]).code == 2


def _as(name: str) -> str:
    """The command as somebody else, in a script."""
    return f"FACTCHECK_AUTHOR={name} {quote(sys.executable)} -m factcheck"
