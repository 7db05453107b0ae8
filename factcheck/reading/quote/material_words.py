"""Words that change what a sentence asserts: negations, figures, amounts, certainty, order, names."""

import re
from collections.abc import Iterable

from factcheck.reading.denials import denies
from factcheck.reading.figure.numerals import RANKS
from factcheck.reading.quote.folding import fold_list, is_word
from factcheck.reading.quote.quote_boundaries import SMALL_OR_SCALE

_AMOUNTS = fold_list(
    "more less fewer most least many few several all some any every each both half twice double triple "
    "quarter third only just "
    "about around almost nearly roughly approximately over under above below exactly precisely up down "
    "percent per cent pair dozens hundreds thousands millions billions majority minority much enough "
    "entire whole part partly total "
    "mehr weniger alle einige viele wenige jede jeder jedes halb doppelt fast etwa rund knapp über unter "
    "nur genau mindestens höchstens "
    "plus moins tous toutes tout quelques plusieurs chaque moitié double presque environ seulement "
    "exactement "
    "más menos todos todas algunos algunas muchos pocos cada mitad casi apenas sólo solo "
    "أكثر أقل كل جميع بعض معظم نصف ضعف نحو حوالي فقط تقريبا بیشتر کمتر همه برخی اکثر نیمی نصف دو برابر "
    "حدود تنها فقط تقریبا بیش از"
)
_CERTAINTY = fold_list(
    "may might can could must shall should will would ought need always often sometimes rarely seldom "
    "usually ever again still yet already "
    "perhaps maybe possibly probably likely unlikely certainly definitely allegedly alleged reportedly "
    "apparently suspected supposed "
    "claimed confirmed proven unproven former ex acting if unless until except but although because "
    "whether "
    "kann können könnte muss müssen müsste soll sollen sollte darf dürfen wird werden würde immer oft "
    "manchmal selten vielleicht möglicherweise "
    "angeblich mutmaßlich wahrscheinlich wenn falls ehemalige ehemaliger früherer "
    "peut pourrait doit devrait toujours souvent parfois rarement peut-être probablement prétendu présumé "
    "si ancien ancienne "
    "puede podría debe debería siempre menudo veces quizás presunto supuesto "
    "قد ربما يجب يمكن دائما أحيانا محتمل مزعوم شاید باید ممکن همیشه گاهی احتمالا"
)
_ORDER = fold_list(
    "first last next previous before after since during early late earlier later now then today yesterday "
    "tomorrow "
    "increase increased decrease decreased rise rose fall fell up down higher lower high low large small "
    "big good bad best worst "
    "better worse true false yes right wrong left guilty innocent convicted acquitted won lost win lose "
    "gain loss open closed "
    "begin began end ended start stop for against with north south east west old young new buy sell "
    "import export male female "
    "vor nach seit erste letzte gestiegen gesunken schuldig unschuldig avant après depuis premier dernier "
    "hausse baisse coupable innocent "
    "antes después primero último قبل بعد أول آخر ارتفع انخفض پیش پس اول آخر افزایش کاهش"
)
_FUNCTION_WORDS = fold_list(
    "a an the of in on at to from by as and or that which who this these those it its is are was were be "
    "been being has have had do does did "
    "der die das den dem des ein eine einen einem einer und oder in im am an auf zu zum zur von vom mit "
    "le la les un une des du de d' l' et ou à au aux en que qui qu' el los las una y o del al lo il gli e "
    "di"
)
_SPELLED = tuple(
    (re.compile(other), one)
    for other, one in (("our(?=s|ed|ing|able|$)", "or"), ("is(?=e|ing|ation)", "iz"), ("yse", "yze"), ("tre$", "ter"),
                       ("ll(?=ed|ing|er)", "l"), ("ae|oe", "e"), ("ogue$", "og"), ("ence$", "ense"))
)  # fmt: skip
_SIGNS = frozenset("?%‰°+=<>≤≥±≈~/$£€¥₹₽₪₺₩﷼")


def is_material_word(word: str) -> bool:
    """Whether adding, removing or replacing this folded word changes what is asserted.

    True for figures, negations, amounts, certainty, order, signs such as % and ?, and for any word of a script without
    capitals, since names cannot be told from other words there.
    """
    small = word.casefold()
    if any(map(str.isdigit, word)) or small in SMALL_OR_SCALE or small in RANKS or denies(word):
        return True
    if word in _SIGNS or small in _AMOUNTS or small in _CERTAINTY or small in _ORDER:
        return True
    return any(character.isalpha() and not (character.isupper() or character.islower()) for character in word)


def is_capitalised(word: str) -> bool:
    """Whether a folded word begins with a capital, as names do."""
    return word[0].isupper()


def is_function_word(word: str) -> bool:
    """Whether a folded word is a mark, an article, a conjunction, a preposition, or a form of be, have or do."""
    return not is_word(word) or word.casefold() in _FUNCTION_WORDS


def differ_only_in_spelling(quoted: Iterable[str], found: Iterable[str]) -> bool:
    """Whether the words differ only in case, hyphens, or British and American spelling; "US" is not "us".

    Compares pair by pair; the caller makes sure that both sides have the same number of words.
    """
    pairs = list(zip(quoted, found, strict=False))
    if any(
        one.isupper() and other.islower()
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if len(one) > 1
    ):
        return False
    return [_spelled(one) for one, _ in pairs] == [_spelled(other) for _, other in pairs]


def _spelled(word: str) -> str:
    small = word.casefold()
    for other, one in _SPELLED:
        small = other.sub(one, small)
    return small
