"""The picture of a quote from the capture to the pages: made once, shown beside its words, checked, gone with them."""

import json
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from factcheck.archive.picture_warc import read_picture
from factcheck.desk import Desk
from factcheck.errors import RuleRefused
from factcheck.model.evidence import Evidence, Region
from factcheck.model.pictures import held_pictures
from factcheck.model.vocabulary import Act, Standing
from factcheck.report.outputs.markdown import check_as_markdown
from factcheck.workflow.act import act_on
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.evidence import passage_picture
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import SourceChange, add_source, change_source
from factcheck.workflow.evidence.take_back import amend_evidence, drop_evidence
from factcheck.workflow.site.report import ReportRequest, report_desk
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, capture_path, engine_at, opened, tree
from tests.needed import looks_into_files
from tests.pictured import QUOTE, draw, pictured
from tests.sites import BASE, fix, out, sign

WHY = "A court asked for it."


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path / "desk", base_url=BASE) as desk:
        pictured(desk)
        yield desk


def quote(desk: Desk) -> Evidence:
    return show_claim(desk, "lamps").evidence[0]


def images(desk: Desk) -> dict[str, bytes]:
    return {name: page for name, page in tree(desk.settings.site).items() if name.startswith("images/")}


def shown(page: bytes) -> dict[str, str]:
    """The attributes of the one picture of a quote on a page."""
    (found,) = re.findall(r'<figure class="passage">.*?<img ([^>]*)>', page.decode())
    return {name: unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', found)}


def damage(desk: Desk, digest: str) -> None:
    path = capture_path(desk, digest)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


def test_a_quote_found_on_a_drawn_page_has_its_place_and_its_picture(desk: Desk) -> None:
    one = quote(desk)
    assert one.standing is Standing.ANCHORED
    assert one.region == Region(x=276, y=70, width=369, height=20)
    picture = read_picture(desk.archive, one.picture or "")
    assert picture
    assert picture.cut_from == show_claim(desk, "lamps").captures[0].record
    assert Image.open(BytesIO(picture.png)).size == picture.size
    assert Region.around((picture.place, one.region)) == picture.place


def test_a_quote_copied_by_hand_gets_its_picture_when_it_is_found_later(desk: Desk) -> None:
    added(desk, "It was drawn in 1931.", ref="plan")
    add_source(desk, "plan", "https://example.org/lamps", {"title": "The plan"})
    cite(desk, "plan", "s1", {"exact": "It was drawn in 1931", "stance": "supports"})
    draw(desk, "plan")
    (found,) = show_claim(desk, "plan").evidence
    assert (found.standing, found.region and found.region.height) == (Standing.ANCHORED, 50)
    assert read_picture(desk.archive, found.picture or "")


def test_the_same_quote_of_the_same_capture_keeps_its_id_and_its_file(desk: Desk) -> None:
    before = quote(desk)
    assert cite(desk, "lamps", "s1", {"exact": QUOTE, "stance": "supports"}) == before.id
    again = cite(desk, "lamps", "s1", {"exact": QUOTE, "stance": "context"})
    assert show_claim(desk, "lamps").quote(again).picture == before.picture


def test_what_an_elided_quote_leaves_out_is_not_marked(desk: Desk) -> None:
    key = cite(
        desk, "lamps", "s1", {"exact": "The plan of the works […] was drawn in 1931", "stance": "context"}
    )
    region = show_claim(desk, "lamps").quote(key).region
    assert region
    assert region.height == 50


def test_without_pillow_the_quote_is_anchored_with_its_place_and_no_picture(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_picture, "find_spec", lambda _: None)
    key = cite(desk, "lamps", "s1", {"exact": "It was drawn in 1931", "stance": "context"})
    one = show_claim(desk, "lamps").quote(key)
    assert (one.standing, one.picture) == (Standing.ANCHORED, None)
    assert one.region
    assert [found.code for found in desk.told] == ["no-picture"]
    assert "[images]" in str(desk.told[0])


def test_a_confidential_source_has_no_picture(desk: Desk) -> None:
    pictured(desk, "secret", confidential=True)
    one = show_claim(desk, "secret").evidence[0]
    assert (one.region, one.picture) == (None, None)


def test_a_picture_of_nothing_that_is_held_is_refused(desk: Desk) -> None:
    one = quote(desk)
    told = {**one.plain(), "id": "e2", "exact": "Words"}
    for wrong in (
        {**told, "region": None},
        {**told, "capture": None, "standing": "transcribed", "who": "Ana", "when": "2026"},
    ):
        body = {name: value for name, value in wrong.items() if value is not None}
        with pytest.raises(RuleRefused, match="picture of nothing"):
            act_on(desk, "lamps", Act.CITE, {"evidence": body})


def test_a_quote_that_is_no_longer_held_has_no_picture(desk: Desk) -> None:
    after = amend_evidence(desk, "lamps", "e1", {"standing": "transcribed"}, "It was another page.")
    assert (after.region, after.picture) == (None, None)
    assert [one.evidence for one in held_pictures(show_claim(desk, "lamps"))] == ["e1"]
    assert verify(desk).findings == []


def test_the_page_shows_the_picture_with_the_same_in_words(desk: Desk) -> None:
    out(desk, sign(desk, "lamps"))
    (name,) = images(desk)
    assert name == f"images/lamps.{(quote(desk).picture or '')[:16]}.png"
    page = tree(desk.settings.site)["claims/lamps.html"]
    told = shown(page)
    assert told["src"] == f"../{name}"
    assert (told["width"], told["height"]) == tuple(map(str, Image.open(BytesIO(images(desk)[name])).size))
    assert told["loading"] == "lazy"
    assert re.fullmatch(
        r"The passage on the page of example\.org, as a browser drew it on .* 20\d\d\. "
        rf"The quoted words are marked: “{QUOTE}”",
        re.sub("[\u2066-\u2069]", "", told["alt"]),
    )
    assert b"img-src &#39;self&#39; data:" in page or b"img-src 'self' data:" in page


def test_the_picture_is_the_same_bytes_each_time(desk: Desk) -> None:
    out(desk, sign(desk, "lamps"))
    before = images(desk)
    fix(desk, "lamps")
    out(desk, "lamps")
    assert images(desk) == before
    assert verify(desk).findings == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("picture", "0" * 64), ("region", '{"x": 1, "y": 1, "width": 1, "height": 1, "page": 1}')],
)
def test_a_row_that_was_changed_is_found(desk: Desk, database_url: str, column: str, value: str) -> None:
    with engine_at(database_url) as engine, engine.begin() as connection:
        connection.execute(text(f"UPDATE evidence SET {column} = :value"), {"value": value})  # noqa: S608
    assert [(one.code, one.where) for one in verify(desk).findings] == [
        ("row-changed", f"lamps evidence e1 {column}")
    ]


@looks_into_files
def test_a_flipped_byte_is_found_in_the_archive_and_on_the_site(desk: Desk) -> None:
    out(desk, sign(desk, "lamps"))
    assert verify(desk).findings == []
    assert verify(desk).pictures == 1
    (name,) = images(desk)
    path = desk.settings.site / name
    content = path.read_bytes()
    path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert [one.where for one in verify(desk).findings] == [f"site/{name}"]
    out(desk)
    assert verify(desk).findings == []
    damage(desk, quote(desk).picture or "")
    assert [(one.code, one.where) for one in verify(desk).findings] == [
        ("capture-changed", "lamps evidence e1 picture")
    ]


def test_a_picture_that_is_missing_or_of_something_else_is_found(desk: Desk) -> None:
    digest = quote(desk).picture or ""
    desk.archive.remove(digest)
    assert [(one.code, one.where) for one in verify(desk).findings] == [
        ("capture-missing", "lamps evidence e1 picture")
    ]
    other = {**quote(desk).plain(), "id": "e2", "picture": show_claim(desk, "lamps").captures[0].record}
    act_on(desk, "lamps", Act.CITE, {"evidence": other})
    codes = [one.code for one in verify(desk).findings]
    assert codes == ["capture-missing", "picture-foreign"]


@pytest.mark.parametrize("moved", [{"y": 5_000}, {"page": 2}])
def test_the_picture_of_another_place_is_found(desk: Desk, moved: dict[str, int]) -> None:
    told = quote(desk).plain()
    other = {**told, "id": "e2", "stance": "context", "region": {**told["region"], **moved}}
    act_on(desk, "lamps", Act.CITE, {"evidence": other})
    assert [(one.where, one.said) for one in verify(desk).findings] == [
        ("lamps evidence e2 picture", "shows another place of c1 than that of the quote.")
    ]


def test_words_that_are_taken_out_take_their_picture_with_them(desk: Desk) -> None:
    out(desk, sign(desk, "lamps"))
    digest = quote(desk).picture or ""
    line = next(one.seq for one in show_claim(desk, "lamps").events if one.act is Act.CITE)
    done = redact(desk, "lamps", [str(line)], WHY)
    assert done.pictures == 1
    assert not desk.archive.has(digest)
    out(desk)
    assert images(desk) == {}
    found = verify(desk)
    assert (found.findings, found.behind) == ([], [])


def test_a_capture_that_is_taken_out_takes_the_pictures_cut_from_it_along(desk: Desk) -> None:
    digest = quote(desk).picture or ""
    drop_evidence(desk, "lamps", "e1", "It is from another year.")
    assert redact(desk, "lamps", ["c1"], WHY).pictures == 1
    assert not desk.archive.has(digest)
    assert verify(desk).findings == []


def test_a_picture_stays_while_another_claim_shows_the_same(desk: Desk) -> None:
    one = quote(desk)
    capture = show_claim(desk, "lamps").captures[0].plain()
    added(desk, "It has lamps.", ref="twin")
    add_source(desk, "twin", "https://example.org/lamps", {"title": "The plan"})
    act_on(desk, "twin", Act.CAPTURE, {"capture": capture})
    act_on(desk, "twin", Act.CITE, {"evidence": one.plain()})
    redact(desk, "lamps", ["c1"], WHY)
    assert desk.archive.has(one.picture or "")
    redact(desk, "twin", ["c1"], WHY)
    assert not desk.archive.has(one.picture or "")


def test_what_became_confidential_shows_its_picture_no_more(desk: Desk) -> None:
    out(desk, sign(desk, "lamps"))
    change_source(desk, "lamps", "s1", {"confidential": True}, SourceChange(why="They asked for it."))
    out(desk)
    assert images(desk) == {}
    assert b'<figure class="passage">' not in tree(desk.settings.site)["claims/lamps.html"]
    assert verify(desk).findings == []


def test_dossiers_carry_the_picture_to_another_desk(desk: Desk, tmp_path: Path) -> None:
    export_dossiers(desk, tmp_path / "out")
    with opened(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other", base_url=BASE) as other:
        import_dossiers(other, tmp_path / "out")
        assert quote(other) == quote(desk)
        assert read_picture(other.archive, quote(other).picture or "")
        assert verify(other).findings == []


def test_the_report_of_the_desk_shows_it_too_in_a_folder_and_in_one_file(desk: Desk, tmp_path: Path) -> None:
    report_desk(desk, ReportRequest(tmp_path / "report"))
    assert f"images/lamps.{(quote(desk).picture or '')[:16]}.png" in tree(tmp_path / "report")
    assert report_desk(desk, ReportRequest(tmp_path / "report")).written == []
    report_desk(desk, ReportRequest(tmp_path / "one", single=True))
    page = tree(tmp_path / "one")["report.html"]
    assert shown(page)["src"].startswith("data:image/png;base64,")


def test_data_and_markdown_lead_to_the_picture(desk: Desk) -> None:
    out(desk, sign(desk, "lamps"))
    (name,) = images(desk)
    (check,) = json.loads((desk.settings.site / "claims.json").read_text("utf-8"))["claims"]
    assert check["evidence"][0]["picture"] == f"{BASE}/{name}"
    assert check["evidence"][0]["region"] == {"x": 276, "y": 70, "width": 369, "height": 20, "page": 1}
    assert f"[The words on the page](<{BASE}/{name}>)" in check_as_markdown(check)


def test_a_history_without_pictures_is_read_as_before() -> None:
    told = {"id": "e1", "source": "s1", "stance": "supports", "standing": "transcribed", "exact": "x"}
    one = Evidence.of({**told, "who": "Ana", "when": "2026"})
    assert not {"region", "picture"} & one.plain().keys()
