"""`fetch` at the command line: exit codes, results, talk, which addresses, settings, progress."""

import csv
import hashlib
import io
import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import REF, Program, Ran
from tests.cli.pages import PAGE, Web, holds
from tests.servers import End, answer, head

Mount = Callable[..., None]
PATIENCE = 60


# What comes out


def test_what_came_is_told_in_json_and_what_comes_next_on_stderr(web: Web) -> None:
    url = web.page()
    web.cite(url)

    ran = web.desk("fetch", "--json")

    assert ran.code == 0
    assert set(ran.json) == {"schema", "captures"}
    assert ran.json["schema"] == 1
    (one,) = ran.json["captures"]
    assert (one["url"], one["outcome"], one["reason"]) == (url, "ok", None)
    assert one["digest"] == hashlib.sha256(PAGE.encode()).hexdigest()
    assert one["claims"] == [{"ref": REF, "source": "s1", "capture": "c1"}]
    assert one["let_through"] is True
    assert one["taken"] == [{"ref": REF, "source": "s1", "fields": ["title"]}]
    assert ran.err.endswith(f"\nNext: factcheck find {REF}\n")
    assert len(ran.err.splitlines()) == 2


def test_some_that_could_not_be_fetched_are_told_with_why_and_what_to_do(web: Web) -> None:
    good, gone = web.page(), web.page(answer("no", "404 Not Found"))
    web.cite(gone, "http://10.0.0.1/inside", good)

    ran = web.desk("fetch")

    assert ran.code == 4
    assert _told(ran, "table") == {
        good: "ok",
        gone: "error:not-found",
        "http://10.0.0.1/inside": "blocked:private-address",
    }
    assert "2 of 3 could not be fetched" in ran.err
    for words in (gone, "404 Not Found", "--archived-url", "http://10.0.0.1/inside", "not a public one"):
        assert words in ran.err
    assert good not in ran.err
    assert [one["outcome"] for one in web.desk.claim()["captures"]].count("ok") == 1


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        ("500 Internal Server Error", "Try again later"),
        ("404 Not Found", "web archive"),
        ("403 Forbidden", "factcheck attach"),
        ("204 No Content", "Try again later"),
    ],
)
def test_each_failure_says_what_a_person_can_do(web: Web, status: str, advice: str) -> None:
    url = web.page(answer("You have been blocked" if "403" in status else "", status))
    web.cite(url)

    ran = web.desk("fetch", "--json")

    assert ran.code == 4
    (one,) = ran.json["captures"]
    assert advice in one["mend"]
    assert one["reason"]
    assert one["reason"] in ran.err
    assert one["mend"] in ran.err


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_format_tells_each_address_and_how_it_ended(web: Web, form: str) -> None:
    good, gone = web.page(), web.page(answer("no", "410 Gone"))
    web.cite(good, gone)

    ran = web.desk("fetch", "--format", form)

    assert ran.code == 4
    assert _told(ran, form) == {good: "ok", gone: "error:not-found"}


def _told(ran: Ran, form: str) -> dict[str, str]:
    if form in ("json", "jsonl"):
        found = ran.json["captures"] if form == "json" else [json.loads(line) for line in ran.lines]
        return {one["url"]: one["outcome"] for one in found}
    if form in ("csv", "tsv"):
        read = csv.DictReader(io.StringIO(ran.out), delimiter="," if form == "csv" else "\t")
        return {one["url"]: one["outcome"] for one in read}
    lines = [line.replace("|", " ").split() for line in ran.lines[2 if form == "md" else 0 :]]
    return {words[1]: words[0] for words in lines}


def test_whatever_is_odd_about_a_page_that_came_is_told_too(web: Web) -> None:
    torn = web.page([head(content_type="text/html", content_length="9000"), PAGE.encode(), End.CLOSE])
    drawn = web.page(answer("<html><script>draw()</script></html>"))
    web.cite(torn, drawn)

    ran = web.desk("fetch")

    assert ran.code == 0
    for words in (torn, "broke off after", drawn, "holds no words"):
        assert words in ran.err


@pytest.mark.parametrize("command", ["fetch", "recheck"])
def test_nothing_to_do_is_no_failure_and_no_result(web: Web, command: str) -> None:
    ran = web.desk(command)
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing to" in ran.err

    assert web.desk(command, "--json").json == {"schema": 1, "captures": []}


def test_a_second_run_fetches_only_what_is_missing(web: Web) -> None:
    good, late = web.page(), web.page(answer("no", "500 Internal Server Error"), answer(PAGE))
    web.cite(good, late)

    assert web.desk("fetch").code == 4
    assert list(web.fetch()) == [late]
    assert web.fetch() == {}
    assert len(web.asked(good)) == 1
    assert holds(web.desk)


def test_a_page_that_two_claims_cite_is_told_once_with_both(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.desk.ok("add", "The bridge is old.", "--ref", "old")
    web.desk.ok("source", "old", url)

    (one,) = web.fetch().values()

    assert [claim["ref"] for claim in one["claims"]] == [REF, "old"]
    assert len(web.asked(url)) == 1


def test_a_capture_that_was_let_through_says_so_on_the_record(web: Web) -> None:
    web.cite(web.page())
    web.fetch()

    assert web.desk.claim()["captures"][0]["let_through"] is True
    assert "settings let its address through" in web.desk.ok("show", REF)


def test_a_claim_without_a_link_is_not_said_to_be_captured(web: Web) -> None:
    ran = web.desk("fetch", REF)

    assert (ran.code, ran.out) == (0, "")
    assert "every link has its capture" not in ran.err
    assert f"factcheck source {REF}" in ran.err


# Which addresses


def test_a_dry_run_asks_nobody_and_records_nothing(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.desk.ok("source", REF, "http://10.0.0.1/inside")
    before = web.server.connections

    ran = web.desk("fetch", "--dry-run")

    assert ran.code == 0
    assert [line.split()[0] for line in ran.lines] == [url, "http://10.0.0.1/inside"]
    assert "2 addresses would be fetched" in ran.err
    assert web.desk.json("fetch", "--dry-run")["captures"][0] == {"url": url, "claims": [REF]}
    assert web.server.connections == before
    assert web.desk.claim()["captures"] == []


def test_a_dry_run_with_nothing_to_do_prints_nothing(web: Web) -> None:
    ran = web.desk("fetch", "--dry-run")

    assert (ran.code, ran.out) == (0, "")
    assert "0 addresses" in ran.err


def test_what_is_due_is_what_was_not_seen_for_so_long(web: Web) -> None:
    seen, new = web.page(), web.page()
    web.cite(seen)
    web.fetch()
    web.cite(new)

    assert list(web.fetch("--due", "30d")) == [new]
    assert set(web.fetch("--due", "0h")) == {seen, new}
    assert web.fetch("--due", "1w", REF) == {}


@pytest.mark.parametrize("age", ["", "30", "soon", "-1d", "1.5d", "30 days"])
def test_an_age_that_is_none_fetches_nothing_and_shows_how_to_write_one(web: Web, age: str) -> None:
    web.cite(web.page())

    ran = web.desk("fetch", "--due", age)

    assert ran.code in (1, 2)
    assert ran.out == ""
    assert "30d" in ran.err
    assert web.desk.claim()["captures"] == []


def test_a_claim_that_is_named_is_fetched_again_and_no_other(web: Web) -> None:
    url, other = web.page(answer(PAGE, etag='"1"'), head("304 Not Modified", etag='"1"')), web.page()
    web.cite(url)
    web.desk.ok("add", "The bridge is old.", "--ref", "old")
    web.desk.ok("source", "old", other)
    first = web.fetch(REF)
    again = web.fetch(REF)

    assert list(first) == list(again) == [url]
    assert again[url]["outcome"] == "unchanged"
    assert again[url]["digest"] == first[url]["digest"]
    assert [one.header("If-None-Match") for one in web.asked(url)] == [None, '"1"']
    assert web.asked(other) == []


def test_an_address_that_is_named_is_fetched_though_no_claim_cites_it(web: Web) -> None:
    url, cited = web.page(), web.page()
    web.cite(cited)

    seen = web.fetch(url)

    assert list(seen) == [url]
    assert seen[url]["claims"] == []
    record = seen[url]["record"]
    assert (web.desk.folder / "archive" / record[:2] / f"{record}.warc.gz").is_file()
    assert web.asked(cited) == []
    assert holds(web.desk)


def test_an_address_that_is_cited_goes_on_the_record_when_it_is_named(web: Web) -> None:
    url, other = web.page(), web.page()
    web.cite(url, other)

    assert list(web.fetch(url)) == [url]
    assert web.capture(url)["outcome"] == "ok"
    assert web.asked(other) == []


def test_an_address_that_is_named_and_due_is_fetched_though_no_claim_cites_it(web: Web) -> None:
    url = web.page()

    assert list(web.fetch("--due", "30d", url)) == [url]


def test_an_address_pasted_with_a_space_is_the_same_address(web: Web) -> None:
    url = web.page()
    web.cite(url)

    assert list(web.fetch(f" {url} ")) == [url]
    assert web.capture(url)["outcome"] == "ok"


def test_the_same_address_named_twice_is_fetched_once(web: Web) -> None:
    url = web.page()

    assert list(web.fetch(url, url)) == [url]
    assert len(web.asked(url)) == 1


@pytest.mark.parametrize("command", ["fetch", "recheck"])
def test_a_ref_that_no_claim_has_stops_before_anything_is_fetched(web: Web, command: str) -> None:
    url = web.page()
    web.cite(url)

    ran = web.desk(command, REF, f"{REF}s")

    assert (ran.code, ran.out) == (1, "")
    assert f'Did you mean "{REF}"?' in ran.err
    assert web.asked(url) == []


def test_a_withdrawn_claim_is_left_in_peace(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.desk.ok("withdraw", REF, "--why", "Never said.")

    assert web.fetch() == {}
    assert web.asked(url) == []


# Settings


def test_without_leave_nobody_connects_to_this_machine(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTCHECK_FETCH_ALLOW")
    url = web.page()
    web.cite(url)
    before = web.server.connections

    ran = web.desk("fetch")

    assert ran.code == 4
    assert ran.out.startswith("blocked:private-address")
    assert "[fetch] allow" in ran.err
    assert web.server.connections == before
    assert web.capture(url)["let_through"] is False


def test_leave_is_given_in_the_settings_of_the_desk(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTCHECK_FETCH_ALLOW")
    url = web.page()
    web.cite(url)
    _set(web.desk, f'allow = ["127.0.0.1:{web.server.port}"]\nper_host = 1\ndelay = 0')

    assert web.fetch()[url]["outcome"] == "ok"


def test_the_environment_goes_before_the_settings_and_lists_several(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.page()
    web.cite(url)
    _set(web.desk, 'allow = ["127.0.0.1:1"]')
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW", f"127.0.0.1:2, 127.0.0.1:{web.server.port}")

    assert web.fetch()[url]["outcome"] == "ok"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('allow = ["127.0.0.1"]', "127.0.0.1:8001"),
        ('allow = "127.0.0.1:8001"', "allow"),
        ('alow = ["127.0.0.1:8001"]', '"allow"'),
        ("per_host = 0", "per_host"),
        ("delay = -1", "delay"),
        ("concurrency = 'many'", "concurrency"),
        ('proxy = "nowhere"', "proxy"),
        ("ports = [99999]", "ports"),
    ],
)
def test_settings_that_cannot_be_used_are_named_and_nothing_is_fetched(
    web: Web, said: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ALLOW", "DELAY"):
        monkeypatch.delenv(f"FACTCHECK_FETCH_{name}")
    url = web.page()
    web.cite(url)
    _set(web.desk, said)

    ran = web.desk("fetch")

    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert web.asked(url) == []


@pytest.mark.parametrize(
    ("name", "value"), [("ALLOW", "127.0.0.1"), ("ALLOW", "*:80"), ("DELAY", "soon"), ("PER_HOST", "2.5")]
)
def test_words_of_the_environment_that_cannot_be_used_are_named(
    web: Web, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.cite(web.page())
    monkeypatch.setenv(f"FACTCHECK_FETCH_{name}", value)

    ran = web.desk("fetch")

    assert (ran.code, ran.out) == (1, "")
    assert name.lower() in ran.err.lower()
    assert value in ran.err


def _set(desk: Program, fetch: str) -> None:
    settings = desk.folder / "factcheck.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[fetch]\n{fetch}\n", "utf-8")


def test_a_page_that_sends_its_readers_on_names_the_address_and_what_to_do(web: Web) -> None:
    url = web.page(answer("<meta http-equiv=refresh content='0; url=/the-page?a=1&b=2'><p>Moved."))
    web.cite(url)

    ran = web.desk("fetch")

    there = web.server.url("/the-page?a=1&b=2")
    assert ran.code == 4
    assert f"sends its readers on to {there}, which was not fetched." in ran.err
    assert f"If you mean that page, record it: factcheck source {REF} '{there}'" in ran.err
    assert web.server.visits["/the-page?a=1&b=2"] == 0
    assert web.desk("fetch", "--json").json["captures"][0]["sends_on"] == there
