"""The charset that a page names in a <meta> tag, found as browsers do before they parse (HTML, "prescan").

Names in comments, in other attributes, and in scripts, styles or titles are no declarations.
"""

import re
from collections.abc import Iterator

_SPACE = rb"[\t\n\f\r ]"
_NAME = re.compile(rb"</?([A-Za-z][^\t\n\f\r />]*)")
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)"
    rb"(?:" + _SPACE + rb"*=" + _SPACE + rb"*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r >\"'][^\t\n\f\r >]*))?)?"
)
_IN_CONTENT = re.compile(
    rb"charset" + _SPACE + rb"*=" + _SPACE + rb"*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r ;\"']+))",
    re.IGNORECASE,
)
_RAW = frozenset((b"script", b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes"))
"""Elements whose content holds no tags."""


def charset_labels(head: bytes) -> Iterator[str]:
    """The labels that the <meta> tags of this beginning of a page declare, in order; they may be unknown ones."""
    at = head.find(b"<")
    while at >= 0:
        if head.startswith(b"<!--", at):
            end = head.find(b"-->", at + 2)
        elif name := _NAME.match(head, at):
            tag = name[1].lower()
            attributes, end = _attributes(head, name.end())
            if tag == b"meta" and (label := _declared(attributes)) is not None:
                yield label.decode("ascii", "replace").strip()
            if tag in _RAW and head[at + 1 : at + 2] != b"/":
                closed = re.compile(rb"</" + tag + rb"[\t\n\f\r />]", re.IGNORECASE).search(head, end)
                end = closed.start() - 1 if closed else -1
        elif head[at + 1 : at + 2] in (b"!", b"/", b"?"):
            end = head.find(b">", at)
        else:
            end = at
        at = head.find(b"<", end + 1) if end >= 0 else -1


def _attributes(head: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """The attributes of a tag, of each name the first, and where they end."""
    found: dict[bytes, bytes] = {}
    while match := _ATTRIBUTE.match(head, at):
        found.setdefault(match[1].lower(), next(filter(None, match.groups()[1:]), b""))
        at = match.end()
        if head[at - 1 : at] == b"=" and head[at : at + 1] in (b'"', b"'"):
            return {}, len(head)  # a quotation mark that nothing closes
    return found, at


def _declared(attributes: dict[bytes, bytes]) -> bytes | None:
    """What a <meta> tag says the charset is: by `charset`, or by `content` where `http-equiv` is content-type."""
    if b"charset" in attributes:
        return attributes[b"charset"]
    named = _IN_CONTENT.search(attributes.get(b"content", b""))
    says = attributes.get(b"http-equiv", b"").lower() == b"content-type"
    return next(filter(None, named.groups()), b"") if named and says else None
