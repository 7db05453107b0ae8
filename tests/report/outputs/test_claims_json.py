"""The data of the site as a program reads it."""

import json
from typing import Any

from hypothesis import given, settings

from factcheck.model.public import PublicCheck
from factcheck.model.vocabulary import Act
from factcheck.report.outputs.claims_json import check_data, check_line, claims_json
from tests.records import hostile
from tests.report.checks import ARTICLE, SITE, corrected, now, published, versions

ARTICLES = {"harbour": ARTICLE}


def _file(checks: list[PublicCheck]) -> str:
    return "".join(claims_json([check_line(check_data(one, ARTICLES, SITE)) for one in checks], SITE))


def _claims(*told: Any) -> list[dict[str, Any]]:
    text = _file([versions(one)[-1] for one in told])
    document = json.loads(text)
    assert (document["schema"], document["desk"]) == (1, "The Harbour Desk")
    claims: list[dict[str, Any]] = document["claims"]
    return claims


def test_a_check_is_whole_in_the_json() -> None:
    (claim,) = _claims(published(claimant="Nour Haddad", claimed_on="2022-03", article="harbour"))
    assert {name: claim[name] for name in ("ref", "text", "claimant", "claimed_on", "state", "verdict")} == {
        "ref": "bridge",
        "text": "The bridge opened in 1932.",
        "claimant": "Nour Haddad",
        "claimed_on": "2022-03",
        "state": "current",
        "verdict": "true",
    }
    assert (claim["label"], claim["order"], claim["number"], claim["best"], claim["worst"]) == (
        "True",
        1,
        6,
        6,
        1,
    )
    assert claim["url"] == "https://desk.example/checks/claims/bridge.html"
    assert claim["embed"] == "https://desk.example/checks/embed/bridge.html"
    assert claim["article"]["title"] == "The bridge at ninety"
    assert claim["signed"] == [
        {"by": "Ben Osei", "at": "2026-03-02T09:06:00Z", "solo": False, "with": "name"}
    ]
    assert claim["rationale"] == "The programme of the day is kept."


def test_a_quote_comes_with_its_source_its_capture_and_whether_the_verdict_rests_on_it() -> None:
    told = published()
    (claim,) = _claims(told)
    (quote,) = claim["evidence"]
    assert (quote["exact"], quote["source"], quote["capture"], quote["cited"]) == (
        "opened in 1932",
        "s1",
        "c1",
        True,
    )
    assert claim["sources"][0]["url"] == "https://archive.example/1932"
    assert claim["captures"][0]["payload_digest"] == told.record.capture("c1").payload_digest
    assert (claim["digest"], claim["head"]) == (now(told).digest, now(told).head)


def test_a_correction_comes_with_what_was_said_before_and_the_old_version_with_its_address() -> None:
    (claim,) = _claims(corrected())
    (correction,) = claim["corrections"]
    assert (correction["kind"], correction["before"]["rating"], correction["after"]["rating"]) == (
        "major",
        "true",
        "false",
    )
    assert [one["url"] for one in claim["versions"]] == [
        "https://desk.example/checks/claims/bridge.1.html",
        "https://desk.example/checks/claims/bridge.html",
    ]
    assert (claim["published_at"], claim["changed_at"]) == ("2026-03-02T09:08:00Z", "2026-03-02T09:13:00Z")
    assert [one["at"] for one in claim["signed"]] == ["2026-03-02T09:11:00Z"]


def test_each_state_has_its_word() -> None:
    void = published().correct("void").publish()
    states = [claim["state"] for claim in _claims(published(), published().correct(), void)]
    assert states == ["current", "under-correction", "void"]


def test_a_site_without_checks_has_a_whole_file() -> None:
    assert _claims() == []


def test_each_check_is_a_line_of_its_own_so_that_a_change_is_one_line() -> None:
    before = _file([now(published()), now(published())]).splitlines()
    after = _file([now(published()), now(corrected())]).splitlines()
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_nothing_is_made_before_it_is_asked_for() -> None:
    def endless() -> Any:
        while True:
            yield check_line(check_data(now(published()), ARTICLES, SITE))

    pieces = claims_json(endless(), SITE)
    assert next(pieces).startswith("{")
    assert json.loads(next(pieces))["ref"] == "bridge"


def test_a_confidential_source_has_no_name_and_no_digest() -> None:
    told = published()
    told.did(Act.SOURCE, {"source": {**told.record.source("s1").plain(), "confidential": True}, "why": "So."})
    (claim,) = _claims(told)
    (source,), (capture,) = claim["sources"], claim["captures"]
    assert (source["title"], source["confidential"]) == ("A confidential source", True)
    assert "url" not in source
    assert not {"record", "payload_digest", "requested_url"} & capture.keys()


@given(hostile)
@settings(max_examples=60)
def test_hostile_text_comes_back_as_it_was(text: str) -> None:
    told = published(text=f"x{text}", claimant=f"x{text}", summary=f"x{text}", tags=[f"x{text}"])
    claim, kept = _claims(told)[0], told.record
    assert (claim["text"], claim["claimant"]) == (kept.claim.text, kept.claim.claimant)
    assert claim["tags"] == list(kept.claim.tags)
