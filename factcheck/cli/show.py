"""One claim laid out for a person to read in a terminal."""

import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from factcheck.cli.columns import wrapped
from factcheck.cli.output import band_told, screen_width
from factcheck.model.visible import visible

Plain = Mapping[str, Any]

_INDENT = 12
_NARROW = 40
"""Columns of a terminal on which there is no room for labels beside what they say."""
_UNBROKEN = 1_000_000
"""Columns of what is no terminal: the wording stays on its line."""
_ABOUT = (
    "quote",
    "claimant",
    "claimed_on",
    "said_in",
    "appearances",
    "article",
    "locator",
    "sentence",
    "kind",
    "context",
)
_WORK = ("would_settle", "tags", "priority", "language", "assignee", "deadline", "note")


def layout(claim: Plain) -> str:
    """The claim from top to bottom: wording, status, verdicts with reasons, evidence, sources, digests."""
    lines = [
        *wrapped(visible(claim["text"]), screen_width() or _UNBROKEN),
        f"{claim['ref']} · {claim['status']} · {claim['verdict'] or 'no verdict yet'}",
        "",
    ]
    if withdrawal := claim["withdrawal"]:
        lines.append(
            hanging("withdrawn", f"{withdrawal['why']} ({withdrawal['by']}, {withdrawal['at'][:10]})")
        )
    if former := claim.get("former_refs"):
        lines.append(hanging("formerly", ", ".join(former)))
    lines += _fields(claim, _ABOUT)
    for verdict in reversed(claim["verdicts"]):
        lines += ["", *_verdict(verdict)]
    drawn = {one["id"] for one in claim["captures"] if one["browser"]}
    lines += _section("Evidence", [_evidence(one, drawn) for one in claim["evidence"]])
    lines += _section("Sources", [_source(one) for one in claim["sources"]])
    lines += _section("Captures", [_capture(one) for one in claim["captures"]])
    latest = {one["evidence"]: one for one in claim["drift"]}
    lines += _section("Rechecked", [_drift(one) for one in latest.values()])
    lines += _section("Reviews", [_review(one) for one in claim["reviews"]])
    if changed := claim["changed_since_signed"]:
        lines.append(
            hanging("  void", f"The signature no longer counts. Changed since: {', '.join(changed)}.")
        )
    lines += _section("Asked to answer", [_contact(one) for one in claim["contacts"]])
    lines += _section("Corrections", [_correction(one) for one in claim["corrections"]])
    lines += _section("Published", [_publication(one) for one in claim["publications"]])
    lines += _section("Comments", [_comment(one) for one in claim["comments"]])
    lines += _section("Is another claim", [_distinction(one) for one in claim["distinctions"]])
    apart = {_earlier(one): one["id"] for one in claim["distinctions"] if not one["taken_back"]}
    lines += _section("Says the same", [_link(one, apart.get(_earlier(one), "")) for one in claim["links"]])
    lines += ["", *_fields(claim, (*_WORK, "digest", "head"))]
    return "\n".join(lines)


def _fields(thing: Plain, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        value = thing[name]
        if value:
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            yield hanging(name.replace("_", " "), shown)


def _section(title: str, entries: list[str]) -> list[str]:
    return ["", title, *entries] if entries else []


def _verdict(verdict: Plain) -> Iterator[str]:
    given = f"{verdict['rating']}, by {verdict['by']} on {verdict['at'][:10]} ({verdict['scale']} scale)"
    yield hanging(f"verdict {verdict['id']}", given)
    for name in ("summary", "rationale", "resolves"):
        if verdict[name]:
            yield hanging(name, verdict[name])
    if verdict["cites"]:
        yield hanging("cites", ", ".join(verdict["cites"]))


def _evidence(one: Plain, drawn: Set[str]) -> str:
    """A quote and how it is held; `drawn` are the captures of pages that a browser drew."""
    person = " ".join(str(one[name]) for name in ("who", "when", "how") if one[name])
    place = f"in {one['capture']}" if one["capture"] else ""
    place += " as a browser drew it" if one["capture"] in drawn else ""
    unchecked = "not checked" if one["capture"] and not one["position"] and not one["region"] else ""
    held = ", ".join(filter(None, [place, one["match"], unchecked, _on_picture(one), person]))
    standing = f"{one['standing']} ({held})" if held else one["standing"]
    before, after = _before(one["prefix"]), _after(one["suffix"])
    lines = [
        f"{one['stance']} · {one['source']} · {standing}",
        f"{before}“{one['exact']}”{after}",
        one["note"],
    ]
    return hanging(f"  {one['id']}", "\n".join(filter(None, lines)))


def _on_picture(one: Plain) -> str:
    """Where on a picture the words stand, and whether a program read them there that nobody has looked at."""
    if not one["region"]:
        return ""
    from factcheck.model.evidence import Region

    at = f"at {Region.of(one['region']).fragment}"
    if not one["machine_read"]:
        return at
    return f"{at}, read by a program, {'looked at since' if one['who'] else 'not looked at yet'}"


def _before(context: str | None) -> str:
    return f"… {context} " if context else ""


def _after(context: str | None) -> str:
    """The words that follow; a mark of punctuation follows without a space."""
    if not context:
        return ""
    return f"{context} …" if context[0] in ".,;:!?)]»”’،؛؟" else f" {context} …"


def _source(one: Plain) -> str:
    words = ("title", "publisher", "author", "published_on", "kind", "language")
    flags = [name.replace("_", " ") for name in ("confidential", "party_to_dispute") if one[name]]
    origin = f"origin {one['origin']}" if one["origin"] else ""
    archived = f"archived at {one['archived_url']}" if one["archived_url"] else ""
    named = " · ".join([*(one[name] for name in words if one[name]), *flags])
    lines = (named, origin, one["url"], archived, one["note"])
    return hanging(f"  {one['id']}", "\n".join(filter(None, lines)))


def _capture(one: Plain) -> str:
    """How it ended, what came, what it says of itself, and the digest that proves it."""
    about = [one["source"], f"{one['outcome']} {one['fetched_at']}", one["content_type"]]
    size = f"{one['size']:,} bytes" if one["size"] else ""
    same = f"same as {one['baseline']}" if one["baseline"] else ""
    proposed = ", ".join(
        f"{key.replace('_', ' ')}: {value}" for key, value in (one["proposed"] or {}).items() if value
    )
    lines = (
        " · ".join(filter(None, [*about, size, same])),
        one["reason"],
        one["text_outcome"],
        _said_to_be(one["memento"]) if one["memento"] else "",
        *one["notes"],
        _browser(one["browser"]) if one["browser"] else "",
        "reached because the desk's settings let its address through" if one["let_through"] else "",
        f"proposed by the page itself: {proposed}" if proposed else "",
        f"SHA-256 {one['payload_digest']}" if one["payload_digest"] else "",
    )
    return hanging(f"  {one['id']}", "\n".join(filter(None, lines)))


def _said_to_be(memento: Plain) -> str:
    """Which page, and of when, others say that it is."""
    who = memento["archive"] or "the file"
    return f"{who} says it is {memento['original']} of {memento['at'][:16].replace('T', ' ')} UTC"


def _browser(one: Plain) -> str:
    """Which browser drew a page, and how."""
    from factcheck.model.source import Browser

    said = [f"drawn by {Browser.of(one).name}, {one['width']} × {one['height']} pixels"]
    said += [f"“{one['accepted']}” pressed where it asked for consent"] if one.get("accepted") else []
    said += ["with cookies of a person"] if one.get("logged_in") else []
    said += ["without the browser's own sandbox"] if not one.get("sandboxed", True) else []
    return ", ".join(said)


def _drift(one: Plain) -> str:
    """What the last recheck of a quote found."""
    said = f"{one['rung']} in {one['capture']}"
    return hanging(f"  {one['evidence']}", "\n".join(filter(None, [said, one["reason"], one["found"]])))


def passage(one: Plain) -> str:
    """A passage with its reason, and beside each figure of the claim what the passage has."""
    where = " ".join(filter(None, [one["source"], one["capture"]]))
    figures = "; ".join(f"{note['claim']}: {_agreement(note)}" for note in one["figures"])
    lines = [
        one["text"],
        " · ".join(filter(None, [where, one["heading"] and f"under “{one['heading']}”", one["why"]])),
        f"figures: {figures}" if figures else "",
        "It restates the claim; repeating is not support." if one["restates"] else "",
    ]
    return hanging(f"{one['number']}", "\n".join(filter(None, lines)))


def _agreement(note: Plain) -> str:
    words = note["agreement"].replace("-", " ")
    return f"{words} ({note['passage']})" if note["passage"] else words


def _review(one: Plain) -> str:
    decided = f"{one['decision']} of {one['verdict']} by {one['by']} on {one['at'][:10]}"
    if one["decision"] == "approve" and not one["in_force"]:
        decided += " (void)"
    return hanging(f"  {one['id']}", "\n".join(filter(None, (decided, _how_signed(one), one["comment"]))))


def _how_signed(one: Plain) -> str:
    """What stands behind an approval."""
    from factcheck.model.key_signatures import IN_WORDS, SignedWith

    if not one["signed_with"]:
        return ""
    words = str(IN_WORDS[SignedWith(one["signed_with"])])
    return f"signed with {words}\n{one['key']}" if one["signature"] else words


def _contact(one: Plain) -> str:
    """Whom the desk asked, and what came of it."""
    came = "no answer" if one["no_answer"] else "no answer yet"
    came = f"answered on {one['answered_on']}" if one["answered_on"] else came
    if new := len(one["answers"]) - one["noted"]:
        came += f" ({new} by a link, to be read)"
    shown = "shown on the public page" if one["public"] else "private"
    lines = (
        f"{one['who']}, {one['how']}, asked on {one['asked_on']} · {came} · {shown}",
        one["asked"],
        one["answered"],
    )
    return hanging(f"  {one['id']}", "\n".join(filter(None, lines)))


def _comment(one: Plain) -> str:
    """Who said what of which place, and whether it is settled."""
    place = one["selector"]
    on = f"on {one['target']}" if one["target"] else ""
    on = f"reply to {one['reply_to']}" if one["reply_to"] else on
    settled = (
        f"resolved by {one['resolved_by']} on {one['resolved_at'][:10]}" if one["resolved_at"] else "open"
    )
    about = [f"{one['by']} on {one['at'][:10]}", on, f"to {one['to']}" if one["to"] else ""]
    lines = (
        " · ".join(filter(None, [*about, "" if one["reply_to"] else settled])),
        f"“{place['exact']}”" if place else "",
        one["body"],
    )
    return hanging(f"  {one['id']}", "\n".join(filter(None, lines)))


def _correction(one: Plain) -> str:
    out = f"published with version {one['version']}" if one["version"] else "not published yet"
    lines = (f"{one['kind']} · {one['by']} on {one['at'][:10]} · {out}", one["what"], one["why"])
    return hanging(f"  {one['id']}", "\n".join(lines))


def _place(one: Plain) -> str:
    return one["ref"] or one["url"] or ""


def _earlier(one: Plain) -> tuple[str, str]:
    """What an earlier claim is known by: its ref, or the address and the wording of a check of others."""
    from factcheck.model.text import wording_digest

    return _place(one), "" if one["ref"] else wording_digest(one["text"])


def _distinction(one: Plain) -> str:
    """An earlier claim that is said to be another one."""
    lines = (_place(one), one["text"], one["why"], "taken back" if one["taken_back"] else "")
    return hanging(f"  {one['id']}", "\n".join(filter(None, lines)))


def _link(one: Plain, apart: str) -> str:
    """An earlier claim that was confirmed to say the same; `apart` is what says since that it is another one."""
    differs = "; ".join(one["differs"])
    lines = (
        f"{_place(one)} · {band_told(one['band'])} · {one['score']}",
        one["text"],
        f"It is another claim, as {apart} says." if apart else "",
        f"differs: {differs}" if differs else "",
    )
    return hanging(f"  {one['id']}", "\n".join(filter(None, lines)))


def _publication(one: Plain) -> str:
    return hanging(
        f"  {one['id']}", f"version {one['version']} on {one['at'][:10]} by {one['by']}\n{one['url']}"
    )


def hanging(label: str, text: str) -> str:
    """The label, and beside it the text, wrapped to the terminal with its own line breaks kept.

    Where the terminal is narrow the text stands below; only on one is a word broken that is longer than its line.
    """
    screen = screen_width()
    width = screen or shutil.get_terminal_size((100, 24)).columns
    indent = _INDENT + 2 if width >= _NARROW else 2
    room = max(width - indent, 2)
    parts = (wrapped(line, room, within_words=screen is not None) for line in visible(text).split("\n"))
    first, *rest = (line for part in parts for line in part)
    lines = [f"{' ' * indent}{line}".rstrip() for line in rest]
    if indent == 2:
        return "\n".join([*wrapped(label, width), f"  {first}", *lines])
    return "\n".join([f"{label:<{_INDENT}}  {first.strip()}", *lines])
