"""Law 4 for the site: every file that was changed, lost or planted is named, in its folder and at its address."""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow
from factcheck.files import is_aside
from factcheck.settings import Fetching
from factcheck.workflow.site.check_address import check_address
from factcheck.workflow.site.publish import PublishRequest, publish
from factcheck.workflow.site.site_check import SiteCheck, SiteOnRecord, check_folder
from factcheck.workflow.transfer.backup import back_up, restore
from factcheck.workflow.transfer.verify import Verified, verify
from tests.desks import opened, tree
from tests.servers import Answer, End, ScriptedServer, answer, redirect
from tests.sites import BASE, fix, out, signed, tell_site


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("published")
    (folder / "texts").mkdir()
    (folder / "texts" / "method.md").write_text("We ask twice.", "utf-8")
    with opened(f"sqlite:///{folder / 'factcheck.db'}", folder, base_url=BASE) as desk:
        tell_site(desk, folder)
        out(desk)
        yield desk


@pytest.fixture
def site(published: Desk, tmp_path: Path) -> Iterator[Path]:
    """The folder of a site with every kind of file, whole again after the test."""
    folder = published.settings.site
    shutil.copytree(folder, tmp_path / "whole")
    yield folder
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "whole", folder)


@pytest.fixture
def small(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """One check published, on either database."""
    with opened(database_url, tmp_path, base_url=BASE) as desk:
        signed(desk, "The bridge has four lamps.", "lamps")
        out(desk)
        yield desk


def _named(verified: Verified) -> set[tuple[str, str]]:
    return {(one.code, one.where) for one in verified.findings}


def _flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= 1
    path.write_bytes(content)


KINDS = {
    *("index.html", "corrections.html", "scale.html", "how-to-read.html", "method.html", "404.html"),
    *("feed.xml", "sitemap.xml", "robots.txt", "claims.json", "claims.csv", "pages.json", "find/1.js"),
    *("articles/bridges.html", "claims/lamps.html", "claims/cost.1.html", "embed/lamps.html"),
}


def test_an_untouched_site_holds_with_every_file(published: Desk) -> None:
    verified = verify(published)
    assert (verified.findings, verified.behind) == ([], [])
    assert verified.files == len(tree(published.settings.site))
    assert tree(published.settings.site).keys() >= KINDS


@pytest.mark.parametrize("at", [0, 1_000, -1])
def test_a_flipped_byte_in_any_file_is_named(published: Desk, site: Path, at: int) -> None:
    names = sorted(tree(site))
    for name in names:
        _flip(site / name, at)
    assert _named(verify(published)) == {("page-changed", f"site/{name}") for name in names}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_flipped_byte_in_one_file_is_named_alone(published: Desk, site: Path, name: str) -> None:
    _flip(site / name, 500)
    assert _named(verify(published)) == {("page-changed", f"site/{name}")}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_file_that_is_cut_emptied_or_gone_is_named(published: Desk, site: Path, name: str) -> None:
    whole = (site / name).read_bytes()
    for content in (whole[:-1], b"", whole + b"\n"):
        (site / name).write_bytes(content)
        assert _named(verify(published)) == {("page-changed", f"site/{name}")}
    (site / name).unlink()
    assert _named(verify(published)) == {("page-missing", f"site/{name}")}


def test_files_that_changed_places_are_named(published: Desk, site: Path) -> None:
    (site / "index.html").rename(site / "x")
    (site / "scale.html").rename(site / "index.html")
    (site / "x").rename(site / "scale.html")
    assert _named(verify(published)) == {
        ("page-changed", "site/index.html"),
        ("page-changed", "site/scale.html"),
    }


def test_a_page_of_an_earlier_version_put_back_is_named(small: Desk) -> None:
    page = small.settings.site / "claims" / "lamps.html"
    first = page.read_bytes()
    fix(small, "lamps", "void", "The source is a novel.")
    out(small)
    page.write_bytes(first)
    assert _named(verify(small)) == {("page-older", "site/claims/lamps.html")}
    out(small)
    assert page.read_bytes() != first
    assert verify(small).findings == []


PLANTED = [
    "evil.html",
    "claims/evil.html",
    "claims/lamps.html~",
    "claims/Lamps.html",
    "Index.html",
    "index.html.gz",
    ".htaccess",
    ".well-known/security.txt",
    "claims/evil/index.html",
    "find/2.js",
    "checks/99.html",
    "sitemap-7.xml",
    "embed/.hidden",
    "deep/er/and/deeper.js",
    "a\u202eb.html",
    "with space\n.html",
]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_file_is_named(published: Desk, site: Path, name: str) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("<script>evil()</script>", "utf-8")
    verified = verify(published)
    assert ("site-not-ours", f"site/{name}") in _named(verified)
    assert {code for code, _ in _named(verified)} == {"site-not-ours"}
    assert out(published).printed.written == []
    assert ("site-not-ours", f"site/{name}") in _named(verify(published))


def test_a_name_that_is_no_text_is_named(published: Desk, site: Path) -> None:
    Path(os.fsdecode(os.fsencode(site) + b"/\xff.html")).write_bytes(b"x")
    assert _named(verify(published)) == {("site-not-ours", "site/\\xff.html")}


def test_an_empty_folder_a_pipe_and_a_page_that_is_a_folder_are_named(published: Desk, site: Path) -> None:
    (site / "claims" / "empty").mkdir()
    os.mkfifo(site / "pipe")
    (site / "feed.xml").unlink()
    (site / "feed.xml").mkdir()
    assert _named(verify(published)) == {
        ("site-not-ours", "site/claims/empty"),
        ("site-not-ours", "site/pipe"),
        ("site-not-ours", "site/feed.xml"),
        ("page-missing", "site/feed.xml"),
    }


def test_a_link_in_place_of_a_file_or_a_folder_is_named_even_where_it_leads_to_the_same(
    published: Desk, site: Path, tmp_path: Path
) -> None:
    for name in ("index.html", "claims"):
        (site / name).rename(tmp_path / name)
        (site / name).symlink_to(tmp_path / name)
    (site / "dangling").symlink_to(tmp_path / "nothing")
    assert _named(verify(published)) == {
        ("site-not-ours", "site/index.html"),
        ("site-not-ours", "site/claims"),
        ("site-not-ours", "site/dangling"),
    }


def test_a_site_that_is_gone_is_named_once(published: Desk, site: Path) -> None:
    shutil.rmtree(site)
    assert _named(verify(published)) == {("site-missing", "site")}
    site.write_text("A file.", "utf-8")
    assert _named(verify(published)) == {("site-missing", "site")}
    site.unlink()
    site.mkdir()


def test_what_the_desk_put_there_itself_is_counted_and_not_checked(published: Desk, site: Path) -> None:
    (site / "CNAME").write_text("example.org", "utf-8")
    (site / ".well-known").mkdir()
    (site / ".well-known" / "security.txt").write_text("Write to us.", "utf-8")
    own = ("CNAME", ".well-known/", "index.html", "claims")
    desk = replace(published, settings=replace(published.settings, site_own=own))
    verified = verify(desk)
    assert (verified.findings, verified.own) == ([], 2)
    _flip(site / "index.html", 9)
    (site / "claims" / "evil.html").write_text("x", "utf-8")
    assert _named(verify(desk)) == {
        ("page-changed", "site/index.html"),
        ("site-not-ours", "site/claims/evil.html"),
    }


# What is on record


def _changed(desk: Desk, statement: str, **values: str) -> None:
    engine = create_engine(desk.settings.database_url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def test_a_changed_page_is_not_taken_over_with_a_list_that_was_changed_with_it(small: Desk) -> None:
    site, whole = small.settings.site, tree(small.settings.site)
    for name in ("index.html", "claims.json", "claims/lamps.html"):
        before = (small.settings.site / name).read_bytes()
        _flip(site / name, 700)
        listed = (site / "pages.json").read_text("utf-8")
        assert _sha(before) in listed
        listed = listed.replace(_sha(before), _sha((site / name).read_bytes()))
        (site / "pages.json").write_text(listed, "utf-8")
    assert len(verify(small).findings) == 4
    out(small)
    assert tree(site) == whole
    assert verify(small).findings == []


def _sha(content: bytes) -> str:
    return sha256(content).hexdigest()


def test_a_page_of_a_check_on_record_as_no_history_has_it_is_named(small: Desk) -> None:
    page = small.settings.site / "claims" / "lamps.html"
    _flip(page, 700)
    _changed(
        small,
        "UPDATE site_file SET sha256 = :new WHERE name = 'claims/lamps.html'",
        new=_sha(page.read_bytes()),
    )
    (small.settings.site / "claims" / "evil.html").write_text("x", "utf-8")
    _changed(small, "INSERT INTO site_file VALUES ('claims/evil.html', :new)", new=_sha(b"x"))
    assert _named(verify(small)) == {
        ("site-record", "site/claims/lamps.html"),
        ("site-record", "site/claims/evil.html"),
    }


def test_a_site_from_before_its_files_were_on_record_says_so_and_publishing_mends_it(small: Desk) -> None:
    _changed(small, "DELETE FROM site_file")
    verified = verify(small)
    assert (verified.findings, verified.files) == ([], 2)
    assert [(one.code, one.where) for one in verified.behind] == [("site-unrecorded", "site")]
    whole = tree(small.settings.site)
    _flip(small.settings.site / "claims" / "lamps.html", 5)
    assert _named(verify(small)) == {("page-changed", "site/claims/lamps.html")}
    _flip(small.settings.site / "index.html", 5)
    out(small)
    assert tree(small.settings.site) == whole
    assert (verify(small).findings, verify(small).behind) == ([], [])


def test_a_publication_to_another_folder_leaves_the_record_of_the_site(small: Desk, tmp_path: Path) -> None:
    fix(small, "lamps")
    publish(small, PublishRequest(tmp_path / "elsewhere"))
    verified = verify(small)
    assert verified.findings == []
    pages = {one.where for one in verified.behind if one.code == "site-behind"}
    log = {one.where for one in verified.behind if one.code == "site-unfinished"}
    assert pages == pages & {
        *("site/claims/lamps.html", "site/claims/lamps.1.html"),
        "site/embed/lamps.html",
    }
    assert log == {"site/log/checkpoint", "site/log/tile/0/000.p/2", "site/log/tile/entries/000.p/2"}
    assert len(pages) + len(log) == len(verified.behind)
    out(small)
    assert (verify(small).findings, verify(small).behind) == ([], [])


def test_a_backup_holds_the_site_as_it_is_on_record(small: Desk, tmp_path: Path) -> None:
    (small.settings.folder / "factcheck.toml").write_text(f'author = "Ana"\nbase_url = "{BASE}"\n', "utf-8")
    made = back_up(small, tmp_path / "desk.zip")
    restore(made.path, tmp_path / "again")
    _flip(small.settings.site / "index.html", 5)
    with pytest.raises(NotSoNow) as refused:
        back_up(small, tmp_path / "desk.zip")
    assert [one.where for one in refused.value.findings] == ["site/index.html"]


# A crash


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.slow
@pytest.mark.parametrize("at", range(16))
def test_a_crash_between_record_and_files_is_no_damage_and_the_next_publication_mends_it(
    small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before, names = tree(small.settings.site), Path.replace
    fix(small, "lamps")
    left = iter(range(at))

    def crashing(self: Path, target: Path) -> Path:
        if is_aside(self.name) and next(left, None) is None:
            raise Crash
        return names(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crashing)
        patch.setattr(Path, "unlink", _nothing)
        try:
            out(small, "lamps")
        except Crash:
            interrupted = True
        else:
            interrupted = False
    verified = verify(small)
    assert verified.findings == []
    assert bool(verified.behind) == interrupted
    assert before != tree(small.settings.site) or interrupted
    out(small)
    assert (verify(small).findings, verify(small).behind) == ([], [])
    publish(small, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(small.settings.site)


def _nothing(_path: Path, *, missing_ok: bool = False) -> None:
    """What a killed process takes away: nothing."""


def test_a_file_changed_after_a_crash_is_named_all_the_same(
    small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fix(small, "lamps")

    def crashing(_path: Path, _target: Path) -> Path:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crashing)
        with pytest.raises(Crash):
            out(small, "lamps")
    _flip(small.settings.site / "claims" / "lamps.html", 5)
    _flip(small.settings.site / "robots.txt", 5)
    assert _named(verify(small)) == {
        ("page-changed", "site/claims/lamps.html"),
        ("page-changed", "site/robots.txt"),
    }


def test_two_who_publish_at_once_leave_a_site_that_holds(small: Desk, tmp_path: Path) -> None:
    fix(small, "lamps")
    signed(small, "The bridge is old.", "old")
    with opened(small.settings.database_url, tmp_path, base_url=BASE) as other, ThreadPoolExecutor(2) as pool:
        done = [pool.submit(publish, one, PublishRequest(one.settings.site)) for one in (small, other)]
        went = [one for published in done for one in published.result().versions]
    assert sorted(went) == [("lamps", 2), ("old", 1)]
    assert (verify(small).findings, verify(small).behind) == ([], [])
    publish(small, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(small.settings.site)


def test_a_site_that_somebody_publishes_to_meanwhile_is_not_called_damaged(
    small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fix(small, "lamps")

    def publishing_first(folder: Path, on_record: SiteOnRecord) -> SiteCheck:
        out(small, "lamps")
        return check_folder(folder, on_record)

    with monkeypatch.context() as patch:
        patch.setattr("factcheck.workflow.transfer.verify.check_folder", publishing_first)
        verified = verify(small)
    assert (verified.findings, verified.files) == ([], 0)
    assert [(one.code, one.where) for one in verified.uncovered] == [("site-unchecked", "site")]
    assert (verify(small).findings, verify(small).uncovered) == ([], [])


# At an address


@pytest.fixture
def served(published: Desk) -> Iterator[tuple[Desk, ScriptedServer]]:
    """The site as a web server gives it, which the settings let through."""
    with ScriptedServer() as server:
        for name, content in tree(published.settings.site).items():
            server.say(f"/checks/{name}", answer(content))
        server.say("/checks/", answer((published.settings.site / "index.html").read_bytes()))
        fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
        yield replace(published, settings=replace(published.settings, fetch=fetch)), server


def _at_address(desk: Desk, server: ScriptedServer) -> set[tuple[str, str]]:
    check = check_address(desk, server.url("/checks"))
    return {(one.code, one.where.removeprefix(server.url("/checks/"))) for one in check.findings}


def test_a_site_at_an_address_is_held_file_by_file(served: tuple[Desk, ScriptedServer]) -> None:
    desk, server = served
    check = check_address(desk, server.url("/checks/index.html"))
    assert (check.findings, check.behind) == ([], [])
    assert check.held == set(tree(desk.settings.site))
    assert server.visits["/checks/"] == 1


@pytest.mark.parametrize(
    "name", ["index.html", "claims/lamps.html", "claims.json", "robots.txt", "pages.json"]
)
@pytest.mark.parametrize(
    ("said", "code"),
    [
        (lambda whole: answer(whole.replace(b"e", b"a", 1)), "page-changed"),
        (lambda _: answer("gone", "404 Not Found"), "page-missing"),
        (lambda _: answer("gone", "410 Gone"), "page-missing"),
        (lambda _: answer("no", "403 Forbidden"), "site-unread"),
        (lambda _: answer(b""), "page-changed"),
        (lambda whole: answer(whole, content_encoding="gzip"), "site-unread"),
        (lambda _: redirect("http://localhost:1/elsewhere"), "site-unread"),
    ],
    ids=["changed", "404", "410", "403", "empty", "no gzip", "redirect"],
)
def test_what_an_address_gives_otherwise_is_named(
    served: tuple[Desk, ScriptedServer], name: str, said: Callable[[bytes], bytes], code: str
) -> None:
    desk, server = served
    server.say(f"/checks/{name}", said((desk.settings.site / name).read_bytes()))
    assert _at_address(desk, server) == {(code, name)}
    assert not server.asked("/elsewhere")


def test_what_a_server_packs_or_sends_on_within_itself_is_read(served: tuple[Desk, ScriptedServer]) -> None:
    desk, server = served
    data, page = ((desk.settings.site / name).read_bytes() for name in ("claims.json", "scale.html"))
    server.say("/checks/claims.json", answer(gzip.compress(data), content_encoding="gzip"))
    server.say("/checks/scale.html", redirect("/checks/scale")).say("/checks/scale", answer(page))
    missing = (desk.settings.site / "404.html").read_bytes()
    server.say("/checks/404.html", answer(missing, "404 Not Found"))
    assert _at_address(desk, server) == set()


def test_the_front_page_is_held_under_both_its_addresses(served: tuple[Desk, ScriptedServer]) -> None:
    desk, server = served
    server.say("/checks/", answer("<p>Nothing to see."))
    assert _at_address(desk, server) == {("page-changed", "index.html")}


def test_an_earlier_version_given_at_an_address_is_named_as_such(
    small: Desk, served: tuple[Desk, ScriptedServer]
) -> None:
    _, server = served
    first = (small.settings.site / "claims" / "lamps.html").read_bytes()
    fix(small, "lamps", "void", "The source is a novel.")
    out(small)
    for name, content in tree(small.settings.site).items():
        server.say(f"/checks/{name}", answer(content))
    server.say("/checks/", answer((small.settings.site / "index.html").read_bytes()))
    server.say("/checks/claims/lamps.html", answer(first))
    fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
    desk = replace(small, settings=replace(small.settings, fetch=fetch))
    assert _at_address(desk, server) == {("page-older", "claims/lamps.html")}


def test_a_file_larger_than_is_fetched_is_told_as_not_checked(served: tuple[Desk, ScriptedServer]) -> None:
    desk, server = served
    server.say("/checks/feed.xml", answer(bytes(20_000_001)))
    assert _at_address(desk, server) == {("site-unread", "feed.xml")}


def test_a_file_that_unpacks_to_more_than_memory_has_is_told_as_not_checked(
    served: tuple[Desk, ScriptedServer],
) -> None:
    desk, server = served
    bomb = gzip.compress(bytes(100_000_001), 1)
    server.say("/checks/feed.xml", answer(bomb, content_encoding="gzip"))
    assert _at_address(desk, server) == {("site-unread", "feed.xml")}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (redirect("http://elsewhere.example/"), "sends its visitors on to another host, elsewhere.example"),
        ([End.CLOSE], "could not be fetched"),
    ],
    ids=["another host", "no answer"],
)
def test_a_site_whose_front_page_cannot_be_had_is_not_asked_for_more(
    served: tuple[Desk, ScriptedServer], said: Answer, why: str
) -> None:
    desk, server = served
    server.say("/checks/", said)
    with pytest.raises(BadInput, match=why):
        check_address(desk, server.url("/checks"))
    assert server.visits.keys() <= {"/robots.txt", "/checks/"}


def test_loopback_is_asked_only_where_the_settings_let_it_through(
    published: Desk, served: tuple[Desk, ScriptedServer]
) -> None:
    _, server = served
    with pytest.raises(BadInput, match="an address inside a network or reserved"):
        check_address(published, server.url("/checks"))
    assert server.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.org/checks", "ftp://example.org/", "file:///etc/passwd", "https://"),
        *("https://example.org/?a", "https://example.org/#b", "https://ana:secret@example.org/"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused(published: Desk, url: str) -> None:
    with pytest.raises(BadInput):
        check_address(published, url)


def test_a_desk_with_nothing_published_has_nothing_to_hold_a_site_to(
    database_url: str, tmp_path: Path
) -> None:
    with (
        opened(database_url, tmp_path) as desk,
        pytest.raises(NotSoNow, match="Nothing of the site is on record"),
    ):
        check_address(desk, "https://example.org/checks")
