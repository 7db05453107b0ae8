"""Splitting a text into sentences, headings and lines, in any script, with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.reading.word_characters import clusters


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: `text` is what is between the offsets `start` and `end`, in code points."""

    start: int
    end: int
    text: str


_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(
    r"(?P<spaced>[.!?…؟۔।॥։።‽]++)[\"'”’»›)\]}*_]*+"  # ends a sentence if a space or nothing follows
    r"|[。！？｡]++[\"'”’»›)\]』」》）】]*+"  # always ends a sentence
)
_GAP = re.compile(r"\s*")
_OPENING = "\"'“‘«‹([{¿¡„*_"
_BULLET = re.compile(r"\s*(?:[-–—•·▪◦‣*#>|+]|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-zA-Z])")
_UNFINISHED = re.compile(
    r"(?:[,;–—-]|\b(?:a|an|the|of|in|on|at|to|by|for|with|from|and|or|but|that|which|who|as|is|was|were|are|"
    r"der|die|das|und|von|de|la|le|les|et|el|los|y|del))$"
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3041-\u309f]")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]")

_WRAPPED_FROM, _WRAPPED_TO, _LONGEST, _LONGEST_WORD = 40, 120, 2_000, 24


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_LAST = _words(
    # followed by a name or an example
    "mr mrs ms mx dr prof st sr fr rev hon pres gov sen rep gen col maj capt cpt lt sgt cmdr adm supt insp "
    "messrs mme mlle hr fru frl dipl ing dott sig sra dra vs v cf eg e.g i.e ie viz approx ca al abb bzw z.b "
    "d.h u.a o.ä s.o mt ft bros ph ee "
    "avda lic licda arq jj dña pág págs ej exmo exma profa ilmo "
    "éts mm mlles excmo excma ilma gral cnel tte lcdo ud uds éd ed coll mgr me env pça eng enga cel des "
    "med gem rer nat phil jur iur theol habil hrsg geb gest lt sog ggü "
    "str bzgl ggf inkl exkl evtl ehem vgl "
    "डॉ डा श्री श्रीमती प्रो पं कु मो पू ले मे कै ब्रि "
    "ए बी सी डी एफ एच जे के एल एम एन ओ पी आर एस टी यू वी डब्ल्यू वाई"
)
_BEFORE_A_FIGURE = _words(
    "no nos nr núm n fig figs art arts sec ch chap vol vols p pp para c jan feb mar apr jun jul aug sep sept "
    "oct nov dec est § abs s dez okt mrz febr ene abr ago janv févr avr juil déc núm tel tél art नं सं"
)
_RARELY_LAST = _words(
    # ends a sentence only if the next word clearly begins one
    "jr sr inc ltd co corp llc plc dept univ assn ed eds a.m p.m ave blvd rd mass calif fla ariz conn penn "
    "wash av pr fa cie ex ej ph.d mio mrd mld mia tsd млн млрд тыс трлн uu"
)
_BEGINS = _words(
    "the a an this that these those he she it they we you i his her its their our my in on at by for from "
    "with when while after before since as if but and or so yet however although though there here what "
    "who why how where one some many most all no not during according under over between among both each "
    "der die das ein eine er sie es wir ich im am le la les un une il elle el los las una su pero esto ele ela eles "
    "elas nós eu seu sua isso ils elles nous"
)
_STREET, _AND = "str", "و"
_MONTHS = _words(
    "jan feb febr mär mrz apr jun jul aug sept okt nov dez januar jänner februar märz april mai juni juli august "
    "september oktober november dezember"
)
_ORDINAL_STOP = _words("de da nb nn no fi et cs sk sl hr sr hu is lv tr")
"""Languages that write ordinals as digits with a full stop."""


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """The sentences of a text in order; none is empty, none overlap, and every visible character is in one.

    A blank line ends a sentence, and so does a line break unless the line looks wrapped; headings, list items and
    table rows are sentences of their own. A sentence longer than 2,000 characters is cut at a space. `language` is a
    BCP 47 tag; it decides only whether "3." may be an ordinal, which without it is so before a German month. Never
    raises.
    """
    ordinals = language.split("-")[0].lower() in _ORDINAL_STOP if language else None
    found = (
        piece
        for block in _blocks(text)
        for start, end in _in_block(text, block, ordinals)
        for piece in _pieces(text, start, end)
    )
    return tuple(Span(start, end, text[start:end]) for start, end in found)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of lines; wrapped lines that continue each other are one block."""
    start = 0
    before: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        if before and not _is_wrapped(text, before, line):
            yield start, before.end()
            start = line.start()
        elif not before:
            start = line.start()
        before = line
    if before:
        yield start, before.end()


def _is_wrapped(text: str, line: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a line was wrapped, so that its sentence continues in the next line."""
    between = after.start() - line.end()
    if between > 2 or (between == 2 and text[line.end() : after.start()] != "\r\n"):
        return False
    if not _WRAPPED_FROM <= line.end() - line.start() <= _WRAPPED_TO:
        return False
    words, following = line[0].strip(), after[0][:_WRAPPED_TO].strip()
    if not words or not following or "\t" in words or _BULLET.match(following):
        return False
    if _STOP.fullmatch(words[-1]):
        return False
    return not _begins_anew(following) or bool(_UNFINISHED.search(words.casefold()))


def _begins_anew(words: str) -> bool:
    """Whether the first letter is a capital; never in scripts without capitals."""
    first = _FIRST_WORD.search(words)
    return first is not None and first[0][0].isupper()


def _in_block(text: str, block: tuple[int, int], ordinals: bool | None) -> Iterator[tuple[int, int]]:
    start, end = block
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, stop, (start, end), ordinals):
            yield start, stop.end()
            start = stop.end()
    yield start, end


def _ends(text: str, stop: re.Match[str], within: tuple[int, int], ordinals: bool | None) -> bool:
    """Whether a sentence ends at a mark."""
    if stop["spaced"] is None:
        return len(stop[0]) == 1 or not _KANA.match(text, stop.end())  # 「…。」と continues
    gap = _GAP.match(text, stop.end(), within[1])
    begins = gap.end() if gap else stop.end()
    if begins == within[1]:
        return True
    if begins == stop.end():
        return False
    following = text[begins : begins + _LONGEST_WORD].lstrip(_OPENING)
    if following[:1].islower():
        return False
    if not stop["spaced"].endswith(".") or len(stop["spaced"]) > 1 or stop[0] != ".":
        return True
    before = text[max(within[0], stop.start() - _LONGEST_WORD) : stop.start()].lstrip()
    return _ends_at_full_stop(before, following, ordinals)


def _ends_at_full_stop(before: str, following: str, ordinals: bool | None) -> bool:
    """Whether a single full stop between these words ends a sentence or belongs to the word before it."""
    last = _LAST_WORD.search(before)
    if not last:
        return True
    word = last[0].casefold()
    if _LIST_NUMBER.fullmatch(before):
        return False
    if word.isdecimal():
        return not (len(word) <= 2 and (_is_month(following) if ordinals is None else ordinals))
    if (
        word in _NEVER_LAST
        or word.endswith(_STREET)
        or (word in _BEFORE_A_FIGURE and following[:1].isdigit())
    ):
        return False
    is_small = len(word) == 1 and last[0].islower()
    if is_small or word in _RARELY_LAST or _ACRONYM.fullmatch(word):
        first = _FIRST_WORD.match(following)
        return bool(first and first[0].casefold() in _BEGINS)
    return not (len(clusters(word.removeprefix(_AND) or word)) == 1 and last[0].isalpha() and last[0] != "I")


def _is_month(following: str) -> bool:
    """Whether a month's name comes next, after which a number has a full stop as an ordinal: "am 3. Oktober"."""
    first = _FIRST_WORD.match(following)
    return first is not None and first[0].casefold() in _MONTHS


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without the space around it, cut at spaces if it is too long."""
    start, end = _trimmed(text, start, end)
    while end - start > _LONGEST:
        space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        yield _trimmed(text, start, cut)
        start, end = _trimmed(text, cut, end)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
