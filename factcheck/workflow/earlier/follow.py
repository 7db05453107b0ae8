"""Following other desks: their checkpoints kept and held to one another, their checks taken onto the shelf.

All is fetched first, and then stored in one transaction; whoever stops it half-way leaves what was.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, NotFound, NotSoNow, Remedy, did_you_mean
from factcheck.exchange.log.checkpoint import Checkpoint
from factcheck.exchange.log.desk_key import log_origin
from factcheck.exchange.log.growth import LogBroken
from factcheck.exchange.log.signed_note import NoteKey, read_note
from factcheck.model.followed import FollowAct, Followed, FollowLine
from factcheck.store.external_checks import Shelved
from factcheck.store.turns import EXTERNAL_CHECKS
from factcheck.workflow.earlier.fetch_log import Unfetched
from factcheck.workflow.earlier.read_log import LogReading, ReadLog, read_keys
from factcheck.workflow.earlier.relied_on import Reliance, relied_on
from factcheck.workflow.earlier.vectors import encode_new
from factcheck.workflow.site.check_address import site_base

FOLLOWS, UNREAD, STOPPED = "follows", "unread", "stopped"


@dataclass
class FollowResult:
    """What one look at another desk gave.

    `state` is "follows", "unread" where something could not be fetched (`reason`), else the code of why its log does
    not follow, which `findings` say in words. `changes` are checks that were taken back, corrected or taken away since
    the last look, `relied` the claims here that rely on one of them; `left_out` are checks that were not taken.
    """

    url: str
    state: str = FOLLOWS
    log: str = ""
    leaves: int = 0
    keys: tuple[str, ...] = ()
    is_new: bool = False
    reason: str = ""
    shelved: Shelved = field(default_factory=Shelved)
    changes: list[FollowLine] = field(default_factory=list)
    relied: list[Reliance] = field(default_factory=list)
    left_out: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract."""
        refs = {
            line.body["url"]: [one.ref for one in self.relied if one.url == line.body["url"]]
            for line in self.changes
        }
        return {
            "url": self.url,
            "state": self.state,
            "log": self.log,
            "leaves": self.leaves,
            "keys": list(self.keys),
            "new": self.shelved.added,
            "changed": self.shelved.changed,
            "here": self.shelved.unchanged,
            "changes": [
                {
                    "url": line.body["url"],
                    "state": line.body["state"],
                    "what": line.body["told"],
                    "relied_on": refs[line.body["url"]],
                }
                for line in self.changes
            ],
            "left_out": [one.as_json() for one in self.left_out],
            "reason": self.reason or None,
        }


def follow(desk: Desk, url: str, vkey: str | None = None) -> FollowResult:
    """Follow the desk whose public site is at `url`, or look at it again; `vkey` is a key of its log that is trusted.

    Without one, the keys that its site names at the first look are. BadInput for an address that is none of a site,
    for a key that is none, for a site without a log or of another name; NotSoNow where its log does not hold at the
    first look: nothing is stored then.
    """
    base, given = site_base(url), read_keys(vkey) if vkey is not None else []
    if vkey is not None and len(given) != 1:
        raise BadInput(f'"{vkey}" is no key of a log.', remedies=[_ASK_FOR_KEY])
    own = desk.settings.base_url
    if own and log_origin(own) == log_origin(base):
        raise BadInput(
            f"{base} is this desk's own site.",
            remedies=[Remedy.by("verify", "Hold it to the record.", site=base)],
        )
    with desk.store.reading() as ledger:
        before = ledger.followed().get(base)
    return _look(desk, before, given)


def check_followed(desk: Desk) -> list[FollowResult]:
    """Look at every desk that is followed; what one of them gives never ends the run."""
    return [_looked(desk, one) for one in list_followed(desk) if not one.is_stopped]


def _looked(desk: Desk, before: Followed) -> FollowResult:
    try:
        return _look(desk, before, [])
    except (NotSoNow, BadInput) as wrong:
        return FollowResult(before.url, UNREAD, reason=wrong.message)


def list_followed(desk: Desk) -> list[Followed]:
    """Every desk that is followed or was, by address."""
    with desk.store.reading() as ledger:
        rows = ledger.followed()
        return [rows.get(url) for url in rows.urls()]


def stop_following(desk: Desk, url: str) -> None:
    """Follow a desk no more; what was seen of it stays. NotFound where it is not followed."""
    base = site_base(url)
    with desk.store.writing(EXTERNAL_CHECKS) as ledger:
        rows = ledger.followed()
        before = rows.get(base)
        if not before.lines or before.is_stopped:
            raise NotFound(
                f"{base} is not followed.", remedies=[Remedy(did_you_mean(base, rows.urls()) or "Nobody is.")]
            )
        rows.add(before, [(FollowAct.STOP, "", {})], desk.clock())


def checkpoint_of(note: str) -> Checkpoint:
    """What a note that was kept says."""
    return Checkpoint.read(read_note(note.encode())[0])


def _look(desk: Desk, before: Followed, given: Sequence[NoteKey]) -> FollowResult:
    """One look, stored; whatever the other side does is in the result, but at the first look."""
    reading, result = LogReading(desk, before, given), FollowResult(before.url, is_new=not before.note)
    result.keys = before.keys
    if before.note:
        kept = checkpoint_of(before.note)
        result.log, result.leaves = kept.origin, kept.size
    try:
        read = asyncio.run(reading.read())
    except Unfetched as wrong:
        if not before.note:
            raise BadInput(f"Not followed: {wrong}") from wrong
        result.state, result.reason = UNREAD, str(wrong)
        return result
    except LogBroken as wrong:
        if not before.note:
            raise _not_begun(before.url, wrong) from wrong
        _refuse(desk, before, reading, wrong)
        result.state = wrong.code
        result.findings.append(Finding(wrong.code, before.url, _in_words(wrong), *_mends(before.url, wrong)))
        return result
    _store(desk, before, read, result)
    encode_new(desk)
    return result


def _refuse(desk: Desk, before: Followed, reading: LogReading, wrong: LogBroken) -> None:
    """Keep the checkpoint that does not follow, beside the one it does not follow from."""
    told = {"note": reading.note, "listed": reading.listed, "why": wrong.code}
    if before.why == wrong.code and before.refused[-1] == (wrong.code, reading.note):
        return
    with desk.store.writing(EXTERNAL_CHECKS) as ledger:
        ledger.followed().add(before, [(FollowAct.CHECKPOINT, "", told)], desk.clock())


def _store(desk: Desk, before: Followed, read: ReadLog, result: FollowResult) -> None:
    lines = list[tuple[FollowAct, str, dict[str, Any]]]()
    if before.is_stopped or set(read.keys) - set(before.keys):
        lines.append((FollowAct.KEYS, "", {"keys": list(read.keys)}))
    if (read.note, read.listed) != (before.note, before.listed) or before.why:
        lines.append((FollowAct.CHECKPOINT, "", {"note": read.note, "listed": read.listed, "why": ""}))
    lines += read.lines
    with desk.store.writing(EXTERNAL_CHECKS) as ledger:
        rows, at = ledger.followed(), desk.clock()
        rows.add(before, lines, at)
        known = [one for one in read.checks if not read.is_void(one) or ledger.checks_at(one.check.url)]
        result.shelved = ledger.shelve(one.check for one in known)
        new = [
            FollowLine(before.url, number, at, act, subject, body)
            for number, (act, subject, body) in enumerate(lines, before.lines + 1)
            if act is FollowAct.CHANGE
        ]
        result.relied = relied_on(ledger, desk.scales, new)
    relied = {one.url for one in result.relied}
    result.changes = [one for one in new if not result.is_new or one.body["url"] in relied]
    result.log, result.leaves, result.keys = read.checkpoint.origin, read.checkpoint.size, tuple(read.keys)
    result.left_out = read.left_out


_ASK_FOR_KEY = Remedy("Ask the desk for its key; it looks like NAME+12345678+AAAA….")


def _not_begun(url: str, wrong: LogBroken) -> NotSoNow | BadInput:
    if wrong.code in ("log-missing", "log-damaged"):
        bring = Remedy.by("import", "Bring in its checks without proof.", path=url, format="claimreview")
        return BadInput(f"{url} has no public log, so it cannot be followed: {wrong}", remedies=[bring])
    if wrong.code == "log-other-name":
        return BadInput(f"{url}: {wrong}", remedies=[_AT_ITS_ADDRESS, _OR_KEY])
    return NotSoNow(f"{url} is not followed: {wrong} Nothing was stored.", remedies=_mends(url, wrong)[1:])


_AT_ITS_ADDRESS = Remedy("Follow it at the address that its log names.")
_OR_KEY = Remedy.again("Or, where this is a copy of that site, say which key its log has.", key=None)


def _in_words(wrong: LogBroken) -> str:
    return f"Its log does not follow from what was seen of it. {wrong}"


def _mends(url: str, wrong: LogBroken) -> list[Remedy]:
    """What to do about a log that does not follow: first what is kept as proof, then whom to ask."""
    kept = Remedy("Both checkpoints are kept here for good.")
    if wrong.code in ("log-key-changed", "log-other-key", "log-second-signature"):
        ask = "Ask the desk by another way whether the key is its own; if so, say which it is."
        return [kept, Remedy.by("follow", ask, url=url, key=None)]
    if wrong.code in ("log-tiles", "log-entries", "log-damaged", "log-missing", "log-smaller"):
        return [kept, Remedy.by("follow", "Look again later; if it stays so, ask the desk.", url=url)]
    return [kept, Remedy("Show them to the desk and to whoever relies on its checks.")]
