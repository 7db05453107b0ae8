"""Quotes of pictures and scans: a place that a person gives, words that a program reads, and who has to look."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, RuleRefused
from factcheck.model.evidence import Evidence, Region
from factcheck.model.vocabulary import Act, Outcome, RecheckResult, Standing
from factcheck.reading.document.worker_pool import WorkerPool
from factcheck.workflow.act import act_on
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.verdicts import Reasons, rate
from factcheck.workflow.evidence.cite import QuoteChoice, cite
from factcheck.workflow.evidence.find import find_passages
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.evidence.take_back import amend_evidence
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, by, opened, take
from tests.needed import need
from tests.reading.files import LOCKED, pdf
from tests.reading.pictures import (
    LINES,
    PERSIAN,
    blank,
    camera_exif,
    encoded,
    page_image,
    scan,
    scanned_pages,
)


@pytest.fixture(scope="module")
def readers() -> Iterator[WorkerPool]:
    with WorkerPool(1) as readers:
        yield readers


@pytest.fixture
def desk(tmp_path: Path, readers: WorkerPool) -> Iterator[Desk]:
    with opened("sqlite://", tmp_path) as desk:
        added(desk, "The bridge has 9 lamps.", ref="bridge")
        yield replace(desk, readers=readers)


def filed(desk: Desk, folder: Path, body: bytes, name: str = "notice.png", **fields: Any) -> str:
    path = folder / name
    path.write_bytes(body)
    return add_source(desk, "bridge", str(path), fields)


def quoted(desk: Desk, words: str, source: str = "s1", **choice: Any) -> Evidence:
    given = {"exact": words, "stance": "supports"}
    evidence = cite(desk, "bridge", source, given, QuoteChoice(**choice))
    return show_claim(desk, "bridge").quote(evidence)


def test_a_person_says_where_on_a_picture_the_words_stand(desk: Desk, tmp_path: Path) -> None:
    filed(desk, tmp_path, scan())
    quote = quoted(desk, LINES[1], region="xywh=40,150,800,70")
    assert (quote.standing, quote.capture, quote.position) == (Standing.FILED, "c1", None)
    assert quote.region == Region(x=40, y=150, width=800, height=70)
    assert (quote.who, quote.when, quote.machine_read) == ("Ana", desk.today().isoformat(), None)
    assert quote.picture
    assert rate(desk, "bridge", "true", Reasons("As it says.")).verdict
    assert verify(desk).findings == []


def test_a_place_on_a_page_of_a_scan_is_quoted_in_its_points(desk: Desk, tmp_path: Path) -> None:
    filed(desk, tmp_path, scanned_pages(2), "old.pdf")
    quote = quoted(desk, LINES[1], region="page=2&xywh=20,75,400,35")
    assert quote.region == Region(x=20, y=75, width=400, height=35, page=2)
    assert quote.picture
    with pytest.raises(BadInput, match="700 by 200"):
        quoted(desk, LINES[1], region="page=2&xywh=20,75,700,35")


def test_of_a_picture_that_was_fetched_the_quote_is_anchored(desk: Desk) -> None:
    add_source(desk, "bridge", "https://example.org/notice.png", {})
    take(desk, "bridge", scan())
    quote = quoted(desk, LINES[1], region="xywh=percent:0,37.5,100,25")
    assert (quote.standing, quote.region) == (Standing.ANCHORED, Region(x=0, y=150, width=1400, height=100))


OUTSIDE = {
    "xywh=40,150,2000,70": "1400 by 400",
    "xywh=1400,0,1,1": "1400 by 400",
    "xywh=percent:90,0,20,10": "not on the page",
    "page=2&xywh=0,0,5,5": "not among its 1",
    "page=0&xywh=0,0,5,5": "pages count from 1",
    "xywh=0,0,0,5": "at least 1 by 1",
    "xywh=-1,0,5,5": "no place",
    "xywh=1.5,0,5,5": "no place",
    "10,20,30,40": "no place",
    "": "no place",
}


def test_a_place_that_is_not_on_the_picture_is_refused(desk: Desk, tmp_path: Path) -> None:
    filed(desk, tmp_path, scan())
    for region, said in OUTSIDE.items():
        with pytest.raises(BadInput, match=said):
            quoted(desk, LINES[1], region=region)
    assert show_claim(desk, "bridge").evidence == ()


def test_a_place_is_quoted_of_nothing_that_is_no_picture(desk: Desk, tmp_path: Path) -> None:
    filed(desk, tmp_path, b"The bridge has 9 lamps.", "notice.txt")
    with pytest.raises(RuleRefused, match="a picture or a PDF"):
        quoted(desk, LINES[1], region="xywh=0,0,1,1")


def test_what_cannot_be_looked_at_is_refused_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    locked = filed(desk, tmp_path, pdf([[b"Secret"]], trailer=LOCKED), "locked.pdf")
    cut = filed(desk, tmp_path, scan()[:4000], "cut.png")
    for source, why in ((locked, "password"), (cut, "damaged or ends early")):
        with pytest.raises(BadInput, match=why):
            quoted(desk, LINES[1], source, region="xywh=0,0,1,1")


def test_a_turned_picture_is_quoted_as_it_is_seen(desk: Desk, tmp_path: Path) -> None:
    filed(desk, tmp_path, blank(300, 200, form="JPEG", exif=camera_exif(orientation=6)))
    with pytest.raises(BadInput, match="200 by 300"):
        quoted(desk, "Anything.", region="xywh=0,0,300,200")
    assert quoted(desk, "Anything.", region="xywh=0,0,200,300").picture


def test_what_a_program_read_is_no_evidence_before_a_person_has_looked(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, scan())
    quote = quoted(desk, "opened in 1935 and has 9 lamps")
    assert quote.machine_read
    assert quote.machine_read.startswith("tesseract")
    assert (quote.exact, quote.who, quote.standing) == (
        "opened in 1935 and has 9 lamps",
        None,
        Standing.FILED,
    )
    assert quote.region
    assert quote.region.x > 400
    with pytest.raises(RuleRefused, match="nobody has held them against it"):
        rate(desk, "bridge", "true", Reasons("As it says."))
    looked = amend_evidence(by(desk, "Ben"), "bridge", "e1", {"looked": True}, None)
    assert (looked.who, looked.when, looked.machine_read) == (
        "Ben",
        desk.today().isoformat(),
        quote.machine_read,
    )
    assert rate(desk, "bridge", "true", Reasons("As it says.")).verdict
    with pytest.raises(BadInput, match="still has to look"):
        amend_evidence(desk, "bridge", "e1", {"looked": True}, None)


@pytest.mark.parametrize("standing", ["anchored", "filed"])
def test_words_on_a_picture_that_nobody_says_who_read_are_refused(
    desk: Desk, tmp_path: Path, standing: str
) -> None:
    filed(desk, tmp_path, blank(300, 200))
    told = quoted(desk, "It is free.", region="xywh=0,0,200,100").plain()
    unread = {**told, "id": "e2", "standing": standing, "who": None, "when": None}
    with pytest.raises(RuleRefused, match="nobody says who read it there"):
        act_on(desk, "bridge", Act.CITE, {"evidence": Evidence.of(unread).plain()})


def test_who_looks_puts_the_words_right_and_nobody_else_does(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, scan())
    quoted(desk, LINES[1])
    with pytest.raises(RuleRefused, match="on record with these words"):
        amend_evidence(desk, "bridge", "e1", {"exact": "It was free."}, "A slip.")
    assert amend_evidence(desk, "bridge", "e1", {"looked": True, "exact": "It was paid."}, None).exact == (
        "It was paid."
    )
    with pytest.raises(RuleRefused, match="on record with these words"):
        amend_evidence(desk, "bridge", "e1", {"exact": "It was free."}, "A slip.")
    with pytest.raises(RuleRefused, match="not who acts"):
        cite(desk, "bridge", "s1", {"exact": LINES[1], "stance": "supports", "who": "Ben"})


@pytest.mark.parametrize("changed", [{"who": None}, {"who": None, "when": None, "standing": "filed"}])
def test_words_that_somebody_looked_at_never_wait_for_a_look_again(
    desk: Desk, tmp_path: Path, changed: dict[str, Any]
) -> None:
    filed(desk, tmp_path, blank(300, 200))
    told = quoted(desk, "It is free.", region="xywh=0,0,200,100").plain()
    seen = {**told, "id": "e2", "standing": "anchored", "machine_read": "Tesseract 5.3", "who": "Ana"}
    act_on(desk, "bridge", Act.CITE, {"evidence": Evidence.of(seen).plain()})
    unseen = Evidence.of({**seen, **changed}).plain()
    with pytest.raises(RuleRefused, match="on record with these words"):
        act_on(desk, "bridge", Act.AMEND, {"evidence": unseen, "why": "It was a slip."})
    assert amend_evidence(desk, "bridge", "e2", {"standing": "filed"}, "It is a file.").who == "Ana"


def test_who_quotes_may_have_looked_already(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, scan())
    assert quoted(desk, LINES[1], looked=True).who == "Ana"
    assert not show_claim(desk, "bridge").quote("e1").awaits_a_look


def test_unseen_words_of_a_program_are_in_no_conflict(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, scan())
    quoted(desk, LINES[1], region="xywh=40,150,800,70")
    cite(desk, "bridge", "s1", {"exact": LINES[0], "stance": "refutes"})
    assert not show_claim(desk, "bridge").in_conflict
    amend_evidence(desk, "bridge", "e2", {"looked": True}, None)
    assert show_claim(desk, "bridge").in_conflict


def test_where_a_program_reads_other_words_a_person_decides(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, scan())
    with pytest.raises(RuleRefused) as refused:
        quoted(desk, "The bridge was opened in 1936")
    assert "[-1936-]{+1935+}" in refused.value.message
    region = refused.value.remedies[0].arguments["region"]
    assert quoted(desk, "The bridge was opened in 1936", region=str(region)).machine_read is None
    assert (
        quoted(desk, "The bridge was opened in 1936", nearest=True).exact == "The bridge was opened in 1935"
    )


def test_words_from_right_to_left_are_found_in_the_language_of_the_source(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, encoded(page_image(PERSIAN, right_to_left=True)), language="fa")
    quote = quoted(desk, "پل در سال ۱۹۳۵")
    assert quote.region
    assert (quote.machine_read is not None, quote.region.x > 1000) == (True, True)


def test_of_a_long_scan_the_page_that_is_named_is_read(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, scanned_pages(12), "old.pdf")
    quote = quoted(desk, LINES[1], page=12)
    assert quote.region
    assert (quote.region.page, quote.machine_read is not None) == (12, True)
    assert quoted(desk, LINES[1]).region is None  # not on the first pages: filed on a person's word
    with pytest.raises(BadInput, match="not among its 12"):
        quoted(desk, LINES[1], page=13)


def test_words_that_stand_twice_on_a_picture_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, encoded(page_image((LINES[0], LINES[0]))))
    with pytest.raises(NotSoNow, match="2 places"):
        quoted(desk, LINES[0])
    second = quoted(desk, LINES[0], place=2)
    assert second.region
    assert second.region.y > 150


def test_a_passage_that_a_program_read_is_found_and_quoted(desk: Desk, tmp_path: Path) -> None:
    need("tesseract")
    filed(desk, tmp_path, scan())
    (best, *_) = find_passages(desk, "bridge").passages
    assert (best.exact, best.page) == (LINES[0], 1)
    evidence = cite(desk, "bridge", None, {"stance": "supports"}, QuoteChoice(passage=1))
    quote = show_claim(desk, "bridge").quote(evidence)
    assert quote.region
    assert (quote.region.fragment, quote.awaits_a_look) == (best.region, True)


def test_without_the_program_a_scan_is_quoted_on_a_persons_word(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    filed(desk, tmp_path, scan())
    with WorkerPool(1) as readers:
        _quoted_by_hand(replace(desk, readers=readers))


def _quoted_by_hand(desk: Desk) -> None:
    quote = quoted(desk, LINES[1])
    assert (quote.standing, quote.region, quote.machine_read) == (Standing.FILED, None, None)
    with pytest.raises(BadInput, match="apt install tesseract-ocr"):
        quoted(desk, LINES[1], page=1)
    with pytest.raises(NotFound):
        find_passages(desk, "bridge", "s2")


def test_a_picture_that_came_anew_is_the_same_byte_for_byte_or_for_a_person_to_look_at(desk: Desk) -> None:
    add_source(desk, "bridge", "https://example.org/notice.png", {})
    take(desk, "bridge", scan())
    quoted(desk, LINES[1], region="xywh=40,150,800,70")
    take(desk, "bridge", scan())
    take(desk, "bridge", blank(1400, 400))
    drift = show_claim(desk, "bridge").drift
    assert [one.rung for one in drift] == [RecheckResult.SAME_BYTES, RecheckResult.UNDETERMINED]


def test_a_picture_cut_short_is_not_evidence_that_it_lacks_anything(desk: Desk) -> None:
    add_source(desk, "bridge", "https://example.org/notice.png", {})
    take(desk, "bridge", scan(), Outcome.HTTP)
    with pytest.raises(RuleRefused, match="nothing of it is held"):
        quoted(desk, LINES[1], region="xywh=40,150,800,70")


def test_who_owns_the_scanner_is_not_on_record(desk: Desk, tmp_path: Path) -> None:
    owned = encoded(page_image(), "PDF", resolution=144, author="Canary")
    assert b"Canary" in owned or "Canary".encode("utf-16-be") in owned
    filed(desk, tmp_path, owned, "old.pdf")
    assert [one.proposed for one in show_claim(desk, "bridge").captures] == [None]
