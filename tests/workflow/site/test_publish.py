"""Publishing: what goes out and what does not, what is written again, and what a crash leaves."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, NotFound, NotSoNow, Remedy
from factcheck.model.public import PublicState, public_checks
from factcheck.report.urls import SiteUrls
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.edit import edit_claim, note_claim, withdraw_claim
from factcheck.workflow.site.build import SiteBuild
from factcheck.workflow.site.public_base import public_base
from factcheck.workflow.site.publish import PublishRequest, preview, publish
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened, records, take, tree, with_article
from tests.sites import BASE, PAGE, fix, held, out, sign, signed, tell_site

LISTS = {
    "index.html",
    "corrections.html",
    "feed.xml",
    "sitemap.xml",
    "claims.json",
    "claims.csv",
    "find/1.js",
    "pages.json",
}
ABOUT_ALL = {*LISTS, "scale.html", "how-to-read.html", "404.html", "robots.txt"}


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path, base_url=BASE) as desk:
        yield desk


@pytest.fixture
def sqlite_desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path, base_url=BASE) as desk:
        signed(desk, "The bridge has four lamps.", "lamps")
        yield desk


def _page(desk: Desk, name: str) -> str:
    return (desk.settings.site / name).read_text("utf-8")


def test_what_is_signed_goes_out_and_nothing_else(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    held(desk, "The bridge is old.", "old")
    published = out(desk)
    assert published.versions == [("lamps", 1)]
    log = {"checkpoint", "keys", "tile/0/000.p/1", "tile/entries/000.p/1"}
    assert set(tree(desk.settings.site)) == {
        *("claims/lamps.html", "claims/lamps.tlog-proof", "embed/lamps.html", *ABOUT_ALL),
        *(f"log/{name}" for name in log),
    }
    assert "The bridge is old." not in _page(desk, "index.html")


def test_the_act_names_every_page_by_its_digest_and_has_the_moment_the_page_shows(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    (record,) = records(desk)
    publication = record.publications[0]
    names = ("claims/lamps.html", "embed/lamps.html")
    bytes_of = {name: (desk.settings.site / name).read_bytes() for name in names}
    assert publication.pages == {name: hashlib.sha256(page).hexdigest() for name, page in bytes_of.items()}
    assert publication.url == f"{BASE}/claims/lamps.html"
    assert publication.at == record.events[-1].at == public_checks(record, desk.scales)[0].at
    assert verify(desk).findings == []


def test_a_second_publication_writes_nothing_and_adds_no_act(desk: Desk, tmp_path: Path) -> None:
    tell_site(desk, tmp_path)
    before, heads = tree(desk.settings.site), [one.head for one in records(desk)]
    again = out(desk)
    assert (again.printed.written, again.printed.removed, again.versions, again.again) == ([], [], [], [])
    assert tree(desk.settings.site) == before
    assert [one.head for one in records(desk)] == heads


def test_a_site_made_anew_from_the_record_is_the_same_to_the_byte(desk: Desk, tmp_path: Path) -> None:
    tell_site(desk, tmp_path)
    publish(desk, PublishRequest(tmp_path / "elsewhere"))
    assert tree(tmp_path / "elsewhere") == tree(desk.settings.site)


def test_the_same_acts_give_the_same_site_on_both_databases(tmp_path: Path, postgres_url: str) -> None:
    sites = []
    for url, folder in ((f"sqlite:///{tmp_path / 'a.db'}", "a"), (postgres_url, "b")):
        (tmp_path / folder).mkdir()
        with opened(url, tmp_path / folder, base_url=BASE) as desk:
            tell_site(desk, tmp_path / folder)
            sites.append(tree(desk.settings.site))
    assert sites[0] == sites[1]


def test_every_state_of_a_check_is_told(desk: Desk, tmp_path: Path) -> None:
    tell_site(desk, tmp_path)
    states = {one.claim.ref: public_checks(one, desk.scales)[-1].state for one in records(desk)}
    assert states == {
        "lamps": PublicState.CURRENT,
        "cost": PublicState.CURRENT,
        "plan": PublicState.CURRENT,
        "oldest": PublicState.VOID,
        "persian": PublicState.UNDER_CORRECTION,
        "six": PublicState.RECHECK,
    }
    assert {name for name in tree(desk.settings.site) if ".1." in name} == {
        "claims/lamps.1.html",
        "claims/cost.1.html",
    }


def test_a_correction_writes_its_pages_and_those_about_all(desk: Desk, tmp_path: Path) -> None:
    tell_site(desk, tmp_path)
    fix(desk, "plan")
    published = out(desk, "plan")
    assert published.versions == [("plan", 2)]
    assert set(published.printed.written) == {
        *("claims/plan.html", "claims/plan.1.html", "embed/plan.html", "claims/plan.tlog-proof"),
        *LISTS,
    }


def test_a_private_note_on_a_published_check_changes_no_page_and_adds_no_act(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    note_claim(desk, "lamps", "Ask the archive.")
    published = out(desk)
    assert published.again == []
    assert published.printed.new_pages == []
    assert [event.act for event in records(desk)[0].events[-2:]] == ["publish", "note"]


def test_a_check_that_drifted_says_so_and_stays(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    take(desk, "lamps", PAGE.replace(b"four", b"five"))
    published = out(desk)
    assert (published.versions, published.again) == ([], ["lamps"])
    assert "has changed since it was published" in _page(desk, "claims/lamps.html")


def test_a_correction_under_way_is_told_and_waits_for_its_verdict_or_for_its_name(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    fix(desk, "lamps", "major")
    published = out(desk)
    assert (published.versions, published.again, published.waiting) == ([], ["lamps"], ["lamps"])
    assert "This check is being corrected." in _page(desk, "claims/lamps.html")
    assert out(desk, "lamps").versions == [("lamps", 2)]
    assert "An earlier version, replaced" in _page(desk, "claims/lamps.1.html")


def test_a_changed_verdict_goes_out_by_itself_once_it_is_signed(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    fix(desk, "lamps", "major")
    sign(desk, "lamps", "false", "It has five.")
    assert out(desk).versions == [("lamps", 2)]


def test_a_void_check_keeps_its_text_under_a_notice_also_after_it_is_withdrawn(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    fix(desk, "lamps", "void", "The plan was a novel.")
    out(desk)
    assert "taken this check back" in _page(desk, "claims/lamps.html")
    withdraw_claim(desk, "lamps", "Not ours to say.")
    assert out(desk).again == []
    assert "taken this check back" in _page(desk, "claims/lamps.html")
    assert "Not ours to say." not in _page(desk, "claims/lamps.html")


def test_what_the_gate_stops_stays_and_everything_else_goes_on(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    signed(desk, "False: the bridge is old.", "old")
    published = out(desk)
    assert published.versions == [("lamps", 1)]
    assert [(one.code, one.where) for one in published.kept_back] == [("rating-word", "old: text")]
    assert "claims/old.html" not in tree(desk.settings.site)


def test_what_the_gate_stops_of_a_correction_leaves_the_old_version_with_a_notice(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    fix(desk, "lamps", "major")
    edit_claim(desk, "lamps", {"text": "False: the bridge has four lamps."}, "The words were cut.")
    sign(desk, "lamps", "false", "It has five.")
    published = out(desk)
    assert (published.versions, published.again) == ([], ["lamps"])
    assert [one.code for one in published.kept_back] == ["rating-word"]
    assert "It has five." not in _page(desk, "claims/lamps.html")
    assert "This check is being corrected." in _page(desk, "claims/lamps.html")


def test_named_claims_alone_go_out_and_a_named_one_that_is_not_signed_is_told(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    signed(desk, "The bridge is old.", "old")
    held(desk, "It rained.", "rain")
    published = out(desk, "lamps", "rain")
    assert published.versions == [("lamps", 1)]
    show = Remedy.by("show", "See what it lacks.", ref="rain")
    assert published.kept_back == [Finding("not-signed", "rain", "it is checking, not signed.", show)]


def test_a_preview_is_the_page_to_the_byte_that_a_publication_then_writes(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    signed(desk, "The bridge is old.", "old")
    moment = desk.clock()
    still = replace(desk, clock=lambda: moment)
    ahead = preview(still, "lamps")
    assert not desk.settings.site.exists()
    out(still, "lamps")
    assert (desk.settings.site / "claims/lamps.html").read_bytes() == ahead
    assert preview(still, "lamps") == ahead


def test_a_preview_of_what_would_be_kept_back_says_why(desk: Desk) -> None:
    held(desk, "It rained.", "rain")
    with pytest.raises(NotSoNow) as refused:
        preview(desk, "rain")
    assert [one.code for one in refused.value.findings] == ["not-signed"]


def test_a_claim_that_is_not_there_is_told_before_anything_is_written(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    with pytest.raises(NotFound, match='Did you mean "lamps"'):
        out(desk, "lamp")
    assert not desk.settings.site.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "base_url is not set"),
        ("ftp://example.org", "only http and https"),
        ("example.org", "only http and https"),
        ("https://example.org/?a=1", 'ends before any "\\?" or "#"'),
        ("https://example.org/#a", 'ends before any "\\?" or "#"'),
        ("https://", "names no site"),
        ("https://ana:secret@example.org", "user name or password"),
    ],
)
def test_without_a_usable_address_nothing_is_published(
    sqlite_desk: Desk, given: str | None, said: str
) -> None:
    nowhere = replace(sqlite_desk, settings=replace(sqlite_desk.settings, base_url=given))
    with pytest.raises(BadInput, match=said) as refused:
        out(nowhere)
    assert "base_url" in refused.value.message
    assert not sqlite_desk.settings.site.exists()


@pytest.mark.parametrize("given", ["https://example.org/checks", "https://example.org/checks/"])
def test_a_trailing_slash_makes_no_other_address(sqlite_desk: Desk, given: str) -> None:
    settings = replace(sqlite_desk.settings, base_url=given)
    site = SiteUrls(public_base(settings))
    assert site.claim("lamps") == "https://example.org/checks/claims/lamps.html"
    assert site.home == "https://example.org/checks/"


@pytest.mark.parametrize("content", [b"", b"tampered", None])
def test_a_page_that_was_changed_or_lost_is_named_and_mended(
    sqlite_desk: Desk, content: bytes | None
) -> None:
    out(sqlite_desk)
    whole, path = tree(sqlite_desk.settings.site), sqlite_desk.settings.site / "claims" / "lamps.html"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    code = "page-missing" if content is None else "page-changed"
    assert [(one.code, one.where) for one in verify(sqlite_desk).findings] == [
        (code, "site/claims/lamps.html")
    ]
    assert out(sqlite_desk).printed.written == ["claims/lamps.html"]
    assert tree(sqlite_desk.settings.site) == whole


class Crash(BaseException):
    """The process ends here."""


def _crash() -> Iterator[str]:
    raise Crash
    yield


def test_data_that_were_tampered_with_are_made_anew_from_the_record(desk: Desk) -> None:
    signed(desk, "The bridge has four lamps.", "lamps")
    signed(desk, "The bridge is old.", "old")
    out(desk)
    whole = tree(desk.settings.site)
    (desk.settings.site / "claims.json").write_bytes(whole["claims.json"].replace(b"four", b"five"))
    assert out(desk).printed.written == ["claims.json"]
    assert tree(desk.settings.site) == whole


@pytest.mark.parametrize("name", ["corrected", "void"])
def test_the_data_of_the_checks_that_stayed_are_those_of_the_record(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    with_article(desk, tmp_path / "told")
    for ref in ("lamps", "old", "steel"):
        signed(desk, f"The bridge has {ref}.", ref, article="bridges", tags=(ref, 'a, "b"'))
    out(desk)
    fix(desk, "old", "void" if name == "void" else "minor")
    out(desk, "old")
    publish(desk, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(desk.settings.site)


@pytest.mark.parametrize("at", range(12))
def test_a_crash_after_any_file_is_mended_by_the_next_publication(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    out(sqlite_desk)
    fix(sqlite_desk, "lamps")
    put, put_pieces, left = SiteBuild._put, SiteBuild.print_pieces, iter(range(at))

    def crashing(self: SiteBuild, name: str, content: bytes) -> None:
        if next(left, None) is None:
            raise Crash
        put(self, name, content)

    def crashing_half_way(self: SiteBuild, name: str, key: str, pieces: Iterable[str]) -> None:
        if next(left, None) is None:
            put_pieces(self, name, key, chain(islice(pieces, 1), _crash()))
        put_pieces(self, name, key, pieces)

    with monkeypatch.context() as patch:
        patch.setattr(SiteBuild, "_put", crashing)
        patch.setattr(SiteBuild, "print_pieces", crashing_half_way)
        with pytest.raises(Crash):
            out(sqlite_desk, "lamps")
    assert verify(sqlite_desk).findings == []
    mended = out(sqlite_desk)
    assert (mended.versions, mended.again) == ([], [])
    publish(sqlite_desk, PublishRequest(tmp_path / "anew"))
    assert tree(tmp_path / "anew") == tree(sqlite_desk.settings.site)
    assert verify(sqlite_desk).findings == []


def test_a_renamed_article_is_shown_anew_on_the_pages_of_its_checks(desk: Desk, tmp_path: Path) -> None:
    with_article(desk, tmp_path / "told")
    signed(desk, "The bridge has four lamps.", "lamps", article="bridges")
    signed(desk, "The bridge is old.", "old")
    out(desk)
    form = tmp_path / "told" / "articles" / "bridges.toml"
    form.write_text(form.read_text("utf-8").replace("The bridges of", "All bridges of"), "utf-8")
    import_dossiers(desk, tmp_path / "told")
    published = out(desk)
    assert published.again == ["lamps"]
    assert set(published.printed.new_pages) == {
        *("claims/lamps.html", "articles/bridges.html", "index.html"),
        *("claims.json", "claims.csv", "find/1.js"),
    }


def test_a_claim_moved_to_another_article_is_never_taken_for_unchanged(desk: Desk, tmp_path: Path) -> None:
    with_article(desk, tmp_path / "told")
    signed(desk, "The bridge has four lamps.", "lamps")
    out(desk)
    edit_claim(desk, "lamps", {"article": "bridges"}, None)
    assert out(desk).printed.new_pages == []
    assert "The bridges of the delta" not in _page(desk, "claims/lamps.html")


def test_a_contact_made_private_again_is_no_longer_shown(desk: Desk) -> None:
    held(desk, "The bridge has four lamps.", "lamps")
    contact(desk, "lamps", None, {"who": "The builder", "how": "by letter", "public": True})
    sign(desk, "lamps")
    out(desk)
    assert "The builder" in _page(desk, "claims/lamps.html")
    contact(desk, "lamps", "q1", {"public": False})
    out(desk)
    assert "The builder" not in _page(desk, "claims/lamps.html")


def test_the_desk_s_own_texts_become_pages_only_where_they_are(sqlite_desk: Desk) -> None:
    texts = sqlite_desk.settings.folder / "texts"
    texts.mkdir()
    (texts / "method.md").write_text("# Our way\n\nTwo people sign.", "utf-8")
    (texts / "funding.md").write_text(" \n", "utf-8")
    published = out(sqlite_desk)
    assert published.missing == ("funding", "complaints")
    assert "Two people sign." in _page(sqlite_desk, "method.html")
    assert 'href="../method.html"' in _page(sqlite_desk, "claims/lamps.html")
    assert "funding.html" not in _page(sqlite_desk, "index.html")
    (texts / "method.md").write_text("Three people sign.", "utf-8")
    assert set(out(sqlite_desk).printed.written) == {"method.html", "pages.json"}


def test_a_text_that_cannot_be_read_is_told_by_name(sqlite_desk: Desk) -> None:
    texts = sqlite_desk.settings.folder / "texts"
    texts.mkdir()
    (texts / "method.md").write_bytes(b"caf\xe9")
    with pytest.raises(BadInput, match=r"method\.md is not UTF-8"):
        out(sqlite_desk)


def test_files_of_others_in_the_site_are_left_alone(sqlite_desk: Desk) -> None:
    others = {"CNAME": b"example.org", "claims/mine.html": b"mine", "logo/logo.svg": b"<svg/>"}
    others |= {"robots.txt": b"User-agent: *\nDisallow: /drafts\n", "404.html": b"Gone fishing."}
    for name, content in others.items():
        path = sqlite_desk.settings.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    out(sqlite_desk)
    out(sqlite_desk)
    assert tree(sqlite_desk.settings.site).items() >= others.items()


def test_an_empty_desk_has_a_site_that_says_so(desk: Desk) -> None:
    assert out(desk).printed.pages == 10
    assert "Nothing is published yet." in _page(desk, "index.html")
    assert "No published check has been corrected so far." in _page(desk, "corrections.html")
