"""Sentences in code: each place that a text has is given, and the rules and the gate say nothing else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PLACE = re.compile(r"\{(\w+)\}|<(\w+)>")
_TRANSLATED = ("model/rules", "model/gate")
_TOLD = {"RuleRefused": 1, "CheckResult": 1, "BadInput": 0, "NotFound": 0, "by": 1, "again": 0}
"""What tells people something, and after how many arguments its words begin."""


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def _said() -> Iterator[tuple[Path, ast.Call, int]]:
    for path in sorted((ROOT / "factcheck").rglob("*.py")):
        if "cli" not in path.parts and "exchange" not in path.parts:
            for name, call in _calls(path):
                if name in ("say", "say_count"):
                    yield path, call, 1 if name == "say_count" else 0


def test_every_place_of_a_sentence_is_filled() -> None:
    for path, call, first in _said():
        where = f"{path.relative_to(ROOT)}:{call.lineno}"
        texts = [one.value for one in call.args[first:] if isinstance(one, ast.Constant)]
        given = {one.arg for one in call.keywords} | ({"count"} if first else set())
        if None in given or len(texts) != len(call.args) - first or not call.keywords:
            continue  # filled from a mapping, or later
        places = {found[1] or found[2] for text in texts for found in _PLACE.finditer(str(text))}
        assert places - {"count"} <= given <= places | {"count"}, where


def test_what_rules_and_the_gate_say_can_be_translated() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in _TRANSLATED
        for path in sorted((ROOT / "factcheck" / room).glob("*.py"))
        for name, call in _calls(path)
        if name in _TOLD
        for node in call.args[_TOLD[name] :]
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and " " in str(node.value))
    ]
    assert bare == []
