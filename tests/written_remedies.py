"""Every remedy that is spelled out in the program, as it is written."""

import ast
from collections.abc import Iterator
from pathlib import Path

import factcheck
from factcheck.errors import Argument


def calls(name: str) -> Iterator[ast.Call]:
    """Every `Remedy.by(…)` or `Remedy.again(…)` of the program."""
    for path in sorted(Path(factcheck.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == name
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "Remedy"
            ):
                yield node


def given(call: ast.Call) -> dict[str, Argument]:
    """Its arguments; one that is worked out is left to be filled in."""
    values = {one.arg: one.value for one in call.keywords if one.arg}
    return {name: one.value if isinstance(one, ast.Constant) else None for name, one in values.items()}  # type: ignore[misc]
