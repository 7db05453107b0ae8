"""Taking words out of a claim's history for good, and the files of captures out of the archive, as a law may ask for.

Digests, chain and signatures stay, with a line that says what was taken out, when, why and by whom. Nothing else ever
deletes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, MovedSince, NotSoNow, Remedy
from factcheck.model.decide import replay
from factcheck.model.evolve import fold
from factcheck.model.moved import lines_seen
from factcheck.model.pictures import gone_pictures, held_pictures
from factcheck.model.public import public_checks
from factcheck.model.record import Record
from factcheck.model.redaction import Redacted, taken_out, words_of
from factcheck.model.status import status
from factcheck.model.vocabulary import Act
from factcheck.store.ledger import Ledger

_TELLING = 12
"""Characters of a text that are enough to look for it elsewhere."""


@dataclass
class Redaction:
    """What was taken out: the lines and the captures, and whether readers were shown any of it.

    `pictures` counts those of quotes that went with them.
    `elsewhere` are lines of the desk that hold the same words still, `backups` those that do, each with its moment.
    `is_wiped` says that nothing of it is left in
    the files of the database; it is False while somebody reads what was there before.
    """

    record: Record
    lines: tuple[int, ...] = ()
    captures: tuple[str, ...] = ()
    pictures: int = 0
    was_public: bool = False
    elsewhere: list[Finding] = field(default_factory=list)
    backups: dict[Path, str] = field(default_factory=dict)
    is_wiped: bool = False


def redact(desk: Desk, ref: str, what: Sequence[str], why: str) -> Redaction:
    """Take out the words of lines (`what` gives their numbers) and the files of captures (their ids, such as "c1").

    The same words go from every line of the claim. What was taken out before is only looked for again, in the files
    of the database and in the archive. BadInput where there is no such line or it has no words, NotFound where there
    is no such capture, RuleRefused without a reason or a role that may, NotSoNow where the rest would not hold,
    MovedSince where the words stand in lines that came after the head that was seen; nothing is changed then.
    """
    desk.check_role(Act.REDACT)
    with desk.store.writing() as ledger:
        before = ledger.record(ref)
        lines, captures = _lines(before, what), _captures(before, what)
        gone = taken_out(before.events, lines, desk.scales)
        _check_seen(desk, before, gone.lines)
        files = [one for one in captures if one not in before.gone_captures]
        done = Redaction(before, lines=gone.lines, captures=captures)
        if gone.lines or files:
            done.record = _noticed(desk, before, gone, files, why)
            done.was_public = public_checks(before, desk.scales) != public_checks(done.record, desk.scales)
            done.pictures = len(gone_pictures(done.record) - gone_pictures(before))
            ledger.append(before, done.record)
            telling = [word for word in gone.words if len(word) >= _TELLING]
            is_all = before.claim.text in gone.words  # who says it again says the same of the person
            ledger.appearances.take_out(telling, before.id if is_all else None)
            done.elsewhere = list(_elsewhere(ledger, telling))
    done.is_wiped = clear_away(desk, [done.record])
    done.backups = _backups_before(desk, done)
    return done


def _check_seen(desk: Desk, record: Record, lines: Iterable[int]) -> None:
    """MovedSince where one of the lines came after the head on which the author decided."""
    seen = len(record.events) if desk.seen is None else lines_seen(record, desk.seen)
    if late := sorted(one for one in lines if one > seen):
        ref = record.claim.ref
        raise MovedSince(
            f"{ref} has moved since you saw it, in what you act on; nothing was taken out.",
            [
                Finding("moved", f"{ref} line {one}", "came after that, with words to take out.")
                for one in late
            ],
            [
                Remedy.by("log", "See them.", ref=ref),
                Remedy.again("Then act on that.", head=record.head[:12]),
            ],
        )


def words_taken(desk: Desk, ref: str, what: Sequence[str]) -> list[str]:
    """The words that `redact` would take out, each once."""
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    lines = set(_lines(record, what))
    return [*dict.fromkeys(word for one in record.events if one.seq in lines for word in words_of(one))]


def clear_away(desk: Desk, records: Iterable[Record]) -> bool:
    """Leave nothing of what was taken out in the database's files and in the archive; see `Redaction.is_wiped`.

    A file stays that a capture holds from which it was not taken out; `verify` says so of each.
    """
    for record in records:
        with desk.store.reading() as ledger:
            captures = {one.record for one in record.captures if one.id in record.gone_captures}
            gone = [one for one in captures if not _is_held(ledger, one)]
            gone += [one for one in gone_pictures(record) if not _shows_elsewhere(ledger, one)]
        for digest in gone:
            if desk.archive.remove(digest):
                desk.told.append(_kept_as_version(desk.archive.place(digest)))
    return desk.store.forget_overwritten()


def _is_held(ledger: Ledger, capture: str) -> bool:
    """Whether a capture holds this file from which it was not taken out, or an article does."""
    holders = ledger.holders_of(capture)
    return any(not one or one not in ledger.record(ref).gone_captures for ref, one in holders)


def _shows_elsewhere(ledger: Ledger, picture: str) -> bool:
    """Whether a quote, of any claim, whose words were not taken out has this picture."""
    refs = {ref for ref, _ in ledger.lines_with([picture])}
    return any(one.record == picture for found in ledger.records(refs) for one in held_pictures(found))


def _kept_as_version(place: str) -> Finding:
    said = "is deleted, and its bucket keeps it as an earlier version."
    return Finding(
        "version-kept", place, said, "Have whoever runs the bucket delete its versions, and its copies."
    )


def _noticed(desk: Desk, before: Record, gone: Redacted, files: list[str], why: str) -> Record:
    """The record with the line that says what was taken out; the rest of it is as it was."""
    body = {"lines": gone.notice(), **({"captures": files} if files else {}), "why": why}
    after = desk.after(fold(gone.events), Act.REDACT, body)
    replay(after.events, desk.scales)
    if status(after, desk.scales) is not status(before, desk.scales):
        raise NotSoNow(
            f"{before.claim.ref} would not stand where it does without these words; nothing was taken out.",
            remedies=[Remedy.by("log", "Name all lines that they stand in.", ref=before.claim.ref)],
        )
    return after


def _backups_before(desk: Desk, done: Redaction) -> dict[Path, str]:
    """The backups that were made of this claim before the last of this was taken out."""
    from factcheck.workflow.transfer.backup import backups_made

    marks = [one.at for one in done.record.events if one.act in (Act.ADD, Act.REDACT)]
    entered, last = (f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in (marks[0], marks[-1]))
    return {
        path: made for path, made in backups_made(desk.settings.folder).items() if entered <= made <= last
    }


def _lines(record: Record, what: Sequence[str]) -> list[int]:
    """The numbers of lines that are named; BadInput where there is none of that number, or it has no words."""
    numbers = [int(one) for one in what if one.isascii() and one.isdigit()]
    for number in numbers:
        if not 1 <= number <= len(record.events):
            raise BadInput(
                f"{record.claim.ref} has no line {number}; it has {len(record.events)}.",
                remedies=[Remedy.by("log", "See them.", ref=record.claim.ref)],
            )
        line = record.events[number - 1]
        if not any(words_of(line)):
            raise BadInput(f'Line {number}, "{line.act}", holds no words that could be taken out.')
    return numbers


def _captures(record: Record, what: Sequence[str]) -> tuple[str, ...]:
    named = [one for one in what if not (one.isascii() and one.isdigit())]
    return tuple(dict.fromkeys(record.capture(one).id for one in named))


def _elsewhere(ledger: Ledger, words: Sequence[str]) -> Iterator[Finding]:
    """Lines of any claim in which one of the longer texts stands still, also among other words."""
    for ref, line in ledger.lines_with(words):
        again = Remedy.by("redact", "Take them out there too.", ref=ref, what=str(line), why=None)
        yield Finding("words-elsewhere", f"{ref} line {line}", "holds the same words.", again)
