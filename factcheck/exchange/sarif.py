"""Findings of the publication gate as SARIF 2.1.0 (OASIS), which editors and code hosts show."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck import __version__
from factcheck.errors import Remedy
from factcheck.model.event import digest
from factcheck.model.gate.context import GateFinding
from factcheck.model.gate.levels import CODES, Level, PublishPolicy

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Level, str] = {Level.BLOCK: "error", Level.WARN: "warning", Level.OFF: "none"}
_NUMBERS = {code.name: number for number, code in enumerate(CODES)}


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the dossier it is about, relative to the desk's folder, and the line where there is one."""

    found: GateFinding
    file: str
    line: int | None = None


def to_sarif(
    located: Sequence[Located], wishes: PublishPolicy, in_words: Callable[[Iterable[Remedy]], str]
) -> dict[str, Any]:
    """One run with all rules and one result for each finding; levels are the desk's own.

    `in_words` says what mends a finding, in the words of those who will read the log.
    """
    rules = [_rule(code.name, code.meaning, wishes.level(code.name)) for code in CODES]
    driver = {"name": "factcheck", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, in_words(one.found.finding.remedies)) for one in located],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, meaning: str, level: Level) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": meaning},
        "defaultConfiguration": {"enabled": level is not Level.OFF, "level": _LEVELS[level]},
    }


def _result(one: Located, mend: str) -> dict[str, Any]:
    finding = one.found.finding
    region = {"region": {"startLine": one.line}} if one.line else {}
    physical = {"artifactLocation": {"uri": one.file}, **region}
    logical = [{"fullyQualifiedName": finding.where, "kind": "member"}]
    return {
        "ruleId": finding.code,
        "ruleIndex": _NUMBERS[finding.code],
        "level": _LEVELS[one.found.level],
        "message": {"text": f"{finding.message} {mend}".strip()},
        "locations": [{"physicalLocation": physical, "logicalLocations": logical}],
        "partialFingerprints": {"finding/v1": digest([finding.code, finding.where])},
    }
