"""Rules of style sheets that hold on a screen: selectors, declarations, and what tells which of two wins."""

import re
from collections.abc import Iterator

Declarations = dict[str, str]
"""The values of properties, in lower case and without white space around commas and colons."""

Weight = tuple[bool, int, int, int, int, int]
"""Whether a declaration is important, whether it is in a style attribute, ids, classes, tags, place in the page."""

_WIDTH = 1_280
_LONGEST = 2_000_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile("([{}])")
_WIDTHS = re.compile(r"(min|max)-width:\s*([\d.]+)(px|r?em)")
_OTHER_MEDIA = re.compile(
    r"\b(?:print|speech|not|prefers-|hover|pointer|orientation|height|aspect-ratio|portrait)"
)
_CONDITION = re.compile(r"@([\w-]+)(.*)", re.DOTALL)
_COMMA = re.compile(r",(?![^(\[]*[)\]])")
_UNKNOWN = re.compile(r":(?!not\(|is\(|where\(|root|(?:first|last|only|nth)-)|no-?js\b|&", re.IGNORECASE)
"""Selectors of what is not there yet: a pointer over it, words before it, a browser without scripts."""
_PARTS = re.compile(
    r"(?P<id>#[\w-]+)|(?P<class>\.[\w-]+|\[[^\]]*\]|:[\w-]+)|(?<![\w.#:\[-])(?P<tag>[a-z][\w-]*)", re.I
)
_JOINTS = re.compile(r"[\s>+~]+")
_ARGUMENTS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NAME = re.compile(r"[#.][\w-]+")
_KEY = re.compile(r"#[\w-]+|\.[\w-]+|^[a-z][\w-]*", re.IGNORECASE)
_SPACES = re.compile(r"\s*([,:/])\s*")


def style_blocks(css: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations, these in lower case, of the rules that hold on a screen, in order."""
    pieces = _BRACE.split(_COMMENT.sub("", css[:_LONGEST]))
    texts, braces = pieces[::2], pieces[1::2]
    holding, at = [True], 0
    while at < len(braces):
        before = texts[at].rpartition(";")[2].strip()
        if braces[at] == "}":
            holding = holding[:-1] or [True]
        elif braces[at + 1 : at + 2] == ["}"]:
            at += 1
            if holding[-1] and before[:1] != "@":
                yield before, texts[at].lower()
        else:
            holding.append(holding[-1] and holds(before))
        at += 1


def selectors(prelude: str) -> list[str]:
    """The selectors of a rule, without those of what a page as it was sent has not."""
    parts = _COMMA.split(prelude) if "(" in prelude or "[" in prelude else prelude.split(",")
    return [one for part in parts if (one := part.strip()) and not _UNKNOWN.search(one)]


def key_of(selector: str) -> str:
    """An id, class or tag that every element it selects has (#a, .b, p); * if there is none."""
    last = _JOINTS.split(_ARGUMENTS.sub("", selector).strip())[-1]
    found = _KEY.findall(last)
    return found[-1] if found else "*"


def names_in(selector: str) -> frozenset[str]:
    """The ids and classes (#a, .b) of which each must be in a page for the selector to select anything there."""
    return frozenset(_NAME.findall(_ARGUMENTS.sub("", selector)))


def specificity(selector: str) -> tuple[int, int, int]:
    """How many ids, classes and tags it has (CSS Selectors 4)."""
    kinds = [found.lastgroup for found in _PARTS.finditer(selector)]
    return kinds.count("id"), kinds.count("class"), kinds.count("tag")


def declarations(body: str) -> list[tuple[bool, Declarations]]:
    """The declarations of a rule or style attribute, in lower case, those called important apart from the others."""
    plain: Declarations = {}
    important: Declarations = {}
    for one in body.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            bare, mark, _ = value.partition("!important")
            (important if mark else plain)[name.strip()] = _SPACES.sub(r"\1", bare.strip())
    return [(weighty, said) for weighty, said in ((False, plain), (True, important)) if said]


def holds(condition: str) -> bool:
    """Whether a condition around rules holds on the screen; keyframes and nested rules are none."""
    found = _CONDITION.match(condition.lower())
    if not found or found[1] in ("supports", "layer"):
        return found is not None
    return found[1] == "media" and any(map(_is_screen, found[2].split(",")))


def _is_screen(query: str) -> bool:
    """Whether one media query holds on the screen."""
    if _OTHER_MEDIA.search(query):
        return False
    return all(
        (wide <= _WIDTH) == (side == "min") or wide == _WIDTH
        for side, number, unit in _WIDTHS.findall(query)
        for wide in [float(number) * (1 if unit == "px" else 16)]
    )
