"""Watching feeds and folders: where a claim that was checked is said again, a person is told and decides.

What is found is proposed and changes no claim. What was read is remembered, so that nothing is told twice.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.matching.earlier import RankedMatch
from factcheck.model.appearance import MOST_SENTENCE, AppearanceState, ProposedAppearance
from factcheck.model.event import digest
from factcheck.model.job import Job
from factcheck.model.links import has_scheme
from factcheck.model.lookup import Context, Earlier
from factcheck.model.next_step import NextStep
from factcheck.model.notice import Notice, NoticeKind
from factcheck.model.text import MAX_LINE, clean, one_line, wording_digest
from factcheck.model.vocabulary import Band, Status, Step
from factcheck.phrase import Message
from factcheck.store.distinctions import CheckPlace
from factcheck.store.ledger import Ledger
from factcheck.store.rows import Row
from factcheck.store.turns import PEOPLE, QUEUE
from factcheck.workflow.earlier.match import MatchAnswer, match_said
from factcheck.workflow.earlier.tell_apart import place_of_check
from factcheck.workflow.earlier.watched_feeds import UNREAD, feed_texts
from factcheck.workflow.earlier.watched_texts import SaidSentence, Unread, WatchedText, folder_texts

WATCH = "watch"
"""The task that reads one feed or folder."""
_BEFORE = 3
"""Sentences before one that tell what it is about."""
_MOST_CHECKS = 3
"""Checks of one sentence that are told; the same claim may have been checked by many."""


@dataclass
class WatchResult:
    """What came of reading a feed or a folder: new texts, sentences in them, what was found, and what was not read.

    `words_alone` says why meanings were not compared, where an encoder is installed that could not.
    """

    texts: int = 0
    sentences: int = 0
    numbers: list[int] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    words_alone: Message | None = None

    def as_json(self) -> dict[str, Any]:
        """The counts, and each place that was not read with the reason."""
        unread = [{"place": one.place, "why": one.why} for one in self.unread]
        told = {"read": self.texts, "sentences": self.sentences, "found": len(self.numbers), "unread": unread}
        return told | ({"words_alone": str(self.words_alone)} if self.words_alone else {})

    def note(self, answer: MatchAnswer) -> MatchAnswer:
        """The answer to one look-up, of which it is noted if words alone were compared."""
        self.words_alone = self.words_alone or answer.words_alone
        return answer


def watch(desk: Desk, source: str) -> WatchResult:
    """Read what is new in a feed (its address), a folder or a file against what was checked before.

    Each text is on record as read, with what was found in it, before the next is begun. NotFound for a folder that is
    not there.
    """
    told = WatchResult()
    for text in feed_texts(desk, source) if has_scheme(source) else folder_texts(desk, source):
        if isinstance(text, Unread):
            told.unread.append(text)
            _note_unread(desk, text)
            continue
        rows = list(_found(desk, text, told))
        told.texts += 1
        told.sentences += len(text.said)
        told.numbers += _store(desk, text, rows)
        desk.progress.step(text.url or text.file or "")
    return told


def watch_all(desk: Desk) -> list[WatchResult]:
    """The same of each feed and folder that the settings name; one that is not there holds no other up."""
    return [_watch_if_there(desk, source) for source in desk.settings.watch]


def _watch_if_there(desk: Desk, source: str) -> WatchResult:
    try:
        return watch(desk, source)
    except NotFound as wrong:
        return WatchResult(unread=[Unread(source, wrong.message)])


def _note_unread(desk: Desk, text: Unread) -> None:
    if text.id:
        with desk.store.writing(QUEUE) as ledger:
            ledger.appearances.put_read(text.id, UNREAD, desk.clock())


def run_watch(desk: Desk, source: str) -> Mapping[str, Any]:
    """The same as a job: how many were not read, and the first twenty of them."""
    told = watch(desk, source).as_json()
    return {**told, "unread_count": len(told["unread"]), "unread": told["unread"][:_MOST_TOLD]}


_MOST_TOLD = 20


def ask_for_watches(desk: Desk) -> Mapping[str, Any]:
    """Ask for each feed and folder of the settings by itself, so that one that fails holds no other up."""
    jobs = [
        Job(WATCH, {"source": one}, lock=f"watch {one}", once=f"watch {one}") for one in desk.settings.watch
    ]
    with desk.store.writing(QUEUE) as ledger:
        desk.enqueue(ledger, *jobs)
    return {"sources": len(jobs)}


def _found(desk: Desk, text: WatchedText, result: WatchResult) -> Iterator[tuple[SaidSentence, RankedMatch]]:
    """Each sentence with a check that is likely of the same claim: one that this desk published, or one of others.

    By the sentences before it alone a sentence is likely the same as what these say, so it has to be possible without
    them, and what they were told of it is not told of.
    """
    before: deque[tuple[str, set[CheckPlace]]] = deque(maxlen=_BEFORE)

    def checks_out(words: str, context: Context) -> list[RankedMatch]:
        matches = result.note(match_said(desk, words, context)).matches
        return [match for match in matches if _is_out(desk, match.earlier)]

    for one in filter(lambda one: one.text.strip(), text.said):
        alone = checks_out(one.text, Context(day=text.day))
        likely = [match for match in alone if match.band is Band.LIKELY]
        if before and not likely and any(match.band is Band.POSSIBLE for match in alone):
            possible = {place_of_check(match.earlier) for match in alone if match.band is Band.POSSIBLE}
            untold = possible.difference(*(places for _, places in before))
            after = checks_out(one.text, Context(tuple(words for words, _ in before), text.day))
            likely = [
                match
                for match in after
                if match.band is Band.LIKELY and place_of_check(match.earlier) in untold
            ]
        yield from ((one, match) for match in likely[:_MOST_CHECKS])
        before.append((one.text, {place_of_check(match.earlier) for match in likely}))


def _is_out(desk: Desk, earlier: Earlier) -> bool:
    """Whether readers have the check, also where the desk is to look at it again; not one that was taken back."""
    if earlier.ref is None or earlier.status == Status.PUBLISHED:
        return True
    if earlier.status != Status.NEEDS_RECHECK:
        return False
    with desk.store.reading() as ledger:
        record = ledger.record(earlier.ref)
    return bool(record.publications) and not record.is_void


def _store(desk: Desk, text: WatchedText, found: list[tuple[SaidSentence, RankedMatch]]) -> list[int]:
    """Put on record that a text was read and what is new in it, and have those told who are to be."""
    now = desk.clock()
    with desk.store.writing(QUEUE, PEOPLE) as ledger:
        claims = _claims(ledger, [match.earlier.ref for _, match in found if match.earlier.ref])
        rows = [
            {**_row(text, one, match, claims), "found_at": now}
            for one, match in found
            if not _is_known(text, claims.get(match.earlier.ref or ""))
        ]
        numbers = ledger.appearances.propose(rows)
        ledger.appearances.put_read(text.id, text.digest, now)
        for one in ledger.appearances.of_numbers(numbers):
            if one.ref:
                _tell(ledger, claims[one.ref], one)
    return numbers


def _claims(ledger: Ledger, refs: list[str]) -> dict[str, Row]:
    """What is known of each claim that was found."""
    return {ref: row for ref in dict.fromkeys(refs) for row in ledger.listed(_OF_CLAIM, ref=ref)}


_OF_CLAIM = ("id", "ref", "assignee", "author", "appearances", "said_in")


def _is_known(text: WatchedText, claim: Row | None) -> bool:
    """Whether it is on record already that the claim was made there."""
    return (
        claim is not None and text.url is not None and text.url in (*claim["appearances"], claim["said_in"])
    )


def _row(text: WatchedText, said: SaidSentence, match: RankedMatch, claims: Mapping[str, Row]) -> Row:
    earlier = match.earlier
    claim = claims[earlier.ref]["id"] if earlier.ref else None
    wording = wording_digest(said.text)
    check = str(claim) if claim else [earlier.url, wording_digest(earlier.text)]
    return {
        "known_by": digest([text.id, check, wording]),
        "claim_id": claim,
        "check_url": earlier.url,
        "text": earlier.text,
        "rating": earlier.rating,
        "publisher": earlier.publisher,
        "sentence": clean(said.text)[:MOST_SENTENCE].strip(),
        "wording_digest": wording,
        "speaker": _line(said.speaker, _LONGEST_NAME),
        "url": text.url,
        "file": _line(text.file or "", MAX_LINE),
        "paragraph": said.paragraph,
        "seconds": said.seconds,
        "title": _line(text.title or "", MAX_LINE),
        "said_on": text.day,
        "band": match.band,
        "score": str(match.score),
        "why": match.why,
        "differs": tuple(map(str, match.differs)),
        "state": AppearanceState.OPEN,
    }


_LONGEST_NAME = 200


def _line(words: str, most: int) -> str | None:
    """Words from outside as one line that can be stored; what is no text in them, as in names of files, as "?"."""
    return one_line(words.encode("utf-8", "replace").decode())[:most] or None


def _tell(ledger: Ledger, claim: Row, one: ProposedAppearance) -> None:
    """Have whoever is in charge of a claim be told that it is said again, and programs at webhooks."""
    step = NextStep(
        id=str(one.number), step=Step.REPEATED, who=claim["assignee"] or claim["author"], since=one.found_at
    )
    ledger.outbox.enter_found(claim["id"], Notice(NoticeKind.WAITS, "", one.found_at, step), str(one.number))
