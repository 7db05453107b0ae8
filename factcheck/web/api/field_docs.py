"""What a class says of its fields: the sentence that stands below each, read when it is asked for.

Pydantic can do that, by reading the file of each class when the class is made, which took a third of a second at start.
"""

import ast
import inspect
import sys
from functools import cache

from pydantic import BaseModel


def said_of_fields(kind: type[BaseModel]) -> dict[str, str]:
    """From each field of a class, or of one that it is made from, to what is said of it, if anything is."""
    return {
        name: said
        for one in reversed(kind.__mro__)
        if one.__module__.startswith(__package__)
        for name, said in _said_in(one.__module__).get(one.__name__, {}).items()
        if name in kind.model_fields
    }


@cache
def _said_in(module: str) -> dict[str, dict[str, str]]:
    """The fields of each class of a module."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    classes = (one for one in tree.body if isinstance(one, ast.ClassDef))
    return {one.name: dict(filter(None, map(_said, one.body, one.body[1:]))) for one in classes}


def _said(field: ast.stmt, following: ast.stmt) -> tuple[str, str] | None:
    """A field and the sentence that follows it."""
    match field, following:
        case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
            return name, said
    return None
