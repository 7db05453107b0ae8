"""Names of people: what may not enter, when two are the same person, and when one only looks like another.

`exchange/proof_formats.py` compares them in the same way with code of its own, since it is one file that needs nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import TypeVar

_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufff0-\uffff"
    "\U00013441-\U00013446\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
)
"""What shows nothing of itself beside format characters: fillers, variation selectors, tags, specials."""
_HIDDEN_KINDS = ("Cc", "Cf", "Co", "Cs")
"""Controls, format and direction characters, private use, surrogates (categories of Unicode)."""
_VIRAMA = 9
"""The combining class of the sign that joins letters of Indic scripts."""

TYPE_IT = "It may have come along from where the name was copied. Type it."
"""What mends a name that hides something."""

_SAME = str.maketrans(
    {
        **dict.fromkeys("`´‘’‛′ʹʻʼʽʾʿˈˊˋ΄᾽᾿῾՚׳ꞌ", "'"),
        **dict.fromkeys("“”„‟″״", '"'),
        **dict.fromkeys("−⁃˗", "-"),
        **dict.fromkeys("•‧∙⋅・", "·"),
        **dict.fromkeys("يى", "ی"),
        "ك": "ک",
        "ـ": None,
    }
)
_MARKS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff]|(?<=[ijіјįịḭɨ])\u0307"
)
"""Vowel marks of Arabic and Hebrew, and a dot above a letter that has one."""

_LOOKS = (
    "AАΑ BВΒ CСϹ EЕΕ FϜ GԌ HНΗ IІΙӀ JЈͿ KКΚ MМΜϺ NΝ OОΟ PРΡ QԚ SЅ TТΤ VѴ WԜ XХΧ YУҮΥ ZΖ "
    "aаα bь cсϲ dԁ eеҽ hһ iіι jјϳ kκ lӏ nпπη oоοσ pрρ qԛ rг sѕ tτ uυ vѵν wԝѡω xхχ yуүγ"
)
"""Each Latin letter, and the Cyrillic and Greek ones that look like it (after Unicode's confusables.txt)."""
_BY_LOOK = {other: group[0] for group in _LOOKS.split() for other in group[1:]}
_WRITTEN = str.maketrans({**_BY_LOOK})
_IN_SMALL = str.maketrans({one: latin for one, latin in _BY_LOOK.items() if latin.islower()})
_IN_CAPITALS = str.maketrans(
    {one.lower(): latin.lower() for one, latin in _BY_LOOK.items() if latin.isupper()}
)


Answer = TypeVar("Answer")
_LONGEST_REMEMBERED = 1_000
"""Characters: a form from outside may hold a million, and a thousand of such would fill the memory."""


def _remembered(of_name: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same, which remembers its answers on names that are not overlong."""
    remembering = lru_cache(maxsize=1024)(of_name)

    @wraps(of_name)
    def answer(name: str) -> Answer:
        return (of_name if len(name) > _LONGEST_REMEMBERED else remembering)(name)

    return answer


@_remembered
def hidden_in(name: str) -> str:
    """The first character of a name that nobody sees, or that turns others round; "" where there is none.

    U+200C may stand between two Arabic letters, as Persian names hold it, and it and U+200D after a virama, as Sinhala
    names do (RFC 5892, appendix A). White space, a tab or line end too, counts as a space.
    """
    if name.isascii() and name.isprintable():
        return ""
    return next((letter for at, letter in enumerate(name) if _is_hidden(name, at)), "")


def unknown_in(name: str) -> str:
    """The first character of a name that no version of Unicode known here has assigned; "" where there is none."""
    return next((letter for letter in name if unicodedata.category(letter) == "Cn"), "")


def fault_in(name: str) -> str:
    """What keeps a name from being entered, in words that go on from it; "" where nothing does."""
    if hidden := hidden_in(name):
        return f"holds {_in_words(hidden)}, which nobody sees"
    if unknown := unknown_in(name):
        return f"holds {_in_words(unknown)}, which no version of Unicode known here has assigned"
    return "" if folded_name(name) else "says nothing"


def visible(name: str) -> str:
    """A name as its readers see it, which can be shown in a message about what they do not see."""
    return "".join(one for one in name if not _is_blank(one) and unicodedata.category(one) != "Cn")


def same_person(name: str, other: str) -> bool:
    """Whether two names are two ways to write one: case, apostrophes, hyphens, ي or ی, digits, marks, white space."""
    return folded_name(name) == folded_name(other)


def looks_like(name: str, other: str) -> bool:
    """Whether readers would take the names for one: the same, or Cyrillic or Greek letters stand in for Latin ones.

    Two names that are each written in one script, the same one, are as different as they are written.
    """
    if same_person(name, other):
        return True
    scripts = _scripts(name)
    in_one = len(scripts) == 1 and scripts == _scripts(other)
    return not in_one and not _looks(name).isdisjoint(_looks(other))


def find_person(name: str, people: Iterable[str]) -> str | None:
    """Of some names the one that is the same person, else one that looks like it; None where there is neither."""
    alike = [one for one in people if looks_like(name, one)]
    return next((one for one in alike if same_person(name, one)), alike[0] if alike else None)


@_remembered
def folded_name(name: str) -> str:
    """A name as it is compared: NFKC, case folded, NFKC again, with one form of each sign that people write in several.

    What nobody sees counts as absent, in names too that came in before that was refused.
    """
    spaced = " ".join(name.translate(_SAME).split())
    seen = "".join(letter for letter in spaced if not _is_blank(letter))
    unmarked = _MARKS.sub("", unicodedata.normalize("NFKC", seen).casefold())
    plain = map(_plain, unicodedata.normalize("NFKC", unmarked).translate(_SAME))
    return " ".join(unicodedata.normalize("NFKC", "".join(plain)).split())


@_remembered
def _looks(name: str) -> frozenset[str]:
    """A name as it looks: as it is written, in small letters and in capitals."""
    folded = folded_name(name)
    if folded.isascii():
        return frozenset({folded})
    parted = unicodedata.normalize("NFD", folded)
    views = (
        unicodedata.normalize("NFD", name).translate(_WRITTEN),
        parted.translate(_IN_SMALL),
        parted.translate(_IN_CAPITALS),
    )
    return frozenset({folded, *map(folded_name, views)})


def _scripts(name: str) -> set[str]:
    """The scripts that a name is written in, such as "LATIN"."""
    return {unicodedata.name(one, "").split(" ")[0] for one in folded_name(name) if one.isalpha()}


def _in_words(letter: str) -> str:
    """A character by its number and its name in Unicode, such as "U+200B (zero width space)"."""
    known = unicodedata.name(letter, "").lower()
    return f"U+{ord(letter):04X}" + (f" ({known})" if known else "")


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "-" if kind == "Pd" else letter


def _is_blank(letter: str) -> bool:
    """Whether a character shows nothing of itself."""
    return unicodedata.category(letter) in _HIDDEN_KINDS or _BLANK.match(letter) is not None


def _is_hidden(name: str, at: int) -> bool:
    letter = name[at]
    if letter in "\t\n\r" or not _is_blank(letter):
        return False
    return letter not in "\u200c\u200d" or not _joins(name, at)


def _joins(name: str, at: int) -> bool:
    """Whether a joiner changes how the letters on either side of it are written."""
    before, after = name[max(at - 1, 0) : at], name[at + 1 : at + 2]
    if before and unicodedata.combining(before) == _VIRAMA:
        return True
    return name[at] == "\u200c" and _is_arabic(after) and _is_arabic(_letter_before(name, at))


def _letter_before(name: str, at: int) -> str:
    """What stands before a place, but for marks; it is walked to, since a name from outside may be of any length."""
    return next((name[one] for one in reversed(range(at)) if not _MARKS.match(name, one)), "")


def _is_arabic(letter: str) -> bool:
    return bool(letter) and unicodedata.name(letter, "").startswith("ARABIC LETTER")
