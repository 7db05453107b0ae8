"""Equations of Word files (Office MathML, ISO/IEC 29500-1, 22.1) written on one line: (a + b)⁄2, 10⁶, √2."""

from collections.abc import Callable
from typing import Any

from factcheck.reading.raised_figures import after_figure, fraction, lowered, raised

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAKEN_BACK = (f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}rPr")
_VALUE = f"{MATH}val"


def equation(element: Any) -> str:
    """The words and signs of an equation, or of a part of one, on one line."""
    written = ""
    for child in element:
        if child.tag == f"{MATH}t":
            written += child.text or ""
        elif child.tag == f"{MATH}f":
            written = _with_fraction(written, child)
        elif isinstance(child.tag, str) and not child.tag.endswith("Pr") and child.tag not in _TAKEN_BACK:
            write = _WRITERS.get(child.tag.removeprefix(MATH), equation)
            written += write(child)
    return written


def _with_fraction(before: str, of: Any) -> str:
    """The text before a fraction and the fraction, so that no digit joins another."""
    written = fraction(_part(of, "num"), _part(of, "den"))
    if _property(of, "type", "bar") == "noBar":
        written = f"({_part(of, 'num')} ¦ {_part(of, 'den')})"
    return before + after_figure(before, written)


def _part(of: Any, name: str) -> str:
    found = of.find(f"{MATH}{name}")
    return equation(found).strip() if found is not None else ""


def _property(of: Any, name: str, otherwise: str) -> str:
    found = of.find(f"{MATH}{of.tag.removeprefix(MATH)}Pr/{MATH}{name}")
    return found.get(_VALUE, "") if found is not None else otherwise


def _script(text: str, write: Callable[[str], str], sign: str) -> str:
    written = write(text)
    if not text or written != text:
        return written
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


def _scripts(of: Any) -> str:
    below, above = (_part(of, name) for name in ("sub", "sup"))
    return _script(below, lowered, "_") + _script(above, raised, "^")


def _based(of: Any) -> str:
    return _part(of, "e") + _scripts(of)


def _limited(of: Any) -> str:
    sign = "_" if of.tag == f"{MATH}limLow" else "^"
    return f"{_part(of, 'e')}{_script(_part(of, 'lim'), str, sign)}"


def _rooted(of: Any) -> str:
    inner = _part(of, "e")
    return f"{raised(_part(of, 'deg'))}√{inner if inner.isalnum() else f'({inner})'}"


def _delimited(of: Any) -> str:
    begin, between, end = (
        _property(of, name, sign) for name, sign in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    return begin + between.join(equation(each) for each in of.findall(f"{MATH}e")) + end


def _with_operator(of: Any) -> str:
    return f"{_property(of, 'chr', '∫')}{_scripts(of)} {_part(of, 'e')}"


def _applied(of: Any) -> str:
    return f"{_part(of, 'fName')} {_part(of, 'e')}"


def _accented(of: Any) -> str:
    return _part(of, "e") + _property(of, "chr", "\u0302")


def _phantom(of: Any) -> str:
    return "" if _property(of, "show", "1") in ("0", "off", "false") else _part(of, "e")


def _rows(of: Any) -> str:
    return "; ".join(
        " ".join(equation(cell) for cell in row.findall(f"{MATH}e")) for row in of.findall(f"{MATH}mr")
    )


def _lines(of: Any) -> str:
    return "\n".join(equation(each) for each in of.findall(f"{MATH}e"))


_WRITERS: dict[str, Callable[[Any], str]] = {
    "sSup": _based,
    "sSub": _based,
    "sSubSup": _based,
    "sPre": lambda of: _scripts(of) + _part(of, "e"),
    "limLow": _limited,
    "limUpp": _limited,
    "rad": _rooted,
    "d": _delimited,
    "nary": _with_operator,
    "func": _applied,
    "acc": _accented,
    "phant": _phantom,
    "m": _rows,
    "eqArr": _lines,
}
