"""Whether words that are given as somebody's own speak of that person: "Okonjo claims that …", "she said", "selon lui".

In the languages of the pages: English, Arabic, Persian, Spanish, French, Portuguese, German.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from factcheck.model.text import normalised_wording
from factcheck.reading.sentence.cue_words import word_set


class _Language(NamedTuple):
    """What says somebody, in the third person: verbs, pronouns, words before and after whoever is named as a source.

    `alone` are verbs that need nobody beside them, `own` words by which a person speaks of themselves.
    """

    verbs: str
    pronouns: str
    before: str
    after: str = ""
    alone: str = ""
    own: str = ""


_LANGUAGES = (
    _Language(
        "said|says|told|tells|claimed|claims|argued|argues|insisted|insists|stated|states|testified|tweeted|declared|"
        "declares|asserted|asserts|announced|announces|wrote|writes|warned|warns|added|adds|alleged|alleges|admitted|"
        "admits|denied|denies|acknowledged|confirmed|confirms|replied|replies|noted|notes|explained|explains|suggested|"
        "estimated|estimates|concluded|promised|promises|believes|recalled|predicted|predicts|maintains",
        "he|she|they",
        "according to|in the words of|in the view of",
        own="i|me|my|we|us|our",
    ),
    _Language(
        "dit|declare|declarait|affirme|affirmait|assure|assurait|explique|expliquait|estime|estimait|ajoute|ajoutait|"
        "indique|annonce|soutient|soutenu|pretend|pretendu|raconte|souligne|precise|reconnu|nie|promis|rappelle|ecrit",
        "il|elle|ils|elles|lui",
        "selon|d apres|aux dires de|a en croire",
        own="je|j|moi|mon|ma|mes|nous|notre|nos",
    ),
    _Language(
        "dijo|dice|afirmo|afirma|afirmado|aseguro|asegura|asegurado|declaro|declara|explico|explica|senalo|senala|sostuvo|"
        "sostiene|anadio|anade|anuncio|anuncia|asevero|indico|indica|manifesto|denuncio|denuncia|dicho|nego|admitio",
        "el|ella|ellos|ellas",
        "segun|de acuerdo con|en palabras de|a juicio de",
        alone="dijo que|afirmo que|aseguro que|sostuvo que|anadio que",
        own="yo|me|mi|mis|nosotros|nuestro|nuestra",
    ),
    _Language(
        "disse|diz|afirmou|afirma|declarou|declara|garantiu|garante|explicou|explica|acrescentou|anunciou|alegou|alega|"
        "assegurou|defendeu|defende|sustentou|negou|admitiu|escreveu",
        "ele|ela|eles|elas",
        "segundo|de acordo com|conforme|nas palavras de|nas palavras da|nas palavras do",
        alone="disse que|afirmou que|declarou que|acrescentou que",
        own="eu|me|meu|minha|nos|nosso|nossa",
    ),
    _Language(
        "sagte|sagt|erklarte|erklart|behauptete|behauptet|betonte|betont|versicherte|versichert|meinte|meint|ausserte|"
        "berichtete|berichtet|erganzte|teilte mit|kundigte an|fugte hinzu|schrieb|bestritt|warnte|gab an|raumte ein",
        "er|sie",
        "laut|nach angaben von|nach angaben der|nach angaben des|nach worten von|nach ansicht von",
        after="zufolge",
        own="ich|mich|mir|mein|meine|wir|uns|unser|unsere",
    ),
    _Language(
        "قال|قالت|يقول|تقول|صرح|صرحت|اكد|اكدت|أكد|أكدت|اعلن|أعلن|أعلنت|اوضح|أوضح|أوضحت|اضاف|أضاف|أضافت|زعم|زعمت|يزعم|"
        "ادعى|ادعت|ذكر|ذكرت|اعتبر|اعتبرت",
        "هو|هي|هم",
        "وفقا ل|بحسب|حسب|على حد قول|نقلا عن|حسب قول",
        alone="قال ان|قال إن|قالت إن|وقال إن|أكد أن|زعم أن|أضاف أن",
        own="انا|أنا|نحن",
    ),
    _Language(
        "گفت|گفته است|می گوید|افزود|اعلام کرد|تاکید کرد|تأکید کرد|مدعی شد|ادعا کرد|اظهار داشت|اظهار کرد|بیان کرد|"
        "توضیح داد|تصریح کرد|نوشت",
        "او|وی|ایشان|انها|آنها",
        "به گفته|به گفته ی|طبق گفته|بنا به گفته|بر اساس گفته|از قول",
        own="من|ما",
    ),
)
_BESIDE = 5
"""Words beside a verb among which its subject is looked for: "Okonjo, the town's treasurer, said"."""
_BESIDE_A_PRONOUN = (
    r"(?: (?:a|t|l|ont|has|have|had|also|then|later|ha|han|ya|tem|hat|haben|hatte|también|auch))*? "
)
_LEAST = 3
"""Letters of a word by which a person is recognised."""
_NO_NAME = word_set(
    "the and von van der die das del los las dos des les une uns ein eine for its his her their new old non"
)


def speaks_of(words: str, claimant: str) -> str:
    """The part of a claimant's supposed words that speaks of the claimant in the third person; "" where none does.

    It is told as wordings are compared: lower case, without accents and punctuation.
    """
    said = normalised_wording(words)
    if found := next(_by_name(said, claimant), ""):
        return found
    by_pronoun = next(filter(None, (one.search(said) for one in _by_pronoun(said))), None)
    return by_pronoun[0].strip() if by_pronoun else ""


def _by_name(said: str, claimant: str) -> Iterator[str]:
    """Where a word of the claimant's name is beside a verb of saying, or after words such as "according to"."""
    words = normalised_wording(claimant).split()
    names = {one for one in words if len(one) >= _LEAST and one not in _NO_NAME and not one.isdigit()}
    for found in _verb().finditer(said) if names else ():
        before, after = said[: found.start()].split()[-_BESIDE:], said[found.end() :].split()[:_BESIDE]
        if at := [number for number, word in enumerate(before) if _is_one(word, names)]:
            yield " ".join((*before[at[-1] :], found[0]))
        if at := [number for number, word in enumerate(after) if _is_one(word, names)]:
            yield " ".join((found[0], *after[: at[0] + 1]))
    for found in _source().finditer(said) if names else ():
        after = said[found.end() :].split()[:_BESIDE]
        if at := [number for number, word in enumerate(after) if _is_one(word, names)]:
            yield " ".join((found[0].strip(), *after[: at[0] + 1]))


def _is_one(word: str, names: Collection[str]) -> bool:
    """Whether a word is one of the names; in Arabic script, "for", "by" and "and" are written onto it."""
    return word in names or (word[:1] in _WRITTEN_ON and word[1:] in names)


_WRITTEN_ON = ("ل", "ب", "و", "ف")


def _by_pronoun(said: str) -> Iterable[re.Pattern[str]]:
    """The ways of each language that say so by a pronoun, without those of one in which the person says "I"."""
    words = set(said.split())
    return (way for own, way in _pronoun_ways() if own.isdisjoint(words))


@cache
def _pronoun_ways() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    return tuple((frozenset(_listed(one.own)), _pronoun_way(one)) for one in _LANGUAGES)


def _pronoun_way(language: _Language) -> re.Pattern[str]:
    who, verbs = _any(language.pronouns), _any(language.verbs)
    ways = [
        rf"{who}{_BESIDE_A_PRONOUN}{verbs}",
        rf"[وف]?{verbs}{_BESIDE_A_PRONOUN}{who}",
        rf"{_any(language.before)} {who}",
        *([rf"[وف]?{_any(language.alone)}"] if language.alone else []),
        *([rf"{who} {language.after}"] if language.after else []),
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


@cache
def _verb() -> re.Pattern[str]:
    """A verb of saying in any of the languages, or what stands after whoever is named as a source."""
    verbs = "|".join(f"{one.verbs}|{one.after}" for one in _LANGUAGES)
    return re.compile(rf"(?<!\w)[وف]?{_any(verbs)}(?!\w)")


@cache
def _source() -> re.Pattern[str]:
    """What stands before whoever is named as a source."""
    return re.compile(rf"(?<!\w){_any('|'.join(one.before for one in _LANGUAGES))}(?: |(?<=ل))")


def _any(listed: str) -> str:
    return f"(?:{'|'.join(map(re.escape, _listed(listed)))})"


def _listed(listed: str) -> list[str]:
    """The alternatives in the form in which wordings are compared, the longest first."""
    return sorted(filter(None, map(normalised_wording, listed.split("|"))), key=len, reverse=True)
