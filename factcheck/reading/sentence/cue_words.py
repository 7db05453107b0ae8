"""Cue words that show what a sentence does: compare, accuse, judge, predict; in English, opinions in more languages."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from factcheck.reading.figure.numerals import plain_form
from factcheck.reading.sentence.sayings import load_sentence_words


class Cue(NamedTuple):
    """What a sentence does, in words, and the words and phrases that show it, in lower case."""

    says: str
    words: frozenset[str]
    phrases: re.Pattern[str] | None = None

    def is_in(self, lowered: str, words: Collection[str]) -> bool:
        """Whether a text in lower case, split into these words, contains the cue."""
        return not self.words.isdisjoint(words) or bool(self.phrases and self.phrases.search(lowered))


def word_set(listed: str) -> frozenset[str]:
    """The words of a list separated by spaces."""
    return frozenset(listed.split())


def _cue(says: str, words: str, phrases: str = "") -> Cue:
    return Cue(says, word_set(words), re.compile(rf"(?<!\w)(?:{phrases})(?!\w)") if phrases else None)


OFFICES = (
    "president vice-president chancellor minister premier mayor governor senator congressman congresswoman ambassador "
    "secretary director chairman chairwoman chair chief ceo head leader spokesman spokeswoman spokesperson professor "
    "judge justice king queen prince princess pope bishop general colonel commander founder editor captain coach "
    "treasurer commissioner prosecutor attorney"
)

CUES = (
    _cue(
        "a superlative",
        "largest biggest greatest highest lowest longest shortest oldest youngest richest poorest fastest slowest "
        "strongest weakest worst best deadliest busiest cheapest hottest coldest heaviest newest tallest deepest "
        "safest hardest earliest fewest smallest record",
        "(?<!at )(?:most|least)",
    ),
    _cue(
        "says that it is the first or only one",
        "unprecedented",
        "(?:the|its|his|her|their|our) (?:first|only|last)|first time|never before",
    ),
    _cue(
        "a comparison",
        "double triple",
        r"(?:more|less|fewer|better|worse|\w{2,12}er) than|compared (?:with|to)|times as|(?:twice|half) (?:as|the)",
    ),
    _cue(
        "says that something rose or fell",
        "rose risen rising fell fallen falling grew grown growing increase increased increases decrease decreased "
        "decreases dropped doubled tripled halved declined soared plunged shrank climbed surged",
    ),
    _cue(
        "names a cause",
        "because caused causes",
        "due to|led to|leads to|thanks to|as a result|result(?:s|ed) in|responsible for",
    ),
    _cue("all or none", "all every everyone everybody none nobody no-one never always nothing entire"),
    _cue(
        "an accusation",
        "stole stolen lied lying corrupt corruption fraud illegal illegally crime crimes criminal murdered killed "
        "raped bribed cheated abused convicted arrested",
    ),
    _cue("an office", OFFICES),
)

OPINION = _cue(
    "says how somebody sees it",
    "beautiful wonderful terrible horrible disgraceful shameful fantastic awful amazing incredible tremendous "
    "disgusting outrageous unacceptable ridiculous brilliant lovely magnificent pathetic absurd unfortunately sadly "
    "hopefully thankfully frankly personally honestly stupid dumb idiotic insane embarrassing heartbreaking inspiring "
    "delicious boring deserve deserves deserved disgrace triumph nightmare clown idiot moron rip",
    "(?:i|we) (?:really |truly |do |don't )?(?:think|believe|feel|hope|guess|suppose|wish|want|love|like|"
    "doubt|suspect|prefer)|i'?d (?:like|love|say|rather)|in my (?:own )?(?:view|opinion|mind)|it seems|"
    "i'?m (?:sure|glad|happy|sorry|proud|afraid|confident)|(?:it's|it is) (?:high )?time|"
    "(?:i |we )?(?:can't|cannot|could not|couldn't) (?:stand|wait|bear|have hoped)|"
    "so (?:proud|glad|happy|sad|excited|sorry|grateful|tired)|(?:it's|it is) (?:hard|impossible|easy) to|"
    r"imagine (?:being|having)|nothing (?:is )?more \w+ than|(?:can|could) do (?:better|more)|"
    r"(?:a|an|such a|total|complete|absolute) (?:\w+ )?(?:disaster|mess|joke|shame|crime|slogan|puppet|"
    r"failure|miracle|scandal)|(?:the )?(?:best|worst|greatest) (?:\w+ ){1,3}(?:ever|of (?:my|all|our))|"
    "(?:doesn't|don't|does not) have the (?:temperament|courage|guts|character|judgement|judgment|"
    "decency)|(?:the )?enemy of|part of the problem|at (?:its|his|her|their) best",
)
OBLIGATION = _cue(
    "says what ought to be", "should must ought let's", "had better|(?:need|needs|have|has) to|let us|we need"
)
PREDICTION = _cue(
    "looks ahead",
    "won't shall would gonna",
    r"will(?<!\ba will)(?<!his will)(?<!her will)(?<!the will)(?<!own will)(?<!ill will)(?<!(?:free|good) will)|\w+'ll"
    r"|(?:is|are|am|\w+'(?:re|m|s)) going to|expects? (?:\w+ ){1,4}to"
    r"|(?:is|are) (?:set|due|expected|bound|likely) to|about to",
)
_SEEN = (OPINION, OBLIGATION, PREDICTION)
_ELSEWHERE = [
    {
        language: _cue(cue.says, plain_form(told["words"]), plain_form(told["phrases"]))
        for language, told in by_language.items()
    }
    for by_language, cue in zip(load_sentence_words("opinions").values(), _SEEN, strict=True)
]


@cache
def opinions_in(languages: tuple[str, ...]) -> tuple[Cue, ...]:
    """The cues by which a sentence of one of these languages is an opinion, says what ought to be, or looks ahead.

    English ones for a language without its own.
    """
    own = [
        [told.get(name, cue) for name in languages or ("en",)]
        for told, cue in zip(_ELSEWHERE, _SEEN, strict=True)
    ]
    return tuple(map(_any_of, own))


def _any_of(cues: Sequence[Cue]) -> Cue:
    """One cue for what any of these shows."""
    if len(cues) == 1:
        return cues[0]
    patterns = "|".join(dict.fromkeys(cue.phrases.pattern for cue in cues if cue.phrases))
    return Cue(cues[0].says, frozenset().union(*(cue.words for cue in cues)), re.compile(patterns))


_FINITE = _cue(
    "",
    "is are was were am be been being has have had does do did can could will would may might must shall should won't "
    "don't doesn't didn't isn't aren't wasn't weren't can't couldn't it's that's he's she's they're we're i'm became "
    "began bought broke brought built came chose cut drew fell felt fled found fought gave got grew held kept knew led "
    "left lost made meant met paid put ran rose said saw sent set shot sold spent spoke stood stole took taught told "
    "thought threw went won wrote you're we've they've there's here's who's what's i've "
    # the third person, which is a plural noun less often than a verb
    "owns says kills causes pays refuses shows makes gives takes runs works lives means needs wants uses helps costs "
    "holds leads wins loses contains comes goes gets bans sells buys leaves kept becomes begins believes brings builds "
    "carries claims cures deserves destroys earns eats employs exists fails fights funds hides hates hits keeps knows "
    "lies loves moves opens owes prevents produces proves protects reads receives rejects remains sends serves spreads "
    "stands steals stops supports teaches tells thinks votes writes "
    "know own want kill sell buy eat",
    "[a-z]{2,}ed|(?:breaking|just in|update|watch)(?=:)",
)
_FREQUENT = word_set(
    "the of and is are was were has have had this that with from for not he she they we you i be been will would at "
    "as but our his her their do does did said it its it's"
)
_GREETS = re.compile(
    r"(?:@\w+\s+)*\W*(?:(?:and|so|well|now|okay|ok|look|senator|governor|mr\.? \w+|all right),? )?"
    r"(?:thank|thanks(?! to (?!you|every|all))|thx|good (?:morning|evening|afternoon|night)|hello|hi|welcome|"
    r"congratulations|"
    r"please|god bless|well done|happy (?:birthday|new year|easter|holidays|anniversary)|merry christmas|stay safe|"
    r"(?:ladies and gentlemen|excuse me|pardon me|i beg your pardon|go ahead|next question|one moment)|"
    r"let(?:'s| us| me) (?:just |now |also )?(?:turn|talk|move|go|say|tell|ask|finish|answer|respond|be|make|start|"
    r"begin|"
    r"get|explain|add|point|look)|"
    r"(?:i want|i'd like|i would like|i'm going|i am going) to (?:talk|speak|ask|say|turn|thank|begin|start|move|"
    r"follow|make|"
    r"come|go|respond|read|be|give|address|mention)|"
    r"(?:we'll|we will) (?:be (?:right )?back|come back|return|get|move|begin|start)|(?:my|the|our) (?:first |next |"
    r"last )?question|"
    r"(?:here's|here is|here are)|with (?:all )?(?:due )?respect|you(?:'ll)? have (?:\w+ ){0,2}(?:minutes?|seconds?|"
    r"the floor)|"
    r"(?:your|the) time (?:is|has)|i have (?:\w+ )?(?:points|questions|things) to|"
    r"(?:that's|that is|it's) (?:a )?(?:very |really )?(?:good|great|fair|important|excellent) (?:question|point)|"
    r"(?:read|see|click|subscribe|sign up|follow|share|retweet|listen|tune in|check out|join) (?:more|to|for|me|us|"
    r"our|the|this|if|"
    r"here|here's)|this (?:story|article|page|post) (?:has been|was|is being|will be))(?!\w)"
)
_OF_THE_TALK = re.compile(
    r"\W*(?:i|we|you|that|this|it|there|let|look|so|well|now|but|and|he|she|they|what|if|who|my|our|your|no|yes|ok|"
    r"okay)"
    r"(?!\w)"
)
_HOLDS_OFFICE = re.compile(
    r"(?<!\w)(?:is|was|became|become|becomes|been|remains|remained|appointed|elected|named|serv(?:es|ed|ing) as) "
    r"(?:(?:also|now|then|once|again) )?(?:(?:the|a|an|its|his|her|their) )?(?:[\w'-]+ ){0,3}?"
    rf"(?:{OFFICES.replace(' ', '|')})(?!\w)"
)


def greets(lowered: str) -> bool:
    """Whether a text in lower case begins with thanks, a greeting, a wish, or by saying what is said or done next."""
    return bool(_GREETS.match(lowered))


def speaks_of_the_talk(lowered: str) -> bool:
    """Whether a text in lower case begins with a word for the speaker, the hearer or what was said before."""
    return bool(_OF_THE_TALK.match(lowered))


def names_an_office_holder(lowered: str) -> bool:
    """Whether a text in lower case says that somebody holds or held an office."""
    return bool(_HOLDS_OFFICE.search(lowered))


def has_a_verb(lowered: str, words: Collection[str]) -> bool:
    """Whether a word of a text can only be a verb; the present tense of most verbs looks like a noun."""
    return _FINITE.is_in(lowered, words)


def is_english(words: Collection[str]) -> bool:
    """Whether one of the most frequent words of English is among these words in lower case."""
    return not _FREQUENT.isdisjoint(words)
