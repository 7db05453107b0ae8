"""The gate's findings as SARIF 2.1.0, held to what the standard requires of a log."""

from typing import Any

from factcheck import __version__
from factcheck.cli.remedies import in_words
from factcheck.exchange.sarif import Located, to_sarif
from factcheck.model.gate.levels import CODES, PublishPolicy
from tests.model.gate.asking import found
from tests.records import Told, held


def checked(log: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of a log that has every part SARIF 2.1.0 requires, of the kind it requires."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("factcheck", __version__)
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("warning", "error")
        assert result["message"]["text"]
        [location] = result["locations"]
        file = location["physicalLocation"]["artifactLocation"]["uri"]
        assert not file.startswith("/")
        assert "\\" not in file
        region = location["physicalLocation"].get("region", {"startLine": 1})
        assert region["startLine"] >= 1
        assert all(isinstance(one, str) for one in result["partialFingerprints"].values())
    results: list[dict[str, Any]] = run["results"]
    return results


def _located(told: Told, line: int | None = 3) -> list[Located]:
    return [Located(one, "claims/bridge.toml", line) for one in found(told)]


def test_every_code_is_a_rule_with_the_level_the_desk_gives_it() -> None:
    log = to_sarif([], PublishPolicy.of(levels={"no-summary": "warn", "long-wording": "off"}), in_words)
    assert checked(log) == []
    rules = {rule["id"]: rule["defaultConfiguration"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules.keys() == {code.name for code in CODES}
    assert rules["no-summary"] == {"enabled": True, "level": "warning"}
    assert rules["long-wording"] == {"enabled": False, "level": "none"}
    assert rules["not-signed"] == {"enabled": True, "level": "error"}


def test_a_finding_is_a_result_with_its_place_and_its_mend() -> None:
    results = {
        one["ruleId"]: one for one in checked(to_sarif(_located(held()), PublishPolicy.of(), in_words))
    }
    result = results["no-summary"]
    assert result["level"] == "error"
    assert result["message"]["text"].startswith("The verdict has no summary. Rate it again: factcheck rate")
    [location] = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "claims/bridge.toml"},
        "region": {"startLine": 3},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "bridge: verdicts: v1: summary"


def test_a_finding_without_a_file_has_no_line() -> None:
    [result, *_] = checked(to_sarif(_located(held(), None), PublishPolicy.of(), in_words))
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_the_same_finding_has_the_same_fingerprint_wherever_it_stands() -> None:
    prints = [
        [
            one["partialFingerprints"]
            for one in checked(to_sarif(_located(held(), line), PublishPolicy.of(), in_words))
        ]
        for line in (3, 40)
    ]
    assert prints[0] == prints[1]
    assert len({str(one) for one in prints[0]}) == len(prints[0])
