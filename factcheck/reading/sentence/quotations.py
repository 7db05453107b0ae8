"""What stands inside quotation marks, in marks of any language: whose words a sentence gives, and whose it does not."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factcheck.reading.quote.quote_check import LEFT_OUT
from factcheck.reading.sentence.attribution import words_quoted

_CLOSED_BY: Mapping[str, str] = {
    "“": '”“"',
    "„": '“”"‟',
    "‟": '”"',
    "”": "”",
    '"': '"”',
    "＂": "＂",
    "«": "»",
    "»": "«",
    "「": "」",
    "」": "」",
    "『": "』",
    "』": "』",
    "｢": "｣",
    "〝": "〞〟",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‛": "’'",
    "‚": "‘’'",
    "'": "'’",
    "’": "’",
}
"""Opening marks, each with what closes it; some languages use the same marks the other way round."""
_SINGLE = "‘‛‚'’"
"""Marks that are apostrophes too."""
_INNER = f"{_SINGLE}‹›『』"
"""Marks that stand within a quotation by themselves."""
_BRACKETS = "«「『｢〝‹"
"""Marks that open wherever they stand."""
_MARKS = "".join(_CLOSED_BY) + "｣〞〟"
_MARK = re.compile(f"[{_MARKS}]")
_TYPED_TWICE = re.compile(r"(?P<open>``|(?<!\S)'')|''")
_ELIDED = re.compile(r"(?:\d\ds?|tis|twas|em|til|cause|cos|n|round|bout)(?!\w)", re.IGNORECASE)
"""What an apostrophe may begin: ’90s, ’tis, rock ’n’ roll."""
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_SET_OFF = tuple(",.!?…؟،。！？、")
_FOLLOW_SPEECH = tuple(",،–—")
_SET_OFF_AGAIN = (",", "،", "、", ".", "–", "—")
_CLAUSE_ENDS = re.compile(r"[,،、;؛:：–—]|(?<=\w{4})\.")
_MOST_JOINING = 1
"""Words between two quotations that name no speaker: and, und, et, y."""
_MOST_SHORT = 2
"""Words that may be a name, a title or a word held at arm's length rather than what somebody said."""


class Quotation(NamedTuple):
    """The offsets of the words between two marks, without the marks."""

    start: int
    end: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Everything between a mark and the mark that closes it, outermost marks only; an apostrophe is no mark.

    A mark that is never closed opens nothing.
    """
    return tuple(_quotations(_plain_marks(text)))


def _plain_marks(text: str) -> str:
    """The text, as long as before, with one straight mark for each that is typed as two."""
    return _TYPED_TWICE.sub(lambda found: ' "' if found["open"] else '" ', text)


def _quotations(text: str) -> Iterator[Quotation]:
    at = 0
    while found := _MARK.search(text, at):
        at = found.end()
        if _opens(text, found.start()) and (end := _closing(text, found.start())) is not None:
            yield _trimmed(text, at, end)
            at = end + 1


def words_spoken(text: str, start: int = 0, end: int | None = None) -> str:
    """The words of text[start:end] that stand inside quotation marks, "" where there are none.

    The marks are looked for in the whole paragraph, since a quotation may run over several sentences; one that is not
    closed goes on where the next paragraph opens it again. Several runs are joined by " […] ", and are nobody's words
    for certain, so "", where what stands between them may name another speaker. A name, a title, and one word or two
    in the middle of a sentence are not taken for what somebody said.
    """
    end = len(text) if end is None else end
    begins, ends = _paragraph(text, start)
    pieces: list[str] = []
    closed = start
    for one in (*quotations(text[begins:ends]), *_going_on(text, begins, ends)):
        first, last = max(one.start + begins, start), min(one.end + begins, end)
        said = text[first:last].strip()
        if said and _is_speech(said, before=text[start:first], after=text[last:end]):
            if pieces and not _goes_on(text[start:closed], text[closed:first]):
                return ""
            pieces.append(said.rstrip(" ,،、"))
            closed = last
    return LEFT_OUT.join(pieces)


def has_marks(words: str) -> bool:
    """Whether words hold quotation marks of their own, which would stand within those that are put around them.

    Single ones, and those that stand within others in German, French or Japanese, may stand there, but not around all.
    """
    text = _plain_marks(words.strip())
    if any(one.start == 1 and one.end == len(text) - 1 for one in _quotations(text)):
        return True
    return any(
        found[0] not in _INNER and not _measures(text, found.start()) for found in _MARK.finditer(text)
    )


def with_inner_marks(words: str) -> str:
    """The words as they stand between marks: what they themselves quote is in single marks."""
    shown = list(words)
    for one in quotations(words):
        opened = len(words[: one.start].rstrip()) - 1
        closed = len(words) - len(words[one.end :].lstrip())
        shown[opened : one.start] = ["‘", *[""] * (one.start - opened - 1)]
        shown[one.end : closed + 1] = [*[""] * (closed - one.end), "’"]
    return "".join(shown)


def _measures(text: str, at: int) -> bool:
    """Whether a straight mark stands for inches: 5"."""
    return text[at] == '"' and text[max(at - 1, 0) : at].isdigit() and not text[:at].count('"') % 2


def _opens(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark not in _CLOSED_BY or not after:
        return False
    if mark in _BRACKETS:
        return True
    if after.isspace() or (before and not _may_precede(before)):
        return False
    return mark not in _SINGLE or not _ELIDED.match(text, at + 1)


def _may_precede(before: str) -> bool:
    """Whether a character may stand before an opening mark; letters of scripts without spaces may."""
    if before.isalnum():
        return "\u3040" <= before <= "\u9fff"
    return before not in ".,;!?)]}%"


def _closing(text: str, opened: int) -> int | None:
    """Where what opens here is closed, marks within it left aside; None where it never is."""
    mark, depth, weak = text[opened], 1, None
    for found in _MARK.finditer(text, opened + 1):
        at = found.start()
        if found[0] in _CLOSED_BY[mark] and _closes(text, at):
            if mark in _SINGLE and _is_possessive(text, at):
                weak = at if weak is None else weak
                continue
            depth -= 1
            if not depth:
                return at
        elif found[0] == mark and _opens(text, at):
            depth += 1
    return weak


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at + 1 : at + 2]
    if text[at] in "»」』｣〞〟›":
        return True
    if before.isspace():
        return False
    return not (text[at] in _SINGLE and after.isalnum())


def _is_possessive(text: str, at: int) -> bool:
    """Whether an apostrophe after an s rather belongs to the word: the workers’ pay."""
    return text[at - 1] in "sxzSXZ" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isalpha()


def _trimmed(text: str, start: int, end: int) -> Quotation:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quotation(start, end)


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """Where the paragraph that holds a place begins and ends; blank lines part paragraphs."""
    breaks = [0, *(one.end() for one in _PARAGRAPH.finditer(text))]
    begins = max(one for one in breaks if one <= at)
    following = _PARAGRAPH.search(text, at)
    return begins, following.start() if following else len(text)


def _going_on(text: str, begins: int, ends: int) -> Iterator[Quotation]:
    """The last quotation of a paragraph that the next one goes on with, and so opens again."""
    following = text[ends:].lstrip()
    mark = following[:1]
    if mark not in _CLOSED_BY or mark in _SINGLE:
        return
    paragraph = text[begins:ends]
    last = paragraph.rfind(mark)
    if last >= 0 and _opens(paragraph, last) and _closing(paragraph, last) is None:
        yield Quotation(last + 1, len(paragraph))


def _goes_on(said: str, between: str) -> bool:
    """Whether the speaker of what was said so far goes on after what stands between.

    One does after a word such as "and", and after "said X," where the sentence began with the quotation.
    """
    gap = between.strip(f"{_MARKS} \n\t\u00a0")
    words = gap.split()
    if len(words) <= _MOST_JOINING and gap == gap.lower():
        return True
    opens_sentence = said.lstrip()[:1] in _CLOSED_BY
    clauses = [one for one in _CLAUSE_ENDS.split(gap) if any(map(str.isalnum, one))]
    return opens_sentence and gap.endswith(_SET_OFF_AGAIN) and len(clauses) == 1


def _is_speech(said: str, before: str, after: str) -> bool:
    """Whether quoted words are what somebody said; a word or two are if they are set off as speech is."""
    if words_quoted(said) > _MOST_SHORT:
        return True
    if not any(map(str.isalnum, before)) and not any(map(str.isalnum, after)):
        return True
    opened_by = before.rstrip(f"{_MARKS} \n\t\u00a0")[-1:]
    is_set_off = not any(map(str.isalnum, before)) or opened_by in (":", "：", ",", "،")
    follows = after.lstrip(f"{_MARKS} \u00a0")
    return is_set_off and (said.endswith(_SET_OFF) or follows.startswith(_FOLLOW_SPEECH))
