"""Proof bundles of whole desks, on both databases, checked as a stranger checks them."""

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, StorageFailed
from factcheck.model.vocabulary import Act, CorrectionKind, Decision
from factcheck.settings import Fetching
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import note_claim, rename_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.evidence.sources import SourceChange, add_source
from factcheck.workflow.evidence.take_back import amend_evidence, drop_evidence
from factcheck.workflow.transfer.proof_bundle import prove
from tests.authority import Authority, openssl
from tests.desks import added, by, capture_path, opened, tree
from tests.proofs import (
    CANARIES,
    HISTORY,
    LAMPS,
    PLAIN,
    changed,
    packed,
    sign,
    tell_lamps,
    tell_plain,
    unpacked,
    verified,
)
from tests.servers import End, ScriptedServer, answer, redirect
from tests.sites import BASE, held, tell_site
from tests.sites import out as publish
from tests.workflow.fetched import record


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path / "desk", base_url=BASE) as desk:
        yield desk


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out" / "proof.zip"


def test_a_stranger_checks_all_that_is_published_and_sees_nothing_else(desk: Desk, out: Path) -> None:
    tell_plain(desk)
    tell_lamps(desk)
    added(desk, "Nobody has looked at this.", ref="unpublished")

    proven = prove(desk, out)

    assert (proven.claims, proven.pages, proven.captures, proven.missing) == (2, 5, 2, 0)
    said = verified(out)
    assert (said.code, said.failed) == (3, [])  # what names a confidential source is left open
    assert not [name for name in unpacked(out) if "unpublished" in name]
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_verdict_that_was_taken_over_is_proven_without_a_word_of_where_from(desk: Desk, out: Path) -> None:
    held(desk, "The bridge has four lamps.", "first-said-in-secret")
    rate(desk, "first-said-in-secret", "true", Reasons("The plan says so [e1].", "As planned."))
    added(desk, "The old bridge has four lamps on it.", ref="twin")
    confirm(by(desk, "Cem"), "twin", "first-said-in-secret", take_over=True)
    submit(desk, "twin")
    review(by(desk, "Ben"), "twin", Decision.APPROVE, None, None)
    publish(desk)

    assert prove(desk, out).claims == 1
    assert verified(out).code == 0, verified(out).failed
    assert not [name for name, content in unpacked(out).items() if b"first-said-in-secret" in content]


def test_what_a_claim_was_called_before_it_was_published_is_nowhere_in_it(desk: Desk, out: Path) -> None:
    held(desk, "The bridge has four lamps.", "asked-by-eve")
    rate(desk, "asked-by-eve", "true", Reasons("The plan says so [e1].", "As planned."))
    rename_claim(desk, "asked-by-eve", "eves-lamps")
    submit(desk, "asked-by-eve")
    review(by(desk, "Ben"), "asked-by-eve", Decision.APPROVE, None, None)
    rename_claim(desk, "eves-lamps", "four-lamps")
    publish(desk, "asked-by-eve")

    assert prove(desk, out).claims == 1
    assert verified(out).code == 0, verified(out).failed
    for former in ("asked-by-eve", "eves-lamps"):
        public = [*unpacked(out).items(), *tree(desk.settings.site).items()]
        assert [name for name, content in public if former.encode() in content or former in name] == []


def test_checks_in_every_state_that_readers_meet_hold(desk: Desk, tmp_path: Path, out: Path) -> None:
    tell_site(desk, tmp_path)

    proven = prove(desk, out)

    said = verified(out)
    assert said.code == 0, said.failed
    assert said.out.count("  the last hash: ") == proven.claims
    assert proven.claims > 5


def test_nothing_private_is_in_any_byte_of_it(desk: Desk, out: Path) -> None:
    tell_lamps(desk)
    note_claim(desk, LAMPS, CANARIES[0])
    told = json.dumps([one.body for one in record(desk, LAMPS).events])
    assert [word for word in CANARIES if word not in told] == []

    prove(desk, out)

    files = unpacked(out)
    files |= {name: gzip.decompress(content) for name, content in files.items() if name.endswith(".gz")}
    leaked = [
        (name, word) for name, content in files.items() for word in CANARIES if word.encode() in content
    ]
    assert leaked == []
    secret = [one.record for one in record(desk, LAMPS).captures if one.source == "s3"]
    assert secret
    assert [name for name in files for digest in secret if digest in name] == []


def test_the_same_desk_gives_the_same_bytes_on_both_databases(postgres_url: str, tmp_path: Path) -> None:
    bundles = []
    for name, url in (("sqlite", f"sqlite:///{tmp_path / 'desk.db'}"), ("postgresql", postgres_url)):
        with opened(url, tmp_path / name, base_url=BASE) as desk:
            tell_lamps(desk)
            tell_plain(desk)
            for number in (1, 2):
                prove(desk, tmp_path / f"{name}{number}.zip")
                bundles.append((tmp_path / f"{name}{number}.zip").read_bytes())

    assert len(set(bundles)) == 1


def test_a_desk_that_has_published_nothing_has_nothing_to_prove(desk: Desk, out: Path) -> None:
    added(desk, "Nobody has looked at this.")

    with pytest.raises(NotFound, match=r"Publish first\."):
        prove(desk, out)

    assert list(out.parent.iterdir()) == []


def test_a_page_that_is_not_what_was_published_stops_it(desk: Desk, out: Path) -> None:
    tell_plain(desk)
    page = desk.settings.site / "claims" / f"{PLAIN}.html"
    page.write_text("Another page.", "utf-8")

    with pytest.raises(NotSoNow) as refused:
        prove(desk, out)

    assert [one.where for one in refused.value.findings] == [str(page)]
    assert list(out.parent.iterdir()) == []


def test_a_site_that_is_gone_leaves_the_pages_open(desk: Desk, out: Path) -> None:
    tell_plain(desk)
    shutil.rmtree(desk.settings.site)

    assert prove(desk, out).missing == 2

    said = verified(out)
    assert (said.code, said.failed) == (3, [])
    assert [line.partition(": ")[0] for line in said.open] == [
        f"- pages/{path}/{PLAIN}.html" for path in ("claims", "embed")
    ]
    assert "(the desk says: the page is no longer in the desk's site)" in said.open[0]


def test_a_damaged_or_missing_capture_stops_it(desk: Desk, out: Path) -> None:
    tell_plain(desk)
    path = capture_path(desk, record(desk, PLAIN).captures[0].record)
    path.write_bytes(b"damaged")
    with pytest.raises(StorageFailed, match="not what was kept"):
        prove(desk, out)
    path.unlink()
    with pytest.raises(StorageFailed, match="missing from the archive"):
        prove(desk, out)
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hosts", "claims/../../secret.txt", ".hidden"])
def test_a_page_that_lies_outside_of_the_site_is_not_taken(desk: Desk, out: Path, path: str) -> None:
    tell_plain(desk)
    secret = desk.settings.folder / "secret.txt"
    secret.write_text("Not for strangers.", "utf-8")
    with desk.store.writing() as ledger:
        before = ledger.record(PLAIN)
        again = {**before.events[-1].body["publication"], "id": "p2"}
        del again["leaf"]
        again["pages"] = {path: sha256(secret.read_bytes()).hexdigest()}
        ledger.append(before, desk.after(before, Act.PUBLISH, {"publication": again}))

    prove(desk, out)

    assert b"Not for strangers." not in b"".join(unpacked(out).values())


def test_a_correction_under_which_the_verdict_stands_holds_and_so_does_a_check_that_is_void(
    desk: Desk, out: Path
) -> None:
    tell_plain(desk)
    correct(desk, PLAIN, CorrectionKind.UPDATE, "A fifth lamp is planned.", "It is news.")
    publish(desk, PLAIN)
    correct(desk, PLAIN, CorrectionKind.VOID, "It was another bridge.", "A mix-up.")
    publish(desk, PLAIN)

    prove(desk, out)

    said = verified(out)
    assert said.code == 0, said.failed
    assert "version 2, published" in said.out


def test_a_second_signer_is_asked_for_where_the_history_says_so(
    database_url: str, tmp_path: Path, out: Path
) -> None:
    with opened(database_url, tmp_path / "desk", reviewers={"default": 2}, base_url=BASE) as desk:
        tell_plain(desk, "Ben", "Cem")
        prove(desk, out)

    said = verified(out)
    assert said.code == 0, said.failed
    assert "signed by Ben, Cem" in said.out


def test_a_desk_of_one_says_so_and_holds(database_url: str, tmp_path: Path, out: Path) -> None:
    with opened(database_url, tmp_path / "desk", author="Ben", solo=True, base_url=BASE) as desk:
        tell_plain(desk)
        prove(desk, out)

    assert verified(out).code == 0


# the time stamp


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    (tmp_path / "authority").mkdir()
    return Authority(tmp_path / "authority")


def open_to(desk: Desk, server: ScriptedServer) -> Desk:
    """The desk with the server's address let through."""
    return replace(desk, settings=replace(desk.settings, fetch=Fetching(allow=(f"127.0.0.1:{server.port}",))))


def test_an_authority_vouches_for_the_bundle_as_openssl_finds(
    desk: Desk, authority: Authority, out: Path, tmp_path: Path
) -> None:
    tell_plain(desk)
    with ScriptedServer({"/tsa": authority}) as server:
        proven = prove(open_to(desk, server), out, server.url("/tsa"))
        (request,) = server.requests

    assert proven.stamped_at
    assert request.head.startswith(b"POST /tsa HTTP/1.1\r\n")
    assert request.header("content-type") == "application/timestamp-query"
    files = unpacked(out)
    for name in ("manifest.json", "manifest.tsr"):
        (tmp_path / name).write_bytes(files[name])
    trusted = ("-data", "manifest.json", "-CAfile", str(authority.certificate))
    assert "Verification: OK" in openssl(tmp_path, "ts", "-verify", "-in", "manifest.tsr", *trusted)
    said = verified(out)
    assert said.code == 0
    assert "openssl ts -verify -in manifest.tsr -data manifest.json" in said.out
    other = changed(files, "README.txt", lambda content: content + b"More.")
    del other["manifest.tsr"]
    stamped = verified(packed({**other, "manifest.tsr": files["manifest.tsr"]}, tmp_path / "other.zip"))
    assert stamped.failed == ["- manifest.tsr: is a time stamp for something else."]


def test_without_the_stamp_the_bundle_is_the_same(desk: Desk, authority: Authority, out: Path) -> None:
    tell_plain(desk)
    prove(desk, out)
    plain = unpacked(out)
    with ScriptedServer({"/tsa": authority}) as server:
        prove(open_to(desk, server), out, server.url("/tsa"))

    stamped = unpacked(out)
    assert stamped.pop("manifest.tsr")
    assert stamped == plain


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (answer("<html>Hello", "200 OK"), "is no time stamp"),
        (answer("", "200 OK"), "sent an empty page"),
        (answer("No.", "403 Forbidden"), "403 Forbidden"),
        (redirect("/other"), "302 Found"),
        (answer(b"0" * 200_000), "larger than"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n0", End.CLOSE], "broke off"),
        ([End.RESET], "broke before an answer came"),
    ],
)
def test_without_a_stamp_there_is_no_bundle(desk: Desk, out: Path, script: object, said: str) -> None:
    tell_plain(desk)
    out.parent.mkdir()
    out.write_bytes(b"the one before")
    with (
        ScriptedServer({"/tsa": script}) as server,  # type: ignore[dict-item]
        pytest.raises(BadInput, match=said),
    ):
        prove(open_to(desk, server), out, server.url("/tsa"))

    assert tree(out.parent) == {out.name: b"the one before"}


def test_a_stamp_for_another_digest_is_refused(desk: Desk, authority: Authority, out: Path) -> None:
    tell_plain(desk)
    old: list[bytes] = []

    def again(request: object) -> bytes:
        old.append(old[0] if old else authority(request))  # type: ignore[arg-type]
        return old[-1]

    with ScriptedServer({"/tsa": again}) as server:
        prove(open_to(desk, server), out, server.url("/tsa"))
        with pytest.raises(BadInput, match="answered another question"):
            prove(open_to(desk, server), out, server.url("/tsa"))
        tell_lamps(desk)
        with pytest.raises(BadInput, match="under something else"):
            prove(open_to(desk, server), out, server.url("/tsa"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:9/tsa", "127.0.0.1"),
        ("ftp://example.org/", "Only http and https"),
        ("tsa", "no scheme"),
        ("http://user:secret@example.org/", "user name or password"),
    ],
)
def test_an_authority_is_asked_under_the_guard_of_every_fetch(
    desk: Desk, out: Path, url: str, said: str
) -> None:
    tell_plain(desk)

    with pytest.raises(BadInput, match=said) as refused:
        prove(desk, out, url)

    assert "secret" not in refused.value.message
    assert list(out.parent.iterdir()) == []


def test_no_transaction_is_open_while_the_authority_is_asked(
    desk: Desk, authority: Authority, out: Path
) -> None:
    tell_plain(desk)

    def meanwhile(request: object) -> bytes:
        note_claim(desk, PLAIN, "Written while the authority was asked.")
        return authority(request)  # type: ignore[arg-type]

    with ScriptedServer({"/tsa": meanwhile}) as server:
        prove(open_to(desk, server), out, server.url("/tsa"))

    assert record(desk, PLAIN).claim.note == "Written while the authority was asked."


def test_evidence_that_is_amended_and_dropped_between_versions_holds(desk: Desk, out: Path) -> None:
    tell_plain(desk)
    correct(desk, PLAIN, CorrectionKind.MINOR, "A quote too many.", "A slip.")
    amend_evidence(desk, PLAIN, "e1", {"note": "The plan of the works."}, "A secret reason.")
    drop_evidence(desk, PLAIN, "e2", "A secret reason.")
    add_source(desk, PLAIN, "s1", {"note": "A plan."}, SourceChange(why="A secret reason."))
    rate(desk, PLAIN, "true", Reasons("The plan says so.", "It has four."))
    sign(desk, PLAIN)
    publish(desk, PLAIN)

    prove(desk, out)

    said = verified(out)
    assert said.code == 0, said.failed
    files = unpacked(out)
    assert b"A secret reason." not in b"".join(files.values())
    assert b"A quote too many." in files[HISTORY]
    lines = [json.loads(line) for line in files[HISTORY].splitlines()]
    assert [line["withheld"] for line in lines if line["act"] in ("amend", "drop")] == [
        "Why something else is said of a quote stays with the desk.",
        "What was taken back, and why, stays with the desk.",
    ]
