"""A desk for tests: a real database and archive, a clock that ticks, ids that count, and a story told on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from unittest import SkipTest
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import SQLModel

from factcheck.archive.places import archive_at
from factcheck.archive.storage import path_of
from factcheck.desk import Desk, TimeOrderedIds, open_desk, utc_now
from factcheck.exchange.log.desk_key import key_from, read_desk_key, write_desk_key
from factcheck.model.earlier import EarlierCheck
from factcheck.model.publishing import next_version
from factcheck.model.record import ArticleRecord, Record, next_id
from factcheck.model.signing import signing_digest
from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Act, CorrectionKind, Decision, Outcome
from factcheck.settings import Settings
from factcheck.store import search_tables, tables
from factcheck.store.engine import make_engine
from factcheck.work.at_once import run_job_at_once
from factcheck.workflow.act import open_claim
from factcheck.workflow.articles.sentences import add_article, skip_sentences
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import (
    assign_claim,
    edit_claim,
    note_claim,
    rename_claim,
    withdraw_claim,
)
from factcheck.workflow.claims.read_since import mark_read
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.earlier.tell_apart import take_back_apart, tell_apart
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.make_capture import keep_visit
from factcheck.workflow.evidence.record_capture import put_capture
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.site.public_log import LogRequest, PublicLog
from factcheck.workflow.transfer.imports import import_dossiers
from tests.followed_story import tell_followed
from tests.kept_on import archive_of, database_of
from tests.new_tables import make_tables

INDEX = {
    one.name
    for one in (
        search_tables.SEARCHABLE,
        search_tables.WORDS,
        search_tables.WORD_CHANGES,
        search_tables.VECTORS,
        search_tables.BLOCKS,
    )
}
"""The tables that are made of what others hold, so that it can be looked up."""
STAMPS = tables.LogStampRow.__tablename__
"""The table of time stamps, which takes an authority to fill."""

TABLES = {
    table.name: table
    for table in tables.ClaimRow.metadata.sorted_tables
    if table.name not in {*INDEX, STAMPS}
}
"""Every other table of the desk, parents first."""

ARTICLE = """\
title = "The bridges of the delta"
ref = "bridges"
url = "https://example.org/bridges"
publisher = "The Delta Times"
byline = "Ana Ruiz"
published_on = "2026-10"
language = "en"
context = "Read on paper first."
"""
ARTICLE_TEXT = (
    "The bridges of the delta\n\nThe bridge opened in 1932. Nobody counted the 9 lamps. It is loved."
)
_OPENED = ARTICLE_TEXT.index("opened in 1932")
PLACE = {
    "start": _OPENED,
    "end": _OPENED + len("opened in 1932"),
    "prefix": "bridges of the delta\n\nThe bridge",
    "suffix": ". Nobody counted the 9 lamps. It",
    "text_digest": sha256(ARTICLE_TEXT.encode()).hexdigest(),
}


@dataclass
class Ticking:
    """A clock that moves a minute each time it is read."""

    at: datetime = datetime(2026, 11, 3, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """One minute later than the last time."""
        self.at += timedelta(minutes=1)
        return self.at


@dataclass
class Counting:
    """Ids that count, so that they sort in the order of entry."""

    numbers: Iterator[int]

    def __call__(self) -> UUID:
        """The next id."""
        return UUID(int=next(self.numbers))


@contextmanager
def opened(url: str, folder: Path, author: str = "Ana", **settings: object) -> Iterator[Desk]:
    """The desk behind a database URL, with its archive and folders in `folder`; it draws images where told to."""
    url = database_of(url)
    make_tables(url)
    steady_key(folder)
    known = Settings(folder=folder, name="The test desk", author=author, database_url=url, share_images=False)
    known = replace(known, archive_at=archive_of(folder))
    with open_desk(replace(known, **settings), run_job_at_once) as desk:  # type: ignore[arg-type]
        yield replace(desk, clock=Ticking(), new_id=Counting(count(1)))


@contextmanager
def opened_as_is(url: str, folder: Path) -> Iterator[Desk]:
    """The same with the clock and the ids that a desk has, which differ from those of every other process."""
    with opened(url, folder) as desk:
        yield replace(desk, clock=utc_now, new_id=TimeOrderedIds(utc_now))


def by(desk: Desk, name: str) -> Desk:
    """The same desk with somebody else at it."""
    return replace(desk, settings=replace(desk.settings, author=name))


def steady_key(folder: Path, seed: int = 7) -> None:
    """The key that a desk in this folder signs its log with: the same each time, unless it has one."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "log.key").exists():
        write_desk_key(folder / "log.key", key_from(bytes([seed]) * 32))


def moved(desk: Desk, folder: Path) -> Desk:
    """The same desk with its folders elsewhere and its clock and ids begun again."""
    steady_key(folder)
    settings = replace(desk.settings, folder=folder, archive_at=archive_of(folder))
    return replace(
        desk,
        settings=settings,
        archive=archive_at(settings.archive),
        clock=Ticking(),
        new_id=Counting(count(1)),
    )


def capture_path(desk: Desk, digest: str) -> Path:
    """The file in which the desk's archive has a capture or would have it; the test ends here where it is no folder."""
    if "://" in desk.settings.archive:
        raise SkipTest("It looks at the files of an archive in a folder.")
    return Path(desk.settings.archive) / path_of(digest)


def kept_bytes(desk: Desk, digest: str) -> bytes:
    """What the desk's archive has of a capture."""
    with desk.archive.get(digest) as file:
        return file.read()


@contextmanager
def engine_at(url: str) -> Iterator[Engine]:
    """An engine of the test's own for the database, closed in the end."""
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def emptied(url: str) -> None:
    """Take every row out of every table of the database."""
    with engine_at(url) as engine, engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


def added(desk: Desk, text: str, **fields: object) -> str:
    """The ref of a new claim."""
    return add_claims(desk, [("here", {"text": text, **fields})], "here").refs[0]


def records(desk: Desk) -> list[Record]:
    """Everything known of every claim, by ref."""
    with desk.store.reading() as ledger:
        return sorted(ledger.records(), key=lambda record: record.claim.ref)


def articles(desk: Desk) -> list[ArticleRecord]:
    """Every article."""
    with desk.store.reading() as ledger:
        return ledger.articles()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


CHECK = EarlierCheck.of(
    {
        "text": "The bridge is the longest in the country.",
        "url": "https://checks.example/longest",
        "title": "No, the delta's bridge is not the longest",
        "claimant": "A brochure",
        "claimed_on": "2025",
        "rating": "Mostly false",
        "rating_number": 2,
        "best": 5,
        "worst": 1,
        "summary": "Two are longer.",
        "body": "We measured all of them.",
        "publisher": "The Measurers",
        "publisher_url": "https://checks.example",
        "published_on": "2025-06-01",
        "language": "en",
        "appearances": ("https://example.org/brochure",),
        "raw": "{}",
    }
)
"""What another desk published."""


def with_article(desk: Desk, folder: Path) -> None:
    """Bring in the article "bridges"."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "articles" / "bridges.toml").write_text(ARTICLE, "utf-8")
    import_dossiers(desk, folder)


def printed(desk: Desk, ref: str) -> Record:
    """A claim after a printing of its pages, put on record as it is: its next version, or the one that is out again."""
    log = read_desk_key(desk.settings.log_key).log_id
    with desk.store.writing() as ledger:
        before = ledger.record(ref)
        version, out = next_version(before, desk.scales) or 1, before.version
        again = out.first if out and out.first.version == version else None
        verdict = before.verdict.id if before.verdict else "v1"
        digest = signing_digest(before, desk.scales) if before.verdict else "0" * 64
        publication = {
            "id": next_id("p", before.publications),
            "version": version,
            "verdict": again.verdict if again else verdict,
            "digest": again.digest if again else digest,
            "url": f"https://example.org/claims/{ref}/",
            "pages": {f"claims/{ref}/index.html": "ab" * 32},
            "leaf": {"log": log, "index": ledger.log.next_index(log)},
        }
        after = desk.after(before, Act.PUBLISH, {"publication": publication})
        ledger.append(before, after)
        return after


def tell_all(desk: Desk, folder: Path) -> None:
    """A desk with an article and claims in every status, in which every column holds something somewhere."""
    with_article(desk, folder / "told")
    draft = folder / "draft.txt"
    draft.write_text(ARTICLE_TEXT, "utf-8")
    add_article(desk, str(draft), b"", {"ref": "bridges"})
    skip_sentences(desk, "bridges", [4], "Everybody says so.")
    _tell_signed(desk, folder)
    _tell_published(desk, folder)
    _tell_conflict(desk)
    _tell_drift(desk)
    with desk.store.writing() as ledger:
        ledger.shelve([CHECK])
    confirm(desk, "bridge-lanes", CHECK.url)
    confirm(
        desk, added(desk, "The bridge opened in 1932 already.", ref="twin"), "bridge-1932", take_over=True
    )
    tell_apart(desk, "twin", CHECK.url, "That is another bridge.")
    tell_apart(desk, "bridge-lanes", "twin")
    take_back_apart(desk, "bridge-lanes", "twin", "By mistake.")
    plan = folder / "plan.txt"
    plan.write_text("The plan of 1929.", "utf-8")
    planned = added(desk, "The bridge was planned in 1929.", ref="plan", deadline="2026-12")
    rename_claim(desk, planned, planned := "bridge-plan")
    add_source(desk, planned, str(plan), {})
    contact(desk, planned, None, {"who": "The planner", "how": "by letter"})
    _tell_comments(desk, planned)
    submit(desk, "twin", to="Ben")
    added(desk, "Nobody has looked at this.")
    assign_claim(desk, added(desk, "Somebody looks at this."), "Cem")
    gone = added(desk, "This was never said.")
    withdraw_claim(desk, gone, "It was never said.")
    _tell_site(desk)
    tell_followed(desk, CHECK)


def _tell_comments(desk: Desk, ref: str) -> None:
    """Comments on a place and to somebody, answered, resolved and open again, and one who has read all of it."""
    place = CommentPlace("c1", "plan of 1929")
    first = add_comment(by(desk, "Ben"), ref, "Which of the plans?", place, "Cem")
    reply(desk, ref, first.id, "The second.")
    resolve(desk, ref, [first.id])
    reply(by(desk, "Ben"), ref, "m2", "There was a third.")
    resolve(desk, ref, [add_comment(desk, ref, "Done.").id])
    mark_read(by(desk, "Ben"), ref)


def _tell_site(desk: Desk) -> None:
    """A site of two files, which are on record, and its log."""
    PublicLog(desk, desk.settings.site, "https://example.org", LogRequest()).bring_up_to_date()
    files = {
        "index.html": b"<!doctype html><title>Checks</title>",
        "robots.txt": b"User-agent: *\nAllow: /\n",
    }
    desk.settings.site.mkdir(exist_ok=True)
    for name, content in files.items():
        (desk.settings.site / name).write_bytes(content)
    with desk.store.writing() as ledger:
        standing = {name: sha256(content).hexdigest() for name, content in files.items()}
        ledger.site_files().settle(standing, standing)


def _tell_signed(desk: Desk, folder: Path) -> None:
    ref = added(
        desk,
        "The bridge opened in 1932.",
        ref="bridge-1932",
        quote="opened in 1932",
        claimant="The mayor",
        claimant_type="person",
        claimed_on="2026-10-01/2026-10-02",
        said_in="https://example.org/speech",
        appearances=("https://example.org/a",),
        article="bridges",
        locator="paragraph 2",
        sentence="The bridge, she says, “opened in 1932”.",
        place=PLACE,
        kind="date",
        context="A speech.",
        would_settle="The log of the works.",
        tags=("bridge", "delta"),
        language="en",
    )
    note_claim(desk, ref, "Ask the archive.")
    scan = folder / "log.txt"
    scan.write_text("The bridge was opened on 1 May 1932.", "utf-8")
    described = {
        "publisher": "City archive",
        "author": "The engineer",
        "published_on": "1932",
        "kind": "primary",
        "origin": "works-log",
        "party_to_dispute": True,
        "language": "en",
        "note": "A scan.",
    }
    log = add_source(desk, ref, str(scan), described)
    talk = add_source(desk, ref, None, {"kind": "conversation", "title": "The engineer's son"})
    cite(desk, ref, log, {"exact": "opened on 1 May 1932", "stance": "supports", "prefix": "was "})
    told = {"exact": "My father said so.", "who": "The son", "when": "2026-10-30", "how": "by telephone"}
    cite(desk, ref, talk, {**told, "stance": "context", "suffix": "And more.", "note": "He was there."})
    rate(desk, ref, "true", Reasons("The log says so.", "It opened in 1932."))
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.RETURN, "Say which log.", None)
    rate(desk, ref, "true", Reasons("The log of the works says so.", "It opened in 1932."))
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, "Read it.", None)


def _tell_published(desk: Desk, folder: Path) -> None:
    """A check that was published and corrected, by a day, with somebody who answered and one who did not."""
    ref = added(desk, "The bridge has two lanes.", ref="bridge-lanes")
    plan = folder / "lanes.txt"
    plan.write_text("The bridge was built with two lanes.", "utf-8")
    source = add_source(desk, ref, str(plan), {"kind": "primary", "title": "Plan of the lanes"})
    cite(desk, ref, source, {"exact": "built with two lanes", "stance": "supports"})
    asked = contact(
        desk, ref, None, {"who": "The mayor", "how": "by letter", "asked": "Two?", "public": True}
    )
    contact(desk, ref, asked.id, {"answered": "Two.", "answered_on": "2026-11-04"})
    contact(desk, ref, None, {"who": "The builder", "how": "by telephone", "no_answer": True})
    rate(desk, ref, "true", Reasons("The plan says so.", "It has two lanes."))
    _sign(desk, ref)
    printed(desk, ref)
    correct(desk, ref, CorrectionKind.MAJOR, "A lane was closed in 1950.", "We had read the plan alone.")
    rate(desk, ref, "half-true", Reasons("The plan says so, and one lane is closed.", "It had two lanes."))
    _sign(desk, ref)
    printed(desk, ref)


def _sign(desk: Desk, ref: str) -> None:
    submit(desk, ref, "2026-12-01")
    review(by(desk, "Ben"), ref, Decision.APPROVE, "Read it.", None)


def _tell_drift(desk: Desk) -> None:
    """A page that held a quote when it was fetched, did not change, could not be read, and says something else now."""
    ref = added(desk, "The bridge has four lamps.", ref="bridge-lamps")
    add_source(desk, ref, "https://example.org/lamps", {"archived_url": "https://archive.example/lamps"})
    page = "<html><title>Lamps</title><p>The bridge is lit by four lamps at night, says the plan.</p></html>"
    take(desk, ref, page.encode())
    cite(desk, ref, "s1", {"exact": "The bridge is lit by four lamps at night", "stance": "supports"})
    rate(desk, ref, "true", Reasons("The plan says so."))
    take(desk, ref, b"", Outcome.UNCHANGED)
    take(desk, ref, b"%PDF-1.7 and no more")
    take(desk, ref, page.replace("four", "five").encode())


def take(desk: Desk, ref: str, body: bytes, outcome: Outcome = Outcome.OK, source: str = "s1") -> None:
    """A page of a source that was fetched, after two detours, with this on it."""
    url, at = "https://example.org/lamps", desk.clock()
    headers = (("Content-Type", "text/plain; charset=utf-8"), ("ETag", '"1"'), ("Last-Modified", "Sun"))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    status, body = (304, b"") if outcome is Outcome.UNCHANGED else (200, body)
    asked, said = (
        b'GET / HTTP/1.1\r\nIf-None-Match: "1"\r\n\r\n',
        f"HTTP/1.1 {status} So\r\n{lines}\r\n".encode(),
    )
    moved = Hop(url, at, asked, b"HTTP/1.1 302 Found\r\n\r\n", b"", 302, (), "192.0.2.1:443")
    hop = Hop(f"{url}.html", at, asked, said, body, status, headers, "192.0.2.1:443")
    notes = ("A step from https to http.",)
    caught = keep_visit(desk, Visit(url, at, outcome, "The site said so.", (moved, moved, hop), notes=notes))
    with open_claim(desk, ref) as claim:
        put_capture(claim, claim.record.source(source).id, caught)


def _tell_conflict(desk: Desk) -> None:
    ref = added(desk, "The bridge is 300 metres long.", ref="bridge-length", priority="high")
    link = add_source(desk, ref, "https://example.org/length", {"title": "Lengths", "confidential": True})
    cite(desk, ref, link, {"exact": "It is 300 m long.", "stance": "supports"})
    cite(desk, ref, link, {"exact": "It is 290 m long.", "stance": "refutes"})
    rate(desk, ref, "half-true", Reasons("Both are said.", "Near enough.", ("e1",), "They round."))
    edit_claim(desk, ref, {"text": "The bridge is 299 metres long."}, "It was misquoted.")
