"""The site on object storage: what is put there, in which order, and what happens when the server fails."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.archive.s3 import open_bucket
from factcheck.archive.site_bucket import SiteBucket
from factcheck.desk import Desk
from factcheck.errors import StorageUnavailable
from factcheck.settings import Fetching
from factcheck.workflow.site.check_address import check_address
from factcheck.workflow.site.publish_job import run_publish
from factcheck.workflow.site.upload import MEMORY
from tests.archive.careless_server import CarelessServer, Fault, careless_server
from tests.desks import opened, tree
from tests.object_server import BUCKET
from tests.servers import ScriptedServer, answer
from tests.sites import BASE, fix, out, signed


@pytest.fixture
def desk(tmp_path: Path, objects_url: str) -> Iterator[Desk]:
    """One check signed, at a desk that puts its site on object storage."""
    url = f"sqlite:///{tmp_path / 'factcheck.db'}"
    with opened(url, tmp_path, base_url=BASE, upload=objects_url, site_own=("CNAME",)) as desk:
        signed(desk, "The bridge has four lamps.", "lamps")
        desk.settings.site.mkdir()
        (desk.settings.site / "CNAME").write_text("example.org", "utf-8")
        yield desk


def _there(desk: Desk) -> dict[str, bytes]:
    store = open_bucket(desk.settings.upload or "")
    paths = [one["path"] for page in store.list() for one in page]
    return {path: bytes(store.get(path).bytes()) for path in paths}


def test_the_site_is_put_there_whole_with_what_the_desk_has_beside_it(desk: Desk) -> None:
    published = out(desk)
    whole = tree(desk.settings.site)
    assert _there(desk) == whole
    assert {"CNAME", "log/checkpoint", "claims/lamps.html", "pages.json"} <= whole.keys()
    assert published.uploaded
    assert (published.uploaded.put, published.uploaded.removed) == (len(whole), 0)


def test_a_server_says_of_each_file_what_it_is_and_that_it_is_to_be_asked_for_again(desk: Desk) -> None:
    out(desk)
    store = open_bucket(desk.settings.upload or "")
    wanted = {
        "index.html": "text/html; charset=utf-8",
        "claims.json": "application/json",
        "feed.xml": "application/atom+xml; charset=utf-8",
        "find/1.js": "text/javascript; charset=utf-8",
        "log/checkpoint": "text/plain; charset=utf-8",
        "log/tile/0/000.p/1": "application/octet-stream",
    }
    for name, kind in wanted.items():
        assert store.get(name).attributes == {"Content-Type": kind, "Cache-Control": "no-cache"}


@pytest.mark.parametrize("named", [(), ("lamps",)])
def test_a_correction_puts_what_changed_and_takes_away_what_is_gone_at_last(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...]
) -> None:
    out(desk)
    before, asked = tree(desk.settings.site), list[str]()
    put, remove = SiteBucket.put, SiteBucket.remove

    def putting(self: SiteBucket, path: str, *given: object) -> str:
        asked.append(path)
        return put(self, path, *given)  # type: ignore[arg-type]

    def removing(self: SiteBucket, path: str) -> None:
        asked.append(f"-{path}")
        remove(self, path)

    monkeypatch.setattr(SiteBucket, "put", putting)
    monkeypatch.setattr(SiteBucket, "remove", removing)
    fix(desk, "lamps")
    (desk.settings.site / "CNAME").unlink()
    out(desk, *named)
    after = tree(desk.settings.site)
    changed = {name for name, content in after.items() if before.get(name) != content}
    assert sorted(asked) == sorted([*changed, "-CNAME"])
    assert asked[-4:] == ["index.html", "claims.json", "pages.json", "-CNAME"]
    page = asked.index("claims/lamps.html")
    assert asked.index("embed/lamps.html") < page < asked.index("log/checkpoint") < asked.index("feed.xml")
    assert _there(desk) == after
    asked.clear()
    out(desk, *named)
    assert asked == []


def test_what_somebody_changed_or_took_away_there_is_put_right_and_what_is_theirs_stays(desk: Desk) -> None:
    out(desk)
    store = open_bucket(desk.settings.upload or "")
    store.put("index.html", b"<p>Not ours.")
    store.delete("feed.xml")
    store.put("claims/old.html", b"A page of ours from before.")
    store.put("letters/mine.txt", b"Not of the site.")
    published = out(desk)
    assert _there(desk) == {**tree(desk.settings.site), "letters/mine.txt": b"Not of the site."}
    assert published.uploaded
    assert (published.uploaded.put, published.uploaded.removed) == (2, 1)


@pytest.mark.parametrize("left", [None, b"", b"[]", b'{"to": 1}'])
def test_without_its_memory_nothing_is_put_there_twice(desk: Desk, left: bytes | None) -> None:
    out(desk)
    memory = desk.settings.folder / MEMORY
    memory.unlink() if left is None else memory.write_bytes(left)
    again = out(desk).uploaded
    assert again
    assert (again.put, again.removed) == (0, 0)


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", [0, 3, 9])
def test_an_upload_that_was_killed_is_completed_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    left, put = iter(range(after)), SiteBucket.put

    def killed(self: SiteBucket, path: str, *given: object) -> str:
        if next(left, None) is None:
            raise Crash
        return put(self, path, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(SiteBucket, "put", killed)
        with pytest.raises(Crash):
            out(desk)
    assert "index.html" not in _there(desk)
    assert out(desk, "lamps").uploaded
    assert _there(desk) == tree(desk.settings.site)


def test_a_file_that_was_changed_since_it_was_published_is_not_uploaded(desk: Desk) -> None:
    out(desk)
    (desk.settings.folder / MEMORY).unlink()
    open_bucket(desk.settings.upload or "").delete("scale.html")
    (desk.settings.site / "scale.html").write_text("tampered", "utf-8")
    fix(desk, "lamps")
    published = out(desk, "lamps")
    assert published.versions == [("lamps", 2)]
    assert "site/scale.html is not as it was published" in str(published.not_uploaded)
    assert out(desk).uploaded
    assert _there(desk) == tree(desk.settings.site)


def test_a_site_on_object_storage_is_held_to_the_record_where_readers_see_it(desk: Desk) -> None:
    out(desk)
    with ScriptedServer() as server:
        for name, content in _there(desk).items():
            server.say(f"/checks/{name}", answer(content))
        server.say("/checks/", answer(_there(desk)["index.html"]))
        fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
        check = check_address(
            replace(desk, settings=replace(desk.settings, fetch=fetch)), server.url("/checks")
        )
    assert check.findings == []
    assert check.held == tree(desk.settings.site).keys() - {"CNAME"}


@pytest.fixture
def careless(desk: Desk) -> Iterator[tuple[Desk, CarelessServer]]:
    """The same desk, and a server that can be told to fail."""
    with careless_server() as server:
        yield replace(desk, settings=replace(desk.settings, upload=f"s3://{BUCKET}/site")), server


@pytest.mark.parametrize("fault", [Fault.FORGETS, Fault.HALVES, Fault.OTHER_PAGE])
def test_a_server_that_fails_is_told_the_check_stays_published_and_the_next_completes_it(
    careless: tuple[Desk, CarelessServer], fault: Fault
) -> None:
    desk, server = careless
    server.fault = fault
    published = out(desk)
    assert published.versions == [("lamps", 1)]
    assert published.not_uploaded
    assert [(one.code, one.remedies[-1].act) for one in desk.told] == [("not-uploaded", "publish")]
    server.fault = Fault.NONE
    assert out(desk).uploaded
    held = {name.removeprefix("site/"): content for name, content in server.objects.items()}
    assert held == tree(desk.settings.site)


@pytest.mark.parametrize("code", ["AccessDenied", "NoSuchBucket"])
def test_what_a_server_refuses_is_told_in_words_and_tried_again_as_a_job(
    careless: tuple[Desk, CarelessServer], code: str
) -> None:
    desk, server = careless
    server.refuses = code
    with pytest.raises(StorageUnavailable, match=code):
        run_publish(desk, [])
    server.refuses = ""
    assert run_publish(desk, [])["uploaded"] == len(tree(desk.settings.site))
