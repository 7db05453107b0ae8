"""Words that deny, such as "not" and "nobody", in the language of a text."""

import re
import tomllib
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files

from factcheck.reading.figure.languages import FREQUENT, languages_of
from factcheck.reading.figure.numerals import plain_form
from factcheck.reading.quote.folding import fold, fold_list
from factcheck.reading.word_characters import WORD

_TABLES = tomllib.loads(files("factcheck.reading").joinpath("words/denials.toml").read_text("utf-8"))


_WORDS = {name: fold_list(table["words"]) for name, table in _TABLES.items() if name != "unsure"}
_ALL = frozenset().union(*_WORDS.values())
_SURE = _ALL - fold_list(_TABLES["unsure"])
_IN = {name: own | _SURE for name, own in _WORDS.items()}
_PHRASES = {
    name: re.compile(rf"(?<![\w'])(?:{'|'.join(map(plain_form, _TABLES[name]['phrases']))})(?!\w)")
    for name in _WORDS
}
_CONTRACTED = re.compile(r"n't$|^n'")
_PERSIAN = re.compile(
    r"ن(?:می|مى|خواه).*"
    # before the past of a verb, and before its subjunctive; نبرد is a battle too, and is left out
    r"|ن(?:کرد|گفت|رفت|شد|بود|داد|دید|یامد|خورد|زد|نوشت|دانست|توانست|خواست|گرفت|ساخت|داشت|یافت|رسید|خواند|فروخت|پرداخت|"
    r"پذیرفت|شناخت|ماند|گذاشت|مرد|یفتاد|گشت|فهمید|پرسید|خرید|کشت)(?:م|ی|یم|ید|ند|ه(?:\u200c?(?:ام|ای|ایم|اید|اند|است|بود))?)?"
    r"|ن(?:کن|شو|باش|ده|گوی|رو|بین|یاب|خور|توان|دار|گیر|ساز|یای|خواه|دان|گذار|رس)(?:م|د|یم|ید|ند)|نباید|نشاید"
)
_UNREAD = re.compile(
    "[\u0530-\u058f\u0700-\u07ff\u0a00-\u0b7f\u0c80-\u1cff\u2c00-\u2d2f\u3040-\ua4cf\uac00-\ud7af]"
)
"""Letters of scripts whose words for "not" are not known, or not told from the words around them."""
_OWN_SCRIPT = re.compile("[\u0590-\u05ff\u0980-\u09ff\u0b80-\u0c7f]")
_SPACED = re.compile(rf"{WORD}(?:['’]{WORD})*")
_PLAIN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""The same for a text of ASCII."""
_AGAIN = frozenset(("nor",))
"""Words that only repeat another denial."""


def denies(word: str, known: Collection[str] = _ALL, language: str = "") -> bool:
    """Whether a folded word is one of these denials, of all languages by default."""
    small = word.casefold()
    if small in known:
        return True
    if small[:1] == "ن":
        return language in ("", "fa") and bool(_PERSIAN.fullmatch(small))
    return language in ("", "en", "fr") and bool(_CONTRACTED.search(small))


def has_unread_letters(text: str) -> bool:
    """Whether a text is in a script of which too little is known to tell what it does not say."""
    return not text.isascii() and bool(_UNREAD.search(text))


def languages_denying(text: str) -> tuple[str, ...]:
    """The languages whose denials a text can have, the likeliest first; () where they are not known."""
    if has_unread_letters(text):
        return ()
    if not text.isascii() and _OWN_SCRIPT.search(text):
        return ("other",)
    return languages_of(text) or ("en",)


def denials_in(text: str) -> tuple[str, ...]:
    """The words by which a text denies, in lower case, each once."""
    languages = languages_denying(text)
    plain = text.lower().replace("’", "'")
    if not (found := _denying(plain, languages)):
        return ()
    if len(plain) == len(text):
        for phrase in (one for name in languages for one in _PHRASES[name].finditer(plain_form(text))):
            plain = plain[: phrase.start()] + " " * len(phrase[0]) + plain[phrase.end() :]
        found = _denying(plain, languages)
    return tuple(word for word in found if word not in _AGAIN or len(found) == 1)


def _denying(plain: str, languages: tuple[str, ...]) -> dict[str, None]:
    if plain.isascii():
        words = [word for word in _PLAIN.findall(plain) if word in _ALL or "'" in word]
    else:
        words = _SPACED.findall(plain)
    return {word: None for word in words if _denies_in(languages, word)}


@lru_cache(maxsize=16_384)
def _denies_in(languages: tuple[str, ...], word: str) -> bool:
    """Whether a word denies in one of these languages; not if it is a frequent other word of another of them."""
    folded = fold(word)
    if not any(denies(folded, _IN[name], name) for name in languages):
        return False
    return languages[0] == "en" or not any(
        word in FREQUENT[name] and folded not in _IN[name] for name in languages
    )
