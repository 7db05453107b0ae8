"""Attribution: quotations in a sentence, and who said something according to it. Marks in any script, English words."""

import re
from collections.abc import Collection
from itertools import takewhile
from typing import NamedTuple

from factcheck.reading.figure.languages import languages_of
from factcheck.reading.sentence.cue_words import word_set
from factcheck.reading.sentence.told_speakers import (
    COMMA,
    QUOTE_MARKS,
    bare,
    says_in,
    shaped_speaker,
    speaker_told,
)

_PAIRS = {
    pair[0]: re.compile(pair[1:])
    for pair in (
        "“”",
        "„[“”]",
        "””",
        "«»",
        "»«",
        "‹›",
        "›‹",
        "「」",
        "」」",
        "『』",
        "』』",
        '""',
        r"‘’(?!\w)",
    )
}
"""Opening marks and the patterns of their closing marks; some languages use the same marks the other way round."""
_OPENING = re.compile(rf"[{QUOTE_MARKS}]|(?<!\w)‘")
_CONTINUES = re.compile(r"[\s.,;:!?]|$")
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
"""A character of a script without spaces between words."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE = re.compile(rf"[^;:.!?()—–\n{QUOTE_MARKS}]*$")
_ENDS_A_QUOTE = tuple(f"{QUOTE_MARKS}’")
_ABBREVIATED = re.compile(
    r"(?<=\b(?:Mr|Ms|Dr|St|Sr|Hr|Fr|डॉ))\.(?=\s)|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen|Sra|Dra|Mme))\.(?=\s)|(?<=\b[A-Zد])\.(?=\s)|(?<=\bProf)\.(?=\s)"
)
_POINT = "\ue000"
"""Replaces the full stop of an abbreviation, which ends no sentence."""

_ALWAYS = (
    "said says told tells announced announces argued argues insisted insists stated testified testifies tweeted "
    "declared declares asserted asserts reiterated"
)
_BESIDE_A_QUOTE = (
    "claimed claims wrote writes warned warns added adds alleged alleges admitted admits denied denies acknowledged "
    "acknowledges confirmed confirms reported reports replied replies noted notes explained explains suggested "
    "suggests estimated estimates found finds showed shows states concluded concludes promised promises believes "
    "recalled recalls predicted predicts posted"
)
"""Verbs with other meanings too; they count only with "that" after them or a quotation beside them."""
_SAYS = re.compile(
    rf"(?<![\w'’-])(?P<verb>(?P<always>{_ALWAYS.replace(' ', '|')})|{_BESIDE_A_QUOTE.replace(' ', '|')})(?![\w'’-])"
    rf"(?P<beside>\s+that\b|[,:]?\s*[{QUOTE_MARKS}])?"
)
_ACCORDING = re.compile(
    rf"(?<!\w)(?:according to|in the words of)\s+(?P<who>[^,.;:()—\n{QUOTE_MARKS}]{{1,120}})", re.IGNORECASE
)
_LABEL = re.compile(
    rf"\s*(?P<who>[^\s:.!?{QUOTE_MARKS}][^:.!?\n{QUOTE_MARKS}]{{0,60}}?)\s?[:：]\s*[{QUOTE_MARKS}]"
)
_AFTER = re.compile(rf"\s+(?P<who>[^,;:.!?()—–\n{QUOTE_MARKS}]{{2,120}})")
_BEGINS_A_NAME = re.compile(r"(?:the|a|an|one|his|her|its|their|former|then|acting)\s+\w|[^\W\d_a-z]")

_CONNECTIVES = word_set(
    "and but so yet then when while as because although though if that which where whether"
)
_PREPOSITIONS = word_set(
    "in on at since after before during for with by from to under over last this yesterday today"
)
_ADVERBS = word_set(
    "has have had also later then now never often recently repeatedly publicly already again once still not "
    "yesterday today just finally even simply only reportedly falsely wrongly correctly himself herself themselves did "
    "does do"
)
_ADVERB = re.compile(r"(?!family|assembly|monopoly|anomaly)[a-z]{3,}ly")
_NOBODY = word_set(
    "i you he she it we they who which that this there these those what one people some many others him her them us me "
    "anyone anybody someone somebody everyone everybody nobody let what's what've that's i'm i've i'd we've there's"
)
_OWN_SUBJECTS = word_set("i we is was were are be been being to")
"""Words before a verb of saying whose subject is not somebody else."""
_NEAR = 300
_AFTER_A_NAME = word_set(
    "on during after before when while that as about last this yesterday today earlier later whose because has had "
    "have is was were said monday tuesday wednesday thursday friday saturday sunday published released"
)
_AFTER_A_SPEAKER = _AFTER_A_NAME | word_set("in at by with to and reporters")
_MOST_WORDS = 16
_SMALL_WORD, _SHORT = 3, 4
_FULL = (".", ",", "!", "?")


class Attribution(NamedTuple):
    """Whether a sentence reports what somebody said, and who; "" for a pronoun, or if that is unclear."""

    is_reported: bool
    speaker: str = ""


def attribution_of(text: str) -> Attribution:
    """Who said it according to a sentence: "…, said X", "X told reporters that …", "according to X", "X: “…”"."""
    text = _ABBREVIATED.sub(_POINT, text).replace("--", "—")
    if found := _ACCORDING.search(text):
        return Attribution(True, _name(_until(found["who"], _AFTER_A_NAME)))
    languages = languages_of(text)
    is_reported, speaker = (False, "") if languages == ("en",) else speaker_told(text, languages)
    if speaker or (is_reported and languages[0] != "en"):
        return Attribution(True, speaker.replace(_POINT, "."))
    if (found := _LABEL.match(text)) and not says_in(found["who"], languages or ("en",)):
        return Attribution(True, _name(found["who"]))
    shaped = (shaped_speaker(text, bare(text), "en") or "").strip(f" {QUOTE_MARKS}")
    if shaped and _OWN_SUBJECTS.isdisjoint(shaped.casefold().split()[-1:]) and (named := _name(shaped)):
        return Attribution(True, named)
    for found in _SAYS.finditer(text):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        after = text[found.end("verb") : found.end("verb") + _NEAR]
        clause = _CLAUSE.search(before)
        subject = clause[0] if clause else ""
        is_beside = found["beside"] or _is_beside(before.removesuffix(subject), subject, after)
        words = subject.casefold().split()
        if not (found["always"] or is_beside) or not _OWN_SUBJECTS.isdisjoint(words[-1:]):
            continue
        if words or before.strip():
            follows = _speaker_after(after, subject.strip() or ",")
            return Attribution(True, follows if follows.istitle() else _subject(subject) or follows)
    return Attribution(False)


def _is_beside(before: str, subject: str, after: str) -> bool:
    """Whether a verb is next to a quotation or closes the sentence after a comma: "…,” X noted", "…, he added."."""
    _, comma, last = subject.rpartition(",")
    closes = bool(comma) and len(last.split()) <= _SHORT and not after.strip(" .")
    return closes or before.endswith(_ENDS_A_QUOTE) or subject.rstrip().endswith(",")


def quoted_words(text: str) -> int:
    """The number of words in the longest quotation of a text; one that begins or ends outside the text counts too.

    In scripts without spaces between words, two characters count as a word.
    """
    longest, at = 0, 0
    while opening := _OPENING.search(text, at):
        closing = _PAIRS[opening[0]].search(text, opening.end())
        end = closing.start() if closing else len(text)
        begins_nothing = not closing and _CONTINUES.match(text, opening.end())
        inside = text[at : opening.start()] if begins_nothing else text[opening.end() : end]
        longest = max(longest, words_quoted(inside))
        at = closing.end() if closing else len(text)
    return longest


def words_quoted(inside: str) -> int:
    """The number of words between two marks; 1 for a name or title with capitals, as “Joint Plan of Action”."""
    words = _WORD.findall(inside)
    longer = [word for word in words if len(word) > _SMALL_WORD]
    is_name = bool(longer) and all(word[0].isupper() and not word.isupper() for word in longer)
    return 1 if is_name and not inside.endswith(_FULL) else len(words) + len(UNSPACED.findall(inside)) // 2


def _subject(clause: str) -> str:
    """The speaker named before the verb; for "Ana Ruiz, the mayor, said", the name."""
    parts = [part.strip() for part in COMMA.split(clause)]
    if parts[-1]:
        return _name(parts[-1])
    return _name(parts[-3]) if len(parts) > 2 else ""


def _speaker_after(after: str, before: str) -> str:
    """The speaker named after the verb, if a comma or quotation precedes it: "…, said the mayor of Paris"."""
    found = _AFTER.match(after) if before.rstrip().endswith(",") else None
    if not found or not _BEGINS_A_NAME.match(found["who"]):
        return ""
    return _name(_until(found["who"], _AFTER_A_SPEAKER))


def _until(words: str, stops: Collection[str]) -> str:
    return " ".join(takewhile(lambda word: word.casefold() not in stops, words.split()))


def _name(words: str) -> str:
    """The words that name somebody, without the words around them; "" if they name nobody."""
    named = words.split()
    while named and named[0].casefold() in _CONNECTIVES:
        del named[0]
    while named and (named[-1].casefold() in _ADVERBS or _ADVERB.fullmatch(named[-1])):
        del named[-1]
    if named and named[0].casefold() in _PREPOSITIONS:
        named = [*takewhile(_is_name_part, reversed(named))][::-1]
    if not 0 < len(named) <= _MOST_WORDS:
        return ""
    if {named[0].casefold(), named[-1].casefold()} & _NOBODY or named[-1].casefold() in _CONNECTIVES:
        return ""
    return " ".join(named).replace(_POINT, ".")


def _is_name_part(word: str) -> bool:
    return word[0].isupper() and word.casefold() not in _AFTER_A_NAME
